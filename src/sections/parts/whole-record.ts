/**
 * One record whole, of whatever kind: its fields and rows as the schema of its kind names them, who entered it, what was corrected,
 * the digests of its evidence, and the documents that were made from it. Nothing here knows a kind. Pure.
 */

import { briefPeriod } from '../../contract/calendar/period-text.ts';
import { formatDateTimeSeconds } from '../../contract/time.ts';
import { reusedEvidence, reuseText, shownText } from '../../records/evidence-reuse.ts';
import type { RecordField } from '../../records/fields.ts';
import { keptOriginals } from '../../records/kept-originals.ts';
import { insteadText, vouchedBy } from '../../records/named-on-paper.ts';
import { attachmentKey } from '../../records/open-attachment.ts';
import { type AnyRecord, envelope, isBackfilled, type RecordKind, recordSources } from '../../records/record.ts';
import { rowEnvelope, type Withdrawn } from '../../records/row.ts';
import { decides, passedWords } from '../../records/standing.ts';
import type { RichCell, SiteRecord } from '../../report/site-model.ts';
import { besideText } from '../../wording/corrections.ts';
import { correctionList } from './corrections.ts';
import type { SiteFacts } from './facts.ts';
import { recordHref } from './links.ts';
import { readingText } from './measured-values.ts';
import { kindsNaming, namedBy } from './named-by.ts';
import { wholeHref } from './places.ts';
import { fieldsFor } from './record-about.ts';
import { valueLinks } from './record-values.ts';
import { exceptionsNaming } from './stated-exceptions.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Cells of all its lists that are printed: of what a machine measured there are thousands, and the documents have them. */
const MOST_CELLS = 160;
/** Characters of one cell of a list. */
const LONGEST_CELL = 160;
/** Digests of evidence that are told. */
const MOST_DIGESTS = 4;

export interface RecordAround {
  /** The page on which it stands, which it does not lead to again. */
  place?: string;
  /** Documents that are told above it, and where. */
  shared?: { anchor: string; numbers: ReadonlySet<string> };
}

export function wholeRecord(
  facts: SiteFacts,
  kind: RecordKind,
  record: AnyRecord,
  { place, shared }: RecordAround = {},
): SiteRecord {
  const values = record as unknown as Fields;
  const own = fieldsFor(facts, kind).filter(({ name }) => !(name in envelope) && name !== 'kind');
  const plain = own.filter(({ shape }) => shape !== 'rows');
  const href = recordHref(facts, record.id);
  const isElsewhere = href !== wholeHref(facts, kind.id, record.id) && href !== place;
  const bears = plain
    .filter(({ outsideNumber }) => outsideNumber === true)
    .flatMap((field) => valueLinks(facts, field, values[field.name]).map(({ text }) => text));
  return {
    id: record.id,
    at: `${atLabel(facts, kind)} ${formatDateTimeSeconds(record.at)}`,
    ...(isElsewhere && record.withdrawn === undefined ? { more: { text: '处理情况与统计', href } } : {}),
    ...((record.attachments ?? []).length === 0 ? {} : { desk: `/desk/records/${kind.id}/${record.id}` }),
    ...(record.withdrawn === undefined ? {} : { withdrawn: withdrawnText(record.withdrawn) }),
    ...(bears.length === 0 || record.withdrawn !== undefined ? {} : { bears }),
    facts: [
      ...factOf('文件被改动', altered(facts, record.id)),
      ...plain.flatMap((field) =>
        factOf(field.label, [...valueLinks(facts, field, values[field.name]), ...beside(record, field)]),
      ),
      ...factOf('例外', exceptionsNaming(facts, record.id)),
      ...factOf('相关记录', namedBy(facts, record.id)),
      ...factOf('使用情况', unused(facts, kind, record)),
      ...factOf('凭证', shownOf(facts, kind, record)),
      ...factOf('登记', [{ text: enteredText(facts, kind, record) }]),
      ...changed(facts, record),
      ...factOf('用于文档', documents(facts, record.id, shared)),
    ],
    details: [
      ...factOf('证据校验值', digests(record)),
      ...factOf('记录原件', original(facts, record.id)),
      ...factOf('版本库', commits(facts, record.id)),
    ],
    lists: [...lists(facts, kind, own, record), ...correctionList(facts, record)],
  };
}

/** What stands below is what it was: what the file says since counts nowhere. */
const altered = (facts: SiteFacts, id: string): RichCell[] => {
  const message = facts.altered?.get(id);
  return message === undefined ? [] : [{ text: `${message}；以下为改动以前的内容，各处按它判定`, tone: 'abnormal' }];
};

