/**
 * The rows of a list of 交付物 as HTML. A year of a daily document is 366 of them on one page, and a page stays under
 * 200 KB: what all rows share stands once (names, labels, marks and colours come from the style sheet by state and
 * column), end tags that HTML does not ask for are left out, and what a script composes as well from an address
 * (names of saved files, labels, 溯源) is left to `client/files.ts`. Read without scripts, nothing is missing but that.
 */
import type { SiteDocument, SiteOccurrence, SiteReceipt } from '../../report/site-model.ts';
import { occurrences } from '../../states/occurrence.ts';
import { dayOf } from './calendar.ts';
import { type Entry, fullTime, shortTime, splitPeriod } from './deliverables.ts';
import { attribute, escaped, linkedText, wholeText } from './html.ts';
import { kindHref } from './paths.ts';
import { PLAIN_RECEIPT, receiptOf } from './receipts.ts';
import { savedName } from './saved-name.ts';

export interface RowOptions {
  /** Whether the name of the kind is a column; left out on the page of one kind. */
  withName: boolean;
  /** Whether a row says the day on which it stands in the calendar, to be chosen by it. */
  withDay?: boolean;
  /** Marks that every document of the list bears; said once above it. */
  common: readonly string[];
  /** Where the number of a record leads that a document is about. */
  placeOf?: (number: string) => string | undefined;
  /** How times are written, the same in the whole list. */
  time: (instant: string) => string;
}

const BLANK = '<td class=ol-blank>—';

/** One row: 交付物 (on a page of several kinds), 统计区间, 状态, 期限, 签发, 版次, 签收, 文件. */
export function entryRow(entry: Entry, options: RowOptions): string {
  const { occurrence, documents } = entry;
  const [newest, ...older] = documents;
  const receipt = receiptOf(entry);
  const issuedAt = newest?.status === 'issued' ? newest.issuedAt : null;
  return [
    `<tr data-state=${occurrence?.state ?? 'none'}`,
    receipt?.state === PLAIN_RECEIPT ? '' : ` data-receipt=${receipt?.state ?? 'none'}`,
    options.withName ? ` data-kind="${escaped(entry.obligation)}"` : '',
    options.withDay === true ? ` data-day="${(occurrence && dayOf(occurrence)) ?? ''}"` : '',
    occurrence !== null && occurrences[occurrence.state].tone === 'abnormal' ? ' class=ol-row-abnormal>' : '>',
    options.withName ? nameCell(entry) : '',
    periodCell(entry, options),
    occurrence === null ? BLANK : stateCell(occurrence, options),
    timeCell(occurrence?.dueAt ?? null, options) + dueThen(occurrence),
    issuedCell(issuedAt, older.at(-1), options),
    newest === undefined
      ? waiverCell(occurrence) + BLANK + BLANK
      : revisionCell(newest, options.common) + receiptCell(receipt) + filesCell(entry, newest, older),
  ].join('');
}

const timeCell = (instant: string | null, { time }: RowOptions): string =>
  instant === null ? BLANK : `<td>${time(instant)}`;

/** What a document prints as its deadline where that is another one now, and the 口径 that were settled since. */
function dueThen(occurrence: SiteOccurrence | null): string {
  if (occurrence?.dueThen === undefined) return '';
  const since = (occurrence.dueSince ?? []).map(
    ({ text, href = '' }) => `<small><a href=${attribute(href)}>${wholeText(text)}</a></small>`,
  );
  return `<small>${wholeText(occurrence.dueThen)}</small>${since.join('')}`;
}

/** When the newest revision was issued; below it when the first one was, by which it is in time. */
function issuedCell(issuedAt: string | null, first: SiteDocument | undefined, { time }: RowOptions): string {
  if (issuedAt === null) return BLANK;
  const begun = first?.issuedAt ?? null;
  return `<td>${time(issuedAt)}${begun === null ? '' : small(`${first?.revisionText} ${time(begun)}`)}`;
}

function nameCell({ obligation, name, rank }: Entry): string {
  return `<td data-sort=${rank}><a href="${kindHref(obligation)}">${escaped(name)}</a>`;
}

