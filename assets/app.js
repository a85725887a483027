// Comfort only: every page works without this file.
"use strict";

// A box that stands alone ("none of these", "do not know") clears the others of its
// name, and the others clear it. Markup: <input type="checkbox" data-alone>.
document.addEventListener("change", (event) => {
  const box = event.target;
  if (box.type !== "checkbox" || !box.checked) return;
  // Not `form.elements`: a question may be called "elements", and would stand in its place.
  for (const other of document.getElementsByName(box.name)) {
    const isPartner = other.type === "checkbox" && other !== box;
    if (isPartner && (box.hasAttribute("data-alone") || other.hasAttribute("data-alone"))) {
      other.checked = false;
    }
  }
});

// Escape three times within two seconds leaves the page, like the link "Leave this page".
// Markup: <a href="…" data-leave>.
const presses = [];
document.addEventListener("keydown", (event) => {
  const link = document.querySelector("a[data-leave]");
  if (event.key !== "Escape" || !link) return;
  presses.push(event.timeStamp);
  if (presses.length > 3) presses.shift();
  if (presses.length === 3 && presses[2] - presses[0] < 2000) location.replace(link.href);
});

// The error summary, or else what was told of the last press, takes the focus, so that a screen
// reader starts there: what stands in a page from its beginning is announced by none.
const summary =
  document.querySelector(".govuk-error-summary") || document.querySelector("[data-told]");
if (summary) {
  summary.setAttribute("tabindex", "-1");
  summary.focus();
}

// A number that is typed is repeated as it is understood: "1.041" is not the same everywhere.
// These are the rules of surveyapp/questions/number_text.py; what needs a question stays silent
// here and is asked about when the page is saved. Markup: data-marks="…" on a field or around
// fields, with the decimal mark, the group mark that is taken and the one that is shown.
function numberIn(text, [decimal, group], isWhole) {
  const typed = text
    .replace(/[\p{Cf}\u115f\u1160\u2800\u3164\uffa0]/gu, "")
    .replace(/[\s\x1c-\x1f\x85]+/g, " ")
    .replace(/\p{Cc}/gu, "")
    .trim()
    .replace(/[\u2010\u2011\u2013\u2212]/g, "-")
    .replace(/[\u2018\u2019\u02bc]/g, "'");
  const groups = `[1-9]\\d{0,2}([ '${group}])\\d{3}(?:\\3\\d{3})*`;
  const found = new RegExp(`^(-?)(\\d+|${groups})(?:[${decimal}](\\d+))?$`).exec(typed);
  if (!found) return null;
  const whole = found[2].replace(/\D/g, "").replace(/^0+(?=\d)/, "");
  const rest = (found[4] || "").replace(/0+$/, "");
  const isDoubtful = found[4] && !rest && found[4].length % 3 === 0 && !/^0/.test(found[2]);
  if (isDoubtful || (isWhole && rest) || whole.length > 12) return null;
  return { typed, sign: found[1], whole, rest };
}

const grouped = (whole, mark) => whole.replace(/\B(?=(\d{3})+$)/g, mark);

function understood(text, marks, isWhole) {
  const number = numberIn(text, marks, isWhole);
  if (!number || !/\d{4}|\d[^\d]/.test(number.typed)) return "";
  const { sign, whole, rest } = number;
  return `= ${sign}${grouped(whole, marks[2])}${rest && marks[0] + rest}`;
}

function echoOf(field) {
  const place = field.closest("label") || field;
  let echo = place.nextElementSibling;
  if (!echo || echo.tagName !== "OUTPUT") {
    echo = document.createElement("output");
    echo.className = "echo";
    echo.htmlFor = field.id;
    place.after(echo);
  }
  return echo;
}

// A figure that is typed takes the reason for none back, and one that is emptied brings it again.
// Markup: a field and a list whose name is the field's with "__missing".
document.addEventListener("input", ({ target: field }) => {
  const [list] = document.getElementsByName(`${field.name}__missing`);
  if (!list || list.tagName !== "SELECT") return;
  if (list.value) list.dataset.taken = list.value;
  list.value = field.value.trim() ? "" : list.dataset.taken || "";
});

// On paper a field is its words, so that nothing is cut. An empty one stays, to be written into.
const TYPED = "main input:not([type]), main input[type=text], main textarea, main select";
addEventListener("beforeprint", () => {
  for (const field of document.querySelectorAll(TYPED)) {
    if (!field.value) continue;
    const words = document.createElement("div");
    words.className = "on-paper";
    words.textContent = field.selectedOptions ? field.selectedOptions[0].text : field.value;
    field.after(words);
  }
});
addEventListener("afterprint", () => {
  for (const words of document.querySelectorAll(".on-paper")) words.remove();
});

