// Headless Chromium over its debugging pipe: no port, no package, and any Node from 18 on.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const patience = 15_000;

export class Browser {
  #process;
  #profile = mkdtempSync(join(tmpdir(), "simulator-browser-"));
  #last = 0;
  #waiting = new Map();
  #listeners = new Set();
  #rest = "";

  static async start() {
    const browser = new Browser();
    await browser.#start();
    return browser;
  }

  async #start() {
    this.#process = spawn(
      process.env.CHROMIUM ?? "chromium",
      [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--lang=en",
        "--remote-debugging-pipe", `--user-data-dir=${this.#profile}`, "about:blank",
      ],
      { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"], env: { ...process.env, TZ: "UTC" } },
    );
    this.#process.on("error", error => this.#fail(error));
    this.#process.on("exit", code => this.#fail(new Error(`Chromium ended with code ${code}.`)));
    this.#process.stdio[4].setEncoding("utf8").on("data", text => this.#read(text));
    await this.send("Browser.getVersion");
  }

  /** Sends a command and gives its result. */
  send(method, params = {}, sessionId = undefined) {
    const id = ++this.#last;
    this.#process.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise((done, failed) => this.#waiting.set(id, { done, failed, method }));
  }

  onEvent(listener) {
    this.#listeners.add(listener);
  }

  async open(url, { width = 1280, height = 860, dark = false } = {}) {
    const { targetId } = await this.send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await this.send("Target.attachToTarget", { targetId, flatten: true });
    const page = new Page(this, sessionId);
    await page.send("Page.enable");
    await page.send("Runtime.enable");
    await page.send("Network.enable");
    await page.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
    await page.send("Emulation.setEmulatedMedia", {
      features: [{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }],
    });
    await page.send("Page.navigate", { url });
    return page;
  }

  async stop() {
    this.#process.removeAllListeners("exit");
    const ended = new Promise(done => this.#process.once("exit", done));
    this.send("Browser.close").catch(() => {});
    const late = setTimeout(() => this.#process.kill("SIGKILL"), patience);
    await ended;
    clearTimeout(late);
    try {
      rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
    } catch {
      // A child of the browser still writes; the system cleans its temp folder.
    }
  }

  #read(text) {
    const messages = (this.#rest + text).split("\0");
    this.#rest = messages.pop();
    for (const message of messages.map(part => JSON.parse(part))) {
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (!waiting) this.#listeners.forEach(listener => listener(message));
      else if (message.error) waiting.failed(new Error(`${waiting.method}: ${message.error.message}`));
      else waiting.done(message.result);
    }
  }

  #fail(error) {
    for (const { failed } of this.#waiting.values()) failed(error);
    this.#waiting.clear();
  }
}

export class Page {
  /** Whatever the page asked for over the network. */
  requests = [];
  /** Errors that nobody caught, and what the console called an error. */
  faults = [];

  constructor(browser, session) {
    this.browser = browser;
    this.session = session;
    browser.onEvent(({ method, params, sessionId }) => {
      if (sessionId !== session) return;
      if (method === "Network.requestWillBeSent") this.requests.push(params.request.url);
      if (method === "Runtime.exceptionThrown") this.faults.push(params.exceptionDetails.exception?.description);
      if (method === "Runtime.consoleAPICalled" && params.type === "error") this.faults.push(JSON.stringify(params.args));
    });
  }

  send(method, params) {
    return this.browser.send(method, params, this.session);
  }

  async evaluate(expression) {
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", {
      expression,
      awaitPromise: true,
      returnByValue: true,
      userGesture: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** Waits, without polling, until the expression holds; the page's own changes are what wakes it. */
  until(expression) {
    return this.evaluate(`new Promise((done, failed) => {
      const look = () => { let holds; try { holds = ${expression}; } catch { holds = false; } if (holds) { watch.disconnect(); clearTimeout(end); done(true); } };
      const watch = new MutationObserver(look);
      const end = setTimeout(() => { watch.disconnect(); failed(new Error("In vain: " + ${JSON.stringify(expression)} + "\\n" + document.body.innerText)); }, ${patience});
      watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      look();
    })`);
  }

  click(selector) {
    return this.evaluate(`document.querySelector(${JSON.stringify(selector)}).click()`);
  }

  /** Types as a person does, key by key, into whatever has the focus. */
  async type(selector, text) {
    await this.evaluate(`document.querySelector(${JSON.stringify(selector)}).focus()`);
    await this.send("Input.insertText", { text });
  }

  async press(key) {
    const code = { key, code: key, windowsVirtualKeyCode: key === "Enter" ? 13 : 27, text: key === "Enter" ? "\r" : "" };
    await this.send("Input.dispatchKeyEvent", { type: "keyDown", ...code });
    await this.send("Input.dispatchKeyEvent", { type: "keyUp", ...code });
  }

  async chooseFile(selector, path) {
    const { root } = await this.send("DOM.getDocument");
    const { nodeId } = await this.send("DOM.querySelector", { nodeId: root.nodeId, selector });
    await this.send("DOM.setFileInputFiles", { nodeId, files: [path] });
  }

  async reload() {
    const loaded = new Promise(done => this.browser.onEvent(({ method, sessionId }) => {
      if (sessionId === this.session && method === "Page.loadEventFired") done();
    }));
    await this.send("Page.reload", {});
    await loaded;
  }

  async screenshot() {
    const { data } = await this.send("Page.captureScreenshot", { format: "png" });
    return Buffer.from(data, "base64");
  }
}
