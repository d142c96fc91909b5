// The two programs as their users start them, on free ports, with folders of their own.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const configuration = process.env.CONFIGURATION ?? "release";
const patience = 30_000;
const key = "key-of-the-browser-test";

export const token = "token-of-the-browser-test";

class Program {
  #process;
  #output = "";
  #waiting = [];

  constructor(project, args, environment) {
    const file = join(root, "artifacts/bin", project, configuration, project);
    this.#process = spawn(file, args, { cwd: root, env: { ...process.env, ...environment } });
    this.#process.on("error", error => this.#end(error));
    this.#process.on("exit", code => this.#end(new Error(`${project} ended with code ${code}.\n${this.#output}`)));
    for (const stream of [this.#process.stdout, this.#process.stderr])
      stream.setEncoding("utf8").on("data", text => this.#read(text));
  }

  /** The first match in what the program prints. */
  printed(pattern) {
    return new Promise((done, failed) => {
      const end = setTimeout(() => failed(new Error(`Never printed: ${pattern}\n${this.#output}`)), patience);
      this.#waiting.push({ pattern, failed, done: match => done(match, clearTimeout(end)) });
      this.#read("");
    });
  }

  async stop() {
    this.#process.removeAllListeners("exit");
    const ended = new Promise(done => this.#process.once("exit", done));
    this.#process.kill("SIGKILL");
    await ended;
  }

  #read(text) {
    this.#output += text;
    this.#waiting = this.#waiting.filter(({ pattern, done }) => {
      const match = pattern.exec(this.#output);
      if (match) done(match);
      return !match;
    });
  }

  #end(error) {
    this.#waiting.forEach(({ failed }) => failed(error));
    this.#waiting = [];
  }
}

/** Receiver and simulator, connected; `stop()` ends both. */
export async function startBoth(rules) {
  const folder = mkdtempSync(join(tmpdir(), "simulator-programs-"));
  mkdirSync(join(folder, "rules"));
  writeFileSync(join(folder, "rules", "rules.yaml"), rules);
  const receiver = new Program("WebhookReceiver", [], {
    Receiving__Port: "0",
    Receiving__Keys__0: key,
    Receiving__KeepAccepting: "00:00:00",
    Management__Port: "0",
    Rules__Folder: join(folder, "rules"),
    Journal__Folder: join(folder, "data"),
  });
  await receiver.printed(/Rules are live/);
  const [, port] = await receiver.printed(/Now listening on: "?http:\/\/\[::\]:(\d+)/);
  const peer = `http://127.0.0.1:${port}`;
  const simulator = new Program("PickyAssist.Simulator", [
    "--port", "0",
    "--webhook", `${peer}/webhook?key=${key}`,
    "--events", `${peer}/events?key=${key}`,
    "--token", token,
  ]);
  const [, page] = await simulator.printed(/The page is at (\S+)\/ and/);
  return {
    page,
    peer,
    async stop() {
      await simulator.stop();
      await receiver.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
