/** Which inspection the manual checks of a moment belong to: that of the day, or of the shift where the contract goes by shifts. */

import { currentRevision, readKeptArchive } from '../../archive/store.ts';
import { allObligations } from '../../contract/bundle/bundle.ts';
import { occurrencesOf } from '../../contract/calendar/calendar.ts';
import type { Occurrence } from '../../contract/calendar/occurrence.ts';
import { periodText } from '../../contract/calendar/period-text.ts';
import { UserError } from '../../contract/error.ts';
import { notAhead } from '../../contract/fast-clock.ts';
import { at, compareInstants, dateOf, formatDateChinese, toDate, toText } from '../../contract/time.ts';
import type { Days } from '../../pipeline/collect/judged-day.ts';
import type { Session } from '../../pipeline/session.ts';
import { isInspectionAlone } from '../../subjects/deliveries/judge/observed.ts';

export interface Round {
  period: string;
  text: string;
  days: Days;
  /** Revision in which its document was issued; null when it was not. */
  issued: number | null;
  /** The contract asks for an inspection of it; false: a day on which it asks for none. */
  asked: boolean;
}

/** @param period null: the round that runs at `now`. @throws UserError when there is none of that period, or it is yet to come */
export async function roundOf(session: Session, now: string, period: string | null): Promise<Round> {
  const round = await findRound(session, now, period);
  if (round !== undefined) return round;
  throw new UserError('没有这一次人工检查', {
    ...{ found: period ?? '', expected: '已到的日期，例如 2026-11-24，或当班的期次' },
    hint: '回到今日，从“人工检查”进入',
  });
}

/** @returns undefined when there is none of that period, or it is yet to come */
export async function findRound(session: Session, now: string, period: string | null): Promise<Round | undefined> {
  const own = inspections(session, now);
  if (period === null) {
    const running = own.find((one) => runsAt(one, now));
    return running === undefined ? dayRound(dateOf(now)) : await roundIn(session, running);
  }
  const named = own.find((one) => one.period === period);
  const round = named !== undefined ? await roundIn(session, named) : isDay(period) ? dayRound(period) : undefined;
  return round === undefined || compareInstants(beginOf(round.days), now) > 0 ? undefined : round;
}

const dayRound = (day: string): Round => ({
  period: day,
  text: formatDateChinese(day),
  days: { from: day, to: day },
  issued: null,
  asked: false,
});

/** The inspections that the contract asks for, without the rest of the plan: this page is asked for again and again. */
function inspections({ workspace: { contract }, workdays, deliverables }: Session, now: string): Occurrence[] {
  const { servicePeriod, terms } = contract.contract;
  const obligations = allObligations(contract).filter((one) => isInspectionAlone(one) && deliverables.has(one.id));
  return occurrencesOf({ obligations, servicePeriod, terms, workdays, events: [], asOf: now });
}

async function roundIn({ workspace: { root, memo } }: Session, occurrence: Occurrence): Promise<Round> {
  const { obligation, period, from, to, span } = occurrence;
  const { documents } = await readKeptArchive(root, memo);
  return {
    period,
    text: periodText(occurrence),
    days: { from, to, ...(span === undefined ? {} : { span }) },
    issued: currentRevision(documents, obligation, period)?.manifest.revision ?? null,
    asked: true,
  };
}

const beginOf = ({ from, span }: Days): string => span?.from ?? toText(at(from, '00:00'));

/** true when the instant lies in the days of the round. */
export function runsAt({ from, to, span }: Days, instant: string): boolean {
  if (span === undefined) return from <= dateOf(instant) && dateOf(instant) <= to;
  return compareInstants(span.from, instant) <= 0 && compareInstants(instant, span.to) < 0;
}

/** Contract days of the round up to today, in order. */
export function daysOf({ from, to, span }: Days, now: string): string[] {
  const last = [span === undefined ? to : dateOf(span.to), dateOf(now)].sort()[0] as string;
  const first = span === undefined ? from : dateOf(span.from);
  const days: string[] = [];
  for (let day = toDate(first); day.toString() <= last; day = day.add({ days: 1 })) days.push(day.toString());
  return days;
}

/**
 * The instant that a typed time means in a round.
 * @param time `09:20`; empty: now @param day empty: today while the round runs, else its only day
 * @throws UserError when there is no such time in the round, or it is still to come
 */
export function instantIn(round: Round, time: string, day: string, now: string): string {
  if (time === '') {
    if (day === '' && runsAt(round.days, now)) return now;
    throw fault('（未填）', `${round.text} 的检查时间，例如 09:20`);
  }
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) throw fault(time, '时:分，例如 09:20');
  const days = daysOf(round.days, now).filter((one) => day === '' || one === day);
  const fitting = days.map((one) => notAhead(toText(at(one, time)), now)).filter((one) => runsAt(round.days, one));
  const past = fitting.filter((one) => compareInstants(one, now) <= 0);
  if (fitting.length > 0 && past.length === 0) throw fault(`${time}（还没有到）`, '不晚于现在的时间');
  const today = past.filter((one) => dateOf(one) === dateOf(now));
  const meant = past.length === 1 ? past[0] : today[0];
  if (meant === undefined) throw fault(`${day} ${time}`.trim(), `${round.text} 之内的日期和时间`);
  return meant;
}

const fault = (found: string, expected: string): UserError =>
  new UserError('检查时间不对', { at: '检查时间', found, expected, hint: '改正后再保存；没有保存' });

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && validDay(text);

function validDay(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  const last = month >= 1 && month <= 12 ? Temporal.PlainYearMonth.from({ year, month }).daysInMonth : 0;
  return day >= 1 && day <= last;
}
