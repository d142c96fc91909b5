// Talks to a bot through its original interpreter: node original.js rivescript|aiml-high BOT TALK
// Prints one line for each message. Chance always takes the middle.
const fs = require("fs");
const [, , name, bot, talk] = process.argv;
const print = console.log;
console.log = () => {};
Math.random = () => 0.5;
const messages = fs.readFileSync(talk, "utf8").trimEnd().split("\n");
const show = (answer) => print((answer ?? "").replace(/\r?\n/g, "\\n"));

async function rivescript() {
  const RiveScript = require("rivescript");
  const it = new RiveScript({ utf8: false });
  await it.loadFile(bot);
  it.sortReplies();
  for (const message of messages) show(await it.reply("customer", message));
}

async function aiml() {
  const Aiml = require("aiml-high");
  const it = new Aiml({ name: "Tilda", city: "Cork" });
  it.loadFromString(fs.readFileSync(bot, "utf8"));
  for (const message of messages)
    await new Promise((done) => it.findAnswer(message, (answer) => (show(answer), done())));
}

(name === "rivescript" ? rivescript() : aiml()).catch((e) => {
  process.stderr.write(String(e));
  process.exit(1);
});
