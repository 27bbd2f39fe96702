// Fills in the survey of ./survey in a real browser and prints what it found as JSON.
//
//   node run.mjs URL CHROMIUM [--saves] [--pictures DIR]
//
// URL is the form's first page. `--saves` says that the server stores what the script sends while one types.
// Exits 0 whenever it came to the end; the caller reads `failures`.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [url, executablePath, ...flags] = process.argv.slice(2);
const saves = flags.includes("--saves");
const pictures = flags.includes("--pictures") ? flags[flags.indexOf("--pictures") + 1] : null;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const failures = [];
const looked = [];
const transfers = [];

const words = {
  en: { start: "Start", next: "Next", back: "Back", send: "Send my answers", other: "한국어", arrived: "Your answers have arrived",
    wrong: "2 answers need another look", often: "Yes, often", ended: "That is all we need to ask" },
  ko: { start: "시작하기", next: "다음", back: "이전", send: "응답 보내기", other: "English", arrived: "응답이 도착했습니다",
    wrong: "다시 확인할 답이 2개 있습니다", often: "예, 자주", ended: "여기까지 여쭙겠습니다" },
};
const otherLanguage = { en: "ko", ko: "en" };

const runs = [];
for (const scripts of [true, false]) {
  for (const [language, width] of [["en", 1280], ["en", 320], ["ko", 390], ["ko", 1280]]) {
    runs.push({ scripts, language, width, dark: width === 390 });
  }
}

const browser = await chromium.launch({
  executablePath,
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
try {
  for (const run of runs) {
    const name = `${run.language} ${run.width} ${run.scripts ? "scripts" : "no scripts"}`;
    await inContext(run, name, fillIn);
    await inContext(run, `${name}, screened out`, screenOut);
  }
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify({ failures, looked, transfers }, null, 1));

async function inContext(run, name, scenario) {
  const context = await browser.newContext({
    javaScriptEnabled: run.scripts,
    locale: run.language === "ko" ? "ko-KR" : "en-US",
    viewport: { width: run.width, height: 800 },
    colorScheme: run.dark ? "dark" : "light",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(8000);
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of 422/.test(message.text())) failures.push(`${name}: ${message.text()}`);
  });
  page.on("pageerror", (error) => failures.push(`${name}: ${error.message}`));
  try {
    await scenario(page, run, name);
  } catch (error) {
    failures.push(`${name}: ${error.message.split("\n").slice(0, 4).join(" ")}`);
    if (pictures) await page.screenshot({ path: `${pictures}/FAILED ${name}.png`, fullPage: true });
  }
  await context.close();
}

async function fillIn(page, run, name) {
  const say = words[run.language];
  const press = (text) => page.getByRole("button", { name: text, exact: true }).click();
  const check = (good, what) => good || failures.push(`${name}: ${what}`);
  const look = (what) => lookAt(page, run, `${name}: ${what}`);
  const choose = (field, value) => page.locator(`label:has([name="${field}"][value="${value}"])`).click();

  const sent = await firstPage(page, name);
  transfers.push({ name, ...sent });
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
  if (run.scripts) {
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
    if (saves) await page.locator(".saved", { hasText: /\d\d:\d\d/ }).waitFor();
  } else {
    await choose("place", "home");
    await press(say.next);
    check(await page.locator("#item-days").isVisible(), "without scripts the page comes back with the new item");
    check(await page.locator('[name="work"][value="often"]').isChecked(), "and with what was chosen");
    check(await focused(page, "notice") && await page.locator(".summary").count() === 0, "and says so, without blame");
    await look("page 1, new item");
  }
  await choose("place", "other");
  await page.locator('[name="place.other.text"]').fill("On a <b>boat</b> & *ashore*");
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
  check((await page.locator('[name="place.other.text"]').inputValue()) === "On a <b>boat</b> & *ashore*", "the switch keeps a text");
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
  await press(say.back);
  check((await page.locator("#days").inputValue()) === "3", "Back shows the page as it was left");
  await press(say.next);
  check(await page.locator('[name="rating.mail"][value="unused"]').isChecked(), "Back loses nothing of the page it left");
  check((await page.locator('[name="best.price"]').inputValue()) === "2", "nor a rank");
  await page.reload();
  check(await page.locator('[name="recommend"][value="9"]').isChecked(), "a reload loses nothing");
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
  await page.locator("#story").fill("=1+1\nsecond line");
  await page.getByRole("button", { name: say.send, exact: true }).dblclick();
  await page.getByRole("heading", { name: say.arrived }).waitFor();
  await page.locator(".sent summary").click();
  const sentText = await page.locator(".sent").innerText();
  for (const text of [say.often, "3", "On a <b>boat</b> & *ashore*", "Iceland", "2020-03-15", "=1+1"]) {
    check(sentText.includes(text), `the receipt shows “${text}”`);
  }
  await look("receipt");
}

async function screenOut(page, run, name) {
  const say = words[run.language];
  await page.goto(url);
  await page.getByRole("button", { name: say.start, exact: true }).click();
  await page.locator('label:has([name="work"][value="robot"])').click();
  await page.getByRole("button", { name: say.next, exact: true }).click();
  await page.getByRole("heading", { name: say.ended }).waitFor();
  await lookAt(page, run, `${name}: ending`);
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
  // axe waits for timers, which do not run where scripts are off; those pages have the same markup.
  if (run.scripts) {
    const found = await page.evaluate(`${axe}; axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })`);
    for (const violation of found.violations) {
      failures.push(`${what}: axe ${violation.id}: ${violation.nodes.map((node) => node.target.join(" ")).slice(0, 3).join(", ")}`);
    }
  }
  if (pictures) await page.screenshot({ path: `${pictures}/${what.replaceAll(/[:,/]/g, "")}.png`, fullPage: true });
}
