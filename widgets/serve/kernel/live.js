// Joins a kernel to a page that is there already: the server starts one and names Voila's scripts,
// which replace each output by its widget and connect.

// anywidget gives a model two seconds to load its script, and one that is late is never heard
// again: too short for a slow phone, so here it has a minute.
function patience() {
  const timeout = AbortSignal.timeout;
  AbortSignal.timeout = (ms) => timeout.call(AbortSignal, ms === 2000 ? 60_000 : ms);
}

// Voila's script begins at the window's `load`, which is long over.
function lateLoad() {
  const add = window.addEventListener;
  window.addEventListener = function (type, listener, ...more) {
    if (type !== "load" || document.readyState !== "complete")
      return add.call(window, type, listener, ...more);
    const call = listener.handleEvent ?? listener;
    queueMicrotask(() => call.call(window, new Event("load")));
  };
}

function data(type, content, id) {
  const script = document.createElement("script");
  script.type = type;
  if (id) script.id = id;
  script.textContent = JSON.stringify(content); // never parsed as HTML: it is set, not written
  return script;
}

function load(src) {
  return new Promise((done, failed) => {
    const script = document.createElement("script");
    script.async = false; // loaded at the same time, run in their order
    script.onload = done;
    script.onerror = () => failed(new Error("A script of the live page did not load."));
    script.src = src;
    document.head.append(script);
  });
}

let joined = null;

/** Ask `url` for a kernel that runs the page's notebook at `query`, and fill the widgets' places.
 *
 * Answers the kernel's id when Voila's scripts run. Fails with an Error that has `sentence`,
 * `status` and `retry_s` (null: do not ask again) if the server refuses; then it may be called
 * again. A document joins one kernel: a new one needs a new document.
 */
function joinLive({ url, query = location.search.slice(1) }) {
  joined ??= join(url, query).catch((error) => {
    joined = null;
    throw error;
  });
  return joined;
}

async function join(url, query) {
  const headers = { "Content-Type": "text/plain" };
  const answer = await fetch(url, { method: "POST", body: query, headers });
  const live = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    const { sentence = WORDS["no-answer"], retry_s = 30 } = live; // a proxy's has neither
    throw Object.assign(new Error(sentence), { sentence, retry_s, status: answer.status });
  }
  patience();
  lateLoad();
  document.body.append(data("application/json", live.config, "jupyter-config-data"));
  for (const { place, output } of live.outputs) {
    const part = document.createElement("div");
    part.append(data("application/vnd.voila.cell-output+json", output));
    document.querySelector(`[data-live="${place}"]`)?.replaceChildren(part);
  }
  await Promise.all(live.scripts.map(load));
  return live.kernelId;
}
