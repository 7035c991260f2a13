/** One issued document as a pack has it: its files against its manifest, its proof, and the chain behind it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 as sha256Of } from '../../archive/digest.ts';
import { dataText, isNotPacked } from '../../archive/document-file.ts';
import { listPath, listsNamed } from '../../archive/input-lists.ts';
import { DOCUMENT, MANIFEST, PLAIN_DOCUMENT } from '../../archive/layout.ts';
import { proofPath as keptProof } from '../../archive/log/proofs.ts';
import type { Manifest } from '../../archive/manifest.ts';
import type { ArchivedDocument } from '../../archive/store.ts';
import { compareInstants } from '../../contract/time.ts';
import type { deliveryFacts } from '../../subjects/deliveries/judge/delivery-facts.ts';
import type { SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';
import { isUnreachable } from '../../workspace/disk/faults.ts';
import type { StoredRecord } from '../../workspace/store/record-store.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { inputListPath, type PackDocument, type PackFile } from '../format.ts';
import {
  clausesOfDocument,
  dayOf,
  deliverySteps,
  type Issued,
  isMonthEnd,
  isOff,
  type Placed,
  paymentsOf,
  permitStep,
  receiptSteps,
  stateText,
} from '../make/chain.ts';
import { documentPath, proofPath } from '../make/pack-paths.ts';
import { sameText } from '../make/same-text.ts';
import type { Box } from './box.ts';
import type { EvidencePart } from './evidence-part.ts';
import type { LogPart } from './log-part.ts';
import { reasonGone } from './missing-words.ts';
import { type HeldRecord, isPacked, type RecordsPart } from './records-part.ts';

/** What all documents of a pack are put in with. */
export interface Packing {
  workspace: Workspace;
  /** Of the contract's calendar. */
  workdays: Parameters<typeof isOff>[1];
  box: Box;
  log: LogPart;
  records: RecordsPart;
  evidence: EvidencePart;
  /** Signings-off that count, by the revision that they are about; see `revisionKey`. */
  signoffs: ReadonlyMap<string, readonly StoredRecord<SignoffRecord>[]>;
  factsOf: ReturnType<typeof deliveryFacts>;
  /** Newest revision of each `obligation period`. */
  newest: ReadonlyMap<string, number>;
  /** Periods that were not handed in by their time, as everything else says it; see `periodKey`. */
  late: ReadonlySet<string>;
  /** Names of the lists of inputs that were put in. */
  lists: Set<string>;
  /** Paths of permits by id. */
  permits: ReadonlyMap<string, string>;
  /** Why what was issued must not go to others, in Chinese; null when it may. */
  leakIn(document: ArchivedDocument): Promise<string | null>;
}

/** One key for a period of an obligation. */
export const periodKey = (one: Pick<Issued, 'obligation' | 'period'>): string => `${one.obligation} ${one.period}`;

/** One key for a revision of a period of an obligation. */
export const revisionKey = (one: Pick<Issued, 'obligation' | 'period' | 'revision'>): string =>
  `${periodKey(one)} ${one.revision}`;

export async function putDocument(packing: Packing, document: ArchivedDocument): Promise<PackDocument> {
  const { box, log, workspace, workdays } = packing;
  const { folder, manifest } = document;
  const { contract } = workspace.contract;
  const issued: Issued = { ...manifest, issuedAt: manifest.times.issued };
  const { files, text } = await putFiles(packing, document);
  const proof = await putProof(packing, manifest.number);
  const chain = await putChain(packing, manifest, issued);
  const day = dayOf(issued);
  const gone = log.gone.get(folder);
  if (gone !== undefined) box.lacks(manifest.number, reasonGone(gone));
  return {
    number: manifest.number,
    title: manifest.title,
    obligation: manifest.obligation,
    periodText: manifest.periodText,
    from: manifest.from,
    to: manifest.to,
    revision: manifest.revision,
    dueAt: manifest.dueAt,
    issuedAt: manifest.times.issued,
    late: manifest.late || packing.late.has(periodKey(manifest)),
    pages: manifest.pages ?? null,
    state: stateText(
      issued,
      packing.newest.get(periodKey(manifest)) ?? manifest.revision,
      packing.factsOf(manifest.obligation, manifest.period, manifest.revision),
    ),
    clauses: clausesOfDocument(manifest.clauses, contract),
    archived: folder,
    files,
    proof,
    ...chain,
    onHoliday: isOff(day, workdays),
    monthEnd: isMonthEnd(day),
    payments: paymentsOf(issued, contract),
    text: text === '' ? '' : sha256Of(text),
  };
}

