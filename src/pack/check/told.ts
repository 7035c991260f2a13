/**
 * What the list says in its own words, told again from what the log proves: so that not even whoever holds the key can hand over a pack
 * that says other than its records. What nothing proves is under the signature alone (`list-note.ts`). Pure.
 */
import { fromUtf8 } from '../../proof/bytes.ts';
import { PACK_FILE, type PackDocument, type PackStep } from '../format.ts';
import { isVoided } from './entries.ts';
import { words } from './fault-words.ts';
import { type Checked, issuedManifest } from './pack-documents.ts';
import { type Act, actOf, actsOf, isOfDocument, stateWordOf } from './told-acts.ts';

export async function checkTold(checked: Checked): Promise<void> {
  const texts = await provenTexts(checked);
  const acts = [...texts].flatMap(([path, text]): Act[] =>
    logged(checked, path).startsWith('records/signoff/') ? [actOf(path, text)] : [],
  );
  const contract = plainly([...texts].filter(([path]) => isContract(checked, path)).map(([, text]) => text));
  checkHead(checked, contract);
  let simulated = false;
  for (const document of checked.pack.documents) {
    const manifest = await issuedManifest(checked, document);
    if (manifest?.['simulated'] === true) simulated = true;
    const pages = manifest?.['pages'];
    if (manifest !== undefined && (typeof pages === 'number' ? pages : null) !== document.pages)
      tell(checked, words.fieldDiffers(document.number, '页数'));
    checkActs(checked, document, acts);
    checkSigned(checked, document, acts);
    checkClauses(checked, document, contract);
  }
  // Of a document whose manifest is not as it was issued that is told.
  const isWhole = checked.findings.problems.every(({ where }) => !where.startsWith('documents/'));
  if (isWhole && simulated !== checked.pack.simulated) tell(checked, words.simulatedDiffers);
  checkOrigins(checked, texts);
}

const tell = ({ findings }: Checked, message: string): void => findings.say('真实性', PACK_FILE, message);

/** Texts of the records that are as the log has them, by their path in the pack. */
async function provenTexts({ pack, source, digests, findings }: Checked): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const { path } of pack.records)
    if (digests.has(path) && !findings.isNamed(path)) texts.set(path, fromUtf8(await source.read(path)) ?? '');
  return texts;
}

const logged = ({ pack }: Checked, path: string): string => pack.records.find((one) => one.path === path)?.logged ?? '';

const isContract = (checked: Checked, path: string): boolean => logged(checked, path).startsWith('contract/');

