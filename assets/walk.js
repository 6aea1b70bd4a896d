/* A walk through a chart's values by keyboard, the same on the drawn and on the live chart: the mark lies above both.
   Loaded when a chart first has the focus. */
(function () {
  "use strict";
  const NS = "http://www.w3.org/2000/svg";
  const keys = document.getElementById("walk-keys"), announcements = document.getElementById("announcements");
  const forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  const back = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
  const walks = new WeakMap(); // drawing → its values, and where the walk stands
  let marked = null;

  function walkOf(drawing) {
    if (!walks.has(drawing)) {
      const block = drawing.closest("[data-chart]").querySelector(".walk");
      walks.set(drawing, { points: block ? JSON.parse(block.textContent) : [], at: -1 });
    }
    return walks.get(drawing);
  }

  function seriesOf(points, at) {
    return points.map((_, index) => index).filter((index) => points[index].series === points[at].series);
  }
  function along(points, at, step) {
    const own = seriesOf(points, at);
    return own[own.indexOf(at) + step];
  }
  function across(points, at, step) {
    const all = [...new Set(points.map((point) => point.series))];
    if (all.length === 1) { return along(points, at, step); }
    const wanted = all[all.indexOf(points[at].series) + step];
    const far = (index) => Math.abs(points[index].category - points[at].category);
    return points.map((_, index) => index).filter((index) => points[index].series === wanted)
      .sort((one, other) => far(one) - far(other))[0];
  }
  /* Only what shares a scale is compared. */
  function extreme(points, at, sign) {
    return points.map((_, index) => index).filter((index) => points[index].scale && points[index].scale === points[at].scale)
      .sort((one, other) => sign * (points[other].value - points[one].value))[0];
  }
  function target({ points, at }, key) {
    const from = Math.max(0, at), own = seriesOf(points, from);
    const moves = {
      [forward]: () => at < 0 ? 0 : along(points, at, 1),
      [back]: () => at < 0 ? 0 : along(points, at, -1),
      ArrowDown: () => at < 0 ? 0 : across(points, at, 1),
      ArrowUp: () => at < 0 ? 0 : across(points, at, -1),
      Home: () => own[0],
      End: () => own[own.length - 1],
      PageUp: () => extreme(points, from, 1),
      PageDown: () => extreme(points, from, -1)
    };
    return moves[key] && { index: moves[key]() };
  }

  function say(text) { announcements.textContent = text; }
  function hint(drawing, text) {
    let line = drawing.querySelector(".walk-hint");
    if (!line) {
      line = document.createElement("p");
      line.className = "walk-hint";
      line.setAttribute("aria-hidden", "true"); // screen readers hear it as description and announcement
      drawing.append(line);
    }
    line.textContent = text;
  }
  function shape(svg, layout, place, name) {
    const drawn = typeof place === "number";
    const element = document.createElementNS(NS, drawn ? "path" : "rect");
    if (drawn) {
      const area = svg.querySelectorAll("g[clip-path] path")[place];
      if (!area) { return null; }
      ["d", "transform"].forEach((part) => { if (area.hasAttribute(part)) { element.setAttribute(part, area.getAttribute(part)); } });
    } else {
      ["x", "y", "width", "height"].forEach((part, index) => element.setAttribute(part, place[index]));
      element.setAttribute("rx", 3);
    }
    element.setAttribute("class", name);
    return element;
  }
  function mark(drawing, point) {
    clear(drawing);
    const svg = [...drawing.querySelectorAll("svg.phone, svg.desktop")].find((each) => getComputedStyle(each).display !== "none");
    const layout = svg && (svg.classList.contains("phone") ? "phone" : "desktop");
    if (!svg || point[layout] === null) { return; }
    const ring = document.createElementNS(NS, "svg");
    ring.setAttribute("class", "walk-mark");
    ring.setAttribute("viewBox", svg.getAttribute("viewBox"));
    ring.setAttribute("aria-hidden", "true");
    ring.append(...["halo", "ring"].map((name) => shape(svg, layout, point[layout], name)).filter(Boolean));
    drawing.append(ring);
    marked = drawing;
  }
  function clear(drawing) {
    drawing.querySelectorAll(".walk-mark").forEach((ring) => ring.remove());
    marked = null;
  }

  function step(drawing, key) {
    const walk = walkOf(drawing);
    const found = walk.points.length && target(walk, key);
    if (!found) { return false; }
    if (found.index !== undefined) {
      walk.at = found.index;
      const point = walk.points[walk.at];
      const pattern = { PageUp: keys.dataset.largest, PageDown: keys.dataset.smallest }[key] || "{point}";
      const words = pattern.replace("{point}", () => point.says);
      mark(drawing, point);
      hint(drawing, words);
      say(words);
    }
    return true;
  }
  function leave(drawing) {
    clear(drawing);
    hint(drawing, keys.textContent);
    say("");
  }
  function openTable(drawing) {
    const details = drawing.closest("[data-chart]").querySelector("details.data");
    details.open = true;
    details.querySelector(".table-scroll").focus();
  }
  function pressed(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) { return; }
    const drawing = event.target.matches(".drawing") ? event.target : null;
    if (drawing && event.key === "Escape") { leave(drawing); }
    else if (drawing && event.code === "KeyT") { openTable(drawing); event.preventDefault(); }
    else if (drawing && step(drawing, event.key)) { event.preventDefault(); }
    else if (event.key === "Escape" && event.target.closest("details.data")) {
      event.target.closest("[data-chart]").querySelector(".drawing").focus();
    }
  }
  function focused(drawing) {
    if (drawing.matches(".drawing:focus-visible")) { hint(drawing, keys.textContent); }
  }

  document.addEventListener("keydown", pressed);
  document.addEventListener("focusin", (event) => focused(event.target));
  document.addEventListener("focusout", (event) => {
    if (!event.target.matches(".drawing")) { return; }
    clear(event.target);
    event.target.querySelectorAll(".walk-hint").forEach((line) => line.remove());
  });
  addEventListener("resize", () => { if (marked) { const { points, at } = walkOf(marked); mark(marked, points[at]); } });
  if (document.activeElement) { focused(document.activeElement); }
})();
