// What Material's script puts around tables and code blocks, made usable by keyboard and plain to a screen reader.

document.addEventListener("DOMContentLoaded", () => {
  for (const scroller of document.querySelectorAll(".md-typeset__scrollwrap")) {
    scroller.tabIndex = 0;
    scroller.setAttribute("role", "group");
    scroller.setAttribute("aria-label", "Table");
  }
  for (const tools of document.querySelectorAll(".md-code__nav")) tools.setAttribute("role", "none");
});
