// The board as a notebook's widget: the kernel sends the page, and answers its steps.

const BEAT_MS = 5_000;

export default {
  async render({ model, el }) {
    if (!document.querySelector("style.handover-css"))
      element("style", "handover-css", document.head).textContent = model.get("css");
    const body = element("div", "page-body");
    body.innerHTML = model.get("html"); // escaped by Python
    el.replaceChildren(body);
    // Arrow keys in a control are no commands to JupyterLab, which looks at what is in focus first.
    el.addEventListener("focusin", ({ target }) => { target.dataset.lmSuppressShortcuts = "true"; });
    await pause(0); // the element is in the document then, and has a width
    const kernel = new Kernel(model);
    const board = new Board(body, model.get("state"), kernel, false); // the address is the notebook's
    kernel.moved = () => board.do("follow");
    if (model.get("query") !== board.state.query) board.do("follow"); // it moved before this view
    board.figures.then(() => { document.documentElement.dataset.ready = "true"; }, () => {});
    // A question now and then; no answer means that the kernel is gone.
    const beat = setInterval(() => {
      if (document.hidden || kernel.open.size) return;
      kernel.ask({ what: "there" }).then(() => board.say(""), (error) => {
        delete document.documentElement.dataset.ready;
        board.say(error.sentence, error.button);
      });
    }, BEAT_MS);
    return () => {
      clearInterval(beat);
      board.end();
      kernel.end();
    };
  },
};
