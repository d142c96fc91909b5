// The desk: phones side by side, kept over a reload of the page, and the console's few buttons.
import { desk, onChange } from "./desk.js";
import { ask } from "./dialogs.js";
import { Phone } from "./phone.js";

const storage = "customers";
const beginners = [
  { channel: "8", from: "447700900123", name: "Ann" },
  { channel: "3", from: "447700900456", name: "Ben" },
];

const phones = new Map();
const place = document.getElementById("phones");
const channels = new Map((await desk.channels()).map(channel => [channel.id, channel.name]));
// A group is one chat, whoever of it writes.
const keyOf = customer => `${customer.channel}/${customer.group?.id ?? customer.from}`;

// The same name is the same group, so that several members can be put side by side, one after the other.
const groupIdOf = name => `1203${[...name].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 1e14, 7)}`;

function tell(text, isBad) {
  const result = document.getElementById("result");
  result.textContent = text;
  result.className = isBad ? "result bad" : "result";
  result.hidden = !text;
}

function keep() {
  localStorage.setItem(storage, JSON.stringify([...phones.values()].map(phone => phone.customer)));
}

function put(customer) {
  if (phones.has(keyOf(customer))) return;
  const name = channels.get(customer.channel) ?? `Channel ${customer.channel}`;
  const phone = new Phone(customer, name, { onAway: takeAway, onError: text => tell(text, true) });
  phones.set(keyOf(customer), phone);
  place.append(phone.root);
}

function takeAway(phone) {
  phones.delete(keyOf(phone.customer));
  phone.root.remove();
  keep();
}

let latest = 0;
async function refresh() {
  const mine = ++latest;
  const chats = await desk.chats();
  if (mine !== latest) return;
  for (const { key, name, lines, group, from } of chats) {
    const customer = { channel: key.channel, from: from ?? key.customer, name: name ?? key.customer };
    if (group) customer.group = group;
    put(customer);
    phones.get(keyOf(customer)).show(lines);
  }
  keep();
}

async function showSettings() {
  const { webhook, speedUp, projectId, pushPath } = await desk.settings();
  document.getElementById("webhook").textContent = webhook ?? "No webhook is set: start with --webhook";
  document.getElementById("lamp").className = webhook ? "lamp on" : "lamp off";
  const speed = speedUp === 1 ? "" : ` · clock ×${speedUp}`;
  document.getElementById("facts").textContent = `project ${projectId} · pushes to ${pushPath}${speed}`;
}

function fillChannels() {
  const select = document.querySelector("#customer select");
  for (const [id, name] of channels) select.add(new Option(`${name} (${id})`, id));
  select.add(new Option("another…", ""));
  const other = document.querySelector("#customer .other");
  select.onchange = () => (other.hidden = select.value !== "");
  select.onchange();
}

document.getElementById("add").onclick = async () => {
  const form = document.querySelector("#customer form");
  form.elements.name.value = "";
  form.elements.group.value = "";
  form.elements.from.value = String(447700900600 + phones.size);
  const asked = await ask("customer");
  if (!asked) return;
  const { name, from } = asked;
  const customer = { channel: asked.channel ?? asked.other ?? "8", from, name };
  if (asked.group) customer.group = { id: groupIdOf(asked.group), name: asked.group };
  put(customer);
  keep();
  phones.get(keyOf(customer)).root.querySelector("textarea").focus();
};

document.getElementById("test").onclick = async () => {
  const { isGood, words, answer } = await desk.test();
  tell(`Test: ${words}${answer ? ` ${answer}` : ""}`, !isGood);
};

fillChannels();
await showSettings();
(JSON.parse(localStorage.getItem(storage)) ?? beginners).forEach(put);
onChange(refresh);