/** That a value by which something is judged was another before, or another is claimed in its place. */
function beside(record: AnyRecord, field: RecordField): RichCell[] {
  const text = decides(field) ? besideText(record, [field.name], passedWords(field)) : '';
  return text === '' ? [] : [{ text, tone: 'attention' }];
}

const factOf = (label: string, value: RichCell[]): SiteRecord['facts'] =>
  value.length === 0 ? [] : [{ label, value }];

/** What the time of a record of this kind is: 来电时间, 发生时间, or the field whose time it repeats, 扫描结束. */
function atLabel(facts: SiteFacts, kind: RecordKind): string {
  const labelOf = (wanted: string | undefined): string | undefined =>
    fieldsFor(facts, kind).find(({ name }) => name === wanted)?.label;
  return labelOf(kind.atField) ?? labelOf('at') ?? '时间';
}

const withdrawnText = ({ by, at, reason }: Withdrawn): string =>
  `作废时间 ${formatDateTimeSeconds(at)}，作废人 ${by}，原因：${reason}`;

/** How and when it came in, and by whom. */
function enteredText(facts: SiteFacts, kind: RecordKind, record: AnyRecord): string {
  const by = fieldsFor(facts, kind).find(({ name }) => name === 'enteredBy');
  const who = by === undefined ? [] : valueLinks(facts, by, record.enteredBy);
  return [
    recordSources[record.source],
    `录入时间 ${formatDateTimeSeconds(record.enteredAt)}${isBackfilled(record) ? '（补录）' : ''}`,
    ...who.map(({ text }) => text),
  ].join('，');
}

/** Of a record that is to be used by others and is not: what that says, and what it does not. */
function unused(facts: SiteFacts, kind: RecordKind, record: AnyRecord): RichCell[] {
  if (record.withdrawn !== undefined) return [];
  const text = kind.unused?.(record, kindsNaming(facts, record.id), facts.now);
  return text === undefined ? [] : [{ text }];
}

/** By record, of all that the site has. */
const reusedOf = new WeakMap<SiteFacts['records'], ReturnType<typeof reusedEvidence>>();

/** Of its files what nobody would expect: pages without anything, words about something else, or that they are evidence of it. */
function shownOf({ records, contract }: SiteFacts, { prefix }: RecordKind, record: AnyRecord): RichCell[] {
  const files = (record.attachments ?? []).filter(({ withdrawn }) => withdrawn === undefined);
  if (files.length === 0) return [];
  const reused = reusedOf.get(records) ?? reusedEvidence((Object.values(records) as AnyRecord[][]).flat());
  reusedOf.set(records, reused);
  const vouched = vouchedBy(record, { contract, prefix });
  const lines = files.flatMap((one) =>
    [shownText(one), vouched === null ? '' : insteadText(one, vouched)].flatMap((text) =>
      text === '' ? [] : [`“${one.subject}”${text}`],
    ),
  );
  const again = (reused.get(record.id) ?? []).map((one) => `“${one.attachment.subject}”${reuseText(one)}`);
  return [...lines, ...again].map((text) => ({ text, tone: 'attention' as const }));
}

/** What became of it after it was entered: each version that the repository has, or what the record tells of itself. */
function changed(facts: SiteFacts, record: AnyRecord): SiteRecord['facts'] {
  const steps = facts.histories.get(record.id) ?? [];
  if (steps.length < 2) return [];
  return factOf(
    // A commit may come hours after what it holds: entered, corrected and withdrawn have times of their own.
    '历史（按写入版本库的时间）',
    steps.map(({ at, by, way, what }) => {
      const who = [by, way].filter((one) => one !== '').join('，');
      return { text: `${formatDateTimeSeconds(at)}${who === '' ? '' : ` ${who}`}：${what}` };
    }),
  );
}

/** git's names of its versions, shortened as git prints them. */
const commits = ({ histories }: SiteFacts, id: string): RichCell[] =>
  (histories.get(id) ?? []).map(({ at, commit }) => ({
    text: `${formatDateTimeSeconds(at)} 提交 ${commit.slice(0, COMMIT_DIGITS)}`,
  }));

const COMMIT_DIGITS = 12;

function digests(record: AnyRecord): RichCell[] {
  const all = keptOriginals(record);
  const more = all.length - MOST_DIGESTS;
  return [
    ...all.slice(0, MOST_DIGESTS).map(({ sha256 }) => ({ text: sha256 })),
    ...(more > 0 ? [{ text: `另有 ${more} 件` }] : []),
  ];
}

/** By number, of all documents of the site. */
const byNumber = new WeakMap<SiteFacts['documents'], Map<string, SiteFacts['documents'][number]>>();

