/**
 * The terms of the contract as data, held against what they were when the first document was issued. What both sides agreed on is
 * changed by a paper of both sides (a supplement in `papers`, with the checksum of what was signed, held by a record that bears the
 * purchaser's hand), in entries of its own; an entry
 * that says something else than before, or is gone, without one is a change by one side alone, whoever committed it. What was still
 * 待填写 may be filled in, and what is added changes nothing that was agreed.
 */
import { posix } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { ArchivedDocument } from '../../archive/store.ts';
import { contractFiles } from '../../contract/bundle/bundle.ts';
import { UserError } from '../../contract/error.ts';
import { TO_BE_FILLED } from '../../contract/terms/contract.ts';
import { compareInstants } from '../../contract/time.ts';
import { bearsPurchaser } from '../../records/standing.ts';
import type { FileProblem } from '../../workspace/store/record-store.ts';
import { parseData, readDataFile } from '../../workspace/text/yaml.ts';
import type { Session } from '../session.ts';
import { type CommittedFiles, committedFiles } from './committed-files.ts';
import type { Problem } from './problem.ts';
import { notUsable } from './told-records.ts';

/** Parts of `contract.yaml` that one side says of itself; the texts of papers are looked at by themselves. */
const ONE_SIDED: readonly string[] = ['schema', 'people', 'informationMark', 'papers', 'signatures'];

/** File → the columns of its entries that are terms; absent: all of them. What each side runs by itself is none. */
const TERMS: readonly { file: string; columns?: readonly string[] }[] = [
  { file: contractFiles.contract },
  { file: contractFiles.obligations },
  { file: contractFiles.registers },
  { file: contractFiles.findingLevels },
  { file: contractFiles.checks, columns: ['op', 'limit'] },
];

/** Changes that are named one by one. */
const NAMED = 5;

/** Terms of one file that say something else than when the first document was issued. */
export interface AlteredTerms extends FileProblem {
  /** What was altered, without what to do about it: for whoever reads a document that rests on it. */
  said: string;
}

/** @returns one problem a file; none before the first document, or where the file cannot be read, which is told elsewhere */
export async function alteredTerms(
  { workspace }: Session,
  documents: readonly ArchivedDocument[],
  files: CommittedFiles,
): Promise<(AlteredTerms & Problem)[]> {
  const { root } = workspace;
  const first = documents
    .map(({ manifest }) => manifest)
    .toSorted((a, b) => compareInstants(a.times.issued, b.times.issued))[0];
  if (first === undefined) return [];
  const then = async (file: string): Promise<unknown> => {
    const bytes = await files.bytes(first.dataCommit, file);
    return bytes === undefined ? undefined : readable(() => parseData(bytes, file));
  };
  const now = (file: string): Promise<unknown> => readDataFile(root, file).catch(unreadable);
  const papers = papersSince(await then(contractFiles.contract), await now(contractFiles.contract));
  for (const sha256 of papers) if (await isSigned(workspace, sha256)) return [];
  const problems: (AlteredTerms & Problem)[] = [];
  for (const { file, columns } of TERMS) {
    const [was, is] = [await then(file), await now(file)];
    if (!(isMap(was) && isMap(is)) || was['schema'] !== is['schema']) continue;
    // A clause's text is held against its paper, where that is kept.
    const isKept = file === contractFiles.contract && papersOf(is).length > 0;
    const found = changedTerms(was, is, columns).filter((one) => !(isKept && CLAUSE_TEXT.test(one)));
    if (found.length === 0) continue;
    const said = saidOf(found);
    problems.push({ path: file, property: '真实性', said, message: `${said}：${REMEDY}` });
  }
  return problems;
}

/** The same for whoever says how the contract stands, in the words of `verify`. */
export async function standingTerms(session: Session, documents: readonly ArchivedDocument[]): Promise<AlteredTerms[]> {
  if (documents.length === 0) return [];
  const files = committedFiles(session.workspace.git);
  try {
    return (await alteredTerms(session, documents, files)).map(({ path, message, said }) => ({ path, message, said }));
  } finally {
    files.close();
  }
}

