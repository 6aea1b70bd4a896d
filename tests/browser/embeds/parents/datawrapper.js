/* Any message with the key resizes the frame that it came from, whatever the chart is called. */
window.addEventListener("message", function (event) {
  if (typeof event.data["datawrapper-height"] === "undefined") { return; }
  var frames = document.querySelectorAll("iframe");
  for (var chart in event.data["datawrapper-height"]) {
    for (var frame of frames) {
      if (frame.contentWindow === event.source) {
        frame.style.height = event.data["datawrapper-height"][chart] + "px";
      }
    }
  }
});
