/* Tells the page around the frame how high the chart is. Each message is one that some host understands. */
(function () {
  "use strict";
  if (window.parent === window) { return; }
  var root = document.documentElement, last = 0;
  var child = new URLSearchParams(location.search).get("childId");
  function send() {
    var height = Math.ceil(root.getBoundingClientRect().height);
    if (!height || height === last) { return; }
    last = height;
    var messages = [
      { "datawrapper-height": { chart: height } },
      { sentinel: "amp", type: "embed-size", height: height },
      JSON.stringify({ src: location.href, context: "iframe.resize", height: height })
    ];
    if (child) { messages.push("pymxPYMx" + child + "xPYMxheightxPYMx" + height); }
    messages.forEach(function (message) { window.parent.postMessage(message, "*"); });
  }
  new ResizeObserver(send).observe(root);
  send();
})();
