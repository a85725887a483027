// Comfort only: every page works without this file.
"use strict";

// A box that stands alone ("none of these", "do not know") clears the others of its
// name, and the others clear it. Markup: <input type="checkbox" data-alone>.
document.addEventListener("change", (event) => {
  const box = event.target;
  if (box.type !== "checkbox" || !box.checked || !box.form) return;
  for (const other of box.form.elements) {
    const isPartner = other.type === "checkbox" && other.name === box.name && other !== box;
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
