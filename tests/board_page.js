// What tests/test_board_js.py puts between a Board and the world: time, the network and plotly.js
// obey the test. Everything else is the page's own script in a real browser. Stands above it.

const world = { now: 0, timers: new Map(), made: 0 };

// --- time: it passes when the test says so

performance.now = () => world.now;
window.setTimeout = (call, ms = 0, every = null) => {
  world.made += 1;
  world.timers.set(world.made, { at: world.now + Math.max(0, ms), call, every });
  return world.made;
};
window.setInterval = (call, ms) => setTimeout(call, ms, ms);
Math.random = () => 0; // no wait is longer by chance
window.clearTimeout = window.clearInterval = (made) => { world.timers.delete(made); };

const { port1, port2 } = new MessageChannel();
const turns = [];
port1.onmessage = () => turns.shift()();
const turn = () => new Promise((done) => { turns.push(done); port2.postMessage(null); });
const frame = () => new Promise((done) => { requestAnimationFrame(done); });

function rings(upto) {
  const due = [...world.timers].filter(([, { at }]) => at <= upto);
  if (!due.length) return false;
  const [made, { at, call, every }] = due.sort(([, one], [, other]) => one.at - other.at)[0];
  world.timers.delete(made);
  world.now = Math.max(world.now, at);
  if (every) world.timers.set(made, { at: at + every, call, every });
  call();
  return true;
}

// All that follows by itself from what has happened so far.
async function settle(upto = world.now) {
  for (let quiet = 0; quiet < 6; quiet += 1) {
    await turn();
    if (rings(upto)) quiet = -1;
  }
  world.now = upto;
}

const pass = (ms) => settle(world.now + ms);

// The browser has told what is in sight.
async function seen() {
  for (let i = 0; i < 3; i += 1) await frame();
  await settle();
}

// --- the network: the test answers

window.fetch = (address) => new Promise((resolve, reject) => {
  const [what, query] = address.split("?");
  const asked = Object.fromEntries(new URLSearchParams(query));
  for (const name of ["do", "sizes"]) if (asked[name]) asked[name] = JSON.parse(asked[name]);
  const entry = { address, question: { what, ...asked }, isOpen: true };
  entry.respond = (status, body, type = "application/json") => {
    entry.isOpen = false;
    const sent = typeof body === "string" ? body : JSON.stringify(body);
    resolve(new Response(sent, { status, headers: { "Content-Type": type } }));
    return settle();
  };
  entry.answer = (body) => entry.respond(200, body);
  entry.fail = () => {
    entry.isOpen = false;
    reject(new TypeError("Failed to fetch"));
    return settle();
  };
  world.asked.push(entry);
});

// What a Board asks, without a server's or a kernel's ways of answering.
class Transport {
  ask(question) {
    return new Promise((resolve, reject) => {
      const entry = { question, isOpen: true };
      const ending = (how) => (given) => {
        entry.isOpen = false;
        how(given);
        return settle();
      };
      Object.assign(entry, { answer: ending(resolve), refuse: ending(reject) });
      world.asked.push(entry);
    });
  }

  ahead(question) { world.ahead.push(question.do); }
}

const unanswered = (what) => world.asked
  .filter((asked) => asked.isOpen && (!what || asked.question.what === what));
const steps = () => world.asked.map(({ question }) => question.do).filter(Boolean);
// Of the questions for charts: which, and where.
const wantedCharts = () => world.asked.filter(({ question }) => question.what === "charts")
  .map(({ question: { at, sizes } }) => `${Object.keys(sizes).join(" ")} ${at}`);

// A chart's content says in its picture where it belongs.
const content = (name, query, size = "L") => ({
  size,
  head: { title: `${name} ${query}`, subtitle: "EUR bn", alt: "Alt", source: "Data: us.", size },
  figure: { data: [{ y: [query] }], layout: { height: 60 } },
  sentence: `<b>${query}</b>`,
  note: "",
  table: `<table><thead><tr><th>${query}</th></tr></thead><tbody></tbody></table>`,
});
const contents = (sizes, query) => Object.fromEntries(
  Object.entries(sizes).map(([name, size]) => [name, content(name, query, size)]));

