// One customer's phone: the chat and what can be sent from it.
import { bubble } from "./bubble.js";
import { desk } from "./desk.js";
import { ask, inspect } from "./dialogs.js";

const hue = text => [...text].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 360, 7);

export class Phone {
  constructor(customer, channelName, { onAway, onError }) {
    this.customer = customer;
    this.onError = onError;
    this.shown = [];
    this.root = document.getElementById("phone").content.cloneNode(true).firstElementChild;
    this.root.dataset.chat = `${customer.channel}/${customer.group?.id ?? customer.from}`;
    this.root.setAttribute("aria-label", `Phone of ${customer.name}`);
    this.root.querySelector("h2").textContent = customer.name;
    const place = customer.group ? `${customer.group.name} · ` : "";
    this.root.querySelector("header p").textContent = `${place}${channelName} · ${customer.from}`;
    const face = this.root.querySelector(".face");
    face.textContent = [...customer.name][0]?.toUpperCase() ?? "?";
    face.style.setProperty("--hue", hue(customer.name));
    this.root.querySelector(".away").onclick = () => onAway(this);
    this.lines = this.root.querySelector(".lines");
    this.wireComposer();
  }

  wireComposer() {
    const form = this.root.querySelector(".composer");
    const text = form.querySelector("textarea");
    const file = form.querySelector(".file");
    const more = form.querySelector(".more");
    form.onsubmit = event => {
      event.preventDefault();
      const said = text.value.trim();
      if (!said) return;
      text.value = "";
      this.send({ text: said });
    };
    text.onkeydown = event => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      form.requestSubmit();
    };
    file.onchange = () => this.try(async () => {
      const [chosen] = file.files;
      const media = await desk.upload(chosen);
      file.value = "";
      const caption = text.value.trim();
      text.value = "";
      await desk.send({ ...this.customer, media, ...(caption ? { text: caption } : {}) });
    });
    for (const choice of form.querySelectorAll("[data-do]")) {
      choice.onclick = () => {
        more.open = false;
        this[choice.dataset.do]();
      };
    }
  }

  media() {
    this.root.querySelector(".file").click();
  }

  async location() {
    const place = await ask("location");
    if (place) this.send({ location: { ...place, lat: Number(place.lat), long: Number(place.long) } });
  }

  async contact() {
    const contact = await ask("contact");
    if (contact) this.send({ contact });
  }

  async tap() {
    const choice = await ask("tap");
    if (!choice) return;
    const { kind, id, description, text } = choice;
    const context = this.shown.findLast(line => line.via === "push")?.id;
    this.send({ text, tap: { kind, id, ...(description ? { description } : {}), ...(context ? { context } : {}) } });
  }

  send(content) {
    return this.try(() => desk.send({ ...this.customer, ...content }));
  }

  async try(work) {
    try {
      await work();
    } catch (error) {
      this.onError(error.message);
    }
  }

  /** Shows the chat as it stands; lines only grow or change their ticks. */
  show(lines) {
    const isAtEnd = this.lines.scrollHeight - this.lines.scrollTop - this.lines.clientHeight < 40;
    let changed = false;
    lines.forEach((line, index) => {
      if (JSON.stringify(this.shown[index]) === JSON.stringify(line)) return;
      changed = true;
      const made = bubble(line, {
        onTap: (choice, context) =>
          this.send({ text: choice.label, tap: { kind: "template", id: choice.payload, context } }),
        onInspect: id => inspect(id),
      });
      if (index < this.lines.children.length) this.lines.children[index].replaceWith(made);
      else this.lines.append(made);
    });
    this.shown = lines;
    if (changed && isAtEnd) this.lines.scrollTop = this.lines.scrollHeight;
  }
}
