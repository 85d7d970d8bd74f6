// The page: puts each widget into its place, keeps the address, says when the kernel is gone.

const PATIENCE_MS = 10_000;
const BEAT_MS = 30_000;
// Under Voila the address is the page's; JupyterLab's is its own.
const ownsAddress = () => "voila" in document.body.dataset;

async function place(model, el, name, ref) {
  const manager = model.widget_manager;
  const child = await manager.get_model(ref.replace("IPY_MODEL_", ""));
  const view = await manager.create_view(child);
  const slot = el.querySelector(`[data-slot="${name}"]`);
  slot.replaceChildren(view.el);
  view.trigger?.("displayed");
  return view;
}

// New text in an element; a link that had the focus has it again, or else its place has.
function replaced(target, html) {
  const focused = target.contains(document.activeElement) && document.activeElement.dataset.query;
  target.innerHTML = html; // escaped by words.py
  if (typeof focused !== "string") return;
  const again = target.querySelector(`[data-query="${CSS.escape(focused)}"]`);
  if (!again) target.tabIndex = -1;
  (again ?? target).focus({ preventScroll: true });
}

export default {
  async render({ model, el }) {
    const root = document.documentElement;
    el.classList.add("page");
    const style = document.createElement("style");
    style.className = "handover-css";
    style.textContent = model.get("css");
    const body = document.createElement("div");
    body.className = "page-body";
    body.innerHTML = model.get("html"); // escaped by words.py
    el.replaceChildren(style, body);

    const texts = () => {
      for (const [name, html] of Object.entries(model.get("texts"))) {
        const target = body.querySelector(`[data-text="${name}"]`);
        if (target?.innerHTML !== html) replaced(target, html);
      }
    };
    let first = true; // the address as it came is only put straight; a step can be gone back on
    const address = () => {
      const query = model.get("query");
      const url = `${location.pathname}${query ? `?${query}` : ""}`;
      if (ownsAddress() && url !== location.pathname + location.search)
        history[first ? "replaceState" : "pushState"](null, "", url + location.hash);
      first = false;
      body.querySelector("[data-address]").textContent =
        ownsAddress() ? location.origin + url : `?${query}`;
    };
    model.on("change:texts", texts);
    model.on("change:query", address);
    const back = () => {
      const query = location.search.slice(1);
      model.send({ query, event: new URLSearchParams(query).get("event") ?? "" });
    };
    if (ownsAddress()) addEventListener("popstate", back);
    texts();
    address();

    body.addEventListener("click", (event) => {
      const link = event.target.closest("[data-query], [data-event], [data-table]");
      if (!link || event.ctrlKey || event.metaKey) return;
      if ("query" in link.dataset) {
        event.preventDefault();
        model.send({ query: link.dataset.query });
      } else if ("event" in link.dataset) {
        event.preventDefault();
        model.send({ event: link.dataset.event });
        body.querySelector('[data-slot="event"]').scrollIntoView({ block: "center" });
      } else model.send({ table: link.dataset.table });
    });

    // The chapter being read is underlined in the header.
    const nav = new Map([...body.querySelectorAll("nav a")].map((a) => [a.hash.slice(1), a]));
    const seen = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries)
        if (isIntersecting)
          for (const [id, a] of nav)
            if (id === target.id) a.setAttribute("aria-current", "true");
            else a.removeAttribute("aria-current");
    }, { rootMargin: "-30% 0px -65% 0px" });
    for (const section of body.querySelectorAll("main > section")) seen.observe(section);

    // anywidget gives each model two seconds to load its script, and one that is late never
    // hears again. So no chart loads plotly.js, which keeps the browser busy, before all are there.
    let release;
    window.__handoverHold = new Promise((done) => { release = done; });
    const slots = Object.entries(model.get("slots"));
    const placed = await Promise.allSettled(
      slots.map(([name, ref]) => place(model, body, name, ref)));
    for (const { reason } of placed) if (reason) console.error(reason);
    for (let tries = 0; tries < 100; tries += 1) {
      if ([...body.querySelectorAll(".slot")].every((slot) => slot.querySelector("*:not(:empty)")))
        break;
      await new Promise((done) => setTimeout(done, 30));
    }
    release();
    if (location.hash.length > 1 && ownsAddress())
      document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();

    // A question every half minute; no answer means that the kernel is gone.
    const status = body.querySelector(".status");
    let waiting = null;
    const ask = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        status.hidden = false;
        status.textContent = "○ Not connected. Text and charts stay as they are; reload brings " +
          "your reading back.";
        delete root.dataset.ready;
      }, PATIENCE_MS);
      model.send({ question: true });
    };
    const answered = (message) => {
      if (message.csv) {
        const save = document.createElement("a");
        save.href = URL.createObjectURL(new Blob([message.csv], { type: "text/csv" }));
        save.download = message.file;
        save.click();
        URL.revokeObjectURL(save.href);
      }
      if (!message.answered) return;
      clearTimeout(waiting);
      status.hidden = true;
      root.dataset.ready = "true";
    };
    model.on("msg:custom", answered);
    const beat = setInterval(ask, BEAT_MS);
    // Paper shows what is folded away.
    let opened = [];
    const unfold = () => {
      opened = [...body.querySelectorAll("details:not([open])")];
      for (const fold of opened) fold.open = true;
    };
    const refold = () => { for (const fold of opened) fold.open = false; };
    addEventListener("beforeprint", unfold);
    addEventListener("afterprint", refold);
    ask();
    return () => {
      clearInterval(beat);
      removeEventListener("beforeprint", unfold);
      removeEventListener("afterprint", refold);
      for (const { value } of placed) value?.remove();
      clearTimeout(waiting);
      seen.disconnect();
      model.off("change:texts", texts);
      model.off("change:query", address);
      removeEventListener("popstate", back);
      model.off("msg:custom", answered);
    };
  },
};
