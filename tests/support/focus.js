// Says where the focus is and whether a reader sees it there, or null if it is nowhere. Evaluated by test_keyboard.py.
() => {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;

  // An invisible field stands for its label.
  const seen = Number(getComputedStyle(element).opacity) ? element : (element.closest("label") ?? element);
  const style = getComputedStyle(seen);
  const [box] = seen.getClientRects();
  const x = (box.left + box.right) / 2;
  const y = (box.top + box.bottom) / 2;
  const isInView = x > 0 && y > 0 && x < innerWidth && y < innerHeight;
  const top = document.elementFromPoint(x, y);
  const name = (element.ariaLabel || element.labels?.[0]?.textContent || element.textContent || "").trim();
  return {
    name: `${element.localName} “${name.replace(/\s+/g, " ").slice(0, 50)}”`,
    isMarked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1,
    // What is taller than the window has no middle in it, and the root lies over nothing.
    isUncovered: !isInView || seen.contains(top) || top.contains(seen),
    isInView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
};
