// On a shared tablet: asks after some minutes without a touch whether somebody is still there, and clears the screen if
// nobody answers. While somebody types, the server hears of it, so that a long answer is not lost to the clock. Without
// this script the page goes to a page that asks the same.
const QUIET = 4 * 60 * 1000; // milliseconds without a touch before it asks
const ANSWER = 60 * 1000; // and before it clears
const TELL = 2 * 60 * 1000; // between two words to the server

const finish = document.querySelector("#pb-finish");
const question = document.querySelector("#pb-still-there");
let touched = Date.now();
let told = Date.now();

if (finish && question) {
  for (const kind of ["pointerdown", "keydown", "input", "scroll"]) addEventListener(kind, touch, { passive: true });
  question.addEventListener("close", touch);
  question.querySelector("button").addEventListener("click", () => question.close());
  setInterval(look, 1000);
}

function touch() {
  if (question.open) return;
  touched = Date.now();
  if (touched - told < TELL) return;
  told = touched;
  fetch(question.dataset.here).catch(() => {}); // a break in the network is no news here: the next form says so
}

function look() {
  const quiet = Date.now() - touched;
  if (quiet > QUIET + ANSWER) return finish.requestSubmit();
  if (quiet > QUIET && !question.open) question.showModal();
}
