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

/** @returns the documents, and the numbers of which there is none @throws UserError when no document is of these days */
export function chosenOf(
  documents: readonly ArchivedDocument[],
  choice: VerifyChoice,
): { chosen: ArchivedDocument[]; unknown: string[] } {
  const { from, to, numbers } = choice;
  if (numbers !== undefined) {
    const byNumber = new Map(documents.map((one) => [one.manifest.number, one]));
    return {
      chosen: numbers.flatMap((number) => byNumber.get(number) ?? []),
      unknown: numbers.filter((number) => !byNumber.has(number)),
    };
  }
  if (from === undefined || to === undefined)
    throw new UserError('没有写明核验哪些文档', {
      expected: '--month 2026-11，--from 与 --to 起止日期，或 --document 文档编号',
    });
  if (from > to) throw new UserError('起始日期晚于截止日期', { at: '--from', found: from, expected: `不晚于 ${to}` });
  const chosen = documents.filter(({ manifest }) => manifest.to >= from && manifest.to <= to);
  if (chosen.length > 0) return { chosen, unknown: [] };
  throw new UserError('其间没有签发的文档', {
    found: from === to ? from : `${from} 至 ${to}`,
    hint: '换一段日期；签发情况见 opsledger due',
  });
}

/**
 * A number that somebody has on paper and the archive has not: it was mistyped, or the workspace was put back to before it was issued.
 * @param logged numbers that the log issued, with the place of their entries
 */
export function unknownNumber(
  number: string,
  documents: readonly ArchivedDocument[],
  logged: ReadonlyMap<string, number>,
): Problem {
  const close = nearest(
    number,
    documents.map(({ manifest }) => manifest.number),
    (one) => one,
    2,
  );
  const typed = close.length === 0 ? '' : `；编号写错的，相近的有 ${close.join('、')}`;
  const entry = logged.get(number);
  const message =
    entry === undefined
      ? `归档和存证日志中都没有编号 ${number}：手中有这份文件的，工作区可能被换回签发它之前的旧版，用 opsledger verify 文件，或 --checkpoint 写上其首页所印的“存证校验”核对${typed}`
      : `存证日志第 ${entry + 1} 条登记了编号 ${number} 的签发，归档中没有：被删除，从备份恢复`;
  return { path: 'archive', property: '完整性', message };
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
