// Adds and removes without leaving the place on the page. The server does the act and draws the page as ever; only the
// card and the tray are taken from it. Whatever goes wrong, the form is sent the plain way.
export function enhanceChoose(form) {
  let line = Promise.resolve(); // quick presses wait for each other, and going on waits for them: none is lost
  let waiting = 0;
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button || form.dataset.plain) return;
    if (!["add", "remove"].includes(button.name)) {
      if (waiting === 0) return;
      event.preventDefault();
      line.then(() => form.requestSubmit(button));
      return;
    }
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form, button));
    const card = button.closest(".pb-card").id;
    waiting += 1;
    line = line.then(() => act(form, button, body, card)).finally(() => (waiting -= 1));
  });
}

async function act(form, button, body, card) {
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    if (!answer.ok) throw new Error(answer.statusText);
    swap(card, new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    form.dataset.plain = "yes";
    form.requestSubmit(form.contains(button) ? button : null);
  }
}

function swap(card, page) {
  const fresh = page.getElementById(card);
  const tray = page.querySelector("#tray [role=status]");
  if (!fresh || !tray) throw new Error("another page came"); // signed out meanwhile, for example
  const old = document.getElementById(card);
  const hadFocus = old.contains(document.activeElement);
  old.replaceWith(fresh);
  if (hadFocus) fresh.querySelector("button").focus({ preventScroll: true });
  document.querySelector("#tray [role=status]").replaceChildren(...tray.childNodes);
  document.querySelector(".govuk-error-summary")?.remove(); // what it said is mended
  document.title = page.title;
}
