// Fills in the surveys of ./survey and ./parts in a real browser and prints as JSON what was answered and what was found wrong.
//
//   node run.mjs ORIGIN CHROMIUM [--pictures DIR] [NAME=PATH…]
//
// ORIGIN serves their waves, `browser` and `parts`. The further pages are looked at as they are, in every look; CANVASS_KEY is sent
// with requests to the API. Exits 0 whenever it came to the end; the caller reads `failures`.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import * as parts from "./parts.mjs";

const [origin, executablePath, ...flags] = process.argv.slice(2);
const url = `${origin}/s/browser`;
const pictures = flags[0] === "--pictures" ? flags.splice(0, 2)[1] : null;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const failures = [];
const looked = [];
const transfers = [];
const interviews = [];
const interviewsOfParts = [];

const words = {
  en: { start: "Start", next: "Next", back: "Back", send: "Send my answers", other: "한국어", arrived: "Your answers have arrived",
    wrong: "2 answers need another look", often: "Yes, often", day: "15 March 2020", ended: "That is all we need to ask" },
  ko: { start: "시작하기", next: "다음", back: "이전", send: "응답 보내기", other: "English", arrived: "응답이 도착했습니다",
    wrong: "다시 확인할 답이 2개 있습니다", often: "예, 자주", day: "2020년 3월 15일", ended: "여기까지 여쭙겠습니다" },
};
const otherLanguage = { en: "ko", ko: "en" };

// "blocked" keeps the form's script away and leaves axe its own; "off" is a browser that runs none at all.
const runs = [
  { scripts: "on", language: "en", width: 1280 },
  { scripts: "on", language: "ko", width: 390, dark: true },
  { scripts: "on", language: "en", width: 320 },
  { scripts: "blocked", language: "ko", width: 1280 },
  { scripts: "blocked", language: "en", width: 390, dark: true },
  { scripts: "off", language: "ko", width: 320 },
];

const browser = await chromium.launch({
  executablePath,
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
try {
  for (const run of runs) {
    run.name = `${run.language} ${run.width} scripts ${run.scripts}`;
    await scenario(run, fillIn);
    if (run.width !== 390) await scenario(run, screenOut);
  }
  for (const run of runs.slice(0, 3)) await scenario(run, lookAround);
  for (const run of parts.runs) await scenario(run, fillInParts);
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify({ failures, looked: looked.length, transfers, interviews, interviewsOfParts }, null, 1));

// Each scenario has browsers of its own; `open` gives it another one, on another device as it were.
async function scenario(run, play) {
  const contexts = [];
  const pages = [];
  const open = async () => {
    const context = await browser.newContext({
      javaScriptEnabled: run.scripts !== "off",
      locale: { en: "en-US", ko: "ko-KR", ar: "ar-JO" }[run.language],
      viewport: { width: run.width, height: 800 },
      colorScheme: run.dark ? "dark" : "light",
    });
    contexts.push(context);
    if (run.scripts === "blocked") await context.route("**/assets/*.js", (route) => route.abort());
    const page = await context.newPage();
    page.setDefaultTimeout(8000);
    page.on("console", (message) => {
      const expected = /status of (404|409|422)|net::ERR_FAILED/.test(message.text());
      if (message.type() === "error" && !expected) failures.push(`${run.name}: ${message.text()}`);
    });
    page.on("pageerror", (error) => failures.push(`${run.name}: ${error.message}`));
    pages.push(page);
    return page;
  };
  try {
    await play(run, open);
  } catch (error) {
    failures.push(`${run.name}: ${error.message.split("\n").slice(0, 4).join(" ")}`);
    if (pictures) await pages.at(-1).screenshot({ path: `${pictures}/FAILED ${run.name}.png`, fullPage: true });
  }
  for (const context of contexts) await context.close();
}

// What is done on whatever page is open.
function hands(page, run) {
  return {
    // Every button here sends the page; what comes next is looked at only once it is there.
    press: (text) => Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: text, exact: true }).click()]),
    choose: (field, value) => page.locator(`label:has([name="${field}"][value="${value}"])`).click(),
    check: (good, what) => good || failures.push(`${run.name}: ${what}`),
    look: (what) => lookAt(page, run, `${run.name}: ${what}`),
  };
}

