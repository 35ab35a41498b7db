// The code of a QR link stands behind #, which browsers keep to themselves. Take it out of the address at once,
// so that neither the history nor a shared link holds it, and send it like a typed one.
const form = document.querySelector("[data-pb-signin]");

function takeCode() {
  const code = new URLSearchParams(window.location.hash.slice(1)).get("c");
  if (!form || !code) return;
  window.history.replaceState(null, "", window.location.pathname);
  form.elements.code.value = code;
  if (form.dataset.pbSignin === "fill") form.elements["born-day"].focus(); // the birthday stands on the same page
  else form.requestSubmit();
}

takeCode();
// Where this page is open already, a link that differs only behind # loads nothing anew.
window.addEventListener("hashchange", takeCode);
