// Draws the chart that Python describes; no arithmetic here. DARK (light -> dark colours)
// stands above, put there by chart.py.

const darkScheme = matchMedia("(prefers-color-scheme: dark)");
const DARK_PATTERN = new RegExp(
  Object.keys(DARK).map((c) => (c[0] === "#" ? c : `(?<=rgba?\\()${c}`)).join("|"), "gi");

const inDark = (text) => text.replace(DARK_PATTERN, (c) => DARK[c.toLowerCase()]);

function loadScript(url) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => reject(new Error(`plotly.js did not load from ${url}`));
    document.head.append(script);
  });
}

// Once a page, whatever the number of charts: from the page's own address, else the kernel.
function plotly(model) {
  window.__handoverPlotly ??= window.Plotly
    ? Promise.resolve(window.Plotly)
    : (() => {
        const meta = document.querySelector('meta[name="plotly-js"]');
        if (meta) return loadScript(meta.content);
        return new Promise((resolve, reject) => {
          const heard = (message, buffers) => {
            if (!message.plotly) return;
            model.off("msg:custom", heard);
            const blob = new Blob([buffers[0]], { type: "text/javascript" });
            loadScript(URL.createObjectURL(blob)).then(resolve, reject);
          };
          model.on("msg:custom", heard);
          model.send({ plotly: true });
        });
      })();
  return window.__handoverPlotly;
}

// Labels are placed by their width, so every weight in use must be there before drawing.
const fonts = () => Promise.all([400, 600, 700].map((weight) =>
  document.fonts.load(`${weight} 13px "Source Sans 3"`))).catch(() => {});

function patched(content, pairs) {
  const copy = structuredClone(content);
  for (const [path, ...value] of pairs) {
    const parent = path.slice(0, -1).reduce((at, key) => at[key], copy);
    if (value.length) parent[path.at(-1)] = value[0];
    else delete parent[path.at(-1)];
  }
  return copy;
}

const sizeFor = (width) => (width < 600 ? "S" : width < 900 ? "M" : "L");

function element(tag, className, parent, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  parent?.append(made);
  return made;
}

function save(name, href) {
  const link = element("a");
  link.href = href;
  link.download = name;
  link.click();
}


// Title, subtitle and source are HTML on the page; an exported file carries them in the drawing.
function forExport(content, width) {
  const { head, figure } = content;
  const layout = structuredClone(figure.layout);
  const font = { family: layout.font.family, color: "#1C2026" };
  const text = (words, size, place) => ({
    text: words, showarrow: false, xref: "paper", yref: "paper", xanchor: "left", x: 0,
    xshift: -layout.margin.l, font: { ...font, size }, ...place });
  const top = layout.margin.t;
  layout.margin = { ...layout.margin, t: top + 64, b: layout.margin.b + 34, l: layout.margin.l + 16,
    r: layout.margin.r + 16 };
  layout.annotations = [...(layout.annotations ?? []),
    text(`<b>${head.title}</b>`, 20, { y: 1, yanchor: "bottom", yshift: top + 32 }),
    text(head.subtitle, 14, { y: 1, yanchor: "bottom", yshift: top + 10 }),
    text(head.source, 12, { y: 0, yanchor: "top", yshift: -layout.margin.b + 24 })];
  layout.paper_bgcolor = "#FCFCFB";
  layout.width = width + 32;
  layout.height += 98;
  return { data: structuredClone(figure.data), layout, config: { staticPlot: true } };
}

