// The button that prints; the browser's own menu does without it.

document.querySelector(".brief-hint__button").addEventListener("click", () => window.print());
