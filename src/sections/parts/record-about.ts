/** What a record is about in a line, as its kind says: beside its id in every list that has no columns of its own. Pure. */
import { formatDateTime } from '../../contract/time.ts';
import { fieldsOf, type RecordField, withTerms } from '../../records/fields.ts';
import type { AnyRecord, RecordKind } from '../../records/record.ts';
import type { SiteFacts } from './facts.ts';
import { valueLinks } from './record-values.ts';

type Values = Readonly<Record<string, unknown>>;
type AboutFacts = Pick<SiteFacts, 'contract' | 'articles' | 'obligations'>;

/** Characters of one field; the record has the others. */
const LONGEST = 40;
/** Assets or other values of one field that are named. */
const MOST = 3;

/** By the contract, whose terms are among the choices. */
const termed = new WeakMap<object, Map<string, RecordField[]>>();

/** The fields of a kind with the contract's own choices. */
export function fieldsFor(facts: Pick<SiteFacts, 'contract'>, kind: RecordKind): RecordField[] {
  const known = termed.get(facts.contract) ?? new Map<string, RecordField[]>();
  termed.set(facts.contract, known);
  const fields = known.get(kind.id) ?? withTerms(fieldsOf(kind.schema), facts.contract);
  known.set(kind.id, fields);
  return fields;
}

/** What it is about: `驻点运维工程师，现场，在岗`; empty where nothing of it was written down. */
export function recordAbout(facts: AboutFacts, kind: RecordKind, record: AnyRecord): string {
  return kind.about
    .map((path) => textOf(facts, fieldsFor(facts, kind), record as unknown as Values, path))
    .filter((text) => text !== '')
    .join('，');
}

/** When it was, to the minute, and what it is about. */
export function recordLine(facts: AboutFacts, kind: RecordKind, record: AnyRecord): string {
  return [formatDateTime(record.at), recordAbout(facts, kind, record)].filter((text) => text !== '').join(' ');
}

function textOf(facts: AboutFacts, fields: readonly RecordField[], values: Values, path: string): string {
  const [name = '', column] = path.split('.');
  const field = fields.find((one) => one.name === name);
  if (field === undefined) return '';
  if (column === undefined) return joined(valueLinks(facts, field, values[name], LONGEST).map(({ text }) => text));
  const rows = ((values[name] ?? []) as Values[]).filter((row) => row['withdrawn'] === undefined);
  return textOf(facts, field.columns, rows.at(-1) ?? {}, column);
}

/** On one line, whatever was written on several. */
function joined(texts: readonly string[]): string {
  const more = texts.length - MOST;
  return `${texts
    .slice(0, MOST)
    .map((text) => text.replace(/\s*\n\s*/g, ' '))
    .join('、')}${more > 0 ? ` 等 ${texts.length} 项` : ''}`;
}
