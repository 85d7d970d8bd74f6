// A board: charts, texts and controls that share one address. It asks for each step and shows the
// answer; whoever answers (server or kernel) is the transport's business.

const SLOW_MS = 300; // a step that takes longer is said in the charts' subtitles
const AHEAD_MS = 80; // after the last picture: sooner it would slow the drawing
const ANSWER_MS = 2000; // so long a step's answer comes before charts out of sight
const REST_MS = 300; // charts out of sight are drawn when the reader rests
const PLAY_MS = 2500; // one stage of the hand-over is read
const PICTURE_MS = 40; // of a chart that is played: 20 a second, with room for slow ones
const SAME_STEP_MS = 1500; // one control moved on and on is one step back
const calm = matchMedia("(prefers-reduced-motion: reduce)");

class Board {
  // `transport.ask(question)` gives a promise of the answer; `ownsAddress`: the page's is ours.
  constructor(root, state, transport, ownsAddress) {
    this.root = root;
    this.state = { charts: {}, ...state };
    this.query = {}; // by chart: the query whose content it holds, which may lag behind the page's
    this.transport = transport;
    this.ownsAddress = ownsAddress;
    this.queue = []; // steps that the reader has taken and nobody has been asked for
    this.steps = 0;
    this.away = new AbortController(); // ends every listener
    this.charts = this.all("[data-chart]").map((box) => new Chart(box, this));
    this.watch();
    this.listen();
    this.controls();
    this.toAddress(true);
    // the first chart does not wait for the others: the page opens with it
    const others = this.charts.slice(1);
    this.figures = this.brought(this.charts.slice(0, 1));
    this.bringing = Promise.all([this.figures, others.length && this.brought(others)])
      .finally(() => { this.bringing = null; });
    this.bringing.catch(() => {}); // said where it is waited for, and asked for again
  }

  on(target, name, heard) {
    target.addEventListener(name, heard, { signal: this.away.signal });
  }

  // A page may hold boards of an address of their own: what is theirs is not ours.
  has(part) {
    const nearest = part.closest("[data-board]");
    return nearest === (this.root.matches("[data-board]") ? this.root : null);
  }

  all(selector) { return [...this.root.querySelectorAll(selector)].filter((e) => this.has(e)); }

  one(selector) { return this.all(selector)[0] ?? null; }

  // What is heard anywhere inside, if it happens in a place of ours.
  hear(name, heard) {
    this.on(this.root, name, (event) => { if (this.has(event.target)) heard(event); });
  }

  end() {
    this.away.abort();
    this.seen.disconnect();
    this.resized.disconnect();
    this.ended = true;
    this.stir?.();
    for (const chart of this.charts) window.Plotly?.purge(chart.plot);
  }

  bytes() { return this.transport.ask({ what: "plotly" }).then((answer) => answer.buffer); }

  sizes(charts = this.charts) {
    return Object.fromEntries(charts.map((chart) => [chart.name, chart.size]).sort());
  }

  held(chart) { return this.state.charts[chart.name]; }

  // A chart out of sight takes no part in steps: it catches up when the reader looks or rests.
  isBehind(chart) {
    return this.query[chart.name] !== this.state.query || this.held(chart)?.size !== chart.size;
  }

  // What some charts show now, at the sizes that there is room for.
  bring(charts) {
    this.bringing ??= this.brought(charts).finally(() => { this.bringing = null; });
    return this.bringing;
  }

  async brought(charts) {
    const at = this.state.query;
    const answer = await this.transport.ask({ what: "charts", at, sizes: this.sizes(charts) });
    for (const [name, content] of Object.entries(answer.charts)) {
      const figure = this.state.charts[name]?.figure;
      if (same(figure, content.figure)) content.figure = figure; // nothing to draw
    }
    this.hold(answer.charts, at);
    this.paint();
  }

  // One chart as it is drawn on a wide screen.
  async wide(name) {
    const question = { what: "charts", at: this.state.query, sizes: { [name]: "L" } };
    return (await this.transport.ask(question)).charts[name];
  }

