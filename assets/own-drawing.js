/* A chart as the page shows it, with its title, source and address, saved as PNG by the reader's own browser:
   for when the server cannot make a picture. */
(function () {
  "use strict";
  var WIDTH = 1200, EDGE = 32, FAMILY = getComputedStyle(document.documentElement).fontFamily;

  function asData(address) {
    return fetch(address).then(function (answer) { return answer.blob(); }).then(function (blob) {
      return new Promise(function (resolve) {
        var reader = new FileReader();
        reader.onload = function () { resolve(reader.result); };
        reader.readAsDataURL(blob);
      });
    });
  }
  /* A picture of an SVG loads nothing from elsewhere: the fonts in use travel inside. */
  function fonts() {
    var used = [...document.fonts].filter(function (font) { return font.status === "loaded"; });
    var rules = [...document.styleSheets].flatMap(function (sheet) { return [...sheet.cssRules]; });
    return Promise.all(rules.filter(function (rule) {
      return rule instanceof CSSFontFaceRule && used.some(function (font) {
        return rule.style.getPropertyValue("font-family").includes(font.family.replace(/"/g, "")) &&
          rule.style.getPropertyValue("font-weight") === font.weight;
      });
    }).map(function (rule) {
      var address = /url\("?([^")]+)"?\)/.exec(rule.cssText);
      if (!address) { return rule.cssText; } // a font of the system
      return asData(address[1]).then(function (data) { return rule.cssText.replace(address[1], data); });
    })).then(function (texts) { return texts.join(""); });
  }
  function picture(svg, width, height) {
    return fonts().then(function (faces) {
      var copy = svg.cloneNode(true), colours = getComputedStyle(svg), style = document.createElementNS(svg.namespaceURI, "style");
      style.textContent = faces + "svg{direction:ltr;font-family:" + FAMILY + ";font-size:14px}text{white-space:pre}";
      copy.prepend(style);
      copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
      copy.setAttribute("width", width);
      copy.setAttribute("height", height);
      var text = new XMLSerializer().serializeToString(copy).replace(/var\((--[\w-]+)\)/g, function (_, name) {
        return colours.getPropertyValue(name).trim();
      });
      var image = new Image();
      image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text);
      return image.decode().then(function () { return image; });
    });
  }
  function broken(brush, text, width) {
    return text.trim().split(/[ \n\t]+/).reduce(function (lines, word) {
      var longer = lines.length ? lines[lines.length - 1] + " " + word : word;
      if (lines.length && brush.measureText(longer).width <= width) { lines[lines.length - 1] = longer; } else { lines.push(word); }
      return lines;
    }, []);
  }
  /* Blocks of text above and below the chart: [text, size in px, weight, colour]. */
  function lay(brush, blocks, top, paint) {
    return blocks.reduce(function (y, block) {
      brush.font = block[2] + " " + block[1] + "px " + FAMILY;
      brush.fillStyle = block[3];
      return broken(brush, block[0], WIDTH - 2 * EDGE).reduce(function (line, text) {
        if (paint) { brush.fillText(text, brush.direction === "rtl" ? WIDTH - EDGE : EDGE, line + block[1]); }
        return line + block[1] * 1.4;
      }, y);
    }, top);
  }
  function text(article, selector) {
    return [...article.querySelectorAll(selector)].map(function (part) { return part.textContent; });
  }

  window.figuresOwnDrawing = function (article) {
    var svg = [...article.querySelectorAll(".drawing > svg")].find(function (drawn) { return getComputedStyle(drawn).display !== "none"; });
    var root = getComputedStyle(document.documentElement), colour = function (name) { return root.getPropertyValue(name).trim(); };
    var box = svg.viewBox.baseVal, height = (WIDTH - 2 * EDGE) * box.height / box.width;
    var above = [[article.querySelector(".chart-title").textContent, 34, 600, colour("--ink")],
      [article.querySelector(".chart-subtitle").textContent, 24, 400, colour("--second")]];
    var page = new URL(article.querySelector('.actions a[data-dialog="download"]').href);
    var below = text(article, ".events li, .notes li").map(function (note) { return [note, 19, 400, colour("--second")]; })
      .concat([[text(article, "p.source")[0], 20, 400, colour("--ink")],
        [page.host + page.pathname + page.search, 19, 400, colour("--second")]]);
    return picture(svg, WIDTH - 2 * EDGE, height).then(function (chart) {
      var canvas = document.createElement("canvas"), brush = canvas.getContext("2d");
      canvas.width = WIDTH;
      var top = lay(brush, above, EDGE, false) + 20, foot = top + height + 20;
      canvas.height = Math.ceil(lay(brush, below, foot, false) + EDGE);
      brush.fillStyle = colour("--paper");
      brush.fillRect(0, 0, canvas.width, canvas.height);
      brush.direction = document.documentElement.dir;
      brush.textAlign = "start";
      lay(brush, above, EDGE, true);
      brush.drawImage(chart, EDGE, top, WIDTH - 2 * EDGE, height);
      lay(brush, below, foot, true);
      return new Promise(function (resolve) { canvas.toBlob(resolve, "image/png"); });
    }).then(function (blob) {
      var link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = "interpol-figures_" + article.dataset.chart + "_" + document.documentElement.lang + ".png";
      link.click();
      setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
    });
  };
})();
