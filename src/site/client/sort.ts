/**
 * Sorts a table by the head of a column: up, down, and as it came. The choice stands in the address beside the filters
 * (`sort=table.column`, `-column` for down), so that a sorted list can be sent on. On a phone, where a table is cards
 * without heads, a select does the same.
 */
import { changeAddress } from './address.ts';

type Direction = 'ascending' | 'descending';
interface Choice {
  key: string;
  direction: Direction;
}

const collator = new Intl.Collator('zh-CN', { numeric: true });
/** A figure with a unit or without; natural order of text would put 98.8 % before 98.77 %. */
const FIGURE = /^-?\d+(?:\.\d+)?(?=\s*(?:%|$|[^\d\s.:-]+$))/;
/** What the site's wording says of a value that is not there (src/wording); a script of the browser imports none of it. */
const NOTHING = new Set(['', '—', '未登记', '未观测']);

for (const table of document.querySelectorAll<HTMLTableElement>('[data-ol-sort]')) start(table);

function start(table: HTMLTableElement): void {
  const name = table.dataset['olSort'] ?? '';
  const body = table.tBodies[0];
  const heads = [...table.querySelectorAll<HTMLElement>('thead th[data-key]')];
  if (body === undefined || heads.length === 0) return;
  const asItCame = [...body.rows];
  const select = selectOf(heads);
  let chosen: Choice | null = null;

  const show = (): void => {
    const rows = chosen === null ? asItCame : sorted(asItCame, columnOf(table, chosen.key), chosen.direction);
    body.append(...rows);
    for (const head of heads) {
      if (head.dataset['key'] === chosen?.key) head.setAttribute('aria-sort', chosen?.direction ?? 'none');
      else head.removeAttribute('aria-sort');
    }
    select.value = textOf(chosen);
  };
  const choose = (choice: Choice | null): void => {
    chosen = choice;
    show();
    changeAddress({ sort: choice === null ? '' : `${name}.${textOf(choice)}` });
  };
  for (const head of heads) {
    head.dataset['label'] = head.textContent?.trim() ?? '';
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'ol-sort';
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => choose(next(chosen, head.dataset['key'] ?? '')));
  }
  select.addEventListener('change', () => choose(parse(select.value)));
  table.classList.add('ol-sorts');
  table.before(labelled(select));

  const asked = new URLSearchParams(location.search).get('sort') ?? '';
  const wanted = asked.startsWith(`${name}.`) ? parse(asked.slice(name.length + 1)) : null;
  if (wanted !== null && heads.some((head) => head.dataset['key'] === wanted.key)) {
    chosen = wanted;
    show();
  }
}

const textOf = (choice: Choice | null): string =>
  choice === null ? '' : `${choice.direction === 'descending' ? '-' : ''}${choice.key}`;

function parse(text: string): Choice | null {
  if (text === '') return null;
  return text.startsWith('-') ? { key: text.slice(1), direction: 'descending' } : { key: text, direction: 'ascending' };
}

function next(before: Choice | null, key: string): Choice | null {
  if (before?.key !== key) return { key, direction: 'ascending' };
  return before.direction === 'ascending' ? { key, direction: 'descending' } : null;
}

interface Column {
  index: number;
  /** Words in the order in which they sort, where that is not the order of text. */
  order: readonly string[];
}

function columnOf(table: HTMLTableElement, key: string): Column {
  const cells = [...(table.tHead?.rows[0]?.cells ?? [])];
  const index = cells.findIndex((cell) => cell.dataset['key'] === key);
  return { index, order: cells[index]?.dataset['order']?.split(' ') ?? [] };
}

/** Rows without a value stand last, whatever the direction; equal ones stay as they came. */
function sorted(rows: readonly HTMLTableRowElement[], column: Column, direction: Direction): HTMLTableRowElement[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return rows
    .map((row, order) => ({ row, order, value: sortValue(row.cells[column.index], column.order) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null) {
        return Number(a.value === null) - Number(b.value === null) || a.order - b.order;
      }
      return sign * compare(a.value, b.value) || a.order - b.order;
    })
    .map(({ row }) => row);
}

/** What the cell says it is sorted by, or its text without mark and second line. */
function sortValue(cell: HTMLElement | undefined, order: readonly string[]): string | null {
  const own = cell?.dataset['sort'] ?? cell?.querySelector<HTMLElement>('[data-sort]')?.dataset['sort'];
  if (own !== undefined) return NOTHING.has(own) ? null : own;
  const copy = cell?.cloneNode(true) as HTMLElement | undefined;
  for (const part of copy?.querySelectorAll('.ol-mark, .ol-sub, small') ?? []) part.remove();
  const text = copy?.textContent?.trim() ?? '';
  if (NOTHING.has(text)) return null;
  return order.includes(text) ? String(order.indexOf(text)) : text;
}

function compare(a: string, b: string): number {
  const [left, right] = [FIGURE.exec(a)?.[0], FIGURE.exec(b)?.[0]];
  if (left !== undefined && right !== undefined && left !== right) return Number(left) - Number(right);
  return collator.compare(a, b);
}

function selectOf(heads: readonly HTMLElement[]): HTMLSelectElement {
  const select = document.createElement('select');
  select.append(new Option('默认', ''));
  for (const head of heads) {
    const label = head.textContent?.trim() ?? '';
    const key = head.dataset['key'] ?? '';
    select.append(new Option(`${label} ↑`, key), new Option(`${label} ↓`, `-${key}`));
  }
  return select;
}

function labelled(select: HTMLSelectElement): HTMLElement {
  const label = document.createElement('label');
  label.className = 'ol-sort-choice';
  label.append('排序 ', select);
  return label;
}