function periodCell({ period, periodText }: Entry, { placeOf = () => undefined }: RowOptions): string {
  const text = listedPeriod(period, periodText);
  const { name, days } = splitPeriod(text);
  // A day alone has its column; a year's list has hundreds.
  const shown = DAY.test(name) ? name : linkedText(name, placeOf);
  return `${text === period ? '<td>' : `<td data-sort="${escaped(period)}">`}${shown}${days === undefined ? '' : small(days)}`;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A day as a day: at which hour it ends is the same for all of its kind, and stands in the document. */
export function listedPeriod(period: string, periodText: string): string {
  return DAY.test(period) ? period : periodText;
}

const small = (text: string): string => `<small>${wholeText(text)}</small>`;

/** With the time of 送达 or 签收 where that decides: beside 签发, which has a column. */
function stateCell({ state, stateText, handedOver, lacks }: SiteOccurrence, { time }: RowOptions): string {
  const handed =
    handedOver === undefined
      ? ''
      : small(
          `${handedOver.what} ${time(handedOver.at)}${handedOver.writtenAt === undefined ? '' : `（登记于 ${time(handedOver.writtenAt)}）`}`,
        );
  return `<td>${escaped(stateText || occurrences[state].word)}${handed}${lacks.map((lack) => small(`缺：${lack}`)).join('')}`;
}

/** Where its revision would stand: why there is none, and who agreed or where that stands. */
function waiverCell(occurrence: SiteOccurrence | null): string {
  const cause = occurrence?.cause;
  if (cause !== undefined) {
    const text = escaped(cause.text);
    const told = cause.href === undefined ? text : `<a href=${attribute(cause.href)}>${text}</a>`;
    return `<td class=ol-waiver><small>${told}</small>${cause.sub === undefined ? '' : small(cause.sub)}`;
  }
  return occurrence?.waiver === undefined ? BLANK : `<td class=ol-waiver>${small(occurrence.waiver)}`;
}

function revisionCell(document: SiteDocument, common: readonly string[]): string {
  const text =
    document.status === 'draft' ? '<b class="ol-tag ol-tone-attention">草稿</b>' : escaped(document.revisionText);
  // Marks are kept as printed; that it is a draft stands in the cell already.
  const marks = document.marks.filter((mark) => !mark.startsWith('草稿') && !common.includes(mark));
  return `<td>${text}${marks.map(small).join('')}`;
}

/** What waits is sorted by how long it has. */
function receiptCell(receipt: SiteReceipt | null): string {
  if (receipt === null) return BLANK;
  const { text, days, on, state, note, earlier, answer } = receipt;
  const by = answer === undefined ? '' : `<small class="ol-tone-${answer.tone}">${wholeText(answer.text)}</small>`;
  if (days !== null) return `<td data-sort=${days}>${text}${small(`${days} 天`)}${by}`;
  // Of a year of what went well the word is enough; when it was is told by the record.
  const when = state === 'returned' && on !== null ? small(on) : '';
  return `<td>${text}${when}${by}${[note, earlier?.text].map((one) => (one === undefined ? '' : small(one))).join('')}`;
}

function filesCell(entry: Entry, newest: SiteDocument, older: readonly SiteDocument[]): string {
  const history = older.map((one) => `<div>${escaped(one.revisionText)} ${files(entry, one)}</div>`).join('');
  const folded = `<details class=ol-older><summary>历史版次 ${older.length}</summary>${history}</details>`;
  return `<td>${files(entry, newest)}${older.length > 0 ? folded : ''}`;
}

function files(entry: Entry, document: SiteDocument): string {
  const { html, pdf, xlsx } = document.files;
  return [
    `<a href=${attribute(html)}>查看</a>`,
    pdf === null ? '' : saved(pdf, document.downloads.pdf, entry.name, 'PDF'),
    xlsx === null ? '' : saved(xlsx, document.downloads.xlsx, entry.name, 'Excel'),
  ]
    .filter((link) => link !== '')
    .join(' ');
}

function saved(href: string, name: string | null, title: string, text: string): string {
  const said = name === null || name === savedName(href, title) ? '' : `="${escaped(name)}"`;
  return `<a download${said} href=${attribute(href)}>${text}</a>`;
}

/** Marks that all documents of a list bear, when there are several: said once instead of in each row. */
export function commonMarks(entries: readonly Entry[]): string[] {
  const documents = entries.flatMap((entry) => entry.documents);
  if (documents.length < 2) return [];
  const first = documents[0]?.marks ?? [];
  return first.filter((mark) => documents.every(({ marks }) => marks.includes(mark)));
}

/** Times of one list are written alike, so that they can be compared and sorted: with the year unless all are of this one. */
export function timeOf(entries: readonly Entry[], today: string): RowOptions['time'] {
  const year = today.slice(0, 4);
  const times = entries.flatMap(({ occurrence, documents }) => [
    occurrence?.dueAt,
    occurrence?.handedOver?.at,
    documents[0]?.issuedAt,
  ]);
  const isOfThisYear = times.every((time) => time === null || time === undefined || time.startsWith(year));
  return isOfThisYear ? (time) => shortTime(time, today) : fullTime;
}

/** As many rows as a page may weigh. */
const MOST_BYTES = 154_500;

/** @returns the rows that fit, and the entries that do not, which are found on the pages of their months */
export function rowsWithin(
  entries: readonly Entry[],
  options: RowOptions,
  most = MOST_BYTES,
): { rows: string[]; listed: Entry[]; folded: Entry[] } {
  const encoder = new TextEncoder();
  const rows: string[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const row = entryRow(entry, options);
    bytes += encoder.encode(row).length;
    if (bytes > most) break;
    rows.push(row);
  }
  return { rows, listed: entries.slice(0, rows.length), folded: entries.slice(rows.length) };
}
