/**
 * Filters rows by their `data-` attributes, or by what their first cell begins with, and keeps the choice in the address,
 * so that a filtered list can be sent on. Paper says what was chosen, and nothing of filters that were not used.
 */
import { shownText } from '../lib/list-counts.ts';
import { changeAddress } from './address.ts';

for (const form of document.querySelectorAll<HTMLFormElement>('[data-ol-filters]')) start(form);

function start(form: HTMLFormElement): void {
  const rows = document.querySelectorAll<HTMLTableRowElement>(`#${form.dataset['olFilters']} tbody tr`);
  const selects = [...form.querySelectorAll('select')];
  const shown = form.querySelector<HTMLElement>('[data-ol-shown]');
  // Of a list that goes on elsewhere the number of this page is not all.
  const all = shown?.dataset['olOf'];
  const update = (): void => {
    const chosen = selects.filter(({ value }) => value !== '');
    let count = 0;
    for (const row of rows) {
      row.hidden = !chosen.every((select) => matches(row, select));
      if (!row.hidden) count++;
    }
    form.classList.toggle('ol-filtered', chosen.length > 0);
    if (shown !== null) shown.textContent = shownText(count, rows.length, all);
  };
  const asked = new URLSearchParams(location.search);
  for (const select of selects) {
    const value = asked.get(select.name);
    if (value !== null && [...select.options].some((option) => option.value === value)) select.value = value;
  }
  form.hidden = false;
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('change', () => {
    changeAddress(Object.fromEntries(selects.map(({ name, value }) => [name, value])));
    update();
  });
  update();
}

function matches(row: HTMLTableRowElement, select: HTMLSelectElement): boolean {
  if (select.dataset['olBegins'] === undefined)
    return (row.dataset[select.name] ?? select.dataset['olPlain']) === select.value;
  return row.cells[0]?.textContent?.startsWith(select.value) === true;
}
