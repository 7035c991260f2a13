/** A small audit pack in memory, with a log that is really signed: what a test changes of it is wrong in that one way. */
import { hash as hashOf } from 'node:crypto';
import { keyPairOf, saltedDigests, treeHash } from '../../src/archive/log/digests.ts';
import type { PackSource } from '../../src/pack/check/source.ts';
import {
  listNoteText,
  type Pack,
  type PackDocument,
  type PackEvidence,
  type PackFile,
  type PackRecord,
  type PackStep,
  statementText,
} from '../../src/pack/format.ts';
import { stateText } from '../../src/pack/make/chain.ts';
import { toBase64, toHex, utf8 } from '../../src/proof/bytes.ts';
import { canonicalJson, type Json } from '../../src/proof/canonical.ts';
import { checkpointText } from '../../src/proof/checkpoint.ts';
import { cosign } from '../../src/proof/cosignature.ts';
import { COSIGNATURE, formatNote, keyText, type NoteKey, noteKey, type Sign, signature } from '../../src/proof/note.ts';
import { bundleBytes, TILE_WIDTH, tileBytes, tilePath, tilesBetween } from '../../src/proof/tiles.ts';
import { proofText } from '../../src/proof/tlog-proof.ts';
import { leafHash, openTree } from '../../src/proof/tree.ts';
import { noFacts } from '../../src/subjects/deliveries/judge/delivery-facts.ts';
import type { SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import { sealed } from '../proof/_signed.ts';
import { printedPdf } from '../render/_plain-pdf.ts';

const ORIGIN = 'opsledger/test';
const [FIRST, LAST] = ['2026-03-01', '2026-03-06'];
const RECORDS = 300;

export type Files = Map<string, Uint8Array>;

export interface Built {
  files: Files;
  pack: Pack;
  /** What paper prints of the head: of the whole log, and of its first signing. */
  printed: { now: string; before: string };
  /** Verifier keys of the log. */
  keys: string[];
}

/** What a forger with the repository and all keys would write instead. */
export interface Changes {
  /** Content of the first record. */
  record?: string;
  /** Text of a document. */
  text?: string;
  /** true: by a program of before lists of packs were signed. */
  older?: boolean;
  /** true: the list says that only what was asked for is here. */
  partial?: boolean;
  /** Files that stand for themselves, in place of those that are there for their names alone. */
  others?: Files;
}

interface Key {
  key: NoteKey;
  sign: Sign;
}

function keyOf(seed: number, name = ORIGIN, type?: number): Key {
  const { publicKey, sign } = keyPairOf(new Uint8Array(32).fill(seed));
  return { key: noteKey(treeHash, name, publicKey, type), sign };
}

const digests = (bytes: Uint8Array) => ({ sha256: hashOf('sha256', bytes), sm3: hashOf('sm3', bytes) });
const fileOf = (path: string, bytes: Uint8Array): PackFile => ({ path, size: bytes.length, ...digests(bytes) });
const instant = (day: string, time = '18:00:00'): string => `${day}T${time}+08:00`;

/** A log that grows. */
function openLog(isOlder: boolean) {
  const tree = openTree(treeHash);
  const entries: Uint8Array[] = [];
  let note = '';
  return {
    tree,
    entries,
    get note() {
      return note;
    },
    add(entry: Record<string, Json>): void {
      const bytes = utf8(canonicalJson({ schema: 1, ...entry }));
      entries.push(bytes);
      tree.append(leafHash(treeHash, bytes));
    },
    sign(day: string, keys: readonly Key[]): void {
      const form = isOlder ? {} : { schema: 3, packs: 'entered' };
      const commit = toHex(treeHash(utf8(day))).slice(0, 40);
      this.add({ type: 'HEAD', at: instant(day, '20:00:00'), commit, ...form });
      const text = checkpointText({ origin: ORIGIN, size: tree.size, root: tree.root(), extensions: [] });
      note = formatNote({ text, signatures: keys.map(({ key, sign }) => signature(key, text, sign)) });
    },
    printed: (): string => `${tree.size} 条 ${toHex(tree.root()).slice(0, 32).match(/.{4}/g)?.join('·')}`,
  };
}

/** Everything, made anew. */
export function buildPack(changes: Changes = {}): Built {
  const files: Files = new Map();
  const photo = utf8('photo');
  const log = openLog(formOf(changes) === 1);
  const [first, second, witness] = [keyOf(1), keyOf(2), keyOf(3, 'purchaser', COSIGNATURE)];
  const proofs: { number: string; index: number }[] = [];
  const documents: PackDocument[] = [];
  const records: PackRecord[] = [];
  const evidence: PackEvidence[] = [];
  const put = (path: string, bytes: Uint8Array): PackFile => {
    files.set(path, bytes);
    return fileOf(path, bytes);
  };
  const record = (
    n: number,
    content: string,
    path = `records/duty/2026/03/ZB-${String(n).padStart(3, '0')}.yaml`,
  ): void => {
    const salt = new Uint8Array(32).fill(n % 251).fill(n % 7, 0, 9);
    const bytes = utf8(content);
    log.add({ type: 'RECORD', at: instant(FIRST), path, salted: true, ...saltedDigests(bytes, salt) });
    if (n < 8 || n >= RECORDS)
      records.push({ ...put(path, bytes), logged: path, salt: toHex(salt), title: `值班 ${n}` });
  };
  const issue = (day: string, revision = 1, text = `${day} 正常`): void => {
    const document = documentOf(day, revision, text, put, records.slice(0, 2));
    const entry = log.entries.length;
    log.add({
      ...{ type: revision > 1 ? 'REVISE' : 'ISSUE', at: instant(day, '18:30:00'), path: document.archived },
      ...{ number: document.number, inputs: { count: 0, ...digests(utf8('')) } },
      outputs: document.files.map(({ path, sha256, sm3 }) => ({
        path: path.slice(path.lastIndexOf('/') + 1),
        sha256,
        sm3,
      })),
    });
    proofs.push({ number: document.number, index: entry });
    documents.push(document);
  };
  const flush = (): void => {
    for (const { number, index } of proofs.splice(0)) {
      const text = proofText({
        extra: log.entries[index] as Uint8Array,
        index,
        hashes: log.tree.inclusion(index),
        checkpoint: log.note,
      });
      files.set(`proofs/${number}.tlog-proof`, utf8(text));
    }
  };

  log.add({ type: 'KEY-ROTATE', at: instant(FIRST), key: keyText(first.key), previous: null });
  const terms = utf8(TERMS);
  log.add({ type: 'CONTRACT', at: instant(FIRST), path: 'contract/contract.yaml', ...digests(terms) });
  for (let n = 0; n < RECORDS; n += 1)
    record(
      n,
      n === 0 && changes.record !== undefined
        ? changes.record
        : n === 1
          ? `原件: ${digests(photo).sha256}\n`
          : `值班员: 张三\n第: ${n}\n`,
    );
  const kept = `evidence/${digests(photo).sha256}`;
  log.add({ type: 'RECORD', at: instant(FIRST), path: kept, ...digests(photo) });
  evidence.push({ ...put(`${kept}.jpg`, photo), kept, name: '机房.jpg', record: records[1]?.path ?? null });
  issue(FIRST, 1, changes.text);
  issue('2026-03-02');
  log.sign('2026-03-02', [first]);
  flush();
  const before = log.printed();
  issue('2026-03-03');
  log.add({
    type: 'KEY-ROTATE',
    at: instant('2026-03-03'),
    key: keyText(second.key),
    previous: keyText(first.key),
    by: '李四',
    reason: '换服务器',
  });
  log.sign('2026-03-03', [first, second]);
  flush();
  cosignAs(witness, log.note, files);
  issue('2026-03-04');
  issue('2026-03-05');
  issue('2026-03-05', 2);
  const scan = utf8('scan of a signed sheet');
  const seal = sealed(Buffer.from(printedPdf()));
  for (const bytes of [scan, seal])
    log.add({
      type: 'RECORD',
      at: instant('2026-03-05'),
      path: `evidence/${digests(bytes).sha256}`,
      ...digests(bytes),
    });
  const [one, two] = documents as [PackDocument, PackDocument];
  one.signed = [put(`signed/${one.number}/scan.jpg`, scan), put(`signed/${one.number}/sealed.pdf`, seal)];
  const act = (n: number, document: PackDocument, action: string, more = ''): PackStep => {
    const path = `records/signoff/2026/03/QS-2026030${n}-001.yaml`;
    record(RECORDS + n, signoffText(document, action, more), path);
    return {
      record: path,
      at: instant(LAST, '09:00:00'),
      by: '张三',
      text: action === 'deliver' ? '送达：现场递交' : '签收：现场递交',
    };
  };
  one.deliveries = [act(1, one, 'deliver')];
  one.receipts = [act(2, one, 'receive', attached(scan, seal))];
  one.state = '已签收';
  // By the supplier's word alone.
  const claimed = act(3, two, 'receive');
  two.receipts = [{ ...claimed, text: `${claimed.text}（供应商登记，待采购人确认）` }];
  two.state = '待确认';
  log.add({
    type: 'MISSED',
    at: instant(LAST),
    obligation: 'inspection-log',
    period: '2026-03-04',
    dueAt: instant('2026-03-05'),
  });
  // Cleared: it was issued, and is not here.
  issue(LAST);
  const gone = documents.pop() as PackDocument;
  for (const { path } of gone.files) files.delete(path);
  log.add({ type: 'ERASE', at: instant(LAST), path: gone.archived, reason: '含身份证号', approvedBy: '王五' });
  log.add({
    type: 'VOID',
    at: instant(LAST),
    path: 'archive/2026/duty-log/2026-03-04/r1',
    reason: '重复',
    approvedBy: '王五',
  });
  log.add({
    ...{ type: 'VOID', schema: 2, at: instant(LAST), path: 'records/signoff/2026/03/QS-20260305-001.yaml' },
    ...{ ...digests(utf8('void')), salted: true, obligation: 'duty-log', period: '2026-03-05', revision: 1 },
    ...{ reason: '误签发', approvedBy: '王五' },
  });
  const voids = ['2026-03-04/r1', '2026-03-05/r1'];
  for (const one of documents)
    if (voids.some((place) => one.archived === `archive/2026/duty-log/${place}`))
      one.state = stateText({ ...one, period: '' } as never, one.archived.includes('2026-03-05') ? 2 : 1, VOIDED);
  log.sign(LAST, [second]);
  flush();
  files.delete(`proofs/${gone.number}.tlog-proof`);

  for (const document of documents) document.records = [records[0]?.path ?? ''];
  if (documents[0] !== undefined) documents[0].evidence = evidence.map(({ path }) => path);
  records.push({
    ...put('contract/contract.yaml', terms),
    ...{ logged: 'contract/contract.yaml', salt: null, title: 'contract/contract.yaml' },
  });
  const names = ['contents.xlsx', 'how-to-verify.pdf', 'verify.html', 'verify/page.js', 'verify.mjs'];
  const own = changes.others ?? new Map(names.map((name) => [name, utf8(name)]));
  const rows = [...own].map(([path, bytes]) => put(path, bytes));
  const listed = { documents, records, evidence, others: rows };
  const schema = formOf(changes);
  const others = [...rows, ...unlisted(files, listed, schema)];
  const made = instant('2026-03-07');
  const keys = [first, second].map(({ key }) => keyText(key));
  const pack: Pack = {
    ...{
      schema,
      kind: 'opsledger-pack',
      project: '测试项目',
      contract: 'HT-1',
      purchaser: '甲',
      called: { purchaser: '采购人', supplier: '供应商' },
      supplier: '乙',
      from: FIRST,
      to: LAST,
    },
    ...{ whole: changes.partial !== true, madeAt: made, tool: 'opsledger', simulated: false },
    log: { origin: ORIGIN, keys, size: 0, root: '', witnesses: [keyText(witness.key)] },
    ...{ documents, records, evidence, others, missing: [{ what: gone.number, why: '已依规清除' }] },
    requests: [{ row: 2, asked: '值班日志', found: [one.number], told: '提供 值班日志 1 份', grade: 'given' }],
    told: [{ id: 'ZB-20260301-001', text: '值改过 1 次' }],
  };
  enter(log, pack, second);
  putLog(log, files);
  pack.others.push(...unlisted(files, pack, schema));
  Object.assign(pack.log, { size: log.tree.size, root: toBase64(log.tree.root()) });
  writeList(files, pack);
  return { files, pack, printed: { now: log.printed(), before }, keys };
}

/** Of a pack of today's form, its entry in the log. */
function enter(log: ReturnType<typeof openLog>, pack: Pack, by: Key): void {
  if (pack.schema === 1) return;
  const { madeAt: at, from, to, whole, documents } = pack;
  const entry = { type: 'PACK', at, from, to, whole, documents: documents.length };
  log.add({ ...entry, ...digests(utf8(statementText(pack))) });
  log.sign('2026-03-07', [by]);
}

/** Proofs and the log, which the first form does not list. */
function unlisted(
  files: Files,
  { documents, records, evidence, others }: Pick<Pack, 'documents' | 'records' | 'evidence' | 'others'>,
  schema: Pack['schema'],
): PackFile[] {
  if (schema === 1) return [];
  const own = documents.flatMap((one) => [...one.files, ...one.signed]);
  const known = new Set([...own, ...records, ...evidence, ...others].map(({ path }) => path));
  return [...files].filter(([path]) => !known.has(path)).map(([path, bytes]) => fileOf(path, bytes));
}

const formOf = ({ older }: Changes): Pack['schema'] => (older === true ? 1 : 3);

/** The list, its digest and its signature, as whoever holds the key makes them. */
export function writeList(files: Files, pack: Pack): void {
  const bytes = utf8(`${JSON.stringify(pack)}\n`);
  const { sha256 } = digests(bytes);
  files.set('pack.json', bytes);
  files.set('pack.sha256', utf8(`${sha256}  pack.json\n`));
  if (pack.schema === 1) return void files.delete('pack.note');
  const { key, sign } = keyOf(2);
  const text = listNoteText(pack.log, sha256);
  files.set('pack.note', utf8(formatNote({ text, signatures: [signature(key, text, sign)] })));
}

/** As the program says it, so that what it says is what is checked. */
const VOIDED = { ...noFacts, annulled: { at: instant(LAST), person: '王五', reason: '重复' } as SignoffRecord };

const TERMS = `schema: 3
project: 测试项目
number: "HT-1"
parties:
  purchaser: 甲 # 注
  supplier: 乙
clauses:
  - id: "5.1"
    text: |-
      每日
      值班
`;

const signoffText = ({ archived }: PackDocument, action: string, more: string): string => {
  const [revision = '', period, obligation] = archived.split('/').reverse();
  return `schema: 2
kind: signoff
at: ${instant(LAST, '09:00:00')}
enteredAt: ${instant(LAST, '09:05:00')}
action: ${action}
obligation: ${obligation}
period: ${period}
revision: ${revision.slice(1)}
person: 张三
via: 现场递交
${more}`;
};

const attached = (...copies: Uint8Array[]): string =>
  `attachments:\n${copies
    .map(
      (bytes) =>
        `  - sha256: ${digests(bytes).sha256}\n    proof: purchaser\n    takenAt: ${instant(LAST, '10:00:00')}\n`,
    )
    .join('')}`;

function documentOf(
  day: string,
  revision: number,
  text: string,
  put: (path: string, bytes: Uint8Array) => PackFile,
  records: readonly PackRecord[],
): PackDocument {
  const number = `TEST-RB-${day.replace(/-/g, '')}-r${revision}`;
  const folder = `documents/${number}`;
  const told = {
    ...{
      number,
      title: '值班日志',
      obligation: 'duty-log',
      periodText: day,
      from: day,
      to: day,
      revision,
      late: revision > 1,
    },
    dueAt: instant(day, '23:59:00'),
  };
  const inputs = records.map(({ logged, sha256, sm3, size }) => ({ path: logged, sha256, sm3, size }));
  const manifest = {
    schema: 2,
    ...told,
    clauses: ['5.1'],
    pages: 1,
    times: { issued: instant(day, '18:30:00') },
    inputs,
  };
  const contents: [string, Uint8Array][] = [
    [`${number}.html`, utf8(`<p>${text}</p>`)],
    [`${number}.pdf`, day === FIRST ? printedPdf() : utf8(`%PDF ${text} ${revision}`)],
    [`${number}.xlsx`, utf8(`xlsx ${text}`)],
    ['document.json', utf8(JSON.stringify({ text }))],
    ['manifest.json', utf8(`${JSON.stringify(manifest, null, 1)}\n`)],
  ];
  return {
    ...told,
    ...{ issuedAt: instant(day, '18:30:00'), pages: 1, state: '未送达', clauses: [{ id: '5.1', text: '每日　值班' }] },
    ...{ archived: `archive/2026/duty-log/${day}/r${revision}`, proof: `proofs/${number}.tlog-proof`, signed: [] },
    files: contents.map(([name, bytes]) => put(`${folder}/${name}`, bytes)),
    ...{
      evidence: [],
      records: [],
      permits: [],
      deliveries: [],
    },
    ...{
      receipts: [],
      onHoliday: day === FIRST,
      monthEnd: false,
      payments: ['首付款'],
      people: ['张三'],
      text: text.slice(11),
    },
  };
}

function cosignAs({ key, sign }: Key, note: string, files: Files): void {
  const text = note.slice(0, note.indexOf('\n\n') + 1);
  const signatures = [cosign(key, text, 1_772_550_000, sign)];
  files.set(`log/cosigned/${key.id}.note`, utf8(formatNote({ text, signatures })));
  files.set(`log/cosigned/${key.id}.key`, utf8(`${keyText(key)}\n`));
}

function putLog({ tree, entries, note }: ReturnType<typeof openLog>, files: Files): void {
  for (const tile of tilesBetween(0, tree.size)) {
    const from = tile.index * TILE_WIDTH;
    const bytes =
      tile.level === 'entries'
        ? bundleBytes(entries.slice(from, from + tile.width))
        : tileBytes(tree, tile, tile.level);
    files.set(`log/${tilePath(tile)}`, bytes);
  }
  files.set('log/checkpoint', utf8(note));
}

/** Files in memory as the check reads them. */
export const sourceOf = (files: Files): PackSource => ({
  files: new Map([...files].map(([path, { length }]) => [path, length])),
  read: (path, from = 0, to) => Promise.resolve((files.get(path) ?? new Uint8Array()).subarray(from, to)),
});
