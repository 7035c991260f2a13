/** Whether cadence, due, issue and part rules of an obligation hold what they need. Pure. */
import { ABSENT } from '../error.ts';
import {
  type Cadence,
  cadenceKey,
  countableUnits,
  countedFrom,
  everyOne,
  isDaily,
  isOfEvents,
  MOST_UNITS,
  weekdayOf,
} from '../terms/cadence.ts';
import { anchors, shifts } from '../terms/due-rules.ts';
import type { DueRule, IssueFrom, Obligation, Part } from '../terms/obligations.ts';

/** A problem inside one obligation; `at` is relative to it. */
export interface RuleProblem {
  at: string;
  found: string;
  expected: string;
}

/** @param all every obligation of the contract, for rules that name another one */
export function checkRules(obligation: Obligation, all: readonly Obligation[]): RuleProblem[] {
  const { due, otherDues = [], parts = [], issueFrom } = obligation;
  const ofEvents = isOfEvents(obligation);
  return [
    ...checkCadence(obligation),
    ...(due === null ? [] : checkDue(due, 'due', obligation, all)),
    ...otherDues.flatMap((one, n) => checkDue(one.due, `otherDues[${n}].due`, obligation, all)),
    ...when(otherDues.length > 0 && due === null, 'otherDues', ABSENT, '先写明期限 due'),
    ...checkIssueFrom(issueFrom, 'issueFrom', obligation, all),
    ...when(due === null && parts.length === 0, 'due', ABSENT, '期限，或分次报告 parts'),
    ...when(ofEvents && obligation.eventKind === undefined, 'eventKind', ABSENT, '逐次的交付义务须写明触发记录'),
    ...when(!ofEvents && parts.length > 0, 'parts', everyOne(obligation) ?? '非逐次', '只有逐次的交付义务可分次报告'),
    ...when(
      obligation.eventWhere !== undefined && obligation.eventKind === undefined,
      'eventWhere',
      '没有写 eventKind',
      '只用于写明触发记录 eventKind 的交付义务',
    ),
    ...when(
      obligation.eventLevels !== undefined && obligation.eventKind !== 'incident',
      'eventLevels',
      obligation.eventKind ?? ABSENT,
      '只用于由故障（eventKind: incident）触发的交付义务',
    ),
    ...parts.flatMap((part, n) => checkPart(part, n, obligation, all)),
    ...when(
      obligation.onTimeBy !== undefined && obligation.due === null && parts.length === 0,
      'onTimeBy',
      obligation.onTimeBy ?? '',
      '只用于有期限的交付义务：写明 due（或各次报告 parts），没有期限的删去 onTimeBy',
    ),
  ];
}

const KEYS = ['every', 'timesADay', 'dates', 'atLeast', 'seasons'] as const;

/** Exactly one way to come round, with what it needs. */
function checkCadence(obligation: Obligation): RuleProblem[] {
  const { dates, atLeast } = obligation;
  const given = KEYS.filter((key) => obligation[key] !== undefined);
  return [
    ...when(
      given.length !== 1,
      given.at(1) ?? 'every',
      given.length === 0 ? ABSENT : given.join('、'),
      `周期须写明 ${KEYS.join('、')} 中的一项，例如 every: { unit: month }`,
    ),
    ...when(atLeast !== undefined && (atLeast.n < 1 || atLeast.n > MOST_UNITS), 'atLeast.n', String(atLeast?.n), EACH),
    ...when(dates?.length === 0, 'dates', ABSENT, '按日期的交付义务须列出日期'),
    ...checkPeriods(obligation),
    ...when(
      !isDaily(obligation) && obligation.dayFrom !== undefined,
      'dayFrom',
      cadenceKey(obligation),
      '只用于每日的交付义务',
    ),
  ];
}

const EACH = `1 至 ${MOST_UNITS} 的整数`;

