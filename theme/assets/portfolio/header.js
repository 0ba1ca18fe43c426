// The search button and the mark on the chosen colour scheme. Material's script does the rest.

{
  const toggle = document.getElementById("__search");
  const query = document.querySelector("[data-md-component=search-query]");
  const open = document.querySelector(".header__search");
  const close = document.querySelector(".search__close");

  if (toggle && query && open && close) {
    open.addEventListener("click", () => query.focus());
    close.addEventListener("click", () => toggle.click());
    toggle.addEventListener("change", () => {
      open.setAttribute("aria-expanded", String(toggle.checked));
      // Shut by a key, the dialog leaves the focus nowhere: give it back to the button.
      setTimeout(() => {
        const nowhere = document.activeElement === document.body || query.form.contains(document.activeElement);
        if (!toggle.checked && nowhere) open.focus();
      });
    });
  }

  const choices = [...document.querySelectorAll(".palette__input")];
  const stored = __md_get("__palette");
  const chosen = choices[stored ? stored.index : 0];
  if (chosen) chosen.checked = true;
}