/** Without what YAML writes a text with: signs of quotation, escapes, breaks of lines. */
const plainly = (texts: readonly string[]): string => texts.map(bare).join('\n');
const bare = (text: string): string => text.replace(/\\[nt]|[\s"'\\　]/g, '');

/** Names of the contract and its parties stand in its file, each at its own key. */
function checkHead(checked: Checked, contract: string): void {
  const { pack } = checked;
  if (contract === '') return;
  const named: [field: string, key: string, value: string][] = [
    ['项目', 'project', pack.project],
    ['合同编号', 'number', pack.contract],
    [pack.called.purchaser, 'purchaser', pack.purchaser],
    [pack.called.supplier, 'supplier', pack.supplier],
  ];
  for (const [field, key, value] of named) {
    const at = `${key}:${bare(value)}`;
    const isThere = contract
      .split(at)
      .slice(1)
      .some((rest) => rest === '' || /^(?:[#,}\n]|[A-Za-z]+:)/.test(rest));
    if (value !== '' && !isThere) tell(checked, words.headDiffers(field));
  }
}

function checkClauses(checked: Checked, { number, clauses }: PackDocument, contract: string): void {
  if (contract === '') return;
  for (const { id, paper = id, text } of clauses)
    if (!contract.includes(bare(text)) || !contract.includes(bare(paper)))
      tell(checked, words.clauseDiffers(number, paper));
}

/** 送达, 签收, 退回 and the state that follows from them. */
function checkActs(checked: Checked, document: PackDocument, all: readonly Act[]): void {
  const { pack, log, issued } = checked;
  const { number, state } = document;
  const acts = actsOf(all, document, pack.madeAt, issued.get(number)?.entry.path ?? '');
  const wrong = (field: string) => tell(checked, words.toldDiffers(number, field));
  // A step without a record: that was cleared, which the log says.
  const isCleared = [...checked.gone].some((path) => path.startsWith('records/signoff/'));
  const isUnseen = [...document.deliveries, ...document.receipts].some(({ record }) => record === null);
  const isGiven = (steps: readonly PackStep[], actions: readonly string[]): boolean => {
    const own = acts.filter(({ action }) => actions.includes(action));
    const seen = isCleared ? steps.filter(({ record }) => record !== null) : steps;
    return own.length === seen.length && own.every((act) => seen.some((step) => isStep(step, act, checked)));
  };
  if (!isGiven(document.deliveries, ['deliver'])) wrong('交付');
  if (!isGiven(document.receipts, ['receive', 'return'])) wrong('签收');
  if (isUnseen && isCleared) return;
  const voided = isVoided(log.entries, document.archived);
  // Told of it already.
  if (voided !== state.startsWith('已作废')) return;
  const told = stateWordOf(acts, voided);
  const newest = newestIn(checked, document);
  const rest = told.find((word) => state === word || state.startsWith(`${word}，`) || state.startsWith(`${word}（`));
  // Packs were made that have a space about the number.
  const [later = '', superseded] = /，已由第\s?(\d+)\s?版取代$/.exec(state) ?? [];
  if (rest === undefined) wrong('签收状态');
  else if (
    superseded === undefined ? newest > document.revision : Number(superseded) < Math.max(newest, document.revision + 1)
  )
    wrong('版次状态');
  else if (!told.includes('已作废') && state !== `${rest}${later}`) wrong('签收状态');
}

function isStep({ record, at, by, text }: PackStep, act: Act, { pack }: Checked): boolean {
  const claimed = `（${pack.called.supplier}登记，待${pack.called.purchaser}确认）`;
  const isSame = record === act.path && at === act.at && by === act.person;
  if (!isSame || act.action === 'return') return isSame && text.startsWith('退回：');
  const how = act.via === '' ? '' : `：${act.via}`;
  const said = `${act.action === 'deliver' ? '送达' : '签收'}${how}`;
  if (act.action === 'deliver') return text === said;
  return text === said ? act.vouched !== false : text === `${said}${claimed}` && act.vouched !== true;
}

/** Newest revision of the same period that the log issued. */
function newestIn({ issued }: Checked, { archived }: PackDocument): number {
  const folder = archived.slice(0, archived.lastIndexOf('/r') + 2);
  const own = [...issued.values()].flatMap(({ entry: { path } }) =>
    path.startsWith(folder) && /^\d+$/.test(path.slice(folder.length)) ? [Number(path.slice(folder.length))] : [],
  );
  return Math.max(0, ...own);
}

/** A signed copy is where the record of its signing says. */
function checkSigned(checked: Checked, document: PackDocument, all: readonly Act[]): void {
  const { digests, findings } = checked;
  const own = all.filter((act) => isOfDocument(act, document)).flatMap(({ copies }) => copies);
  for (const { path } of document.signed) {
    const sha256 = digests.get(path)?.sha256;
    if (sha256 === undefined) continue;
    if (!own.includes(sha256) || !path.startsWith(`signed/${document.number}/`))
      findings.say('真实性', path, words.notSignedFor(document.number));
  }
}

/** The record that an original is said to come from names it. */
function checkOrigins({ pack, digests, findings }: Checked, texts: ReadonlyMap<string, string>): void {
  for (const { path, record } of pack.evidence) {
    const text = record === null ? undefined : texts.get(record);
    const sha256 = digests.get(path)?.sha256;
    if (text !== undefined && sha256 !== undefined && !text.includes(sha256))
      findings.say('真实性', path, words.notInRecord(record ?? ''));
  }
}
