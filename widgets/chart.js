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
        const failed = (error) => {
          window.__handoverPlotly = null; // the next drawing tries again
          throw error;
        };
        if (meta) return loadScript(meta.content).catch(failed);
        return new Promise((resolve, reject) => {
          const heard = (message, buffers) => {
            if (!message.plotly) return;
            model.off("msg:custom", heard);
            const blob = new Blob([buffers[0]], { type: "text/javascript" });
            loadScript(URL.createObjectURL(blob)).then(resolve, reject);
          };
          model.on("msg:custom", heard);
          model.send({ plotly: true });
        }).catch(failed);
      })();
  return window.__handoverPlotly;
}

// Labels are placed by their width, so every weight in use must be there before drawing.
const fonts = () => Promise.all([400, 600, 700].map((weight) =>
  document.fonts.load(`${weight} 13px "Source Sans 3"`))).catch(() => {});

// A chart that stands alone in a notebook brings its looks; a page has them already.
function looks(model) {
  if (document.querySelector("style.handover-css")) return;
  const style = element("style", "handover-css", document.head);
  const heard = (message) => {
    if (!message.css) return;
    model.off("msg:custom", heard);
    style.textContent = message.css;
  };
  model.on("msg:custom", heard);
  model.send({ css: true });
}

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
  URL.revokeObjectURL(href); // does nothing to what is no object's address
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
    looks(model);
    const box = element("figure", "chart", el);
    box.tabIndex = -1;
    box.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-query]");
      if (!link || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation(); // the page must not hear it again
      model.send({ query: link.dataset.query });
      box.focus({ preventScroll: true }); // the link goes with its sentence
    });
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

    let wanted = null, unanswered = null;
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
      const svg = await svgOf(Plotly, figure);
      const file = format === "svg" ? new Blob([svg], { type: "image/svg+xml" })
        : await pngOf(svg, figure.layout);
      save(`${content.file}.${format}`, URL.createObjectURL(file));
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

    let paper = false; // being printed: in the light colours
    const react = () => {
      const content = model.get("content");
      if (!content.figure || !plot.clientWidth) return null;
      const text = JSON.stringify(content.figure);
      const figure = JSON.parse(darkScheme.matches && !paper ? inDark(text) : text);
      figure.layout.width = plot.clientWidth;
      plot.dataset.step = content.step;
      return window.Plotly.react(plot, figure.data, figure.layout,
        { displayModeBar: false, responsive: false, scrollZoom: false, doubleClick: false });
    };
    async function draw() {
      await window.__handoverHold; // set by a page that is still being put together
      try {
        await plotly(model);
      } catch {
        element("span", "scope", subtitle, " ◇ not drawn: plotly.js did not load; reload the page");
        return;
      }
      await fonts();
      const drawn = react();
      if (!drawn) return;
      await drawn;
      if (!plot.dataset.drawn) {
        plot.on("plotly_click", (event) => pick(event.points[0].customdata));
        plot.on("plotly_clickannotation", (event) => pick(event.annotation.name));
      }
      plot.dataset.drawn = plot.dataset.step;
    }
    const pick = (id) => {
      if (typeof id !== "string") return;
      model.send({ pick: id });
      document.querySelector('[data-slot="event"]')?.scrollIntoView({ block: "nearest" });
    };
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
      if (!wanted || content.size === wanted || plot.dataset.drawn) redraw();
    }
    const measure = () => {
      const width = box.clientWidth;
      if (!width) return;
      const size = sizeFor(width);
      if (size !== wanted) {
        wanted = size;
        if (model.get("content").size !== size) {
          model.send({ size });
          clearTimeout(unanswered); // without an answer what is here is drawn
          unanswered = setTimeout(() => model.get("content").size === wanted || redraw(), 3000);
          return;
        }
      }
      if (width !== plot._handoverWidth) redraw();
      plot._handoverWidth = width;
    };
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    const printing = (is) => () => {
      paper = is;
      if (plot.dataset.drawn) react(); // at once: the printer does not wait
    };
    const before = printing(true), after = printing(false);
    darkScheme.addEventListener("change", redraw);
    addEventListener("beforeprint", before);
    addEventListener("afterprint", after);
    model.on("change:content", show);
    show();
    return () => {
      observer.disconnect();
      clearTimeout(unanswered);
      darkScheme.removeEventListener("change", redraw);
      removeEventListener("beforeprint", before);
      removeEventListener("afterprint", after);
      model.off("change:content", show);
      window.Plotly?.purge(plot);
    };
  },
};
