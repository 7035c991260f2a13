/** The lines of a register: where its records, their fields and their words come from, whatever the kind. */

import { allObligations } from '../../src/contract/bundle/bundle.ts';
import { type IssuedSummary, stateWord } from '../../src/contract/calendar/occurrence.ts';
import { wholeOf } from '../../src/contract/precedence/held-views.ts';
import { type Asset, assetSchema } from '../../src/contract/terms/assets.ts';
import { clauseMark } from '../../src/contract/terms/clause-marks.ts';
import type { RegisterTable } from '../../src/contract/terms/obligations.ts';
import { dateOf, toInstant, toText } from '../../src/contract/time.ts';
import { factOf } from '../../src/records/counted.ts';
import { fieldsOf, type RecordField, withTerms } from '../../src/records/fields.ts';
import { isVouched } from '../../src/records/purchaser.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import { stateWords } from '../../src/states/occurrence.ts';
import { receiptWords } from '../../src/states/receipt.ts';
import { isOnline, PURCHASER_ACTS } from '../../src/subjects/deliveries/judge/online.ts';
import { isTaken } from '../../src/subjects/deliveries/judge/selected.ts';
import type { ProbeRecord } from '../../src/subjects/inspections/kinds/probe.ts';
import type { SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import { CLAIMED, ONLINE } from '../../src/wording/words.ts';
import type { ComposeInput } from '../_deliverable.ts';
import { onTimeByOf, stateOfDocument } from '../deliveries/handover.ts';
import {
  belongsHere,
  factOrigin,
  isAmendedHere,
  isCountedByNow,
  type Origin,
  originOf,
  type PeriodView,
} from '../period/period.ts';
import { DELIVERED, deliveredLabels, deliveredLines } from './delivered.ts';
import { derivedValues, plain, withDerivedFields } from './derived.ts';
import { listsOutages, WINDOWS, withOutages } from './outages.ts';
import { actLabels, actWords, purchaserActs } from './purchaser-acts.ts';
import { isVoid } from './voids.ts';

/** A table of a register without its name. */
export type Ledger = Omit<RegisterTable, 'title'>;

type Values = Readonly<Record<string, unknown>>;

/** One printed line: a record, one row of a list of it, an asset or an issued document. */
export interface Line {
  values: Values;
  /** The row of the list named in `rows`. */
  row: Values | null;
  /** Null for assets and issued documents. */
  record: AnyRecord | null;
  /** Where it comes from, when it is counted here. */
  origin: Origin;
}

/** Kinds that are no record kinds. */
export const isRecordKind = (kind: string): boolean => !otherKinds.includes(kind);

/** What a table may list beside records. */
export const otherKinds: readonly string[] = ['manifest', 'asset', DELIVERED, PURCHASER_ACTS];

/** What is said of the fields of a document that was issued; `IssuedSummary` is not read from a file of people's. */
const manifestLabels: Readonly<Record<string, string>> = {
  obligation: '交付义务',
  period: '统计区间',
  revision: '版次',
  number: '文档编号',
  title: '文档名称',
  dueAt: '应交时间',
  issuedAt: '签发时间',
  confirmedAt: '确认时间',
  late: '签发情况',
};

/** 签发情况 of a document that was issued late. */
const LATE = stateWords.late;
const VOID = receiptWords.annulled;

/** true of the words of 签发情况 that say that a document was late, or is, or counts no more. */
export const isLateWord = (word: unknown): boolean =>
  word === VOID ||
  (['late', 'delivered-late', 'undelivered'] as const).some((state) =>
    (['delivered', 'received'] as const).some((by) => stateWord(state, [by]) === word),
  );

/** What the fields of a table are read from. */
type FieldSource = Pick<ComposeInput, 'contract' | 'kinds'> & Partial<Pick<ComposeInput, 'records'>>;

/**
 * Fields of the table's kind by path: `signedInAt`, `events.at`; of incidents also `level`, the level that they have now.
 * @throws Error for a record kind that `kinds` has not
 */
export function ledgerFields(
  ledger: Pick<Ledger, 'kind' | 'rows'>,
  input: FieldSource,
): ReadonlyMap<string, RecordField> {
  const fields = kindFields(ledger.kind, input);
  const list = fields.find((field) => field.name === ledger.rows);
  return new Map([
    ...fields.map((field) => [field.name, field] as const),
    ...(list?.columns ?? []).map((column) => [`${list?.name}.${column.name}`, column] as const),
  ]);
}

function kindFields(kind: string, input: FieldSource): RecordField[] {
  if (kind === 'asset') return assetFields(input);
  if (kind === 'manifest') return Object.entries(manifestLabels).map(([name, label]) => plain(name, label));
  if (kind === DELIVERED) return Object.entries(deliveredLabels).map(([name, label]) => deliveredField(name, label));
  if (kind === PURCHASER_ACTS) return Object.entries(actLabels).map(actField);
  const found = input.kinds?.[kind];
  if (found === undefined) throw new Error(`a register is read without the kind ${kind}`);
  const fields = withTerms(fieldsOf(found.schema), input.contract);
  return kind === 'signoff' ? fields.map((field) => withClaims(field, input)) : withDerivedFields(kind, fields);
}

/** Pages are added up. */
const deliveredField = (name: string, label: string): RecordField =>
  name === 'pages' ? { ...plain(name, label), example: 1, unit: '页' } : plain(name, label);

const actField = ([name, label]: [string, string]): RecordField =>
  name === 'act' ? { ...plain(name, label), choices: actWords } : plain(name, label);

/** The kind of an asset is printed by its name. */
function assetFields({ contract }: FieldSource): RecordField[] {
  const choices = Object.fromEntries(contract.kinds.map(({ id, name }) => [id, name]));
  return fieldsOf(assetSchema).map((field) => (field.name === 'kind' ? { ...field, choices } : field));
}

/** Names that people read instead of ids: assets and deliverables. */
export function namesOf(input: ComposeInput): ReadonlyMap<string, string> {
  return new Map([
    ...allObligations(input.contract).map((one) => [one.id, one.name] as const),
    ...wholeOf(input.contract.assets).map((one) => [one.id, one.name] as const),
  ]);
}

/** The value at a path of the table. */
export function valueAt(line: Line, path: string, rows: string | undefined): unknown {
  const [name = '', column] = path.split('.');
  return column !== undefined && name === rows ? line.row?.[column] : line.values[name];
}

/** Lines that the register counts (or all of the service to date), filtered and sorted as the table says. */
export function ledgerLines(ledger: Ledger, view: PeriodView): Line[] {
  return arranged(ledger, view.input, sourceLines(ledger, view));
}

/** Lines of records that an earlier register counted and that were withdrawn since (作废): this one takes them back. */
export function takenBackLines(ledger: Ledger, { input }: PeriodView): Line[] {
  if (!isRecordKind(ledger.kind)) return [];
  return arranged(
    ledger,
    input,
    ((input.withdrawn[ledger.kind] ?? []) as AnyRecord[]).map((one) => recordLine(one, input)),
  );
}

/** Lines of records that an earlier register counted, corrected since. */
export function amendedLines(ledger: Ledger, view: PeriodView): Line[] {
  if (!isRecordKind(ledger.kind) || ledger.window === 'service-to-date') return [];
  const amended = recordsOf(ledger, view.input).filter((one) => isAmendedHere(view, one));
  return arranged(
    ledger,
    view.input,
    amended.map((one) => recordLine(one, view.input)),
  );
}

function sourceLines(ledger: Ledger, view: PeriodView): Line[] {
  const { input } = view;
  if (ledger.kind === 'asset') {
    return input.contract.assets
      .filter((asset) => asset.contract)
      .map((asset) => ({
        values: { ...asset, clause: clauseMark(asset.clause) },
        row: null,
        record: null,
        origin: 'own',
      }));
  }
  if (ledger.kind === 'manifest')
    return input.issued.filter((one) => belongsHere(view, issueFact(one))).map((one) => manifestLine(view, one));
  if (ledger.kind === DELIVERED)
    return deliveredLines(view).map(({ values }) => ({ values, row: null, record: null, origin: 'own' }));
  if (ledger.kind === PURCHASER_ACTS)
    return purchaserActs(view, namesOf(input)).map((values) => ({ values, row: null, record: null, origin: 'own' }));
  const records = recordsOf(ledger, input);
  const counted = (one: AnyRecord): boolean => {
    const fact = factOf(one, input.occurrence);
    // Whatever came after the cut belongs to the next register, also when this one is revised months later.
    return ledger.window === 'service-to-date' ? isCountedByNow(view, fact) : belongsHere(view, fact);
  };
  return records.filter(counted).map((one) => ({ ...recordLine(one, input), origin: lineOrigin(view, one) }));
}

function recordsOf(ledger: Ledger, { records }: ComposeInput): AnyRecord[] {
  const own = (records[ledger.kind] ?? []) as AnyRecord[];
  return listsOutages(ledger) ? withOutages(own as ProbeRecord[], records[WINDOWS] ?? []) : own;
}

/** What was issued in the very minute of the cut is not known to all that were issued then: it is the next register's. */
function issueFact({ issuedAt }: IssuedSummary) {
  const event = toText(toInstant(issuedAt).add({ seconds: 1 }));
  return { event, entered: event };
}

/** Of a record that an earlier register listed: nothing is said of it. */
const lineOrigin = (view: PeriodView, one: AnyRecord): Origin =>
  belongsHere(view, factOf(one, view.input.occurrence)) ? originOf(view, one) : 'own';

function recordLine(record: AnyRecord, input: ComposeInput): Line {
  const values = record as unknown as Values;
  const mark = record.kind === 'signoff' ? markOf(record as SignoffRecord) : '';
  const shown =
    mark === '' ? { ...values, ...derivedValues(record, input) } : { ...values, action: `${values['action']}${mark}` };
  return { values: shown, row: null, record, origin: 'own' };
}

/** What the purchaser does with a document, and the marks of a code: only the supplier tells of it; only their account does. */
const ACTS: readonly string[] = ['receive', 'return'];
const MARKS = { ':claimed': CLAIMED, ':online': ONLINE } as const;
const MARK = new RegExp(`(?:${Object.keys(MARKS).join('|')})$`);

function markOf(record: SignoffRecord): keyof typeof MARKS | '' {
  if (!ACTS.includes(record.action)) return '';
  if (!isVouched(record, record.at)) return ':claimed';
  return isOnline(record) ? ':online' : '';
}

/**
 * The field with words of their own for what the paper does not show, so that it is listed and counted apart. Where nothing was
 * made void, nothing is said of that.
 */
function withClaims(field: RecordField, { records }: FieldSource): RecordField {
  if (field.name !== 'action' || field.choices === undefined) return field;
  const { void: annulled = '', ...others } = field.choices;
  const all = (records?.['signoff'] ?? []) as SignoffRecord[];
  const choices = all.some(({ action }) => action === 'void') ? { ...others, void: annulled } : others;
  const told = ACTS.flatMap((act) =>
    Object.entries(MARKS).map(([mark, word]) => [
      `${act}${mark}`,
      mark === ':claimed' ? `${field.choices?.[act] ?? act}（${word}）` : `${field.choices?.[act] ?? act}，${word}`,
    ]),
  );
  return { ...field, choices: { ...choices, ...Object.fromEntries(told) } };
}

/** An issued document in words: by 签发, or where its contract counts 送达 or 签收 by how that stands. */
function manifestLine(view: PeriodView, issued: IssuedSummary): Line {
  return {
    values: { ...issued, confirmedAt: issued.confirmedAt ?? '未经人工确认', late: punctuality(view, issued) },
    row: null,
    record: null,
    origin: factOrigin(view, issueFact(issued)),
  };
}

function punctuality({ input }: PeriodView, issued: IssuedSummary): string {
  if (isVoid(input, issued)) return VOID;
  if (issued.dueAt === null) return issued.late ? LATE : '未定期限';
  const { obligation, period } = issued;
  if (onTimeByOf(input.contract, obligation) === 'issued') return issued.late ? LATE : '按期';
  const revisions = input.issued.filter((one) => one.obligation === obligation && one.period === period);
  const { state, by } = stateOfDocument(input, { obligation, period, issueFrom: null, dueAt: issued.dueAt }, revisions);
  return stateWord(state, [by]);
}

function arranged(ledger: Ledger, input: ComposeInput, lines: readonly Line[]): Line[] {
  const assets = new Map(wholeOf(input.contract.assets).map((asset) => [asset.id, asset]));
  return sorted(
    ledger,
    lines.flatMap((line) => unfold(ledger, line)).filter((line) => holds(ledger, line, assets)),
  );
}

function unfold({ rows }: Ledger, line: Line): Line[] {
  if (rows === undefined) return [line];
  const list = (line.values[rows] ?? []) as Values[];
  return list.map((row) => ({ ...line, row }));
}

function holds(ledger: Ledger, line: Line, assets: ReadonlyMap<string, Asset>): boolean {
  const values = (field: string): string[] =>
    [valueAt(line, field, ledger.rows)].flat().map((one) => String(one).replace(MARK, ''));
  return (ledger.where ?? []).every((filter) => isTaken(filter, values(filter.field), assets));
}

/** Without a field, in the order of the data; lines without the value come last. */
function sorted({ sortBy, rows }: Ledger, lines: Line[]): Line[] {
  if (sortBy === undefined) return lines;
  return lines.toSorted((a, b) => compare(valueAt(a, sortBy, rows), valueAt(b, sortBy, rows)));
}

function compare(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (a === undefined || a === null) return 1;
  if (b === undefined || b === null) return -1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : 1;
}

/** Lines of records that are counted here, for a table that lists the whole service. */
export function newLines(lines: readonly Line[], from: string): Line[] {
  return lines.filter((line) => line.record !== null && (line.origin !== 'own' || dateOf(line.record.at) >= from));
}