async function fillIn(run, open) {
  const say = words[run.language];
  let page = await open();
  let { press, choose, check, look } = hands(page, run);
  const story = `=1+1\nsecond line: ${run.name} 😀 שלום`;
  const boat = `On a <b>boat</b> & *ashore*, ${run.name}`;

  const sent = await firstPage(page, run.name);
  transfers.push({ name: run.name, ...sent });
  await look("first page");
  await press(say.start);

  // Enter goes on: it never presses a language.
  await page.locator('[name="work"]').first().focus();
  await page.keyboard.press("Enter");
  await page.locator(".summary").waitFor();
  check(await focused(page, "summary"), "the summary takes the focus");
  check(await page.locator("html").getAttribute("lang") === run.language, "an error keeps the language");
  await look("page 1, problem");
  await page.locator(".summary a").first().click();
  check(await focused(page, "work"), "the summary leads to the item");

  await choose("work", "often");
  if (run.scripts === "on") {
    check(await page.locator("#item-days").isVisible(), "a same-page item appears at once");
    check(await page.locator("#item-all_week").isHidden(), "an item that waits for it stays away");
    await page.locator("#days").fill("5");
    check(await page.locator("#item-all_week").isVisible(), "one that depends on it appears too");
    await page.locator("#days").fill("2");
    check(await page.locator("#item-all_week").isHidden(), "and goes again");
    await choose("place", "home");
    await choose("place", "none");
    check(!(await page.locator('[name="place"][value="home"]').isChecked()), "an exclusive option unticks the others");
    await choose("place", "home");
    check(!(await page.locator('[name="place"][value="none"]').isChecked()), "and they untick it");
  } else {
    await choose("place", "home");
    await press(say.next);
    check(await page.locator("#item-days").isVisible(), "without scripts the page comes back with the new item");
    check(await page.locator('[name="work"][value="often"]').isChecked(), "and with what was chosen");
    check(await focused(page, "notice") && await page.locator(".summary").count() === 0, "and says so, without blame");
    await look("page 1, new item");
  }
  await choose("place", "other");
  await page.locator('[name="place.other.text"]').fill(boat);
  await page.locator("#days").fill("many");
  await press(say.next);
  await page.locator(".summary").waitFor();
  check((await page.locator("#days").inputValue()) === "many", "what was typed stays on an error");
  await look("page 1, wrong number");

  // The switch keeps what is on the page, saved or not.
  await page.locator("#days").fill("3");
  await press(say.other);
  check(await page.locator("html").getAttribute("lang") === otherLanguage[run.language], "the switch changes the language");
  check((await page.locator("#days").inputValue()) === "3", "the switch keeps a number");
  check((await page.locator('[name="place.other.text"]').inputValue()) === boat, "the switch keeps a text");
  await look("page 1, other language");
  await press(words[otherLanguage[run.language]].other);
  await press(say.next);

  // The second page: grids, a ranking, a scale.
  await page.locator("#item-rating").waitFor();
  await look("page 2");
  await choose("rating.video", "well");
  await press(say.next);
  await page.locator(".summary").waitFor();
  check((await page.locator(".summary h2").textContent()).trim() === say.wrong, "each row without an answer is named");
  await look("page 2, problems");
  await choose("rating.chat", "fairly");
  await choose("rating.mail", "unused");
  await choose("device.video", "phone");
  await choose("device.video", "computer");
  await page.locator('[name="best.privacy"]').selectOption("1");
  await page.locator('[name="best.price"]').selectOption("2");
  await choose("recommend", "9");
  await look("page 2, filled");
  if (run.scripts === "on") {
    // Nothing was sent with Next: the script has saved it. The tab is gone; the personal link goes on elsewhere.
    await page.locator(".saved", { hasText: /\d\d:\d\d/ }).waitFor();
    await page.waitForTimeout(600);
    const personal = await page.locator("#resume").inputValue();
    await page.context().close();
    page = await open();
    ({ press, choose, check, look } = hands(page, run));
    await page.goto(personal);
    check(await page.locator('[name="rating.chat"][value="fairly"]').isChecked(), "another device goes on at the same place");
    check(await page.locator('[name="recommend"][value="9"]').isChecked(), "with the last answer that was given");
    check(!page.url().includes("resume"), "and the personal link does not stay in the address");
  }
  await press(say.back);
  check((await page.locator("#days").inputValue()) === "3", "Back shows the page as it was left");
  await press(say.next);
  check(await page.locator('[name="rating.mail"][value="unused"]').isChecked(), "Back loses nothing of the page it left");
  check((await page.locator('[name="best.price"]').inputValue()) === "2", "nor a rank");
  await page.reload();
  check(await page.locator('[name="recommend"][value="9"]').isChecked(), "a reload loses nothing");
  await page.goBack();
  check((await page.locator("#days").inputValue()) === "3", "the browser's own way back leads to the page before");
  await page.goForward();
  await page.locator("#item-rating").waitFor();
  await press(say.next);

  // The third page: a long list, a date, an address, a text that pipes an answer.
  await page.locator("#region").waitFor();
  await look("page 3");
  check((await page.locator("#item-story legend").textContent()).includes(say.often), "an earlier answer is piped");
  await page.locator("#region").selectOption("else");
  check(await page.locator('[name="region.else.text"]').isVisible(), "the text of an option opens");
  await page.locator('[name="region.else.text"]').fill("Iceland");
  await page.locator("#since").fill("2020-03-15");
  await page.locator("#site").fill("https://example.org/blog");
  await page.locator("#story").fill(story);
  await page.getByRole("button", { name: say.send, exact: true }).dblclick();
  await page.getByRole("heading", { name: say.arrived }).waitFor();
  await page.locator(".sent summary").click();
  const sentText = await page.locator(".sent").innerText();
  for (const text of [say.often, "3", boat, "Iceland", say.day, "=1+1"]) {
    check(sentText.includes(text), `the receipt shows “${text}”`);
  }
  await look("receipt");
  const receipt = page.url();
  await page.reload();
  await page.getByRole("heading", { name: say.arrived }).waitFor();
  await page.goBack();
  await page.getByRole("heading", { name: say.arrived }).waitFor();
  check(page.url() === receipt, "the way back from the receipt leads to the receipt");
  // What the page says was sent, by the columns of the data file; no other column holds an answer.
  interviews.push({
    language: run.language,
    answers: {
      work: "often", days: "3", "place.home": "1", "place.train": "0", "place.cafe": "0", "place.library": "0", "place.other": "1",
      "place.none": "0", "place.other.text": boat, "rating.video": "well", "rating.chat": "fairly", "rating.mail": "unused",
      "device.video.phone": "1", "device.video.tablet": "0", "device.video.computer": "1",
      "device.chat.phone": "0", "device.chat.tablet": "0", "device.chat.computer": "0", "best.price": "2", "best.privacy": "1",
      recommend: "9", region: "else", "region.else.text": "Iceland", since: "2020-03-15", site: "https://example.org/blog",
      // A spreadsheet must not take it for a formula.
      story: `'${story}`,
    },
  });
}

