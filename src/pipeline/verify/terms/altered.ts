/**
 * The terms of the contract as data, held against what they were when the first document was issued. What both sides agreed on is
 * changed by a paper of both sides that names it (`agreed.ts`), or in entries of its own; an entry that says something else than
 * before, or is gone, without one is a change by one side alone, whoever committed it. What was still 待填写 may be filled in, and what is
 * added changes nothing that was agreed.
 */
import { isDeepStrictEqual } from 'node:util';
import type { ArchivedDocument } from '../../../archive/store.ts';
import { contractFiles } from '../../../contract/bundle/bundle.ts';
import { UserError } from '../../../contract/error.ts';
import { TO_BE_FILLED } from '../../../contract/terms/contract.ts';
import { compareInstants } from '../../../contract/time.ts';
import type { FileProblem } from '../../../workspace/store/record-store.ts';
import { parseData, readDataFile } from '../../../workspace/text/yaml.ts';
import type { Session } from '../../session.ts';
import { type CommittedFiles, committedFiles } from '../committed-files.ts';
import type { Problem } from '../problem.ts';
import { type ChangedTerm, signedSupplements, withoutAgreed } from './agreed.ts';
import { alteredReadings } from './altered-readings.ts';

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

export interface TermsLooked {
  /** One a file; none before the first document, or where the file cannot be read, which is told elsewhere. */
  problems: (AlteredTerms & Problem)[];
  /** Of each change that both sides signed what it is and by which words. */
  agreed: string[];
}

export async function alteredTerms(
  session: Session,
  documents: readonly ArchivedDocument[],
  files: CommittedFiles,
): Promise<TermsLooked> {
  const { root } = session.workspace;
  const first = documents
    .map(({ manifest }) => manifest)
    .toSorted((a, b) => compareInstants(a.times.issued, b.times.issued))[0];
  if (first === undefined) return { problems: [], agreed: [] };
  const at = async (commit: string, file: string): Promise<unknown> => {
    const bytes = await files.bytes(commit, file);
    return bytes === undefined ? undefined : readable(() => parseData(bytes, file));
  };
  const then = (file: string): Promise<unknown> => at(first.dataCommit, file);
  const now = (file: string): Promise<unknown> => readDataFile(root, file).catch(unreadable);
  const known = new Set(papersOf(await then(contractFiles.contract)).map(({ id }) => id));
  const supplements = await signedSupplements(session, known);
  const looked: TermsLooked = { problems: [], agreed: [] };
  const tell = (file: string, changes: readonly ChangedTerm[], words: Words): void => {
    const { left, agreed } = withoutAgreed(changes, supplements);
    looked.agreed.push(...agreed.map((one) => `${words.agreed}：${one}（${file}）`));
    if (left.length === 0) return;
    const said = words.said(namedOf(left));
    looked.problems.push({ path: file, property: '真实性', said, message: `${said}：${words.remedy}` });
  };
  for (const { file, columns } of TERMS) {
    const [was, is] = [await then(file), await now(file)];
    if (!(isMap(was) && isMap(is)) || was['schema'] !== is['schema']) continue;
    // A clause's text is held against its paper, where that is kept.
    const isKept = file === contractFiles.contract && papersOf(is).length > 0;
    const changes = changedTerms(was, is, columns).filter(({ path }) => !(isKept && CLAUSE_TEXT.test(path)));
    tell(file, changes, OF_TERMS);
  }
  const file = contractFiles.interpretations;
  const [begun, is] = [await then(file), await now(file)];
  // What cannot be read is told elsewhere.
  if (is === undefined || begun === undefined) return looked;
  const since = await session.workspace.git.changes(first.dataCommit, file);
  const later = await Promise.all(since.map(({ commit }) => at(commit, file)));
  tell(file, alteredReadings([begun, ...later], is, changedTerms), OF_READINGS);
  return looked;
}

