"""Deployment: the files by which a site is published with hosts that people know.

A target is one value here, and its texts in `data/`, below its id.
"""

from collections.abc import Mapping

from cto_portfolio.authoring.deployment.files import write
from cto_portfolio.authoring.deployment.target import Place, Target

__all__ = ["TARGETS", "Place", "Target", "write"]

_GITHUB_PAGES = Target(
    id="github-pages",
    name="GitHub Pages",
    has_sources=True,
    texts={".github/workflows/publish.yml": "github-pages/publish.yml"},
    steps=(
        "On GitHub: Settings > Pages > Source: GitHub Actions.",
        "Commit, and push to 'main'; the site is at the address that 'Actions' shows.",
    ),
)
_GITLAB_PAGES = Target(
    id="gitlab-pages",
    name="GitLab Pages",
    has_sources=True,
    texts={".gitlab-ci.yml": "gitlab-pages/gitlab-ci.yml"},
    steps=(
        "Commit, and push to the default branch; the site is at the address below Deploy > Pages.",
        "On GitLab: Settings > General > Visibility > Pages: Everyone, so that all can read it.",
    ),
)
_CLOUDFLARE = Target(
    id="cloudflare",
    name="Cloudflare Workers",
    has_sources=True,
    texts={
        "wrangler.jsonc": "cloudflare/wrangler.jsonc",
        ".github/workflows/publish.yml": "cloudflare/publish.yml",
    },
    steps=(
        "From this computer: 'npx wrangler@4 deploy'. It builds, and publishes what was built.",
        "From GitHub: set the secrets CLOUDFLARE_API_TOKEN (template 'Edit Cloudflare Workers')",
        "and CLOUDFLARE_ACCOUNT_ID in Settings > Secrets and variables > Actions; then push.",
    ),
)
_NETLIFY = Target(
    id="netlify",
    name="Netlify",
    has_sources=True,
    texts={
        "netlify.toml": "netlify/netlify.toml",
        "deploy/netlify-cache/index.js": "netlify/index.js",
        "deploy/netlify-cache/manifest.yml": "netlify/manifest.yml",
    },
    steps=(
        "Commit and push; then on Netlify: Add new project > Import an existing project.",
        "Change no setting there: 'netlify.toml' says all of it.",
    ),
)
_S3 = Target(
    id="s3",
    name="Amazon S3 and CloudFront",
    has_sources=False,
    texts={
        "deploy/s3.sh": "s3/s3.sh",
        "deploy/cloudfront-function.js": "s3/cloudfront-function.js",
    },
    steps=(
        "Make a private bucket, and a CloudFront distribution that may read it (OAC), with the",
        "function of 'deploy/cloudfront-function.js' (viewer request), the default root object",
        "index.html, the error pages 403 and 404: /404.html, and 'SecurityHeadersPolicy'.",
        "Publish: 'BUCKET=my-bucket DISTRIBUTION=E123EXAMPLE bash deploy/s3.sh'",
    ),
)
_RSYNC = Target(
    id="rsync",
    name="A server of your own, by rsync",
    has_sources=False,
    texts={"deploy/rsync.sh": "rsync/rsync.sh", "deploy/nginx.conf": "rsync/nginx.conf"},
    steps=(
        "On the server: 'deploy/nginx.conf' into /etc/nginx/conf.d/; 'certbot --nginx' for HTTPS.",
        "Publish: 'DESTINATION=you@@{host}:/srv/www/@{slug} bash deploy/rsync.sh'",
        "After the first time, and when headers change: 'sudo nginx -t && sudo nginx -s reload'",
    ),
)
_CONTAINER = Target(
    id="container",
    name="A container with nginx",
    has_sources=False,
    texts={
        "Dockerfile": "container/Dockerfile",
        ".dockerignore": "container/dockerignore",
        "deploy/container-nginx.conf": "container/nginx.conf",
    },
    steps=(
        "Build: 'docker build --tag @{slug} .'",
        "Look at it: 'docker run --rm --read-only --tmpfs /tmp -p 8080:8080 @{slug}'",
        "Push that image alone: the stage 'build', and caches of it, hold the whole portfolio.",
    ),
)

TARGETS: Mapping[str, Target] = {
    target.id: target
    for target in (*(_GITHUB_PAGES, _GITLAB_PAGES, _CLOUDFLARE, _NETLIFY, _S3, _RSYNC, _CONTAINER),)
}
"""All there are, by their ids, in the order in which they are offered."""
