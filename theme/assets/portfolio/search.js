// The search: builds an index of what the engine wrote down of the pages, and lists what fits the words. Loaded on demand.

import MiniSearch from "../vendor/minisearch.js";

const ROOT = new URL("../../", import.meta.url);
const MOST = 20;
const EXCERPT = 160;
const BETWEEN_SENTENCES = /[.!?…]["”’)]*\s+|[。！？]|\n/gu;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
// Signs tell names apart that are made of the same letters: C, C++ and C#; .NET, Node.js, CI/CD, std::vector, @property.
const NAME = /(?<![\p{L}\p{N}\p{M}_])[.@]?[\p{L}\p{N}\p{M}_]+(?:(?:::|[.\/_+&-])[\p{L}\p{N}\p{M}_]+)*(?:(?:\+\+?|#)\d*)?/gu;
const BETWEEN = new RegExp(`(${NAME.source})`, "u");
const WITHIN = /<\/?(?:b|code|em|i|kbd|mark|strong|sub|sup)\b[^>]*>/g;
const ENTITIES = { amp: "&", gt: ">", lt: "<", nbsp: " ", quot: '"', "#39": "'", "#x27": "'" };

const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });
const segments = (text) => [...segmenter.segment(text)].filter((part) => part.isWordLike).map((part) => part.segment);
const parts = (text) => text.split(/[^\p{L}\p{N}\p{M}]+/u).filter(Boolean);
const names = (text) => (UNSPACED.test(text) ? segments(text) : (text.match(NAME) ?? []));
// A name is found whole, by what stands between its signs, and without them.
const forms = (name) => new Set([name, ...name.split("/"), parts(name).join(""), ...parts(name)].filter(Boolean));
const words = (text) => names(text).flatMap((name) => [...forms(name)]);
const plain = (term) => term.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
const textOf = (html) =>
  html
    .replace(WITHIN, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/&(#?\w+);/g, (entity, name) => ENTITIES[name] ?? entity)
    .replace(/\s+/g, " ")
    .trim();

// Of which kind each page is, and when that was. Without it results are found all the same.
const loadKinds = async () => {
  try {
    return await (await fetch(new URL("assets/kinds.json", ROOT))).json();
  } catch {
    return {};
  }
};

const load = async (address) => {
  const kinds = loadKinds();
  const response = await fetch(new URL(address, ROOT));
  const { config, docs: written, items } = await response.json();
  const shown = config?.indexing ? (text) => text : textOf; // MkDocs' own plugin writes text, the others HTML
  // As MkDocs and as Zensical name them.
  const docs = (written ?? items).map(({ location, title, text }) => ({ location, title: textOf(title), text: shown(text) }));
  const titles = new Map(docs.filter((doc) => !doc.location.includes("#")).map((doc) => [doc.location, doc.title]));
  const known = new Map();
  const counted = (word) => {
    const term = plain(word);
    known.set(term, (known.get(term) ?? 0) + 1);
    return term;
  };
  const index = new MiniSearch({ fields: ["title", "text"], tokenize: words, processTerm: counted });
  index.addAll(docs.map((doc, id) => ({ id, ...doc })));
  return { docs, titles, known, index, kinds: await kinds };
};

// How many letters differ, are too many or too few, or stand in each other's place.
const distance = (one, other) => {
  let [before, last] = [[], [...Array(other.length + 1).keys()]];
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1] ? 0 : 1;
      next[column] = Math.min(next[column - 1] + 1, last[column] + 1, last[column - 1] + same);
      const isSwapped = row > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (isSwapped) next[column] = Math.min(next[column], before[column - 2] + 1);
    }
    [before, last] = [last, next];
  }
  return last[other.length];
};

// The word of the site that was most likely meant, or begun.
const meant = (term, known) => {
  const most = term.length > 5 ? 2 : term.length > 3 ? 1 : 0;
  let best = { term, slips: most + 1, count: 0 };
  for (const [other, count] of most ? known : []) {
    if (other.startsWith(term)) return term;
    if (other.length + most < term.length) continue;
    const slips = Math.min(distance(term, other.slice(0, term.length)), distance(term, other.slice(0, term.length + 1)));
    if (slips < best.slips || (slips === best.slips && count > best.count)) best = { term: other, slips, count };
  }
  return best.slips > most ? term : best.term;
};

