// One line of a chat as an element. Texts come from outside: they are set as text, never as HTML.

export function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

// Signs that every font has: an emoji would be an empty box on a bare machine.
const signs = { image: "▣", video: "▶", audio: "♪", document: "▤" };
const ticks = { accepted: "…", submitted: "✓", delivered: "✓✓", read: "✓✓", failed: "✗" };

function card(sign, title, ...small) {
  const made = element("div", "card");
  made.append(element("span", "sign", sign));
  const words = element("span");
  words.append(element("b", "", title), ...small.filter(Boolean).map(text => element("small", "", text)));
  made.append(words);
  return made;
}

function medium(media) {
  const isOurs = media.url?.startsWith(location.origin + "/");
  const name = media.name ?? decodeURIComponent(media.url?.split("/").pop() ?? "inline");
  if (isOurs && media.kind === "image") {
    const picture = element("img");
    picture.src = media.url;
    picture.alt = name;
    return picture;
  }
  // Media of others are named, not fetched: this page asks nobody but the simulator.
  const made = card(signs[media.kind] ?? "▤", name, media.kind);
  if (!media.url) return made;
  const link = element("a", "card");
  link.href = media.url;
  link.target = "_blank";
  link.rel = "noreferrer noopener";
  link.append(...made.childNodes);
  return link;
}

function note(line) {
  const made = element("small", "note");
  const time = new Date(line.at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  const words = [line.via, line.delaySeconds ? `after ${line.delaySeconds} s` : null, time].filter(Boolean);
  made.append(words.join(" · "));
  if (line.status) {
    const tick = element("span", line.status === "read" ? "read" : "", ` ${ticks[line.status] ?? line.status}`);
    tick.title = line.status;
    made.append(tick);
  }
  return made;
}

export function bubble(line, { onTap, onInspect }) {
  const made = element("li", `line ${line.speaker}`);
  if (line.header) made.append(element("div", "head", line.header));
  if (line.media) made.append(medium(line.media));
  if (line.location) {
    const { name, address, lat, long } = line.location;
    made.append(card("◉", name ?? "Location", address, `${lat}, ${long}`));
  }
  if (line.contact) {
    const { firstName, lastName, phone, email } = line.contact;
    made.append(card("☎", [firstName, lastName].filter(Boolean).join(" ") || "Contact", phone, email));
  }
  if (line.text) made.append(element("p", "text", line.text));
  if (line.buttons?.length) {
    const buttons = element("div", "buttons");
    for (const choice of line.buttons) {
      const button = element("button", "", choice.label);
      button.type = "button";
      button.onclick = () => onTap(choice, line.id);
      buttons.append(button);
    }
    made.append(buttons);
  }
  if (line.speaker !== "platform") made.append(note(line));
  if (line.speaker === "customer") {
    made.title = "Show what went over the wire";
    made.onclick = () => onInspect(line.id);
  }
  return made;
}
