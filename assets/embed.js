/* 1. The height: tells the page around the frame how high the chart is. Hosts have dialects and ignore each other's,
   so all are spoken. What a host says is only compared: it becomes no pattern and no HTML. */
(function () {
  "use strict";
  const host = window.parent, root = document.documentElement;
  if (host === window) { return; }
  const src = location.href; // hosts look for the frame with this very src: taken before anything can change it
  const chart = location.pathname.split("/").pop();
  const pymId = new URLSearchParams(location.search).get("childId");
  const PYM = "pymxPYMx" + pymId + "xPYMx", SIZER = "[iFrameSizer]", LONGEST = 10000;
  let last = 0, sizerId = "", openAsked = false;

  // To any origin: nobody knows who frames the chart, and its height is no secret.
  function post(message) { host.postMessage(message, "*"); }

  // Read each time: WordPress may add it to an address already open.
  function secret() {
    return location.hash.startsWith("#?") && new URLSearchParams(location.hash.slice(2)).get("secret");
  }

  const say = {
    all(height) {
      post({ "datawrapper-height": { [chart]: height } });
      post({ sentinel: "amp", type: "embed-size", height });
      post(JSON.stringify({ src, context: "iframe.resize", height }));
    },
    pym(height) { if (pymId) { post(PYM + "heightxPYMx" + height); } },
    wordpress(height) { if (secret()) { post({ message: "height", value: height, secret: secret() }); } },
    sizer(height, event) {
      if (sizerId) { post([SIZER + sizerId, height, root.clientWidth, event || "resizeObserver"].join(":")); }
    },
    open(height) { if (openAsked) { post({ type: "iframe-resized", width: root.clientWidth, height }); } }
  };

  function measure() {
    const height = Math.ceil(root.getBoundingClientRect().height);
    if (!height) { last = 0; } // hidden: silent now, and all is said again once it is shown
    return height;
  }
  function answer(dialect, event) {
    const height = measure();
    if (height) { say[dialect](height, event); }
  }
  function changed() {
    const height = measure();
    if (height === last) { return; }
    last = height;
    Object.keys(say).forEach((dialect) => say[dialect](height));
  }

  // iframe-resizer 4 and 5: an init shows in its third field; the first is the name to answer by.
  function hearSizer(text) {
    const fields = text.split(":");
    if (fields[0] && (fields[2] === "true" || fields[2] === "false")) {
      sizerId = fields[0];
      answer("sizer", "init");
      answer("sizer"); // all that open-iframe-resizer hears when it speaks this dialect
      // Only 5, which has more fields, takes a title for a frame without one.
      if (fields.length > 16) { post(SIZER + sizerId + ":0:0:title:" + document.title); }
    } else if (text === "resize") {
      answer("sizer", "resizeParent");
    } else if (text === "reset") {
      answer("sizer", "resetPage");
    } else if (sizerId && fields[0] === "moveToAnchor") {
      const anchor = fields.slice(1).join(":"), target = document.getElementById(anchor);
      const box = target && target.getBoundingClientRect();
      post([SIZER + sizerId].concat(box
        ? [Math.round(box.top + scrollY), Math.round(box.left + scrollX), "scrollToOffset"]
        : [0, 0, "inPageLink", "#" + anchor]).join(":")); // not here: the host may have it
    }
  }

  window.addEventListener("message", ({ source, data }) => {
    if (source !== host || !data) { return; }
    if (data.type === "iframe-child-init" || data.type === "iframe-get-child-dimensions") {
      openAsked = true;
      answer("open");
    } else if (typeof data === "string" && data.length < LONGEST) {
      if (data.startsWith(SIZER)) { hearSizer(data.slice(SIZER.length)); }
      if (data.startsWith(PYM + "widthxPYMx")) { answer("pym"); }
    }
  });
  window.addEventListener("hashchange", () => answer("wordpress"));

  // WordPress's sandbox opens no link; its page does, if the link leads to where the frame comes from.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]:not([href^='#'])");
    if (!link || link.host !== location.host || window.origin !== "null" || !secret()) { return; }
    event.preventDefault();
    post({ message: "link", value: link.href, secret: secret() });
  });

  post("[iFrameResizerChild]Ready");
  changed();
  new ResizeObserver(changed).observe(root);
})();

/* 2. The live chart, on interest. */
