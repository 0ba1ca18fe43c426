// Says which texts on a page are cut off, and which lie over one another. Evaluated by test_layout.py.
() => {
  const SLACK = 2; // pixels; fonts reach over their lines
  const hides = (value) => value === "hidden" || value === "clip";
  const name = (text) => `“${text.trim().replace(/\s+/g, " ").slice(0, 60)}”`;
  const isShown = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !element.closest("option, select");

  // Where the part of a rectangle is that its ancestors show; what they scroll to is neither shown nor lost.
  const visible = (rect, element) => {
    let { left, right, top, bottom } = rect;
    let lost = false;
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.display === "inline" || style.display === "contents") continue;
      const box = at.getBoundingClientRect();
      if (box.width <= 1 || box.height <= 1 || style.clipPath !== "none") return null; // for screen readers
      if (style.overflowX !== "visible") {
        if (hides(style.overflowX) && (box.left - left > SLACK || right - box.right > SLACK)) lost = true;
        [left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
      }
      if (style.overflowY !== "visible") {
        if (hides(style.overflowY) && (box.top - top > SLACK * 2 || bottom - box.bottom > SLACK * 2)) lost = true;
        [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
      }
      if (style.position === "fixed") break;
    }
    return { left, right, top, bottom, lost };
  };

  const lines = [];
  const wrong = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim() || !isShown(node.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      const part = visible(rect, node.parentElement);
      if (!part || rect.width < 1) continue;
      if (part.lost) wrong.add(`cut off: ${name(node.data)}`);
      const middle = (part.bottom - part.top) / 4; // of a line, that which letters fill
      if (part.right - part.left > 1 && middle > 1)
        lines.push({ node, ...part, top: part.top + middle, bottom: part.bottom - middle });
    }
  }

  lines.sort((one, other) => one.top - other.top);
  lines.forEach((line, index) => {
    for (let next = index + 1; next < lines.length && lines[next].top < line.bottom; next += 1) {
      const other = lines[next];
      const across = Math.min(line.right, other.right) - Math.max(line.left, other.left);
      const down = Math.min(line.bottom, other.bottom) - other.top;
      if (other.node !== line.node && across > SLACK && down > SLACK)
        wrong.add(`over one another: ${name(line.node.data)} and ${name(other.node.data)}`);
    }
  });
  return [...wrong];
};