function saidOf(found: readonly string[]): string {
  const more = found.length > NAMED ? ` 等 ${found.length} 处` : '';
  return `首份文档签发之后改动过合同约定：${found.slice(0, NAMED).join('；')}${more}，没有双方签订的补充文件`;
}

const REMEDY =
  '恢复原值；确经双方同意的，把补充文件连同校验值（sha256）写入 contract.yaml 的 papers，按其起止日期另列条目，并把该文件与双方签字的扫描件附在同一条记录上（opsledger attach 记录编号 文件；扫描件加 --signed）';

type Fields = Record<string, unknown>;
const isMap = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

const CLAUSE_TEXT = /^clauses\.[^（]*\.text（/;

const papersOf = (one: unknown): Fields[] =>
  isMap(one) && Array.isArray(one['papers']) ? one['papers'].filter(isMap) : [];

/** Checksums of the papers that have come since. */
function papersSince(was: unknown, is: unknown): string[] {
  const known = new Set(papersOf(was).map(({ id }) => id));
  return papersOf(is).flatMap(({ id, sha256 }) => (typeof sha256 === 'string' && !known.has(id) ? [sha256] : []));
}

/** One side can type a checksum alone: a record holds the paper itself, and bears the purchaser's hand. */
async function isSigned({ git, records }: Session['workspace'], sha256: string): Promise<boolean> {
  for (const path of await git.filesHolding([sha256], 'records')) {
    const stored = await records.get(posix.parse(path).name).catch(notUsable);
    const { record } = stored ?? {};
    if (record?.attachments?.some((one) => one.sha256 === sha256) === true && bearsPurchaser(record)) return true;
  }
  return false;
}

/** What says something else than before, such as `quotas.major.limit（1 → 9）`. @param columns of entries; absent: all */
export function changedTerms(was: Fields, is: Fields, columns?: readonly string[]): string[] {
  return Object.entries(was)
    .filter(([key]) => !ONE_SIDED.includes(key))
    .flatMap(([key, value]) => changesAt(key, value, is[key], columns));
}

function changesAt(path: string, was: unknown, is: unknown, columns?: readonly string[]): string[] {
  if (isBlank(was) || isDeepStrictEqual(was, is)) return [];
  if (Array.isArray(was) && was.every(isMap)) return entryChanges(path, was, is, columns);
  if (isMap(was) && isMap(is)) {
    // A key that comes to an entry changes what it says, as a last day does.
    const keys = new Set([...Object.keys(was), ...(path.includes('.') ? Object.keys(is) : [])]);
    const own = [...keys].filter((key) => columns === undefined || !path.includes('.') || columns.includes(key));
    return own.flatMap((key) => changesAt(`${path}.${key}`, key in was ? was[key] : NOTHING, is[key], columns));
  }
  return [`${path}（${shown(was)} → ${shown(is)}）`];
}

function entryChanges(path: string, was: readonly Fields[], is: unknown, columns?: readonly string[]): string[] {
  const list = Array.isArray(is) ? is.filter(isMap) : [];
  const left = [...list];
  return was.flatMap((one) => {
    const same = left.findIndex((other) => isDeepStrictEqual(one, other));
    const found = same >= 0 ? same : left.findIndex((other) => nameOf(one) === nameOf(other));
    const [entry] = found < 0 ? [] : left.splice(found, 1);
    const place = `${path}.${nameOf(one)}`;
    return entry === undefined ? [`${place}（删去）`] : changesAt(place, one, entry, columns);
  });
}

/** By what an entry is called: each has one of these. */
const nameOf = (one: Fields): string => String(one['id'] ?? one['label'] ?? one['clause'] ?? one['word'] ?? '');

const NOTHING = Symbol('nothing');

const isBlank = (value: unknown): boolean =>
  value === null || value === '' || value === '~' || (typeof value === 'string' && value.includes(TO_BE_FILLED));

const LONGEST = 30;
function shown(value: unknown): string {
  if (value === undefined || value === NOTHING) return '没有';
  const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function readable(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return unreadable(error);
  }
}

function unreadable(error: unknown): undefined {
  if (error instanceof UserError) return undefined;
  throw error;
}