/** What is said of changes: that both sides signed them; that nobody shows so, with what to do. */
interface Words {
  agreed: string;
  said(named: string): string;
  remedy: string;
}

const OF_TERMS: Words = {
  agreed: '合同约定已改',
  said: (named) => `首份文档签发之后改动过合同约定：${named}，没有双方签订的补充文件`,
  remedy:
    '恢复原值；确经双方同意的，把补充文件连同校验值（sha256）写入 contract.yaml 的 papers，在它的 sets 中逐项写明所改的约定（term 约定、value 新值、text 该文件的原文），并把该文件、随后把双方签字的扫描件附在同一条记录上（opsledger attach 记录编号 文件；扫描件加 --signed）',
};
const OF_READINGS: Words = {
  agreed: '口径已改',
  said: (named) => `首份文档签发或双方签字之后改动过口径：${named}，没有新的双方签字`,
  remedy: '恢复原值；确经双方同意的，重新打印口径确认函，双方签字后把扫描件的校验值写入该口径的 scan',
};

/** The same for whoever says how the contract stands, in the words of `verify`. */
export async function standingTerms(session: Session, documents: readonly ArchivedDocument[]): Promise<AlteredTerms[]> {
  if (documents.length === 0) return [];
  const files = committedFiles(session.workspace.git);
  try {
    const { problems } = await alteredTerms(session, documents, files);
    return problems.map(({ path, message, said }) => ({ path, message, said }));
  } finally {
    files.close();
  }
}

function namedOf(left: readonly ChangedTerm[]): string {
  const more = left.length > NAMED ? ` 等 ${left.length} 处` : '';
  return `${left
    .slice(0, NAMED)
    .map(({ said }) => said)
    .join('；')}${more}`;
}

type Fields = Record<string, unknown>;
const isMap = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

const CLAUSE_TEXT = /^clauses\..*\.text$/;

const papersOf = (one: unknown): Fields[] =>
  isMap(one) && Array.isArray(one['papers']) ? one['papers'].filter(isMap) : [];

/** What says something else than before, such as `quotas.major.limit（1 → 9）`. @param columns of entries; absent: all */
export function changedTerms(was: Fields, is: Fields, columns?: readonly string[]): ChangedTerm[] {
  return Object.entries(was)
    .filter(([key]) => !ONE_SIDED.includes(key))
    .flatMap(([key, value]) => changesAt(key, value, is[key], columns));
}

function changesAt(path: string, was: unknown, is: unknown, columns?: readonly string[]): ChangedTerm[] {
  if (isBlank(was) || isDeepStrictEqual(was, is)) return [];
  if (Array.isArray(was) && was.every(isMap)) return entryChanges(path, was, is, columns);
  if (isMap(was) && isMap(is)) {
    // A key that comes to an entry changes what it says, as a last day does.
    const keys = new Set([...Object.keys(was), ...(path.includes('.') ? Object.keys(is) : [])]);
    const own = [...keys].filter((key) => columns === undefined || !path.includes('.') || columns.includes(key));
    return own.flatMap((key) => changesAt(`${path}.${key}`, key in was ? was[key] : NOTHING, is[key], columns));
  }
  return [{ path, is, said: `${path}（${shown(was)} → ${shown(is)}）` }];
}

function entryChanges(path: string, was: readonly Fields[], is: unknown, columns?: readonly string[]): ChangedTerm[] {
  const list = Array.isArray(is) ? is.filter(isMap) : [];
  const left = [...list];
  return was.flatMap((one) => {
    const same = left.findIndex((other) => isDeepStrictEqual(one, other));
    const found = same >= 0 ? same : left.findIndex((other) => nameOf(one) === nameOf(other));
    const [entry] = found < 0 ? [] : left.splice(found, 1);
    const place = `${path}.${nameOf(one)}`;
    if (entry === undefined) return [{ path: place, is: undefined, said: `${place}（删去）` }];
    return changesAt(place, one, entry, columns);
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
