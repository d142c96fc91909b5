// The chat page, in a real browser, against the real receiver. Run: node --test tests/browser/
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Browser } from "./browser.mjs";
import { startBoth, token } from "./programs.mjs";

const rules = `
rules:
  - id: greeting
    when: [hi]
    reply: Good morning!
  - id: later
    when: [later]
    reply: { text: Now it is later., delay: 1s }
  - id: prices
    when: [price list]
    reply: { text: Our prices, media: "https://files.example.net/price-list.pdf" }
  - id: map
    when: [where are you]
    reply:
      location: { latitude: 51.89797, longitude: -8.47061, name: Pier Cafe, address: "1 Quay St, Cork" }
  - id: yes
    when: { button: yes-1 }
    reply: You said yes.
  - id: row
    when: { type: list, button: row-2 }
    reply: You chose the second row.
  - id: club
    when: { words: club, chat: group }
    reply: Hello, club.
  - id: coming
    when: { button: I am coming }
    reply: See you soon.
  - id: picture
    when: { type: image }
    reply: What a nice picture.
  - id: place
    when: { type: location }
    reply: We know the place.
  - id: card
    when: { type: contact }
    reply: We will call them.
`;

const ann = '[data-chat="8/447700900123"]';
const ben = '[data-chat="3/447700900456"]';
const picture = join(tmpdir(), `picture-${process.pid}.png`);

let both, browser, page;

before(async () => {
  writeFileSync(
    picture,
    Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkaPhfDwAD7AHvE1pmEwAAAABJRU5ErkJggg==", "base64"),
  );
  both = await startBoth(rules);
  browser = await Browser.start();
  page = await browser.open(both.page);
  await page.until(`document.querySelectorAll(".phone").length === 2`);
});

after(async () => {
  await browser?.stop();
  await both?.stop();
});

/** The bubbles of a phone: who speaks, and the text. */
const lines = phone =>
  page.evaluate(`[...document.querySelectorAll('${phone} .line')].map(line =>
    [line.classList[1], (line.querySelector(".text") ?? line.querySelector(".card") ?? line.querySelector("img"))?.innerText ?? ""])`);

const count = (phone, number) => page.until(`document.querySelectorAll('${phone} .line').length === ${number}`);

async function say(phone, text) {
  await page.type(`${phone} textarea`, text);
  await page.press("Enter");
}

async function push(body) {
  const response = await fetch(`${both.page}/api/v2/push`, { method: "POST", body: JSON.stringify({ token, ...body }) });
  return (await response.json()).status;
}

test("two customers are on the desk", async () => {
  assert.equal(await page.evaluate("document.title"), "The platform on your desk");
  const heads = await page.evaluate(`[...document.querySelectorAll(".phone > header div")].map(head => head.innerText.split(/\\n+/))`);
  assert.deepEqual(heads, [["Ann", "WhatsApp Official · 447700900123"], ["Ben", "SMS by phone · 447700900456"]]);
  assert.equal(await page.evaluate(`document.getElementById("webhook").textContent`), `${both.peer}/webhook`);
});

test("what is typed goes out and the instant reply appears, in several conversations at once", async () => {
  await say(ann, "hi");
  await say(ben, "Where are you?");
  await count(ann, 2);
  await count(ben, 2);
  assert.deepEqual(await lines(ann), [["customer", "hi"], ["business", "Good morning!"]]);
  assert.deepEqual((await lines(ben))[0], ["customer", "Where are you?"]);
});

test("a delayed reply comes after its delay and says so", async () => {
  await say(ann, "later");
  await count(ann, 4);
  assert.deepEqual((await lines(ann)).at(-1), ["business", "Now it is later."]);
  assert.match(await page.evaluate(`document.querySelector('${ann} .line:last-child .note').innerText`), /^reply · after 1 s · /);
});

test("a medium is named with its address and not fetched", async () => {
  await say(ann, "price list");
  await count(ann, 6);
  assert.deepEqual((await lines(ann)).at(-1), ["business", "Our prices"]);
  assert.equal(
    await page.evaluate(`document.querySelector('${ann} .line:last-child a').href`),
    "https://files.example.net/price-list.pdf",
  );
});

test("a location in a reply is shown", async () => {
  await say(ann, "where are you?");
  await count(ann, 8);
  assert.deepEqual((await lines(ann)).at(-1), ["business", "◉\nPier Cafe\n1 Quay St, Cork\n51.89797, -8.47061"]);
});

test("a picture is sent, shown and answered", async () => {
  await page.chooseFile(`${ann} .file`, picture);
  await count(ann, 10);
  assert.deepEqual((await lines(ann)).at(-1), ["business", "What a nice picture."]);
  const sent = `document.querySelector('${ann} .line img')`;
  assert.equal(await page.evaluate(`${sent}.decode().then(() => ${sent}.naturalWidth)`), 1);
});

test("a location, a contact card and a tap are sent from the menu", async () => {
  const send = async (what, ok) => {
    await page.click(`${ann} [data-do="${what}"]`);
    await page.until(`document.getElementById("${what}").open`);
    await page.click(`#${what} [value="ok"]`);
    await count(ann, ok);
    return (await lines(ann)).slice(-2);
  };
  assert.deepEqual(await send("location", 12), [
    ["customer", "◉\nPier Cafe\n1 Quay St, Cork\n51.89797, -8.47061"],
    ["business", "We know the place."],
  ]);
  assert.deepEqual(await send("contact", 14), [
    ["customer", "☎\nAnn Doe\n+353 21 555 0100\na@example.net"],
    ["business", "We will call them."],
  ]);
  assert.deepEqual(await send("tap", 16), [["customer", "Yes"], ["business", "You said yes."]]);
});

