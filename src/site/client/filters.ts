/** Filters rows by their `data-` attributes and keeps the choice in the address, so that a filtered list can be sent on. */
import { changeAddress } from './address.ts';

for (const form of document.querySelectorAll<HTMLFormElement>('[data-ol-filters]')) start(form);

function start(form: HTMLFormElement): void {
  const rows = document.querySelectorAll<HTMLElement>(`#${form.dataset['olFilters']} tbody tr`);
  const selects = [...form.querySelectorAll('select')];
  const shown = form.querySelector('[data-ol-shown]');
  const update = (): void => {
    let count = 0;
    for (const row of rows) {
      row.hidden = selects.some((select) => select.value !== '' && row.dataset[select.name] !== select.value);
      if (!row.hidden) count++;
    }
    if (shown !== null) shown.textContent = `显示 ${count} 项，共 ${rows.length} 项`;
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
