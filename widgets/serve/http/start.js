// The page as our server gives it: it works at once, each step a request that the server answers
// statelessly. When the charts stand, a kernel may join; it answers what the server cannot.

const REST_BEFORE_LIVE_MS = 800;
const KERNEL_MS = 2_500; // longer than any step takes: then the server is asked
const BEAT_MS = 4_000;
const SILENT_MS = 8_000; // a server that says nothing for so long is asked again
const CHECK_MS = 5_000;
const BEATS = 45; // in vain, then the kernel will not come back
const TRIES = 5;
const RETRY_S = 30; // after a server that did not answer
// As every engine asks for what a page says to preload: otherwise WebKit would ask again.
const PRELOADED = { mode: "no-cors", credentials: "include" };

class Server {
  constructor(version) {
    this.version = version;
    this.serves = true; // files are links
  }

  address({ what, at, do: steps, sizes }) {
    const fields = { v: this.version, at, ...(steps && { do: JSON.stringify(steps) }),
      sizes: JSON.stringify(sizes) };
    return `${what}?${new URLSearchParams(fields)}`;
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
        const kernels = await this.busy?.(question);
        if (kernels) return kernels;
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
      const kernels = await this.busy?.(question);
      if (kernels) return kernels;
      await pause(retry * 1000);
    }
  }

  // Whether there is a server; asked on until there is.
  async check() {
    for (;; await pause(CHECK_MS)) {
      const answer = await fetch("healthz", { signal: AbortSignal.timeout?.(SILENT_MS / 2) })
        .catch(() => null);
      if (answer && !isProxys(answer)) break;
      this.lost?.();
    }
    this.found?.();
  }
}

// Whether a proxy answers for a server that does not.
const isProxys = (answer) => [502, 503, 504].includes(answer.status)
  && !answer.headers.get("Content-Type")?.includes("json");

// Steps go to the server, which keeps answers for everybody, and to the kernel when the server is
// busy or cannot be reached. Which of the two has answered makes no difference.
class Either {
  constructor(server) {
    this.server = server;
    this.serves = true;
    this.kernel = null;
    server.busy = (question) => this.ofKernel(question);
  }

  ask(question) { return this.server.ask(question); }

  ahead(question) { this.server.ahead(question); }

  // The kernel's answer, or null if there is no kernel or it does not answer.
  async ofKernel(question) {
    if (!this.kernel || question.what !== "step") return null;
    return this.kernel.ask(question).catch(() => null);
  }
}

const LIVE_ENDED = "○ The live session has ended. The page goes on without it.";
const NO_SERVER = "○ The server does not answer. Text and charts stay as they are; the page "
  + "tries again by itself.";

function start() {
  const root = document.querySelector(".page-body");
  const { version, ...state } = JSON.parse(document.getElementById("handover-state").textContent);
  const server = new Server(version);
  const either = new Either(server);
  const board = new Board(root, state, either, true);
  let lost = false;
  server.lost = () => { lost = true; board.say(NO_SERVER); };
  server.found = () => { if (lost) { lost = false; board.say(""); } };
  board.figures.then(() => { document.documentElement.dataset.ready = "true"; }, (error) => {
    board.say(error.sentence ?? UNCOMPUTED, "Reload");
  });

  // The widget that the kernel sends: it shows nothing of its own, it answers steps.
  window.__handover = {
    board,
    server,
    either,
    widget: {
      initialize({ model }) {
        const kernel = new Kernel(model, KERNEL_MS);
        let missed = 0;
        const there = () => {
          if (missed) {
            lost = false;
            board.say("");
          }
          missed = 0;
          either.kernel = kernel;
          document.documentElement.dataset.live = "true";
        };
        const away = () => {
          missed += 1;
          if (missed > BEATS) clearInterval(beat);
          if (missed > 1) return;
          either.kernel = null;
          delete document.documentElement.dataset.live;
          if (!lost) board.say(LIVE_ENDED);
          server.check();
        };
        const beat = setInterval(() => {
          if (document.hidden || kernel.open.size) return;
          kernel.ask({ what: "there" }).then(there, away);
        }, BEAT_MS);
        there();
      },
      render({ el }) { el.hidden = true; },
    },
  };
  return board;
}

// Nothing is started for a kernel before the charts stand and the reader rests for a moment. Without
// a free seat the page goes on as it is, and asks again when it was told to.
async function live(board) {
  const place = document.getElementById("handover-live");
  if (!place) return;
  await board.figures;
  await board.paint();
  await pause(REST_BEFORE_LIVE_MS);
  for (let wait = 0; wait !== null;) {
    await pause(1_000 * wait * (1 + Math.random()));
    while (document.hidden) await pause(1_000);
    try {
      await joinLive({ url: "live", place, query: board.state.query });
      wait = null;
    } catch (error) {
      wait = error instanceof TypeError ? RETRY_S : error.retry_s ?? null;
    }
  }
}

live(start());