/**
 * A file that is not the one that was issued is put in as it is, under the digest of the manifest, and told. Of a document that says what must
 * not leave the house nothing is put in but what it was issued as: whoever checks the pack finds its files missing, and why.
 */
async function putFiles(packing: Packing, document: ArchivedDocument): Promise<{ files: PackFile[]; text: string }> {
  const { workspace, box, log } = packing;
  const { folder, manifest } = document;
  const { root } = workspace;
  const files: PackFile[] = [];
  let text = '';
  const leak = await packing.leakIn(document);
  if (leak !== null) box.lacks(manifest.number, leak);
  for (const { path: name, size, sha256, sm3 } of manifest.outputs) {
    const path = documentPath(manifest.number, name);
    if (leak !== null) {
      files.push({ path, size, sha256, sm3 });
      continue;
    }
    const bytes = await ifThere(join(root, folder, name));
    const isSame = bytes !== undefined && sha256Of(bytes) === sha256;
    const erased = log.gone.get(`${folder}/${name}`);
    const what = `${manifest.number} 的文件 ${name}`;
    // What stands for an erased file is none of the document's.
    if (!isSame && erased !== undefined) box.lacks(what, reasonGone(erased));
    else if (bytes === undefined) box.lacks(what, '归档中缺失：从备份恢复后重新制作');
    else {
      if (!isSame) box.lacks(what, '与签发清单不符，包中是现存的文件：从备份恢复后重新制作');
      await box.putListed({ path, size, sha256, sm3 }, bytes);
      if (name === DOCUMENT || name === PLAIN_DOCUMENT) text = textOf(name, bytes);
    }
    files.push({ path, size, sha256, sm3 });
  }
  const bytes = await readFile(join(root, folder, MANIFEST));
  files.push(await box.put(documentPath(manifest.number, MANIFEST), bytes));
  await putLists(packing, bytes);
  return { files, text };
}

/** Of a manifest whose inputs stand in lists, the lists. */
async function putLists({ workspace, box, lists }: Packing, manifest: Uint8Array): Promise<void> {
  const named = listsNamed(manifest);
  for (const name of named.filter((one) => !lists.has(one))) {
    const bytes = await ifThere(join(workspace.root, listPath(name)));
    if (bytes === undefined) box.lacks(`依据表 ${name}`, '归档中缺失：从备份恢复后重新制作');
    else {
      lists.add(name);
      await box.put(inputListPath(name), bytes);
    }
  }
}

function textOf(name: string, bytes: Uint8Array): string {
  try {
    return sameText(JSON.parse(dataText(name, bytes)));
  } catch (error) {
    // A damaged file is told where it is put in.
    if (error instanceof SyntaxError || isNotPacked(error)) return '';
    throw error;
  }
}

async function putProof({ workspace, box, log }: Packing, number: string): Promise<string> {
  const place = proofPath(number);
  const kept = keptProof({ number });
  const bytes = kept === undefined ? undefined : await ifThere(join(workspace.root, kept));
  if (bytes !== undefined) await box.put(place, bytes);
  // Without a log no document has one: that is told once.
  else if (log.log !== undefined)
    box.lacks(
      `${number} 的存证证明`,
      '还没有签存证（待签），或证明已缺失：执行 opsledger log sign 后重新制作，仍缺失的从备份恢复',
    );
  return place;
}

