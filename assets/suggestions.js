/* Suggests names while a reader types in the search of the header. The names of the language are fetched once; what is
   typed stays here until it is sent. The list is an addition: Enter always sends the form. */
(() => {
  "use strict";
  const form = document.getElementById("find"), field = document.getElementById("find-words");
  if (!form || field.hasAttribute("aria-controls")) return;
  const MOST = 8, LEAST_LETTERS = 2, { lang } = document.documentElement;
  const digits = form.querySelector("[name=digits]");
  /* Letters without accents, one form of each Arabic letter, as the server compares them. */
  const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0640]/g, "").toLowerCase()
    .replace(/[\u0623\u0625\u0622]/g, "\u0627").replace(/\u0649/g, "\u064a").replace(/\u0629/g, "\u0647");
  const wordsOf = (text) => fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean).map((word) => word.replace(/^\u0627\u0644(?=..)/, ""));
  const list = Object.assign(document.createElement("ul"), { id: "find-suggestions", className: "suggestions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.labels[0].textContent);
  Object.entries({ role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false",
    "aria-controls": list.id }).forEach(([name, value]) => field.setAttribute(name, value));
  form.append(list);
  let known = null, active = -1;
  const names = fetch(`/${lang}/suggestions.json${digits ? `?digits=${digits.value}` : ""}`)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))))
    .then(({ addresses, labels, names: listed }) => {
      known = listed.map(([kind, name, key, others = ""]) => ({
        name, label: labels[kind], words: wordsOf(name), others: others.split("; ").map(wordsOf), address: addresses[kind].replace(/\{word\}|%7Bword%7D/g, () => encodeURIComponent(key || name)),
      }));
    });

  const choose = (at) => {
    active = at;
    [...list.children].forEach((option, place) => option.setAttribute("aria-selected", place === at));
    if (at < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", list.children[at].id);
  };
  const close = () => {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    choose(-1);
  };
  const show = () => {
    const typed = wordsOf(field.value);
    const fits = ({ words, others }) => [words, ...others].some((name) => typed.every((word) => name.some((each) => each.startsWith(word))));
    const whole = ({ others }) => others.some((name) => name.join(" ") === typed.join(" "));
    const begins = (each) => (whole(each) ? 0 : (each.words[0] || "").startsWith(typed[0]) ? 1 : 2);
    const found = known && typed.join("").length >= LEAST_LETTERS
      ? known.filter(fits).sort((a, b) => begins(a) - begins(b) || a.name.length - b.name.length).slice(0, MOST) : [];
    list.replaceChildren(...found.map(({ name, label, address }, place) => {
      const option = Object.assign(document.createElement("li"), { id: `find-suggestion-${place}` });
      const link = Object.assign(document.createElement("a"), { href: address, tabIndex: -1 });
      link.append(Object.assign(document.createElement("bdi"), { textContent: name }), " ",
        Object.assign(document.createElement("small"), { textContent: label }));
      option.setAttribute("role", "option");
      option.append(link);
      return option;
    }));
    if (!found.length) return close();
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    choose(-1);
  };
  field.addEventListener("input", show);
  field.addEventListener("keydown", (event) => {
    const { length } = list.children;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !list.hidden) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(((active + step + 1 + length + 1) % (length + 1)) - 1);
    } else if (event.key === "Enter" && !list.hidden && active >= 0) {
      event.preventDefault();
      location.assign(list.children[active].firstChild.href);
    }
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus until the press is over
  field.addEventListener("blur", close);
  names.then(show).catch(Boolean);
})();
