// One question in a notebook: the kernel sends it as a form and judges what is sent in.

export default {
  render({ model, el }) {
    if (!document.querySelector("style.handover-css")) {
      const style = document.head.appendChild(document.createElement("style"));
      style.className = "handover-css";
      style.textContent = model.get("css");
    }
    el.innerHTML = model.get("html"); // escaped by Python
    // Keys pressed here are no commands to JupyterLab, which looks at the element in focus first.
    el.addEventListener("focusin", ({ target }) => { target.dataset.lmSuppressShortcuts = "true"; });
    const form = el.querySelector("form"), said = el.querySelector(".task-said");
    if (!form) return;
    form.onsubmit = (event) => {
      event.preventDefault();
      said.textContent = WORDS.checking;
      model.send({ answer: String(new FormData(form).get("answer") ?? "") });
    };
    form.onkeydown = (event) => {
      if (event.key !== "Enter" || event.target.name !== "answer") return;
      event.preventDefault();
      form.requestSubmit();
    };
    const heard = (message) => {
      if (typeof message.said === "string") said.innerHTML = message.said; // escaped by Python
    };
    model.on("msg:custom", heard);
    return () => model.off("msg:custom", heard);
  },
};
