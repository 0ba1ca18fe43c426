// Says what makes a page wider than its window: the innermost elements that reach furthest over its edge.
() => {
  const width = document.documentElement.clientWidth;
  if (document.scrollingElement.scrollWidth <= width) return [];
  const reaches = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && (box.right > width + 1 || box.left < -1);
  };
  const isHeld = (element) => {
    for (let at = element.parentElement; at && at !== document.body; at = at.parentElement)
      if (getComputedStyle(at).overflowX !== "visible") return true;
    return false;
  };
  const wide = [...document.body.querySelectorAll("*")].filter((element) => reaches(element) && !isHeld(element));
  const inner = wide.filter((element) => !wide.some((other) => other !== element && element.contains(other)));
  const name = (element) => [element.localName, ...element.classList].join(".");
  const reach = (element) => element.getBoundingClientRect().right;
  inner.sort((one, other) => reach(other) - reach(one));
  return [`wider than ${width}: ${[...new Set(inner.map(name))].slice(0, 4).join(", ")}`];
};