  hold(contents, query) {
    this.state = { ...this.state, charts: { ...this.state.charts, ...contents } };
    for (const chart of this.charts) {
      if (!contents[chart.name]) continue;
      this.query[chart.name] = query;
      chart.show(contents[chart.name]);
    }
  }

  // --- steps

  do(...step) {
    const [op, field] = step;
    this.running = null;
    if (op === "address") this.queue = [];
    this.queue = this.queue.filter(([o, f]) => o !== op || (op === "set" && f !== field));
    if (op === "follow") this.queue.unshift(step); // the reader's own steps come after it
    else this.queue.push(step);
    this.pump();
  }

  // A field as the reader has left it, answered or not.
  wanted(field) {
    const step = [...this.queue, ...(this.asked ?? [])].find(([, name]) => name === field);
    return step ? step[2] : this.state.values[field];
  }

  // One question at a time: positions that come meanwhile collapse into the last of each control.
  async pump() {
    if (this.asking || !this.queue.length) return;
    this.asking = true;
    const slow = setTimeout(() => this.root.classList.add("computing"), SLOW_MS);
    const steps = this.asked = this.queue;
    this.queue = [];
    try {
      const charts = this.charts.filter((chart) => chart.near && !this.isBehind(chart));
      const held = charts.map((chart) => this.held(chart));
      const answer = await this.transport.ask(this.question(steps, charts));
      await this.drawing; // one picture after the other, none half of two answers
      this.take(answer, steps, charts.filter((chart, i) => this.held(chart) === held[i]));
      this.say(""); // whatever was wrong before
    } catch (error) {
      this.say(error.sentence ?? WORDS["step-not-computed"], error.button);
      this.controls();
    }
    clearTimeout(slow);
    this.asking = false;
    this.asked = null;
    this.pump(); // the next question is on its way while this answer is drawn
    if (!this.asking) this.root.classList.remove("computing");
    this.paint();
  }

  // `charts`: those that still hold what the answer changes.
  take(answer, steps, charts) {
    const before = this.state;
    const names = charts.map((chart) => chart.name);
    const patch = answer.patch.filter(([[part, name]]) => part !== "charts" || names.includes(name));
    this.state = patched({ ...before, texts: before.texts ?? {} }, patch);
    this.steps += 1;
    const { charts: contents, query } = this.state;
    this.hold(Object.fromEntries(names.map((name) => [name, contents[name]])), query);
    for (const [name, html] of Object.entries(this.state.texts))
      if (html !== before.texts?.[name])
        for (const target of this.all(`[data-text="${name}"]`))
          replaced(target, html);
    const said = this.one("[data-announced]");
    if (said) said.innerHTML = answer.announced ?? ""; // escaped by Python
    if (this.reveal)
      this.one(`[data-text="${this.reveal}"]`)?.scrollIntoView({ block: "nearest" });
    this.reveal = null;
    if (this.state.values.event !== before.values.event)
      for (const chart of this.charts) chart.walker?.show(this.state.values.event);
    this.controls();
    this.point();
    this.last = this.direction(before, steps);
    const moved = steps.every(([op]) => op === "set") ? steps.map(([, field]) => field).join() : "";
    const now = performance.now();
    const on = moved && moved === this.moved && now - this.movedAt < SAME_STEP_MS;
    [this.moved, this.movedAt] = [moved, now];
    const came = steps.some(([op]) => op === "address" || op === "follow");
    this.toAddress(on || came);
  }

  // The control that a step moved, and whether towards its first value.
  direction(before, steps) {
    const [op, field] = steps.at(-1);
    const select = op === "set" && this.one(`select[data-field="${field}"]`);
    if (!select) return [];
    const values = [...select.options].map((option) => option.value);
    return [field, values.indexOf(select.value) < values.indexOf(before.values[field])];
  }

  // --- what is shown

