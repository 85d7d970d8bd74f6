// The page as our server gives it: it works at once, each step a request that the server answers
// statelessly. A kernel joins only a page whose notebook has live widgets of its own.

const REST_BEFORE_LIVE_MS = 800;
const BEAT_MS = 30_000; // a live page that is looked at says so
const WATCH_MS = 2_000;
const SILENT_MS = 8_000; // a server that says nothing for so long is asked again
const TRIES = 5;
const RETRY_S = 30; // after a server that did not answer
// As every engine asks for what a page says to preload: otherwise WebKit would ask again.
const PRELOADED = { mode: "no-cors", credentials: "include" };

class Server {
  // `board`: where a board with an address of its own is asked, as `b1/`.
  constructor(version, board = "") {
    this.version = version;
    this.board = board;
    this.serves = true; // files are links
  }

  address({ what, at, do: steps, sizes }) {
    const fields = { v: this.version, at, ...(steps && { do: JSON.stringify(steps) }),
      sizes: JSON.stringify(sizes) };
    return `${this.board}${what}?${new URLSearchParams(fields)}`;
  }

  // Ask for what may be wanted next; the answer waits for its question.
  ahead(question) {
    const address = this.address(question);
    if (this.waiting?.address === address) return;
    const signal = AbortSignal.timeout?.(SILENT_MS / 2);
    const answer = fetch(address, { priority: "low", signal }).then((a) => (a.ok ? a.json() : null));
    this.waiting = { address, answer: answer.catch(() => null) };
  }

  async ask(question) {
    const address = this.address(question);
    const early = this.waiting?.address === address && await this.waiting.answer;
    if (early) return early;
    for (let tried = 1; ; tried += 1) {
      let answer, given;
      try {
        answer = await fetch(address, { ...PRELOADED, signal: AbortSignal.timeout?.(SILENT_MS) });
        if (isProxys(answer)) throw answer;
        given = await answer.json().catch((cut) => answer.ok ? Promise.reject(cut) : {});
      } catch {
        this.lost?.();
        await pause(Math.min(500 * 2 ** tried, 5_000)); // asked until there is an answer
        continue;
      }
      if (answer.ok) {
        this.found?.();
        return given;
      }
      const { retry_s: retry, ...refusal } = given;
      if (!retry || tried > TRIES) throw refusal;
      await pause(retry * 1000);
    }
  }
}

// Whether a proxy answers for a server that does not.
const isProxys = (answer) => [502, 503, 504].includes(answer.status)
  && !answer.headers.get("Content-Type")?.includes("json");


function begun(root, state, transport, ownsAddress) {
  const board = new Board(root, state, transport, ownsAddress);
  let lost = false;
  transport.lost = () => { lost = true; board.say(WORDS["no-server"]); };
  transport.found = () => { if (lost) { lost = false; board.say(""); } };
  board.figures.then(() => { document.documentElement.dataset.ready = "true"; }, (error) => {
    board.say(error.sentence ?? WORDS["not-computed"], WORDS.reload);
  });
  return board;
}

function start() {
  const { version, ...state } = JSON.parse(document.getElementById("handover-state").textContent);
  const server = new Server(version);
  const board = begun(document.querySelector(".page-body"), state, server, true);
  for (const root of document.querySelectorAll("[data-board]")) {
    const place = root.querySelector(":scope > script");
    const { version: own, ...at } = JSON.parse(place.textContent);
    begun(root, at, new Server(own, `${root.dataset.board}/`), false);
  }
  window.__handover = { board, server };
  for (const form of document.querySelectorAll("[data-task] form")) exercise(form);
  if (state.watch) watch(board, version);
  return board;
}

// An answer is judged by the server, which remembers nothing.
function exercise(form) {
  const { task } = form.closest("[data-task]").dataset;
  const said = form.querySelector(".task-said");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    said.textContent = WORDS.checking;
    const answer = String(new FormData(form).get("answer") ?? "");
    try {
      const judged = await fetch(`judge?${new URLSearchParams({ task, answer })}`, PRELOADED);
      const given = await judged.json();
      if (judged.ok) said.innerHTML = given.said; // escaped by Python
      else said.textContent = given.sentence;
    } catch {
      said.textContent = WORDS["no-server"];
    }
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.name !== "answer") return;
    event.preventDefault();
    form.requestSubmit();
  });
}

// Whoever edits the notebook is told when it has run again.
async function watch(board, version) {
  for (;;) {
    await pause(WATCH_MS);
    const answer = await fetch("version").catch(() => null);
    const now = answer?.ok ? (await answer.json().catch(() => ({}))).version : version;
    if (now && now !== version) {
      board.say(WORDS["notebook-changed"], WORDS.reload);
      return;
    }
  }
}

// Nothing is started for a kernel before the charts stand and the reader rests for a moment. Without
// a free seat the page goes on as it is, and asks again when it was told to.
async function live(board) {
  if (!document.getElementById("handover-live")) return;
  await board.figures;
  await board.paint();
  await pause(REST_BEFORE_LIVE_MS);
  for (let wait = 0; wait !== null;) {
    await pause(1_000 * wait * (1 + Math.random()));
    while (document.hidden) await pause(1_000);
    try {
      const kernel = await joinLive({ url: "live", query: board.state.query });
      document.documentElement.dataset.live = "true";
      beat(board, kernel);
      wait = null;
    } catch (error) {
      wait = error instanceof TypeError ? RETRY_S : error.retry_s ?? null;
    }
  }
}

// A kernel that nobody asks after is ended; one that has ended is said.
async function beat(board, kernel) {
  const { baseUrl } = JSON.parse(document.getElementById("jupyter-config-data").textContent);
  for (;;) {
    await pause(BEAT_MS);
    if (document.hidden) continue;
    const answer = await fetch(`${baseUrl}api/kernels/${kernel}`).catch(() => null);
    if (answer?.status !== 404) continue;
    delete document.documentElement.dataset.live;
    board.say(WORDS["live-ended"], WORDS.reload);
    return;
  }
}

live(start());
