/* Takes charts over where they stand, when a reader asks. The page is complete without it. */
(function () {
  "use strict";
  var config = JSON.parse(document.getElementById("script-settings").textContent);
  var root = document.documentElement, loads = {}, islands = null, dialogs = null, search = location.search, START_MS = 15000, ANSWER_MS = 10000;

  /* Loads a script once; one that failed is tried again when it is next wanted. Those asked for together run in order. */
  function load(address) {
    loads[address] = loads[address] || new Promise(function (resolve, reject) {
      var script = Object.assign(document.createElement("script"), { src: address, async: false, onload: resolve, onerror: function () {
        delete loads[address];
        script.remove();
        reject(new Error(address));
      } });
      document.head.appendChild(script);
    });
    return loads[address];
  }
  /* The renderer tells nobody when it misses what it asks for first; so that is fetched before it starts, and kept. */
  function ahead(address) {
    return fetch(address).then(function (answer) { if (!answer.ok) { throw new Error(address); } });
  }
  /* Dash's renderer, with a component for each chart of the page. */
  function startIslands() {
    islands = islands || Promise.all([...config.dash.map(load), ...config.ahead.map(ahead)]).then(function () {
      return new Promise(function (resolve, reject) {
        var fresh = Object.assign(document.createElement("div"), { id: "react-entry-point", hidden: true });
        document.getElementById("react-entry-point").replaceWith(fresh);
        document.addEventListener("islandsready", resolve, { once: true });
        setTimeout(reject, START_MS);
        new window.DashRenderer();
      });
    }).catch(function (error) { // the scripts build on each other: all run anew when it is next tried
      islands = null;
      config.dash.forEach(function (address) { delete loads[address]; });
      throw error;
    });
    return islands;
  }
  function setProps(chart, props) {
    return startIslands().then(function () { window.dash_clientside.set_props({ type: "chart", id: chart }, props); });
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
  function announce(text) { document.getElementById("announcements").textContent = text; }
  function failed(article) { article.dispatchEvent(new CustomEvent("chartfailed", { bubbles: true })); }
  function explore(button) {
    var chart = button.dataset.explore, article = button.closest("[data-chart]"), drawing = article.querySelector(".drawing");
    if (drawing.dataset.interactive === "asked") { return; }
    if (drawing.dataset.interactive) { setProps(chart, { explored: false }); return; }
    drawing.dataset.interactive = "asked";
    announce(document.getElementById("chart-keys").dataset.loading);
    // Dash has what the chart shows before Plotly, which takes longest, is there.
    var started = setProps(chart, { n_activated: Date.now() }), drawn = load(config.plotly);
    // It comes beside the scripts, too: the callback finds it in the browser's cache.
    load(config.chart).then(function () { return window.figures.fetchFigure(article.dataset.figure, article); }).catch(Boolean);
    Promise.all([started, drawn]).then(function () { return setProps(chart, { explored: true }); })
      .catch(function () { failed(article); });
  }
  /* The values of a name that is repeated stand in one text. */
  function query() {
    var given = new URLSearchParams(location.search);
    return Object.fromEntries([...given.keys()].map(function (name) { return [name, given.getAll(name).join(" ")]; }));
  }

  document.addEventListener("focusin", function (event) {
    if (event.target.id === "find-words") { load(config.suggestions).catch(Boolean); }
  });
  ["pointerover", "focusin", "touchstart"].forEach(function (type) {
    document.addEventListener(type, function (event) {
      if (event.target.closest("[data-dialog], [data-section]")) { startDialogs().catch(Boolean); }
    }, { passive: true });
  });
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-explore]");
    if (button) { explore(button); }
  });
  document.addEventListener("click", function (event) {
    if (!event.target.closest(".find-link")) { return; }
    location.hash = "find"; // shows the field, which can take the focus then
    document.getElementById("find-words").focus();
    event.preventDefault();
  });
  document.addEventListener("click", openDialog);
  /* A picture taken with one press is as light or as dark as the page is shown. */
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[data-as-shown]");
    if (!link) { return; }
    var address = new URL(link.href);
    if (window.matchMedia("(prefers-color-scheme: dark)").matches) { address.searchParams.set("theme", "dark"); } else { address.searchParams.delete("theme"); }
    link.href = address;
  }, true);
  /* Shows what the address asks for, where it asks for something else than before. Until charts are live, a board that
     has changed the address has them drawn by the server. */
  function changeState(event) {
    if (location.search === search) { return; }
    search = location.search;
    document.querySelectorAll(".languages a, .digits a").forEach(function (link) {
      var kept = new URLSearchParams(location.search);
      ["digits", "time"].forEach(function (name) {
        var value = link.dataset[name];
        if (value !== undefined || (link.hreflang && link.hreflang !== root.lang)) { kept.delete(name); }
        if (value) { kept.set(name, value); }
      });
      link.search = kept.toString();
    });
    if (event && !islands && document.getElementById("board")) { return; }
    document.querySelectorAll("[data-chart]").forEach(function (article) {
      var level = Number(article.querySelector(".chart-title").tagName.slice(1));
      if (!article.querySelector("[data-control]")) { return; }
      setProps(article.dataset.chart, { state: { language: root.lang, query: query(), path: location.pathname, level: level } })
        .then(function () { setTimeout(function () { if (article.isConnected) { failed(article); } }, ANSWER_MS); })
        .catch(function () { location.reload(); });
    });
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("a[data-control]") : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) { return; }
    event.preventDefault();
    history.pushState(null, "", link.href.split("#")[0]);
    changeState();
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
  window.addEventListener("popstate", changeState);
  document.addEventListener("addresschange", changeState); // another script wrote the address
  /* The current topic is in sight, also where the strip of topics is wider than the screen; nothing is laid out for that alone. */
  var strip = document.querySelector(".strip ul"), current = strip && strip.querySelector("[aria-current]");
  if (current) {
    new IntersectionObserver(function (entries, observer) {
      var own = entries[0].boundingClientRect, frame = entries[0].rootBounds;
      strip.scrollLeft += own.left + own.width / 2 - frame.left - frame.width / 2;
      observer.disconnect();
    }, { root: strip }).observe(current);
  }
  /* What opens at the foot of a panel makes the panel higher: the picture keeps its room, and nothing above moves. */
  document.addEventListener("click", function (event) {
    var foot = event.target.closest(".panel-foot"), picture = foot && foot.parentElement.querySelector(".panel-picture");
    if (picture) { picture.style.minHeight = picture.offsetHeight + "px"; }
  }, true);
  /* Notes are part of what is printed. */
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details.notes-fold:not([open])").forEach(function (notes) { notes.open = true; });
  });
  /* What the style sheet left aside for the first view is laid out once the browser has time, a part at a time. Once a reader
     uses a board, what is far away is left aside again, so that answers are painted sooner. */
  var aside = document.querySelectorAll(".grid>.panel, main>.text~.text, .after>*, .timeline, .panels>.operation");
  function layOut(parts) {
    if (!parts.length || !window.requestIdleCallback) { return; }
    window.requestIdleCallback(function () {
      parts.shift().style.contentVisibility = "visible";
      layOut(parts);
    });
  }
  function leaveAside() {
    aside.forEach(function (part) { part.style.contentVisibility = ""; });
  }
  window.addEventListener("load", function () { layOut(Array.from(aside)); });
  document.querySelectorAll("#board, #time").forEach(function (board) {
    ["pointerdown", "keydown", "click"].forEach(function (type) { board.addEventListener(type, leaveAside, { once: true }); });
  });
})();
