/* Shows the sections for downloads and embeds in a dialog and keeps what they give in step with what is chosen.
   Loaded by site.js on interest; everything here works without it on the chart's page. */
(function () {
  "use strict";
  var words = document.getElementById("dialog-words").dataset, lang = document.documentElement.lang;
  var newest = new WeakMap();

  function element(tag, properties, children) {
    var made = Object.assign(document.createElement(tag), properties);
    (children || []).forEach(function (child) { made.append(child); });
    return made;
  }
  function fetchSection(address, name) {
    return fetch(address).then(function (answer) {
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.text();
    }).then(function (text) {
      return new DOMParser().parseFromString(text, "text/html").querySelector('[data-section="' + name + '"]');
    });
  }
  /* The chart's own page has the section too: ids in the dialog are others. */
  function rename(scope) {
    ["id", "for", "data-copy"].forEach(function (name) {
      scope.querySelectorAll("[" + name + "]").forEach(function (holder) {
        holder.setAttribute(name, "dialog-" + holder.getAttribute(name));
      });
    });
  }
  function ready(scope) {
    scope.querySelectorAll("[data-copy]").forEach(function (button) { button.hidden = !navigator.clipboard; });
    scope.querySelectorAll("[data-copy-picture]").forEach(function (button) {
      button.hidden = false;
      button.addEventListener("click", function () { copyPicture(button); });
    });
    scope.querySelectorAll(".previews").forEach(function (preview) { preview.open = true; });
  }
  function say(within, text) { within.closest("[data-section]").querySelector("[role=status]").textContent = text; }

  /* The size of the file as it will be saved: a compressed answer has to be read to know it. */
  function sizeOf(address) {
    return fetch(address, { method: "HEAD" }).then(function (head) {
      if (!head.ok) { throw new Error(String(head.status)); }
      if (head.headers.get("Content-Length") && !head.headers.get("Content-Encoding")) {
        return Number(head.headers.get("Content-Length"));
      }
      return fetch(address).then(function (answer) { return answer.blob(); }).then(function (blob) { return blob.size; });
    });
  }
  function shown(image) {
    return image.decode ? image.decode().then(function () { return image; }) : Promise.resolve(image);
  }
  function number(value, digits) {
    return new Intl.NumberFormat(lang + "-u-nu-latn", { maximumFractionDigits: digits || 0 }).format(value);
  }
  function measure(section) {
    var link = section.querySelector("a.take");
    if (!link) { return; }
    var result = link.closest(".result"), image = result.querySelector("img.preview"), cannot = result.querySelector("[data-cannot]");
    image.loading = "eager";
    say(link, words.measuring);
    Promise.all([sizeOf(link.href), shown(image)]).then(function (known) {
      if (!result.isConnected) { return; }
      var scale = Number(link.dataset.scale), kilobytes = known[0] / 1000;
      say(link, (scale ? words.size : words.weight)
        .replace("{format}", link.dataset.format)
        .replace("{width}", image.naturalWidth * scale).replace("{height}", image.naturalHeight * scale)
        .replace("{size}", number(kilobytes, kilobytes < 10 ? 1 : 0)));
    }).catch(function (error) {
      if (!result.isConnected) { return; }
      var tooLarge = error.message === "400";
      say(link, tooLarge ? words.tooLarge : cannot.firstElementChild.textContent);
      cannot.hidden = tooLarge;
      link.hidden = image.closest(".previews").hidden = true;
    });
  }

  function copyPicture(button) {
    var failed = function () { say(button, words.cannotCopy); };
    if (!window.ClipboardItem || !navigator.clipboard || !navigator.clipboard.write) { failed(); return; }
    /* The promise, not its outcome: Safari wants the clipboard to be asked within the click. */
    var picture = fetch(button.dataset.copyPicture).then(function (answer) {
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.blob();
    });
    navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]).then(function () {
      say(button, words.copied.replace("{what}", button.textContent));
    }).catch(failed);
  }

  /* Puts what a section gives for its choices in the place of what it gave before. */
  function renew(section) {
    var form = section.querySelector("form.choices"), results = section.querySelectorAll(".result");
    var address = form.action + "?" + new URLSearchParams(new FormData(form)), mine = {};
    newest.set(section, mine);
    results.forEach(function (result) {
      result.setAttribute("aria-busy", "true");
      result.inert = true;
    });
    return fetchSection(address, section.dataset.section).then(function (other) {
      if (newest.get(section) !== mine) { return; }
      if (section.closest("dialog")) { rename(other); }
      other.querySelectorAll(".result").forEach(function (fresh, place) {
        results[place].replaceWith(document.adoptNode(fresh));
        ready(fresh);
      });
      measure(section);
    }).catch(function () {
      if (newest.get(section) === mine) { form.submit(); }
    });
  }

  function open(link) {
    var article = link.closest("[data-chart]"), back = document.activeElement, pressed = null;
    var close = element("button", { type: "button", className: "close", textContent: "×" });
    close.setAttribute("aria-label", words.close);
    var heading = element("h2", { id: "dialog-title", tabIndex: -1, autofocus: true, textContent: (link.querySelector("span") || link).textContent });
    var body = element("div", { className: "dialog-body" }, [element("p", { textContent: words.loading })]);
    var title = element("p", { className: "dialog-chart", textContent: article.querySelector(".chart-title").textContent });
    var dialog = element("dialog", { className: "taking" }, [
      element("div", { className: "sheet" }, [element("header", {}, [heading, close]), title, body])]);
    dialog.setAttribute("aria-labelledby", "dialog-title");
    close.addEventListener("click", function () { dialog.close(); });
    dialog.addEventListener("pointerdown", function (event) { pressed = event.target; });
    dialog.addEventListener("click", function (event) {
      if (event.target === dialog && pressed === dialog) { dialog.close(); }
    });
    dialog.addEventListener("close", function () {
      dialog.remove();
      (link.isConnected ? link : back).focus();
    });
    document.body.append(dialog);
    dialog.showModal();
    var address = new URL(link.href), name = link.dataset.dialog, path = address.pathname;
    if (name === "download" && window.matchMedia("(prefers-color-scheme: dark)").matches) { address.searchParams.set("theme", "dark"); }
    return fetchSection((path.endsWith("/" + name) ? path : path + "/" + name) + address.search, name)
      .then(function (section) {
        section = document.adoptNode(section);
        heading.textContent = section.querySelector("h2").textContent;
        section.querySelector("h2").remove();
        rename(section);
        body.replaceChildren(section);
        ready(section);
        measure(section);
      }).catch(function () { location.assign(link.href); dialog.close(); });
  }

  document.addEventListener("change", function (event) {
    var form = event.target.form;
    if (form && form.matches("[data-section] form.choices") && form.reportValidity()) { renew(form.closest("[data-section]")); }
  });
  document.addEventListener("submit", function (event) {
    if (event.target.matches("[data-section] form.choices")) {
      event.preventDefault();
      renew(event.target.closest("[data-section]"));
    }
  });
  window.figuresDialogs = { open: open };
})();
