// The form with scripts: conditions of the page at once, answers saved as they are given. Without this file everything
// works too, one page at a time.

const form = document.getElementById("interview");
const words = form.dataset;
const spec = words.conditions ? JSON.parse(words.conditions) : { fields: {}, items: [] };
const block = (item) => document.getElementById(`item-${item}`);
const inputs = (name) => [...form.querySelectorAll(`[name="${name}"]`)];

// One variable's answer as it stands in the page: null where there is none, or its item is not asked.
function answer(name) {
  const field = spec.fields[name];
  if (!asked(name)) return null;
  if (field.kind === "ranking") {
    const ranks = field.codes.map((code) => [code, Number(inputs(`${name}.${code}`)[0]?.value)]);
    const ranked = ranks.filter(([, rank]) => rank > 0).sort((a, b) => a[1] - b[1]);
    if (ranked.some(([, rank], place) => place && rank === ranked[place - 1][1])) return null;
    return ranked.length ? ranked.map(([code]) => code) : null;
  }
  const found = inputs(name);
  const choices = found.filter((input) => input.type === "radio" || input.type === "checkbox");
  if (choices.length) {
    const chosen = choices.filter((input) => input.checked).map((input) => input.value);
    if (!chosen.length) return null;
    return field.kind === "multiple" ? chosen : typed(field, chosen[0]);
  }
  return typed(field, found[0]?.value ?? "");
}

function typed({ kind, from, to }, text) {
  text = text.trim();
  if (!text) return null;
  switch (kind) {
    case "number": return number(text);
    case "scale": {
      const point = number(text);
      return Number.isInteger(point) && point >= from && point <= to ? point : null;
    }
    case "date": {
      if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null;
      const days = Date.parse(`${text}T00:00:00Z`) / 864e5;
      return Number.isNaN(days) ? null : days;
    }
    default: return text;
  }
}

// A number as the server reads it: full-width digits too, a comma before the decimals unless three follow it.
function number(text) {
  text = text.replace(/[０-９．，－＋]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (c) => String(c.charCodeAt(0) & 15)).replace("\u066b", ".").replace("\u2212", "-");
  const comma = /^([^.,]+),([^.,]+)$/.exec(text);
  if (comma && comma[2].length !== 3) text = `${comma[1]}.${comma[2]}`;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) && Number.isFinite(Number(text)) ? Number(text) : null;
}

function asked(name) {
  const item = block(spec.fields[name].item);
  return !!item && !item.hidden;
}

// The value of a condition: null is unknown, and `and`, `or`, `not` carry it as SQL does.
function value(expr) {
  const [op, first, second] = expr;
  const numbers = (list) => {
    const all = list.map(value);
    return all.every((number) => typeof number === "number") ? all : null;
  };
  const finite = (number) => (Number.isFinite(number) ? number : null);
  const both = (apply) => {
    const pair = numbers([first, second]);
    return pair && apply(...pair);
  };
  switch (op) {
    case "is": return first;
    case "value": return answer(first);
    case "number": {
      const code = answer(first);
      return code === null ? null : Number(code);
    }
    case "in": {
      const operand = value(first);
      return operand === null ? null : second.includes(operand);
    }
    case "==": {
      const [left, right] = [value(first), value(second)];
      return left === null || right === null ? null : left === right;
    }
    case "<": return both((a, b) => a < b);
    case "<=": return both((a, b) => a <= b);
    case ">": return both((a, b) => a > b);
    case ">=": return both((a, b) => a >= b);
    case "+": return both((a, b) => finite(a + b));
    case "-": return both((a, b) => finite(a - b));
    case "*": return both((a, b) => finite(a * b));
    case "/": return both((a, b) => finite(a / b));
    case "neg": {
      const operand = value(first);
      return operand === null ? null : -operand;
    }
    case "not": {
      const truth = value(first);
      return truth === null ? null : !truth;
    }
    case "and": {
      const [left, right] = [value(first), value(second)];
      return left === false || right === false ? false : left === null || right === null ? null : true;
    }
    case "or": {
      const [left, right] = [value(first), value(second)];
      return left === true || right === true ? true : left === null || right === null ? null : false;
    }
    case "has": return answer(first)?.includes(second) ?? null;
    case "size": return answer(first)?.length ?? null;
    case "rank": {
      const place = answer(first)?.indexOf(second) ?? -1;
      return place < 0 ? null : place + 1;
    }
    case "answered": return first.some((name) => answer(name) !== null);
    case "asked": return first.some(asked);
    case "min": case "max": case "sum": {
      const all = numbers(first);
      if (!all) return null;
      return op === "sum" ? all.reduce((a, b) => a + b, 0) : Math[op](...all);
    }
    case "round": {
      const operand = value(first);
      if (operand === null) return null;
      const scale = 10 ** second;
      return (Math.sign(operand) * Math.round(Math.abs(operand) * scale)) / scale;
    }
    default: return null;
  }
}

const announcer = form.querySelector("[data-announce]");

