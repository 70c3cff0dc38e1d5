// Keeps the offline page and its style sheet; every other answer comes from the network, and no POST passes here.
const CACHE = {{ ("luring-" ~ version) | tojson }};
addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll({{ shell | tojson }})).then(() => skipWaiting()));
});
addEventListener("activate", (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)))));
});
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => caches.match({{ offline | tojson }})));
  else if (request.url.endsWith({{ shell[1] | tojson }})) event.respondWith(caches.match({{ shell[1] | tojson }}).then((kept) => kept || fetch(request)));
});
