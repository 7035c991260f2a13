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

const withShortHash = (item: Item): Item =>
  HASH.test(item.hash) ? { ...item, hash: `${item.hash.slice(0, DIGITS)}…` } : { ...item, hash: '见归档清单' };

/** Shortens a long list, and the digests of any. */
export const shortEvidence = (block: EvidenceBlock): EvidenceBlock => {
  const { items } = grouped(block);
  return { ...block, items: items.map(withShortHash) };
};

function grouped(block: EvidenceBlock): EvidenceBlock {
  if (block.items.length <= LINES_AT_MOST) return block;
  const isAttached = ({ kind }: Item): boolean => ATTACHED.includes(kind);
  const groups = Map.groupBy(block.items, (item) => (isAttached(item) ? item.kind : item.title));
  const items = [...groups].flatMap(([name, all]) => {
    if (all.length <= NAMED) return all;
    const [first, last] = [all[0] as Item, all.at(-1) as Item];
    const days = all.map(({ time }) => time.slice(0, '2026-01-01'.length)).toSorted();
    return [
      {
        title: `${name} ${all.length} ${isAttached(first) ? '件' : '份'}`,
        kind: [...new Set(all.map(({ kind }) => kind))].join('、'),
        time: days[0] === days.at(-1) ? (days[0] as string) : `${days[0]} 至 ${days.at(-1)}`,
        record: first.record === last.record ? first.record : `${first.record} … ${last.record}`,
        hash: '见归档清单',
      },
    ];
  });
  return { ...block, items };
}