type Chain = Pick<PackDocument, 'signed' | 'evidence' | 'records' | 'permits' | 'deliveries' | 'receipts' | 'people'>;

async function putChain(packing: Packing, manifest: Manifest, issued: Issued): Promise<Chain> {
  const inputs = await putInputs(packing, manifest);
  const { acts, held, signed } = await putActs(packing, manifest.number, issued);
  const permits = await permitsOf(packing, [...inputs, ...held]);
  const own = unique([...inputs, ...held, ...permits]);
  const people = [
    ...acts.flatMap(({ record }) => [record.person, record.reviewer ?? '', record.enteredBy?.name ?? '']),
    ...own.flatMap(({ facts }) => facts?.people ?? []),
  ];
  return {
    signed: [...signed.values()],
    evidence: await putOriginals(packing, own, signed),
    records: own.map(({ packed }) => packed.path).sort(),
    permits: own
      .flatMap(({ permit, packed }) =>
        permit === undefined ? [] : [permitStep({ record: permit, path: packed.path })],
      )
      .sort((a, b) => compareInstants(a.at, b.at)),
    deliveries: deliverySteps(acts, issued),
    receipts: receiptSteps(acts, issued),
    people: [...new Set(people.filter((name) => name !== ''))].sort(),
  };
}

async function putInputs({ records }: Packing, { inputs }: Manifest): Promise<HeldRecord[]> {
  const held: HeldRecord[] = [];
  for (const { path, sha256 } of inputs.filter((one) => isPacked(one.path))) {
    const one = await records.put(path, sha256);
    if (one !== undefined) held.push(one);
  }
  return held;
}

interface Acts {
  acts: Placed<SignoffRecord>[];
  held: HeldRecord[];
  /** Scans of what the purchaser signed, by their digest. */
  signed: ReadonlyMap<string, PackFile>;
}

/** What was done with the document after it was issued. */
async function putActs({ records, evidence, signoffs }: Packing, number: string, issued: Issued): Promise<Acts> {
  const acts: Placed<SignoffRecord>[] = [];
  const held: HeldRecord[] = [];
  const signed = new Map<string, PackFile>();
  for (const { record, path } of signoffs.get(revisionKey(issued)) ?? []) {
    const one = await records.put(path);
    const place = one?.packed.path ?? null;
    acts.push({ record, path: place });
    if (one !== undefined) held.push(one);
    for (const { sha256, name } of (record.attachments ?? []).filter(({ proof }) => proof === 'purchaser')) {
      const isNamed = record.simulated === true;
      const copy = await evidence.putSigned(number, { sha256, name, record: place, isNamed });
      if (copy !== undefined) signed.set(sha256, copy);
    }
  }
  return { acts, held, signed };
}

/** @param signed what lies beside the document already */
async function putOriginals(
  { evidence }: Packing,
  held: readonly HeldRecord[],
  signed: ReadonlyMap<string, PackFile>,
): Promise<string[]> {
  const found = new Set<string>();
  for (const { packed, facts } of held) {
    for (const original of facts?.originals ?? []) {
      const path = signed.has(original.sha256) ? undefined : await evidence.put({ ...original, record: packed.path });
      if (path !== undefined) found.add(path);
    }
  }
  return [...found].sort();
}

/** Permits that the records name and the document itself was not made from. */
async function permitsOf({ records, permits }: Packing, held: readonly HeldRecord[]): Promise<HeldRecord[]> {
  const known = new Set(held.flatMap(({ permit }) => permit?.id ?? []));
  const found: HeldRecord[] = [];
  for (const id of new Set(held.flatMap(({ facts }) => facts?.permits ?? []))) {
    const path = permits.get(id);
    const one = known.has(id) || path === undefined ? undefined : await records.put(path);
    if (one !== undefined) found.push(one);
  }
  return found;
}

const unique = (held: readonly HeldRecord[]): HeldRecord[] => [
  ...new Map(held.map((one) => [one.packed.path, one])).values(),
];

async function ifThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isUnreachable(error)) return undefined;
    throw error;
  }
}
