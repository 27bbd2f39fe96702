// Takes a picture of every page and state of a survey's form, and of further pages, on a phone and on a desk, light and dark.
//
//   node screenshots.mjs DIR CHROMIUM FORM [NAME=URL…]
//
// FORM is the first page of a form, or `-` for none. Each page is shown empty, with its problems, and filled in. NAME=URL is a page
// shown as it is.

import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";

const [directory, executablePath, form, ...further] = process.argv.slice(2);
const PAGES_MAX = 40;
// The ways through the sample survey: what is answered where the first option will not do, and the pages to take pictures of.
const routes = [
  { answers: { familiarity: "very" }, pages: null, end: "form-99-receipt" },
  { answers: { familiarity: "very", stage: "none" }, pages: ["no_project"], end: null },
  { answers: { human: "program" }, pages: [], end: "form-screened-out" },
];
const looks = [
  { look: "phone-light", width: 390, height: 844, colorScheme: "light", locale: "en-US" },
  { look: "phone-dark", width: 390, height: 844, colorScheme: "dark", locale: "en-US" },
  { look: "desk-light", width: 1280, height: 900, colorScheme: "light", locale: "en-US" },
  { look: "desk-dark", width: 1280, height: 900, colorScheme: "dark", locale: "en-US" },
  { look: "phone-light-ko", width: 320, height: 700, colorScheme: "light", locale: "ko-KR" },
];

mkdirSync(directory, { recursive: true });
const browser = await chromium.launch({ executablePath, args: ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"] });
let taken = 0;
try {
  for (const { look, width, height, ...rest } of looks) {
    const context = await browser.newContext({ viewport: { width, height }, ...rest });
    const page = await context.newPage();
    page.setDefaultTimeout(15000);
    const shoot = async (name) => {
      await page.screenshot({ path: `${directory}/${name}.${look}.png`, fullPage: true });
      taken += 1;
    };
    for (const route of form === "-" ? [] : routes) {
      await walk(page, shoot, route);
      await context.clearCookies();
    }
    for (const one of further) {
      const [name, url] = [one.slice(0, one.indexOf("=")), one.slice(one.indexOf("=") + 1)];
      await page.goto(url);
      await shoot(name);
    }
    await context.close();
  }
} finally {
  await browser.close();
}
process.stdout.write(`${taken} pictures in ${directory}\n`);

// From the first page to an ending, taking pictures of the route's pages (null: of all).
async function walk(page, shoot, { answers, pages, end }) {
  const wanted = (id) => pages === null || pages.includes(id);
  await page.goto(form);
  if (pages === null) await shoot("form-00-first");
  await page.locator('button.main-button[name="_go"]').click();
  for (let number = 1; number < PAGES_MAX; number += 1) {
    const id = await pageId(page);
    if (id === null) break;
    const name = `form-${String(number).padStart(2, "0")}-${id}`;
    if (wanted(id)) {
      await shoot(name);
      await next(page);
      if ((await pageId(page)) !== id) continue;
      if ((await page.locator(".summary").count()) > 0) await shoot(`${name}-problems`);
    }
    await fill(page, answers);
    if (wanted(id)) await shoot(`${name}-filled`);
    await next(page);
    if ((await pageId(page)) === id) {
      await shoot(`FAILED-${name}`);
      throw new Error(`page ${id} could not be filled in: see FAILED-${name}`);
    }
  }
  if (end !== null) await shoot(end);
}

// The id of the questionnaire's page in front of us; null where there is none.
async function pageId(page) {
  const field = page.locator('form input[name="_page"]');
  return (await field.count()) > 0 ? field.first().inputValue() : null;
}

async function next(page) {
  await Promise.all([page.waitForLoadState("load"), page.locator('button.main-button[name="_go"]').click()]);
  await page.waitForLoadState("networkidle");
}

// Answers everything that can be seen: as `answers` say by item, else with the first option.
async function fill(page, answers) {
  // Answers may bring up further items, so it is done twice.
  for (let round = 0; round < 2; round += 1) {
    const names = await page.$$eval("main form input:is([type=radio],[type=checkbox])", (inputs) => [...new Set(inputs.map((input) => input.name))]);
    for (const name of names) {
      const options = page.locator(`main form input[name="${name}"]:is([type=radio],[type=checkbox])`);
      const option = name in answers ? page.locator(`main form input[name="${name}"][value="${answers[name]}"]`) : options.first();
      if (!(await option.locator("xpath=..").isVisible()) || (await options.evaluateAll((all) => all.some((one) => one.checked)))) continue;
      await option.check({ force: true });
    }
    const selects = page.locator("main form select");
    let rank = 0;
    for (let at = 0; at < (await selects.count()); at += 1) {
      const select = selects.nth(at);
      if (!(await select.isVisible())) continue;
      const values = (await select.locator("option").evaluateAll((all) => all.map((one) => one.value))).filter(Boolean);
      const ranks = values.every((value) => /^\d+$/.test(value));
      const value = ranks ? values[rank] : values[0];
      if (value !== undefined) await select.selectOption(value);
      if (ranks) rank += 1;
    }
    const texts = page.locator("main form :is(input[type=text],input[type=date],textarea)");
    for (let at = 0; at < (await texts.count()); at += 1) {
      const field = texts.nth(at);
      if (!(await field.isVisible())) continue;
      const type = await field.getAttribute("type");
      const number = (await field.getAttribute("inputmode")) ?? "text";
      await field.fill(type === "date" ? "2023-03-01" : number === "text" ? "A few words of my own." : "25");
    }
  }
}
