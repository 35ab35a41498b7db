// The code of a QR link stands behind #, which browsers keep to themselves. Take it out of the address at once,
// so that neither the history nor a shared link holds it, and send it like a typed one.
const form = document.querySelector("[data-pb-signin]");
const code = new URLSearchParams(window.location.hash.slice(1)).get("c");
if (form && code) {
  window.history.replaceState(null, "", window.location.pathname);
  form.elements.code.value = code;
  form.requestSubmit();
}
