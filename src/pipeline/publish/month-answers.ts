/** 合同要求的都做到了没有, asked of one month: which document answers for it, and which statements judge its clauses. Pure. */
import { onTimeFactsOf, onTimeRule, onTimeWord } from '../../assess/contract/on-time.ts';
import { monthText, revisionText } from '../../contract/calendar/period-text.ts';
import { onTimeWords } from '../../contract/terms/due-rules.ts';
import { idsOfUnit } from '../../contract/terms/units.ts';
import { type DateText, toDate } from '../../contract/time.ts';
import type { SiteLink, SiteMonthAnswer } from '../../report/site-model.ts';
import type { JudgedPeriod, SiteFacts } from '../../sections/parts/facts.ts';
import { calendarMonth } from '../../sections/parts/figures.ts';
import { exceptionsHref } from '../../sections/parts/links.ts';
import { interpretationHref } from '../../sections/parts/settled.ts';
import { MONTHLY, type MonthNews } from './month-news.ts';

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
      const report = reportOf(facts, month);
      // Of what this reader has no document of nothing is told.
      const told = report?.href === undefined ? null : (news.get(month) ?? null);
      const periods = periodsIn(facts, month);
      const judged = periods.map((one) => judgedLink(one, month));
      const exceptions = periods.reduce((sum, { statement }) => sum + listedIn(statement, month), 0);
      return [month, { ...byFact(facts), ...{ report, told, judged, exceptions } }];
    }),
  );
}

/** By what 按期 is said, and that both sides have not agreed on it. */
function byFact({ contract }: Facts): Pick<SiteMonthAnswer, 'fact' | 'open'> {
  const fact = onTimeWord(onTimeFactsOf(contract));
  const { by, readings } = onTimeRule(contract)({});
  if (readings.length < 2) return { fact, open: null };
  const words = readings.map((one) => onTimeWords[one]).join('还是');
  return {
    fact,
    open: {
      text: `“按期”暂按${onTimeWords[by]}时间计；以${words}为准，口径未经双方确认`,
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

/** The newest 月报 of the month, or that none was issued; null where the contract asks for none. */
function reportOf({ obligations, documents }: Facts, month: string): SiteLink | null {
  const ids = idsOfUnit(obligations, MONTHLY);
  const [first] = obligations.filter(({ id }) => ids.includes(id));
  if (first === undefined) return null;
  const own = documents
    .filter(({ obligation, period, status }) => ids.includes(obligation) && period === month && status === 'issued')
    .toSorted((a, b) => b.revision - a.revision)[0];
  return own === undefined
    ? { text: `${monthText(month)}的《${first.name}》尚未签发` }
    : { text: `《${own.name}》${monthText(month)} ${revisionText(own.revision)}`, href: own.files.html };
}

/** Each period that has days of the month. */
function periodsIn({ clauses: { verdicts } }: Facts, month: string): JudgedPeriod[] {
  const { from, to } = calendarMonth(month);
  return (verdicts?.periods ?? []).filter((one) => one.from <= to && one.to >= from);
}

/** Exceptions that a statement lists with a day of the month. */
const listedIn = (statement: JudgedPeriod['statement'], month: string): number =>
  typeof statement === 'string' ? 0 : statement.exceptions.filter(({ day }) => day.startsWith(month)).length;

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

function judgedLink({ key, name, from, to, statement, dueAt }: JudgedPeriod, month: string): SiteLink {
  const period = `${name}（${from} 至 ${to}）`;
  if (statement === 'open')
    return { text: `${period}的对照表尚未签发${dueAt === null ? '' : `，应于 ${dueAt.slice(0, 10)} 前签发`}` };
  if (statement === 'owed') return { text: `${period}没有对照表，未判定` };
  if (statement === 'waived') return { text: `${period}的对照表已豁免，未判定` };
  const own = listedIn(statement, month);
  const whole = statement.exceptions.filter(({ day }) => !ISO_DAY.test(day)).length;
  const listed = own === 0 ? '没有列出日期在本月的例外' : `列出日期在本月的例外 ${own} 项`;
  const rest = whole === 0 ? '' : `，另有不指明日期的例外 ${whole} 项`;
  return {
    text: `${period}的对照表逐条判定：${listed}${rest}`,
    href: own + whole === 0 ? statement.page : exceptionsHref(key),
  };
}
