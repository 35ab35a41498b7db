// Moves a row without a reload; focus stays on the same button, one polite live region speaks.
// Each move is saved in the background, and Continue sends the whole order again: what counts is on the server.
const ACTS = ["up", "down", "remove", "move"];

export function enhanceOrder(form) {
  const list = form.querySelector(".pb-rank");
  const said = form.querySelector("[role=status]");
  const save = saver(form, () => say(form.dataset.unsaved));
  const say = (sentence, row, place) => {
    const words = { title: row?.dataset.title ?? "", place, last: list.children.length };
    said.textContent = sentence.replace(/{(\w+)}/g, (_, name) => words[name]);
  };

  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button || !ACTS.includes(button.name)) return;
    if (button.name === "remove" && list.children.length === 1) return; // the server leads back to the projects
    event.preventDefault();
    const row = button.closest("li");
    const before = [...list.children].indexOf(row);
    const wanted = target(button, row, before);
    if (button.name === "remove") {
      const neighbour = row.nextElementSibling ?? row.previousElementSibling;
      row.remove();
      renumber(form, list, null);
      say(form.dataset.removed, row);
      neighbour.querySelector("[name=remove]").focus();
    } else if (wanted < 0 || wanted >= list.children.length) {
      say(wanted < 0 ? form.dataset.first : form.dataset.last, row);
      return;
    } else {
      const others = [...list.children].filter((each) => each !== row);
      list.insertBefore(row, others[wanted] ?? null);
      renumber(form, list, row);
      say(form.dataset.moved, row, wanted + 1);
      button.focus();
    }
    save();
  });
}

function target(button, row, before) {
  if (button.name === "move") return Number(row.querySelector("select").value) - 1;
  return before + (button.name === "up" ? -1 : 1);
}

// One save at a time, always of the order as it then stands. `was` tells the server which orders it may find.
function saver(form, failed) {
  let busy = false;
  let again = false;
  return async function save() {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    const order = [...form.querySelectorAll("[name=order]")].map((each) => each.value).join(",");
    const body = new URLSearchParams(new FormData(form));
    body.set("save", "yes");
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "was", value: order }));
    try {
      const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" });
      if (answer.status === 204) keepOnly(form, order);
      else if (answer.status === 409) window.location.reload(); // changed in another window: show how it is
      else failed();
    } catch {
      failed();
    }
    busy = false;
    if (again) {
      again = false;
      save();
    }
  };
}

function keepOnly(form, order) {
  for (const each of form.querySelectorAll("[name=was]")) if (each.value !== order) each.remove();
}

function renumber(form, list, moved) {
  const rows = [...list.children];
  rows.forEach((row, place) => {
    row.querySelector(".pb-rank__n b").textContent = String(place + 1);
    row.classList.toggle("pb-rank__row--moved", row === moved);
    row.querySelector(".pb-rank__note")?.remove();
    mark(row.querySelector("[name=up]"), place === 0, form.dataset.isFirst);
    mark(row.querySelector("[name=down]"), place === rows.length - 1, form.dataset.isLast);
    const select = row.querySelector("select");
    if (select) {
      while (select.options.length > rows.length) select.options[select.options.length - 1].remove();
      select.value = String(place + 1);
    }
  });
}

function mark(button, ends, words) {
  if (ends) button.setAttribute("aria-disabled", "true");
  else button.removeAttribute("aria-disabled");
  button.setAttribute("aria-label", ends ? `${button.dataset.name}. ${words}` : button.dataset.name);
}
