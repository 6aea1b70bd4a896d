/* The slider of membership answers at once: number, curve and names come with the page. */
(() => {
  "use strict";
  const section = document.getElementById("time");
  const slider = section?.querySelector("input[name=until]");
  if (!slider) return;
  const { years, counts, default: latest } = JSON.parse(section.querySelector("script[type='application/json']").textContent);
  const count = section.querySelector("[data-members-count]");
  const line = section.querySelector("svg line");
  const width = line.ownerSVGElement.viewBox.baseVal.width;
  const stops = [...section.querySelectorAll("a[data-until]")];
  section.querySelector("button[type=submit]").hidden = true;

  const list = (box, names) => {
    box.hidden = !names.length;
    box.querySelector("ul").replaceChildren(...names.map((name) => Object.assign(document.createElement("li"), { textContent: name })));
  };

  const show = (year) => {
    const [sentence, joined, left] = years[year];
    slider.value = year;
    slider.setAttribute("aria-valuetext", sentence);
    count.textContent = sentence;
    count.dataset.membersCount = counts[year];
    const at = ((year - slider.min) / (slider.max - slider.min)) * width;
    line.setAttribute("x1", at.toFixed(1));
    line.setAttribute("x2", at.toFixed(1));
    list(section.querySelector("[data-joined]"), joined);
    list(section.querySelector("[data-left]"), left);
    stops.forEach((link) => (link.dataset.until === String(year)
      ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current")));
  };

  const address = (year) => {
    const query = new URLSearchParams(location.search);
    if (Number(year) === latest) query.delete("until");
    else query.set("until", year);
    const text = query.toString();
    return location.pathname + (text && `?${text}`) + "#time";
  };

  let waiting = 0;
  slider.addEventListener("input", () => {
    show(slider.value);
    waiting ||= setTimeout(() => {
      waiting = 0;
      history.replaceState(null, "", address(slider.value));
    }, 100);
  });
  section.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-until]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.pushState(null, "", address(link.dataset.until));
    show(link.dataset.until);
  });
  addEventListener("popstate", () => {
    const until = new URLSearchParams(location.search).get("until") || latest;
    if (years[until]) show(until);
  });
})();
