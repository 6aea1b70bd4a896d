/* A chart answers at once: pointer, tap and key show a value's words beside its mark. Nothing is fetched: the words stand
   beside the drawing, and marks carry the number of their value, on the drawn chart and on the interactive one above it. */
(function () {
  "use strict";
  const NS = "http://www.w3.org/2000/svg", REACH_PX = 24, GAP_PX = 8, DRAWING = "[data-chart] .drawing", ROW = "details.data tbody tr";
  const keys = document.getElementById("chart-keys"), announcements = document.getElementById("announcements");
  const rtl = document.documentElement.dir === "rtl";
  const [forward, back] = rtl ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
  const charts = new WeakMap(), tooltip = element("div", "tooltip");
  tooltip.setAttribute("role", "tooltip");
  const seen = new Set(), observer = new IntersectionObserver((entries) => {
    entries.forEach(({ isIntersecting, target }) => seen[isIntersecting ? "add" : "delete"](target));
  });
  let shown = null, undo = [], touched = false;

  function element(name, className, text = "") {
    return Object.assign(document.createElement(name), { className, textContent: text });
  }
  function chartOf(inside) {
    const article = inside.closest("[data-chart]");
    if (!charts.has(article)) {
      const { texts = [], points = [], type } = JSON.parse(article.querySelector("script.points")?.textContent || "{}");
      const named = points.map(({ label, series, span }) => [label, series, span].filter(Boolean));
      const labels = [...new Set(points.map(({ label }) => label))], lanes = [...new Set(points.map(({ series }) => series))];
      // One value for each label: the series are only colours, and keys lead through all of them.
      const lane = points.map(({ series }) => labels.length === points.length ? 0 : lanes.indexOf(series));
      article.querySelectorAll(".drawing title").forEach((title) => title.remove()); // the browser's own tooltips
      charts.set(article, { article, drawing: article.querySelector(".drawing"), texts, points, type, named, labels, lane, at: -1 });
    }
    return charts.get(article);
  }

  /* What is drawn of each value, and its box on the screen. */
  function marks({ drawing, points }) {
    const found = points.map(() => []), plot = drawing.matches("[data-interactive=on]") && drawing.querySelector(".js-plotly-plot");
    const note = (number, mark) => { if (mark) { found[number]?.unshift(mark); } };
    if (!plot) {
      const svg = [...drawing.querySelectorAll(":scope > svg")].find((each) => getComputedStyle(each).display !== "none");
      svg?.querySelectorAll("[data-line]").forEach((line) => note(line.dataset.line, line));
      svg?.querySelectorAll("[data-point]").forEach((mark) => note(mark.dataset.point, mark));
      return found;
    }
    for (const [selector, types] of [[".choroplethlayer path", ["choropleth"]], [".barlayer .point", ["bar"]],
      [".scatterlayer .point", ["scatter", "scattergeo"]]]) {
      const drawn = plot.querySelectorAll(selector);
      let next = 0;
      for (const trace of plot.data.filter(({ type, visible }) => types.includes(type) && visible !== false)) {
        if ((trace.mode || "markers").includes("markers")) {
          (trace.customdata || []).forEach((number, place) => note(number, drawn[next + place]));
          next += (trace.locations || trace.lon || trace.x).length;
        }
      }
    }
    return found;
  }
  function places(chart) {
    const { width } = chart.drawing.getBoundingClientRect(), { interactive } = chart.drawing.dataset;
    if (chart.width !== width || interactive) {
      chart.width = width;
      chart.marks = marks(chart);
      const frame = chart.drawing.getBoundingClientRect();
      chart.places = chart.marks.map(([mark]) => {
        const path = mark && (mark.matches("path") ? mark : mark.querySelector("path") || mark), box = path?.getBoundingClientRect();
        return box && { path, area: chart.type === "world_map" && !path.hasAttribute("transform"),
          x: box.x - frame.x, y: box.y - frame.y, width: box.width, height: box.height };
      });
    }
    return chart.places;
  }
  function nearest(chart, clientX, clientY) {
    const all = places(chart), frame = chart.drawing.getBoundingClientRect(), reach = chart.type === "table" ? Infinity : REACH_PX;
    let best = -1, least = Infinity;
    all.forEach((place, index) => {
      if (!place) { return; }
      const x = Math.abs(clientX - frame.x - place.x - place.width / 2), y = Math.abs(clientY - frame.y - place.y - place.height / 2);
      let away = Math.hypot(Math.max(0, x - place.width / 2), Math.max(0, y - place.height / 2));
      if (chart.type === "line") { away = x; } // wherever above or below the line
      if (place.area && (away || !within(place.path, clientX, clientY))) { return; }
      const measure = away + Math.hypot(x, y) / 1e4;
      if (away <= reach && measure < least) { [best, least] = [index, measure]; }
    });
    return best;
  }
  function within(path, x, y) {
    return path.isPointInFill(new DOMPoint(x, y).matrixTransform(path.getScreenCTM().inverse()));
  }
  /* The values that a word on the chart names: an entry of the legend, or a label. */
  function namedBy({ named }, { textContent }) {
    const bare = (text) => text.replace(/[\s\u200e\u200f\u202a-\u202e]/g, ""), word = bare(textContent);
    const fitting = (fits) => named.flatMap((names, index) => names.some((name) => fits(bare(name))) ? [index] : []);
    const exact = fitting((name) => name === word);
    return exact.length ? exact : fitting((name) => name.length > 5 && word.endsWith(name));
  }

  /* What is shown. */
  function outline({ drawing }, place, name) {
    const layer = document.createElementNS(NS, "svg"), frame = drawing.getBoundingClientRect();
    layer.setAttribute("class", name);
    layer.setAttribute("aria-hidden", "true");
    for (const part of ["focus-outline", "ring"]) {
      const shape = document.createElementNS(NS, place.area ? "path" : "rect"), matrix = place.area && place.path.getScreenCTM();
      const { x, y, width, height } = place, attributes = place.area ? { d: place.path.getAttribute("d"),
        transform: `matrix(${matrix.a} 0 0 ${matrix.d} ${matrix.e - frame.x} ${matrix.f - frame.y})` } :
        { x: x - 3, y: y - 3, width: width + 6, height: height + 6, rx: 3 };
      Object.entries({ ...attributes, class: part }).forEach(([key, value]) => shape.setAttribute(key, value));
      layer.append(shape);
    }
    drawing.append(layer);
    undo.push(() => layer.remove());
  }
  function mark(element, name) {
    element?.classList.add(name);
    undo.push(() => element?.classList.remove(name));
  }
  /* A value on its chart and in the table; its subject in the other charts that are in view, and their tables, too. */
  function highlight(chart, index) {
    const { subject } = chart.points[index];
    for (const article of new Set([chart.article, ...(subject ? seen : [])])) {
      const each = chartOf(article);
      each.points.forEach((point, place) => {
        if (each === chart ? place !== index : point.subject !== subject) { return; }
        const box = places(each)[place];
        if (box) { outline(each, box, each === chart ? "highlight" : "highlight linked"); }
        mark(article.querySelectorAll(ROW)[place], "pointed");
      });
    }
  }
  /* Beside the mark and never over it, within the chart's box and what is seen of it. */
  function position({ drawing, article }, { x, y, width, height }) {
    const frame = drawing.getBoundingClientRect(), box = article.getBoundingClientRect(), own = tooltip.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement, clamp = (value, low, high) => Math.max(Math.min(low, high), Math.min(value, high)); // where room is short, the window counts
    const [left, right] = [Math.max(0, box.left) - frame.x, Math.min(clientWidth, box.right) - own.width - frame.x];
    const [top, bottom] = [Math.max(0, box.top) - frame.y, Math.min(clientHeight, box.bottom) - own.height - frame.y];
    const middleX = clamp(x + width / 2 - own.width / 2, left, right), middleY = clamp(y + height / 2 - own.height / 2, top, bottom);
    const after = [x + width + GAP_PX, middleY], before = [x - GAP_PX - own.width, middleY];
    const below = [middleX, y + height + GAP_PX], above = [middleX, y - GAP_PX - own.height];
    const sides = ["touch", "help"].includes(shown.by) ? [below, above] : [...(rtl ? [before, after] : [after, before]), below, above];
    const [atX, atY] = sides.find((at) => at[0] >= left && at[0] <= right && at[1] >= top && at[1] <= bottom) ||
      [middleX, clamp(y + height + GAP_PX, top, bottom)];
    Object.assign(tooltip.style, { left: `${atX}px`, top: `${atY}px` });
  }
  function fullName({ label, series }) {
    return series ? keys.dataset.name.replace("{category}", () => label).replace("{series}", () => series) : label;
  }
  function open(chart, by, content, place) {
    shown = { ...shown, chart, by };
    tooltip.className = `tooltip by-${by}`;
    tooltip.replaceChildren(...content);
    chart.drawing.append(tooltip);
    const { width, height } = chart.drawing.getBoundingClientRect();
    position(chart, place || { x: 0, y: 0, width, height });
  }
  /* Shows a value, or dims all but those named, or both. */
  function show(chart, index, by, kept = []) {
    const key = [by, index, ...kept].join();
    if (shown?.chart === chart && shown.key === key) { return; }
    hide();
    shown = { chart, index, by, key };
    if (kept.length) { places(chart); chart.marks.forEach((each, number) => { if (!kept.includes(number)) { each.forEach((one) => mark(one, "dimmed")); } }); }
    if (index < 0) { return; }
    chart.at = index;
    if (by !== "row") {
      const { value, texts, ...point } = chart.points[index];
      open(chart, by, [element("strong", "", fullName(point)), element("span", "tooltip-value", value),
        ...texts.map((text) => element("span", "", chart.texts[text]))], places(chart)[index]);
    }
    highlight(chart, index);
  }
  function help(drawing) {
    hide();
    open(chartOf(drawing), "help", [keys.textContent]);
    tooltip.setAttribute("aria-hidden", "true"); // screen readers hear it as the chart's description
  }
  function hide() {
    tooltip.remove();
    tooltip.removeAttribute("aria-hidden");
    undo.splice(0).forEach((each) => each());
    shown = null;
  }
  function say(text) { announcements.textContent = text; }

  /* Pointer and tap. */
  function pointed({ target, clientX, clientY }, by) {
    const drawing = target.closest(DRAWING), row = target.closest(ROW), text = target.closest("text");
    if (tooltip.contains(target)) { return; }
    if (row && by === "mouse" && row.closest("[data-chart]")) { show(chartOf(row), row.sectionRowIndex, "row"); return; }
    const kept = drawing && text && chartOf(drawing).type !== "table" ? namedBy(chartOf(drawing), text) : [];
    const index = !drawing || kept.length > 1 ? -1 : kept[0] ?? nearest(chartOf(drawing), clientX, clientY);
    if (index >= 0 || kept.length) { show(chartOf(drawing), index, by, kept); }
    else if (shown && !["key", "help"].includes(shown.by) && (by === "touch" || shown.by !== "touch")) { hide(); }
  }
  document.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "mouse" || !event.buttons) { pointed(event, event.pointerType === "mouse" ? "mouse" : "touch"); }
  }, { passive: true });
  document.addEventListener("pointerdown", ({ pointerType }) => { touched = pointerType !== "mouse" && { ...shown }; }, { passive: true });
  document.addEventListener("click", (event) => {
    if (!touched) { return; }
    pointed(event, "touch");
    if (shown && shown.chart === touched.chart && shown.key === touched.key) { hide(); } // the second tap
  });
  document.documentElement.addEventListener("pointerleave", () => { if (["mouse", "row"].includes(shown?.by)) { hide(); } });

  /* Keys. */
  function target(chart, key) {
    const { points, labels, lane } = chart, first = chart.at < 0, at = Math.max(0, chart.at), numbers = [...points.keys()];
    const own = numbers.filter((index) => lane[index] === lane[at]), far = (index) => Math.abs(labels.indexOf(points[index].label) - labels.indexOf(points[at].label));
    const along = (step) => first ? 0 : own.length > 1 ? own[own.indexOf(at) + step] : at + step; // where each is alone, from one to the next
    const across = (step) => first || own.length === points.length ? along(step) :
      numbers.filter((index) => lane[index] === lane[at] + step).sort((one, other) => far(one) - far(other))[0];
    const extreme = (sign) => numbers.filter((index) => points[index].scale && points[index].scale === points[at].scale) // only what shares a scale is compared
      .sort((one, other) => sign * (points[other].number - points[one].number))[0];
    const moves = {
      [forward]: () => along(1), [back]: () => along(-1), ArrowDown: () => across(1), ArrowUp: () => across(-1),
      Home: () => own[0], End: () => own.at(-1), PageUp: () => extreme(1), PageDown: () => extreme(-1)
    };
    const found = moves[key]?.();
    return points.length && moves[key] && { index: points[found] || key.startsWith("Page") ? found : at }; // at an end it stays
  }
  function step(chart, key) {
    const found = target(chart, key);
    if (found?.index !== undefined) {
      const { value, texts, ...point } = chart.points[found.index], pattern = { PageUp: keys.dataset.largest, PageDown: keys.dataset.smallest }[key];
      const value_ = keys.dataset.point.replace("{name}", () => fullName(point)).replace("{value}", () => value);
      const sentence = [value_, ...texts.map((text) => chart.texts[text])].join(" ");
      show(chart, found.index, "key");
      say(pattern ? pattern.replace("{point}", () => sentence) : sentence);
    }
    return found;
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) { return; }
    const drawing = event.target.matches(".drawing") && event.target, details = event.target.closest("details.data");
    if (event.key === "Escape") {
      if (shown?.by === "key") { say(""); help(drawing); }
      else if (shown) { hide(); }
      else { details?.closest("[data-chart]").querySelector(".drawing").focus(); }
    } else if (drawing && event.code === "KeyT") {
      const table = drawing.closest("[data-chart]").querySelector("details.data");
      table.open = true;
      table.querySelector(".table-scroll").focus();
      event.preventDefault();
    } else if (drawing && step(chartOf(drawing), event.key)) { event.preventDefault(); }
  });
  document.addEventListener("focusin", ({ target }) => { if (target.matches(".drawing:focus-visible")) { help(target); } });
  document.addEventListener("focusout", ({ target }) => { if (target.matches(".drawing")) { hide(); } });
  addEventListener("resize", () => { if (shown) { hide(); } });

  /* With scripts a chart is more than a picture. */
  function prepare(scope) {
    scope.querySelectorAll(DRAWING).forEach((drawing) => {
      observer.observe(drawing.closest("[data-chart]"));
      drawing.setAttribute("role", "application");
      drawing.setAttribute("aria-roledescription", keys.dataset.role);
    });
  }
  keys.textContent = keys.dataset.keys;
  prepare(document);
  document.addEventListener("chartchange", ({ target }) => { hide(); prepare(target); });
  /* Another state of a chart takes its place, and the focus with it; what was unfolded to choose it stays so. */
  document.addEventListener("chartreplace", ({ target: old, detail: fresh }) => {
    const focused = old.contains(document.activeElement) && document.activeElement, { control, option } = focused ? focused.dataset : {};
    fresh.className = old.className; // its place on the page
    old.replaceWith(fresh);
    const again = control && fresh.querySelector(`[data-control="${control}"][data-option="${option}"]`), fold = again && again.closest("details");
    if (fold) { fold.open = true; }
    if (focused) { (again || fresh.querySelector(".drawing")).focus(); }
    fresh.dispatchEvent(new CustomEvent("chartchange", { bubbles: true }));
    say(fresh.querySelector(".chart-title").textContent);
  });
  /* The interactive chart did not come: the drawn one stays, and a sentence says so until the button is pressed again. */
  document.addEventListener("chartfailed", ({ target, detail }) => {
    const button = target.querySelector("[data-explore]"), notice = element("p", "notice failed", detail || keys.dataset.failed);
    target.querySelector(".failed")?.remove();
    delete target.querySelector(".drawing").dataset.interactive;
    notice.setAttribute("role", "status");
    button.after(notice);
    button.addEventListener("click", () => notice.remove(), { once: true });
  });
  if (document.activeElement?.matches(".drawing:focus-visible")) { help(document.activeElement); }
})();
