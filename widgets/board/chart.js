// Draws the charts that Python describes; no arithmetic here. DARK (light -> dark colours)
// stands above, put there by Python.

const darkScheme = matchMedia("(prefers-color-scheme: dark)");
const DARK_PATTERN = new RegExp(
  Object.keys(DARK).map((c) => (c[0] === "#" ? c : `(?<=rgba?\\()${c}`)).join("|"), "gi");
const PLOTLY = { displayModeBar: false, responsive: false, scrollZoom: false, doubleClick: false };

const inDark = (text) => text.replace(DARK_PATTERN, (c) => DARK[c.toLowerCase()]);
const sizeFor = (width) => (width < 600 ? "S" : width < 900 ? "M" : "L");
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

function element(tag, className, parent, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  parent?.append(made);
  return made;
}

function settled(script) {
  return new Promise((resolve, reject) => {
    script.addEventListener("load", () => resolve(window.Plotly));
    script.addEventListener("error", () => reject(new Error("plotly.js did not load")));
  });
}

function loadScript(url) {
  const script = document.createElement("script");
  script.src = url;
  document.head.append(script);
  return settled(script);
}

// Once a page, whatever the number of charts: as the page loads it, or names it, else by `bytes`.
function plotly(bytes) {
  if (window.Plotly) return Promise.resolve(window.Plotly);
  window.__handoverPlotly ??= (async () => {
    const script = document.querySelector("script[data-plotly]:not([data-failed])");
    const meta = document.querySelector('meta[name="plotly-js"]');
    try {
      if (script) return await settled(script);
      if (meta) return await loadScript(meta.content);
      const blob = new Blob([await bytes()], { type: "text/javascript" });
      return await loadScript(URL.createObjectURL(blob));
    } catch (error) {
      if (script) script.dataset.failed = "true";
      window.__handoverPlotly = null; // the next drawing tries again
      throw error;
    }
  })();
  return window.__handoverPlotly;
}

// Labels are placed by their width, so every weight in use must be there before drawing.
const fonts = () => Promise.all([400, 600, 700].map((weight) =>
  document.fonts.load(`${weight} 13px "Source Sans 3"`))).catch(() => {});

function save(name, href) {
  const link = element("a");
  link.href = href;
  link.download = name;
  link.click();
  URL.revokeObjectURL(href); // does nothing to what is no object's address
}

// A table's rows in the order of one column: numbers by size, words by alphabet; the first column as
// it was given (dates in words have no alphabet). Again: the other way round.
function sorted(th) {
  const table = th.closest("table"), column = th.cellIndex;
  const up = th.getAttribute("aria-sort") !== "ascending";
  for (const other of th.parentElement.cells) other.removeAttribute("aria-sort");
  th.setAttribute("aria-sort", up ? "ascending" : "descending");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  rows.forEach((row, i) => { row.dataset.given ??= i; });
  const text = (row) => row.cells[column].textContent.trim();
  const number = (row) => Number(text(row).replace(/[^0-9.\u2212-]/g, "").replace("\u2212", "-"));
  const isNumber = th.classList.contains("n"), way = up ? 1 : -1;
  const compared = (a, b) => {
    if (!column) return way * (a.dataset.given - b.dataset.given);
    if (!text(a) || !text(b)) return !text(a) - !text(b); // the empty ones last, either way
    return way * (isNumber ? number(a) - number(b) : text(a).localeCompare(text(b)));
  };
  body.append(...rows.sort(compared));
}

// What finds a link again that has been written anew, by what it does.
function linkOf({ dataset: { query, set } }) {
  if (query !== undefined) return `[data-query="${CSS.escape(query)}"]`;
  return set && `[data-set="${CSS.escape(set)}"]`;
}

