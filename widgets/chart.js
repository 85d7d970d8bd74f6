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

// What finds a link again that has been written anew, by what it does.
function linkOf({ dataset: { query, set, value } }) {
  if (query !== undefined) return `[data-query="${CSS.escape(query)}"]`;
  return set && `[data-set="${CSS.escape(set)}"][data-value="${CSS.escape(value)}"]`;
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
const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

// What differs between two layouts, as plotly.js names it ("shapes[2].x1"); null if it is more than
// some shapes and annotations, which it can redraw alone in a tenth of the time.
function changes(old, now) {
  const found = {};
  const within = (a, b, path) => {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      if (same(a[key], b[key])) continue;
      if (isObject(a[key]) && isObject(b[key])) within(a[key], b[key], `${path}.${key}`);
      else found[`${path}.${key}`] = b[key] ?? null;
    }
  };
  for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
    if (same(old[key], now[key])) continue;
    const [a, b] = [old[key], now[key]];
    if (!["shapes", "annotations"].includes(key) || a?.length !== b?.length) return null;
    a.forEach((item, i) => within(item, b[i], `${key}[${i}]`));
  }
  return found;
}

// Text broken into lines of at most so many characters, for a drawing.
function lines(text, most) {
  const broken = [""];
  for (const word of text.split(" "))
    if (broken.at(-1).length + word.length < most) broken.push(`${broken.pop()} ${word}`.trim());
    else broken.push(word);
  return broken;
}

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

// The ends of the reader's window on a time axis: dragged, or moved with the arrow keys. plotly.js
// knows which day lies at which pixel; the bar's controls know the months.
class Brush {
  constructor(chart) {
    this.chart = chart;
    const canvas = chart.part(".canvas");
    this.handles = ["first", "last"].map((field) => {
      const handle = element("button", `handle ${field}`, canvas);
      handle.type = "button";
      handle.setAttribute("role", "slider");
      const name = field === "first" ? "From" : "To";
      handle.setAttribute("aria-label", `${name}, on the chart`);
      handle.onkeydown = (event) => this.key(event, field);
      handle.onpointerdown = (event) => this.grab(event, handle);
      handle.onpointermove = (event) => this.drag(event, field);
      handle.onpointerup = handle.onpointercancel = () => { this.dragged = null; };
      return handle;
    });
  }

  get axis() { return this.chart.plot._fullLayout?.xaxis; }

  // [month, its name] in order.
  get months() {
    const select = this.chart.board.root.querySelector('[data-field="first"]');
    return [...select.options].map((option) => [option.value, option.text]);
  }

  show(given) {
    const { axis, handles } = this;
    for (const handle of handles) handle.hidden = !given || !axis;
    if (!given || !axis) return;
    const months = this.months;
    handles.forEach((handle, end) => {
      const at = months.findIndex(([month]) => month === given[end]);
      const next = months[at + 1];
      const edge = end === 0 ? axis.d2p(`${given[0]}-01`)
        : next ? axis.d2p(`${next[0]}-01`) : axis._length;
      // a transform, since a change of place would count as a shift of the layout
      handle.style.transform = `translateX(${axis._offset + Math.min(edge, axis._length)}px)`;
      handle.style.top = `${this.chart.plot._fullLayout._size.t}px`;
      handle.style.height = `${this.chart.plot._fullLayout._size.h}px`;
      handle.setAttribute("aria-valuemin", 0);
      handle.setAttribute("aria-valuemax", months.length - 1);
      handle.setAttribute("aria-valuenow", at);
      handle.setAttribute("aria-valuetext", months[at]?.[1] ?? "");
    });
  }

  grab(event, handle) {
    event.preventDefault();
    handle.focus({ preventScroll: true });
    handle.setPointerCapture(event.pointerId);
    this.dragged = handle;
  }

