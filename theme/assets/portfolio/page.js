// What every page does beyond what it does without a script: remembers the scheme, copies code, opens the search.

{
  const root = document.documentElement;
  for (const input of document.querySelectorAll(".palette__input")) {
    if (input.value === root.dataset.scheme) input.checked = true;
    input.addEventListener("change", () => {
      root.dataset.scheme = input.value;
      try {
        localStorage.setItem("scheme", input.value);
      } catch {
        // A browser that keeps nothing still shows what was chosen.
      }
    });
  }
}

for (const block of document.querySelectorAll(".prose pre")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "prose__copy";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText((block.querySelector("code") ?? block).innerText);
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 2000);
  });
  block.parentElement.insertBefore(button, block);
}

{
  const dialog = document.querySelector(".search");
  const buttons = document.querySelectorAll("[data-opens=search]");
  const load = () => import("./search.js");
  // Where nothing is found at an address, its words are a good beginning.
  const wordsOfAddress = () => location.pathname.split("/").filter(Boolean).pop()?.replace(/\W+/g, " ") ?? "";
  const open = async ({ currentTarget }) => {
    if (dialog.open) return;
    if (currentTarget.dataset?.words) dialog.querySelector("input").value = wordsOfAddress();
    dialog.showModal();
    (await load()).begin(dialog);
  };
  const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]");

  for (const button of buttons) {
    button.addEventListener("click", open);
    button.addEventListener("pointerenter", load, { once: true }); // the script is there before the click is over
  }
  if (dialog) {
    document.addEventListener("keydown", (event) => {
      const asks = event.key === "/" || (event.key === "k" && (event.metaKey || event.ctrlKey));
      if (!asks || isTyping(event.target)) return;
      event.preventDefault();
      open(event);
    });
  }
}
