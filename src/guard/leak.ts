/** What the leak gate finds, and what has been allowed with a reason. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { text } from '../contract/scalars.ts';

/** Names of the rules, as messages give them. */
export const leakRules = {
  'identity-number': '公民身份号码',
  mobile: '手机号码',
  'bank-card': '银行卡号',
  'home-address': '住址',
  'connection-string': '含口令的连接串',
  password: '口令',
  secret: '密钥或令牌',
} as const;
export type LeakRule = keyof typeof leakRules;

/** What to do about it, as messages say it. */
export const leakAdvice: Readonly<Record<LeakRule, string>> = {
  'identity-number': '删去号码，或只留后四位',
  mobile: '删去号码，或填到联系电话一栏',
  'bank-card': '删去号码，或只留后四位',
  'home-address': '删去门牌，只写到街道或不写',
  'connection-string': '删去其中的口令；已在别处写下的，请更换',
  password: '删去口令，只写由谁保管；已在别处写下的，请更换',
  secret: '删去该内容；已在别处写下的，请作废后更换',
};

/** 口令, or 密钥或令牌（阿里云 AccessKey）. */
export const leakName = ({ rule, what }: Pick<Leak, 'rule' | 'what'>): string =>
  what === undefined ? leakRules[rule] : `${leakRules[rule]}（${what}）`;

export interface Leak {
  rule: LeakRule;
  /** What it is, more closely than the rule says. */
  what?: string;
  /** Path as the person knows it. */
  file: string;
  /** Counted from 1. */
  line: number;
  /** The line around the value, with the value itself blotted out. */
  excerpt: string;
  /** First twelve hex digits of the value's SHA-256: what an entry of the allow-list names, never the value itself. */
  print: string;
  /** Where it stands, as an entry of the allow-list names it; none: in `file`. */
  place?: LeakPlace;
}

/** Where a value stands: what is allowed here is not allowed elsewhere. */
export interface LeakPlace {
  /** `note/JS-20261124-001` of a record, `note` of one that has no id yet, else the path or the name of what holds it. */
  in: string;
  /** Of a record, in whose place an entry may name all of its kind. */
  kind?: string | undefined;
  /** Of a record, without the numbers of rows: `timeline.action`. */
  field?: string | undefined;
}

/** Digits of the value's hash that the allow-list names. */
const PRINT_LENGTH = 12;

/** What stands for a value where the value itself must not. */
export const printOf = (value: string): string =>
  createHash('sha256').update(value).digest('hex').slice(0, PRINT_LENGTH);

/** What an entry that a message gives has in the place of the reason. */
export const REASON_TO_WRITE = '写明理由';

const entryFields = {
  print: z
    .string()
    .regex(/^[0-9a-f]{12}$/, '应为 12 位十六进制特征值')
    .meta({ label: '特征值', example: '0123456789ab' }),
  rule: z.enum(Object.keys(leakRules) as [LeakRule, ...LeakRule[]]).meta({ label: '规则', choices: leakRules }),
  reason: text()
    .refine((value) => value !== REASON_TO_WRITE, '应为实际的理由：换掉建议条目中的“写明理由”')
    .meta({ label: '允许的理由', example: '值班公开电话，采购人要求印出' }),
};
const entryPlace = {
  in: text().meta({ label: '所在', example: 'note/JS-20261124-001' }),
  field: z.optional(text()).meta({ label: '字段', example: 'text' }),
};
const form = (n: number) => z.preprocess((v) => (v === String(n) ? n : v), z.literal(n));

/** File `leak-allow.yaml` of a workspace. The first form named no place, and what it allows passes everywhere: that is told. */
export const allowFileSchema = z.union([
  z.strictObject({
    schema: form(2),
    allow: z.array(z.strictObject({ ...entryFields, ...entryPlace })).meta({ label: '允许的内容' }),
  }),
  z.strictObject({ schema: form(1), allow: z.array(z.strictObject(entryFields)).meta({ label: '允许的内容' }) }),
]);
export type AllowEntry = z.infer<z.ZodObject<typeof entryFields>> & Partial<LeakPlace>;
export type AllowList = readonly AllowEntry[];

/** The leaks that nobody has allowed where they stand. */
export function withoutAllowed(leaks: readonly Leak[], allow: AllowList): Leak[] {
  return leaks.filter((leak) => !isAllowed(leak, leak.place ?? { in: leak.file }, allow));
}

/** Whether an entry is of this value at this place. */
export const isAllowed = ({ print, rule }: Pick<Leak, 'print' | 'rule'>, at: LeakPlace, allow: AllowList): boolean =>
  allow.some((one) => one.print === print && one.rule === rule && (one.in === undefined || isThere(one, at)));

const isThere = (entry: AllowEntry, { in: holder, kind, field }: LeakPlace): boolean =>
  (entry.in === holder || entry.in === kind) &&
  // A reason stands in a record below what it is of, and what a correction tells is of any field of that record.
  (entry.field === field || field?.endsWith(`.${entry.field}`) === true || field?.startsWith('corrections.') === true);