  drag(event, field) {
    if (this.dragged !== event.currentTarget) return;
    const { axis } = this;
    const x = event.clientX - this.chart.plot.getBoundingClientRect().left - axis._offset;
    const inside = Math.max(0, Math.min(axis._length - 1, x));
    this.to(field, String(axis.p2d(inside)).slice(0, 7));
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

// One chart: the element that Python made, adopted; the board says what it shows.
class Chart {
  constructor(box, board) {
    this.box = box;
    this.board = board;
    this.name = box.dataset.chart;
    this.plot = box.querySelector(".plot");
    this.near = false; // near the reader's eyes: drawn first
    this.content = null;
    this.paper = false; // being printed: in the light colours
    for (const button of box.querySelectorAll("[data-fold]"))
      button.onclick = () => this.fold(button);
    for (const button of box.querySelectorAll("[data-export]"))
      button.onclick = () => this.export(button.dataset.export);
    this.measure();
  }

  part(name) { return this.box.querySelector(name); }

  // True if the chart wants another size than it had.
  measure() {
    const width = this.box.clientWidth;
    if (!width) return false;
    const size = sizeFor(width);
    const other = size !== this.size;
    this.size = size;
    this.width = width;
    return other;
  }

  // What it shall show, when its turn comes: what is out of sight costs a step nothing.
  show(content) {
    const { drawn } = this;
    if (drawn?.figure && drawn.figure === content.figure && drawn.head.window === content.head.window)
      this.drawn = content; // other words around the same picture
    this.content = content;
  }

  texts() {
    const { content } = this;
    if (content === this.said) return;
    this.said = content;
    const { head, figure, sentence, note } = content;
    this.part(".chart-title").textContent = head.title;
    const subtitle = this.part(".chart-subtitle");
    subtitle.textContent = head.subtitle;
    if (head.scope) element("span", "scope", subtitle, ` ◇ ${head.scope}`);
    const picture = this.part(".picture");
    picture.setAttribute("aria-label", head.alt);
    picture.hidden = this.part(".tools").hidden = !figure;
    if (figure) this.plot.style.height = `${figure.layout.height}px`;
    else this.brush?.show(null);
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
  }

  get isDirty() {
    if (!this.content) return false;
    return this.said !== this.content || Boolean(this.content.figure && this.width
      && (this.drawn !== this.content || this.drawnWidth !== this.width
        || this.drawnDark !== this.dark));
  }

  get dark() { return darkScheme.matches && !this.paper; }

  // A copy, since plotly.js writes into what it is given; in the colours of the scheme.
  coloured(value) {
    const text = JSON.stringify(value);
    return JSON.parse(this.dark ? inDark(text) : text);
  }

  async draw() {
    const { content, plot } = this;
    this.texts();
    if (!content.figure || !this.width) return;
    const before = this.drawn?.figure;
    const first = !this.drawn;
    const asBefore = before && this.drawnWidth === this.width && this.drawnDark === this.dark
      && same(before.data, content.figure.data);
    const few = asBefore && changes(before.layout, content.figure.layout);
    [this.drawn, this.drawnWidth, this.drawnDark] = [content, this.width, this.dark];
    if (few) await window.Plotly.relayout(plot, this.coloured(few));
    else {
      const figure = this.coloured(content.figure);
      figure.layout.width = this.width;
      await window.Plotly.react(plot, figure.data, figure.layout, PLOTLY);
    }
    const { window: months } = content.head;
    if (months) this.brush ??= new Brush(this);
    this.brush?.show(months);
    if (!first) return;
    plot.on("plotly_click", (event) => this.pick(event.points[0].customdata));
    plot.on("plotly_clickannotation", (event) => this.pick(event.annotation.name));
  }

  pick(id) {
    if (typeof id === "string") this.board.open(id);
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
    if (head && !region.hidden)
      region.textContent =
        `The Handover, “${head.title}”. ${head.subtitle}. ${head.source} ${this.board.address()}`;
  }

  async export(format) {
    const Plotly = await plotly(() => this.board.bytes());
    const figure = forExport(this.content, this.plot.clientWidth);
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
