// What can be pressed or filled in, and no Tab has led to.
const wanted = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=link], [onclick]";
const group = one => one.type === "radio" && lt_stops.some(other => other.name === one.name && other.form === one.form);
return [...document.querySelectorAll(wanted)].filter(one => one.getClientRects().length && !one.disabled
  && getComputedStyle(one).visibility !== "hidden" && !lt_stops.includes(one) && !group(one)).map(one => one.outerHTML.slice(0, 120))
