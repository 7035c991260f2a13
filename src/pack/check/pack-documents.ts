/** The documents of a pack against the log: what was issued is here as it was issued, and nothing else. Pure. */
import { fromUtf8, sameBytes, toHex } from '../../proof/bytes.ts';
import { type Checkpoint, parseCheckpoint } from '../../proof/checkpoint.ts';
import type { ProofDocument } from '../../proof/index.ts';
import { parseNote } from '../../proof/note.ts';
import { judgeAppended } from '../../proof/pdf/appended.ts';
import { verifyInclusion } from '../../proof/proofs.ts';
import { proofSentence } from '../../proof/result-words.ts';
import { parseProof } from '../../proof/tlog-proof.ts';
import { leafHash } from '../../proof/tree.ts';
import type { Pack, PackDocument } from '../format.ts';
import { type Issued, isGone, isIssued, isVoided } from './entries.ts';
import { words } from './fault-words.ts';
import type { Findings } from './found-faults.ts';
import type { Digests } from './listed-files.ts';
import { type CheckedLog, continues, isSignedBy, signersOf } from './log.ts';
import type { CheckTools, PackSource } from './source.ts';

export interface Checked {
  source: PackSource;
  tools: CheckTools;
  pack: Pack;
  log: CheckedLog;
  digests: Digests;
  gone: ReadonlySet<string>;
  /** Entries of documents, by number. */
  issued: ReadonlyMap<string, { index: number; entry: Issued }>;
  findings: Findings;
}

/** What became of the counts. */
export interface DocumentCounts {
  /** Entries of documents of the period, all of them here or cleared. */
  issued: number;
  proofs: number;
}

/** Entries of documents; of a number that was issued twice, which only a forger does, the last one counts. */
export function issuedIn({ entries }: Pick<CheckedLog, 'entries'>, findings: Findings): Checked['issued'] {
  const issued = new Map<string, { index: number; entry: Issued }>();
  for (const [index, entry] of entries.entries()) {
    if (!isIssued(entry)) continue;
    if (issued.has(entry.number)) findings.say('真实性', `documents/${entry.number}`, words.twiceIssued);
    issued.set(entry.number, { index, entry });
  }
  return issued;
}

export async function checkDocuments(checked: Checked): Promise<DocumentCounts> {
  const { pack, issued, findings } = checked;
  const known = new Set<string>();
  const headOf = openHeads(checked);
  let proofs = 0;
  for (const document of pack.documents) {
    const { number } = document;
    if (known.has(number)) findings.say('真实性', 'pack.json', words.twiceListed(number));
    known.add(number);
    const found = issued.get(number);
    if (found === undefined) {
      findings.say('真实性', `documents/${number}`, words.notIssued);
      continue;
    }
    if (found.entry.path !== document.archived)
      findings.say('真实性', 'pack.json', words.fieldDiffers(number, '归档位置'));
    await checkOutputs(checked, document, found.entry);
    await checkFields(checked, document);
    if (await checkProof(checked, document, found, headOf)) proofs += 1;
  }
  const expected = [...issued.values()].filter(({ entry }) => isOfPeriod(entry, pack));
  for (const { index, entry } of pack.whole ? expected : [])
    if (!known.has(entry.number) && !isGone(checked.gone, entry.path))
      findings.say('完整性', `documents/${entry.number}`, words.withheld(index + 1, entry.path));
  return { issued: expected.length, proofs };
}

/** Issued in the period, or for a day of it. Other periods are the contract's own, and what their days are only it knows. */
export function isOfPeriod({ at, path }: Issued, { from, to }: Pick<Pack, 'from' | 'to'>): boolean {
  const [, day] = /\/(\d{4}-\d\d-\d\d)[^/]*\/r\d+$/.exec(path) ?? [];
  return [at.slice(0, 'YYYY-MM-DD'.length), day].some((one) => one !== undefined && one >= from && one <= to);
}

async function checkOutputs(checked: Checked, document: PackDocument, entry: Issued): Promise<void> {
  const { digests, gone, findings, source } = checked;
  const folder = `documents/${document.number}`;
  const names = new Set(entry.outputs.map(({ path }) => `${folder}/${path}`));
  for (const output of entry.outputs) {
    const path = `${folder}/${output.path}`;
    const own = digests.get(path);
    if (own === undefined) {
      if (!source.files.has(path) && !isGone(gone, `${entry.path}/${output.path}`))
        findings.say('完整性', path, words.missing);
    } else if (own.sha256 !== output.sha256) await checkAppended(checked, document, path, output.sha256);
    else if (own.sm3 !== null && own.sm3 !== output.sm3) findings.say('真实性', path, words.sm3NotAsIssued);
  }
  for (const { path } of document.files) if (!names.has(path)) findings.say('真实性', path, words.notOfIssue);
}

/** What is in the document's own place and is not as issued: perhaps a seal was put on it. */
async function checkAppended(checked: Checked, document: PackDocument, path: string, sha256: string): Promise<void> {
  const size = document.files.find((one) => one.path === path && one.sha256 === sha256)?.size;
  const what = size === undefined || !path.endsWith('.pdf') ? undefined : await appendedTo(checked, path, size, sha256);
  if (what === undefined) checked.findings.say('真实性', path, words.notAsIssued);
  else tellAppended(checked, document, path, what);
}

