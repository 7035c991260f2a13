/** Says in Chinese what a zod issue expected. The schemas' own messages are Chinese; this covers all that zod adds. */
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

const typeWords: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  bigint: '整数',
  boolean: 'true 或 false',
  array: '列表',
  tuple: '列表',
  set: '列表',
  object: '一组键值',
  record: '一组键值',
  map: '一组键值',
  date: '日期',
  file: '文件',
  null: '空值',
  undefined: '不填写',
  nan: '非数字值',
  never: '不填写',
};

const formatWords: Readonly<Record<string, string>> = {
  url: '网址，例如 https://example.internal/health',
  email: '电子邮箱地址',
  date: '日期，例如 2026-11-24',
  time: '时刻，例如 09:00:00',
  datetime: '时间，例如 2026-11-24T09:00:00+08:00',
  duration: '时长，例如 PT30M',
  ipv4: 'IPv4 地址',
  ipv6: 'IPv6 地址',
  cidrv4: 'IPv4 网段',
  cidrv6: 'IPv6 网段',
  uuid: 'UUID',
  base64: 'Base64 文字',
  json_string: 'JSON 文字',
  lowercase: '小写字母',
  uppercase: '大写字母',
};

const CHINESE = /\p{Script=Han}/u;

/** What a message says would be right: it may begin with 应为, which whoever prints it says by itself. */
export const withoutOught = (expected: string): string => expected.replace(/^应为\s*/, '');

/** Whether the schema has a sentence of its own for it. */
export const saysItself = ({ message }: Pick<Issue, 'message'>): boolean => CHINESE.test(message);

/**
 * What would have been right, without a leading 应为.
 * @param choices Chinese word of each allowed code, when the field has them
 */
export function expectedText(issue: Issue, choices?: Readonly<Record<string, string>>): string {
  if (saysItself(issue)) return withoutOught(issue.message);
  switch (issue.code) {
    case 'invalid_type':
      return typeWords[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values.map((value) => choiceText(value, choices)).join('、');
    case 'too_small':
      return sizeText(issue.origin, issue.inclusive === false ? '大于' : '不少于', issue.minimum);
    case 'too_big':
      return sizeText(issue.origin, issue.inclusive === false ? '小于' : '不超过', issue.maximum);
    case 'not_multiple_of':
      return `${issue.divisor} 的倍数`;
    case 'invalid_format':
      return formatText(issue);
    case 'unrecognized_keys':
      return '规定的键';
    case 'invalid_union':
      return unionText(issue, choices);
    case 'invalid_key':
    case 'invalid_element':
      return issue.issues.map((inner) => expectedText(inner)).join('；') || '合规的键或元素';
    case 'custom':
      return '合规的值';
  }
}

function choiceText(value: unknown, choices: Readonly<Record<string, string>> | undefined): string {
  const word = typeof value === 'string' ? choices?.[value] : undefined;
  return word === undefined ? String(value) : `${String(value)}（${word}）`;
}

function sizeText(origin: string, comparison: string, limit: number | bigint): string {
  if (origin === 'string') return `${comparison} ${limit} 个字`;
  if (origin === 'array' || origin === 'set' || origin === 'map') return `${comparison} ${limit} 项`;
  if (origin === 'file') return `${comparison} ${limit} 字节`;
  return `${comparison} ${limit}`;
}

function formatText(issue: z.core.$ZodIssueInvalidStringFormat): string {
  if ('prefix' in issue && typeof issue.prefix === 'string') return `以 ${issue.prefix} 开头`;
  if ('suffix' in issue && typeof issue.suffix === 'string') return `以 ${issue.suffix} 结尾`;
  if ('includes' in issue && typeof issue.includes === 'string') return `含有 ${issue.includes}`;
  return formatWords[issue.format] ?? (issue.pattern ? `符合格式 ${issue.pattern}` : `符合格式 ${issue.format}`);
}

function unionText(issue: z.core.$ZodIssueInvalidUnion, choices: Readonly<Record<string, string>> | undefined): string {
  if ('options' in issue && Array.isArray(issue.options)) {
    return issue.options.map((value) => choiceText(value, choices)).join('、');
  }
  const texts = issue.errors.map((errors) => errors.map((one) => expectedText(one)).join('且'));
  return [...new Set(texts)].join('，或者 ') || '合规的值';
}
