/** The lines of a register: where its records, their fields and their words come from, whatever the kind. */

import { type assetKinds, assetSchema } from '../../src/contract/assets.ts';
import { allObligations } from '../../src/contract/bundle.ts';
import type { RegisterTable } from '../../src/contract/obligations.ts';
import type { IssuedSummary } from '../../src/contract/occurrence.ts';
import { compareInstants, dateOf } from '../../src/contract/time.ts';
import { fieldsOf, type RecordField } from '../../src/records/fields.ts';
import { isVouched } from '../../src/records/purchaser.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import { CLAIMED } from '../../src/wording/words.ts';
import type { ComposeInput } from '../_deliverable.ts';

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
}

/** Kinds that are no record kinds. */
export const isRecordKind = (kind: string): boolean => kind !== 'manifest' && kind !== 'asset';

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
export const LATE = '补报';

const plain = (name: string, label: string): RecordField => ({
  name,
  label,
  required: false,
  nullable: true,
  shape: 'value',
  columns: [],
  sensitivity: 'public',
});

/** Fields of the table's kind by path: `signedInAt`, `events.at`. */
export function ledgerFields(ledger: Ledger, input: ComposeInput): ReadonlyMap<string, RecordField> {
  const fields = kindFields(ledger.kind, input);
  const list = fields.find((field) => field.name === ledger.rows);
  return new Map([
    ...fields.map((field) => [field.name, field] as const),
    ...(list?.columns ?? []).map((column) => [`${list?.name}.${column.name}`, column] as const),
  ]);
}

function kindFields(kind: string, input: ComposeInput): RecordField[] {
  if (kind === 'asset') return fieldsOf(assetSchema);
  if (kind === 'manifest') return Object.entries(manifestLabels).map(([name, label]) => plain(name, label));
  const found = input.kinds?.[kind];
  if (found === undefined) throw new Error(`register ${input.obligation.id} composed without the kind ${kind}`);
  const fields = fieldsOf(found.schema);
  return kind === 'signoff' ? fields.map(withClaims) : fields;
}

/** Names that people read instead of ids: assets and deliverables. */
export function namesOf(input: ComposeInput): ReadonlyMap<string, string> {
  return new Map([
    ...allObligations(input.contract).map((one) => [one.id, one.name] as const),
    ...input.contract.assets.map((one) => [one.id, one.name] as const),
  ]);
}

/** The value at a path of the table. */
export function valueAt(line: Line, path: string, rows: string | undefined): unknown {
  const [name = '', column] = path.split('.');
  return column !== undefined && name === rows ? line.row?.[column] : line.values[name];
}

/** Lines of the period (or of the service to date), filtered and sorted as the table says. */
export function ledgerLines(ledger: Ledger, input: ComposeInput): Line[] {
  return arranged(ledger, input, sourceLines(ledger, input));
}

/**
 * 补充: lines of the period before that were written down, or issued, after that period's own register was issued.
 * None when it was not issued: then they will stand in it.
 */
export function supplementLines(ledger: Ledger, input: ComposeInput): Line[] {
  const issued = previousIssue(input);
  if (issued === undefined || ledger.kind === 'asset' || ledger.window === 'service-to-date') return [];
  const since = (at: string) => compareInstants(at, issued.issuedAt) > 0;
  const before = (day: string) => day < input.occurrence.from;
  if (ledger.kind === 'manifest') {
    const later = input.issued.filter((one) => since(one.issuedAt) && before(dateOf(one.issuedAt)));
    return arranged(ledger, input, later.map(manifestLine));
  }
  const later = recordsOf(ledger, input).filter((one) => since(one.enteredAt) && before(dateOf(one.at)));
  return arranged(
    ledger,
    input,
    later.map((record) => recordLine(record)),
  );
}

/** The newest issue of this register for a period before. */
function previousIssue(input: ComposeInput): IssuedSummary | undefined {
  return input.issued
    .filter((one) => one.obligation === input.obligation.id && one.period < input.occurrence.period)
    .toSorted((a, b) => (a.period < b.period ? -1 : a.period > b.period ? 1 : a.revision - b.revision))
    .at(-1);
}

function sourceLines(ledger: Ledger, input: ComposeInput): Line[] {
  const { from, to } = input.occurrence;
  const within = (day: string) => day >= from && day <= to;
  if (ledger.kind === 'asset') {
    return input.contract.assets
      .filter((asset) => asset.contract)
      .map((values) => ({ values, row: null, record: null }));
  }
  if (ledger.kind === 'manifest') return input.issued.filter((one) => within(dateOf(one.issuedAt))).map(manifestLine);
  const records = recordsOf(ledger, input);
  // Whatever came after the period belongs to the next register, also when this one is revised months later.
  const upTo = (day: string) => day <= to;
  const own = records.filter((one) => (ledger.window === 'service-to-date' ? upTo : within)(dateOf(one.at)));
  return own.map(recordLine);
}

const recordsOf = ({ kind }: Ledger, input: ComposeInput): AnyRecord[] => (input.records[kind] ?? []) as AnyRecord[];

function recordLine(record: AnyRecord): Line {
  const values = record as unknown as Values;
  const claimed = record.kind === 'signoff' && ACTS.includes(String(values['action'])) && !isVouched(record, record.at);
  return { values: claimed ? { ...values, action: `${values['action']}${TOLD}` } : values, row: null, record };
}

/** What the purchaser does with a document, and the mark of a code that says that only the supplier tells of it. */
const ACTS: readonly string[] = ['receive', 'return'];
const TOLD = ':claimed';

/** The field with a word of its own for what only the supplier tells of, so that it is listed and counted apart. */
function withClaims(field: RecordField): RecordField {
  if (field.name !== 'action' || field.choices === undefined) return field;
  const told = ACTS.map((act) => [`${act}${TOLD}`, `${field.choices?.[act] ?? act}（${CLAIMED}）`]);
  return { ...field, choices: { ...field.choices, ...Object.fromEntries(told) } };
}

/** An issued document in words: by 签发, which lists go by. */
function manifestLine(issued: IssuedSummary): Line {
  const onTime = issued.dueAt === null ? '未定期限' : '按期';
  return {
    values: { ...issued, confirmedAt: issued.confirmedAt ?? '未经人工确认', late: issued.late ? LATE : onTime },
    row: null,
    record: null,
  };
}

function arranged(ledger: Ledger, input: ComposeInput, lines: readonly Line[]): Line[] {
  const kinds = new Map(input.contract.assets.map((asset) => [asset.id, asset.kind]));
  return sorted(
    ledger,
    lines.flatMap((line) => unfold(ledger, line)).filter((line) => holds(ledger, line, kinds)),
  );
}

function unfold({ rows }: Ledger, line: Line): Line[] {
  if (rows === undefined) return [line];
  const list = (line.values[rows] ?? []) as Values[];
  return list.map((row) => ({ ...line, row }));
}

function holds(ledger: Ledger, line: Line, kinds: ReadonlyMap<string, keyof typeof assetKinds>): boolean {
  return (ledger.where ?? []).every((filter) => {
    const values = [valueAt(line, filter.field, ledger.rows)].flat().map((one) => String(one).replace(TOLD, ''));
    const named = filter.in === undefined || values.some((value) => filter.in?.includes(value));
    const ofKind = (value: string) => filter.assetKinds?.some((kind) => kinds.get(value) === kind) === true;
    return named && (filter.assetKinds === undefined || values.some(ofKind));
  });
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
