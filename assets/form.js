// The form with scripts: conditions of the page at once, answers saved as they are given. Without this file everything
// works too, one page at a time.

const form = document.getElementById("interview");
const words = form.dataset;
const spec = words.conditions ? JSON.parse(words.conditions) : { fields: {}, items: [] };
const block = (item) => document.getElementById(`item-${item}`);
const inputs = (name) => [...form.querySelectorAll(`[name="${name}"]`)];

const usable = (input) => !input.disabled;

// One variable's answer as it stands in the page: null where there is none, or it is not asked.
function answer(name) {
  const field = spec.fields[name];
  if (!asked(name)) return null;
  if (field.kind === "ranking") {
    const ranks = field.codes.map((code) => [code, Number(inputs(`${name}.${code}`).filter(usable)[0]?.value)]);
    const ranked = ranks.filter(([, rank]) => rank > 0).sort((a, b) => a[1] - b[1]);
    if (ranked.some(([, rank], place) => place && rank === ranked[place - 1][1])) return null;
    return ranked.length ? ranked.map(([code]) => code) : null;
  }
  const found = inputs(name);
  const choices = found.filter((input) => input.type === "radio" || input.type === "checkbox");
  if (choices.length) {
    const chosen = choices.filter((input) => input.checked && usable(input)).map((input) => input.value);
    if (!chosen.length) return null;
    return field.kind === "multiple" ? chosen : typed(field, chosen[0]);
  }
  if (found[0]?.selectedOptions?.[0]?.disabled) return null;
  const value = typed(field, found[0]?.value ?? "");
  // Once the amounts add up, a row left blank is 0.
  return value === null && field.total !== undefined && addsUp(block(field.item), field.total) ? 0 : value;
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
  return !!item && !item.hidden && !document.getElementById(`row-${name}`)?.hidden;
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
      const code = value(first);
      return code === null || code === "" || Number.isNaN(Number(code)) ? null : Number(code);
    }
    // What is computed of the page's answers, as the server would store it.
    case "if": return value(first) === true ? value(second) : null;
    case "code": {
      const code = value(first);
      return code !== null && second.includes(String(code)) ? String(code) : null;
    }
    case "as number": {
      const number = value(first);
      return typeof number === "number" ? number : null;
    }
    case "as text": {
      const text = value(first);
      return text === null || text === "" ? null : String(text);
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
    case "any": return first.some((one) => value(one) === true);
    case "answered": return answer(first) !== null;
    case "asked": return asked(first);
    case "known": return value(first) !== null;
    case "holds": return value(first) === true;
    case "years": return both(years);
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

// Completed years between two days, as the server counts them: who is born on 29 February completes one on 1 March.
function years(from, to) {
  if (!Number.isInteger(from) || !Number.isInteger(to)) return null;
  const completed = (from, to) => {
    const [start, end] = [new Date(from * 864e5), new Date(to * 864e5)];
    const early = end.getUTCMonth() - start.getUTCMonth() || end.getUTCDate() - start.getUTCDate();
    return end.getUTCFullYear() - start.getUTCFullYear() - (early < 0 ? 1 : 0);
  };
  const between = from <= to ? completed(from, to) : -completed(to, from);
  return Number.isNaN(between) ? null : between;
}

const announcer = form.querySelector("[data-announce]");

// Shows or hides an element of a row or an option. A hidden one keeps what was typed, but does not send it.
function present(item, parts, key) {
  for (const [id, when] of Object.entries(parts ?? {})) {
    const shown = value(when) === true;
    for (const part of item.querySelectorAll(`[data-${key}="${CSS.escape(key === "row" ? `${item.id.slice(5)}.${id}` : id)}"]`)) {
      part.hidden = !shown;
      if (part.tagName === "OPTION") part.disabled = !shown;
    }
  }
}

// Shows the items, rows and options whose condition is true, in their order: a later one may wait for an earlier one.
function route(announce) {
  const appeared = [];
  for (const { id, when, rows, options } of spec.items) {
    const item = block(id);
    if (!item) continue;
    present(item, options, "option");
    present(item, rows, "row");
    for (const input of item.querySelectorAll("input, select, textarea")) {
      input.disabled = !!input.closest("[data-row][hidden], [data-option][hidden]");
    }
    const grid = item.querySelector(".grid");
    if (grid && options) {
      const columns = grid.querySelectorAll(".grid-head > span:not([hidden])").length - 1;
      grid.className = columns <= 12 ? `grid columns-${columns}` : "grid";
    }
    const left = (all) => !item.querySelector(all) || !!item.querySelector(`:is(${all}):not([hidden])`);
    const shown = (!when || value(when) === true) && left(".grid-row, .amount") &&
      left(".choice, .ranked, .grid-head > span + span, .item > select > option:not([value=''])");
    if (shown === item.hidden) {
      item.hidden = item.disabled = !shown;
      item.classList.toggle("comes-in", shown);
      if (shown) appeared.push(item.querySelector("legend, p")?.textContent.trim());
    }
  }
  repeat();
  addUp(announce);
  if (announce && appeared.length) announcer.textContent = `${words.revealed} ${appeared.join(" ")}`;
}

// Texts that repeat an answer of this page.
function repeat() {
  for (const place of form.querySelectorAll("[data-pipe]")) {
    const said = inWords(place.dataset.pipe);
    if (place.textContent !== said) place.textContent = said;
  }
}

function inWords(name) {
  const field = spec.fields[name];
  const given = field && answer(name);
  if (given === null || given === undefined) return "";
  const label = (code) => {
    const input = document.getElementById(`${name}.${code}`);
    const other = document.getElementById(`${name}.${code}.text`)?.value.trim();
    const text = input?.closest(".option, .ranked")?.querySelector("label, .option > span, span");
    const option = inputs(name)[0]?.querySelector?.(`option[value="${CSS.escape(code)}"]`);
    return other || (text ?? option)?.textContent.trim() || code;
  };
  switch (field.kind) {
    case "single": return label(given);
    case "multiple": case "ranking": return given.map(label).join(words.listed);
    case "date": return new Intl.DateTimeFormat(document.documentElement.lang.replace(/^en$/, "en-GB"), { dateStyle: "long", timeZone: "UTC" }).format(new Date(given * 864e5));
    case "text": return String(given);
    default: return decimal(given, words.decimal);
  }
}

const decimal = (number, sign) => String(number).replace(".", sign);

// The sum of an item's amounts: null where none is given, NaN where one of them is no number.
function sumOf(item) {
  const all = [...item.querySelectorAll(".amount input[type=text]")].filter((input) => usable(input) && input.value.trim());
  const numbers = all.map((input) => number(input.value.trim()));
  if (!numbers.length) return null;
  if (numbers.includes(null)) return NaN;
  // Without the dust of binary fractions.
  return Math.round(numbers.reduce((a, b) => a + b, 0) * 1e9) / 1e9;
}

function addsUp(item, total) {
  const sum = sumOf(item);
  return sum !== null && Math.abs(sum - total) <= 1e-9 * Math.max(1, Math.abs(total));
}

// The sum of the amounts beside their total: seen at once, read out after a pause.
let told = 0;
function addUp(announce) {
  for (const amounts of form.querySelectorAll(".allocation")) {
    const { total, sum: shown, announced, decimal: sign } = amounts.dataset;
    const line = amounts.querySelector(".sum");
    const sum = sumOf(amounts);
    const said = Number.isNaN(sum) ? "–" : decimal(sum ?? 0, sign);
    line.hidden = false;
    line.classList.toggle("is-met", addsUp(amounts, Number(total)));
    line.classList.toggle("is-over", sum !== null && sum > Number(total) + 1e-9);
    const output = line.querySelector("output");
    const text = shown.replace("#", said);
    if (output.textContent === text) continue;
    output.textContent = text;
    if (!announce) continue;
    clearTimeout(told);
    told = setTimeout(() => { amounts.querySelector("[data-sum-announced]").textContent = announced.replace("#", said); }, 900);
  }
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