  paint() {
    this.stir?.();
    this.painting ??= this.paintAll()
      .catch((error) => this.say(error.sentence ?? WORDS["not-computed"], error.button ?? WORDS.reload))
      .finally(() => { this.painting = null; });
    return this.painting;
  }

  // True when the wait is over, false as soon as there may be something else to paint.
  undisturbed(wait) {
    return Promise.race([
      wait.then(() => true),
      new Promise((stirred) => { this.stir = () => stirred(false); }),
    ]);
  }

  // Charts in sight first and together; the others one by one when the reader rests.
  async paintAll() {
    try {
      await plotly(() => this.bytes());
    } catch {
      this.say(WORDS["not-drawn"], WORDS.reload);
      return;
    }
    await fonts();
    let [ahead, rested] = [0, 0]; // the steps after which these were done
    while (!this.ended) {
      const { steps } = this;
      const behind = this.charts.filter((chart) => this.isBehind(chart));
      const dirty = this.charts.filter((chart) => chart.isDirty);
      const nearBehind = behind.filter((chart) => chart.near);
      const nearDirty = dirty.filter((chart) => chart.near);
      if (nearDirty.length) await this.drawn(steps ? nearDirty : [nearDirty[0]]);
      else if (nearBehind.length) await this.undisturbed(this.bring(nearBehind));
      else {
        if (steps) this.mark("seen");
        if (ahead !== steps && !this.asking) {
          if (!await this.undisturbed(pause(AHEAD_MS))) continue;
          this.ahead();
          ahead = steps;
        }
        if (!dirty.length && !behind.length) break;
        if (this.asking && !await this.undisturbed(pause(ANSWER_MS))) continue;
        if (rested !== steps && !await this.undisturbed(pause(REST_MS))) continue;
        rested = steps;
        if (dirty.length) await this.drawn([dirty[0]]);
        else await this.undisturbed(this.bring([behind[0]]));
      }
    }
    for (const chart of this.charts) chart.tabulate();
    this.mark("drawn");
  }

  async drawn(charts) {
    this.drawing = this.draw(charts);
    await this.drawing;
    if (!performance.getEntriesByName("handover-first").length) performance.mark("handover-first");
    if (!this.charts.some((c) => c.near && (c.isDirty || this.isBehind(c)))) this.mark("seen");
    await pause(0); // the browser paints
  }

  // The next value of the control just moved is asked for before the reader does.
  ahead() {
    const { last: [field, back] = [] } = this;
    const select = field && this.one(`select[data-field="${field}"]`);
    if (!select || this.asking) return;
    const next = select.options[select.selectedIndex + (back ? -1 : 1)];
    const near = this.charts.filter((chart) => chart.near);
    if (next && next.value !== "chosen")
      this.transport.ahead?.(this.question([["set", field, next.value]], near));
  }

  // What steps change in the page's texts and in these charts.
  question(steps, charts) {
    return { what: "step", at: this.state.query, do: steps, sizes: this.sizes(charts) };
  }

  async draw(charts) {
    for (const chart of charts) await chart.draw().catch((error) => console.error(error));
  }

  // For whoever measures or waits: how many steps are drawn in sight, and all over.
  mark(what) {
    if (this.root.dataset[what] === String(this.steps)) return;
    this.root.dataset[what] = this.steps;
    if (!this.steps) performance.mark(`handover-${what}`);
    for (const chart of this.charts)
      if (chart.drawn === chart.content) chart.plot.dataset.drawn = this.steps;
  }

  controls() {
    const { values, changed, chosen, said } = this.state;
    for (const control of this.all("[data-field]")) {
      const name = control.dataset.field;
      const isAhead = this.queue.some(([, field]) => field === name);
      if (!isAhead && control.value !== values[name] && !(control === this.typing))
        control.value = values[name];
      if (said?.[name]) control.setAttribute("aria-valuetext", said[name]);
      const mark = this.one(`[data-changed="${name}"]`);
      if (!mark) continue;
      mark.hidden = !changed.includes(name);
      control.classList.toggle("is-changed", changed.includes(name));
      if (mark.hidden) control.removeAttribute("aria-description");
      else control.setAttribute("aria-description", "changed");
    }
    const own = this.one('[data-field="donors"] [value="chosen"]');
    if (!own) return;
    own.textContent = chosen.length
      ? WORDS["your-list-of"].replace("{number}", chosen.length) : WORDS["your-list"];
    this.one("[data-edit]").hidden = !chosen.length;
  }

