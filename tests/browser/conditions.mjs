// Shows filled-in pages with scripts and without, and prints as JSON which items each of them shows: what the server
// decided, and what the script makes of the same answers.
//
//   node conditions.mjs CHROMIUM URL…
//
// Each URL opens an interview whose page is filled in.

import { chromium } from "playwright-core";

const [executablePath, ...interviews] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath,
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const shown = {};
try {
  for (const [who, javaScriptEnabled] of [["server", false], ["script", true]]) {
    const context = await browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    shown[who] = [];
    for (const interview of interviews) {
      await page.goto(interview);
      // With scripts, everything is turned round first, so that the script has to decide each item anew.
      shown[who].push(await page.evaluate((scripts) => {
        const items = [...document.querySelectorAll(".item")];
        if (scripts) {
          for (const item of items.filter((item) => item.id.startsWith("item-case"))) item.hidden = !item.hidden;
          document.getElementById("interview").dispatchEvent(new Event("input", { bubbles: true }));
        }
        return items.filter((item) => !item.hidden).map((item) => item.id);
      }, javaScriptEnabled));
    }
    await context.close();
  }
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify(shown));
