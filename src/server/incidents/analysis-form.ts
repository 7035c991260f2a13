/** The form of the analysis, from the fields of the record. */

import type { Analysis, ChangedMeanwhile } from '../../desk/incident-analysis.ts';
import type { IncidentDetail } from '../../desk/incident-detail.ts';
import { exampleText } from '../../forms/draw.ts';
import type { FormValues } from '../../forms/form-values.ts';
import { type Choices, meantBy, sourceKey, sourceOf } from '../../forms/resolve.ts';
import { fieldsOf, type RecordField } from '../../records/fields.ts';
import { rowEnvelope } from '../../records/row.ts';
import kind from '../../subjects/incidents/kinds/incident.ts';

/** What is written after the end, in the order in which one finds it out. */
const WRITTEN: readonly string[] = [
  'customers',
  ...['outage', 'diagnosis', 'residentOnSpot', 'impact', 'affectedUsers', 'affectedBusiness', 'symptom'],
  ...['causeCategory', 'directCause', 'rootCause', 'responsibility', 'responsibilityBasis'],
  ...['verification', 'prevention', 'articles', 'flagged', 'suggestion', 'permit', 'agreedOn', 'agreement'],
  ...['purchaserOpinion', 'repeatOf', 'notRepeat'],
];
const LISTS: readonly string[] = ['whys', 'measures'];
/** Empty rows that the form offers for each list. */
const EMPTY_ROWS = 2;

const fields = fieldsOf(kind.schema);
const named = (names: readonly string[]): RecordField[] =>
  names.flatMap((name) => fields.find((one) => one.name === name) ?? []);

/** What name something that there is: an article, a permit. */
export const naming = named(WRITTEN).filter((field) => sourceOf(field) !== null);

/** Written in sentences. */
const PROSE: readonly string[] = [
  ...[
    'impact',
    'symptom',
    'directCause',
    'rootCause',
    'notRepeat',
    'responsibilityBasis',
    'verification',
    'prevention',
  ],
  ...['suggestion', 'purchaserOpinion'],
];

/**
 * @param typed what was typed already and could not be saved
 * @param changed what somebody else changed meanwhile
 */
export function analysisData(
  { record, lacksToClose, lacksInPrint, notAsked }: IncidentDetail,
  typed: Analysis | null,
  changed: readonly ChangedMeanwhile[],
  { fault, choices }: { fault: object | null; choices: Choices },
) {
  const needed = new Set(lacksToClose.map(({ field }) => field));
  const lacking = new Set([...lacksToClose, ...lacksInPrint].map(({ field }) => field));
  return {
    id: record.id,
    ...{ fault, changed, lacksToClose, lacksInPrint, reason: typed?.reason ?? '' },
    isClosed: record.closedAt !== undefined,
    fields: named(WRITTEN.filter((name) => !notAsked.includes(name))).map((field) => {
      const was = textOf(record, field.name);
      return input(field, field.name, typed?.texts[field.name] ?? was, {
        was,
        lacking: lacking.has(field.name),
        needed: needed.has(field.name),
        choices,
      });
    }),
    lists: named(LISTS).map(({ name, label, columns }) => ({
      name,
      label,
      columns: own(columns).map((one) => one.label),
      rows: ((record as unknown as Record<string, Record<string, unknown>[]>)[name] ?? []).map((row) => ({
        cells: own(columns).map((one) => ({
          label: one.label,
          text: one.choices?.[String(row[one.name])] ?? String(row[one.name] ?? ''),
        })),
      })),
      empty: Array.from({ length: EMPTY_ROWS }, (_, n) => ({
        number: n + 1,
        inputs: own(columns).map((one) => {
          const key = `${name}.${n}.${one.name}`;
          return input(one, key, typed?.rows[name]?.[n]?.[one.name] ?? '', {
            ...{ was: '', lacking: false, needed: false, choices },
          });
        }),
      })),
    })),
  };
}

const own = (columns: readonly RecordField[]): RecordField[] => columns.filter(({ name }) => !(name in rowEnvelope));

/** A field as the template draws it. */
function input(
  field: RecordField,
  key: string,
  value: string,
  { was, choices: all, ...marks }: { was: string; lacking: boolean; needed: boolean; choices: Choices },
) {
  const { label, unit, example, choices, shape } = field;
  const truth = typeof example === 'boolean' || BOOLEAN.includes(field.name);
  const options = choices ?? (truth ? { false: '否', true: '是' } : undefined);
  return {
    ...{ key, label, unit, value, was, ...marks },
    example: truth || options !== undefined ? '' : exampleText(field, all),
    byName: sourceOf(field) === null ? '' : shape === 'texts' ? '一行一条，写名称或编号' : '写名称或编号',
    isLong: shape === 'texts' || PROSE.includes(field.name),
    isDate: /On$/.test(field.name),
    options:
      options === undefined
        ? null
        : Object.entries(options).map(([code, word]) => ({ code, word, checked: code === value })),
  };
}

const BOOLEAN: readonly string[] = ['flagged', 'residentOnSpot'];

function textOf(record: object, name: string): string {
  const value = (record as Record<string, unknown>)[name];
  if (Array.isArray(value)) return value.join('\n');
  return value === undefined || value === null ? '' : String(value);
}

/** What was typed. Rows in which nothing was typed are none. */
export function analysisOf(form: FormValues): Analysis {
  const written = WRITTEN.filter((name) => form.names().includes(name));
  const rows = named(LISTS).map(({ name, columns }): [string, Record<string, string>[]] => [
    name,
    Array.from({ length: EMPTY_ROWS }, (_, n) => rowOf(form, `${name}.${n}.`, own(columns))).filter(isTyped(columns)),
  ]);
  return {
    texts: Object.fromEntries(written.map((name) => [name, form.text(name)])),
    was: Object.fromEntries(written.map((name) => [name, form.text(`was.${name}`)])),
    rows: Object.fromEntries(rows.filter(([, list]) => list.length > 0)),
    reason: form.text('reason'),
  };
}

/** Ids in place of the names by which articles and permits were written; what is no one thing stays, to be refused by its words. */
export function resolved(analysis: Analysis, choices: Choices): Analysis {
  const idOf = (all: Parameters<typeof meantBy>[0], text: string): string => {
    const meant = text === '' || all.some(({ id }) => id === text) ? [] : meantBy(all, text);
    return meant.length === 1 ? (meant[0]?.id ?? text) : text;
  };
  const texts = naming.flatMap((field): [string, string][] => {
    const source = sourceOf(field);
    const written = analysis.texts[field.name];
    if (source === null || written === undefined) return [];
    const all = choices.get(sourceKey(source)) ?? [];
    return [
      [
        field.name,
        written
          .split('\n')
          .map((line) => idOf(all, line.trim()))
          .join('\n'),
      ],
    ];
  });
  return { ...analysis, texts: { ...analysis.texts, ...Object.fromEntries(texts) } };
}

const rowOf = (form: FormValues, prefix: string, columns: readonly RecordField[]): Record<string, string> =>
  Object.fromEntries(
    columns.map(({ name }) => [name, form.text(`${prefix}${name}`)]).filter(([, value]) => value !== ''),
  );

/** A choice that stands there by itself is nothing that anybody typed. */
const isTyped =
  (columns: readonly RecordField[]) =>
  (row: Record<string, string>): boolean =>
    columns.some(({ name, choices }) => choices === undefined && row[name] !== undefined);
