// The search: builds an index of what the engine wrote down of the pages, and lists what fits the words. Loaded on demand.

import MiniSearch from "../vendor/minisearch.js";

const ROOT = new URL("../../", import.meta.url);
const MOST = 20;
const EXCERPT = 140;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });
const words = (text) =>
  UNSPACED.test(text)
    ? [...segmenter.segment(text)].filter((part) => part.isWordLike).map((part) => part.segment)
    : text.split(/[^\p{L}\p{N}\p{M}]+/u).filter(Boolean);
const plain = (term) => term.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
const bare = (html) => html.replace(/<[^>]*>/g, " ");
const textOf = (html) =>
  new DOMParser().parseFromString(bare(html), "text/html").body.textContent.replace(/\s+/g, " ").trim();

const load = async (address) => {
  const response = await fetch(new URL(address, ROOT));
  const { docs: written, items } = await response.json();
  const docs = written ?? items; // as MkDocs and as Zensical name them
  const titles = new Map(docs.filter((doc) => !doc.location.includes("#")).map((doc) => [doc.location, doc.title]));
  const index = new MiniSearch({ fields: ["title", "text"], tokenize: words, processTerm: plain });
  index.addAll(docs.map((doc, id) => ({ id, title: doc.title, text: bare(doc.text) })));
  return { docs, titles, index };
};

const find = ({ docs, index }, query) => {
  const how = { prefix: true, fuzzy: (term) => (term.length > 4 ? 0.2 : false), boost: { title: 4 } };
  const all = index.search(query, { ...how, combineWith: "AND" });
  const found = all.length ? all : index.search(query, how);
  return found.slice(0, MOST).map(({ id, terms }) => ({ doc: docs[id], terms }));
};

// The text around the first word that fits, with all that fit marked.
const excerpt = (html, terms) => {
  const text = textOf(html);
  const fits = (word) => terms.includes(plain(word));
  const parts = text.split(/(?<=[^\p{L}\p{N}\p{M}])|(?=[^\p{L}\p{N}\p{M}])/u);
  const before = parts.slice(0, Math.max(0, parts.findIndex(fits))).join("").length;
  const start = Math.max(0, before - EXCERPT / 3);
  let at = 0;
  const shown = parts.filter((part) => {
    at += part.length;
    return at > start && at - part.length < start + EXCERPT;
  });
  const nodes = shown.map((part) => {
    if (!fits(part)) return part;
    const mark = document.createElement("mark");
    mark.textContent = part;
    return mark;
  });
  return [start ? "… " : "", ...nodes, at > start + EXCERPT ? " …" : ""];
};

const row = ({ doc, terms }, titles) => {
  const item = document.createElement("li");
  const link = document.createElement("a");
  const title = document.createElement("span");
  const text = document.createElement("span");
  const page = titles.get(doc.location.split("#")[0]);
  link.className = "search__link";
  link.href = new URL(doc.location, ROOT);
  title.className = "search__title";
  title.dir = text.dir = "auto";
  title.textContent = textOf(page && page !== doc.title ? `${page} › ${doc.title}` : doc.title);
  text.className = "search__text";
  text.append(...excerpt(doc.text, terms));
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
      const found = find(index, query);
      results.replaceChildren(...found.map((one) => row(one, index.titles)));
      const count = found.length === MOST ? `The first ${MOST} results` : `${found.length} result${found.length === 1 ? "" : "s"}`;
      state.textContent = found.length ? count : "Nothing fits these words";
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
