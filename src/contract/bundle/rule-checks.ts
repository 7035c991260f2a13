/** Whether the due, issue and part rules of an obligation hold what they need. Pure. */
import { ABSENT } from '../error.ts';
import type { DueRule, IssueFrom, Obligation, Part } from '../terms/obligations.ts';

/** A problem inside one obligation; `at` is relative to it. */
export interface RuleProblem {
  at: string;
  found: string;
  expected: string;
}

/** The fields without which a due rule cannot be worked out. */
const dueNeeds: Record<DueRule['rule'], readonly (keyof DueRule)[]> = {
  'working-day-time': ['time', 'otherTime'],
  'next-working-day': ['time'],
  'last-working-day': ['time'],
  'working-days-before-end': ['days', 'time'],
  'working-days-after-start': ['days', 'time'],
  'working-days-before': ['days', 'time'],
  'end-of-service-month': ['month', 'time'],
  'hours-after': ['hours', 'after'],
  date: ['time'],
};

const issueNeeds: Record<IssueFrom['rule'], readonly (keyof IssueFrom)[]> = {
  evidence: [],
  time: ['time'],
  'last-working-day': ['time'],
  'working-days-before-end': ['days', 'time'],
  fields: ['fields'],
};

/** @param all every obligation of the contract, for rules that name another one */
export function checkRules(obligation: Obligation, all: readonly Obligation[]): RuleProblem[] {
  const { cadence, due, parts = [], issueFrom } = obligation;
  return [
    ...(due === null ? [] : checkDue(due, 'due', all)),
    ...lacking(issueFrom, issueNeeds[issueFrom.rule], 'issueFrom'),
    ...when(due === null && parts.length === 0, 'due', ABSENT, '期限，或分次报告 parts'),
    ...when(
      cadence === 'event' && obligation.eventKind === undefined,
      'eventKind',
      ABSENT,
      '逐次的交付义务须写明触发记录',
    ),
    ...when(cadence !== 'event' && parts.length > 0, 'parts', cadence, '只有逐次的交付义务可分次报告'),
    ...when(cadence === 'dates' && !obligation.dates?.length, 'dates', ABSENT, '按日期的交付义务须列出日期'),
    ...when(cadence !== 'day' && obligation.dayFrom !== undefined, 'dayFrom', cadence, '只用于每日的交付义务'),
    ...when(
      cadence !== 'event' && due?.rule === 'hours-after',
      'due.rule',
      'hours-after',
      '按记录起算的期限只用于逐次的交付义务',
    ),
    ...parts.flatMap((part, n) => checkPart(part, n, parts, all)),
  ];
}

function checkPart(part: Part, n: number, parts: readonly Part[], all: readonly Obligation[]): RuleProblem[] {
  const at = `parts[${n}]`;
  const repeats = part.everyHours !== undefined;
  return [
    ...checkDue(part.due, `${at}.due`, all),
    ...lacking(part.issueFrom, issueNeeds[part.issueFrom.rule], `${at}.issueFrom`),
    ...when(
      parts.findIndex((one) => one.suffix === part.suffix) < n,
      `${at}.suffix`,
      part.suffix,
      '各次报告的后缀不重复',
    ),
    ...when(repeats && !((part.everyHours ?? 0) > 0), `${at}.everyHours`, String(part.everyHours), '大于 0 的小时数'),
    ...when(repeats && part.until === undefined, `${at}.until`, ABSENT, '重复的报告须写明截止字段'),
  ];
}

function checkDue(due: DueRule, at: string, all: readonly Obligation[]): RuleProblem[] {
  const other = due.of === undefined ? undefined : all.find((one) => one.id === due.of);
  return [
    ...lacking(due, dueNeeds[due.rule], at),
    ...when(
      due.rule === 'working-days-before' && due.of === undefined && due.after === undefined,
      `${at}.of`,
      ABSENT,
      '交付义务 of 或记录字段 after',
    ),
    ...when(due.of !== undefined && other === undefined, `${at}.of`, due.of ?? '', '一项交付义务的编号'),
    ...when(other?.due?.of !== undefined, `${at}.of`, due.of ?? '', '期限不再取决于另一项的交付义务'),
    ...when(due.rule === 'end-of-service-month' && due.month === 0, `${at}.month`, '0', '1 起的服务月序号'),
  ];
}

function lacking<T extends object>(rule: T, needs: readonly (keyof T & string)[], at: string): RuleProblem[] {
  return needs
    .filter((key) => rule[key] === undefined)
    .map((key) => ({
      at: `${at}.${key}`,
      found: ABSENT,
      expected: `规则 ${(rule as { rule?: string }).rule} 须写明 ${key}`,
    }));
}

function when(wrong: boolean, at: string, found: string, expected: string): RuleProblem[] {
  return wrong ? [{ at, found, expected }] : [];
}
