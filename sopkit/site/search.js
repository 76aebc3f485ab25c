/* The search of the catalogue: looks through `window.sopkitIndex`, which search-index.js sets.

It asks no server, so it works on pages that are opened as files. Texts enter the page as text alone. */
"use strict";

(() => {
  const box = document.getElementById("search");
  const list = document.getElementById("sops");
  const data = window.sopkitIndex;
  if (!box || !list || !data) return;

  const SHOWN = 20; // hits at a time: more slow down typing and are hardly read
  const MOST_WORDS = 12;
  const MOST_REASONS = 3;
  const MOST_LETTERS = 220; // of a text in a hit: a longer one is cut around its first mark
  const WEIGHTS = { title: 12, number: 10, actor: 6, unit: 5, activity: 3, law: 2 };
  const FILTERS = ["actor", "law", "unit", "status"];
  const WORD = /[\p{L}\p{N}\p{M}]+/gu;
  const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/; // the count behind keeps its place
  const smallWords = new Set(box.dataset.small.split(" "));

  /* ---- words ---- */

  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}+/gu, "");
  const wordsOf = (text) => fold(text).match(WORD) ?? [];

  // What is looked for: words such as "and" and single letters only where there is nothing else.
  function typedWords(query) {
    const typed = [...new Set(wordsOf(query))].slice(0, MOST_WORDS);
    const telling = typed.filter((word) => !smallWords.has(word) && !/^\p{L}$/u.test(word));
    return telling.length ? telling : typed;
  }

  // Numbers such as 000.5.1 or 35/2012, as the words of their parts: these are to follow each other.
  const sequencesOf = (query) => (fold(query).match(/[\p{L}\p{N}]+(?:[./–-]+[\p{L}\p{N}]+)+/gu) ?? [])
    .filter((token) => /\p{N}/u.test(token)).slice(0, MOST_WORDS)
    .map((token) => ` ${wordsOf(token).join(" ")}`);

  // What Indonesian prefixes stand before, and the letters that they may have swallowed: menerima is terima.
  const PREFIXES = [
    [/^[mp]em(?=[aiueo])/, ["p", "m"]], [/^[mp]em(?=[bfpv])/, [""]],
    [/^[mp]en(?=[aiueo])/, ["t", "n"]], [/^[mp]en(?=[cdjtsz])/, [""]],
    [/^[mp]eny(?=[aiueo])/, ["s"]], [/^[mp]enge(?=[^aiueo])/, [""]],
    [/^[mp]eng(?=[aiueo])/, ["", "k"]], [/^[mp]eng(?=[ghkq])/, [""]],
    [/^[mp]e(?=[lrwymn])/, [""]], [/^(?:di|ke|se|ter|ber|per|pel|bel)/, [""]],
  ];
  const SUFFIXES = [/(?:nya|lah)$/, /kan$/, /an$/, /i$/, /(?:ing|ed|s)$/];

  // All that a word may have been made of; most are no words, but those that two words share mostly are.
  function rootsOf(word) {
    const found = new Set([word]);
    const keep = (root) => root.length > 2 && /[aiueo]/.test(root) && found.add(root);
    if (word.length < 4 || /[^a-z]/.test(word)) return found;
    for (const suffix of SUFFIXES) for (const one of [...found]) keep(one.replace(suffix, ""));
    for (let depth = 0; depth < 2; depth += 1)
      for (const one of [...found])
        for (const [prefix, letters] of PREFIXES)
          if (prefix.test(one)) for (const letter of letters) keep(letter + one.replace(prefix, ""));
    return found;
  }

  // Which letters a word has, a bit each: words that differ in too many need not be compared.
  function lettersOf(word) {
    let bits = 0;
    for (let at = 0; at < word.length; at += 1) {
      const code = word.charCodeAt(at) - 97;
      bits |= 1 << (code >= 0 && code < 26 ? code : 26 + (Math.abs(code) % 6));
    }
    return bits;
  }

  const countOf = (bits) => (bits ? 1 + countOf(bits & (bits - 1)) : 0);

  // How many letters are wrong, missing, too many or swapped between a word and another, or its beginning.
  function errorsBetween(typed, other, most) {
    if (typed.length - other.length > most) return most + 1;
    const length = Math.min(other.length, typed.length + most);
    let [before, last, row] = [0, 1, 2].map(() => Array.from({ length: length + 1 }, (_, at) => at));
    for (let i = 1; i <= typed.length; i += 1) {
      row[0] = i;
      for (let j = 1; j <= length; j += 1) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (typed[i - 1] === other[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && typed[i - 1] === other[j - 2] && typed[i - 2] === other[j - 1])
          row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
      [before, last, row] = [last, row, before];
    }
    return typed.length < 5 ? last[length] + other.length - length : Math.min(...last);
  }

  // Words and what they may have been made of, each with the words of the catalogue that it stands for.
  function keysOf(words) {
    const keys = new Map();
    const keyOf = (text) => {
      if (!keys.has(text)) keys.set(text, { text, letters: lettersOf(text), word: -1, made: [] });
      return keys.get(text);
    };
    for (const [word, at] of words)
      for (const root of rootsOf(word)) {
        if (root === word) keyOf(word).word = at;
        else keyOf(root).made.push(at);
      }
    return keys;
  }

  // The words that are a typed one, begin with it, share its root or hold it, and how well they fit.
  function same(typed, keys) {
    const fits = new Map();
    const raise = (word, fit) => fit > (fits.get(word) ?? 0) && fits.set(word, fit);
    const take = (key, own, made) => {
      if (key.word >= 0) raise(key.word, own);
      for (const word of key.made) raise(word, made);
    };
    const isShortNumber = /^\d{1,2}$/.test(typed); // 20 is not meant to find 2009
    for (const key of keys.values()) {
      if (key.text === typed) take(key, 1, 0.75);
      else if (key.text.startsWith(typed)) isShortNumber || take(key, 0.8, typed.length < 3 ? 0 : 0.55);
      else if (typed.length > 3 && key.text.includes(typed)) take(key, 0.4, 0);
    }
    for (const root of rootsOf(typed)) if (root !== typed && keys.has(root)) take(keys.get(root), 0.7, 0.65);
    return fits;
  }

  // These; where there are none, or a word is so long that it is hardly another one, also the nearest ones.
  function matching(typed, keys) {
    const fits = same(typed, keys);
    const isKnown = [...fits.values()].some((fit) => fit > 0.4);
    if (/\d/.test(typed) || typed.length < (isKnown ? 7 : 4)) return fits;
    let most = typed.length > 7 && !isKnown ? 2 : 1;
    let near = [];
    const letters = lettersOf(typed);
    for (const key of keys.values()) {
      if (countOf(letters & ~key.letters) > most) continue;
      const errors = errorsBetween(typed, key.text, most);
      if (errors > 0 && errors < most) [most, near] = [errors, []];
      if (errors === most) near.push(key.text);
    }
    for (const text of near)
      for (const [word, fit] of same(text, keys))
        fits.set(word, Math.max(fits.get(word) ?? 0, fit * (most > 1 ? 0.2 : 0.35)));
    return fits;
  }

  /* ---- what is looked through ---- */

  const sops = data.sops.map(([name, title, number, language, status, unit, laws, actors, steps]) => (
    { page: `sop/${name}.html`, title, number, language, status, unit, laws, actors, steps }));
  let index;

  // Every text with its SOPs and every word with its texts: made when it is first needed.
  function indexed() {
    if (index) return index;
    const texts = [], words = new Map(), textsOf = [];
    const add = (text, weight, owners) => {
      const place = texts.push({ weight, owners }) - 1;
      for (const word of wordsOf(text)) {
        if (!words.has(word)) words.set(word, textsOf.push([]) - 1);
        const own = textsOf[words.get(word)];
        if (own.at(-1) !== place) own.push(place);
      }
      return owners;
    };
    const table = (entries, weight) => entries.map(([, text, other]) => add(`${text} ${other}`, weight, []));
    const [units, actors] = [table(data.units, WEIGHTS.unit), table(data.actors, WEIGHTS.actor)];
    const laws = table(data.laws, WEIGHTS.law);
    const activities = data.activities.map((text) => add(text, WEIGHTS.activity, []));
    for (const [place, sop] of sops.entries()) {
      add(sop.title, WEIGHTS.title, [place]);
      add(sop.number, WEIGHTS.number, [place]);
      sop.key = wordsOf(sop.number).join("");
      sop.folded = wordsOf(sop.title).join(" ");
      const owned = new Set([units[sop.unit]]);
      for (const at of sop.actors) owned.add(actors[at]);
      for (const at of sop.laws) owned.add(laws[at]);
      for (const [at] of sop.steps) owned.add(activities[at]);
      for (const owners of owned) owners.push(place);
    }
    const [matches, tokens, plain] = [new Map(), new Map(), new Map()];
    index = { texts, words, textsOf, keys: keysOf(words), matches, tokens, plain };
    return index;
  }

  // The value for a key, made once; a full store begins anew.
  function kept(store, key, make) {
    if (store.size > 5000) store.clear();
    if (!store.has(key)) store.set(key, make());
    return store.get(key);
  }

  const matches = (typed) => kept(indexed().matches, typed, () => matching(typed, indexed().keys));

  // The words of a text: where they begin and end, and which they are.
  const tokensOf = (text) => kept(indexed().tokens, text, () =>
    [...text.matchAll(WORD)].map(({ 0: token, index: start }) =>
      ({ start, end: start + token.length, words: wordsOf(token).map((word) => index.words.get(word)) })));

  // The places of the texts that have a typed word, each with how well it fits.
  function fitsOf(typed) {
    const { textsOf } = indexed();
    const fits = new Map();
    for (const [word, fit] of matches(typed))
      for (const place of textsOf[word]) if (fit > (fits.get(place) ?? 0)) fits.set(place, fit);
    return fits;
  }

  // How well each SOP is found by the texts of its that fit: by the best of them.
  function scoresOf(fits) {
    const { texts } = indexed();
    const best = new Float32Array(sops.length);
    for (const [place, fit] of fits) {
      const score = fit * texts[place].weight;
      for (const sop of texts[place].owners) if (score > best[sop]) best[sop] = score;
    }
    return best;
  }

  function passes(sop, { actor, law, unit, status }) {
    return (!actor || sop.actors.some((at) => data.actors[at][0] === actor))
      && (!law || sop.laws.some((at) => data.laws[at][0] === law))
      && (!unit || data.units[sop.unit][0] === unit) && (!status || sop.status === status);
  }

  // Whether one text of an SOP has the parts of a number in their order, the last one perhaps begun.
  function hasSequence(sop, sequence) {
    const has = (text) =>
      kept(indexed().plain, text, () => ` ${wordsOf(text).join(" ")}`).includes(sequence);
    const table = (entries, places) => places.some((at) => entries[at].slice(1).some(has));
    return has(sop.number) || has(sop.title) || table(data.laws, sop.laws) || table(data.units, [sop.unit])
      || table(data.actors, sop.actors) || sop.steps.some(([at]) => has(data.activities[at]));
  }

  // The places of the SOPs that pass the filters and have every typed word, best first.
  function find(state) {
    const typed = typedWords(state.q);
    const allowed = [...sops.keys()].filter((place) => passes(sops[place], state));
    if (typed.length === 0) return allowed;
    const totals = new Float32Array(sops.length).fill(1);
    const fits = typed.map(fitsOf).sort((one, two) => one.size - two.size);
    const hasAll = ([place]) => fits.length > 1 && fits.every((each) => each.has(place));
    const together = scoresOf([...fits[0]].filter(hasAll));
    for (const scores of fits.map(scoresOf))
      for (const at of allowed) totals[at] = scores[at] * totals[at] && totals[at] + scores[at];
    const all = wordsOf(state.q), phrase = all.join(" "), key = all.join("");
    for (const place of allowed) {
      if (key.length > 3 && /\d/.test(key) && sops[place].key.includes(key)) totals[place] += 20;
      if (totals[place]) totals[place] += together[place] + (sops[place].folded.includes(phrase) ? 6 : 0);
    }
    const better = (one, two) => totals[two] - totals[one] || one - two;
    const every = allowed.filter((place) => totals[place]).sort(better);
    const sequences = sequencesOf(state.q);
    const inOrder = every.filter((at) => sequences.every((each) => hasSequence(sops[at], each)));
    return inOrder.length ? inOrder : every;
  }

  /* ---- what was found ---- */

  const part = (name) => document.getElementById(`search-${name}`);
  const [input, count, clear, hits, more] = ["words", "count", "clear", "hits", "more"].map(part);
  const slash = part("slash") ?? made("input", { type: "checkbox", checked: "checked" });
  const selects = new Map(FILTERS.map((name) => [name, part(name)]));
  let found = [], shown = 0, typing = 0, unwritten = "";

  function made(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  // Where a text has typed words, and which of them.
  function marksOf(text, typed) {
    const places = [], met = new Set();
    for (const { start, end, words } of typed.length ? tokensOf(text) : [])
      for (const one of typed)
        if (words.some((word) => matches(one).has(word))) {
          met.add(one);
          if (places.at(-1)?.[0] !== start) places.push([start, end]);
        }
    return { text, places, met };
  }

  function nodesOf({ text, places }) {
    const first = places[0]?.[0] ?? 0;
    const before = Math.max(0, first - MOST_LETTERS / 4);
    let start = text.length > MOST_LETTERS ? text.lastIndexOf(" ", before) + 1 : 0;
    if (first - start > MOST_LETTERS / 2) start = first;
    const isHalf = /[\uDC00-\uDFFF]/.test(text[start + MOST_LETTERS] ?? "");
    const end = Math.min(text.length, start + MOST_LETTERS - (isHalf ? 1 : 0));
    const nodes = [start ? "… " : ""];
    let last = start;
    for (const [from, to] of places.filter(([at]) => at >= start && at < end)) {
      nodes.push(text.slice(last, from), made("mark", {}, text.slice(from, Math.min(to, end))));
      last = Math.min(to, end);
    }
    return [...nodes, text.slice(last, end), end < text.length ? " …" : ""].filter((node) => node !== "");
  }

  const langOf = (sop) => (sop.language === document.documentElement.lang ? "" : sop.language);

  const stepLink = (sop, place) =>
    made("a", { href: `${sop.page}#step-${place + 1}` }, box.dataset.step.replace("{number}", place + 1));

  function stepLinks(sop, actor) {
    const own = [...sop.steps.keys()].filter((place) => sop.steps[place].includes(actor, 1));
    const links = own.slice(0, 4).flatMap((place, at) => [at ? ", " : " – ", stepLink(sop, place)]);
    return [...links, own.length > 4 ? " …" : ""];
  }

  // The actors, steps and laws of an SOP: each with its text, what stands before and after it, and the words
  // that it has, also those of its other name.
  function partsOf(sop, typed, state) {
    const part = (text, other, isChosen, head, tail = () => []) => {
      const marks = marksOf(text, typed);
      return { ...marks, met: new Set([...marks.met, ...marksOf(other, typed).met]), isChosen, head, tail };
    };
    const quiet = () => made("span", { class: "quiet" }, box.dataset.actor);
    const identity = () => made("a", { href: `${sop.page}#identity` }, box.dataset.law);
    const ofActor = ([key, text, other], at) =>
      part(text, other, key === state.actor, quiet, () => stepLinks(sop, sop.actors[at]));
    const ofLaw = ([key, text, other]) => part(text, other, key === state.law, identity);
    const ofStep = ([at], place) => part(data.activities[at], "", false, () => stepLink(sop, place));
    const [actors, laws] = [sop.actors.map((at) => data.actors[at]), sop.laws.map((at) => data.laws[at])];
    return [...actors.map(ofActor), ...sop.steps.map(ofStep), ...laws.map(ofLaw)];
  }

  // Why an SOP was found: what was chosen, and the fewest parts that have the words which its head lacks.
  function reasonsOf(sop, typed, state, seen) {
    const open = new Set(typed.filter((word) => !seen.has(word)));
    if (!open.size && !state.actor && !state.law) return [];
    const parts = partsOf(sop, typed, state);
    const gain = ({ met }) => [...met].filter((word) => open.has(word)).length;
    const taken = parts.filter((part) => part.isChosen);
    for (let best = null; taken.length < MOST_REASONS; taken.push(best)) {
      for (const part of taken) for (const word of part.met) open.delete(word);
      best = parts.reduce((first, other) => (gain(other) > gain(first) ? other : first));
      if (gain(best) === 0) break;
    }
    return taken.map((part) => made("li", {}, part.head(), " ",
      made("bdi", { lang: langOf(sop) }, ...nodesOf(part)), ...part.tail()));
  }

  function statusMark(status) {
    const words = [...selects.get("status").options].find((each) => each.value === status)?.text ?? status;
    return status === "none" ? [] : [" ", made("span", { class: `status ${status}` }, words)];
  }

  function hitOf(sop, typed, state) {
    const lang = langOf(sop);
    const texts = [sop.title, sop.number, ...data.units[sop.unit].slice(1)];
    const [title, number, unit, above] = texts.map((text) => marksOf(text, typed));
    const seen = new Set([title, number, unit, above].flatMap((marks) => [...marks.met]));
    const why = reasonsOf(sop, typed, state, seen);
    return made("li", {},
      made("p", { class: "hit-title" },
        made("a", { href: sop.page, lang, dir: "auto" }, ...nodesOf(title)), ...statusMark(sop.status)),
      made("p", { class: "quiet", lang }, made("bdi", {}, ...nodesOf(number)), " · ",
        made("bdi", {}, ...nodesOf(unit))),
      ...(why.length ? [made("ul", {}, ...why)] : []));
  }

  function showMore() {
    const state = stateNow(), typed = typedWords(state.q);
    hits.append(...found.slice(shown, shown + SHOWN).map((place) => hitOf(sops[place], typed, state)));
    shown = Math.min(found.length, shown + SHOWN);
    more.hidden = shown === found.length;
    more.textContent = box.dataset.more.replace("{count}", Math.min(SHOWN, found.length - shown));
  }

  function show() {
    const state = stateNow();
    const isActive = Object.values(state).some((value) => value);
    found = isActive ? find(state) : [];
    shown = 0;
    hits.replaceChildren();
    showMore();
    list.hidden = isActive;
    clear.hidden = !isActive;
    hits.hidden = found.length === 0;
    box.classList.toggle("active", isActive);
    const words = found.length ? box.dataset.count.replace("{count}", found.length) : box.dataset.none;
    count.textContent = isActive ? words : "";
  }

  /* ---- what is asked, also in the address: to share it, and for the way back ---- */

  const isSearch = (hash) => /^#(?:q|actor|law|unit|status)=/.test(hash);

  const stateNow = () => ({
    q: wordsOf(input.value).length ? input.value.trim() : "",
    ...Object.fromEntries([...selects].map(([name, select]) => [name, select.value])),
  });

  function address() {
    const asked = Object.entries(stateNow()).filter(([, value]) => value);
    return asked.length ? `#${new URLSearchParams(asked)}` : "";
  }

  function write(hash, isNew) {
    clearTimeout(typing);
    unwritten = "";
    if (hash === location.hash || (!hash && !isSearch(location.hash))) return;
    history[isNew ? "pushState" : "replaceState"](null, "", hash || location.pathname + location.search);
  }

  function readAddress() {
    clearTimeout(typing);
    const asked = new URLSearchParams(isSearch(location.hash) ? location.hash.slice(1) : "");
    const before = JSON.stringify(stateNow());
    const wanted = (asked.get("q") ?? "").slice(0, input.maxLength);
    if (wanted !== input.value.trim()) input.value = wanted;
    for (const [name, { options }] of selects)
      ([...options].find(({ value }) => value === asked.get(name)) ?? options[0]).selected = true;
    if (JSON.stringify(stateNow()) === before) return;
    show();
    if (!isSearch(location.hash)) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }

  function changed(isNew) {
    const wasActive = box.classList.contains("active");
    show();
    if (isNew || wasActive !== box.classList.contains("active")) {
      if (unwritten) write(unwritten, false);
      write(address(), true);
    } else {
      clearTimeout(typing);
      unwritten = address();
      typing = setTimeout(write, 200, unwritten, false);
    }
  }

  function clearAll() {
    input.value = "";
    for (const select of selects.values()) select.value = "";
    changed(true);
    input.focus();
  }

  /* ---- keys and filters ---- */

  function pressed(event) {
    const { key, target } = event;
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const isTyping = target.closest?.("input, textarea, select, [contenteditable]");
    const isWithin = target === input || hits.contains(target);
    const links = [input, ...hits.querySelectorAll(".hit-title a")];
    const at = target === input ? 0 : [...hits.children].findIndex((hit) => hit.contains(target)) + 1;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Enter: target === input ? 1 : -1 }[key] ?? -1;
    if (key === "/" && !isTyping && slash.checked && slash.offsetParent) { input.focus(); input.select(); }
    else if (isWithin && key === "Escape") clearAll();
    else if (isWithin && links[to]) links[to].focus();
    else return;
    event.preventDefault();
  }

  // Whether `/` leads to the search: those whom one key disturbs turn it off, and that is remembered. Where
  // nothing says so, as on a phone, it does not.
  function rememberSlash() {
    const KEY = "sopkit-slash";
    const tell = () => {
      if (slash.checked) input.setAttribute("aria-keyshortcuts", "/");
      else input.removeAttribute("aria-keyshortcuts");
    };
    const keep = () => localStorage.setItem(KEY, slash.checked ? "on" : "off");
    try { slash.checked = localStorage.getItem(KEY) !== "off"; } catch { /* nothing is kept here */ }
    tell();
    slash.addEventListener("change", () => {
      tell();
      try { keep(); } catch { /* it holds until the page is left */ }
    });
  }

  function fillFilters() {
    const fill = (name, table, placesOf) => {
      const often = table.map(() => 0);
      for (const sop of sops) for (const place of placesOf(sop)) often[place] += 1;
      const cut = (words) => (words.length > 80 ? `${[...words].slice(0, 80).join("")}…` : words);
      const apart = (words) => (RIGHT_TO_LEFT.test(words) ? `\u2068${words}\u2069` : words);
      const option = ([value, words], place) =>
        made("option", { value, title: words.length > 80 && words },
          `${apart(cut(words))} (${often[place]})`);
      selects.get(name).append(...table.map(option));
    };
    fill("actor", data.actors, (sop) => sop.actors);
    fill("law", data.laws, (sop) => sop.laws);
    fill("unit", data.units, (sop) => [sop.unit]);
    const used = new Set(["", ...sops.map((sop) => sop.status)]);
    for (const option of [...selects.get("status").options]) if (!used.has(option.value)) option.remove();
    for (const select of selects.values()) select.closest("p").hidden = select.options.length < 3;
  }

  fillFilters();
  rememberSlash();
  box.hidden = false;
  input.addEventListener("focus", () => setTimeout(indexed, 0), { once: true });
  input.addEventListener("input", () => changed(false));
  input.addEventListener("change", () => write(address(), false));
  for (const select of selects.values()) select.addEventListener("change", () => changed(true));
  clear.addEventListener("click", clearAll);
  more.addEventListener("click", () => {
    const next = shown;
    showMore();
    hits.children[next].querySelector("a").focus();
  });
  document.addEventListener("keydown", pressed);
  window.addEventListener("popstate", readAddress);
  readAddress();
})();
