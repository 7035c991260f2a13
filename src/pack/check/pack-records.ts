/** Records, evidence and signed copies against the log. Pure. */

import { placesOf } from '../../archive/row-places.ts';
import { concat, fromHex, fromUtf8, toHex } from '../../proof/bytes.ts';
import { inputListPath, type Pack, type PackDocument, type PackRecord } from '../format.ts';
import { type Entry, isGone } from './entries.ts';
import { words } from './fault-words.ts';
import { appendedTo, type Checked, issuedManifest, tellAppended } from './pack-documents.ts';

export interface RecordCounts {
  records: number;
  evidence: number;
  signed: number;
}

/** Of each path the entries that hold a digest of it, oldest first; and every digest that is held without a salt. */
function heldBy(entries: readonly (Entry | undefined)[]) {
  const byPath = new Map<string, Entry[]>();
  const plain = new Set<string>();
  for (const entry of entries) {
    if (entry?.path === undefined || entry.sha256 === undefined) continue;
    byPath.set(entry.path, [...(byPath.get(entry.path) ?? []), entry]);
    if (entry.salted !== true) plain.add(entry.sha256);
  }
  return { byPath, plain };
}

export async function checkRecords(checked: Checked): Promise<RecordCounts> {
  const { pack, log, digests, findings } = checked;
  const { byPath, plain } = heldBy(log.entries);
  const told = new Map<string, string>();
  let records = 0;
  for (const record of pack.records)
    if (digests.has(record.path) && (await checkRecord(checked, record, byPath.get(record.logged), told))) records += 1;
  const isKnown = (path: string): boolean => {
    const sha256 = digests.get(path)?.sha256;
    if (sha256 === undefined) return false;
    if (plain.has(sha256) || told.has(sha256)) return true;
    findings.say('真实性', path, words.notKnown);
    return false;
  };
  const evidence = pack.evidence.filter(({ path }) => isKnown(path)).length;
  let signed = 0;
  for (const document of pack.documents) signed += await checkSigned(checked, document, isKnown);
  await checkWithheld(checked, told);
  return { records, evidence, signed };
}

/** @param told takes the digests that the record names, once its entry is right @returns whether it is */
async function checkRecord(
  checked: Checked,
  record: PackRecord,
  entries: readonly Entry[] | undefined,
  told: Map<string, string>,
): Promise<boolean> {
  const { source, findings } = checked;
  const bytes = await source.read(record.path);
  if (entries?.some((entry) => isHeld(checked, record, bytes, entry)) !== true) {
    findings.say('真实性', record.path, entries === undefined ? words.notLogged : words.notAsLogged);
    return false;
  }
  for (const [digest] of (fromUtf8(bytes) ?? '').matchAll(/\b[0-9a-f]{64}\b/g))
    if (record.logged.startsWith('records/') || !told.has(digest)) told.set(digest, record.logged);
  return true;
}

/** @returns how many signed copies are known */
async function checkSigned(
  checked: Checked,
  document: PackDocument,
  isKnown: (path: string) => boolean,
): Promise<number> {
  const issued = document.files.find(({ path }) => path.endsWith('.pdf'));
  let known = 0;
  for (const { path } of document.signed) {
    if (!isKnown(path)) continue;
    known += 1;
    const appended = issued && (await appendedTo(checked, path, issued.size, issued.sha256));
    if (appended !== undefined) tellAppended(checked, document, path, appended);
  }
  return known;
}

/** Under its salt, or as it is. */
function isHeld({ tools, digests }: Checked, { path, salt }: PackRecord, bytes: Uint8Array, entry: Entry): boolean {
  const own = digests.get(path);
  if (entry.salted !== true) return own?.sha256 === entry.sha256 && (own?.sm3 === null || own?.sm3 === entry.sm3);
  const prefix = fromHex(salt ?? '');
  if (prefix === undefined || prefix.length === 0) return false;
  const salted = concat(prefix, bytes);
  if (toHex(tools.sha256(salted)) !== entry.sha256) return false;
  if (own?.sm3 === null) return true;
  const hasher = tools.open('sm3');
  hasher.update(salted);
  return hasher.hex() === entry.sm3;
}

/** What the list says is not here, and why: told on the sheet, and no problem of its own. @param text a path, or the first digits of a digest */
const isTold = ({ missing }: Pack, text: string): boolean =>
  missing.some(({ what, why }) => what.includes(text) || why.includes(text));

const DIGITS_TOLD = 12;
const ORIGINAL = /^evidence\/.*?([0-9a-f]{64})[^/]*$/;

/**
 * What documents stand on and what records list is here.
 * @param told digests that right records name, with the record
 */
async function checkWithheld(checked: Checked, told: ReadonlyMap<string, string>): Promise<void> {
  const { pack, log, gone, findings } = checked;
  const records = new Set(pack.records.map(({ sha256 }) => sha256));
  const rowsOf = openInputs(checked);
  for (const document of pack.documents) {
    const inputs = (await issuedManifest(checked, document))?.['inputs'];
    for (const { path, sha256 } of await rowsOf(inputs))
      if (/^(?:records|contract)\//.test(path) && !records.has(sha256) && !isGone(gone, path) && !isTold(pack, path))
        findings.say('完整性', path, words.basisGone(document.number));
  }
  const held = new Set(
    [...pack.evidence, ...pack.documents.flatMap(({ signed }) => signed)].map(({ sha256 }) => sha256),
  );
  // One that was replaced together with its line is told as that.
  const listed = new Set(pack.evidence.map(({ kept }) => kept));
  for (const entry of log.entries) {
    const [path = '', digest = ''] = ORIGINAL.exec(entry?.path ?? '') ?? [];
    const record = told.get(digest) ?? '';
    if (!record.startsWith('records/') || held.has(digest) || listed.has(path)) continue;
    if (!isGone(gone, path) && !isTold(pack, digest.slice(0, DIGITS_TOLD)))
      findings.say('完整性', path, words.originalGone(record));
  }
}

/** What an issued document stands on: rows of its manifest, or of lists that manifests share, each named by its digest. */
interface InputRow {
  /** In the workspace. */
  path: string;
  sha256: string;
}

/** Lists are read once. */
function openInputs({ source, tools, findings }: Pick<Checked, 'source' | 'tools' | 'findings'>) {
  const known = new Map<string, readonly InputRow[]>();
  async function listOf(name: string): Promise<readonly InputRow[]> {
    const path = inputListPath(name);
    if (!source.files.has(path)) {
      findings.say('完整性', path, words.missing);
      return [];
    }
    const bytes = await source.read(path);
    if (toHex(tools.sha256(bytes)) === name.slice(-64)) return rowsIn(fromUtf8(bytes) ?? '');
    findings.say('真实性', path, words.listDiffers);
    return [];
  }
  return async (inputs: unknown): Promise<InputRow[]> => {
    if (Array.isArray(inputs)) return inputs as InputRow[];
    const lists = Object(inputs)['lists'] as unknown;
    const rows: InputRow[] = [];
    for (const { list, rows: places } of Array.isArray(lists) ? (lists as { list: string; rows: string }[]) : []) {
      const held = known.get(list) ?? (await listOf(list));
      known.set(list, held);
      for (const place of placesOf(places)) {
        const row = held[place];
        if (row !== undefined) rows.push(row);
      }
    }
    return rows;
  };
}

function rowsIn(text: string): InputRow[] {
  try {
    const files = Object(JSON.parse(text))['files'] as unknown;
    return Array.isArray(files) ? (files as InputRow[]) : [];
  } catch {
    return [];
  }
}
