/* The interactive chart, drawn by Plotly over the drawn one: for embeds as it is, for pages as Dash's components.
   `figures` is the namespace of dashboard/components/islands.py, of its components and of the callbacks in the browser. */
(function () {
  "use strict";
  const root = document.documentElement, words = () => document.getElementById("chart-keys").dataset;
  const { boundaries } = JSON.parse(document.getElementById("script-settings").textContent);
  const articleOf = (chart) => document.querySelector(`[data-chart="${chart}"]`);
  const say = (text) => { document.getElementById("announcements").textContent = text; };

  async function fetchFigure(address, article) {
    const url = new URL(address, location.href), phone = article.querySelector("svg.phone");
    url.searchParams.set("layout", phone && getComputedStyle(phone).display === "none" ? "desktop" : "phone");
    url.searchParams.set("theme", root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
    const answer = await fetch(url);
    if (!answer.ok) { throw new Error(`${answer.status}: ${url}`); }
    return { address, ...await answer.json() };
  }
  /* Draws a figure in a box over the drawn chart, with its tools below. */
  async function draw(box, figure) {
    const article = box.closest("[data-chart]"), drawing = article.querySelector(".drawing"), button = article.querySelector("[data-explore]");
    const fit = () => {
      const scale = drawing.getBoundingClientRect().width / figure.layout.width;
      box.style.transform = `scale(${scale})`;
      drawing.style.height = `${figure.layout.height * scale}px`;
    };
    const mode = matchMedia("(hover: hover)").matches && (figure.layout.geo ? "pan" : "zoom"); // a finger scrolls the page until asked
    const fresh = () => [box, structuredClone(figure.data), { ...structuredClone(figure.layout), dragmode: mode }];
    fit();
    await window.Plotly.newPlot(...fresh(), { displayModeBar: false, displaylogo: false, showSendToCloud: false, doubleClick: "reset",
      topojsonURL: boundaries, locale: root.lang });
    drawing.dataset.interactive = "on";
    box.label = button.textContent;
    button.textContent = words().back;
    box.tools = tools(box, article, fresh, mode);
    button.after(box.tools);
    addEventListener("resize", box.fit = fit);
    say(words().ready);
  }
  function erase(box, article) {
    const drawing = article.querySelector(".drawing"), button = article.querySelector("[data-explore]");
    removeEventListener("resize", box.fit);
    box.tools?.remove();
    window.Plotly?.purge(box);
    delete drawing.dataset.interactive;
    Object.assign(drawing.style, { height: "", touchAction: "" });
    article.querySelectorAll("tr.selected").forEach((row) => row.classList.remove("selected"));
    button.textContent = box.label || button.textContent;
  }
  const failed = (article, detail) => article.dispatchEvent(new CustomEvent("chartfailed", { bubbles: true, detail }));

  /* Zoom, selection, series and reset, for pointer, finger and key alike. */
  function tools(box, article, fresh, initial) {
    const bar = document.createElement("div"), drawing = article.querySelector(".drawing"), onMap = Boolean(box.layout.geo);
    const { points } = JSON.parse(article.querySelector("script.points").textContent);
    const status = Object.assign(document.createElement("span"), { className: "tools-status" });
    const press = (text, action, pressed) => {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: text });
      if (pressed !== undefined) { button.setAttribute("aria-pressed", pressed); }
      button.addEventListener("click", () => action(button));
      bar.append(button);
      return button;
    };
    const turned = (button) => button.getAttribute("aria-pressed") !== "true";
    const set = (button, on) => button.setAttribute("aria-pressed", on);
    const modes = {};
    function show(mode) {
      Object.entries(modes).forEach(([name, button]) => set(button, name === mode));
      drawing.style.touchAction = mode ? "none" : "";
    }
    function drag(mode) {
      show(mode);
      window.Plotly.relayout(box, { dragmode: mode });
    }
    function zoom(factor) {
      if (onMap) { return window.Plotly.relayout(box, { "geo.projection.scale": (box.layout.geo.projection.scale || 1) * factor }); }
      return window.Plotly.relayout(box, Object.fromEntries(["xaxis", "yaxis"].map((name) => {
        const [from, to] = box.layout[name].range, middle = (from + to) / 2, half = (to - from) / 2 / factor;
        return [`${name}.range`, [middle - half, middle + half]];
      })));
    }
    function select(numbers) {
      article.querySelectorAll("details.data tbody tr").forEach((row, number) => row.classList.toggle("selected", numbers.includes(number)));
      status.textContent = numbers.length ? words().selected.replace("{count}", numbers.length) : "";
      say(status.textContent);
    }
    function toggle(name, on) {
      const belongs = (number) => [points[number].series, points[number].span].includes(name);
      box.data.forEach((trace, place) => {
        const numbers = trace.customdata || [], own = numbers.filter(belongs).length;
        if (!own) { return; }
        if (onMap) { // an area that is not drawn would be a hole
          const shown = [trace.marker.opacity ?? 1].flat(), next = numbers.map((number, at) => belongs(number) ? (on ? 1 : 0.1) : shown[at] ?? 1);
          window.Plotly.restyle(box, { "marker.opacity": [own === numbers.length ? next[0] : next] }, [place]);
        } else { window.Plotly.restyle(box, { visible: on }, [place]); }
      });
      if (!onMap) { relabel(); }
    }
    /* Words and lines beside a mark come and go with it; totals of a stack hold for all of it only. */
    function relabel() {
      const gone = box.data.filter(({ visible }) => visible === false), stack = box.layout.barmode === "stack";
      const off = gone.flatMap(({ y }) => y), panels = gone.map(({ name }) => name);
      const parts = ["annotations", "shapes"].flatMap((kind) => (box.layout[kind] || []).map((part, place) => [`${kind}[${place}].visible`, part]));
      window.Plotly.relayout(box, Object.fromEntries(parts.filter(([, part]) => part.xref !== "paper")
        .map(([name, part]) => [name, !(part.name ? panels.includes(part.name) : off.includes(part.y ?? part.y0) || (stack && off.length))])));
    }
    bar.className = "tools";
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", words().tools);
    for (const [mode, text] of [[onMap ? "pan" : "zoom", onMap ? words().dragToMove : words().dragToZoom], ["select", words().dragToSelect]]) {
      modes[mode] = press(text, (button) => drag(turned(button) && mode), false);
    }
    press(words().zoomIn, () => zoom(1.5));
    press(words().zoomOut, () => zoom(1 / 1.5));
    const names = [...new Set(points.map(({ series, span }) => series || span))].filter(Boolean);
    const switches = names.length < 2 ? [] : names.map((name) => press(name, (button) => { set(button, turned(button)); toggle(name, !turned(button)); }, true));
    press(words().reset, async () => {
      await window.Plotly.react(...fresh());
      switches.forEach((button) => set(button, true));
      select([]);
      show(initial);
    });
    status.setAttribute("role", "status");
    bar.append(status);
    box.on("plotly_selected", (event) => select(event ? event.points.map(({ customdata }) => customdata) : []));
    box.on("plotly_deselect", () => select([]));
    // Bars may stand out of the plot with their words, but not when it shows a part of them.
    box.on("plotly_relayout", (changed) => {
      if (Object.keys(changed).some((name) => name.includes("range")) && !box.data.every(({ cliponaxis }) => cliponaxis)) {
        window.Plotly.restyle(box, { cliponaxis: true });
      }
    });
    show(initial);
    return bar;
  }

  /* On pages: Dash's components, and the callbacks that run in the browser. */
  function replace(chart, html) {
    const holder = document.createElement("div");
    holder.innerHTML = html;
    articleOf(chart).dispatchEvent(new CustomEvent("chartreplace", { bubbles: true, detail: holder.firstElementChild }));
  }
  function Chart({ chart, explored, figure, figure_url, html, problem, setProps }) {
    const React = window.React, box = React.useRef(null), [, again] = React.useState("");
    React.useLayoutEffect(() => { if (html) { replace(chart, html); again(html); } }, [html]);
    React.useEffect(() => { if (problem) { failed(articleOf(chart), problem); } }, [problem]);
    const article = articleOf(chart), ready = article && explored && figure && figure.address === figure_url;
    React.useEffect(() => {
      const own = box.current;
      if (!ready || !own) { return undefined; }
      draw(own, figure).catch(() => { failed(article); setProps({ explored: false }); });
      return () => erase(own, article);
    }, [ready, figure, article]);
    return ready ? window.ReactDOM.createPortal(React.createElement("div", { className: "interactive", ref: box, key: figure.address }),
      article.querySelector(".drawing")) : null;
  }
  function Islands({ children }) {
    window.React.useEffect(() => { if (children) { document.dispatchEvent(new CustomEvent("islandsready")); } }, [children]);
    return children || null;
  }
  window.figures = { fetchFigure, draw, erase, Chart, Islands };
  window.dash_clientside = Object.assign(window.dash_clientside || {}, { figures: {
    findCharts: () => [...document.querySelectorAll("[data-chart]")].map(({ dataset: { chart, figure } }) => ({ type: "Chart", namespace: "figures",
      props: { id: { type: "chart", id: chart }, chart, figure_url: figure } })),
    fetchFigure: async (activated, address) => {
      const article = document.querySelector(`[data-figure="${address}"]`);
      if (!activated || !article) { return window.dash_clientside.no_update; }
      try { return await fetchFigure(address, article); } catch { failed(article); return window.dash_clientside.no_update; }
    }
  } });
})();
