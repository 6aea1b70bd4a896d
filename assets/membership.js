/* Membership by year answers at once: the slider, its links, the list of countries and Play show what the page has already,
   as dashboard/pages/membership_slider.py draws it at the same address. */
(() => {
  "use strict";
  const STEP_MS = 90, ADDRESS_MS = 100, SAY_MS = 300;
  const section = document.getElementById("time"), slider = section?.querySelector("input[name=until]");
  if (!slider) return;
  const one = (selector) => section.querySelector(selector), all = (selector) => [...section.querySelectorAll(selector)];
  const { years, numbers, spells, lines, shapes, doubtful, joined, founders } = JSON.parse(one("#time-data").textContent);
  const first = Number(slider.min), last = Number(slider.max), choice = one("select[name=country]"), play = one(".play");
  const names = Object.fromEntries([...choice.options].map(({ value, textContent }) => [value, textContent]));
  const order = Object.keys(names), drawn = new Map(shapes.map((code) => [code, []]));
  all(".drawing [data-point]").forEach((shape) => drawn.get(shapes[shape.dataset.point]).push(shape));
  const shown = new Map(), regions = all("[data-members-region]"), undrawn = all("[data-undrawn]"), steps = all("a[data-until]"), taken = all(".actions a");
  const most = Math.max(...years.at(-1)[4]), readout = one("[data-members-count]"), past = one("#time-past rect"), line = one("form svg line");
  const followed = one("[data-followed]"), unchanged = one("[data-unchanged]");
  let year = Number(slider.value), country = choice.value, writing = 0, saying = 0, timer = 0;
  one("button[type=submit]").hidden = true;
  play.hidden = matchMedia("(prefers-reduced-motion: reduce)").matches;

  /* The same rules as Membership.status and shape_classes on the server. */
  const spellAt = (code, when) => (spells[code] || []).find(([from, to]) => from <= when && (to === null || to >= when));
  function classes(code) {
    const spell = spellAt(code, year);
    const status = spell ? (spell[0] === year && year > first ? "joined" : "")
      : (spells[code] || []).some(([, to]) => to !== null && to < year) ? "left" : "absent";
    const parts = [status, spell && doubtful.includes(code) && "doubtful", code === country && "followed"];
    return parts.filter(Boolean).join(" ");
  }
  function address(until = year, code = country) {
    const query = new URLSearchParams(location.search);
    for (const [name, value] of [["until", until === last ? "" : until], ["country", code]]) {
      if (value) query.set(name, value); else query.delete(name);
    }
    const text = query.toString();
    return location.pathname + (text && `?${text}`) + "#time";
  }
  function sentence() { return `${numbers[years[year - first][0]]} ${years[year - first][1]}`; }
  function mark(link, current) { if (current) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current"); }

  function beside(step) { return Math.min(last, Math.max(first, year + Number(step))); }

  function list(box, codes) {
    box.hidden = !codes.length;
    box.querySelector("ul").replaceChildren(...codes.map((code) => {
      const item = document.createElement("li"), link = document.createElement("a");
      link.textContent = names[code];
      link.dataset.country = code;
      link.href = address(year, code);
      item.append(link);
      return item;
    }));
  }
  function showMap() {
    for (const [code, marks] of drawn) {
      const now = classes(code);
      if (shown.get(code) === now) continue;
      shown.set(code, now);
      for (const shape of marks) { if (now) shape.setAttribute("class", now); else shape.removeAttribute("class"); }
    }
  }
  function showYear() {
    const [count, words, came, went, byRegion] = years[year - first];
    slider.value = year;
    slider.setAttribute("aria-valuetext", sentence());
    readout.dataset.membersCount = count;
    readout.children[0].textContent = numbers[count];
    readout.children[1].textContent = words;
    past.setAttribute("width", year - first);
    line.setAttribute("x1", year - first);
    line.setAttribute("x2", year - first);
    regions.forEach((row, place) => {
      row.dataset.count = byRegion[place];
      row.querySelector("i").style.setProperty("--share", (byRegion[place] / most).toFixed(4));
      row.querySelector("b").textContent = numbers[byRegion[place]];
    });
    undrawn.forEach((item) => { item.hidden = !spellAt(item.dataset.undrawn, year); });
    one(".undrawn").hidden = undrawn.every((item) => item.hidden);
    one("[data-joined] h3").textContent = year === first ? founders : joined;
    list(one("[data-joined]"), came);
    list(one("[data-left]"), went);
    unchanged.hidden = came.length + went.length > 0;
    steps.forEach((link) => mark(link, Number(link.dataset.until) === year));
  }
  function showCountry() {
    const told = lines[country] || [];
    choice.value = country;
    followed.hidden = !country;
    followed.dataset.followed = country;
    followed.querySelector("h3").textContent = country && names[country];
    followed.querySelector("ul").replaceChildren(...told.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
    one("path.spells").setAttribute("d", (spells[country] || []).map(([from, to]) =>
      `M${(Math.max(from, first) - first - 0.4).toFixed(1)} 95H${((to ?? last) - first + 0.4).toFixed(1)}`).join(""));
  }
  /* Links lead where they would if the server had drawn this state. */
  function settle() {
    steps.forEach((link) => { link.href = address(Number(link.dataset.until)); });
    all("a[data-country]").forEach((link) => { link.href = address(year, link.dataset.country); });
    all("a[data-step]").forEach((link) => {
      const next = beside(link.dataset.step);
      link.href = address(next);
      if (next === year) link.setAttribute("aria-disabled", "true"); else link.removeAttribute("aria-disabled");
    });
    taken.forEach((link) => {
      const to = new URL(link.href);
      if (year === last) to.searchParams.delete("until"); else to.searchParams.set("until", year);
      link.setAttribute("href", to.pathname + to.search + to.hash);
    });
    document.dispatchEvent(new Event("addresschange"));
  }
  function say(text) {
    clearTimeout(saying);
    saying = setTimeout(() => { document.getElementById("announcements").textContent = text; }, SAY_MS);
  }
  function show(until, code = country) {
    const other = code !== country;
    year = until;
    country = code;
    showYear();
    if (other) showCountry();
    showMap();
  }
  /* Dragged or played, the address follows; pressed, the way back leads to the state before. */
  function follow() {
    writing ||= setTimeout(() => {
      writing = 0;
      history.replaceState(null, "", address());
      settle();
    }, ADDRESS_MS);
  }
  function press(until, code) {
    stop();
    show(until, code);
    history.pushState(null, "", address());
    settle();
    say(code ? [names[code], ...lines[code]].join(" · ") : sentence());
  }

  function stop() {
    if (!timer) return;
    cancelAnimationFrame(timer);
    timer = 0;
    play.textContent = play.dataset.play;
    say(sentence());
  }
  function start() {
    const from = year === last ? first : year, since = performance.now();
    play.dataset.play ||= play.textContent;
    play.textContent = play.dataset.pause;
    show(from);
    const tick = (now) => {
      const next = Math.min(last, from + Math.floor((now - since) / STEP_MS));
      if (next > year) { show(next); follow(); }
      if (year === last) stop(); else timer = requestAnimationFrame(tick);
    };
    timer = requestAnimationFrame(tick);
  }

  play.addEventListener("click", () => { if (timer) stop(); else start(); });
  slider.addEventListener("input", () => { stop(); show(Number(slider.value)); follow(); });
  slider.addEventListener("pointerdown", stop);
  choice.addEventListener("change", () => press(year, choice.value));
  document.addEventListener("keydown", ({ key }) => { if (key === "Escape") stop(); });
  document.addEventListener("visibilitychange", stop);
  section.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-until],a[data-step],a[data-country]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const { until, step, country: code } = link.dataset;
    press(until ? Number(until) : step ? beside(step) : year, code ?? country);
    if (!link.isConnected || link.closest("[hidden]")) choice.focus({ preventScroll: true });
  });
  addEventListener("popstate", () => {
    const query = new URLSearchParams(location.search), until = Number(query.get("until") || last), code = query.get("country") || "";
    if (years[until - first] && order.includes(code)) { stop(); show(until, code); settle(); }
  });
})();
