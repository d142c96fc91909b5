// Dialogs that ask for something, and the one that shows what went over the wire.
import { element } from "./bubble.js";
import { desk } from "./desk.js";

/** The filled-in fields that are not empty; null if the person went away. */
export function ask(id) {
  const dialog = document.getElementById(id);
  const form = dialog.querySelector("form");
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise(done => {
    dialog.onclose = () => {
      const fields = [...new FormData(form)].filter(([, value]) => value !== "");
      done(dialog.returnValue === "ok" ? Object.fromEntries(fields) : null);
    };
  });
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 1);
  } catch {
    return text;
  }
}

export async function inspect(id) {
  const call = (await desk.calls()).find(one => one.id === id);
  const place = document.getElementById("wire-text");
  place.replaceChildren(element("h3", "", "The webhook carried"), element("pre", "sent", pretty(call?.body ?? "nothing")));
  for (const attempt of call?.attempts ?? []) {
    const result = attempt.error ?? `HTTP ${attempt.http}`;
    place.append(
      element("h3", "", `${result}, ${attempt.milliseconds} ms`),
      element("pre", "answer", pretty(attempt.answer ?? "")),
    );
  }
  if (call?.nextAttempt) place.append(element("h3", "", `Tried again at ${new Date(call.nextAttempt).toLocaleString()}`));
  document.getElementById("wire").showModal();
}
