// Header and footer in their order, the way home first; what jumps within the page is named by where it jumps.
const parts = "header a[href], footer a[href], body > nav a[href], header h2, footer h2, main";
const name = link => link.getAttribute("href").startsWith("#") ? link.getAttribute("href") : new URL(link.href).pathname;
return [...document.querySelectorAll(parts)].map(one => one.matches("a") ? name(one) : one.id || one.tagName)