  say(sentence, button) {
    const line = this.one(".status");
    if (!line) return;
    line.textContent = sentence;
    if (!button) return;
    line.append(" ");
    element("button", "link", line, button).onclick = () => location.reload();
  }

  // --- address

  address() {
    const { query } = this.state;
    if (!this.ownsAddress) return `?${query}`;
    return `${location.origin}${location.pathname}${query ? `?${query}` : ""}`;
  }

  toAddress(replace) {
    const write = () => {
      const place = this.one("[data-address]");
      if (place) place.textContent = this.address();
      const { query } = this.state;
      for (const code of this.all("[data-lines]"))
        code.textContent = code.dataset.lines.replace("{}", query && JSON.stringify(query));
      const entry = this.one('[data-text="bibtex"]');
      if (entry) entry.textContent = entry.textContent.replace(/url = .*/, `url = {${this.address()}}`);
      for (const chart of this.charts) chart.cite();
      if (!this.ownsAddress || this.address() === location.href.split("#")[0]) return;
      history[replace ? "replaceState" : "pushState"](null, "", this.address() + location.hash);
    };
    clearTimeout(this.writing); // a drag is written when it rests
    if (replace && this.steps) this.writing = setTimeout(write, REST_MS);
    else write();
  }

  // The month that all charts on a time axis mark: the one pointed at, or the open event's.
  point(month = this.state.marked) {
    for (const chart of this.charts) chart.brush?.point(month);
  }

  // What is pointed at in a drawing: an event, or another field and its value ("who:nsatu").
  open(id) {
    const [field, value] = id.includes(":") ? id.split(":") : ["event", id];
    this.reveal = field === "event" ? "card" : `${field}-card`; // once it is written
    this.do("set", field, value);
  }

  // The stages one after the other, until the last one or the next press; one alone for those who
  // want no motion.
  async play(button) {
    const play = this.playing = !this.playing && {}; // of several that were begun the last goes on
    button.textContent = play ? WORDS.stop : WORDS["play-stages"];
    while (this.playing && this.playing === play) {
      const next = this.one("[data-next]");
      if (next) this.do("set", ...next.dataset.set.split("="));
      if (next && !calm.matches) await pause(PLAY_MS);
      else this.playing = false;
    }
    if (!this.playing) button.textContent = WORDS["play-stages"];
  }

  // One chart month by month, from where it stands to the window's end, until the next press or
  // step. Its pictures are the server's, as after any step; where it stops, the page is. One month
  // alone for those who want no motion.
  async run(button) {
    const { run: field, of: name } = button.dataset;
    if (this.running) {
      this.running = null;
      return;
    }
    const { first, last, [field]: now } = this.state.values;
    const select = this.one(`select[data-field="${field}"]`);
    const months = [...select.options].map(({ value }) => value)
      .filter((month) => month >= first && month <= last);
    const left = months.slice((months.indexOf(now) + 1) % months.length);
    if (calm.matches) {
      this.do("set", field, left[0]);
      return;
    }
    const run = this.running = {};
    const chart = this.charts.find((one) => one.name === name);
    const sizes = this.sizes([chart]);
    const picture = (month) => {
      const query = new URLSearchParams(this.state.query);
      query.set(field, month);
      return this.transport.ask({ what: "charts", at: `${query}`, sizes }).catch(() => null);
    };
    button.textContent = WORDS.stop;
    const pictures = await Promise.all(left.map(picture)); // all first: the pace is even then
    let shown = now;
    let due = performance.now();
    for (const [i, month] of left.entries()) {
      const content = pictures[i]?.charts[name];
      if (this.running !== run || !content) break;
      chart.show(content);
      await chart.draw();
      select.value = shown = month;
      this.root.dataset.pictures = i + 1;
      due = Math.max(due + PICTURE_MS, performance.now()); // a late one makes the next no hastier
      await pause(due - performance.now());
    }
    const isOurs = this.running === run;
    if (this.running && !isOurs) return; // it was stopped and is played again
    button.textContent = WORDS["play-months"];
    this.running = null;
    chart.show(this.held(chart)); // and from there to the month at which it stopped
    if (shown !== now) this.do("set", field, shown === last ? "" : shown); // "" is all of it
    else if (isOurs) this.paint();
  }