// New text in an element; a link that had the focus has it again, or else its place has.
function replaced(target, html) {
  const link = target.contains(document.activeElement) && linkOf(document.activeElement);
  const value = target.value; // a list of options keeps what is chosen
  target.innerHTML = html; // escaped by Python
  if (target.tagName === "SELECT") target.value = value;
  if (!link) return;
  const again = target.querySelector(link);
  if (!again && !target.hasAttribute("tabindex")) target.tabIndex = -1;
  (again ?? target).focus({ preventScroll: true });
}

// The value with some parts changed; what did not change is the same object as before.
function patched(value, pairs) {
  const fresh = new Set();
  const copy = (part) => {
    const made = Array.isArray(part) ? [...part] : { ...part };
    fresh.add(made);
    return made;
  };
  const root = copy(value);
  for (const [path, ...given] of pairs) {
    let at = root;
    for (const key of path.slice(0, -1)) {
      if (!fresh.has(at[key])) at[key] = copy(at[key]);
      at = at[key];
    }
    if (given.length) at[path.at(-1)] = given[0];
    else delete at[path.at(-1)];
  }
  return root;
}

const same = (one, two) => one === two || JSON.stringify(one) === JSON.stringify(two);
// plotly.js puts a shape or words that it draws alone above all others: back into their order.
function inOrder(plot) {
  const place = (item) => Number(item.dataset.index);
  for (const layer of plot.querySelectorAll(".shapelayer, .infolayer")) {
    const items = [...layer.children].filter((child) => "index" in child.dataset);
    if (items.some((item, i) => i && place(items[i - 1]) > place(item)))
      layer.prepend(...items.sort((one, other) => place(one) - place(other)));
  }
}

// Words may be longer than the room that a drawing has for them, in another language above all: what
// would stand out at a side is moved in.
function moveIn(plot) {
  const notes = [...plot.querySelectorAll(".annotation")];
  for (const note of notes) if (note.style.transform) note.style.transform = "";
  const room = plot.getBoundingClientRect();
  const out = notes.map((note) => {
    const { left, right } = note.getBoundingClientRect();
    return Math.max(0, room.left - left) - Math.max(0, right - room.right);
  });
  notes.forEach((note, i) => {
    if (Math.abs(out[i]) > 1) note.style.transform = `translateX(${out[i]}px)`;
  });
}

// Text broken into lines of at most so many characters, for a drawing.
function lines(text, most) {
  const broken = [""];
  for (const word of text.split(" "))
    if (broken.at(-1).length + word.length < most) broken.push(`${broken.pop()} ${word}`.trim());
    else broken.push(word);
  return broken;
}

const EXPORTED_PX = 1120;

// Title, subtitle and source are HTML on the page; an exported file carries them in the drawing.
function forExport(content, width) {
  const { head, figure } = content;
  const layout = structuredClone(figure.layout);
  const font = { family: layout.font.family, color: "#1C2026" };
  const text = (words, size, place) => ({
    text: words, showarrow: false, xref: "paper", yref: "paper", xanchor: "left", x: 0,
    xshift: 14 - layout.margin.l, font: { ...font, size }, ...place });
  const top = layout.margin.t;
  const title = lines(head.title, width / 11), subtitle = lines(head.subtitle, width / 7);
  const source = lines(head.source, width / 6.2);
  const above = 26 * title.length + 18 * subtitle.length + 20, below = 16 * source.length + 22;
  layout.margin = { ...layout.margin, t: top + above, b: layout.margin.b + below,
    l: layout.margin.l + 16, r: layout.margin.r + 16 };
  layout.annotations = [...(layout.annotations ?? []),
    text(`<b>${title.join("<br>")}</b>`, 20,
      { y: 1, yanchor: "bottom", align: "left", yshift: top + 18 * subtitle.length + 14 }),
    text(subtitle.join("<br>"), 14, { y: 1, yanchor: "bottom", align: "left", yshift: top + 10 }),
    text(source.join("<br>"), 12,
      { y: 0, yanchor: "top", align: "left", yshift: below - 10 - layout.margin.b })];
  layout.paper_bgcolor = "#FCFCFB";
  layout.width = width + 32;
  layout.height += above + below;
  return { data: structuredClone(figure.data), layout, config: { staticPlot: true } };
}

