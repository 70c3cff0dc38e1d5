// What has the focus: where it is, of what kind it looks, and whether something covers it; null outside the page.
const one = document.activeElement;
if (!one || one === document.body || one === document.documentElement) return null;
const number = lt_stops.indexOf(one);
if (number >= 0) return {again: number};
lt_stops.push(one);
const style = getComputedStyle(one), boxes = [...one.getClientRects()].map(box =>
  [box.left + scrollX, box.top + scrollY, box.right + scrollX, box.bottom + scrollY]);
const kind = [one.tagName, one.type, style.outline, style.outlineOffset, style.boxShadow, style.border, style.backgroundColor,
  style.color, style.textDecoration, getComputedStyle(one.parentElement).overflow, one.className, one.parentElement.className].join("|");
const points = [...one.getClientRects()].flatMap(({left, top, right, bottom}) =>
  [0.06, 0.5, 0.94].flatMap(x => [0.1, 0.5, 0.9].map(y => [left + (right - left) * x, top + (bottom - top) * y])));
const within = (x, y) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
const covers = points.filter(([x, y]) => within(x, y)).map(([x, y]) => document.elementFromPoint(x, y)).find(
  other => other && other !== one && !one.contains(other) && !other.contains(one) && !(one.labels && [...one.labels].some(
    label => label.contains(other))));
const off = points.length > 0 && !points.some(([x, y]) => within(x, y));
return {where: one.cloneNode(false).outerHTML.slice(0, 120), words: (one.innerText || one.labels && one.labels[0] && one.labels[0].innerText
  || one.value || "").replace(/\s+/g, " ").trim().slice(0, 80), boxes, kind, scroll: one.scrollHeight > one.clientHeight
  && !one.matches("a, button, input, select, textarea, summary"), covered: covers ? covers.cloneNode(false).outerHTML.slice(0, 120) : "", off}