for (const event of ["focusin", "input"]) {
  document.addEventListener(event, ({ target: field }) => {
    const marked = field.tagName === "INPUT" && field.closest("[data-marks]");
    if (!marked) return;
    const echo = echoOf(field);
    if (event === "focusin") return;
    const isWhole = field.inputMode === "numeric";
    echo.textContent = understood(field.value, [...marked.dataset.marks], isWhole);
  });
}

// A total is added up while its parts are typed; the server does the same when the page is saved.
// Its field goes once all parts are numbers, unless another number or a reason stands in it.
// Markup: <output data-sum="ids of its parts" data-total="its own id">, around it data-marks and
// data-unknown with the words for one unknown part, for two, and so on.
function numberAt(id, table) {
  const field = document.getElementById(id);
  const isTyped = field && field.tagName === "INPUT" && !field.parentElement.hidden;
  const total = isTyped ? null : table.querySelector(`output[data-total="${id}"]`);
  if (total) return addUp(total, table);
  const found = isTyped && numberIn(field.value, [...table.dataset.marks], true);
  return found ? Number(found.sign + found.whole) : null;
}

function addUp(total, table) {
  const numbers = total.dataset.sum.split(" ").map((id) => numberAt(id, table));
  const known = numbers.filter((number) => number !== null);
  const sum = known.reduce((one, other) => one + other, 0);
  const shown = grouped(String(sum), [...table.dataset.marks][2]);
  const words = table.dataset.unknown.split("|")[numbers.length - known.length - 1];
  const isKnown = known.length === numbers.length;
  total.textContent = isKnown ? shown : known.length ? words.replace("{sum}", shown) : "";
  showTotalField(total, table, isKnown ? sum : null);
  return isKnown ? sum : null;
}

function showTotalField(total, table, sum) {
  const field = document.getElementById(total.dataset.total);
  if (field === total) return;
  const label = field.parentElement;
  const [reason] = document.getElementsByName(`${field.name}__missing`);
  const typed = numberIn(field.value, [...table.dataset.marks], true);
  const isTaken = !field.value.trim() || (typed && Number(typed.sign + typed.whole) === sum);
  const goes = sum !== null && !(reason && reason.value) && (label.hidden || isTaken);
  if (goes === label.hidden) return;
  label.hidden = goes;
  if (reason) reason.parentElement.hidden = goes;
  // Sent empty, so that the total follows; what was typed comes back with the field.
  if (goes) field.dataset.typed = field.value;
  field.value = goes ? "" : field.dataset.typed || "";
  if (goes && label.nextElementSibling.className === "echo") label.nextElementSibling.remove();
}

function addUpIn(table) {
  for (const total of table.querySelectorAll("output[data-sum]")) addUp(total, table);
}

document.querySelectorAll("[data-unknown]").forEach(addUpIn);
for (const event of ["input", "change"]) {
  document.addEventListener(event, ({ target }) => {
    // A reason stands apart from the table; its field's name leads there.
    const field = document.getElementById(target.name && target.name.replace(/__missing$/, ""));
    const table = (field || target).closest("[data-unknown]");
    if (table) addUpIn(table);
  });
}
// A visit that is about to end says so, and a button keeps it open. Markup: data-seconds until its
// end, data-notice before which to say so, data-stay with the address that keeps it open (absent
// where nothing can), and a <template id="time-left-…"> with the words of each state.
function watchTheTime(place) {
  let ends = Date.now() + place.dataset.seconds * 1000;
  let cameFrom = null;

  function show(state) {
    if (place.dataset.state === state) return;
    place.dataset.state = state;
    const words = document.getElementById(`time-left-${state}`);
    place.replaceChildren(words.content.cloneNode(true));
  }

  async function stay() {
    const reply = await fetch(place.dataset.stay, { redirect: "manual" });
    if (!reply.ok) return show("over");
    const left = await reply.json();
    ends = Date.now() + left.seconds * 1000;
    if (!left.may_grow) delete place.dataset.stay;
    show("stayed");
    if (cameFrom) cameFrom.focus({ preventScroll: true });
  }

  function look() {
    const left = (ends - Date.now()) / 1000;
    if (left <= 0) show("over");
    else if (left <= place.dataset.notice) show(place.dataset.stay ? "soon" : "last");
  }

  place.addEventListener("focusin", (event) => { cameFrom = event.relatedTarget; });
  // Where the network fails, the button stays and can be pressed again.
  place.addEventListener("click", (event) => { if (event.target.closest("button")) stay().catch(() => {}); });
  setInterval(look, 1000);
}

const timeLeft = document.querySelector("[data-seconds]");
if (timeLeft) watchTheTime(timeLeft);
