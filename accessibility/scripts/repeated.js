// Header, footer and navigation in their order, the way home first.
const parts = "header a[href], footer a[href], nav a[href], header h2, footer h2, main";
return [...document.querySelectorAll(parts)].map(one => one.matches("a") ? new URL(one.href).pathname : one.id || one.tagName)
