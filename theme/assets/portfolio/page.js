// What every page does beyond what it does without a script: remembers the scheme, copies code, places notes, opens the search.

{
  const root = document.documentElement;
  const input = document.querySelector(".palette__input");
  const choose = () => {
    root.dataset.scheme = input.value;
    try {
      localStorage.setItem("scheme", input.value);
    } catch {
      // A browser that keeps nothing still shows what was chosen.
    }
  };
  if (input?.selectedIndex > 0) choose(); // before this script was there
  else if (input) input.value = root.dataset.scheme || "system";
  input?.addEventListener("change", choose);
}

for (const block of document.querySelectorAll(".prose pre:not(.linenodiv > pre)")) {
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

if (document.querySelector(".footnote")) import("./footnotes.js");

{
  const dialog = document.querySelector(".search");
  const load = () => import("./search.js");
  // Where nothing is found at an address, its words are a good beginning.
  const wordsOfAddress = () => location.pathname.split("/").filter(Boolean).pop()?.replace(/\W+/g, " ") ?? "";
  const open = async (words) => {
    if (words) dialog.querySelector("input").value = words;
    if (!dialog.open) dialog.showModal();
    (await load()).begin(dialog);
  };
  const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]");

  for (const button of document.querySelectorAll("[commandfor=search]")) {
    button.addEventListener("click", (event) => {
      event.preventDefault(); // what `command` would do, where browsers know it
      open(button.dataset.words && wordsOfAddress());
    });
    button.addEventListener("pointerenter", load, { once: true }); // the script is there before the click is over
  }
  if (dialog) {
    if (dialog.open) open(); // by the browser itself, before this script was there
    document.addEventListener("keydown", (event) => {
      const asks = event.key === "/" || (event.key === "k" && (event.metaKey || event.ctrlKey));
      if (!asks || dialog.open || isTyping(event.target)) return;
      event.preventDefault();
      open();
    });
  }
}