// An SVG drawn as an image does not see the page's typefaces, so it carries them.
async function typefaces() {
  const faces = [...document.styleSheets].flatMap((sheet) => {
    try {
      return [...sheet.cssRules];
    } catch {
      return []; // another origin's
    }
  }).filter((rule) => rule instanceof CSSFontFaceRule
    && /Source Sans/.test(rule.style.getPropertyValue("font-family"))
    && rule.style.getPropertyValue("font-style") !== "italic");
  const embedded = await Promise.all(faces.map(async (rule) => {
    const url = rule.style.getPropertyValue("src").match(/url\("?([^")]+)"?\)/)[1];
    const file = await (await fetch(url)).blob();
    const data = await new Promise((done) => {
      const reader = new FileReader();
      reader.onload = () => done(reader.result);
      reader.readAsDataURL(file);
    });
    return rule.cssText.replace(/url\([^)]+\)/, `url(${data})`)
      .replace(/font-display:\s*swap/, "font-display: block");
  }));
  return `<style>${embedded.join("")}</style>`;
}

// The figure as an SVG text, typefaces and all.
async function svgOf(Plotly, figure) {
  const { width, height } = figure.layout;
  const url = await Plotly.toImage(figure, { format: "svg", width, height });
  const text = decodeURIComponent(url.slice(url.indexOf(",") + 1));
  return text.replace(/(<svg[^>]*>)/, `$1${await typefaces().catch(() => "")}`);
}

