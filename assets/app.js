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

// The error summary takes the focus, so that a screen reader starts there.
const summary = document.querySelector(".govuk-error-summary");
if (summary) {
  summary.setAttribute("tabindex", "-1");
  summary.focus();
}

// A number that is typed is repeated as it is understood: "1.041" is not the same everywhere.
// These are the rules of surveyapp/questions/number_text.py; what needs a question stays silent
// here and is asked about when the page is saved. Markup: data-marks="…" on a field or around
// fields, with the decimal mark, the group mark that is taken and the one that is shown.
function understood(text, [decimal, group, shown], isWhole) {
  const typed = text
    .replace(/[\p{Cf}\u115f\u1160\u2800\u3164\uffa0]/gu, "")
    .replace(/[\s\x1c-\x1f\x85]+/g, " ")
    .replace(/\p{Cc}/gu, "")
    .trim()
    .replace(/[\u2010\u2011\u2013\u2212]/g, "-")
    .replace(/[\u2018\u2019\u02bc]/g, "'");
  const groups = `[1-9]\\d{0,2}([ '${group}])\\d{3}(?:\\3\\d{3})*`;
  const found = new RegExp(`^(-?)(\\d+|${groups})(?:[${decimal}](\\d+))?$`).exec(typed);
  if (!found || !/\d{4}|\d[^\d]/.test(typed)) return "";
  const whole = found[2].replace(/\D/g, "").replace(/^0+(?=\d)/, "");
  const rest = (found[4] || "").replace(/0+$/, "");
  const isDoubtful = found[4] && !rest && found[4].length % 3 === 0 && !/^0/.test(found[2]);
  if (isDoubtful || (isWhole && rest) || whole.length > 12) return "";
  const number = whole.replace(/\B(?=(\d{3})+$)/g, shown) + (rest && decimal + rest);
  return `= ${found[1]}${number}`;
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
