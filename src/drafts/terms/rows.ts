/** Rows of a draft as the data have them: one that is whole stands in the draft, one that lacks what no paper says is left out by `#`. Pure. */
import { numberOf } from '../marker.ts';

export interface DraftRow {
  id: string;
  /** As the data have it, in the order in which it is written. */
  data: Readonly<Record<string, unknown>>;
  /** The clause, as the paper numbers it, from which it was taken. */
  paper: string;
  /** What a person has to add before it holds; of a whole row nothing. */
  missing: readonly string[];
}

/** Stands where a person writes. */
export const TO_FILL = '待填写';

/** Digits, letters, `%` and `:` as they are typed on a keyboard, without spaces. */
export const plainOf = (text: string): string =>
  text.replace(/[０-９Ａ-Ｚａ-ｚ％：]/g, (one) => one.normalize('NFKC')).replace(/[ \u3000]+/g, '');

/** What stands between two stops, without the title before the first: 封顶与宽限　同一故障…. */
export const sentencesOf = (text: string): string[] =>
  plainOf(text.replace(/^[\u4e00-\u9fff]{2,12}[ \u3000]+/, ''))
    .split(/[。；;\n]/)
    .filter((one) => one !== '');

/** A whole number in digits or words. */
export const N = '(?:\\d+|[一二两三四五六七八九十]+)';
/** @returns 0 for what is no number */
export const countOf = (text = ''): number => (text === '' ? 0 : (numberOf(text.replace('两', '二')) ?? 0));

export const TIME = '(\\d{1,2}:\\d{2})';
/** `8:00` as the data have it. */
export const clockOf = (text: string): string => text.padStart(5, '0');

/** @returns the id, or it with the first number that is free; taken afterwards */
export function freeId(wanted: string, taken: Set<string>): string {
  let own = wanted;
  for (let n = 2; taken.has(own); n += 1) own = `${wanted}-${n}`;
  taken.add(own);
  return own;
}