async function pngOf(svg, { width, height }) {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  await image.decode();
  await new Promise((done) => setTimeout(done, 300)); // its typefaces are read after it is
  const canvas = element("canvas");
  canvas.width = 2 * width;
  canvas.height = 2 * height;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

// A time axis that a reader points at: the ends of the window are dragged, or moved with the arrow
// keys; a drag over the chart makes a new window. Python says where each month begins (`edges`).
class Brush {
  constructor(chart) {
    this.chart = chart;
    this.canvas = chart.part(".canvas");
    this.line = element("div", "month-line", this.canvas);
    this.line.hidden = true;
    this.handles = ["first", "last"].map((field) => {
      const handle = element("button", `handle ${field}`, this.canvas);
      handle.type = "button";
      handle.setAttribute("role", "slider");
      const name = field === "first" ? WORDS.from : WORDS.to;
      const where = chart.name.replaceAll("-", " "); // the same end has a handle on other charts
      handle.setAttribute("aria-label", WORDS["window-end"].replace("{end}", name).replace("{chart}", where));
      handle.onkeydown = (event) => this.key(event, field);
      handle.onpointerdown = (event) => this.grab(event, handle);
      handle.onpointermove = (event) => this.drag(event, field);
      handle.onpointerup = handle.onpointercancel = () => { this.dragged = null; };
      return handle;
    });
    chart.plot.addEventListener("pointerdown", (event) => this.begin(event));
  }

  get axis() { return this.chart.plot._fullLayout?.xaxis; }

  // [month, its name] in order.
  get months() {
    const select = this.chart.board.one('[data-field="first"]');
    return [...select.options].map((option) => [option.value, option.text]);
  }

  // The figure's own, as drawn: `edges` are [month, where it begins or null if out of sight].
  show({ window: ends, edges } = {}) {
    const { axis, handles } = this;
    this.edges = edges && axis ? edges : null;
    this.ends = this.edges && ends;
    const months = this.ends ? this.months : [];
    handles.forEach((handle, end) => {
      const month = this.ends?.[end];
      const at = edges?.findIndex(([name]) => name === month);
      const place = this.ends ? edges[at + end][1] : null;
      handle.hidden = place === null;
      if (handle.hidden) return;
      // a transform, since a change of place would count as a shift of the layout
      handle.style.transform = `translateX(${axis._offset + axis.d2p(place)}px)`;
      this.stretch(handle);
      handle.setAttribute("aria-valuemin", 0);
      handle.setAttribute("aria-valuemax", months.length - 1);
      handle.setAttribute("aria-valuenow", months.findIndex(([name]) => name === month));
      handle.setAttribute("aria-valuetext", months.find(([name]) => name === month)?.[1] ?? "");
    });
    this.point(this.chart.board.state.marked);
  }

  stretch(item) {
    const { t, h } = this.chart.plot._fullLayout._size;
    item.style.top = `${t}px`;
    item.style.height = `${h}px`;
  }

  // A thin band over one month.
  point(month) {
    const at = month && this.edges ? this.edges.findIndex(([name]) => name === month) : -1;
    const [from, to] = at < 0 ? [null, null] : [this.edges[at][1], this.edges[at + 1][1]];
    this.line.hidden = from === null || to === null;
    if (this.line.hidden) return;
    const { axis } = this;
    this.stretch(this.line);
    this.line.style.transform = `translateX(${axis._offset + axis.d2p(from)}px)`;
    this.line.style.width = `${axis.d2p(to) - axis.d2p(from)}px`;
  }

  // The month under a place on the screen, the nearest in sight if there is none.
  monthAt(clientX) {
    const { axis } = this;
    const x = clientX - this.chart.plot.getBoundingClientRect().left - axis._offset;
    const seen = this.edges.filter(([, edge]) => edge !== null);
    const after = seen.findIndex(([, edge]) => axis.d2p(edge) > x);
    const month = seen[after < 0 ? seen.length - 1 : Math.max(0, after - 1)]?.[0];
    return month || seen.at(-2)?.[0];
  }

  // The pointer goes down on the chart: if it moves on, what it passes is the new window.
  begin(down) {
    if (!this.ends || down.button || down.pointerType === "touch") return;
    const from = this.monthAt(down.clientX);
    const moved = (event) => {
      if (!this.brushing && Math.abs(event.clientX - down.clientX) < 6) return;
      this.brushing = true;
      const window = [from, this.monthAt(event.clientX)].sort().join(".");
      if (window !== this.chart.board.wanted("window")) this.chart.board.do("set", "window", window);
    };
    const ended = () => {
      removeEventListener("pointermove", moved);
      setTimeout(() => { this.brushing = false; }); // after the click that ends it
    };
    addEventListener("pointermove", moved);
    addEventListener("pointerup", ended, { once: true });
    addEventListener("pointercancel", ended, { once: true });
  }

  grab(event, handle) {
    event.preventDefault();
    handle.focus({ preventScroll: true });
    handle.setPointerCapture(event.pointerId);
    this.dragged = handle;
  }

  drag(event, field) {
    if (this.dragged === event.currentTarget) this.to(field, this.monthAt(event.clientX));
  }

  key(event, field) {
    const months = this.months.map(([month]) => month);
    const at = months.indexOf(this.chart.board.wanted(field));
    const to = { ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1,
      PageDown: at - 12, PageUp: at + 12, Home: 0, End: months.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.to(field, months[Math.max(0, Math.min(months.length - 1, to))]);
  }

  to(field, month) {
    if (month !== this.chart.board.wanted(field)) this.chart.board.do("set", field, month);
  }
}

const stand = (slider) => slider.style.setProperty("--at", slider.value / slider.max);

// A slider that stands upright at its value; its keys are the browser's, dragging is not: where
// none can stand upright, that sets it to 0.
function thumb(canvas) {
  const slider = element("input", "thumb", canvas);
  slider.type = "range";
  slider.setAttribute("aria-orientation", "vertical");
  let grip = null; // from the pointer to the slider's value
  const at = ({ clientY }) =>
    -clientY / parseFloat(slider.style.getPropertyValue("--way")) * slider.max;
  slider.onmousedown = (event) => event.preventDefault();
  slider.onpointerdown = (event) => {
    if (event.button) return;
    event.preventDefault();
    slider.focus({ preventScroll: true });
    slider.setPointerCapture(event.pointerId);
    grip = slider.value - at(event);
  };
  slider.onpointermove = (event) => {
    if (grip === null) return;
    const { value } = slider;
    slider.value = at(event) + grip; // to its nearest step
    if (slider.value !== value) slider.dispatchEvent(new Event("input", { bubbles: true }));
  };
  slider.onpointerup = slider.onpointercancel = () => { grip = null; };
  slider.addEventListener("input", () => stand(slider));
  return slider;
}

// Walking from event to event with the keys: a slider whose value is the event under its ring.
class Walker {
  constructor(chart) {
    this.chart = chart;
    this.at = 0;
    this.ring = element("button", "walker", chart.part(".canvas"));
    this.ring.type = "button";
    this.ring.setAttribute("role", "slider");
    this.ring.setAttribute("aria-label",
      WORDS.walk);
    this.ring.onkeydown = (event) => this.key(event);
    this.ring.onclick = () => this.open();
  }

  get events() { return this.chart.events; }

  // At an event that was opened, else back to where it stood, if that is still there.
  show(opened) {
    const ids = this.events?.customdata ?? [];
    const at = ids.indexOf(opened || (this.id ??= this.chart.board.state.values.event));
    this.to(at < 0 ? Math.min(this.at, ids.length - 1) : at);
  }

  to(at) {
    const { events, ring } = this;
    ring.hidden = !events?.x.length;
    if (ring.hidden) return;
    this.at = Math.max(0, Math.min(events.x.length - 1, at));
    this.id = events.customdata[this.at];
    const { xaxis, yaxis, _size: size } = this.chart.plot._fullLayout;
    const [x, y] = [xaxis.d2p(events.x[this.at]) + size.l, yaxis.d2p(events.y[this.at]) + size.t];
    ring.style.transform = `translate(${x}px, ${y}px)`;
    const text = events.text[this.at].replace(/<br>/g, ". ").replace(/<[^>]*>/g, "");
    const said = new DOMParser().parseFromString(text, "text/html").body.textContent;
    ring.setAttribute("aria-valuemin", 1);
    ring.setAttribute("aria-valuemax", events.x.length);
    ring.setAttribute("aria-valuenow", this.at + 1);
    ring.setAttribute("aria-valuetext", `${said}, ${this.at + 1} of ${events.x.length}`);
    ring.title = said;
  }

  key(event) {
    const { at } = this;
    const to = { ArrowLeft: at - 1, ArrowUp: at - 1, ArrowRight: at + 1, ArrowDown: at + 1,
      PageUp: at - 10, PageDown: at + 10, Home: 0, End: Infinity }[event.key];
    if (to !== undefined) this.to(to);
    else if (event.key === "Enter" || event.key === " ") this.open(); // Firefox clicks nothing here
    else if (event.key === "Escape") this.chart.board.do("set", "event", "");
    else if (event.key === "+" || event.key === "-")
      this.chart.board.one(`[data-zoom="${event.key === "+" ? "in" : "out"}"]`)?.click();
    else return;
    event.preventDefault();
  }

  open() { this.chart.board.do("set", "event", this.id); }
}

// One chart: the element that Python made, adopted; the board says what it shows.
class Chart {
  constructor(box, board) {
    this.box = box;
    this.board = board;
    this.name = box.dataset.chart;
    this.plot = box.querySelector(".plot");
    const { top, bottom } = box.getBoundingClientRect();
    this.near = bottom > 0 && top < innerHeight; // the reader's eyes: drawn first
    this.content = null;
    this.paper = false; // being printed: in the light colours
    for (const button of box.querySelectorAll("[data-fold]"))
      button.onclick = () => this.fold(button);
    for (const button of box.querySelectorAll("[data-export]"))
      button.onclick = () => this.export(button.dataset.export);
    this.measure();
  }

  part(name) { return this.box.querySelector(name); }

  measure() {
    const width = this.box.clientWidth;
    this.size = width ? sizeFor(width) : this.size ?? "L";
    this.width = width || this.width;
  }

  // What it shall show, when its turn comes: what is out of sight costs a step nothing.
  show(content) {
    const { drawn } = this;
    const wasSkipped = this.content !== drawn; // there and back again before it was drawn
    const isSame = drawn?.figure && (drawn.figure === content.figure
      || (wasSkipped && same(drawn.figure, content.figure)));
    if (isSame && same(drawn.head.window, content.head.window))
      this.drawn = content; // other words around the same picture
    this.content = content;
  }

  texts() {
    const { content } = this;
    if (content === this.said) return;
    this.said = content;
    const { head, figure, sentence, note } = content;
    this.box.hidden = !head.title; // nothing to say, as of a statement that has no picture
    this.part(".chart-title").textContent = head.title;
    const subtitle = this.part(".chart-subtitle");
    subtitle.textContent = head.subtitle;
    if (head.scope) element("span", "scope", subtitle, ` ◇ ${head.scope}`);
    const picture = this.part(".picture");
    picture.setAttribute("aria-label", head.alt);
    picture.hidden = this.part(".tools").hidden = !figure;
    if (figure) this.plot.style.height = `${figure.layout.height}px`;
    this.part(".source").textContent = head.source;
    if (sentence !== undefined) replaced(this.part(".sentence"), sentence);
    if (note !== undefined) {
      this.part(".note").textContent = note;
      this.part(".note").hidden = !note;
    }
    if (!this.part(".table-region").hidden) this.tabulate();
    this.cite();
  }

  // The table is folded away as a rule: it is written when it is seen, or when the reader rests.
  tabulate() {
    const { head, table } = this.content ?? {};
    if (table === undefined || table === this.tabulated) return;
    this.tabulated = table;
    const region = this.part(".table-region");
    region.setAttribute("aria-label", `Table: ${head.title}`);
    region.innerHTML = table; // escaped by Python
    for (const th of region.querySelectorAll("thead th")) {
      const button = element("button", "sort");
      button.type = "button";
      button.dataset.sort = "";
      button.append(...th.childNodes);
      th.append(button);
    }
  }

  get isDirty() {
    if (!this.content) return false;
    return this.said !== this.content || !this.isDrawn;
  }

  get isDrawn() {
    return !this.content.figure || !this.width || (this.drawn === this.content
      && this.drawnWidth === this.width && this.drawnDark === this.dark);
  }

  // Whether there is a drawing, and not a sentence in its place.
  get isShown() { return this.drawn && this.content.figure; }

  get events() { return this.isShown && this.plot.data.find(({ name }) => name === "events"); }

  get dark() { return darkScheme.matches && !this.paper; }

  // A copy, since plotly.js writes into what it is given; in the colours of the scheme.
  coloured(value) {
    const text = JSON.stringify(value);
    return JSON.parse(this.dark ? inDark(text) : text);
  }

  async draw() {
    const { content } = this;
    this.texts();
    if (!this.isDrawn) await this.redraw(content);
    if (content === this.content) this.lay(); // else there is more to draw
  }

  async redraw(content) {
    const { plot } = this;
    const before = this.drawn?.figure;
    const first = !this.drawn;
    // plotly.js draws the shapes and words that differ alone, in a quarter of the time, if it is
    // given the very arrays that it has drawn.
    const asBefore = before && this.drawnDark === this.dark
      && same(before.data, content.figure.data);
    const data = asBefore ? plot.data : this.coloured(content.figure.data);
    const layout = { ...this.coloured(content.figure.layout), width: this.width };
    [this.drawn, this.drawnWidth, this.drawnDark] = [content, this.width, this.dark];
    await window.Plotly.react(plot, data, layout, PLOTLY);
    if (asBefore) inOrder(plot);
    moveIn(plot);
    if (!first) return;
    plot.on("plotly_click", (event) => this.pick(event));
    plot.on("plotly_clickannotation", (event) => this.board.open(event.annotation.name));
    plot.on("plotly_hover", ({ points: [point] }) => this.board.point(this.monthOf(point)));
    plot.on("plotly_unhover", () => this.board.point());
  }

  // What lies over the drawing: the window's ends, the reader's points, the ring of the keys. Gone
  // with the drawing, it is laid anew where that stands again as it was.
  lay() {
    const { edges, handles, window: ends } = this.isShown ? this.content.head : {};
    if (edges && this.board.one('[data-field="first"]'))
      this.brush ??= new Brush(this); // a chart alone in a notebook has no window to set
    this.brush?.show({ edges, window: ends });
    this.slide(handles);
    if (this.events) this.walker ??= new Walker(this);
    this.walker?.show();
  }

  // Sliders over the drawing, where Python places them: a point of the reader's that is dragged.
  slide(handles = []) {
    const canvas = this.part(".canvas"), kept = new Set();
    let isNew = false;
    for (const { field, name, max, step, place } of handles) {
      const slider = canvas.querySelector(`[data-field="${field}"]`) ?? thumb(canvas);
      isNew ||= slider.max !== String(max);
      Object.assign(slider, { min: 0, max, step });
      slider.dataset.field = field;
      slider.setAttribute("aria-label", name);
      for (const part of Object.entries(place)) slider.style.setProperty(...part);
      kept.add(slider);
    }
    for (const slider of canvas.querySelectorAll(".thumb")) if (!kept.has(slider)) slider.remove();
    if (isNew) this.board.controls(); // not while one of them is dragged
    kept.forEach(stand);
  }

  // The month that a point of this chart stands in, or of the event that it is.
  monthOf({ customdata: id, x, data }) {
    if (data.name === "events") return data.meta[id];
    return this.content.head.edges ? String(x).slice(0, 7) : undefined;
  }

  // What a mark stands for is opened; a month's events are listed.
  pick({ points: [point] }) {
    if (this.brush?.brushing) return;
    const id = point.customdata ?? point.data.meta; // an area has no point of its own
    if (typeof id === "string") this.board.open(id);
    else if (this.content.head.edges) this.board.do("set", "month", this.monthOf(point));
  }

  fold(button) {
    const region = this.part(`.${button.dataset.fold}-region`);
    region.hidden = !region.hidden;
    button.setAttribute("aria-expanded", String(!region.hidden));
    this.tabulate();
    this.cite();
  }

  cite() {
    const region = this.part(".cite-region");
    const { head } = this.content ?? {};
    if (!head || region.hidden) return;
    const address = this.board.address();
    const entry = this.board.one('[data-text="bibtex"]')?.textContent ?? "";
    const [data] = entry.match(/Data package \w+/) ?? [""];
    const title = head.title.replace(/[%&#$_]/g, "\\$&"); // they mean something else to LaTeX
    region.firstChild.textContent =
      `The Handover, “${head.title}”. ${head.subtitle}. ${head.source} ${data}. ${address}`;
    region.lastChild.textContent = entry.replace("The Handover", () => `The Handover: ${title}`)
      .replace(/url = .*/, `url = {${address}}`).replace("{handover", `{handover-${this.name}`);
  }

  async export(format) {
    const Plotly = await plotly(() => this.board.bytes());
    // The same picture whatever the device: the one for wide screens.
    const content = this.content.size === "L" ? this.content : await this.board.wide(this.name);
    const figure = forExport(content, EXPORTED_PX);
    const svg = await svgOf(Plotly, figure);
    const file = format === "svg" ? new Blob([svg], { type: "image/svg+xml" })
      : await pngOf(svg, figure.layout);
    save(`${this.name}.${format}`, URL.createObjectURL(file));
  }

  print(paper) {
    this.paper = paper;
    if (this.drawn) this.draw(); // at once: the printer does not wait
  }
}
