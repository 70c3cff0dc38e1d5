// Keeps the offline page at hand. Nothing on any page needs it.
if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("/sw.js");
}
