// The respondents of ./parts: consents, amounts that add up, rows and options with conditions, orders of their own.

const words = {
  en: { start: "Start", next: "Next", back: "Back", send: "Send my answers", decline: "I do not want to take part", other: "العربية",
    arrived: "Your answers have arrived", refused: "You have decided not to take part",
    sum: "The amounts must add up to 100; they add up to 95", met: "100 of 100", over: "105 of 100", best: "The saw" },
  ar: { start: "البدء", next: "التالي", back: "السابق", send: "إرسال إجاباتي", decline: "لا أرغب في المشاركة", other: "English",
    arrived: "وصلت إجاباتك", refused: "لقد قررت عدم المشاركة",
    sum: "يجب أن يكون مجموع القيم 100؛ وهو الآن 95", met: "100 من 100", over: "105 من 100", best: "المنشار" },
};
const direction = { en: "ltr", ar: "rtl" };
const otherLanguage = { en: "ar", ar: "en" };

export const runs = [
  { scripts: "on", language: "en", width: 1280, keyboard: true },
  { scripts: "on", language: "ar", width: 320 },
  { scripts: "blocked", language: "ar", width: 1280 },
  { scripts: "off", language: "en", width: 320, dark: true },
].map((run) => ({ ...run, name: `parts ${run.language} ${run.width} scripts ${run.scripts}` }));

// Fills everything in and gives what the columns of the data file must hold.
export async function fillIn(run, page, origin, { press, choose, check, look, focused }) {
  const say = words[run.language];
  const scripted = run.scripts === "on";
  const saved = savings(page);
  const isSideways = async (language) => check(await page.locator("html").getAttribute("dir") === direction[language], `${language} reads ${direction[language]}`);

  // The first page: nobody begins without the box that must be ticked, and none is ticked beforehand.
  await page.goto(`${origin}/s/parts`);
  await isSideways(run.language);
  check(await page.locator('[name="_consent"]:checked').count() === 0, "no consent is ticked beforehand");
  await look("consents");
  if (run.keyboard) {
    await tabTo(page, "_consent", "publication");
    await page.keyboard.press("Space");
    await tabTo(page, "_go", "start");
    await enter(page);
  } else {
    await choose("_consent", "publication");
    await press(say.start);
  }
  check(await page.locator("fieldset.has-problem").count() === 1, "the consent that is needed is missed");
  check(await page.locator('[value="publication"]').isChecked(), "the one that was given stays");
  check(await focused("_consent"), "the focus is on the box");
  await look("consents, problem");
  if (run.keyboard) {
    await page.keyboard.press("Space");
    await tabTo(page, "_go", "start");
    await enter(page);
  } else {
    await choose("_consent", "part");
    await press(say.start);
  }

  // The first questions: options in an order of this respondent, one that comes with an answer.
  await page.locator("#item-tools").waitFor();
  const tools = await codes(page, "tools");
  check(tools.length === 5 && tools[4] === "none", `a pinned option stays last: ${tools}`);
  check(Math.abs(tools.indexOf("saw") - tools.indexOf("knife")) === 1, `a group stays together: ${tools}`);
  check(await page.locator('label:has([name="best"][value="saw"])').isHidden(), "an option that waits stays away");
  await look("options");
  await choose("tools", "saw");
  await choose("tools", "hammer");
  if (!scripted) {
    await press(say.next);
  }
  check(await page.locator('label:has([name="best"][value="saw"])').isVisible(), "and appears with its answer");
  check(await page.locator('label:has([name="best"][value="knife"])').isHidden(), "another does not");
  await choose("best", "saw");
  await look("options, filled");
  await press(say.other);
  await isSideways(otherLanguage[run.language]);
  check(await page.locator('[name="best"][value="saw"]').isChecked(), "the switch keeps a new option");
  check(String(await codes(page, "tools")) === String(tools), "the switch keeps the order");
  await press(words[otherLanguage[run.language]].other);
  await press(say.next);

  // A shuffled page: what depends on an item comes after it.
  await page.locator("#item-hours").waitFor();
  const items = await order(page);
  check([...items].sort().join() === "item-hours,item-ratings,item-where", `all items are there: ${items}`);
  check(items[0] === "item-hours", `what the others wait for comes first: ${items}`);
  const shown = await codes(page, "ratings.hammer");
  check(["bad,middling,good", "good,middling,bad"].includes(String(shown)), `half of them see it turned round: ${shown}`);
  for (const row of ["hours.knife", "ratings.knife", "ratings.rest"]) {
    check(await page.locator(`[id="row-${row}"]`).count() === 0 || await page.locator(`[id="row-${row}"]`).isHidden(), `${row} stays away`);
  }
  check(await page.locator('label:has([name="where.saw"][value="roof"])').isHidden(), "a column that waits stays away");
  await look("amounts and grids");
  // First too little: the server says so, and keeps what was typed.
  await amounts(page, run, { saw: "30", hammer: run.language === "ar" ? "٦٠" : "60", rest: "5" }, () => press(say.next));
  check((await page.locator("#item-hours").innerText()).replaceAll(/[\u2066-\u2069]/g, "").includes(say.sum), "the sum is said");
  check(await page.locator('[name="hours.saw"]').inputValue() === "30", "an amount stays");
  check(await page.locator('label:has([name="where.saw"][value="roof"])').isVisible(), "the column has come");
  await look("amounts, problems");
  const total = page.locator(".sum output");
  const sum = async () => (await total.innerText()).replaceAll(/[\u2066-\u2069]/g, "");
  if (scripted) {
    await page.locator('[name="hours.rest"]').fill("15");
    check(await sum() === say.over, `too much is told: ${await sum()}`);
    check(await page.locator('[id="row-ratings.rest"]').isVisible(), "a row appears at once");
    await page.locator('[name="hours.rest"]').fill("5");
    check(await page.locator('[id="row-ratings.rest"]').isHidden(), "and goes again");
  } else {
    check(await page.locator(".sum").first().isHidden(), "without scripts nobody adds up");
  }
  await choose("ratings.saw", "good");
  await choose("ratings.hammer", "bad");
  // Now it adds up, and a row comes with it.
  await amounts(page, run, { rest: "10" });
  if (scripted) check(await sum() === say.met, `the sum is met: ${await sum()}`);
  await press(say.next);
  check(await page.locator('[id="row-ratings.rest"]').isVisible(), "the row that came with the amount is asked");
  await look("a row that came");
  await choose("ratings.rest", "middling");
  await choose("where.saw", "home");
  await choose("where.saw", "roof");
  await choose("where.hammer", "work");
  await look("amounts and grids, filled");
  await saved();
  await page.reload();
  check(String(await order(page)) === String(items), "a reload keeps the order of the items");
  check(String(await codes(page, "ratings.hammer")) === String(shown), "and of the options");
  if (!scripted) {
    // Nothing had been sent.
    await choose("ratings.rest", "middling");
    await choose("where.saw", "home");
    await choose("where.saw", "roof");
    await choose("where.hammer", "work");
  }
  await press(say.next);

  // Answers in a text, and an item that only a consent brings.
  await page.locator("#item-why").waitFor();
  const asked = (await page.locator("#item-why legend").innerText()).replaceAll(/[\u2066-\u2069]/g, "");
  check(asked.includes(say.best) && asked.includes("30"), `earlier answers are piped: ${asked}`);
  const why = `Because, ${run.name}`;
  await page.locator("#why").fill(why);
  await page.locator("#name").fill("مريم");
  await look("last page");
  await press(say.send);
  await page.getByRole("heading", { name: say.arrived }).waitFor();
  await page.locator(".sent summary").click();
  await look("receipt");
  return {
    "consent.part": "1", "consent.publication": "1",
    "tools.saw": "1", "tools.knife": "0", "tools.drill": "0", "tools.hammer": "1", "tools.none": "0", best: "saw",
    "hours.saw": "30", "hours.hammer": "60", "hours.rest": "10", "ratings.saw": "good", "ratings.hammer": "bad", "ratings.rest": "middling",
    "where.saw.home": "1", "where.saw.roof": "1", "where.saw.work": "0", "where.hammer.home": "0", "where.hammer.roof": "0",
    "where.hammer.work": "1", why, name: "مريم",
  };
}

