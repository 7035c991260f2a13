/** Which documents are drawn: by chance that anybody can repeat, or by what makes them worth a look. Pure. */
import { toHex, utf8 } from '../../proof/bytes.ts';
import type { Hash } from '../../proof/tree.ts';
import type { PackDocument } from '../format.ts';

export type Way = 'seed' | 'holiday' | 'monthEnd' | 'text' | 'payment' | 'person' | 'kind' | 'late';

export interface Draw {
  way: Way;
  /** Of `seed`: typed by the auditor. */
  seed: string;
  /** Of `seed`: how many. */
  count: number;
  /** Of `payment`, `person` and `kind`: which one. */
  value: string;
}

export interface Drawn {
  /** What was done, for the head of the page. */
  told: string;
  documents: PackDocument[];
}

const unique = (values: readonly string[]): string[] => [...new Set(values)].sort();

/** What `payment`, `person` and `kind` can be. */
export function valuesOf(documents: readonly PackDocument[], way: Way): string[] {
  if (way === 'payment') return unique(documents.flatMap(({ payments }) => payments));
  if (way === 'person') return unique(documents.flatMap(({ people }) => people));
  return way === 'kind' ? unique(documents.map(({ title }) => title)) : [];
}

/** Documents in the order of SHA-256(seed, newline, number). */
export function bySeed(hash: Hash, documents: readonly PackDocument[], seed: string): PackDocument[] {
  const order = new Map(documents.map(({ number }) => [number, toHex(hash(utf8(`${seed}\n${number}`)))]));
  const key = ({ number }: PackDocument): string => order.get(number) ?? '';
  return [...documents].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Groups of documents whose text, without dates and numbers, is the same; the largest first. */
export function sameText(documents: readonly PackDocument[]): PackDocument[][] {
  const groups = new Map<string, PackDocument[]>();
  for (const one of documents) {
    if (one.text === '') continue;
    groups.set(one.text, [...(groups.get(one.text) ?? []), one]);
  }
  return [...groups.values()].filter(({ length }) => length > 1).sort((a, b) => b.length - a.length);
}

export function draw(hash: Hash, documents: readonly PackDocument[], { way, seed, count, value }: Draw): Drawn {
  const all = documents.length;
  const picked = (what: string, test: (one: PackDocument) => boolean): Drawn => {
    const found = documents.filter(test);
    return { told: `${what}：${all} 份中有 ${found.length} 份。`, documents: found };
  };
  switch (way) {
    case 'seed': {
      const found = bySeed(hash, documents, seed).slice(0, count);
      const told = `随机抽取：种子“${seed}”，从 ${all} 份中抽 ${found.length} 份。次序为 SHA-256（种子 + 换行 + 文档编号）由小到大，任何人用同一种子得到同一结果。`;
      return { told, documents: found };
    }
    case 'holiday':
      return picked('节假日与休息日的文档', ({ onHoliday }) => onHoliday);
    case 'monthEnd':
      return picked('月末的文档', ({ monthEnd }) => monthEnd);
    case 'late':
      return picked('逾期的文档', ({ late }) => late);
    case 'text': {
      const groups = sameText(documents);
      const found = groups.flat();
      return {
        told: `除日期与数字外文字相同的文档：${groups.length} 组，共 ${found.length} 份，同组相邻。`,
        documents: found,
      };
    }
    case 'payment':
      return picked(`付款“${value}”要求的文档`, ({ payments }) => payments.includes(value));
    case 'person':
      return picked(`涉及“${value}”的文档`, ({ people }) => people.includes(value));
    case 'kind':
      return picked(`“${value}”`, ({ title }) => title === value);
  }
}
