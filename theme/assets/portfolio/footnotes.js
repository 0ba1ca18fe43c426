// Footnotes beside what they belong to, where there is a column for them; without a script they stand below the text.

const GAP = 16;
const columns = document.querySelector(".entry__columns");
const side = columns?.querySelector(".entry__side");
const notes = [...(columns?.querySelectorAll(".footnote li") ?? [])];
const marks = notes.map((note) => document.getElementById(note.id.replace(/^fn:/, "fnref:")));

const place = () => {
  const top = columns.getBoundingClientRect().top;
  let free = side.offsetHeight ? side.getBoundingClientRect().bottom - top + GAP : 0;
  for (const [index, note] of notes.entries()) {
    const at = Math.max(free, marks[index].getBoundingClientRect().top - top);
    note.style.setProperty("--note-top", `${at}px`);
    free = at + note.offsetHeight + GAP;
  }
  columns.style.setProperty("--notes-end", `${free}px`);
};

if (side && notes.length && marks.every(Boolean)) {
  columns.classList.add("entry__columns--notes");
  place();
  new ResizeObserver(place).observe(columns.querySelector(".entry__text"));
}