/** Whether what cuts periods, of an obligation or of anything else that is owed by periods, holds what it needs. */
export function checkPeriods(cadence: Cadence): RuleProblem[] {
  const { every, timesADay } = cadence;
  const n = every?.n ?? 1;
  const sorted = timesADay?.every((time, k) => k === 0 || time > (timesADay[k - 1] ?? '')) ?? true;
  return [
    ...when(n < 1 || n > MOST_UNITS, 'every.n', String(n), EACH),
    ...when(
      every !== undefined && n > 1 && !countableUnits.includes(every.unit),
      'every.n',
      String(n),
      `单位为 ${every?.unit} 时只能为 1`,
    ),
    ...when(timesADay?.length === 0 || !sorted, 'timesADay', timesADay?.join('、') || ABSENT, '从早到晚、不重复的时刻'),
    ...checkSeasons(cadence),
    ...checkInterval(cadence),
  ];
}

function checkSeasons({ seasons }: Cadence): RuleProblem[] {
  if (seasons === undefined) return [];
  const isYearly = (day: string): boolean => day.startsWith('--');
  return [
    ...when(seasons.length === 0, 'seasons', ABSENT, '至少一个季节或阶段'),
    ...seasons.flatMap(({ id, from, to }, n) => [
      ...when(seasons.findIndex((one) => one.id === id) < n, `seasons[${n}].id`, id, '各季节、阶段的编号不重复'),
      ...when(
        isYearly(from) !== isYearly(to),
        `seasons[${n}].to`,
        to,
        '首日和末日都写每年的一天（--05-15），或都写日期（2026-09-01）',
      ),
      ...when(!isYearly(from) && !isYearly(to) && to < from, `seasons[${n}].to`, to, '末日不早于首日'),
    ]),
  ];
}

/** What an interval says that the unit has no use for would be passed over without a word. */
function checkInterval({ every, atLeast, interval }: Cadence): RuleProblem[] {
  const unit = every?.unit ?? atLeast?.per;
  const found = interval ?? '';
  return [
    ...when(
      weekdayOf(interval) !== undefined && unit !== 'week',
      'interval',
      found,
      'weekday-N 只用于按周（unit: week）的周期',
    ),
    ...when(
      countedFrom(interval) !== undefined && (unit === undefined || !countableUnits.includes(unit)),
      'interval',
      found,
      `from-日期 只用于 ${countableUnits.join('、')} 的周期`,
    ),
    ...when(
      unit === 'half-month' && interval !== undefined && interval !== 'natural',
      'interval',
      found,
      '半月为每月 1–15 日、16 日至月末，不写 interval',
    ),
  ];
}

function checkPart(part: Part, n: number, obligation: Obligation, all: readonly Obligation[]): RuleProblem[] {
  const at = `parts[${n}]`;
  const repeats = part.everyHours !== undefined;
  return [
    ...checkDue(part.due, `${at}.due`, obligation, all),
    ...checkIssueFrom(part.issueFrom, `${at}.issueFrom`, obligation, all),
    ...when(
      (obligation.parts ?? []).findIndex((one) => one.suffix === part.suffix) < n,
      `${at}.suffix`,
      part.suffix,
      '各次报告的后缀不重复',
    ),
    ...when(repeats && !((part.everyHours ?? 0) > 0), `${at}.everyHours`, String(part.everyHours), '大于 0 的小时数'),
    ...when(repeats && part.until === undefined, `${at}.until`, ABSENT, '重复的报告须写明截止字段'),
  ];
}

const BESIDE_LIMIT = ['date', 'after', 'before', ...shifts, 'time', 'of', 'roll', 'otherTime', 'orLater'] as const;

