// Runs before a page's own scripts and notes what it does. FIRST_STEP ([field, value] or null)
// stands above: a step taken as soon as the page says that it is ready.

(() => {
  const MOST_STEP_MS = 30_000;
  const bench = window.__bench = {
    shift: 0, seen: [], pictures: [], moves: 0, taken: 0, waiting: [] };
  const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
  const mark = (name) => performance.getEntriesByName(name)[0]?.startTime;

  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) bench.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });

  // `seen`: for each step, when it stood in sight.
  new MutationObserver((records) => {
    const now = performance.now();
    for (const { target, attributeName } of records) {
      if (target === document.documentElement) {
        if (attributeName === "data-ready" && !bench.ready) {
          bench.ready = now;
          if (FIRST_STEP) set(...FIRST_STEP);
        }
      } else if (target.classList.contains("page-body")) {
        // a step that changes nothing in sight is only said to be drawn
        note(Number(target.getAttribute(attributeName)), now);
        if (attributeName === "data-drawn" && mark("handover-first") && !bench.all) {
          bench.all = now;
          document.documentElement.dataset.benchAll = "true"; // for whoever waits outside
        }
      }
    }
  }).observe(document, { subtree: true, attributes: true,
    attributeFilter: ["data-ready", "data-seen", "data-drawn"] });

  function note(steps, now) {
    if (bench.seen[steps] !== undefined) return;
    bench.seen[steps] = now;
    const handle = document.querySelector('[data-chart="flows-over-time"] .handle.last');
    bench.pictures.push([now, handle?.ariaValueNow]);
    for (const { enough, done } of bench.waiting) if (steps >= enough) done(now);
    bench.waiting = bench.waiting.filter(({ enough }) => steps < enough);
  }

  function set(field, value) {
    const control = document.querySelector(`[data-field="${field}"]`);
    control.value = value;
    control.dispatchEvent(new Event("change", { bubbles: true }));
    bench.taken += 1;
  }

  // [ms until the picture stands in sight] of steps [field, value] that begin `apart` ms apart.
  bench.take = async (steps, apart) => {
    const times = [];
    for (const [field, value] of steps) {
      const start = performance.now();
      const seen = new Promise((done) => bench.waiting.push({ enough: bench.taken + 1, done }));
      set(field, value);
      const late = sleep(MOST_STEP_MS).then(() => {
        throw new Error(`no picture of ${field} = ${value} within ${MOST_STEP_MS} ms`);
      });
      times.push(await Promise.race([seen, late]) - start);
      await sleep(apart - (performance.now() - start));
    }
    return times;
  };

  bench.figures = () => {
    const [navigation] = performance.getEntriesByType("navigation");
    return {
      byte: navigation.responseStart, text: mark("first-contentful-paint"),
      first: mark("handover-first"), sight: mark("handover-seen"), all: bench.all,
      ready: bench.ready, step: bench.seen[1], shift: bench.shift };
  };

  // The flow diagram played once, from its first picture to its last: pictures a second.
  bench.play = async () => {
    const button = document.querySelector("[data-run]"), at = [];
    button.scrollIntoView({ block: "center" });
    await sleep(600); // what comes into sight is drawn
    const { root } = window.__handover.board;
    const watch = new MutationObserver(() => at.push(performance.now()));
    watch.observe(root, { attributeFilter: ["data-pictures"] });
    const resting = button.textContent, start = performance.now();
    button.click();
    while (!at.length || button.textContent !== resting) {
      if (performance.now() - start > MOST_STEP_MS) throw new Error("the playback does not end");
      await sleep(100);
    }
    watch.disconnect();
    return 1000 * (at.length - 1) / (at.at(-1) - at[0]);
  };

  // --- a drag of the window's last month on the chart of the flows

  const monthAt = (x) => {
    const plot = document.querySelector('[data-chart="flows-over-time"] .plot');
    const { xaxis } = plot._fullLayout;
    const inside = x - plot.getBoundingClientRect().left - xaxis._offset;
    return String(xaxis.p2d(Math.max(0, Math.min(xaxis._length - 1, inside)))).slice(0, 7);
  };

  // Where the handle is, and how far left the axis goes from there: [x, y, px].
  bench.grip = async () => {
    const chart = document.querySelector('[data-chart="flows-over-time"]');
    chart.scrollIntoView({ block: "center" });
    await sleep(600); // what comes into sight is drawn
    const box = chart.querySelector(".handle.last").getBoundingClientRect();
    const { xaxis } = chart.querySelector(".plot")._fullLayout;
    return [box.x + box.width / 2, box.y + box.height / 2, xaxis._length];
  };

  bench.watchDrag = () => {
    addEventListener("pointermove", (event) => {
      bench.moves += 1;
      bench.moveFirst ??= event.timeStamp;
      bench.moveLast = event.timeStamp;
      const month = monthAt(event.clientX);
      if (month === bench.month) return;
      bench.month = month;
      bench.monthAt = event.timeStamp;
    }, { capture: true });
  };

  // Full pictures a second while the pointer moved; ms from the last month reached to its picture.
  bench.dragged = () => {
    const { pictures, moveFirst, moveLast, month, monthAt: at } = bench;
    const months = [...document.querySelector('[data-field="first"]').options].map((o) => o.value);
    const during = pictures.filter(([now]) => now > moveFirst && now <= moveLast);
    const [shownAt, shown] = pictures.at(-1);
    return { rate: 1000 * during.length / (moveLast - moveFirst), lag: shownAt - at,
      isRight: months[shown] === month, moves: bench.moves, month, shown: months[shown] };
  };
})();