// Shows the items whose condition is true. A hidden one keeps what was typed, but does not send it.
function route(announce) {
  const appeared = [];
  for (const { id, when } of spec.items) {
    const item = block(id);
    if (!item) continue;
    const shown = value(when) === true;
    if (shown === item.hidden) {
      item.hidden = item.disabled = !shown;
      item.classList.toggle("comes-in", shown);
      if (shown) appeared.push(item.querySelector("legend, p")?.textContent.trim());
    }
  }
  if (announce && appeared.length) announcer.textContent = `${words.revealed} ${appeared.join(" ")}`;
}

// The text of an "other" beside a dropdown opens with its option; beside a row the stylesheet does it.
function openSpecify() {
  for (const field of form.querySelectorAll("select ~ .specify, .grid-row > .specify")) {
    const owner = field.parentElement;
    const code = CSS.escape(field.dataset.specify);
    const chosen = owner.querySelector(`option[value="${code}"]:checked, input[value="${code}"]:checked`);
    field.hidden = !chosen && !owner.classList.contains("ranked") && !field.classList.contains("has-problem");
  }
}

// "None of these" and the others untick each other.
function keepExclusive(input) {
  if (input.type !== "checkbox" || !input.checked) return;
  for (const other of inputs(input.name)) {
    if (other !== input && (input.hasAttribute("data-exclusive") || other.hasAttribute("data-exclusive"))) other.checked = false;
  }
}

// A radio cannot be unticked by itself; an optional answer must be.
function offerClear(item) {
  const chosen = !!item.querySelector(":is(.options, .scale) [type=radio]:checked");
  let button = item.querySelector(":scope > .clear");
  if (!button && chosen && item.hasAttribute("data-optional")) {
    button = document.createElement("button");
    button.type = "button";
    button.className = "link-button clear";
    button.textContent = words.clear;
    button.addEventListener("click", () => {
      for (const radio of item.querySelectorAll("[type=radio]")) radio.checked = false;
      button.hidden = true;
      item.querySelector("[type=radio]").focus();
      changed();
    });
    item.append(button);
  }
  if (button) button.hidden = !chosen;
}

// Saving: a moment after the last change, again after a failure, and at once when the page is left.
const status = form.querySelector(".saved");
const wait = { typing: 400, failed: 5000, sending: 1500 };
let timer = 0;
let unsaved = false;
let leaving = false;
let saving = null;
let abort = null;

function say(text, waits) {
  status.textContent = text;
  status.classList.toggle("waits", waits);
}

function clock(time) {
  return `${String(time.getHours()).padStart(2, "0")}:${String(time.getMinutes()).padStart(2, "0")}`;
}

// One after the other, so that an older text never comes in after a newer one.
function save() {
  clearTimeout(timer);
  if (!unsaved || leaving || !words.save) return;
  if (saving) {
    timer = setTimeout(save, wait.typing);
    return;
  }
  unsaved = false;
  saving = send().finally(() => { saving = null; });
}

function saveAtOnce() {
  clearTimeout(timer);
  if (!unsaved || leaving || !words.save) return;
  unsaved = false;
  send();
}

async function send() {
  abort = new AbortController();
  try {
    const body = new URLSearchParams(new FormData(form));
    const reply = await fetch(words.save, { method: "POST", body, keepalive: true, credentials: "same-origin", signal: abort.signal });
    if (!reply.ok) throw new Error(String(reply.status));
    say(`${words.saved} ${clock(new Date())}`, false);
  } catch {
    if (leaving) return;
    unsaved = true;
    say(words.notSaved, true);
    timer = setTimeout(save, wait.failed);
  }
}

function changed() {
  route(true);
  unsaved = true;
  clearTimeout(timer);
  timer = setTimeout(save, wait.typing);
}

form.addEventListener("input", (event) => {
  keepExclusive(event.target);
  openSpecify();
  const item = event.target.closest(".item");
  if (item) offerClear(item);
  changed();
});
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && saveAtOnce());
addEventListener("pagehide", saveAtOnce);

// A double click sends once; a page that comes back, or a request that hangs, can be sent again.
let sentAt = 0;
form.addEventListener("submit", (event) => {
  if (Date.now() - sentAt < 1500) return event.preventDefault();
  sentAt = Date.now();
  leaving = true;
  clearTimeout(timer);
  setTimeout(() => { leaving = false; }, 10000);
  if (!saving) return;
  // The page waits for the saving before it, or gives up on it.
  event.preventDefault();
  Promise.race([saving, new Promise((done) => setTimeout(done, wait.sending))]).then(() => {
    abort.abort();
    saving = null;
    sentAt = 0;
    form.requestSubmit(event.submitter);
  });
});
addEventListener("pageshow", () => {
  sentAt = 0;
  leaving = false;
  route(false);
  openSpecify();
});

for (const time of status.querySelectorAll("time")) time.textContent = clock(new Date(time.dateTime));
for (const item of form.querySelectorAll(".item")) offerClear(item);
openSpecify();
route(false);
