/** 驻点出勤: what was signed on each working day, counted again. */
import { ofPeriod } from './belongs.ts';
import { type Figures, under } from './counted.ts';
import { datesOf, ms } from './data.ts';
import { afterOf, lastDayOf, type World } from './world.ts';

/** Best answer first: one resident who was there is enough. */
const BEST = ['present', 'left-early', 'late', 'leave', 'absent'];

/** The day of judging itself counts once a resident signed on it. */
export function attendanceFigures(world: World): Figures {
  const duties = ofPeriod(world, 'duty');
  const residents = Map.groupBy(
    duties.filter((one) => one.post === 'resident'),
    (one) => one.date,
  );
  const last = lastDayOf(world);
  const open = ms(world.asOf) < afterOf(world);
  const days = datesOf(world.manifest.from, last)
    .filter((day) => world.workdays.works(day))
    .filter((day) => day !== last || !open || residents.has(day));
  const states = days.map(
    (day) => BEST.find((state) => residents.get(day)?.some((one) => one.state === state)) ?? 'unregistered',
  );
  const of = (state: string): number => states.filter((one) => one === state).length;
  const registered = days.length - of('unregistered');
  const all = datesOf(world.manifest.from, last).filter((day) => day !== last || !open || residents.has(day));
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
