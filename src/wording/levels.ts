/** How a fault level reads. A code of the paper such as `P1` is printed; an id of our own such as `urgent` is not. */
import { isLevelCode as isCode, type Level, levelShort } from '../contract/terms/levels.ts';

/** In a cell or a sentence: `P1`; `紧急故障`. */
export const levelWord = ({ id, name }: Pick<Level, 'id' | 'name'>): string => (isCode(id) ? id : name);

/** As the paper grades it: `一级故障（重大故障）`; `紧急故障`. */
export const levelGrade = ({ ordinal, name }: Pick<Level, 'ordinal' | 'name'>): string =>
  ordinal === undefined ? name : `${ordinal}（${name}）`;

/** Code and grade: `P1 一级故障（重大故障）`; `紧急故障`. */
export const levelFull = (level: Pick<Level, 'id' | 'name' | 'ordinal'>): string =>
  isCode(level.id) ? `${level.id} ${levelGrade(level)}` : levelGrade(level);

/** `重大` of 重大故障, where what it is a class of is said beside it. */
export const withoutFault = (name: string): string => name.replace(/故障$/, '');

/** The word for the id of a level; the id itself where the contract does not have it. */
export function levelWordOf(levels: readonly Pick<Level, 'id' | 'name'>[], id: string): string {
  const found = levels.find((one) => one.id === id);
  return found === undefined ? id : levelWord(found);
}

/** A level's place among those that are faults, the worst 0: its colour. Nothing of what is no fault or unknown. */
export function severityOf(levels: readonly Pick<Level, 'id' | 'requirement'>[], id: string): { severity?: number } {
  const severity = levels.filter(({ requirement }) => requirement !== true).findIndex((one) => one.id === id);
  return severity === -1 ? {} : { severity };
}

/** Of a level that is no fault, as sentences call it: `P5 适用性调整`; `功能调整`. */
export const levelDemand = (level: Pick<Level, 'id' | 'name' | 'short'>): string =>
  isCode(level.id) ? `${level.id} ${levelShort(level)}` : levelShort(level);

/** A word before a level, parted from a code and not from a name: `按 P2`; `按一般故障`. */
export const beforeLevel = (before: string, word: string): string =>
  /^[A-Za-z0-9]/.test(word) ? `${before} ${word}` : `${before}${word}`;
