/* In development alone: an open page is loaded anew when the server answers otherwise than before. */
(function () {
  "use strict";
  var PAUSE_MS = 300, before;
  function look() {
    fetch(location.href, { cache: "no-store" })
      .then(function (answer) { return answer.ok ? answer.text() : String(answer.status); })
      .then(function (now) {
        if (before !== undefined && now !== before) { location.reload(); return; }
        before = now;
        setTimeout(look, PAUSE_MS);
      })
      .catch(function () { setTimeout(look, PAUSE_MS); }); // the server starts again
  }
  look();
})();