  // --- what the reader does

  listen() {
    this.hear("change", ({ target }) => {
      const name = target.dataset.field;
      if (!name || target.type === "search" || !target.reportValidity()) return; // it says why
      this.playing = false;
      if (name === "donors" && target.value === "chosen") {
        target.value = this.state.values.donors;
        this.askDonors();
      } else this.do("set", name, target.value);
    });
    this.hear("input", ({ target }) => {
      if (target.type === "range") {
        this.playing = false;
        this.do("set", target.dataset.field, target.value);
      }
      if (target.type !== "search") return;
      this.typing = target;
      this.do("set", target.dataset.field, target.value);
    });
    this.hear("focusout", () => { this.typing = null; });
    this.hear("click", (event) => this.clicked(event));
    const dialog = this.one(".donor-dialog");
    if (dialog) {
      const boxes = [...dialog.querySelectorAll('[type="checkbox"]')];
      const [count, group] = dialog.querySelectorAll('.filled, [value="group"]');
      const named = dialog.querySelector("[data-name]");
      const allow = () => {
        count.disabled = !boxes.some((box) => box.checked);
        group.disabled = count.disabled || !named.value.trim();
      };
      this.on(dialog, "input", allow);
      this.on(dialog, "close", () => {
        const list = boxes.filter((box) => box.checked).map((box) => box.value).join(".");
        const { returnValue: as } = dialog;
        if (as === "group") this.do("set", "group", `${named.value.trim()}~${list}`);
        else if (as && list) this.do("set", "donors", list);
        named.value = "";
      });
      this.askDonors = () => {
        for (const box of boxes) box.checked = this.state.chosen.includes(box.value);
        allow();
        dialog.returnValue = "";
        dialog.showModal();
      };
    }
    const details = this.one(".bar details");
    if (details) this.fold(details);
    for (const button of this.all("[data-play], [data-run]")) button.hidden = false;
    if (this.ownsAddress)
      this.on(window, "popstate", () => {
        const query = location.search.slice(1);
        if (query === this.state.query) return; // only the chapter changed
        clearTimeout(this.writing); // what was to be written belongs to the entry that was left
        this.do("address", query);
      });
    this.on(darkScheme, "change", () => this.paint());
    this.on(window, "beforeprint", () => this.print(true));
    this.on(window, "afterprint", () => this.print(false));
  }

  // The bar lies open where there is room for it.
  fold(details) {
    const change = details.querySelector(".change");
    const wide = matchMedia("(min-width: 1001px)");
    const unfold = () => { details.open = wide.matches; };
    const said = () => { change.textContent = details.open ? WORDS.close : WORDS.open; };
    this.on(details, "toggle", said);
    this.on(wide, "change", unfold);
    unfold();
    said();
  }

