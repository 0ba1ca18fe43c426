// Filter and sort the coverage matrix. The table is whole without it.

{
  const form = document.querySelector(".matrix-filter");
  const table = document.querySelector(".matrix");
  const state = form.querySelector(".matrix-filter__state");
  const headers = [...table.tHead.rows[0].cells];
  const bodies = [...table.tBodies];
  const rows = [...table.querySelectorAll(".matrix__row")];
  const { area, kind, words, order } = form.elements;

  const say = (text) => {
    state.textContent = text;
  };

  const columnOf = (kind) => headers.findIndex((header) => header.dataset.sort === kind);
  const valueOf = (row, column) => row.cells[column].dataset.value ?? row.cells[column].textContent.trim();
  const wordsOf = (row) => row.dataset.words ?? row.cells[0].textContent;
  const fits = (row, wanted) =>
    (!area.value || row.parentElement.dataset.area === area.value) &&
    (!kind.value || valueOf(row, columnOf(kind.value))) &&
    wanted.every((word) => wordsOf(row).toLocaleLowerCase().includes(word));

  const filter = () => {
    const wanted = words.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    for (const row of rows) row.hidden = !fits(row, wanted);
    for (const body of bodies) {
      body.hidden = rows.every((row) => row.parentElement !== body || row.hidden);
    }
    const shown = rows.filter((row) => !row.hidden).length;
    say(shown === rows.length ? "" : `${shown} of ${rows.length} requirements shown.`);
  };

  const arrange = (sorted) => {
    for (const body of bodies) body.append(...sorted.filter((row) => row.parentElement === body));
  };

  // What has no value stands last, whichever way the rest is sorted.
  const compare = (column, descending) => (one, other) => {
    const [a, b] = [one, other].map((row) => valueOf(row, column));
    if (!a || !b) return (a ? 0 : 1) - (b ? 0 : 1);
    return a.localeCompare(b, undefined, { numeric: true }) * (descending ? -1 : 1);
  };

  const sort = (header, descending) => {
    for (const other of headers) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", descending ? "descending" : "ascending");
    arrange([...rows].sort(compare(header.cellIndex, descending)));
    say(`Sorted by ${header.textContent.trim()}, ${descending ? "descending" : "ascending"}, within each area.`);
  };

  const unsort = () => {
    for (const header of headers) header.removeAttribute("aria-sort");
    arrange(rows);
  };

  const startsDescending = (header) =>
    header.classList.contains("matrix__column--number") || header.dataset.sort === "newest";

  for (const header of headers) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "matrix__sort";
    button.textContent = header.textContent.trim();
    button.addEventListener("click", () => {
      const now = header.getAttribute("aria-sort");
      sort(header, now ? now === "ascending" : startsDescending(header));
    });
    header.replaceChildren(button);
  }

  order.addEventListener("change", () => {
    const header = headers.find((each) => each.dataset.sort === order.value);
    if (header) sort(header, startsDescending(header));
    else unsort();
  });
  for (const field of [area, kind, words]) field.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    setTimeout(() => {
      filter();
      unsort();
    });
  });
  form.hidden = false;
}
