/** Whether something comes on one day of the week. Pure. */
import { type DateText, toDate } from '../../contract/time.ts';
import { hypergeometricAtLeast } from './exact.ts';
import type { Look } from './look.ts';

const NAMES = ['一', '二', '三', '四', '五', '六', '日'] as const;
const DAYS_AT_LEAST = 4;
/** A day of the week that came by fewer times shows no habit. */
const WEEKS_AT_LEAST = 4;

/**
 * Fisher's exact test for each day of the week: days with such a thing are counted and not the things, since one cause may give
 * many of them on one day.
 * @param what `有新发异常`: what is told of a day
 * @param days on which it happened, in any order, one or several times
 * @param among the days that were looked at, such as the working days for what people do at work
 */
export function weekdayLooks(what: string, days: readonly DateText[], among: readonly DateText[]): Look[] {
  const seen = new Set(among);
  const hit = [...new Set(days)].filter((day) => seen.has(day));
  if (hit.length < DAYS_AT_LEAST) return [];
  const [all, own] = [byWeekday([...seen]), byWeekday(hit)];
  // Every day of the week is a look, also one that never came.
  return [...all].flatMap(([weekday, marked]): Look[] => {
    const count = own.get(weekday) ?? 0;
    if (marked < WEEKS_AT_LEAST) return [];
    return [
      {
        sort: 'repeated',
        chance: hypergeometricAtLeast(count, { all: seen.size, marked, drawn: hit.length }),
        text: `星期${NAMES[weekday - 1] ?? ''}${what}的日子偏多：${marked} 个中有 ${count} 个，其余 ${seen.size - marked} 天中有 ${hit.length - count} 天`,
        test: '费希尔精确检验，星期一至星期日逐一比较，已作校正',
      },
    ];
  });
}

function byWeekday(days: readonly DateText[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const day of days) {
    const { dayOfWeek } = toDate(day);
    counts.set(dayOfWeek, (counts.get(dayOfWeek) ?? 0) + 1);
  }
  return counts;
}

/** The days from `from` to `to`, both inclusive; none when `to` lies before. */
export function daysFrom(from: DateText, to: DateText): DateText[] {
  const days: DateText[] = [];
  for (let day = toDate(from); day.toString() <= to; day = day.add({ days: 1 })) days.push(day.toString());
  return days;
}
