// Native controls for the Reading. Python says what is shown; nothing is decided here.

function element(tag, attributes, parent, text) {
  const made = document.createElement(tag);
  Object.assign(made, attributes);
  if (text) made.textContent = text;
  parent?.append(made);
  return made;
}

let bars = 0;

// Choosing own donors happens in a dialog: focus stays inside, Esc closes, nothing is sent before.
function donorDialog(model, parent) {
  const dialog = element("dialog", { className: "donor-dialog" }, parent);
  const form = element("form", { method: "dialog" }, dialog);
  element("h2", {}, form, "Count these donors");
  for (const { group, donors } of model.get("donors")) {
    const set = element("fieldset", {}, form);
    element("legend", {}, set, group);
    for (const [iso3, name] of donors) {
      const label = element("label", {}, set);
      element("input", { type: "checkbox", value: iso3 }, label);
      label.append(` ${name}`);
    }
  }
  const row = element("div", { className: "dialog-row" }, form);
  const count = element("button", { className: "filled", value: "count" }, row, "Count these");
  element("button", { className: "link", value: "" }, row, "Cancel");
  const boxes = () => [...form.querySelectorAll("input")];
  form.onchange = () => { count.disabled = !boxes().some((box) => box.checked); };
  return (shown, done) => {
    for (const box of boxes()) box.checked = shown.chosen.includes(box.value);
    form.onchange();
    dialog.returnValue = "";
    dialog.onclose = () =>
      done(dialog.returnValue && boxes().filter((b) => b.checked).map((b) => b.value).join("."));
    dialog.showModal();
  };
}

export default {
  render({ model, el }) {
    const id = `bar${bars++}`;
    el.classList.add("bar");
    // A step that takes longer than a blink is said in the charts' subtitles; nothing moves.
    let slow = null, unanswered = 0;
    const computing = (is) => el.closest(".page-body, .widget-vbox.handover")
      ?.classList.toggle("computing", is);
    const ask = (message) => {
      clearTimeout(slow);
      slow = setTimeout(() => computing(true), 300);
      unanswered += 1;
      model.send(message);
    };
    const answered = (message) => {
      if (!message.answered) return;
      unanswered = Math.max(0, unanswered - 1);
      if (unanswered) return;
      clearTimeout(slow);
      computing(false);
      show();
    };
    model.on("msg:custom", answered);
    const details = element("details", {}, el);
    const summary = element("summary", {}, details);
    const counting = element("span", { className: "counting" }, summary);
    const change = element("span", { className: "change" }, summary, "Change");
    details.ontoggle = () => { change.textContent = details.open ? "Close" : "Change"; };
    const row = element("div", { className: "bar-row" }, details);
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", "How you count");
    const askDonors = donorDialog(model, el);
    const controls = {};
    for (const { name, label, options } of model.get("fields")) {
      const cell = element("div", { className: "bar-field" }, row);
      const head = element("div", { className: "bar-name" }, cell);
      element("label", { htmlFor: `${id}-${name}` }, head, label);
      const changed = element("span", { className: "changed", id: `${id}-${name}-changed` }, head,
        "changed");
      const select = element("select", { id: `${id}-${name}` }, cell);
      for (const [value, text] of options) element("option", { value }, select, text);
      if (name === "donors") element("option", { value: "chosen" }, select, "Your list …");
      select.onchange = () => {
        if (name !== "donors" || select.value !== "chosen")
          return ask({ field: name, value: select.value });
        const shown = model.get("shown");
        select.value = shown.values.donors;
        askDonors(shown, (value) => value && ask({ field: name, value }));
      };
      controls[name] = { select, changed };
    }
    const edit = element("button", { type: "button", className: "link edit" },
      controls.donors.select.parentElement, "Edit list");
    edit.onclick = () => askDonors(model.get("shown"),
      (value) => value && ask({ field: "donors", value }));
    const tools = element("div", { className: "bar-tools" }, row);
    element("button", { type: "button", className: "link" }, tools, "Reset").onclick = () =>
      ask({ query: "" });
    const copy = element("button", { type: "button", className: "link" }, tools, "Copy link");
    const said = element("span", { className: "said" }, tools);
    said.setAttribute("role", "status");
    copy.onclick = async () => {
      try {
        await navigator.clipboard.writeText(location.href);
        said.textContent = "Copied";
      } catch {
        said.textContent = location.href;
      }
      setTimeout(() => { said.textContent = ""; }, 4000);
    };
    const problems = element("div", { className: "problems" }, el);
    problems.setAttribute("role", "status");

    function show() {
      const shown = model.get("shown");
      counting.innerHTML = `<span class="bar-name">You are counting</span> ${shown.counting}`;
      for (const [name, { select, changed }] of Object.entries(controls)) {
        const isChanged = shown.changed.includes(name);
        if (!unanswered) select.value = shown.values[name]; // else the reader is ahead of us
        select.classList.toggle("is-changed", isChanged);
        changed.hidden = !isChanged;
        if (isChanged) select.setAttribute("aria-describedby", changed.id);
        else select.removeAttribute("aria-describedby");
      }
      const own = controls.donors.select.querySelector('[value="chosen"]');
      own.textContent = shown.chosen.length ? `Your list (${shown.chosen.length})` : "Your list …";
      edit.hidden = !shown.chosen.length;
      problems.replaceChildren(...shown.problems.map((text) => element("p", {}, null, text)));
    }
    const wide = matchMedia("(min-width: 1001px)");
    const fold = () => { details.open = wide.matches; };
    wide.addEventListener("change", fold);
    fold();
    model.on("change:shown", show);
    show();
    return () => {
      wide.removeEventListener("change", fold);
      model.off("change:shown", show);
      model.off("msg:custom", answered);
    };
  },
};
