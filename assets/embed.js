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
  addEventListener("resize", () => tell());
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

/* 2. The interactive chart, when a reader asks for it, and another state of it. */
(function () {
  "use strict";
  const settings = document.getElementById("script-settings");
  let article = document.querySelector("[data-chart]"), wanted = "";
  if (!article || !settings) { return; }
  const box = Object.assign(document.createElement("div"), { className: "interactive" });
  const [plotly, chart] = JSON.parse(settings.textContent).scripts, loads = {};

  function load(address) {
    loads[address] = loads[address] || new Promise((resolve, reject) => {
      const script = Object.assign(document.createElement("script"), { src: address, onload: resolve });
      script.onerror = () => { delete loads[address]; reject(new Error(address)); };
      document.head.append(script);
    });
    return loads[address];
  }
  async function explore() {
    const asked = article, drawing = asked.querySelector(".drawing");
    drawing.dataset.interactive = "asked";
    const figure = load(chart).then(() => window.figures.fetchFigure(asked.dataset.figure, asked));
    const [found] = await Promise.all([figure, load(plotly)]);
    if (asked !== article) { return; } // another state was chosen meanwhile
    drawing.append(box);
    await window.figures.draw(box, found);
  }
  function turn() {
    const state = article.querySelector(".drawing").dataset.interactive;
    if (state === "on") { window.figures.erase(box, article); box.remove(); }
    else if (!state) {
      const asked = article;
      explore().catch(() => { box.remove(); asked.dispatchEvent(new CustomEvent("chartfailed", { bubbles: true })); });
    }
  }
  // In its place: a new page in the frame would be one that the host has not met.
  async function choose({ href }) {
    wanted = href;
    const answer = await fetch(href), text = await answer.text();
    if (href !== wanted) { return; } // another choice was made meanwhile
    if (!answer.ok) { throw new Error(`${answer.status}: ${href}`); }
    const before = article, live = before.querySelector(".drawing").dataset.interactive === "on";
    if (live) { turn(); }
    article = document.adoptNode(new DOMParser().parseFromString(text, "text/html").querySelector("[data-chart]"));
    before.dispatchEvent(new CustomEvent("chartreplace", { bubbles: true, detail: article }));
    if (live) { turn(); }
  }
  document.addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-explore], a[data-option]");
    if (pressed?.matches("[data-explore]")) { turn(); }
    else if (pressed && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      choose(pressed).catch(() => { if (pressed.href === wanted) { location.href = wanted; } });
    }
  });
})();
