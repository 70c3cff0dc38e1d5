// What still moves on a device that asks for less motion.
return [...document.querySelectorAll("body, body *")].filter(one => { const style = getComputedStyle(one);
  const lasts = list => list.split(",").some(time => parseFloat(time) > 0.01);
  return (lasts(style.transitionDuration) && !/^((outline|border|background|text-decoration)?-?color|none)$/.test(style.transitionProperty))
    || (style.animationName !== "none" && lasts(style.animationDuration)); }).map(
  one => one.cloneNode(false).outerHTML.slice(0, 120)).concat(
  getComputedStyle(document.documentElement).scrollBehavior === "smooth" ? ["html, which scrolls smoothly"] : [])
