/** Checks data against a schema and says, in one Chinese message, what is wrong and where. */
import type { z } from 'zod';
import { excerpt, UserError } from '../../contract/error.ts';
import { choicesAt, fieldKeys, labelAt } from './field-label.ts';
import { expectedText, saysItself } from './issue-text.ts';
import { meantKeys } from './meant-key.ts';

/** Where the data came from, for the message. */
export interface Origin {
  /** Path as the person knows it. */
  file: string;
  /** Key path of the value inside the file, when it is not the whole file. */
  at?: string;
}

/**
 * The value as the schema reads it.
 * @param more lines for what else is known to be wrong, told when the schema has something against the value
 * @throws UserError naming file, key path and label of the first problem, found, expected, and then the others
 */
export function parseWith<T extends z.ZodType>(
  schema: T,
  value: unknown,
  origin: Origin,
  more: readonly string[] = [],
): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw issuesError(schema, value, meantIssues(value, result.error.issues), { ...origin, more });
}

/** One line for each issue: `assets[3].id（资产编号）：实际 App，应为 小写字母…`. */
export function describeIssues(schema: z.ZodType, value: unknown, issues: readonly z.core.$ZodIssue[]): string[] {
  return meantIssues(value, issues).map((issue) => {
    const { at, found, expected } = describe(schema, value, issue);
    return `${at}：实际 ${found}，应为 ${expected}`;
  });
}

/** One thing that a schema has against a value. */
export interface IssueRow {
  /** What kind of thing it is, in Chinese. */
  summary: string;
  /** Key path such as `assets[3].id`. */
  at: string;
  /** The same without the numbers of rows, with the field's name: what is wrong in many rows is one thing. */
  field: string;
  found: string;
  expected: string;
}

/** All that a schema has against a value, for whoever lists it. @param most of a hundred thousand issues those that are described */
export function issueRows(schema: z.ZodType, value: unknown, most: number): { rows: IssueRow[]; total: number } {
  const issues = meantIssues(value, schema.safeParse(value).error?.issues ?? []);
  const rows = issues.slice(0, most).map((issue) => {
    const { summary, at, found, expected } = describe(schema, value, issue);
    return { summary, at: at.replace(/（[^）]*）$/, ''), field: at.replace(/\[\d+\]/g, '[]'), found, expected };
  });
  return { rows, total: issues.length };
}

function issuesError(
  schema: z.ZodType,
  value: unknown,
  issues: readonly z.core.$ZodIssue[],
  origin: Origin & { more: readonly string[] },
): UserError {
  const first = issues[0];
  if (first === undefined) throw new Error('a failed parse without an issue');
  const { summary, at, found, expected } = describe(schema, value, first);
  const place = [origin.at, at].filter((part) => part !== undefined && part !== '').join('.');
  // Each is looked up in schema and value: of a hundred thousand, those that are told.
  const others = [...describeIssues(schema, value, issues.slice(1, LISTED + 2)), ...origin.more];
  const untold = Math.max(0, issues.length - LISTED - 2);
  return new UserError(summary, {
    file: origin.file,
    at: place === '' ? '文件开头' : place,
    found,
    expected,
    ...(others.length === 0 ? {} : { hint: otherProblems(others, others.length + untold) }),
  });
}

/** Problems that a message lists beside the first. */
const LISTED = 20;

/**
 * All that is wrong at once, a line each: nobody should have to mend a file one field a run.
 * @param total how many there are, of which the lines tell the first
 */
export function otherProblems(lines: readonly string[], total = lines.length): string {
  const shown = [...new Set(lines)].slice(0, LISTED);
  const rest = total > LISTED ? [`    …… 等 ${total} 处`] : [];
  return [`改正后再检查；另有 ${total} 处问题：`, ...shown.map((line) => `    ${line}`), ...rest].join('\n');
}

interface Described {
  summary: string;
  at: string;
  found: string;
  expected: string;
}

