// The desk's API, as the page uses it. Every failure becomes a line a person can read.

async function ask(path, options) {
  const response = await fetch(`/desk${path}`, options);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.status === 204 ? null : response.json();
}

const post = (path, value) =>
  ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(value) });

export const desk = {
  settings: () => ask("/settings"),
  channels: () => ask("/channels"),
  chats: () => ask("/chats"),
  calls: () => ask("/calls"),
  send: message => post("/messages", message),
  test: () => post("/test", {}),
  upload: file => ask(`/media?name=${encodeURIComponent(file.name)}`, { method: "POST", body: file }),
};

/** Calls back at once and after every change; the browser connects again by itself. */
export function onChange(callback) {
  new EventSource("/desk/feed").onmessage = callback;
}
