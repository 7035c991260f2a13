/**
 * Which changes of terms a paper of both sides stands behind: it has come since, its text is as it was signed, a record holds it beside
 * the purchaser's hand, and it names the term, its new value and the words that say so. Whatever else was changed is nobody's agreement.
 */
import { posix } from 'node:path';
import { type Paper, type SetTerm, standsIn, withoutSpace } from '../../../contract/terms/papers.ts';
import { readPaperTexts } from '../../check/paper-texts.ts';
import type { Session } from '../../session.ts';
import { notUsable } from '../told-records.ts';

/** A term that says something else than before. */
export interface ChangedTerm {
  /** `quotas.major.limit` */
  path: string;
  /** What stands there now; undefined: nothing does. */
  is: unknown;
  /** `quotas.major.limit（1 → 9）` */
  said: string;
}

/** A supplement that both sides signed. */
interface Supplement {
  name: string;
  /** Without white space. */
  text: string;
  sets: readonly SetTerm[];
}

/** @param known ids of the papers that there were before */
export async function signedSupplements({ workspace }: Session, known: ReadonlySet<unknown>): Promise<Supplement[]> {
  const { root, contract } = workspace;
  const read = await readPaperTexts(root, contract.contract);
  const found: Supplement[] = [];
  for (const { paper, text, sha256 } of read) {
    if (text === null || sha256 === null || known.has(paper.id) || paper.sha256 !== sha256) continue;
    if (await isSigned(workspace, paper, sha256))
      found.push({ name: paper.name, text: withoutSpace(text), sets: paper.sets ?? [] });
  }
  return found;
}

/** Those that no supplement stands behind, and by which the others were agreed. */
export function withoutAgreed(
  changes: readonly ChangedTerm[],
  supplements: readonly Supplement[],
): { left: ChangedTerm[]; agreed: string[] } {
  const left: ChangedTerm[] = [];
  const agreed: string[] = [];
  for (const one of changes) {
    const by = supplements.flatMap((paper) =>
      paper.sets.filter((set) => isSaid(one, set, paper)).map((set) => ({ paper, set })),
    )[0];
    if (by === undefined) left.push(one);
    else agreed.push(`${one.said}，依据《${by.paper.name}》“${by.set.text}”`);
  }
  return { left, agreed };
}

const isSaid = ({ path, is }: ChangedTerm, { term, value, text }: SetTerm, paper: Supplement): boolean =>
  term === path && textOf(is) === textOf(value) && standsIn({ text }, paper.text) && holds(withoutSpace(text), value);

/** A list or an entry as its JSON. */
const textOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);

/** Whether the words say the value, as far as words can: a number in figures or in Chinese, a day in either form or the day after it. */
function holds(words: string, value = ''): boolean {
  if (/^\d+(?:\.\d+)?$/.test(value)) return holdsNumber(words, value);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return true;
  const day = Temporal.PlainDate.from(value);
  return [day, day.add({ days: 1 })].some(
    (one) => words.includes(one.toString()) || words.includes(`${one.year}年${one.month}月${one.day}日`),
  );
}

function holdsNumber(words: string, value: string): boolean {
  const figures = new RegExp(`(?<![\\d.])${value.replace('.', '\\.')}(?!\\d|\\.\\d)`);
  if (figures.test(words)) return true;
  const own = chineseOf(Number(value));
  return own !== null && new RegExp(`(?<![${DIGITS}十百])${own}(?![${DIGITS}十百])`).test(words);
}

const DIGITS = '零一二三四五六七八九两';

/** Whole numbers below a hundred; null: no such number. */
function chineseOf(value: number): string | null {
  if (!Number.isInteger(value) || value < 0 || value > 99) return null;
  const [tens, ones] = [Math.trunc(value / 10), value % 10];
  const one = ones === 0 && tens > 0 ? '' : ones === 2 && tens === 0 ? '[二两]' : (DIGITS[ones] ?? '');
  return tens === 0 ? one : `${tens === 1 ? '' : DIGITS[tens]}十${one}`;
}

/** One side can type a checksum alone, and lay a paper beside what was signed for another thing: the signature came with it, or later. */
async function isSigned(
  { git, records }: Session['workspace'],
  { sha256: wanted }: Paper,
  sha256: string,
): Promise<boolean> {
  if (wanted !== sha256) return false;
  for (const path of await git.filesHolding([sha256], 'records')) {
    const stored = await records.get(posix.parse(path).name).catch(notUsable);
    const files = (stored?.record.attachments ?? []).filter(({ withdrawn }) => withdrawn === undefined);
    const paper = files.findIndex((one) => one.sha256 === sha256);
    // In the order in which they were attached: what was signed before this paper came is signed for something else.
    if (paper >= 0 && files.slice(paper).some(({ proof }) => proof === 'purchaser')) return true;
  }
  return false;
}