const find = ({ docs, known, index }, query) => {
  const how = { processTerm: plain, prefix: (term) => term.length > 1, boost: { title: 4 } };
  const all = (terms, tokenize = names) => index.search(terms, { ...how, tokenize, combineWith: "AND" });
  const guess = names(query).map((name) => meant(plain(name), known)).join(" ");
  const isTitle = ({ id }) => {
    const { location, title } = docs[id];
    return !location.includes("#") && [plain(query), `${plain(query)}s`].includes(plain(title));
  };
  const found = [() => all(query), () => all(query, parts), () => all(guess), () => index.search(guess, { ...how, tokenize: parts })];
  let hits = [];
  let used = -1;
  while (!hits.length && (used += 1) < found.length) hits = found[used]();
  hits.sort((one, other) => isTitle(other) - isTitle(one));
  const shown = hits.slice(0, MOST).map(({ id, terms }) => ({ doc: docs[id], terms }));
  return { shown, guess: used > 1 && guess !== plain(query) ? guess : "" };
};

// Where the sentence begins and ends in which something stands, or what is shown of it where it is long.
const sentence = (text, at) => {
  const ends = [...text.matchAll(BETWEEN_SENTENCES)].map((match) => match.index + match[0].length);
  const first = ends.findLast((end) => end <= at) ?? 0;
  const last = ends.find((end) => end > at) ?? text.length;
  const start = at - first > EXCERPT / 2 ? at - EXCERPT / 3 : first;
  const end = Math.min(last, start + EXCERPT);
  return { start, end, isBegun: start > first, goesOn: end < last };
};

// The sentence of the first word that fits, with all that fit marked.
const excerpt = (text, terms) => {
  const fits = (word) => [...forms(word)].some((form) => terms.includes(plain(form)));
  const pieces = UNSPACED.test(text) ? [...segmenter.segment(text)].map((part) => part.segment) : text.split(BETWEEN);
  const before = pieces.slice(0, Math.max(0, pieces.findIndex(fits))).join("").length;
  const { start, end, isBegun, goesOn } = sentence(text, before);
  let at = 0;
  const shown = pieces.filter((piece) => {
    at += piece.length;
    return at > start && at - piece.length < end;
  });
  const nodes = shown.map((piece) => {
    if (!fits(piece)) return piece;
    const mark = document.createElement("mark");
    mark.textContent = piece;
    return mark;
  });
  return [isBegun ? "… " : "", ...nodes, goesOn ? " …" : ""];
};

const row = ({ doc, terms }, { titles, kinds }) => {
  const item = document.createElement("li");
  const link = document.createElement("a");
  const title = document.createElement("span");
  const text = document.createElement("span");
  const address = doc.location.split("#")[0];
  const page = titles.get(address);
  link.className = "search__link";
  link.href = new URL(doc.location, ROOT);
  title.className = "search__title";
  title.dir = text.dir = "auto";
  title.textContent = page && page !== doc.title ? `${page} › ${doc.title}` : doc.title;
  text.className = "search__text";
  text.append(...excerpt(doc.text, terms));
  if (kinds[address]) {
    const kind = document.createElement("span");
    kind.className = "search__kind";
    kind.textContent = kinds[address];
    link.append(kind);
  }
  link.append(title, text);
  item.append(link);
  return item;
};

let started = false;

export const begin = (dialog) => {
  if (started) return;
  started = true;
  const form = dialog.querySelector(".search__form");
  const input = form.elements.query;
  const state = dialog.querySelector(".search__state");
  const results = dialog.querySelector(".search__results");
  const links = () => [...results.querySelectorAll(".search__link")];
  const loaded = load(dialog.dataset.index);

  const show = async () => {
    const query = input.value.trim();
    if (!query) {
      results.replaceChildren();
      state.textContent = "";
      return;
    }
    state.textContent ||= "Loading the index";
    try {
      const index = await loaded;
      if (query !== input.value.trim()) return;
      const { shown, guess } = find(index, query);
      results.replaceChildren(...shown.map((hit) => row(hit, index)));
      const count = shown.length === MOST ? `The first ${MOST} results` : `${shown.length} result${shown.length === 1 ? "" : "s"}`;
      state.textContent = shown.length ? (guess ? `Nothing fits “${query}”. ${count} for “${guess}”` : count) : "Nothing fits these words";
    } catch {
      state.textContent = "The search index could not be loaded";
    }
  };

  input.addEventListener("input", show);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    links()[0]?.click();
  });
  dialog.querySelector(".search__close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest(".search__link")) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const stops = [input, ...links()];
    const at = stops.indexOf(document.activeElement) + step;
    stops[Math.min(Math.max(at, 0), stops.length - 1)].focus();
  });
  show();
};
