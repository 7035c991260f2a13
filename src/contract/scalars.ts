/**
 * One codec each for numbers, booleans, nulls and times (design, rule 11): every codec takes the JSON type or the
 * YAML text, because YAML is read with all scalars as text so that "1.10" and "0080" stay to the letter.
 */

import { z } from 'zod';
import { parseInstant } from './instant.ts';
import { isReservedName } from './names.ts';
import { RECORD_ID } from './record-id.ts';

export { parseInstant } from './instant.ts';

/**
 * How sensitive a field is: `internal` is left out of what the desk tells the purchaser and the auditor, `personal` and `contact` of
 * what it tells a role that may see no names.
 * `contact` is meant for telephone numbers and addresses of mail, and nothing else may hold one.
 */
export type Sensitivity = 'public' | 'internal' | 'personal' | 'contact';

/** Things of the contract that a field may name. */
export type TermChoices =
  | 'levels'
  | 'places'
  | 'customers'
  | 'activities'
  | 'schemes'
  | 'assessed'
  | 'checks'
  | 'penalties'
  | 'rules'
  | 'instalments'
  | 'payment-papers';

/** What every field says about itself; forms, prompts, errors, JSON Schema and manual pages come from it. */
export interface FieldMeta {
  /** Chinese name of the field. */
  label: string;
  /** Unit of the value, as printed. */
  unit?: string;
  /** A believable value, as a person would type it. */
  example?: string | number | boolean;
  /** Chinese word of each allowed code, in the order in which a form lists them. */
  choices?: Readonly<Record<string, string>>;
  /** The choices are those of the contract: its levels, its places, its activities, its schemes of penalties and their rules. */
  choicesFrom?: TermChoices;
  sensitivity?: Sensitivity;
  /** One sentence more than the label says. */
  description?: string;
}

/** How a value is best entered in a form; words in a line where nothing else is said. */
export type EntryInput = 'text' | 'prose' | 'number' | 'boolean' | 'date' | 'clock' | 'instant' | 'asset' | 'article';

/** What the schemas of a field's value say of its input, beside the metadata that the JSON Schema has. */
export const entryInputs = z.registry<{ input: EntryInput }>();

/** The schema, known to be entered in that way. */
export const enteredAs = <T extends z.ZodType>(schema: T, input: EntryInput): T => {
  entryInputs.add(schema, { input });
  return schema;
};

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

const fromNumberText = (value: unknown): unknown =>
  typeof value === 'string' && NUMBER.test(value.trim()) ? Number(value) : value;

const fromBooleanText = (value: unknown): unknown => (value === 'true' ? true : value === 'false' ? false : value);

const fromNullText = (value: unknown): unknown =>
  value === '' || value === '~' || value === 'null' || value === undefined ? null : value;

/** Text kept to the letter; empty text is refused. */
export const text = () => z.string('应为文字').min(1, '不能为空');

/** Several lines of text kept to the letter; may be empty. */
export const longText = () => enteredAs(z.string('应为文字'), 'prose');

/** A finite number, from a number or its text. */
export const number = () => enteredAs(z.preprocess(fromNumberText, z.number('应为数字')), 'number');

/** A whole number ≥ 0, from a number or its text. */
export const count = () => enteredAs(z.preprocess(fromNumberText, z.int('应为整数').min(0, '不能为负数')), 'number');

/** true or false, from the boolean or its text. */
export const boolean = () => enteredAs(z.preprocess(fromBooleanText, z.boolean('应为 true 或 false')), 'boolean');

/** The value, or null for an empty entry (`~`, `null`, nothing after the colon). */
export const nullable = <T extends z.ZodType>(inner: T) => z.preprocess(fromNullText, z.nullable(inner));

/** The value; an empty entry is the same as leaving the field out. */
export const optional = <T extends z.ZodType>(inner: T) =>
  z.preprocess((v) => fromNullText(v) ?? undefined, z.optional(inner)).optional();

/** Calendar date `yyyy-mm-dd` that exists. */
export const date = () =>
  enteredAs(
    z.string('应为日期，例如 2026-11-24').refine((v) => isDate(v), '应为存在的日期，例如 2026-11-24'),
    'date',
  );

/** Wall-clock time `hh:mm`. */
export const clock = () => enteredAs(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '应为时刻，例如 09:00'), 'clock');

/** A positive number as the quotient of two whole ones: `1/2`, `3/2`, `2`. */
export const fraction = () => z.string().regex(/^[1-9]\d{0,2}(\/[1-9]\d{0,2})?$/, '应为整数或分数，例如 1/2');

/** The same of a bound, which may be the end of the day. */
export const endClock = () =>
  enteredAs(z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, '应为时刻，例如 17:00，一天的末尾写 24:00'), 'clock');

/** An instant; read leniently (see `parseInstant`), kept as ISO text with the contract's offset, to the second. */
export const instant = () =>
  enteredAs(
    z.string('应为时间，例如 2026-11-24 09:27').transform((value, ctx) => {
      const parsed = parseInstant(value);
      if (parsed !== undefined) return parsed;
      ctx.addIssue({ code: 'custom', message: '应为时间，例如 2026-11-24 09:27', input: value });
      return z.NEVER;
    }),
    'instant',
  );

/** SHA-256 in lower-case hex. */
export const sha256 = () => z.string().regex(/^[0-9a-f]{64}$/, '应为 64 位十六进制 SHA-256');

/** Identifier of a thing in the data: lower-case latin words joined by hyphens. */
export const slug = () =>
  z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, '应为小写字母、数字与连字符，例如 app-server-1')
    .refine((value) => !isReservedName(value), '不能用程序语言保留的名字');

/** Id of an asset of the contract. */
export const assetSlug = () => enteredAs(slug(), 'asset');

/** Clause number such as `5.3.6`, `5.1.1(2)` or `4.3.1(a)`; `B5.3.6` in a paper whose clauses bear the prefix B. */
export const clauseId = () =>
  z.string().regex(/^[A-Z]{0,4}\d+(\.\d+)*(\([0-9a-z]{1,2}\))*$/, '应为条款编号，例如 7.2.6、7.1.1(2) 或 B7.2.6');

/** Record id `<PREFIX>-<yyyymmdd>-<nnn>`. */
export const recordId = () => z.string().regex(RECORD_ID, '应为记录编号，例如 GZ-20261124-001');

function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  try {
    Temporal.PlainDate.from(value, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}