function describe(schema: z.ZodType, value: unknown, issue: z.core.$ZodIssue): Described {
  if (issue.code === 'unrecognized_keys') {
    const known = ownKeys(fieldKeys(schema, issue.path));
    return {
      summary: '有不认识的键',
      at: placeText(schema, [...issue.path, issue.keys[0] ?? '']),
      found: keysText(issue.keys),
      expected: `${meantKeys(schema, issue.path, issue.keys.slice(0, NAMED).map(excerpt))}可用的键：${known.join('、')}`,
    };
  }
  const found = valueAt(value, issue.path);
  const nothing = issue.path.length === 0 && (found === null || found === '');
  return {
    summary: found === undefined ? '缺少必填的内容' : '内容不符合要求',
    at: placeText(schema, issue.path),
    found: nothing ? '（空文件）' : excerpt(found),
    expected: expectedText(issue, choicesAt(schema, issue.path)),
  };
}

/** Wrong keys of one object that a message names, and looks for what was meant by. */
const NAMED = 20;

function keysText(keys: readonly string[]): string {
  const named = keys.slice(0, NAMED).map(excerpt).join('、');
  return keys.length > NAMED ? `${named} 等 ${keys.length} 个` : named;
}

/**
 * Of keys and values that may have several shapes, what speaks against the shape that was meant: the one against which the least does.
 * Nobody can read what would have been right in any of them.
 */
function meantIssues(value: unknown, issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue[] {
  return issues.flatMap((issue) => {
    const here = valueAt(value, issue.path);
    if (issue.code !== 'invalid_union' || typeof here !== 'object' || here === null || saysItself(issue))
      return [issue];
    const shapes = issue.errors.filter((errors) => errors.every(isInside));
    const [meant] = shapes.toSorted((a, b) => a.length - b.length);
    if (meant === undefined) return [issue];
    return meantIssues(
      value,
      meant.map((one) => ({ ...one, path: [...issue.path, ...one.path] })),
    );
  });
}

/** Its keys or one of them are wrong, and not what kind of thing it is. */
const isInside = ({ code, path }: z.core.$ZodIssue): boolean => path.length > 0 || code === 'unrecognized_keys';

/** `assets[3].id（资产编号）` */
function placeText(schema: z.ZodType, path: readonly PropertyKey[]): string {
  const keys = pathText(path);
  const label = labelAt(schema, path);
  return label === undefined ? keys : `${keys}（${label}）`;
}

/** `assets[3].id` */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (here, key) =>
      typeof here === 'object' && here !== null ? (here as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
}

/** What the program gives every record (`envelope`): right in its file, and nothing that a person need write. */
const GIVEN: readonly string[] = [
  'schema',
  'kind',
  'id',
  'source',
  'enteredAt',
  'enteredBy',
  'simulated',
  'attachments',
  'corrections',
  'withdrawn',
];

const ownKeys = (keys: readonly string[]): readonly string[] =>
  keys.includes('enteredAt') ? keys.filter((key) => !GIVEN.includes(key)) : keys;

/**
 * Data of any known schema number as the newest: older ones are lifted one step at a time, in memory only, because
 * issued documents hold the hash of the file as it was.
 * @param steps step i lifts schema i + 1 to i + 2; the newest schema is `steps.length + 1`
 * @throws UserError for a schema number that is missing, malformed, or newer than this program
 */
export function liftSchema(value: unknown, steps: readonly Lift[], origin: Origin): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const newest = steps.length + 1;
  let data = value as Record<string, unknown>;
  const given = data['schema'];
  const number = typeof given === 'string' && /^[1-9]\d{0,5}$/.test(given) ? Number(given) : given;
  if (typeof number !== 'number' || !Number.isInteger(number) || number < 1) {
    throw new UserError('缺少数据格式版本', {
      ...origin,
      at: 'schema',
      found: excerpt(given),
      expected: `整数，例如 schema: ${newest}`,
    });
  }
  if (number > newest) {
    throw new UserError('数据由更新版本的程序写成', {
      ...origin,
      at: 'schema',
      found: String(number),
      expected: `不高于 ${newest}`,
      hint: '请升级 opsledger 后再使用此工作区',
    });
  }
  for (let from = number; from < newest; from += 1) data = { ...steps[from - 1]?.(data), schema: from + 1 };
  return data;
}

/** One pure step from a schema to the next; gets and gives plain data as the file holds it. */
export type Lift = (old: Record<string, unknown>) => Record<string, unknown>;
