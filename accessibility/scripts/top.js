// Begin again at the top of the page, before everything; stops are kept by the width of the window.
window.lt_walked = true;
scrollTo(0, 0); document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute("tabindex");
document.activeElement.blur(); window.lt_ways = window.lt_ways || {}; window.lt_stops = lt_ways[arguments[0]] = [];
