/** 驻点出勤: what was signed on each working day, counted again. */
import { ofDays } from './belongs.ts';
import { type Figures, under } from './counted.ts';
import { datesOf } from './data.ts';
import { countedDays } from './spans.ts';
import type { World } from './world.ts';

/** Best answer first: one resident who was there is enough. */
const BEST = ['present', 'left-early', 'late', 'leave', 'absent'];

/** Of the days that are counted whole. */
export function attendanceFigures(world: World): Figures {
  const duties = ofDays(world, 'duty');
  const residents = Map.groupBy(
    duties.filter((one) => one.post === 'resident'),
    (one) => one.date,
  );
  const { from, to } = countedDays(world);
  const all = datesOf(from, to);
  const days = all.filter((day) => world.workdays.works(day));
  const states = days.map(
    (day) => BEST.find((state) => residents.get(day)?.some((one) => one.state === state)) ?? 'unregistered',
  );
  const of = (state: string): number => states.filter((one) => one === state).length;
  const registered = days.length - of('unregistered');
  const oncall = new Set(duties.filter((one) => one.post === 'oncall').map((one) => one.date));
  const rostered = all.filter((day) => oncall.has(day)).length;
  const attendance = under('attendance', {
    days: days.length,
    present: of('present'),
    late: of('late'),
    early: of('left-early'),
    leave: of('leave'),
    absent: of('absent'),
    unregistered: of('unregistered'),
    rate: { numerator: registered - of('leave') - of('absent'), denominator: registered },
  });
  return { ...attendance, 'oncall.days': rostered };
}
