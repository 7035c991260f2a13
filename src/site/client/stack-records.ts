/** Lists of a record where the window is narrow: each row as lines that name their columns, as lists of the site are there; nothing of it is out of sight. */
const narrow = matchMedia('(max-width: 56rem)');

function stack(): void {
  if (!narrow.matches) return;
  narrow.removeEventListener('change', stack);
  for (const table of document.querySelectorAll<HTMLTableElement>('.ol-record table')) {
    const heads = [...table.querySelectorAll('th')].map(({ textContent }) => textContent ?? '');
    // The style is of narrow windows alone: a phone that is turned has the table again.
    table.classList.add('ol-cards');
    for (const cell of table.querySelectorAll('td')) cell.setAttribute('data-label', heads[cell.cellIndex] ?? '');
  }
}

narrow.addEventListener('change', stack);
stack();