test("a push appears with its ticks, and its button can be tapped", async () => {
  const template = { template_id: "XY1234", data: [{ number: "447700900123", template_message: ["Ann", "42"] }] };
  assert.equal(await push({ application: 8, ...template }), 100);
  await count(ann, 17);
  assert.deepEqual((await lines(ann)).at(-1), ["business", "Hello Ann, your order 42 is ready."]);
  await page.until(`document.querySelector('${ann} .line:last-child .read')?.title === "read"`);
  await page.click(`${ann} .line:last-child .buttons button`);
  await count(ann, 19);
  assert.deepEqual((await lines(ann)).slice(-2), [["customer", "I am coming"], ["business", "See you soon."]]);
});

test("a message shows what went over the wire", async () => {
  await page.click(`${ann} .line.customer`);
  await page.until(`document.getElementById("wire").open`);
  const sent = JSON.parse(await page.evaluate(`document.querySelector("#wire .sent").textContent`));
  assert.deepEqual({ ...sent, "unique-id": "" }, {
    number: "447700900123", "message-in": "hi", message_in_raw: "hi", type: 1, application: "8", "unique-id": "",
    "project-id": "10777", direction: 0, name: "Ann",
  });
  assert.deepEqual(JSON.parse(await page.evaluate(`document.querySelector("#wire .answer").textContent`)), {
    "message-out": "Good morning!", delay: "0", type: "1",
  });
  await page.click(`#wire [value="ok"]`);
});

test("a text is never taken for HTML", async () => {
  await say(ann, "<img src=x onerror=alert(1)> hi");
  await count(ann, 21);
  assert.deepEqual((await lines(ann)).at(-2), ["customer", "<img src=x onerror=alert(1)> hi"]);
});

test("a new customer is put on the desk and is there after a reload", async () => {
  await page.click("#add");
  await page.type(`#customer [name="name"]`, "Chloé");
  await page.evaluate(`document.querySelector('#customer select').value = "121"`);
  await page.evaluate(`document.querySelector('#customer [name="from"]').value = "447700900789"`);
  await page.click(`#customer [value="ok"]`);
  await page.until(`document.querySelectorAll(".phone").length === 3`);
  await say('[data-chat="121/447700900789"]', "hi");
  await count('[data-chat="121/447700900789"]', 2);
  await page.reload();
  await count('[data-chat="121/447700900789"]', 2);
  assert.deepEqual(await lines('[data-chat="121/447700900789"]'), [["customer", "hi"], ["business", "Good morning!"]]);
});

test("a row of a list is chosen, with its description", async () => {
  await page.click(`${ben} [data-do="tap"]`);
  await page.until(`document.getElementById("tap").open`);
  await page.evaluate(`document.querySelector('#tap [name="kind"]').value = "list"`);
  for (const [name, value] of [["text", "Row two"], ["id", "row-2"], ["description", "the second"]])
    await page.evaluate(`document.querySelector('#tap [name="${name}"]').value = "${value}"`);
  const before = (await lines(ben)).length;
  await page.click(`#tap [value="ok"]`);
  await count(ben, before + 2);
  assert.deepEqual((await lines(ben)).slice(-2), [["customer", "Row two"], ["business", "You chose the second row."]]);
});

test("a customer in a group writes into the group's chat, also after a reload", async () => {
  await page.click("#add");
  await page.type(`#customer [name="name"]`, "Dan");
  await page.type(`#customer [name="group"]`, "Book club");
  await page.evaluate(`document.querySelector('#customer select').value = "10"`);
  await page.evaluate(`document.querySelector('#customer [name="from"]').value = "447700900987"`);
  await page.click(`#customer [value="ok"]`);
  await page.until(`document.querySelectorAll(".phone").length === 4`);
  const group = `[data-chat="${await page.evaluate(`[...document.querySelectorAll(".phone")].at(-1).dataset.chat`)}"]`;
  assert.match(group, /^\[data-chat="10\/1203\d+"\]$/);
  await say(group, "hello club");
  await count(group, 2);
  await page.reload();
  await count(group, 2);
  assert.deepEqual(await lines(group), [["customer", "hello club"], ["business", "Hello, club."]]);
  assert.equal(
    await page.evaluate(`document.querySelector('${group} header p').innerText`),
    "Book club · WhatsApp Web · 447700900987",
  );
  assert.equal(await page.evaluate(`document.querySelectorAll(".phone").length`), 4);
});

test("the Test button says that the webhook answers", async () => {
  await page.click("#test");
  await page.until(`!document.getElementById("result").hidden`);
  assert.equal(await page.evaluate(`document.getElementById("result").innerText`), "Test: The webhook answers with JSON. {}");
});

test("the page asked nobody but the simulator and nothing went wrong in it", () => {
  assert.deepEqual(page.requests.filter(url => !url.startsWith(`${both.page}/`)), []);
  assert.deepEqual(page.faults, []);
});
