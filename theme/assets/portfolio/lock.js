// Opens a protected page with its passphrase, or with the key in the address behind "#key=". Nothing leaves the browser.

document.documentElement.dataset.script = ""; // shows the form, where a policy forbids the page to say so itself

{
  const form = document.querySelector(".lock__form");
  const field = form.querySelector("input");
  const [state, error] = [form.querySelector("[role=status]"), form.querySelector("[role=alert]")];
  const decoded = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

  const say = (name) => {
    state.textContent = name === "opening" ? state.dataset.opening : "";
    error.textContent = form.dataset[name] ?? "";
    field.setAttribute("aria-invalid", String(name.startsWith("wrong")));
    if (name !== "opening") field.select();
  };

  const keyOf = async (passphrase) => {
    const words = new TextEncoder().encode(passphrase.normalize("NFKC").trim());
    const material = await crypto.subtle.importKey("raw", words, "PBKDF2", false, ["deriveBits"]);
    const { salt, rounds } = form.dataset;
    const how = { name: "PBKDF2", hash: "SHA-256", salt: decoded(salt), iterations: Number(rounds) };
    return crypto.subtle.deriveBits(how, material, 256);
  };

  const show = (html) => {
    const main = document.querySelector("main");
    main.innerHTML = html;
    const heading = main.querySelector("h1");
    document.title = heading.textContent;
    heading.focus();
  };

  const open = async (bits, wrong) => {
    const { format, iv, text, check, checkIv } = form.dataset;
    const key = await crypto.subtle.importKey("raw", bits, "AES-GCM", false, ["decrypt"]);
    const address = /\/(for\/[a-z2-7]{26}\/)(?:index\.html)?$/.exec(location.pathname)?.[1] ?? "elsewhere"; // it opens at its own alone
    const decrypted = (from, sealed, bound) => {
      const additionalData = new TextEncoder().encode(`cto-portfolio packet ${format} ${bound}`);
      return crypto.subtle.decrypt({ name: "AES-GCM", iv: decoded(from), additionalData }, key, decoded(sealed));
    };
    try {
      await decrypted(checkIv, check, "");
    } catch {
      return say(wrong);
    }
    try {
      show(new TextDecoder().decode(await decrypted(iv, text, address)));
    } catch {
      say("damaged");
    }
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!globalThis.crypto?.subtle) return say("unsafe");
    say("opening");
    let bits;
    try {
      bits = await keyOf(field.value);
    } catch {
      return say("damaged");
    }
    await open(bits, "wrong");
  });

  const key = /^#key=([\w-]{43})$/.exec(location.hash)?.[1];
  if (key && globalThis.crypto?.subtle) open(decoded(key.replaceAll("-", "+").replaceAll("_", "/")), "wrongKey");
}
