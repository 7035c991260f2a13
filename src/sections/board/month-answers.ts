/** 合同要求的都做到了没有, asked of one month: which document answers for it, and which statements judge its clauses. Pure. */
import { onTimeFactsOf, onTimeRule, onTimeWord, openOnTime } from '../../assess/contract/on-time.ts';
import { periodsOf } from '../../contract/calendar/cadence-periods.ts';
import { monthText } from '../../contract/calendar/month-text.ts';
import { periodText, revisionText } from '../../contract/calendar/period-text.ts';
import { onTimeWords } from '../../contract/terms/due-rules.ts';
import { idsOfUnit } from '../../contract/terms/units.ts';
import { type DateText, toDate } from '../../contract/time.ts';
import type { RichCell, SiteMonthAnswer } from '../../report/site-model.ts';
import type { StatedNews } from '../../report/statement.ts';
import type { JudgedPeriod, SiteFacts } from '../parts/facts.ts';
import { calendarMonth } from '../parts/figures.ts';
import { exceptionsHref } from '../parts/links.ts';
import { interpretationHref } from '../parts/settled.ts';

export const MONTHLY = 'monthly-maintenance';

/** In its order, worst first. */
export interface MonthNews {
  /** What was missed, and what wants a look. */
  abnormal: Omit<StatedNews, 'tone'>[];
  attention: Omit<StatedNews, 'tone'>[];
  /** The days by which it counts what is counted by days: its interval begins and ends within a day; null: it names none. */
  wholeDays: { from: string; to: string } | null;
}

/** The 口径 by which fact a document is in time. */
const ON_TIME = 'on-time';

type Facts = Pick<SiteFacts, 'contract' | 'today' | 'obligations' | 'documents' | 'clauses'>;

/**
 * By the month, `2026-10`, of every month of the service that has begun.
 * @param news what page one of each 月报 says
 */
export function monthAnswers(facts: Facts, news: ReadonlyMap<string, MonthNews>): Record<string, SiteMonthAnswer> {
  const { from, to } = facts.contract.contract.servicePeriod;
  const months = monthsTo(from, to).filter((month) => month <= facts.today.slice(0, 'YYYY-MM'.length));
  return Object.fromEntries(
    months.map((month) => {
      const reported = reportOf(facts, month);
      const periods = periodsIn(facts, month);
      const judged = periods.map((one) => judgedLink(one, month));
      const exceptions = periods.reduce((sum, { statement }) => sum + listedIn(statement, month), 0);
      return [
        month,
        { ...byFact(facts), ...reported, told: toldOf(reported, news.get(month), month), judged, exceptions },
      ];
    }),
  );
}

/** By what 按期 is said, and that both sides have not agreed on it. */
function byFact({ contract }: Facts): Pick<SiteMonthAnswer, 'fact' | 'open'> {
  const fact = onTimeWord(onTimeFactsOf(contract));
  const unsettled = openOnTime(contract);
  if (unsettled === null) return { fact, open: null };
  const { by, readings } = onTimeRule(contract)({});
  const words = readings.map((one) => onTimeWords[one]).join('还是');
  return {
    fact,
    open: {
      text: `“按期”暂按${onTimeWords[by]}时间计；以${words}为准，口径${unsettled}`,
      href: interpretationHref(ON_TIME),
    },
  };
}

function monthsTo(from: DateText, to: DateText): string[] {
  const months: string[] = [];
  for (let at = toDate(from).with({ day: 1 }); at.toString() <= to; at = at.add({ months: 1 }))
    months.push(at.toString().slice(0, 'YYYY-MM'.length));
  return months;
}

/**
 * The newest 月报 that counts the days of the month, or that none was issued; null where the contract asks for none. A short first or last
 * month has none of its own: its days are counted in its neighbour's, and so they are wherever a 月报 is about a longer period.
 */