  clicked(event) {
    const target = event.target.closest("[data-query], [data-event], [data-set], [data-table], "
      + "[data-csv], [data-reset], [data-edit], [data-copy], [data-sort], [data-play], [data-run]");
    if (!target || event.ctrlKey || event.metaKey) return;
    const { query, event: id, set, to, table, csv, reset } = target.dataset;
    if (query !== undefined) {
      event.preventDefault();
      this.do("reading", query);
    } else if ("run" in target.dataset) {
      this.run(target);
    } else if ("play" in target.dataset) {
      this.play(target);
    } else if (id !== undefined) {
      event.preventDefault();
      this.open(id);
    } else if (set !== undefined) {
      event.preventDefault();
      this.playing = false;
      this.do("set", ...set.split("="));
      const place = to && this.one(`#${to}`);
      place?.scrollIntoView({ block: "start" });
      if (place?.hasAttribute("tabindex")) place.focus({ preventScroll: true });
    } else if ("sort" in target.dataset) {
      sorted(target.closest("th"));
    } else if (reset !== undefined) {
      this.typing = null;
      for (const field of reset.split(" "))
        this.do("set", field, field === "importance" ? "3" : "");
    } else if ("edit" in target.dataset) this.askDonors();
    else if ("copy" in target.dataset) this.copy(target);
    else if (csv !== undefined) this.download(event, target, { what: "csv", chart: csv }, csv);
    else this.download(event, target, { what: "table", chart: table }, table);
  }

  // Where a server answers, the link is the file; a kernel is asked for it.
  async download(event, link, question, name) {
    if (this.transport.serves) {
      const { query } = this.state;
      if (question.what === "csv") link.href = `csv/${name}.csv${query ? `?${query}` : ""}`;
      return;
    }
    event.preventDefault();
    const { csv } = await this.transport.ask({ ...question, at: this.state.query });
    save(`${name}.csv`, URL.createObjectURL(new Blob([csv], { type: "text/csv" })));
  }

  async copy(button) {
    const said = button.parentElement.querySelector(".said");
    try {
      await navigator.clipboard.writeText(this.address());
      said.textContent = WORDS.copied;
    } catch {
      said.textContent = this.address();
    }
    setTimeout(() => { said.textContent = ""; }, 4000);
  }

  print(paper) {
    if (paper) this.folded = this.all("details:not([open])");
    for (const details of this.folded ?? []) details.open = paper; // paper shows what is folded
    for (const chart of this.charts) chart.print(paper);
  }

  watch() {
    this.seen = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries)
        this.charts.find((chart) => chart.box === target).near = isIntersecting;
      this.paint();
    }, { rootMargin: "100px 0px" });
    this.resized = new ResizeObserver(() => {
      for (const chart of this.charts) chart.measure();
      this.paint();
    });
    for (const chart of this.charts) {
      this.seen.observe(chart.box);
      this.resized.observe(chart.box);
    }
    // The chapter being read is underlined in the header.
    const nav = new Map(this.all("nav a").map((a) => [a.hash.slice(1), a]));
    const read = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries)
        if (isIntersecting)
          for (const [id, a] of nav)
            if (id === target.id) a.setAttribute("aria-current", "true");
            else a.removeAttribute("aria-current");
    }, { rootMargin: "-30% 0px -65% 0px" });
    for (const section of this.all("main > section")) read.observe(section);
    this.away.signal.addEventListener("abort", () => read.disconnect());
  }
}

// A kernel as transport: questions are numbered messages to the widget's Python side.
class Kernel {
  constructor(model, patience = 10_000) {
    this.model = model;
    this.patience = patience;
    this.open = new Map();
    this.asked = 0;
    this.heard = (message, buffers) => {
      if (message.moved !== undefined) this.moved?.(message.moved);
      const waiting = this.open.get(message.answers);
      if (!waiting) return;
      this.open.delete(message.answers);
      clearTimeout(waiting.timer);
      if (message.problem) waiting.reject({ sentence: message.problem });
      else waiting.resolve({ ...message, buffer: buffers?.[0] });
    };
    model.on("msg:custom", this.heard);
  }

  ask(question) {
    const ask = (this.asked += 1);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.open.delete(ask);
        reject({ sentence: WORDS["not-connected"], button: WORDS.reload, silent: true });
      }, this.patience);
      this.open.set(ask, { resolve, reject, timer });
      this.model.send({ ask, ...question });
    });
  }

  end() { this.model.off("msg:custom", this.heard); }
}
