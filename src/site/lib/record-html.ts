/**
 * Records as HTML, each whole: a month has hundreds on one page, so that what all share is said by the style sheet, and end tags that
 * HTML does not ask for are left out.
 */
import type { RichCell, SiteRecord } from '../../report/site-model.ts';
import { attribute, escaped, linkedText, type Places, wholeText } from './html.ts';

interface Around {
  /** Where the number of a record or document leads. */
  placeOf: Places;
  /** Somebody has an account at the desk. */
  hasDesk: boolean;
}

/** Values of so many characters stand below each other. */
const LONG = 70;
/** And of so many in all take the whole width. */
const WIDE = 40;

const linkHtml = ({ text, href, download }: RichCell, self: string, placeOf: Places): string => {
  if (href === undefined) return linkedText(text, placeOf, self);
  const saved = download === undefined ? '' : ` download="${escaped(download)}"`;
  return `<a href=${attribute(href)}${saved}>${wholeText(text)}</a>`;
};

/** A digest that stands beside other columns: shortened to the eye, whole when it is chosen, copied or read out. */
const DIGEST = /^[0-9a-f]{64}$/;

const cellHtml = (cell: RichCell, self: string, placeOf: Places): string =>
  DIGEST.test(cell.text) ? `<span class=ol-digest>${cell.text}</span>` : linkHtml(cell, self, placeOf);

const valueHtml = (links: readonly RichCell[], self: string, placeOf: Places): string =>
  links.map((one) => linkHtml(one, self, placeOf)).join(links.every(({ text }) => text.length < LONG) ? '　' : '<br>');

function factHtml({ label, value }: SiteRecord['facts'][number], self: string, placeOf: Places): string {
  const isWide = value.reduce((sum, { text }) => sum + text.length, 0) > WIDE;
  return `<div${isWide ? ' class=ol-wide' : ''}><dt>${escaped(label)}<dd>${valueHtml(value, self, placeOf)}</div>`;
}

/** A moment as cells have it: its day and its time. */
const MOMENT = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}(?::\d{2})?)$/;
/** Rows from which on a column tells a day that all of them share once, in its head. */
const SHARED_ROWS = 3;

/** By column: the day of all its moments; undefined where it holds anything else, or moments of several days. */
function sharedDays({ columns, rows }: SiteRecord['lists'][number]): (string | undefined)[] {
  return columns.map((_, n) => {
    if (rows.length < SHARED_ROWS) return undefined;
    const days = new Set(rows.map((row) => MOMENT.exec(row[n]?.text ?? '')?.[1]));
    return days.size === 1 ? [...days][0] : undefined;
  });
}

/** A row leads to each place once, and tells of a shared day the time alone. */
function rowHtml(row: readonly RichCell[], days: readonly (string | undefined)[], self: string, placeOf: Places) {
  const told = new Set<string>();
  return `<tr>${row
    .map((cell, n) => {
      const day = days[n];
      if (day !== undefined) return `<td>${cell.text.slice(day.length + 1)}`;
      const again = cell.download === undefined && cell.href !== undefined && told.size === told.add(cell.href).size;
      return `<td>${cellHtml(again ? { text: cell.text } : cell, self, placeOf)}`;
    })
    .join('')}`;
}

function listHtml(list: SiteRecord['lists'][number], self: string, placeOf: Places): string {
  const { label, columns, rows, note, all } = list;
  const days = sharedDays(list);
  const dayOf = (n: number): string => (days[n] === undefined ? '' : `（${wholeText(days[n])}）`);
  const head = columns.map((one, n) => `<th>${escaped(one)}${dayOf(n)}`).join('');
  const body = rows.map((row) => rowHtml(row, days, self, placeOf)).join('');
  const name = escaped(`${self} ${label}`);
  const table = `<table class=ol-table><thead><tr>${head}<tbody>${body}</table>`;
  const more = note === undefined ? '' : `<p class=ol-note>${wholeText(note)}</p>`;
  const others =
    all === undefined ? '' : ` <a class=ol-record-more href=${attribute(all.href)}>${escaped(all.text)}</a>`;
  return `<p class=ol-record-list>${escaped(label)}${others}</p><div class=ol-scroll tabindex=0 role=region aria-label="${name}">${table}</div>${more}`;
}

/** What only who checks the record asks for: one line until it is opened. */
const detailsHtml = (details: SiteRecord['details'], self: string, placeOf: Places): string =>
  details.length === 0
    ? ''
    : `<details><summary>详情：原件与校验值</summary><dl>${details.map((one) => factHtml(one, self, placeOf)).join('')}</dl></details>`;

/** One article a record, with its number as its heading, which leads to itself so that it can be pointed at. */
function recordHtml(
  { id, at, more, withdrawn, desk, facts, details, lists }: SiteRecord,
  { placeOf, hasDesk }: Around,
): string {
  const gone =
    withdrawn === undefined ? '' : `<p class="ol-tone-abnormal">▲ 已作废，不计入统计：${wholeText(withdrawn)}</p>`;
  const elsewhere = more === undefined ? '' : ` <a href=${attribute(more.href ?? '')}>${escaped(more.text)}</a>`;
  return [
    `<article class=ol-record id=${attribute(id)}>`,
    `<h3><a href=${attribute(`#${id}`)}>${escaped(id)}</a> <small>${wholeText(at)}</small>${elsewhere}</h3>${gone}`,
    `<dl>${facts.map((one) => factHtml(one, id, placeOf)).join('')}</dl>`,
    ...lists.map((one) => listHtml(one, id, placeOf)),
    detailsHtml(details, id, placeOf),
    desk === undefined || !hasDesk
      ? ''
      : `<p class=ol-note><a href=${attribute(desk)}>在登记台打开附件</a>（按角色给原件）</p>`,
    '</article>',
  ].join('');
}

/** All records of a block. */
export const recordsHtml = ({ items }: { items: readonly SiteRecord[] }, around: Around): string =>
  items.map((one) => recordHtml(one, around)).join('\n');
