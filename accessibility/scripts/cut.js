// Boxes whose text does not fit.
const seen = [];
for (const one of document.querySelectorAll("body *")) {
  const own = [...one.childNodes].filter(node => node.nodeType === 3 && node.data.trim());
  const box = one.getBoundingClientRect(), style = getComputedStyle(one);
  if (!own.length || box.width <= 2 || box.height <= 2 || style.display.startsWith("inline") || one.closest("select, svg")) continue;
  const range = document.createRange(); range.selectNodeContents(one);
  const text = range.getBoundingClientRect();
  if (text.height > box.height + 2 || (style.overflow !== "visible" && one.scrollWidth > one.clientWidth + 1))
    seen.push([one.cloneNode(false).outerHTML.slice(0, 120), `its text needs ${Math.round(text.height)} px and has ${Math.round(box.height)}`]);
}
return seen
