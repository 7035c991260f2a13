/** What the schema of a record kind says about its fields: the source of forms, prompts, messages and reference checks. */
import { z } from 'zod';
import type { ContractBundle } from '../contract/bundle/bundle.ts';
import { type EntryInput, entryInputs, type Sensitivity, type TermChoices } from '../contract/scalars.ts';
import { levelTitle } from '../contract/terms/levels.ts';
import { activitiesOf } from '../contract/terms/requirements.ts';
import { unsettledCodes } from './progress.ts';
import { isTelling } from './tells-only.ts';

/** One field of a record, or one column of a list of rows. */
export interface RecordField {
  name: string;
  /** Chinese name. */
  label: string;
  required: boolean;
  /** The value may be written as an empty entry. */
  nullable: boolean;
  /** `rows`: a list of flat rows, described by `columns`; `texts`: a list of single values. A value of several parts has `columns`, too. */
  shape: 'value' | 'texts' | 'rows';
  columns: readonly RecordField[];
  /** How one value of it is entered; of a list, one entry. */
  input: EntryInput;
  unit?: string;
  /** What a number of it measures, where it is shown otherwise than as a number with its unit. */
  measure?: Measure;
  example?: string | number | boolean;
  choices?: Readonly<Record<string, string>>;
  /** The choices are those of the contract; `withTerms` fills them in. */
  choicesFrom?: TermChoices;
  /** Codes that are not the last word yet, in the order in which they are passed; see `isProgress`. */
  unsettled?: readonly string[];
  sensitivity: Sensitivity;
  /** Kind of the record that the value is the id of. */
  references?: string;
  /** Whoever enters the record, as a rule: a form begins with their name. */
  author?: boolean;
  /** Nothing is judged by it; see `tellsOnly`. */
  tells?: true;
  /** A number that somebody else gave, as a paper bears it: the record is found by it. */
  outsideNumber?: boolean;
  description?: string;
}

/** Units whose numbers have a form of their own wherever they are shown. */
const measures = { 元: 'money', 字节: 'bytes', 秒: 'seconds', 分钟: 'minutes' } as const;
export type Measure = (typeof measures)[keyof typeof measures];

/** A schema never changes, and each page, register and opened workspace asks for the same ones. */
const described = new WeakMap<z.ZodType, readonly RecordField[]>();

/**
 * The fields of a record schema, in the order in which they are declared; none for a schema that is no object. The same
 * list each time: it cannot be changed.
 */
export function fieldsOf(schema: z.ZodType): readonly RecordField[] {
  const known = described.get(schema);
  if (known !== undefined) return known;
  const object = unwrap(schema);
  const fields =
    object instanceof z.ZodObject
      ? Object.entries(object.shape).map(([name, field]) => Object.freeze(describeField(name, field as z.ZodType)))
      : [];
  described.set(schema, Object.freeze(fields));
  return fields;
}

/** What each field of a schema is called. */
export const labelsOf = <T extends object>(schema: z.ZodType<T>): Readonly<Record<keyof T & string, string>> =>
  Object.fromEntries(fieldsOf(schema).map(({ name, label }) => [name, label])) as Record<keyof T & string, string>;

/** The contract, and its checks where there are any. */
type TermBundle = Pick<ContractBundle, 'contract'> & Partial<Pick<ContractBundle, 'checks'>>;

/** Nobody is asked for a place or a kind of customers of which there is none, nor for a level. */
const LEFT_OUT: readonly TermChoices[] = ['levels', 'places', 'customers'];

/**
 * The fields with the choices that a contract gives to some of them. A level, a place or a kind of customers of which the contract has none is left
 * out; what else it has none of stays, to be typed.
 */
export function withTerms<F extends RecordField>(fields: readonly F[], bundle: TermBundle): F[] {
  return fields.flatMap((field): F[] => {
    if (field.columns.length > 0) return [{ ...field, columns: withTerms(field.columns, bundle) }];
    if (field.choicesFrom === undefined) return [field];
    const words = wordsOf(field.choicesFrom, bundle);
    const [first] = words;
    if (first === undefined) {
      const { example: _, ...typed } = field;
      return LEFT_OUT.includes(field.choicesFrom) ? [] : [typed as F];
    }
    return [{ ...field, example: first[0], choices: Object.fromEntries(words) }];
  });
}