/** The documents in which a record counts. */
export function documentsWith(facts: Pick<SiteFacts, 'documents' | 'used'>, id: string): SiteFacts['documents'] {
  const known = byNumber.get(facts.documents) ?? new Map(facts.documents.map((one) => [one.number, one]));
  byNumber.set(facts.documents, known);
  return (facts.used.get(id)?.numbers ?? []).flatMap((number) => known.get(number) ?? []);
}

/** Named with its period, and its days where they are the only name: a record counts in one of each kind. */
export const documentLink = ({
  name,
  period,
  periodText,
  revisionText,
  files,
}: SiteFacts['documents'][number]): RichCell => ({
  text: `${name} ${/^\d{4}-\d{2}(-\d{2})?$/.test(period) ? briefPeriod(period) : periodText} ${revisionText}`,
  href: files.html,
});

function documents(facts: SiteFacts, id: string, shared: RecordAround['shared']): RichCell[] {
  const all = documentsWith(facts, id);
  const own = all.filter(({ number }) => shared?.numbers.has(number) !== true);
  const above = all.length - own.length;
  const toAbove = { text: `${own.length === 0 ? '' : '另有'}当日共用的 ${above} 份`, href: `#${shared?.anchor}` };
  return [...own.map(documentLink), ...(above === 0 ? [] : [toAbove])];
}

function original({ originals }: SiteFacts, id: string): RichCell[] {
  const found = originals.get(id);
  return found === undefined ? [] : [{ text: found.path }, { text: `SHA-256 ${found.sha256}` }];
}

function lists(
  facts: SiteFacts,
  kind: RecordKind,
  own: readonly RecordField[],
  record: AnyRecord,
): SiteRecord['lists'] {
  const values = record as unknown as Fields;
  const attached = fieldsFor(facts, kind).filter(({ name }) => name === 'attachments');
  let left = MOST_CELLS;
  return [...own, ...attached]
    .filter(({ shape }) => shape === 'rows')
    .flatMap((field) => {
      const rows = (values[field.name] ?? []) as Fields[];
      if (rows.length === 0) return [];
      const shown = rows.slice(0, Math.max(1, Math.floor(left / Math.max(1, field.columns.length))));
      const list = field.name === 'attachments' ? opened(facts, field, shown, record) : listOf(facts, field, shown);
      left -= shown.length * list.columns.length;
      const more = rows.length - shown.length;
      return [
        { ...list, ...(more > 0 ? { note: `共 ${rows.length} 行，另有 ${more} 行见用到它的文档和记录原件` } : {}) },
      ];
    });
}

/** Attachments, each with what of it is given out in front, or why it is not. */
function opened(
  facts: SiteFacts,
  field: RecordField,
  rows: readonly Fields[],
  { attachments = [] }: Pick<AnyRecord, 'attachments'>,
): SiteRecord['lists'][number] {
  const { columns, ...list } = listOf(facts, field, rows);
  return {
    ...list,
    columns: ['打开', ...columns],
    rows: list.rows.map((row, n) => {
      const one = attachments[n];
      const shown = one === undefined ? undefined : facts.attachments.get(attachmentKey(one));
      return [shown ?? { text: '—' }, ...row];
    }),
  };
}

/** A row that was withdrawn says so in its first cell. */
function listOf(facts: SiteFacts, field: RecordField, rows: readonly Fields[]): SiteRecord['lists'][number] {
  const texts = rows.map((row) => readingText(facts, row));
  // Behind a number stands its unit; a column of units is left for what is none.
  const isUnit = (name: string): boolean =>
    name === 'unit' && texts.every((text, n) => text !== null || rows[n]?.['unit'] == null);
  const columns = field.columns.filter(
    ({ name }) =>
      !(name in rowEnvelope) && !isUnit(name) && rows.some((row) => row[name] !== undefined && row[name] !== null),
  );
  return {
    label: field.label,
    columns: columns.map(({ label, unit }) => (unit === undefined ? label : `${label}（${unit}）`)),
    rows: rows.map((row, line) =>
      columns.map((column, n) => {
        // Its head says the unit.
        const { unit: _, measure: __, ...bare } = column;
        const measured = column.name === 'value' ? (texts[line] ?? null) : null;
        const cell =
          measured === null ? joined(valueLinks(facts, bare, row[column.name], LONGEST_CELL)) : { text: measured };
        return n === 0 && row['withdrawn'] !== undefined ? { ...cell, text: `${cell.text}（已作废）` } : cell;
      }),
    ),
  };
}

/** A cell holds one link; of several values their texts. */
function joined(links: readonly RichCell[]): RichCell {
  const [first = { text: '—' }, ...others] = links;
  return others.length === 0 ? first : { text: links.map(({ text }) => text).join('、') };
}