function checkDue(due: DueRule, at: string, obligation: Obligation, all: readonly Obligation[]): RuleProblem[] {
  if (due.limit !== undefined) {
    const others = BESIDE_LIMIT.filter((key) => due[key] !== undefined);
    return [
      ...when(others.length > 0, `${at}.${others[0]}`, '与 limit 同时写', '写明 limit 时不再写起算、移动和时刻'),
      ...when(
        obligation.eventKind !== 'incident' || !isOfEvents(obligation),
        `${at}.limit`,
        obligation.eventKind ?? ABSENT,
        '只用于每起故障的交付义务（every: { unit: event }，eventKind: incident）',
      ),
    ];
  }
  if (due.date !== undefined) {
    const others = (['after', 'before', ...shifts] as const).filter((key) => due[key] !== undefined);
    return [
      ...when(others.length > 0, `${at}.${others[0]}`, '与 date 同时写', '写明 date 时不再写起算和移动'),
      ...when(due.time === undefined, `${at}.time`, ABSENT, '时刻，例如 17:00'),
    ];
  }
  return [
    ...checkShift(due, at, obligation, all),
    ...when(due.time === undefined && due.hours === undefined, `${at}.time`, ABSENT, '时刻，例如 17:00'),
  ];
}

function checkIssueFrom(
  issueFrom: IssueFrom,
  at: string,
  obligation: Obligation,
  all: readonly Obligation[],
): RuleProblem[] {
  const { rule, fields } = issueFrom;
  if (rule === undefined) return checkShift(issueFrom, at, obligation, all);
  return when(rule === 'fields' && fields === undefined, `${at}.fields`, ABSENT, '规则 fields 须写明 fields');
}

const RANGES = {
  weekday: [1, 7],
  dayOfMonth: [1, 31],
  days: [0, 3660],
  workingDays: [0, 366],
  months: [1, 120],
} as const;

/** One moment, one way from it, in range: else the rule gives no date. */
function checkShift(
  rule: Omit<DueRule, 'agreed'> | IssueFrom,
  at: string,
  obligation: Obligation,
  all: readonly Obligation[],
): RuleProblem[] {
  const { after, before, of, on, hours } = rule;
  const anchor = before ?? after;
  const given = shifts.filter((key) => rule[key] !== undefined);
  const other = of === undefined ? undefined : all.find((one) => one.id === of);
  const isField = anchor !== undefined && !Object.hasOwn(anchors, anchor);
  return [
    ...when(
      (after === undefined) === (before === undefined),
      `${at}.${before === undefined ? 'after' : 'before'}`,
      anchor === undefined ? ABSENT : 'after 与 before 同时写',
      `起算 after 或 before 中的一项：${Object.keys(anchors).join('、')}，或记录的时间字段`,
    ),
    ...when(
      given.length !== 1,
      `${at}.${given.at(1) ?? 'days'}`,
      given.length === 0 ? ABSENT : given.join('、'),
      `${shifts.join('、')} 中的一项`,
    ),
    ...Object.entries(RANGES).flatMap(([key, [least, most]]) => {
      const value = rule[key as keyof typeof RANGES];
      const wrong = value !== undefined && (value < least || value > most);
      return when(wrong, `${at}.${key}`, String(value), `${least} 至 ${most} 的整数`);
    }),
    ...when(on?.length === 0, `${at}.on`, ABSENT, '至少一个期限日，例如 --01-31'),
    ...when(hours !== undefined && hours < 0, `${at}.hours`, String(hours), '不为负的小时数'),
    ...when(
      hours !== undefined &&
        (before !== undefined || (!isField && anchor !== 'period-end' && anchor !== 'period-start')),
      `${at}.hours`,
      anchor ?? ABSENT,
      '小时数只从记录的时间字段或 period-start、period-end 起算（after）',
    ),
    ...when(
      isField && obligation.eventKind === undefined && !isOfEvents(obligation),
      `${at}.${before === undefined ? 'after' : 'before'}`,
      anchor ?? '',
      `按记录起算的期限只用于写明 eventKind 的交付义务；否则为 ${Object.keys(anchors).join('、')}`,
    ),
    ...when(anchor === 'due' && of === undefined, `${at}.of`, ABSENT, '交付义务 of，自其期限起算'),
    ...when(of !== undefined && other === undefined, `${at}.of`, of ?? '', '一项交付义务的编号'),
    ...when(other?.due?.of !== undefined, `${at}.of`, of ?? '', '期限不再取决于另一项的交付义务'),
  ];
}

function when(wrong: boolean, at: string, found: string, expected: string): RuleProblem[] {
  return wrong ? [{ at, found, expected }] : [];
}
