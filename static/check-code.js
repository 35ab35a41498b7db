// Looks a check code up here, in one list that is the same for everybody: the server never learns which code it was.
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SYMBOLS = 16;
const MODULUS = 37n;

const form = document.querySelector("[data-pb-check]");
const place = document.querySelector("#answer");
const answers = document.querySelector("#answers");

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const code = tidy(form.elements.check.value);
  if (!code) return show("empty");
  if (!isWhole(code)) return show("mistyped");
  let list;
  try {
    const answer = await fetch(form.dataset.codes);
    if (!answer.ok) throw new Error(answer.statusText);
    list = await answer.text();
  } catch {
    return show("offline");
  }
  const written = code.match(/.{1,4}/g).join("-");
  const line = list.split("\n").find((each) => each.startsWith(`${written} `));
  if (!line) return show(form.dataset.absent);
  const [, state, day] = line.split(" ");
  show(state, day);
});

// Letters that look alike are read as the digit that was printed, as on the server.
function tidy(text) {
  return text.toUpperCase().replace(/[\s\u002d\u2010-\u2014\u2212]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
}

function isWhole(code) {
  if (code.length !== SYMBOLS + 1 || [...code].some((each) => !ALPHABET.includes(each))) return false;
  const number = [...code.slice(0, SYMBOLS)].reduce((sum, each) => sum * 32n + BigInt(ALPHABET.indexOf(each)), 0n);
  return Number(number % MODULUS) === ALPHABET.indexOf(code[SYMBOLS]);
}

function show(name, day) {
  const card = answers.querySelector(`[data-answer="${name}"]`).cloneNode(true);
  card.hidden = false;
  const dated = card.querySelector("[data-day]");
  if (dated && day) dated.textContent = dated.dataset.day.replace("{day}", inWords(day));
  place.replaceChildren(card);
}

function inWords(day) {
  const language = document.documentElement.lang;
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));
}