async function screenOut(run, open) {
  const say = words[run.language];
  const page = await open();
  const { press, choose, look } = hands(page, run);
  await page.goto(url);
  await press(say.start);
  await choose("work", "robot");
  await press(say.next);
  await page.getByRole("heading", { name: say.ended }).waitFor();
  await look("ending");
}

async function fillInParts(run, open) {
  const page = await open();
  const does = { ...hands(page, run), focused: (wanted) => focused(page, wanted) };
  await parts.decline(run, page, origin, does);
  const answers = await parts.fillIn(run, page, origin, does);
  interviewsOfParts.push({ language: run.language, answers });
}

// Every other page that the server has.
async function lookAround(run, open) {
  const page = await open();
  for (const further of flags) {
    const [name, path] = [further.slice(0, further.indexOf("=")), further.slice(further.indexOf("=") + 1)];
    const key = path.startsWith("/api/v1/") ? { authorization: `Bearer ${process.env.CANVASS_KEY}` } : {};
    await page.setExtraHTTPHeaders(key);
    const reply = await page.goto(origin + path);
    const policy = reply.headers()["content-security-policy"] ?? "";
    if (!policy.includes("default-src 'none'")) failures.push(`${run.name}: ${name} has no strict policy: ${policy}`);
    await lookAt(page, run, `${run.name}: ${name}`);
  }
}

// Whether the element with this class or name comes to have the focus; a browser gives it with its next frame.
async function focused(page, wanted) {
  for (let tries = 0; tries < 40; tries += 1) {
    const has = await page.evaluate(() => [document.activeElement.className, document.activeElement.name]);
    if (has.includes(wanted)) return true;
    await page.waitForTimeout(50);
  }
  return false;
}

// The first page, and what it took over the wire.
async function firstPage(page, name) {
  const client = await page.context().newCDPSession(page);
  await client.send("Network.enable");
  let requests = 0;
  let bytes = 0;
  client.on("Network.requestWillBeSent", ({ request }) => { if (request.url.startsWith("http")) requests += 1; });
  client.on("Network.loadingFinished", ({ encodedDataLength }) => { bytes += encodedDataLength; });
  await page.goto(url, { waitUntil: "load" });
  await page.waitForTimeout(150);
  await client.detach();
  if (requests > 3 || bytes > 30000) failures.push(`${name}: the first page took ${requests} requests and ${bytes} bytes`);
  return { requests, bytes };
}

// Nothing sticks out sideways, and axe finds nothing to say.
async function lookAt(page, run, what) {
  looked.push(what);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (over > 0) failures.push(`${what}: ${over} px too wide`);
  // axe is a script itself; where a page's own are blocked it meets the same markup.
  if (run.scripts !== "off") {
    const found = await page.evaluate(`${axe}; axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })`);
    for (const violation of found.violations) {
      failures.push(`${what}: axe ${violation.id}: ${violation.nodes.map((node) => node.target.join(" ")).slice(0, 3).join(", ")} ${violation.nodes[0].any[0]?.message ?? ""}`);
    }
  }
  if (pictures) await page.screenshot({ path: `${pictures}/${what.replaceAll(/[:,/]/g, "")}.png`, fullPage: true });
}
