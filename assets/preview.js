// The preview of a questionnaire: what was saved in an editor comes into the panes by itself, what was
// typed stays, and all panes show the same page. Without this file a reload does the same by hand.
"use strict";

const PROBLEMS = "preview-problems";
const NOTES = [PROBLEMS, "preview-hidden"];
const EVERY = 1000; // milliseconds between two questions whether a file changed
const LONGEST = 5000; // milliseconds that the check waits for a pane
const preview = document.querySelector("[data-preview]");
const ours = new WeakMap(); // pane -> what is put back when the page has come that we asked for

const panes = () => [...document.querySelectorAll("iframe[data-pane]")];
const formIn = (pane) => pane.contentDocument?.getElementById("answer-form");
const placeOf = (pane) => pane.contentWindow.location.pathname.replace(pane.dataset.pane, "");
const isField = (field) => field.name && !field.name.startsWith("form-") && field.type !== "hidden";

function typedIn(pane) {
  const form = formIn(pane);
  const fields = form ? [...form.querySelectorAll("input, select, textarea")].filter(isField) : [];
  return fields.map(({ name, type, value, checked }) => ({ name, type, value, checked }));
}

function putBack(pane, typed) {
  const form = formIn(pane);
  if (!form) return;
  for (const field of [...form.querySelectorAll("input, select, textarea")].filter(isField)) {
    const isBox = field.type === "checkbox" || field.type === "radio";
    const same = (old) => old.name === field.name && (!isBox || old.value === field.value);
    const before = typed.find(same);
    if (!before) continue;
    if (isBox) field.checked = before.checked;
    else if (field.value !== before.value) field.value = before.value;
  }
}

// keeps: whether what was typed is put back, which belongs to the same page alone.
function lead(pane, place, keeps) {
  ours.set(pane, keeps ? typedIn(pane) : []);
  pane.contentWindow.location.replace(pane.dataset.pane + place);
}

async function renewNotes(address) {
  const answer = await fetch(address, { cache: "no-store" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (page.querySelectorAll("iframe[data-pane]").length !== panes().length) return location.reload();
  for (const id of NOTES) {
    document.getElementById(id).replaceWith(document.adoptNode(page.getElementById(id)));
  }
}

// The check takes longer than the form, so it is asked for when the panes have come.
async function renewProblems() {
  const { problems } = document.getElementById(PROBLEMS).dataset;
  if (!problems) return;
  const answer = await fetch(problems, { cache: "no-store" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.getElementById(PROBLEMS).replaceWith(document.adoptNode(page.getElementById(PROBLEMS)));
}

function loaded(pane) {
  return new Promise((resolve) => {
    pane.addEventListener("load", resolve, { once: true });
    setTimeout(resolve, LONGEST);
  });
}

async function look() {
  try {
    const answer = await fetch(preview.dataset.preview, { cache: "no-store" });
    const { state } = await answer.json();
    if (state === preview.dataset.state) return;
    preview.dataset.state = state;
    if (!panes().length) return location.reload();
    const all = Promise.all(panes().map(loaded));
    for (const pane of panes()) lead(pane, placeOf(pane), true);
    await renewNotes(location.href);
    await all;
    await renewProblems();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // the server was stopped, or is not back yet
  }
}

// Somebody went on in one pane: the others and the notes follow.
function follow(pane) {
  const place = placeOf(pane);
  const address = preview.dataset.outer + place + location.search;
  history.replaceState(null, "", address);
  for (const other of panes()) if (other !== pane) lead(other, place, false);
  renewNotes(address).then(renewProblems);
}

if (preview) {
  for (const pane of panes()) {
    let isFirst = pane.contentDocument?.readyState !== "complete" || !formIn(pane);
    pane.addEventListener("load", () => {
      if (ours.has(pane)) {
        putBack(pane, ours.get(pane));
        ours.delete(pane);
      } else if (!isFirst) {
        follow(pane);
      }
      isFirst = false;
    });
  }
  if (document.readyState === "complete") renewProblems();
  else addEventListener("load", renewProblems);
  setInterval(look, EVERY);
}
