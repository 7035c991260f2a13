/**
 * Of each field that a kind asks for in some cases alone: which. Asked of the kind's own rules, by breaking each on its example, so that
 * what a form will say stands on it before, and no rule is written twice. Pure.
 */
import type { ContractBundle } from '../contract/bundle/bundle.ts';
import { ABSENT } from '../contract/error.ts';
import { fieldsOf, labelsOf, type RecordField } from './fields.ts';
import type { AnyRecord, RecordKind, RecordProblem } from './record.ts';

type Plain = Record<string, unknown>;
type Asked = ReadonlyMap<string, readonly string[]>;

const known = new WeakMap<ContractBundle, Map<string, Asked>>();

/** @returns by the name of a field, `请假时须填写`, each once */
export function askedWhen(kind: RecordKind, contract: ContractBundle): Asked {
  const ofContract = known.get(contract) ?? new Map<string, Asked>();
  known.set(contract, ofContract);
  const found = ofContract.get(kind.id) ?? probed(kind, contract);
  ofContract.set(kind.id, found);
  return found;
}

function probed(kind: RecordKind, contract: ContractBundle): Asked {
  const fields = fieldsOf(kind.schema);
  const optional = fields.filter(({ required }) => !required).map(({ name }) => name);
  const labels: Readonly<Record<string, string>> = labelsOf(kind.schema);
  const asked = new Map<string, string[]>();
  const tell = ({ field, found, expected }: RecordProblem): void => {
    if (found !== ABSENT || !optional.includes(field)) return;
    const text = expected.replace(/须(?:同时)?填写[^，；]*$/, '须填写');
    const all = asked.get(field) ?? [];
    if (text !== `${labels[field]}须填写` && !all.includes(text)) asked.set(field, [...all, text]);
  };
  const lacking = (record: Plain, ...names: string[]): void => {
    for (const problem of problemsOf(kind, without(record, names), contract)) tell(problem);
  };
  for (const one of variants(kind, fields)) for (const name of optional) lacking(one, name);
  // Of two fields either may do.
  for (const name of optional)
    for (const other of optional) if (name < other) lacking({ ...kind.example }, name, other);
  return asked;
}

/** The example as it is and with all that it leaves out, each with each code of each choice, and with each field that it leaves out. */
function variants(kind: RecordKind, fields: readonly RecordField[]): Plain[] {
  const example: Plain = { ...kind.example };
  const single = fields.filter(({ shape, columns }) => shape === 'value' && columns.length === 0);
  const codesOf = ({ input, choices = {} }: RecordField): unknown[] =>
    input === 'boolean' ? [true, false] : Object.keys(choices);
  const sampled = single.flatMap((field) => {
    const sample = codesOf(field)[0] ?? field.example;
    return example[field.name] !== undefined || sample === undefined ? [] : [[field.name, sample] as const];
  });
  const whole: Plain = { ...example, ...Object.fromEntries(sampled) };
  const all = [example, whole].flatMap((record) => [
    record,
    ...single.flatMap((field) => codesOf(field).map((code) => ({ ...record, [field.name]: code }))),
    ...sampled.map(([name, sample]) => ({ ...record, [name]: sample })),
  ]);
  // What is typed in an example becomes what a record holds.
  return all.flatMap((record): Plain[] => {
    const { data } = kind.schema.safeParse(record);
    return data === undefined ? [] : [data as unknown as Plain];
  });
}

function without(record: Plain, names: readonly string[]): Plain {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}

/** A rule that cannot make anything of such a record says nothing. */
function problemsOf(kind: RecordKind, record: Plain, contract: ContractBundle): RecordProblem[] {
  try {
    return kind.check?.(record as unknown as AnyRecord, contract) ?? [];
  } catch {
    return [];
  }
}
