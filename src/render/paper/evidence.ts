/** The list of evidence on paper: of many records of one kind one line with the first and the last; page and manifest name each. */
import type { EvidenceBlock } from '../../report/document.ts';

/** A list up to this long is printed line by line. */
const LINES_AT_MOST = 8;
/** Of one kind, so many are named each in a longer list. */
const NAMED = 2;

type Item = EvidenceBlock['items'][number];

const ATTACHED: readonly string[] = ['图片', '附件'];

/** Digits by which a file is told from any other; page and manifest have all of them. */
const DIGITS = 12;
const HASH = /^[0-9a-f]{64}$/;
/** Of many records of one kind, the last, as the composer writes it. */
const RANGE = / … .*$/;

const withShortHash = (item: Item): Item =>
  HASH.test(item.hash)
    ? { ...item, hash: `${item.hash.slice(0, DIGITS)}…` }
    : { ...item, record: item.record.replace(RANGE, ' 等'), hash: '见归档清单' };

const isAttached = ({ kind }: Item): boolean => ATTACHED.includes(kind);

/** Shortens a long list, and the digests of any; what is attached to a record stands in the record's line, as a number. */
export const shortEvidence = (block: EvidenceBlock): EvidenceBlock => ({
  ...block,
  items: grouped(withAttached(block.items)).map(withShortHash),
});

function withAttached(items: readonly Item[]): Item[] {
  const records = new Set(items.filter((one) => !isAttached(one)).map(({ record }) => record));
  const attached = Map.groupBy(items.filter(isAttached), ({ record }) => record);
  return items
    .filter((one) => !isAttached(one) || !records.has(one.record))
    .map((one) => {
      const count = isAttached(one) ? 0 : (attached.get(one.record)?.length ?? 0);
      return count === 0 ? one : { ...one, title: `${one.title}（附件 ${count} 件）` };
    });
}

/** What a title says before its remarks in brackets: by that the lines of one kind are told. */
const nameOf = (title: string): string => title.replace(/（附件 \d+ 件）$/, '');

function grouped(all: readonly Item[]): Item[] {
  if (all.length <= LINES_AT_MOST) return [...all];
  const groups = Map.groupBy(all, (item) => (isAttached(item) ? item.kind : nameOf(item.title)));
  return [...groups].flatMap(([name, all]) => {
    if (all.length <= NAMED) return all;
    const [first, last] = [all[0] as Item, all.at(-1) as Item];
    const days = all.map(({ time }) => time.slice(0, '2026-01-01'.length)).toSorted();
    return [
      {
        title: `${name} ${all.length} ${isAttached(first) ? '件' : '份'}`,
        kind: [...new Set(all.map(({ kind }) => kind))].join('、'),
        time: days[0] === days.at(-1) ? (days[0] as string) : `${days[0]} 至 ${days.at(-1)}`,
        record: first.record === last.record ? first.record : `${first.record} 等`,
        hash: '见归档清单',
      },
    ];
  });
}