/** How a signed copy that begins with the issued PDF goes on; undefined for one that does not. */
export async function appendedTo(
  { source, tools }: Pick<Checked, 'source' | 'tools'>,
  path: string,
  size: number,
  sha256: string,
) {
  if ((source.files.get(path) ?? 0) <= size) return undefined;
  const bytes = await source.read(path);
  if (toHex(tools.sha256(bytes.subarray(0, size))) !== sha256) return undefined;
  return judgeAppended(bytes, size, tools.pdf);
}

export function tellAppended(
  { findings }: Pick<Checked, 'findings'>,
  { number }: Pick<PackDocument, 'number'>,
  path: string,
  appended: ReturnType<typeof judgeAppended>,
): void {
  if (appended.is === 'other') {
    findings.say('真实性', path, words.appendedOther(appended.what));
    return;
  }
  findings.settle(path);
  const document = { number, supersededBy: null, files: [] as ProofDocument['files'] } as ProofDocument;
  findings.notes.push(proofSentence({ state: 'appended', document, appended }, path, '本查验包').text);
}

/** The manifest that was issued with a document; undefined when it is not here as it was issued. */
export async function issuedManifest(
  { source, digests, issued }: Pick<Checked, 'source' | 'digests' | 'issued'>,
  { number }: Pick<PackDocument, 'number'>,
): Promise<Record<string, unknown> | undefined> {
  const path = `documents/${number}/manifest.json`;
  const output = issued.get(number)?.entry.outputs.find((one) => one.path === 'manifest.json');
  if (output === undefined || digests.get(path)?.sha256 !== output.sha256) return undefined;
  return manifestOf(fromUtf8(await source.read(path)) ?? '');
}

/** What the list says of a document, by the manifest that was issued with it. */
async function checkFields(checked: Checked, document: PackDocument): Promise<void> {
  const { findings, log } = checked;
  // A pack says how a document stands in words alone, and packs of before are checked too.
  if (isVoided(log.entries, document.archived) !== document.state.startsWith('已作废'))
    findings.say('真实性', 'pack.json', words.voidUnlike(document.number));
  const manifest = await issuedManifest(checked, document);
  if (manifest === undefined) return;
  const times = Object(manifest['times']) as Record<string, unknown>;
  const clauses = manifest['clauses'];
  const pairs: [string, unknown, unknown][] = [
    ['编号', document.number, manifest['number']],
    ['名称', document.title, manifest['title']],
    ['交付物', document.obligation, manifest['obligation']],
    ['期间', document.periodText, manifest['periodText']],
    ['起始日', document.from, manifest['from']],
    ['截止日', document.to, manifest['to']],
    ['版次', document.revision, manifest['revision']],
    // Issued in time it may have been handed over late, of which its manifest knows nothing.
    ['逾期', document.late || manifest['late'] !== true, true],
    ['应交时间', instantOf(document.dueAt), instantOf(manifest['dueAt'])],
    ['签发时间', instantOf(document.issuedAt), instantOf(times['issued'])],
    ['条款', document.clauses.map(({ id }) => id).join(), Array.isArray(clauses) ? clauses.join() : undefined],
  ];
  for (const [name, told, own] of pairs)
    if (own !== undefined && told !== own)
      findings.say('真实性', 'pack.json', words.fieldDiffers(document.number, name));
}

function manifestOf(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

/** The same instant may be written with another offset; what is none stays what it is. */
const instantOf = (value: unknown): unknown =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? Date.parse(value) : value;

type HeadOf = (checkpoint: string) => Checkpoint | undefined;

/** All documents of one signing have the same checkpoint, which is judged once. */
function openHeads({ tools, log }: Checked): HeadOf {
  const known = new Map<string, Checkpoint | undefined>();
  const judged = (note: string): Checkpoint | undefined => {
    const head = parseCheckpoint(parseNote(note)?.text ?? '');
    if (head === undefined || !continues(log, head)) return undefined;
    return isSignedBy(tools, note, signersOf(log.reigns, head.size, head.size)) ? head : undefined;
  };
  return (note) => {
    if (!known.has(note)) known.set(note, judged(note));
    return known.get(note);
  };
}

/** @returns whether the proof proves what it is for */
async function checkProof(
  { source, tools, log, findings }: Checked,
  { number, proof: path }: PackDocument,
  { index }: { index: number },
  headOf: HeadOf,
): Promise<boolean> {
  if (path !== `proofs/${number}.tlog-proof`) findings.say('真实性', 'pack.json', words.fieldDiffers(number, '证明'));
  if (!source.files.has(path)) {
    findings.say('完整性', path, words.missing);
    return false;
  }
  const proof = parseProof(fromUtf8(await source.read(path)) ?? '');
  const raw = log.raw[index];
  const head = proof && headOf(proof.checkpoint);
  if (
    proof?.extra !== undefined &&
    raw !== undefined &&
    head !== undefined &&
    proof.index === index &&
    sameBytes(proof.extra, raw) &&
    verifyInclusion(tools.sha256, leafHash(tools.sha256, raw), index, proof.hashes, head)
  )
    return true;
  findings.say('真实性', path, words.badProof);
  return false;
}
