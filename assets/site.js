/* Takes charts over where they stand. The page is complete without it. */
(function () {
  "use strict";
  var config = JSON.parse(document.getElementById("live-settings").textContent);
  var senders = {}, waiting = {}, asked = {}, serial = 0, dashStarted = false, plotly = null, walk = null, dialogs = null;
  var root = document.documentElement, saves = root.dataset.frugal === "on"; // as the server was asked
  /* Readers who save data or want nothing to move: a chart turns live only when they ask for it. */
  function frugal() {
    return saves || (navigator.connection && navigator.connection.saveData) ||
      window.matchMedia("(prefers-reduced-data: reduce), (prefers-reduced-motion: reduce)").matches;
  }

  function load(address) {
    return new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = address; script.onload = resolve; script.onerror = reject;
      document.head.appendChild(script);
    });
  }
  function startDash() {
    if (dashStarted) { return; }
    dashStarted = true;
    config.scripts.reduce(function (before, address) {
      return before.then(function () { return load(address); });
    }, Promise.resolve()).then(function () { new window.DashRenderer(); }).catch(function () { dashStarted = false; });
  }
  function startPlotly() {
    if (!plotly) { plotly = load(config.plotly).catch(function () { plotly = null; }); }
    return plotly;
  }
  /* The dialogs' script and style sheet come with the first sign of interest in them. */
  function startDialogs() {
    if (!dialogs) {
      dialogs = Promise.all([load(config.dialogs[0]), new Promise(function (resolve) {
        document.head.appendChild(Object.assign(document.createElement("link"),
          { rel: "stylesheet", href: config.dialogs[1], onload: resolve, onerror: resolve }));
      })]).catch(function () { dialogs = null; throw new Error("no dialogs"); });
    }
    return dialogs;
  }
  function openDialog(event) {
    var link = event.target.closest("a[data-dialog]");
    if (!link || !window.HTMLDialogElement || event.ctrlKey || event.metaKey || event.shiftKey || event.button) { return; }
    event.preventDefault();
    startDialogs().then(function () { return window.figuresDialogs.open(link); }).catch(function () { location.assign(link.href); });
  }
  function article(chart) { return document.querySelector('[data-chart="' + chart + '"]'); }
  function theme() {
    return root.dataset.theme || (window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  }
  function shownLayout(element) {
    var phone = element.querySelector("svg.phone");
    return phone && getComputedStyle(phone).display !== "none" ? "phone" : "desktop";
  }
  function query() {
    var values = {};
    new URLSearchParams(location.search).forEach(function (value, name) { values[name] = value; });
    return values;
  }
  function ask(chart, more) {
    var element = article(chart);
    if (!element) { return; }
    var level = element.querySelector(".chart-title");
    var request = Object.assign({
      chart: chart, language: root.lang, query: query(), theme: theme(), layout: shownLayout(element),
      path: location.pathname, level: level ? Number(level.tagName.slice(1)) : 3, serial: ++serial
    }, more);
    asked[chart] = request;
    startDash();
    if (senders[chart]) { senders[chart](request); } else { waiting[chart] = request; }
  }
  function interest(event) {
    var drawing = event.target.closest ? event.target.closest(".drawing") : null;
    if (drawing && !frugal()) { goLive(drawing); }
  }
  function goLive(drawing) {
    if (drawing.dataset.live) { return; }
    drawing.dataset.live = "asked";
    startPlotly();
    ask(drawing.closest("[data-chart]").dataset.chart, { want: "figure" });
  }
  /* With scripts a chart is more than a picture: its values can be walked through by keyboard (walk.js). */
  function prepare(scope) {
    var keys = document.getElementById("walk-keys");
    keys.textContent = keys.dataset.keys;
    scope.querySelectorAll(".drawing").forEach(function (drawing) {
      drawing.setAttribute("role", "application");
      drawing.setAttribute("aria-roledescription", keys.dataset.role);
    });
  }
  function startWalk(event) {
    if (walk || !event.target.closest(".drawing")) { return; }
    walk = load(config.walk).catch(function () { walk = null; });
  }
  function drawLive(chart, reply) {
    var element = article(chart), drawing = element && element.querySelector(".drawing");
    if (!drawing) { return; }
    startPlotly().then(function () {
      var shown = drawing.querySelector("svg." + asked[chart].layout);
      if (!window.Plotly) { delete drawing.dataset.live; return; }
      var box = document.createElement("div");
      box.className = "live " + asked[chart].layout;
      var figure = reply.figure, width = drawing.getBoundingClientRect().width;
      var scale = shown ? width / figure.layout.width : Math.min(1, width / figure.layout.width);
      drawing.style.height = figure.layout.height * scale + "px";
      box.style.transform = "scale(" + scale + ")";
      drawing.appendChild(box);
      return window.Plotly.newPlot(box, figure.data, figure.layout, {
        displayModeBar: false, displaylogo: false, showSendToCloud: false, responsive: false, scrollZoom: false,
        doubleClick: false, topojsonURL: config.boundaries, locale: root.lang
      }).then(function () { drawing.dataset.live = "on"; });
    });
  }
  function showState(chart, reply) {
    var element = article(chart), holder = document.createElement("div");
    if (!element) { return; }
    holder.innerHTML = reply.html;
    var focused = document.activeElement && element.contains(document.activeElement) ? document.activeElement : null;
    var control = focused && focused.dataset.control, option = focused && focused.dataset.option;
    var fresh = holder.firstElementChild;
    prepare(fresh);
    element.replaceWith(fresh);
    if (focused) {
      var again = control && fresh.querySelector('[data-control="' + control + '"][data-option="' + option + '"]');
      (again || fresh.querySelector(".drawing")).focus();
    }
    if (document.querySelector('[data-of="' + chart + '"]')) {
      startDialogs().then(function () { window.figuresDialogs.follow(chart, fresh.dataset.state); }).catch(Boolean);
    }
    announce(fresh.querySelector(".chart-title").textContent);
  }
  function announce(text) { document.getElementById("announcements").textContent = text; }

  window.figuresCharts = {
    connect: function (chart, send) {
      senders[chart] = send;
      if (waiting[chart]) { send(waiting[chart]); delete waiting[chart]; }
    },
    receive: function (chart, reply) {
      if (!asked[chart] || reply.serial !== asked[chart].serial) { return; }
      if (reply.error) { announce(reply.error); return; }
      if (reply.html) { showState(chart, reply); } else { drawLive(chart, reply); }
    }
  };

  prepare(document);
  if (frugal()) { root.dataset.frugal = "on"; }
  document.addEventListener("focusin", startWalk);
  ["pointerover", "focusin", "touchstart"].forEach(function (type) {
    document.addEventListener(type, interest, { passive: true });
    document.addEventListener(type, function (event) {
      if (event.target.closest("[data-dialog], [data-section]")) { startDialogs().catch(Boolean); }
    }, { passive: true });
  });
  document.addEventListener("click", function (event) {
    var button = event.target.closest(".make-live"), drawing = button && button.closest("[data-chart]").querySelector(".drawing");
    if (!drawing) { return; }
    goLive(drawing);
    drawing.focus();
  });
  document.addEventListener("click", openDialog);
  function changeState(search) {
    document.querySelectorAll(".languages a, .digits a").forEach(function (link) {
      var kept = new URLSearchParams(location.search), digits = link.dataset.digits;
      if (digits !== undefined || link.hreflang !== root.lang) { kept.delete("digits"); }
      if (digits) { kept.set("digits", digits); }
      link.search = kept.toString();
    });
    document.querySelectorAll("[data-chart]").forEach(function (element) {
      if (element.querySelector("[data-control]")) { ask(element.dataset.chart, { want: "article", query: search }); }
    });
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("a[data-control]") : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) { return; }
    event.preventDefault();
    history.pushState(null, "", link.href.split("#")[0]);
    changeState(query());
  });
  document.querySelectorAll("[data-copy]").forEach(function (button) { button.hidden = !navigator.clipboard; });
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy]");
    if (!button) { return; }
    var area = document.getElementById(button.dataset.copy), section = button.closest("[data-section]");
    var label = area.labels[0].textContent, said = document.getElementById("dialog-words").dataset.copied.replace("{what}", label);
    navigator.clipboard.writeText(area.value).then(function () {
      if (section) { section.querySelector("[role=status]").textContent = said; } else { announce(said); }
    }, function () { area.select(); });
  });
  window.addEventListener("popstate", function () { changeState(query()); });
  /* What the style sheet left aside for the first view is laid out once the browser has time, a part at a time. */
  function layOut(parts) {
    if (!parts.length || !window.requestIdleCallback) { return; }
    window.requestIdleCallback(function () {
      parts.shift().style.contentVisibility = "visible";
      layOut(parts);
    });
  }
  window.addEventListener("load", function () {
    layOut(Array.from(document.querySelectorAll(".sections>section, .sections~*, main>.text~.text, main>.chart~*")));
  });
  /* Dash comes with the first sign of a reader: who only looks at the page never loads it. */
  if (!frugal() && document.querySelector("[data-chart]")) {
    ["scroll", "pointermove", "keydown", "touchstart"].forEach(function (type) {
      window.addEventListener(type, startDash, { once: true, passive: true });
    });
  }
})();