// As a server would: the fields that were set, in the query and in every chart asked for.
function answerTo({ what, at, do: taken, sizes }) {
  if (what === "charts") return { charts: contents(sizes, at) };
  let query = new URLSearchParams(at);
  const patch = [];
  for (const [op, field, value] of taken)
    if (op === "set") {
      query.set(field, value);
      patch.push([["values", field], value]);
    } else query = new URLSearchParams(field);
  for (const [name, made] of Object.entries(contents(sizes, `${query}`)))
    patch.push([["charts", name], made]);
  return { query: `${query}`, patch: [...patch, [["query"], `${query}`]] };
}

// The oldest open question is answered; `more` is added to the patch.
function reply(more = [], rest = {}, [{ question, answer }] = unanswered()) {
  const made = answerTo(question);
  made.patch?.push(...more);
  return answer({ ...made, ...rest });
}

async function replyAll() {
  for (let i = 0; i < 50 && unanswered().length; i += 1) await reply();
}

// A step of the reader's, answered.
async function step(field, value, more = [], rest = {}) {
  change(field, value);
  await settle();
  await reply(more, rest, unanswered("step"));
}

// --- plotly.js: what is drawn is noted

const recorder = {
  react(plot, traces, layout) {
    Object.assign(plot, { data: traces, layout });
    plot.on ??= () => {};
    const { chart } = plot.closest("[data-chart]").dataset;
    if (chart === world.broken) throw new Error("This picture cannot be drawn.");
    world.pictures.push(`${chart} ${traces[0].y[0]}`);
    return world.hand ?? Promise.resolve(); // a slow hand draws until the test lets it
  },
  purge() {},
};

const pictures = () => world.pictures.splice(0);

// --- a page for one test

const $ = (selector) => document.querySelector(selector);
const text = (selector) => $(selector).textContent;

function change(field, value, kind = "change") {
  const control = $(`[data-field="${field}"]`);
  control.value = value;
  control.dispatchEvent(new Event(kind, { bubbles: true }));
}

// Whether the page takes the click; the browser never does.
function click(selector, options = {}) {
  let isTaken = false;
  const last = (event) => {
    isTaken = event.defaultPrevented;
    event.preventDefault();
  };
  addEventListener("click", last, { once: true });
  const event = new MouseEvent("click", { bubbles: true, cancelable: true, ...options });
  $(selector).dispatchEvent(event);
  return isTaken;
}

// Through the browser's own history; where it leads.
async function back(go = "back") {
  const left = new Promise((done) => { addEventListener("popstate", done, { once: true }); });
  history[go]();
  await left;
  await settle();
  return location.search;
}

function empty() {
  (world.board ?? window.__handover.board).end(); // the first one is the script's own
  world.timers.clear();
  const none = { board: null, hand: null, broken: null };
  Object.assign(world, { asked: [], ahead: [], pictures: [] }, none);
  $(".page-body").outerHTML = document.getElementById("handover-page").innerHTML;
  delete document.documentElement.dataset.live;
  window.Plotly = recorder;
  scrollTo(0, 0);
  history.pushState(null, "", "/page");
}

const state = () => JSON.parse(document.getElementById("handover-state").textContent);

async function opened() {
  await replyAll();
  await pass(REST_MS);
  await seen();
  await pass(REST_MS);
  world.asked = [];
  pictures();
}

// A Board whose charts are all drawn, unless `opens` is false.
async function fresh({ opens = true, owns = true, transport = new Transport() } = {}) {
  empty();
  const { version, ...given } = state();
  world.board = new Board($(".page-body"), given, transport, owns);
  await seen();
  if (opens) await opened();
  return world.board;
}

// The same as the page starts it, with its server.
async function started() {
  empty();
  world.board = start();
  await seen();
  await opened();
  return world.board;
}
