"use strict";
(() => {
  const form = document.getElementById("filter");
  if (!form) return;
  const names = ["verdict", "level", "runtime", "q"];
  const findings = [...document.querySelectorAll(".finding")];
  const groups = [...document.querySelectorAll(".group")];
  const texts = new Map(); // of findings, from the first search on

  const textOf = (finding) => {
    let text = texts.get(finding);
    if (text === undefined) {
      const heading = finding.parentElement.querySelector("h3");
      text = ((heading ? heading.textContent + " " : "") + finding.textContent).toLowerCase();
      texts.set(finding, text);
    }
    return text;
  };

  const apply = () => {
    const [verdict, level, runtime, q] = names.map((name) => form.elements[name].value);
    const words = q.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const f of findings) {
      const fits = (!verdict || f.dataset.verdict === verdict) && (!level || f.dataset.level === level) &&
        (!runtime || f.dataset.runtime === runtime) && words.every((word) => textOf(f).includes(word));
      f.hidden = !fits;
      shown += fits;
    }
    for (const g of groups) {
      g.hidden = !g.querySelector(".finding:not([hidden])");
      if (words.length && !g.hidden) g.open = true; // what is found is not left folded
    }
    document.getElementById("shown").textContent = `${shown} of ${findings.length} findings shown`;
  };

  // The fragment holds the filter, so that an address can be passed on.
  const read = () => {
    const wanted = new URLSearchParams(location.hash.slice(1));
    for (const name of names) {
      const field = form.elements[name];
      field.value = wanted.get(name) || "";
      if (field.selectedIndex === -1) field.selectedIndex = 0;
    }
    apply();
  };
  const write = () => {
    const wanted = new URLSearchParams();
    for (const name of names) if (form.elements[name].value) wanted.set(name, form.elements[name].value);
    history.replaceState(null, "", "#" + wanted);
    apply();
  };

  let typing;
  form.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(write, 120); });
  form.addEventListener("reset", () => setTimeout(write));
  form.addEventListener("submit", (event) => { event.preventDefault(); write(); });
  const fold = (open) => { for (const f of findings) if (!f.hidden) f.open = open; };
  document.getElementById("open").addEventListener("click", () => fold(true));
  document.getElementById("close").addEventListener("click", () => fold(false));
  addEventListener("hashchange", read);

  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const d of folded) d.open = true;
  });
  addEventListener("afterprint", () => { for (const d of folded) d.open = false; });

  form.hidden = false;
  read();
})();
