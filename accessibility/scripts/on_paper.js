// What is printed and should not be, and what can't be read when it is.
const shown = element => element.getClientRects().length > 0 && getComputedStyle(element).visibility !== "hidden";
const at = element => element.cloneNode(false).outerHTML.slice(0, 120);
const channel = value => { const part = value / 255; return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4; };
const light = text => { const [r, g, b] = text.match(/[\d.]+/g).map(Number);
  return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b); };
const faults = [...document.querySelectorAll("nav, main button, [role=navigation]")].filter(shown).map(
  one => [at(one), "is printed, and nobody can press paper"]);
const texts = [...document.querySelectorAll("main *")].filter(one => shown(one) && !one.closest("svg") &&
  [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()));
if (!texts.length) faults.push(["main", "nothing of it is printed"]);
for (const one of texts) {
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  if (style.printColorAdjust !== "exact" && 1.05 / (light(style.color) + 0.05) < 4.5)
    faults.push([at(one), `is printed in ${style.color} on white`]);
  if (parseFloat(style.fontSize) < 11 && box.width > 2 && parseFloat(style.fontSize) > 0) faults.push([at(one), `is printed in ${style.fontSize}`]);
}
const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
if (wide > 0) faults.push(["html", `is ${wide} px wider than the paper`]);
return faults.slice(0, 10)
