/**
 * The list of evidence on paper. A short one is printed line by line; of a long one each kind of record is a row with its count and its
 * first and last day. Page, workbook and manifest name each; the fingerprint of the document is the digest of all that it rests on.
 */
import type { Column, EvidenceBlock } from '../../report/block.ts';
import { type PaperTable, withFoot } from './paper-table.ts';

/** A list up to this long is printed line by line. */
const LINES_AT_MOST = 8;
/** Of one name, so many are named each in a longer list. */
const NAMED = 2;

type Item = EvidenceBlock['items'][number];

const ATTACHED: readonly string[] = ['图片', '附件'];

/** Digits by which a file is told from any other; page and manifest have all of them. */
const DIGITS = 12;
const HASH = /^[0-9a-f]{64}$/;
/** Of many records of one kind, the last, as the composer writes it. */
const RANGE = / … .*$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_LENGTH = '2026-01-01'.length;

const COLUMNS: readonly Column[] = [
  { key: 'name', label: '记录', type: 'text' },
  { key: 'count', label: '份数', type: 'number' },
  { key: 'days', label: '首末日期；单份的编号', type: 'text' },
];

/** Records of one name. */
interface Group {
  name: string;
  /** Where they come from, as the list says. */
  sources: readonly string[];
  /** null: not told. */
  records: number | null;
  /** Those counted in the period, where not all are. */
  own?: number;
  attached: number;
  days: readonly string[];
  /** Of a single one. */
  number?: string;
}

const isAttached = ({ kind }: Item): boolean => ATTACHED.includes(kind);

const withShortHash = (item: Item): Item =>
  HASH.test(item.hash)
    ? { ...item, hash: `${item.hash.slice(0, DIGITS)}…` }
    : { ...item, record: item.record.replace(RANGE, ' 等'), hash: '见归档清单' };

/**
 * A short list as it is, with its digests cut short; what is attached to a record stands in the record's line, as a number. A long one as
 * a table by kinds.
 * @param fingerprint 数据指纹 of the document, as printed
 */
export function shortEvidence(block: EvidenceBlock, fingerprint: string): EvidenceBlock | PaperTable {
  const records = new Set(block.items.filter((one) => !isAttached(one)).map(({ record }) => record));
  const attached = Map.groupBy(block.items.filter(isAttached), ({ record }) => record);
  const items = block.items.filter((one) => !isAttached(one) || !records.has(one.record));
  const attachedTo = (one: Item): number => (isAttached(one) ? 0 : (attached.get(one.record)?.length ?? 0));
  if (items.length > LINES_AT_MOST) return byKind(items, attachedTo, fingerprint);
  return {
    ...block,
    items: items.map((one) => {
      const count = attachedTo(one);
      return withShortHash(count === 0 ? one : { ...one, title: `${one.title}（附件 ${count} 件）` });
    }),
  };
}

function groupOf(item: Item, attached: number): Group {
  const { counted } = item;
  const days = item.time
    .split(' 至 ')
    .map((moment) => moment.slice(0, DAY_LENGTH))
    .filter((day) => DAY.test(day));
  const isRange = RANGE.test(item.record);
  return {
    name: counted?.label ?? (isAttached(item) ? item.kind : item.title),
    sources: [item.kind],
    records: counted?.records ?? (isRange ? null : 1),
    ...(counted === undefined || counted.own === counted.records ? {} : { own: counted.own }),
    attached: counted?.attached ?? attached,
    days,
    ...(isRange ? {} : { number: item.record }),
  };
}

function joined(one: Group, other: Group): Group {
  const { number: _, ...rest } = one;
  return {
    ...rest,
    sources: [...new Set([...one.sources, ...other.sources])],
    records: one.records === null || other.records === null ? null : one.records + other.records,
    attached: one.attached + other.attached,
    days: [...one.days, ...other.days],
  };
}

function byKind(items: readonly Item[], attachedTo: (item: Item) => number, fingerprint: string): PaperTable {
  const lines = items.map((item) => groupOf(item, attachedTo(item)));
  const all = [...Map.groupBy(lines, ({ name }) => name).values()].flatMap((own) =>
    own.length <= NAMED ? own : [own.reduce(joined)],
  );
  const rows = all.map(({ name, records, days, number }) => ({
    cells: { name, count: records, days: [spanOf(days), ...(number === undefined ? [] : [number])].join(' ').trim() },
  }));
  return withFoot({ type: 'table', columns: [...COLUMNS], rows, empty: '' } as PaperTable, footOf(all, fingerprint));
}

/** First and last day. */
function spanOf(days: readonly string[]): string {
  const sorted = days.toSorted();
  const [first = '', last = ''] = [sorted[0], sorted.at(-1)];
  return first === last ? first : `${first} 至 ${last}`;
}

/** What stands under the table: where the records come from, how many of them are counted, what is attached, where each is named. */
function footOf(all: readonly Group[], fingerprint: string): string {
  const own = all.flatMap((one) => (one.own === undefined ? [] : [`${one.name} ${one.own}`]));
  const attached = [...Map.groupBy(all, ({ name }) => name)].flatMap(([name, groups]) => {
    const files = groups.reduce((sum, one) => sum + one.attached, 0);
    return files === 0 ? [] : [{ name, attached: files }];
  });
  const count = attached.reduce((sum, one) => sum + one.attached, 0);
  const told = [
    `来源：${sourcesText(all)}。`,
    ...(own.length === 0 ? [] : [`只有一部分计入本期的：${own.join('、')}。`]),
    ...(count === 0 ? [] : [`附件 ${count} 件：${attached.map((one) => `${one.name} ${one.attached}`).join('、')}。`]),
    `编号见本文档的网页与工作簿，逐份校验值见归档清单；全部依据的摘要即数据指纹 ${fingerprint}。`,
  ];
  return told.join('');
}

/** Each source with the records from there; of that of most, only that the others are. */
function sourcesText(all: readonly Group[]): string {
  const bySource = [...Map.groupBy(all, ({ sources }) => sources.join('、'))].sort(
    ([, a], [, b]) => a.length - b.length,
  );
  return bySource
    .map(([source, groups], n) => {
      if (n < bySource.length - 1) return `${source} ${[...new Set(groups.map(({ name }) => name))].join('、')}`;
      return bySource.length === 1 ? `均为${source}` : `其余 ${source}`;
    })
    .join('；');
}