export default {
  initialize({ model }) {
    model.on("msg:custom", (message) => {
      const content = model.get("content");
      if (message.whole) model.set("content", message.whole);
      else if (message.patch && message.from === content.step)
        model.set("content", patched(content, message.patch));
      else if (message.patch) model.send({ whole: true });
    });
  },

  render({ model, el }) {
    const box = element("figure", "chart", el);
    const title = element("h3", "chart-title", box);
    const subtitle = element("p", "chart-subtitle", box);
    const picture = element("div", "picture", box);
    picture.setAttribute("role", "img");
    const plot = element("div", "plot", picture);
    plot.setAttribute("aria-hidden", "true"); // its parts say nothing that the label does not
    const sentence = element("p", "sentence", box);
    const note = element("p", "note", box);
    const foot = element("div", "chart-foot", box);
    const source = element("p", "source", foot);
    const tools = element("div", "tools", foot);
    const table = element("div", "table-region", box);
    const cite = element("div", "cite-region", box);
    table.hidden = cite.hidden = true;

    let wanted = null;
    let drawing = Promise.resolve();

    const fold = (name, region) => {
      const button = element("button", "link", tools, name);
      button.type = "button";
      button.setAttribute("aria-expanded", "false");
      button.onclick = () => {
        region.hidden = !region.hidden;
        button.setAttribute("aria-expanded", String(!region.hidden));
      };
      return button;
    };
    const tool = (name, action) => {
      const button = element("button", "link", tools, name);
      button.type = "button";
      button.onclick = action;
    };
    const exported = async (format) => {
      const content = model.get("content");
      const Plotly = await plotly(model);
      const figure = forExport(content, plot.clientWidth);
      const options = { format, width: figure.layout.width, height: figure.layout.height, scale: 2 };
      save(`${content.file}.${format}`, await Plotly.toImage(figure, options));
    };
    fold("Table", table);
    tool("CSV", () => {
      const content = model.get("content");
      const blob = new Blob([content.csv], { type: "text/csv" });
      save(`${content.file}.csv`, URL.createObjectURL(blob));
    });
    tool("PNG", () => exported("png"));
    tool("SVG", () => exported("svg"));
    fold("Cite", cite).addEventListener("click", () => {
      const { head } = model.get("content");
      cite.textContent =
        `The Handover, “${head.title}”. ${head.subtitle}. ${head.source} ${location.href}`;
    });

    async function draw() {
      await window.__handoverHold; // set by a page that is still being put together
      const content = model.get("content");
      const Plotly = await plotly(model);
      await fonts();
      if (!content.figure || !plot.clientWidth) return;
      const text = JSON.stringify(content.figure);
      const dark = darkScheme.matches && !window.__handoverPrinting;
      const figure = JSON.parse(dark ? inDark(text) : text);
      figure.layout.width = plot.clientWidth;
      await Plotly.react(plot, figure.data, figure.layout,
        { displayModeBar: false, responsive: false, scrollZoom: false, doubleClick: false });
      if (!plot.dataset.drawn) {
        plot.on("plotly_click", (event) => pick(event.points[0].customdata));
        plot.on("plotly_clickannotation", (event) => pick(event.annotation.name));
      }
      plot.dataset.drawn = content.step;
    }
    const pick = (id) => typeof id === "string" && model.send({ pick: id });
    // One drawing at a time; positions that came meanwhile collapse into the last.
    let queued = false;
    const redraw = () => {
      if (queued) return;
      queued = true;
      drawing = drawing.catch(() => {}).then(() => { queued = false; return draw(); });
    };

    function show() {
      const { head, figure, ...content } = model.get("content");
      title.textContent = head.title;
      subtitle.textContent = head.subtitle;
      if (head.scope) element("span", "scope", subtitle, ` ◇ ${head.scope}`);
      picture.setAttribute("aria-label", head.alt);
      picture.hidden = plot.hidden = !figure;
      if (figure) plot.style.minHeight = `${figure.layout.height}px`;
      tools.hidden = !figure;
      source.textContent = head.source;
      sentence.innerHTML = content.sentence; // escaped by words.py
      note.textContent = content.note;
      note.hidden = !content.note;
      table.innerHTML = content.table; // escaped by words.py
      table.tabIndex = 0;
      table.setAttribute("role", "region");
      table.setAttribute("aria-label", `Table: ${head.title}`);
      cite.hidden ||= !cite.textContent;
      if (!wanted || content.size === wanted) redraw();
    }
    const measure = () => {
      const width = box.clientWidth;
      if (!width) return;
      const size = sizeFor(width);
      if (size !== wanted) {
        wanted = size;
        if (model.get("content").size !== size) {
          model.send({ size });
          setTimeout(() => plot.dataset.drawn ?? redraw(), 3000); // no answer: draw what is here
          return;
        }
      }
      if (width !== plot._handoverWidth) redraw();
      plot._handoverWidth = width;
    };
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    const printing = (is) => () => { window.__handoverPrinting = is; redraw(); };
    const before = printing(true), after = printing(false);
    darkScheme.addEventListener("change", redraw);
    addEventListener("beforeprint", before);
    addEventListener("afterprint", after);
    model.on("change:content", show);
    show();
    return () => {
      observer.disconnect();
      darkScheme.removeEventListener("change", redraw);
      removeEventListener("beforeprint", before);
      removeEventListener("afterprint", after);
      model.off("change:content", show);
      window.Plotly?.purge(plot);
    };
  },
};
