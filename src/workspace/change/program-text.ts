/**
 * What the program writes into a commit of each record that it writes anew (`change.ts`): who bears its name and not its words has not
 * gone through its doors. Pure.
 */
import { posix } from 'node:path';
import type { Correction } from '../../records/record.ts';
import { MAX_BODY } from '../git/git.ts';
import type { Rewrite } from '../git/output.ts';

/** git takes white space away at the ends of lines, and empty lines: none of it counts. */
const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** A paper that the purchaser signed settles what was claimed: its commit tells of the paper alone. */
const PAPERS = '⟦采购人⟧签认：';

/** The commit holds all that the program writes of such a correction: the record, why, and who. */
export function saysCorrection({ body }: Pick<Rewrite, 'body'>, id: string, { by, reason }: Correction): boolean {
  const lines = plain(body);
  if (lines.includes(plain(`修改 ${id}：${reason}（${by}）`))) return true;
  if (!reason.startsWith(PAPERS)) return false;
  const own = lines.split(`修改 ${id}：附加 `).slice(1);
  const names = reason.slice(PAPERS.length).split('、');
  return own.some((rest) => {
    const end = rest.indexOf(plain(`（${by}）`));
    return end >= 0 && names.every((name) => plain(rest.slice(0, end)).split('、').includes(plain(name)));
  });
}

/**
 * The commit names the record with a reason. A run that measures hundreds anew has a longer text than git is handed: then what is left of
 * it is as long as what is left, and every line of it is of a record that the commit holds.
 */
export function saysRewrite({ body, files }: Pick<Rewrite, 'body' | 'files'>, id: string): boolean {
  const lines = body.split('\n').map((line) => line.trim());
  if (lines.some((line) => line.startsWith(`修改 ${id}：`) && line.endsWith('）'))) return true;
  const cut = body.trimEnd().length - '\n…'.length;
  if (lines.findLast((line) => line !== '') !== '…' || cut < MAX_BODY - CUT_SLACK) return false;
  const held = new Set(files.map(({ path }) => posix.parse(path).name));
  const named = lines.filter((line) => line !== '' && line !== '…');
  // The last one was cut within.
  return named.slice(0, -1).every((line) => held.has(/^修改 ([A-Z]{2,3}-\d{8}-\d{3,})：.*）$/.exec(line)?.[1] ?? ''));
}

/** White space that git takes away. */
const CUT_SLACK = 1000;
