/**
 * Records as HTML, each whole: a month has hundreds on one page, so that what all share is said by the style sheet, and end tags that
 * HTML does not ask for are left out.
 */
import type { SiteLink, SiteRecord } from '../../report/site-model.ts';
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

const linkHtml = ({ text, href, download }: SiteLink, self: string, placeOf: Places): string => {
  if (href === undefined) return linkedText(text, placeOf, self);
  const saved = download === undefined ? '' : ` download="${escaped(download)}"`;
  return `<a href=${attribute(href)}${saved}>${wholeText(text)}</a>`;
};

/** A digest that stands beside other columns: shortened to the eye, whole when it is chosen, copied or read out. */
const DIGEST = /^[0-9a-f]{64}$/;

const cellHtml = (cell: SiteLink, self: string, placeOf: Places): string =>
  DIGEST.test(cell.text) ? `<span class=ol-digest>${cell.text}</span>` : linkHtml(cell, self, placeOf);

const valueHtml = (links: readonly SiteLink[], self: string, placeOf: Places): string =>
  links.map((one) => linkHtml(one, self, placeOf)).join(links.every(({ text }) => text.length < LONG) ? '　' : '<br>');

function factHtml({ label, value }: SiteRecord['facts'][number], self: string, placeOf: Places): string {
  const isWide = value.reduce((sum, { text }) => sum + text.length, 0) > WIDE;
  return `<div${isWide ? ' class=ol-wide' : ''}><dt>${escaped(label)}<dd>${valueHtml(value, self, placeOf)}</div>`;
}

function listHtml(
  { label, columns, rows, note, all }: SiteRecord['lists'][number],
  self: string,
  placeOf: Places,
): string {
  const head = columns.map((one) => `<th scope=col>${escaped(one)}`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${cellHtml(cell, self, placeOf)}`).join('')}`).join('');
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
  const elsewhere =
    more === undefined ? '' : ` <a class=ol-record-more href=${attribute(more.href ?? '')}>${escaped(more.text)}</a>`;
  return [
    `<article class=ol-record id=${attribute(id)}>`,
    `<h3><a class="ol-whole" href="#${escaped(id)}">${escaped(id)}</a> <small>${wholeText(at)}</small>${elsewhere}</h3>${gone}`,
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