/** Id and word of each. */
function wordsOf(from: TermChoices, { contract, checks = [] }: TermBundle): [string, string][] {
  const assessed = contract.penalties.flatMap((scheme) =>
    scheme.rules.filter(({ on }) => on === 'assessed').map((rule) => ({ scheme, rule })),
  );
  switch (from) {
    case 'levels':
      return contract.levels.map((one) => [one.id, levelTitle(one)]);
    case 'places':
      return (contract.places ?? []).map(({ id, name }) => [id, name]);
    case 'customers':
      return (contract.customers ?? []).map(({ id, name }) => [id, name]);
    case 'activities':
      return activitiesOf(contract, 'activity').map(({ id, name }) => [id, name]);
    case 'schemes':
      return assessed.map(({ scheme: { id, name } }) => [id, name]);
    case 'penalties':
      return contract.penalties.map(({ id, name }) => [id, name]);
    case 'checks':
      return checks.filter(({ manual }) => manual).map(({ id, label }) => [id, label]);
    case 'rules':
      return contract.penalties.flatMap(({ name, rules }) => rules.map(({ id, label }) => [id, `${name}：${label}`]));
    case 'instalments':
      return (contract.instalments ?? []).map(({ id, name }) => [id, name]);
    case 'payment-papers':
      return paperNames(contract);
    case 'assessed':
      return assessed.map(({ scheme, rule: { id, label } }) => [id, `${scheme.name}：${label}`]);
  }
}

/** The papers of all instalments: one that several ask for stands once. */
function paperNames({ instalments = [] }: Pick<ContractBundle['contract'], 'instalments'>): [string, string][] {
  const all = Map.groupBy(
    instalments.flatMap(({ papers = [] }) => papers),
    ({ id }) => id,
  );
  return [...all].map(([id, own]) => [id, [...new Set(own.map(({ name }) => name))].join('、')]);
}

function describeField(name: string, field: z.ZodType): RecordField {
  const meta = metaOf(field);
  const inner = unwrap(field);
  const element = inner instanceof z.ZodArray ? unwrap(inner.element as z.ZodType) : undefined;
  const columns = fieldsOf(element ?? inner);
  const unsettled = unsettledCodes.get(inner)?.codes;
  const measure = (measures as Readonly<Record<string, Measure>>)[meta.unit ?? ''];
  return {
    ...meta,
    ...(measure === undefined ? {} : { measure }),
    ...(unsettled === undefined ? {} : { unsettled }),
    ...(isTelling(layersOf(field)) ? { tells: true as const } : {}),
    name,
    label: meta.label ?? name,
    required: !(inner instanceof z.ZodLiteral) && !isOptional(field),
    nullable: isNullable(field),
    shape: element === undefined ? 'value' : columns.length > 0 ? 'rows' : 'texts',
    columns,
    input: inputOf(field) ?? (element === undefined ? undefined : inputOf(element)) ?? 'text',
    sensitivity: meta.sensitivity ?? 'public',
  };
}

/** What the value's schema says of its input, also when it was said inside a wrapper. */
function inputOf(field: z.ZodType): EntryInput | undefined {
  const inner = inside(field);
  return entryInputs.get(field)?.input ?? (inner === undefined ? undefined : inputOf(inner));
}

type Meta = Partial<
  Pick<
    RecordField,
    | 'label'
    | 'unit'
    | 'example'
    | 'choices'
    | 'choicesFrom'
    | 'sensitivity'
    | 'references'
    | 'author'
    | 'outsideNumber'
    | 'description'
  >
>;

/** Metadata of the field, also when it was set inside a wrapper. */
function metaOf(field: z.ZodType): Meta {
  const inner = inside(field);
  const own = (field.meta() ?? {}) as Meta;
  return inner === undefined ? own : { ...metaOf(inner), ...own };
}

/** The schema that describes the value, without optional, nullable and codec around it. */
function unwrap(schema: z.ZodType): z.ZodType {
  const inner = inside(schema);
  return inner === undefined ? schema : unwrap(inner);
}

/** One layer further in: a preprocess step describes its output, a transform its input. */
function inside(schema: z.ZodType): z.ZodType | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return schema.unwrap() as z.ZodType;
  if (schema instanceof z.ZodPipe) return (schema.in instanceof z.ZodTransform ? schema.out : schema.in) as z.ZodType;
  return undefined;
}

function layersOf(schema: z.ZodType): z.ZodType[] {
  const inner = inside(schema);
  return inner === undefined ? [schema] : [schema, ...layersOf(inner)];
}

function isOptional(schema: z.ZodType): boolean {
  if (schema instanceof z.ZodOptional) return true;
  const inner = inside(schema);
  return inner !== undefined && isOptional(inner);
}

function isNullable(schema: z.ZodType): boolean {
  if (schema instanceof z.ZodNullable) return true;
  const inner = inside(schema);
  return inner !== undefined && isNullable(inner);
}

/** A field such as `restoredAt`, or a column such as `pauses.to`. */
export function fieldAt(schema: z.ZodType, path: string): RecordField | undefined {
  const [name, column] = path.replace(/\[\d+\]/g, '').split('.');
  const field = fieldsOf(schema).find((one) => one.name === name);
  return column === undefined ? field : field?.columns.find((one) => one.name === column);
}

/** Its label alone. */
export const fieldLabel = (schema: z.ZodType, path: string): string => fieldAt(schema, path)?.label ?? path;

/** `标签（key）` of a field or column; the key alone when there is no label. */
export function fieldName(schema: z.ZodType, path: string): string {
  const found = fieldAt(schema, path);
  return found === undefined ? path : `${found.label}（${found.name}）`;
}
