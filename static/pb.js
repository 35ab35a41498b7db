// Enhances only: every page works without it.
import { initAll } from "./vendor/govuk-frontend.min.js";
import { enhanceChoose } from "./choose.js";
import { enhanceOrder } from "./order.js";
import { savePicture } from "./save-picture.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

for (const part of document.querySelectorAll("[data-pb-script]")) part.hidden = false;
for (const part of document.querySelectorAll("[data-pb-noscript]")) part.hidden = true;
for (const button of document.querySelectorAll("[data-pb-print]")) button.addEventListener("click", () => window.print());
for (const button of document.querySelectorAll("[data-pb-save]")) button.addEventListener("click", () => savePicture(button));
for (const form of document.querySelectorAll("[data-pb-choose]")) enhanceChoose(form);
for (const form of document.querySelectorAll("[data-pb-order]")) enhanceOrder(form);

// A page of a voter that comes back out of the browser's memory after "Finish and clear" must not show itself.
window.addEventListener("pageshow", (event) => {
  if (event.persisted && document.querySelector("[name=csrf]")) window.location.reload();
});
