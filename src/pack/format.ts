/**
 * What an audit pack (查验包) holds: `pack.json` in it, read by the page and by the command that check it. Types and
 * names of files alone, so that a browser may import them. Nothing in it is believed for being there: every digest and every place in the log is counted again from
 * the files, and what only the list says (clause, due time, names) is shown as the supplier's word.
 *
 *     verify.html  verify/        the page that checks, and its classic scripts
 *     verify.mjs                  the same for a terminal
 *     contents.xlsx  how-to-verify.pdf
 *     pack.json  pack.sha256       the list, and its SHA-256 as `sha256sum` writes it (against accidents, not against forgers)
 *     pack.note                    the same digest, signed with the key of the log: every other file is listed, so that every byte of the
 *                                  pack is under the log's key (`listNoteText`). The list itself is under an entry of the log, too, so
 *                                  that not even whoever holds the key can hand over another (`statementText`)
 *     documents/NUMBER/           what was issued: PDF, HTML, workbook, document.json.gz, statement.json.gz, manifest.json
 *     inputs/YYYY/DIGEST.json     what manifests stand on, in lists that they share
 *     proofs/NUMBER.tlog-proof
 *     signed/NUMBER/              signed copies
 *     evidence/                   originals and attachments, named by their digest
 *     records/                    the record files that the documents stand on, at their workspace paths
 *     log/                        the whole transparency log: checkpoint, tile/, cosigned/
 *
 * Every path is ASCII, with `/`, and shorter than 120 characters; names that people read stand in `pack.json` and in the list.
 */

export const PACK_FILE = 'pack.json';

/** Path of a list of inputs that manifests share. @param name `<yyyy>/<sha256>` */
export const inputListPath = (name: string): string => `inputs/${name}.json`;
/** One line: `<hex>  pack.json`. */
export const PACK_SUM = 'pack.sha256';
/** A signed note (C2SP) of `listNoteText`, by the key that signs the log, and by nobody else. */
export const PACK_NOTE = 'pack.note';

/** What a pack lacks that nobody could sign. */
export const UNSIGNED_LIST = '清单的签名';
/** The same of one without a log, which has no proofs and no signature of its list either. */
export const NO_LOG = '存证日志';

/** What a person is told of what is missing: what follows from another line of it is said by that. */
export const toldMissing = (missing: Pack['missing']): Pack['missing'] =>
  missing.filter(({ what }) => what !== UNSIGNED_LIST || !missing.some((one) => one.what === NO_LOG));

/** What is signed of a pack; no checkpoint can be read of it. @param sha256 hex, of `pack.json` */
export const listNoteText = ({ origin, size }: Pick<PackLog, 'origin' | 'size'>, sha256: string): string =>
  `opsledger-pack/v1\nlog ${origin} ${size}\nsha256 ${sha256}\n`;

/** What the log's entry of a pack (PACK) has the digests of: all that its list says, but for the log, which grows with that entry. */
export const statementText = (pack: Pack): string =>
  JSON.stringify({ ...pack, log: null, others: pack.others.filter(({ path }) => !path.startsWith('log/')) });

export interface Pack {
  /** 1: of before lists were signed; proofs and the log are not listed in it. 2: of before the log had an entry of each pack. */
  schema: 1 | 2 | 3;
  kind: 'opsledger-pack';
  /** Of the contract: name of the project, its number, both parties. */
  project: string;
  contract: string;
  purchaser: string;
  supplier: string;
  /** What the contract calls them. */
  called: { purchaser: string; supplier: string };
  /** First and last day, `YYYY-MM-DD`, in the contract's zone. */
  from: string;
  to: string;
  /**
   * true: every document of the period is here, and whoever checks looks for what the log issued and the pack lacks. A document is of
   * the period when its own days end in it, or when it was issued in it (day of its entry's `at`). false: only what was asked for.
   */
  whole: boolean;
  /** UTC offset of the contract's zone at `madeAt`, as `+08:00`; every instant in the pack carries its own. */
  madeAt: string;
  tool: string;
  /** Holds made-up data, and says so on every page. */
  simulated: boolean;
  log: PackLog;
  documents: PackDocument[];
  records: PackRecord[];
  evidence: PackEvidence[];
  /** All other files of the pack, with their digests: contents, explanation, page, command, lists of inputs, proofs, the log. */
  others: PackFile[];
  /** What the request list asked for; absent when nobody gave one. */
  requests?: PackRequest[];
  /**
   * Records of which a value was changed after the fact, or is claimed otherwise than it was vouched for, each in words; absent in packs of
   * before.
   */
  told?: PackTold[];
  /** What should be here and is not (a cleared content, an original that is too large or missing), each in words. */
  missing: PackMissing[];
}

export interface PackLog {
  origin: string;
  /** Verifier keys (C2SP signed note), the first one first; the later ones follow by KEY-ROTATE. */
  keys: string[];
  size: number;
  /** Base64 of the root. */
  root: string;
  /** Verifier keys of witnesses known to the workspace, by name. */
  witnesses: string[];
}

export interface PackFile {
  /** In the pack. */
  path: string;
  size: number;
  /** Lower-case hex of SHA-256 and SM3. */
  sha256: string;
  sm3: string;
}

export interface PackDocument {
  number: string;
  /** 巡检日志 and the like. */
  title: string;
  obligation: string;
  periodText: string;
  from: string;
  to: string;
  revision: number;
  /** Instants with their offset. */
  dueAt: string | null;
  issuedAt: string;
  /** Issued, or by the fact that decides handed over, after its time, or not yet though it has passed. */
  late: boolean;
  pages: number | null;
  /** As the site says it: 已签收, 待签收 and the like. */
  state: string;
  clauses: PackClause[];
  /** Folder in the workspace, as the ISSUE entry names it. */
  archived: string;
  /** Its own files, the manifest among them. */
  files: PackFile[];
  proof: string;
  /** Signed copies, scans and files with an electronic seal. */
  signed: PackFile[];
  /** Paths in the pack. */
  evidence: string[];
  records: string[];
  permits: PackStep[];
  deliveries: PackStep[];
  receipts: PackStep[];
  /** Why it may be drawn, besides by chance. */
  onHoliday: boolean;
  monthEnd: boolean;
  /** Names of the payments that ask for it. */
  payments: string[];
  people: string[];
  /** Digest of its text without dates and numbers: documents that share one say the same. */
  text: string;
}

export interface PackClause {
  id: string;
  /** Its number on paper; packs of before this have none. */
  paper?: string;
  text: string;
}

/** A thing that happened to a document, and the record that says so. */
export interface PackStep {
  /** Path of the record in the pack; null where the step stands in none. */
  record: string | null;
  at: string;
  by: string;
  text: string;
}

export interface PackRecord extends PackFile {
  /** As the log names it. */
  logged: string;
  /** Hex of the salt under which the log holds it; null where the log holds its plain digest, or none yet. */
  salt: string | null;
  title: string;
}

export interface PackEvidence extends PackFile {
  /** Path in the workspace. */
  kept: string;
  /** Name under which it came, and its record. */
  name: string;
  record: string | null;
}

export interface PackRequest {
  /** Row of the list, from 1. */
  row: number;
  asked: string;
  /** Numbers of documents, or paths of records and evidence in the pack. */
  found: string[];
  told: string;
  /** How sure the answer is: what was asked for, what may be meant, nothing of it in these days, or not recognised. Absent in packs of before. */
  grade?: 'given' | 'perhaps' | 'none' | 'unknown';
}

export interface PackMissing {
  what: string;
  why: string;
}

export interface PackTold {
  /** Id of the record. */
  id: string;
  text: string;
}
