// The page without a server: the answers to some steps were computed beforehand and lie in memory.

// What the steps of the benchmark set; other values may follow from these.
const READING = ["measure", "kind", "donors", "eu_institutions", "unit", "rhythm", "first", "last"];
const reading = (values) => JSON.stringify(READING.map((field) => values[field]));

class Memory {
  constructor(answers) {
    this.serves = true;
    this.contents = {};
    this.atQuery = new Map();
    this.atValues = new Map();
    this.remember(answers);
  }

  // Contents (charts and texts) by their id, and answers that name them.
  remember({ contents, answers }) {
    Object.assign(this.contents, contents);
    for (const answer of answers) {
      this.atQuery.set(answer.query, answer);
      this.atValues.set(reading(answer.values), answer);
    }
  }

  async ask({ what, at, do: steps, sizes }) {
    const before = this.atQuery.get(at);
    if (what === "charts") {
      const given = Object.keys(sizes).map((name) => [name, this.contents[before.charts[name]]]);
      return { charts: Object.fromEntries(given) };
    }
    const set = Object.fromEntries(steps.map(([, field, value]) => [field, value]));
    const after = this.atValues.get(reading({ ...before.values, ...set }));
    if (!after) throw { sentence: "○ This step is not in the static page." };
    const patch = ["query", "values", "chosen", "changed"].map((key) => [[key], after[key]]);
    for (const kind of ["texts", "charts"])
      for (const [name, id] of Object.entries(after[kind]))
        if (id !== before[kind][name]) patch.push([[kind, name], this.contents[id]]);
    return { query: after.query, patch };
  }
}

const given = (id) => JSON.parse(document.getElementById(id).textContent);
const memory = new Memory(given("handover-answers"));
const board = new Board(document.querySelector(".page-body"), given("handover-state"), memory, true);
board.figures.then(() => { document.documentElement.dataset.ready = "true"; });
window.__handover = {
  board,
  // The rest of the answers, before steps are measured; the charts stand first.
  async load() {
    await board.figures;
    await board.paint();
    memory.remember(await (await fetch("answers.json")).json());
  },
};
