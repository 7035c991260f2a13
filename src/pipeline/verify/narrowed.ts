/** Verification of some documents: everything is looked at, and told is what concerns them and what they rest on. Pure. */
import type { ArchivedDocument } from '../../archive/store.ts';
import { UserError } from '../../contract/error.ts';
import { nearest } from '../../contract/nearest.ts';
import { listsOf, readableInputs } from './input-lists.ts';
import type { Problem } from './problem.ts';

export interface VerifyChoice {
  /** Days in which the interval of a document ends, both included. */
  from?: string;
  to?: string;
  /** These alone, by number. */
  numbers?: readonly string[];
}

/** Whatever document it is, it rests on these. */
const COMMON = ['.git', '.opsledger', 'archive/log', 'archive/log-salts'];

/** @throws UserError when a number is none of the archive's, or no document is of these days */
export function chosenOf(documents: readonly ArchivedDocument[], choice: VerifyChoice): ArchivedDocument[] {
  const { from, to, numbers } = choice;
  if (numbers !== undefined) return numbers.map((number) => numbered(documents, number));
  if (from === undefined || to === undefined)
    throw new UserError('没有写明核验哪些文档', {
      expected: '--month 2026-11，--from 与 --to 起止日期，或 --document 文档编号',
    });
  if (from > to) throw new UserError('起始日期晚于截止日期', { at: '--from', found: from, expected: `不晚于 ${to}` });
  const chosen = documents.filter(({ manifest }) => manifest.to >= from && manifest.to <= to);
  if (chosen.length > 0) return chosen;
  throw new UserError('其间没有签发的文档', {
    found: from === to ? from : `${from} 至 ${to}`,
    hint: '换一段日期；签发情况见 opsledger due',
  });
}

function numbered(documents: readonly ArchivedDocument[], number: string): ArchivedDocument {
  const found = documents.find(({ manifest }) => manifest.number === number);
  if (found !== undefined) return found;
  const close = nearest(
    number,
    documents.map(({ manifest }) => manifest.number),
    (one) => one,
    2,
  );
  throw new UserError('归档中没有这个编号的文档', {
    ...{ at: '--document', found: number },
    ...(close.length === 0 ? {} : { hint: `您是不是要 ${close.join('、')}` }),
  });
}

/** @returns the problems of these documents, their inputs and what everything rests on, and how many others there are */
export function narrowed(
  problems: readonly Problem[],
  chosen: readonly ArchivedDocument[],
): { problems: Problem[]; others: number } {
  const inputs = new Set(
    chosen.flatMap(({ manifest }) => [
      ...(readableInputs(manifest) ?? []).map(({ path }) => path),
      ...listsOf(manifest),
    ]),
  );
  const folders = [...COMMON, ...chosen.map(({ folder }) => folder)];
  const own = problems.filter(
    ({ path }) => inputs.has(path) || folders.some((one) => path === one || path.startsWith(`${one}/`)),
  );
  return { problems: own, others: problems.length - own.length };
}
