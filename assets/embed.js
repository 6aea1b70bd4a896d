/* 1. The height: tells the host page how high the chart is. Hosts have dialects and ignore the rest: all are spoken.
   What a host says is only compared; it becomes no pattern and no HTML. */
(function () {
  "use strict";
  const host = window.parent, root = document.documentElement;
  if (host === window) { return; }
  const src = location.href; // hosts compare it with the frame's src: kept as it was at the start
  const chart = location.pathname.split("/").pop();
  const pymId = new URLSearchParams(location.search).get("childId");
  const PYM = `pymxPYMx${pymId}xPYMx`, SIZER = "[iFrameSizer]";
  let last = 0, sizerId = "", openAsked = false;

  // To any origin: who frames the chart is not known, and a height is no secret.
  const post = (message) => host.postMessage(message, "*");
  function postSizer(...fields) {
    if (sizerId) { post([SIZER + sizerId, ...fields].join(":")); }
  }
  // Read each time: WordPress may add its secret later.
  function postWordPress(message, value) {
    const secret = location.hash.startsWith("#?") && new URLSearchParams(location.hash.slice(2)).get("secret");
    if (secret) { post({ message, value, secret }); }
    return secret;
  }

  const say = {
    all(height) {
      post({ "datawrapper-height": { [chart]: height } });
      post({ sentinel: "amp", type: "embed-size", height });
      post(JSON.stringify({ src, context: "iframe.resize", height }));
    },
    pym(height) { if (pymId) { post(`${PYM}heightxPYMx${height}`); } },
    wordPress(height) { postWordPress("height", height); },
    sizer(height, event = "resizeObserver") { postSizer(height, root.clientWidth, event); },
    open(height) { if (openAsked) { post({ type: "iframe-resized", width: root.clientWidth, height }); } }
  };
  // A scrollbar narrows the page, and a frame of the height that the narrowed page needs would keep it for ever.
  function neededHeight() {
    const narrowed = innerWidth > root.clientWidth;
    if (narrowed) { root.style.overflow = "hidden"; }
    const height = Math.ceil(root.getBoundingClientRect().height);
    if (narrowed) { root.style.overflow = ""; }
    return height;
  }
  // One dialect is an answer; none means all, if the height changed.
  function tell(dialect, event) {
    const height = neededHeight();
    if (!height) { last = 0; } // hidden: all is said once it is shown
    else if (dialect) { dialect(height, event); }
    else if (height !== last) {
      last = height;
      Object.values(say).forEach((each) => each(height));
    }
  }

  function hearSizer(text) {
    const [id, ...fields] = text.split(":");
    if (id && ["true", "false"].includes(fields[1])) { // init
      sizerId = id;
      tell(say.sizer, "init");
      tell(say.sizer); // open-iframe-resizer hears only this
      // Version 5 (more fields) names a nameless frame; a colon would end it.
      if (fields.length > 15) { postSizer(0, 0, "title", document.title.split(":").join(" –")); }
    }
    if (text === "resize") { tell(say.sizer, "resizeParent"); }
    if (text === "reset") { tell(say.sizer, "resetPage"); }
    if (id === "moveToAnchor") {
      const anchor = fields.join(":"), target = document.getElementById(anchor);
      if (target) { postSizer(Math.round(target.getBoundingClientRect().top), 0, "scrollToOffset"); }
      else { postSizer(0, 0, "inPageLink", `#${anchor}`); }
    }
  }
  addEventListener("message", ({ source, data }) => {
    if (source !== host || !data) { return; }
    if (data.type === "iframe-child-init" || data.type === "iframe-get-child-dimensions") {
      openAsked = true;
      tell(say.open);
    }
    if (typeof data !== "string" || data.length > 9999) { return; }
    if (data.startsWith(SIZER)) { hearSizer(data.slice(SIZER.length)); }
    if (data.startsWith(`${PYM}widthxPYMx`)) { tell(say.pym); }
  });
  addEventListener("hashchange", () => tell(say.wordPress));

  // A sandbox opens no link. WordPress does, to the frame's own host.
  addEventListener("click", (event) => {
    const link = event.target.closest("a[href]:not([href^='#'])");
    if (!link || link.host !== location.host || origin !== "null" || event.defaultPrevented) { return; }
    if (postWordPress("link", link.href)) { event.preventDefault(); }
  });

  post("[iFrameResizerChild]Ready");
  tell();
  new ResizeObserver(() => tell()).observe(root);
})();

/* 2. The live chart, on interest; and the walk through its values by keyboard (walk.js). */
(function () {
  "use strict";
  const drawing = document.querySelector(".drawing");
  const settings = document.getElementById("embed-settings");
  if (!drawing || !settings) { return; }
  const { figure, plotly, boundaries, walk } = JSON.parse(settings.textContent);
  // Readers who save data or want nothing to move: the chart turns live only when they ask for it.
  const saves = document.documentElement.dataset.frugal === "on"; // as the server was asked
  const frugal = () => saves || (navigator.connection && navigator.connection.saveData) ||
    matchMedia("(prefers-reduced-data: reduce), (prefers-reduced-motion: reduce)").matches;

  function load(address) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      Object.assign(script, { src: address, onload: resolve, onerror: reject });
      document.head.append(script);
    });
  }
  function theme() {
    return document.documentElement.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  }
  async function goLive() {
    const narrow = drawing.querySelector("svg.phone");
    const layout = narrow && getComputedStyle(narrow).display !== "none" ? "phone" : "desktop";
    const address = new URL(figure);
    address.searchParams.set("layout", layout);
    address.searchParams.set("theme", theme());
    const [found] = await Promise.all([fetch(address).then((answer) => answer.json()), load(plotly)]);
    const box = document.createElement("div"), width = drawing.getBoundingClientRect().width;
    const scale = width / found.layout.width;
    box.className = `live ${layout}`;
    box.style.transform = `scale(${scale})`;
    drawing.style.height = `${found.layout.height * scale}px`;
    drawing.append(box);
    await window.Plotly.newPlot(box, found.data, found.layout, {
      displayModeBar: false, displaylogo: false, showSendToCloud: false, doubleClick: false, topojsonURL: boundaries,
      locale: document.documentElement.lang
    });
    drawing.dataset.live = "on";
  }
  function ask() {
    if (drawing.dataset.live) { return; }
    drawing.dataset.live = "asked";
    goLive().catch(() => { delete drawing.dataset.live; }); // the drawn chart stays
  }
  ["pointerover", "focusin", "touchstart"].forEach((type) => {
    drawing.addEventListener(type, () => { if (!frugal()) { ask(); } }, { passive: true });
  });
  document.querySelector(".make-live").addEventListener("click", () => { ask(); drawing.focus(); });
  if (frugal()) { document.documentElement.dataset.frugal = "on"; }

  const keys = document.getElementById("walk-keys");
  keys.textContent = keys.dataset.keys;
  drawing.setAttribute("role", "application");
  drawing.setAttribute("aria-roledescription", keys.dataset.role);
  drawing.addEventListener("focusin", () => load(walk), { once: true });
})();