// Somebody who does not want to.
export async function decline(run, page, origin, { press, look }) {
  const say = words[run.language];
  await page.goto(`${origin}/s/parts`);
  await press(say.decline);
  await page.getByRole("heading", { name: say.refused }).waitFor();
  await look("declined");
}

// Types amounts into the rows and sends them, where `send` is given; with the keyboard alone where the run wants it.
async function amounts(page, run, given, send) {
  for (const [row, amount] of Object.entries(given)) {
    if (run.keyboard) {
      await tabTo(page, `hours.${row}`);
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.type(amount);
    } else {
      await page.locator(`[name="hours.${row}"]`).fill(amount);
    }
  }
  if (send) await (run.keyboard ? enter(page) : send());
}

// Waits until all that was typed is saved: nothing is under way, and nothing follows.
function savings(page) {
  let open = 0;
  const is = (request) => request.url().endsWith("/save");
  page.on("request", (request) => { if (is(request)) open += 1; });
  page.on("requestfinished", (request) => { if (is(request)) open -= 1; });
  page.on("requestfailed", (request) => { if (is(request)) open -= 1; });
  return async () => {
    for (let quiet = 0; quiet < 8; quiet = open === 0 ? quiet + 1 : 0) await page.waitForTimeout(100);
  };
}

const enter = (page) => Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);

// Tab, until this field has the focus.
async function tabTo(page, name, value) {
  for (let tries = 0; tries < 60; tries += 1) {
    const at = await page.evaluate(() => [document.activeElement.name, document.activeElement.value]);
    if (at[0] === name && (value === undefined || at[1] === value)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`no way to ${name} with the keyboard`);
}

// The items of the page, and the options of a field, in the order they stand in.
const order = (page) => page.locator("fieldset.item").evaluateAll((all) => all.map((item) => item.id));
const codes = (page, name) => page.locator(`[name="${name}"]`).evaluateAll((all) => all.map((input) => input.value));