function reportOf(facts: Facts, month: string): Pick<SiteMonthAnswer, 'report' | 'joined'> {
  const { obligations, documents } = facts;
  const ids = idsOfUnit(obligations, MONTHLY);
  const [first] = obligations.filter(({ id }) => ids.includes(id));
  if (first === undefined) return { report: null };
  const service = facts.contract.contract.servicePeriod;
  const periods = periodsOf(first, service, facts.contract.contract.terms);
  const days = within(calendarMonth(month), service);
  const counted = periods.find(({ id }) => id === month) ?? periods.findLast((one) => overlaps(one, days));
  const period = counted?.id ?? month;
  const own = documents
    .filter((one) => ids.includes(one.obligation) && one.period === period && one.status === 'issued')
    .toSorted((a, b) => b.revision - a.revision)[0];
  const named = counted === undefined ? monthText(month) : periodText({ ...counted, period: counted.id });
  const report =
    own === undefined
      ? { text: `${named}的《${first.name}》尚未签发` }
      : { text: `《${own.name}》${own.periodText} ${revisionText(own.revision)}`, href: own.files.html };
  if (period === month) return { report };
  const text = `合同没有 ${monthText(month)}单独的《${first.name}》：这个月的服务日（${days.from} 至 ${days.to}）统计在 ${named}的一份里`;
  return { report, joined: { text, ...(MONTH.test(period) ? { href: `/deliverables/month/${period}` } : {}) } };
}

const MONTH = /^\d{4}-\d{2}$/;

interface Span {
  from: DateText;
  to: DateText;
}

const within = (month: Span, { from, to }: Span): Span => ({
  from: [month.from, from].toSorted()[1] ?? from,
  to: [month.to, to].toSorted()[0] ?? to,
});
const overlaps = (a: Span, b: Span): boolean => a.from <= b.to && a.to >= b.from;

/** What its 月报 says, each with its place there. Of what this reader has no document of, and of more than the month, nothing is told. */
function toldOf(
  { report, joined }: Pick<SiteMonthAnswer, 'report' | 'joined'>,
  news: MonthNews | undefined,
  month: string,
): SiteMonthAnswer['told'] {
  const page = report?.href;
  if (page === undefined || joined !== undefined || news === undefined) return null;
  const placed = ({ text, anchor }: MonthNews['abnormal'][number]): RichCell => ({
    text,
    href: `${page}${anchor ?? ''}`,
  });
  const { from, to } = calendarMonth(month);
  const days = news.wholeDays;
  const isOfMonth = days === null || (days.from === from && days.to === to);
  return {
    abnormal: news.abnormal.map(placed),
    attention: news.attention.map(placed),
    wholeDays: isOfMonth ? null : `${days.from} 至 ${days.to}`,
  };
}

/** Each period that has days of the month. */
function periodsIn({ clauses: { verdicts } }: Facts, month: string): JudgedPeriod[] {
  const { from, to } = calendarMonth(month);
  return (verdicts?.periods ?? []).filter((one) => one.from <= to && one.to >= from);
}

/** Exceptions that a statement lists with a day of the month. */
const listedIn = (statement: JudgedPeriod['statement'], month: string): number =>
  typeof statement === 'string' ? 0 : statement.exceptions.filter(({ day }) => day?.startsWith(month) === true).length;

function judgedLink({ key, name, from, to, statement, dueAt }: JudgedPeriod, month: string): RichCell {
  const period = `${name}（${from} 至 ${to}）`;
  if (statement === 'open')
    return { text: `${period}的对照表尚未签发${dueAt === null ? '' : `，应于 ${dueAt.slice(0, 10)} 前签发`}` };
  if (statement === 'owed') return { text: `${period}没有对照表，未判定` };
  if (statement === 'waived') return { text: `${period}的对照表已豁免，未判定` };
  const own = listedIn(statement, month);
  const whole = statement.exceptions.filter(({ day }) => day === null).length;
  const listed = own === 0 ? '没有列出日期在本月的例外' : `列出日期在本月的例外 ${own} 项`;
  const rest = whole === 0 ? '' : `，另有不指明日期的例外 ${whole} 项`;
  return {
    text: `${period}的对照表逐条判定：${listed}${rest}`,
    href: own + whole === 0 ? statement.page : exceptionsHref(key),
  };
}
