/* The board of operations answers its own links at once: it hides and counts what is on the page already.
   A link whose state nothing fits is followed as any other. */
(() => {
  "use strict";
  const board = document.getElementById("board");
  if (!board || "paged" in board.dataset) return;
  const words = JSON.parse(board.querySelector("script[type='application/json']").textContent);
  const all = (selector, within = board) => [...within.querySelectorAll(selector)];
  const options = all("a[data-facet]");
  const facets = [...new Set(options.map((option) => option.dataset.facet))];
  const inWords = (count) => (format = format || new Intl.NumberFormat(words.locale)).format(count); // made when first needed
  let format;
  const rows = all("[data-operation]").map((element) => ({
    element,
    values: Object.fromEntries(facets.map((facet) => [facet, element.dataset[facet].split(" ")])),
  }));
  const OTHERS = ["kind", "draw", "view", "order", "digits", "time"];
  const NONE = Object.fromEntries(facets.map((facet) => [facet, []]));

  /* What a query string asks for: the chosen values of each facet, and everything else. */
  const read = (search) => {
    const query = new URLSearchParams(search);
    const chosen = Object.fromEntries(facets.map((facet) => [facet, query.getAll(facet).filter((v) => v && v !== "all")]));
    const others = Object.fromEntries(OTHERS.filter((name) => query.get(name)).map((name) => [name, query.get(name)]));
    return { chosen, others: { ...others, compare: query.getAll("compare") } };
  };

  const address = (chosen, others, anchor = "board") => {
    const query = new URLSearchParams();
    options.forEach(({ dataset: { facet, value } }) => chosen[facet].includes(value) && query.append(facet, value));
    OTHERS.forEach((name) => others[name] && query.append(name, others[name]));
    others.compare.forEach((key) => query.append("compare", key));
    if (others.operation) query.append("operation", others.operation);
    const text = query.toString();
    return location.pathname + (text && `?${text}`) + `#${anchor}`;
  };

  const fits = (row, chosen, without) =>
    facets.every((facet) => facet === without || !chosen[facet].length || chosen[facet].some((v) => row.values[facet].includes(v)));

  const toggled = (chosen, facet, value) => {
    const values = chosen[facet];
    return { ...chosen, [facet]: values.includes(value) ? values.filter((v) => v !== value) : [...values, value] };
  };

  const drawBar = (bar, share) => {
    const width = Math.max(0.4, share * 100);
    bar.setAttribute("width", width.toFixed(2));
    bar.setAttribute("x", (document.dir === "rtl" ? 100 - width : 0).toFixed(2));
  };

  const mark = (link, current) => (current ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current"));

  const drawOutcome = (shown, chosen, others) => {
    const single = chosen.outcome.filter((value) => words.outcomes.includes(value));
    const drawn = others.draw || (single.length === 1 ? single[0] : words.outcomes[0]);
    const draw = drawn === words.outcomes[0] ? "" : drawn;
    const query = address(chosen, { ...others, view: "", draw, compare: [] }).replace(/^[^?#]*|#.*$/g, "");
    const drawable = rows.some((row) => shown.has(row.element.dataset.operation) && row.values.outcome.includes(drawn));
    all("a[data-file]").forEach((file) => {
      file.href = file.pathname + query;
      file.parentNode.hidden = file.dataset.file === "drawn" && !drawable;
    });
    let finding = words.question;
    all("[data-outcome-drawn]").forEach((figure) => {
      figure.hidden = figure.dataset.outcomeDrawn !== drawn;
      const bars = all("tr[data-for]", figure);
      bars.forEach((row) => (row.hidden = !row.dataset.for.split(" ").some((key) => shown.has(key))));
      const visible = bars.filter((row) => !row.hidden);
      const top = Math.max(...visible.map((row) => Number(row.dataset.amount)));
      visible.forEach((row) => drawBar(row.querySelector("rect"), Number(row.dataset.amount) / top));
      figure.children[0].hidden = visible.length > 0;
      figure.children[1].hidden = visible.length === 0;
      const first = visible.find((row) => Number(row.dataset.amount) === top);
      if (!first || figure.hidden) return;
      const [operation, period, value] = [...first.cells].map((cell) => cell.textContent);
      const outcome = board.querySelector(`a[data-draw="${drawn}"]`).textContent;
      finding = words.finding.replace(/\{(\w+)\}/g, (_, name) => ({ outcome, value, operation, period })[name]);
    });
    all("a[data-draw]").forEach((link) => {
      link.href = address(chosen, { ...others, draw: link.dataset.draw });
      mark(link, link.dataset.draw === drawn);
    });
    return finding;
  };

  const apply = ({ chosen, others }) => {
    const shown = new Set();
    rows.forEach((row) => {
      row.element.hidden = !fits(row, chosen);
      if (!row.element.hidden) shown.add(row.element.dataset.operation);
    });
    options.forEach((option) => {
      const { facet, value } = option.dataset;
      const count = rows.filter((row) => row.values[facet].includes(value) && fits(row, chosen, facet)).length;
      const current = chosen[facet].includes(value);
      option.dataset.count = count;
      option.querySelector(".facet-count").textContent = inWords(count);
      drawBar(option.querySelector("rect"), count / words.total);
      option.classList.toggle("none", !count && !current);
      option.href = address(toggled(chosen, facet, value), others);
      mark(option, current);
    });
    const names = options.filter(({ dataset }) => chosen[dataset.facet].includes(dataset.value))
      .map((option) => option.querySelector(".facet-words").textContent);
    all("a[data-drop]").forEach((chip) => {
      const [facet, value] = chip.dataset.drop.split("=");
      chip.parentNode.hidden = !chosen[facet].includes(value);
      chip.href = address(toggled(chosen, facet, value), others);
    });
    const clear = board.querySelector("a[data-clear]");
    clear.parentNode.hidden = !names.length;
    clear.href = address(NONE, others);
    all("a[data-keep]").forEach((link) => {
      const [name, value] = link.dataset.keep.split("=");
      if (name === "kind") return;
      link.href = address(chosen, { ...others, [name]: link.parentNode.matches(":first-child") ? "" : value }, name);
    });
    all("a[data-opens]").forEach((link) => {
      const key = link.dataset.opens, fit = shown.has(key);
      link.href = address(fit ? chosen : NONE, { ...others, view: "", operation: key }, `operation-${key}`);
    });
    all("[data-when]").forEach((name) => {
      if (name.classList.toggle("unfit", !shown.has(name.dataset.when))) name.firstChild.setAttribute("aria-describedby", "not-selected");
      else name.firstChild.removeAttribute("aria-describedby");
    });
    all("a[data-compare]").forEach((link) => {
      const key = link.dataset.compare, without = others.compare.filter((each) => each !== key);
      const compare = without.length < others.compare.length ? without : [...without, key].sort();
      link.href = address(chosen, { ...others, compare }, compare.length > 1 ? "compare" : `operation-${key}`);
    });
    const finding = drawOutcome(shown, chosen, others);
    board.querySelector("[data-finding]").textContent = names.length
      ? words.title.replace("{chosen}", names.join(words.separator)).replace("{finding}", finding) : finding;
    const counted = words.counted.replace("{shown}", inWords(shown.size));
    const status = names.length
      ? words.chosen.replace("{counted}", counted).replace("{chosen}", names.join(words.separator)) : counted;
    board.querySelector("[role=status]").textContent = status;
  };

  const answers = (state) => rows.some((row) => fits(row, state.chosen)) && !board.querySelector(".board-empty");

  board.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-facet],a[data-drop],a[data-draw],a[data-clear]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const next = read(new URL(link.href).search);
    if (!answers(next)) return;
    event.preventDefault();
    history.pushState(null, "", link.href);
    document.dispatchEvent(new Event("addresschange"));
    apply(next);
    if (link.parentNode.hidden) (board.querySelector(".chips li:not([hidden]) a") || board.querySelector("[role=status]")).focus();
  });

  /* The name or bar of an operation opens it where it stands. */
  const open = (key) => {
    const panel = document.getElementById(`operation-${key}`);
    if (!panel || panel.closest("[hidden]")) return false;
    panel.open = true;
    panel.scrollIntoView({ block: "nearest" });
    panel.querySelector("summary").focus({ preventScroll: true });
    return true;
  };

  board.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-opens]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || !open(link.dataset.opens)) return;
    event.preventDefault();
    history.pushState(null, "", link.href);
  });

  addEventListener("popstate", () => {
    const state = read(location.search);
    if (!answers(state)) return location.reload();
    apply(state);
  });
})();
