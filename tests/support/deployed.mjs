// Reads what is written for Netlify, Cloudflare and CloudFront as these hosts do; prints it as JSON.
// node deployed.mjs NODE_MODULES NETLIFY_FOLDER CLOUDFRONT_FUNCTION ADDRESS...
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [modules, netlify, cloudFront, ...addresses] = process.argv.slice(2);
const config = createRequire(pathToFileURL(`${modules}/`)).resolve("@netlify/config");
const { resolveConfig } = await import(pathToFileURL(config));

const resolved = await resolveConfig({ cwd: netlify, offline: true, context: "production", branch: "main" });
const plugin = createRequire(pathToFileURL(`${netlify}/`))("./deploy/netlify-cache/index.js");
const handler = new Function(`${readFileSync(cloudFront, "utf-8")}; return handler;`)();
const answers = addresses.map((uri) => handler({ request: { uri } }));
console.log(JSON.stringify({ netlify: resolved.config, hooks: Object.keys(plugin), answers }));
