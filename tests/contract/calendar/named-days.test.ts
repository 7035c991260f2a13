/** Calendars by name: one name opens the same days for cadences, posts and limits, and the recount opens them alike. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { leftOutKnown } from '../../../src/contract/bundle/check-days.ts';
import { checkLevels } from '../../../src/contract/bundle/check-levels.ts';
import { occurrencesOf } from '../../../src/contract/calendar/calendar.ts';
import { opensOf } from '../../../src/contract/calendar/named-days.ts';
import { workdayCalendar } from '../../../src/contract/calendar/working-days.ts';
import { calendarNamed, workingTime } from '../../../src/contract/calendar/working-time.ts';
import { type Calendar, calendarSchema } from '../../../src/contract/terms/calendars.ts';
import type { Contract } from '../../../src/contract/terms/contract.ts';
import { type Obligation, obligationSchema } from '../../../src/contract/terms/obligations.ts';
import { postSchema } from '../../../src/contract/terms/requirements.ts';
import { toDate, toInstant, toText } from '../../../src/contract/time.ts';
import { periodsOf as countedAgain } from '../../../src/recount/cadence/owed-periods.ts';
import { clockOf } from '../../../src/recount/data.ts';
import { secondsWithin } from '../../../src/recount/levels/hours.ts';
import { opensOn } from '../../../src/recount/open-days.ts';
import { workdaysOf } from '../../../src/recount/workdays.ts';
import { isOwedOn } from '../../../src/subjects/attendance/judge/posts.ts';

const service = { from: '2027-05-01', to: '2027-06-30' };
const terms = [
  { id: '2026-T2', name: '第二学期', from: '2027-02-22', to: '2027-05-28' },
  { id: '2027-T1', name: '小学期', from: '2027-06-07', to: '2027-06-18' },
];
const notice = { year: 2027, off: ['2027-05-03', '2027-05-04', '2027-06-09'], work: ['2027-05-08'] };
const workdays = workdayCalendar([notice]);
const DAY_MINUTES = 1440;
const dayAt = (n: number): string => toDate(service.from).add({ days: n }).toString();
const LAST = 60;

interface Part {
  from: string;
  to: string;
  weekdays?: readonly number[] | undefined;
}

/** Days by the words of the manual, for the oracle: nothing of the code that is tested. */
function opensSlowly(calendars: readonly Calendar[], name: string, n: number): boolean {
  const words = wordsOf(n);
  if (words[name] !== undefined) return words[name];
  return partsSlowly(calendars, calendars.find(({ id }) => id === name) as Calendar, n).length > 0;
}

const holds = (day: string, spans: readonly { from?: string | undefined; to?: string | undefined }[] = []): boolean =>
  spans.some(({ from, to }) => from !== undefined && to !== undefined && day >= from && day <= to);

function wordsOf(n: number): Record<string, boolean> {
  const day = dayAt(n);
  const works = notice.work.includes(day) || (toDate(day).dayOfWeek < 6 && !notice.off.includes(day));
  return {
    all: true,
    'working-days': works,
    'non-working-days': !works,
    weekdays: toDate(day).dayOfWeek < 6,
    terms: holds(day, terms),
    vacations: !holds(day, terms),
    listed: false,
  };
}

function partsSlowly(calendars: readonly Calendar[], own: Calendar, n: number): Part[] {
  const day = dayAt(n);
  const weekday = toDate(day).dayOfWeek;
  const all: readonly Part[] = own.hours ?? [{ from: '00:00', to: '24:00' }];
  const of = (one: number): Part[] =>
    all.filter(({ weekdays }) => weekdays === undefined || weekdays.some((other) => other === one));
  const extra = holds(day, own.extra);
  const byDays =
    own.days === 'weekdays' && own.weekdays !== undefined ? own.weekdays.includes(weekday) : wordsOf(n)[own.days];
  const usual =
    byDays === true &&
    !holds(day, own.except) &&
    !(own.except ?? []).some(({ calendar }) => calendar !== undefined && opensSlowly(calendars, calendar, n)) &&
    (own.only === undefined || opensSlowly(calendars, own.only, n));
  if (!extra && !usual) return [];
  if (of(weekday).length > 0) return of(weekday);
  const [first] = all.find(({ weekdays }) => weekdays !== undefined)?.weekdays ?? [];
  return extra || (own.days === 'working-days' && weekday >= 6) ? of(first as number) : [];
}

const clock = fc.integer({ min: 0, max: DAY_MINUTES - 1 }).map((n) => {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${two(Math.floor(n / 60))}:${two(n % 60)}`;
});
const span = fc
  .tuple(fc.integer({ min: 0, max: LAST }), fc.integer({ min: 0, max: 9 }))
  .map(([from, length]) => ({ from: dayAt(from), to: dayAt(from + length) }));
const word = fc.constantFrom('working-days', 'non-working-days', 'weekdays', 'all', 'terms', 'vacations');

const part = fc.record(
  {
    from: clock,
    to: fc.oneof(clock, fc.constant('24:00')),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 }),
  },
  { requiredKeys: ['from', 'to'] },
);

/** Three calendars; a later one may name those before it. */
const calendars = fc
  .tuple(...[1, 2, 3].map((n) => calendarOf(n)))
  .map((all) => all.map((one) => calendarSchema.parse(one)));

function calendarOf(n: number) {
  const names = Array.from({ length: n - 1 }, (_, k) => `c${k + 1}`);
  const named = n === 1 ? word : fc.oneof(word, fc.constantFrom(...names));
  return fc.record(
    {
      id: fc.constant(`c${n}`),
      name: fc.constant('时间'),
      days: fc.oneof(word, fc.constant('listed')),
      weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 }),
      hours: fc.array(part, { minLength: 1, maxLength: 3 }),
      only: named,
      except: fc.array(
        fc.oneof(
          span,
          named.map((calendar) => ({ calendar })),
        ),
        { maxLength: 3 },
      ),
      extra: fc.array(span, { maxLength: 2 }),
    },
    { requiredKeys: ['id', 'name', 'days'] },
  );
}

const again = (own: readonly Calendar[]) => ({
  contract: { servicePeriod: service, terms, calendars: own },
  workdays: workdaysOf([notice]),
});

describe('any calendar', () => {
  test('counts the minutes between two instants that a look at every minute finds, and so does the recount', () => {
    const given = fc.record({
      own: calendars,
      which: fc.constantFrom('c1', 'c2', 'c3'),
      start: fc.integer({ min: 2 * DAY_MINUTES, max: 40 * DAY_MINUTES }),
      minutes: fc.integer({ min: 1, max: 3 * DAY_MINUTES }),
    });
    fc.assert(
      fc.property(given, ({ own, which, start, minutes }) => {
        const calendar = own.find(({ id }) => id === which) as Calendar;
        const minuteOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
        const known = new Map<number, { from: number; to: number }[]>();
        const partsOn = (n: number): { from: number; to: number }[] => {
          const found =
            known.get(n) ??
            partsSlowly(own, calendar, n).map(({ from, to }) => ({ from: minuteOf(from), to: minuteOf(to) }));
          known.set(n, found);
          return found;
        };
        let slow = 0;
        for (let at = start; at < start + minutes; at += 1) {
          const [n, minute] = [Math.floor(at / DAY_MINUTES), at % DAY_MINUTES];
          const today = partsOn(n).some(({ from, to }) => minute >= from && (minute < to || to <= from));
          const before = partsOn(n - 1).some(({ from, to }) => to <= from && minute < to);
          if (today || before) slow += 1;
        }
        const from = toText(toInstant('2027-05-01T00:00:00+08:00').add({ minutes: start }));
        const to = toText(toInstant(from).add({ minutes }));
        const time = workingTime(calendar, workdays, { calendars: own, terms });
        expect(time.seconds(from, to)).toBe(slow * 60);
        const world = { ...again(own), clock: clockOf(from) };
        expect(secondsWithin(world, calendar, Date.parse(from), Date.parse(to))).toBe(slow * 60);
      }),
      { numRuns: 60, seed: 14 },
    );
  });

  test('opens exactly the days on which a cadence with it is owed, and a post, by the recount, too', () => {
    const given = fc.record({ own: calendars, name: fc.oneof(word, fc.constantFrom('c1', 'c2', 'c3')) });
    fc.assert(
      fc.property(given, ({ own, name }) => {
        const days = Array.from({ length: LAST + 1 }, (_, n) => n)
          .filter((n) => opensSlowly(own, name, n))
          .map(dayAt);
        const source = { calendars: own, terms };
        expect(owed(source, { every: { unit: 'day' }, only: name })).toEqual(days);
        const rest = owed(source, { every: { unit: 'day' }, except: [{ calendar: name }] });
        expect([...days, ...rest].sort()).toEqual(owed(source, { every: { unit: 'day' } }));
        const data = again(own);
        const obligation = { every: { unit: 'day' }, only: name };
        expect(countedAgain(data, obligation).map(({ id }) => id)).toEqual(days);
        const opens = opensOf(source, workdays);
        const post = postSchema.parse({ ...POST, days: 'all', only: name });
        const all = Array.from({ length: LAST + 1 }, (_, n) => dayAt(n));
        expect(all.filter((day) => isOwedOn(post, day, opens))).toEqual(days);
        expect(all.filter((day) => isOwedOn({ ...post, days: name, only: undefined }, day, opens))).toEqual(days);
        expect(all.filter((day) => opensOn(data, name, day))).toEqual(days);
      }),
      { numRuns: 40, seed: 14 },
    );
  });
});

const POST = { id: 'p', name: '岗位', post: 'resident', headcount: 1, clauses: ['1.1'] };

function owed(source: { calendars: readonly Calendar[]; terms: typeof terms }, more: object): string[] {
  const obligation: Obligation = obligationSchema.parse({
    ...{ id: 'log', code: 'RZ', name: '日志', clauses: [], signature: 'full' },
    ...{ due: { after: 'period-end', days: 1, time: '10:00', agreed: false }, issueFrom: { rule: 'evidence' } },
    ...more,
  });
  const asOf = '2027-05-01T00:00:00+08:00';
  return occurrencesOf({
    obligations: [obligation],
    servicePeriod: service,
    ...source,
    workdays,
    events: [],
    asOf,
  }).map(({ period }) => period);
}

test('a week is owed when one of its days is, and left out when all of them are', () => {
  const source = { calendars: [], terms };
  expect(owed(source, { every: { unit: 'week' }, only: 'vacations' })).toEqual([
    '2027-W21', // The term ends on Friday.
    '2027-W22',
    '2027-W24',
    '2027-W25',
  ]);
  expect(owed(source, { every: { unit: 'week' }, except: [{ calendar: 'vacations' }] })).toEqual([
    ...['2027-W18', '2027-W19', '2027-W20', '2027-W21', '2027-W23', '2027-W24'],
  ]);
});

test('a limit may name a built-in calendar; one that the contract defines under that name is its own', () => {
  expect(calendarNamed({}, 'working-days')).toMatchObject({ name: '工作日', days: 'working-days' });
  const own = calendarSchema.parse({ id: 'working-days', name: '上班', days: 'all' });
  expect(calendarNamed({ calendars: [own] }, 'working-days')).toBe(own);
  expect(calendarNamed({}, 'office')).toBeUndefined();
});

test('hours of one weekday; what is worked in place of another day has those of the first that is named', () => {
  const shop = calendarSchema.parse({
    ...{ id: 'shop', name: '营业', days: 'working-days', extra: [{ from: '2027-05-16', to: '2027-05-16' }] },
    hours: [
      { from: '09:00', to: '18:00', weekdays: ['1', '2', '3', '4'] },
      { from: '09:00', to: '12:00', weekdays: ['5'] },
    ],
  });
  const time = workingTime(shop, workdays);
  const hours = (day: string): number =>
    time.seconds(`2027-05-${day}T00:00:00+08:00`, `2027-05-${day}T23:59:00+08:00`) / 3600;
  // Thursday, Friday, a Saturday that is worked, one that is not, a Sunday that is added.
  expect(['06', '07', '08', '15', '16'].map(hours)).toEqual([9, 3, 9, 0, 9]);
});

describe('what is wrong with days', () => {
  const problems = (text: string, more: Partial<Contract> = {}): string[] => {
    const data = (parse(text, { schema: 'failsafe' }) as object[]).map((one) => calendarSchema.parse(one));
    const contract = { levels: [], clauses: [], servicePeriod: service, terms, calendars: data, ...more } as unknown;
    return checkLevels({ contract: contract as Contract, assets: [] }).map(
      ({ at, found, expected }) => `${at}: ${found} → ${expected}`,
    );
  };
  const TEACHING = '- { id: teaching, name: 教学日, days: working-days, only: terms }';

  test.each([
    ['a calendar that is there', TEACHING, []],
    [
      'one that is not',
      TEACHING.replace('only: terms', 'only: term'),
      [expect.stringMatching(/^calendars\[0\]\.only: term → 可能想写 terms。时间表/)],
    ],
    [
      'one that is left out and is not there',
      TEACHING.replace('only: terms', 'except: [{ calendar: vacation }]'),
      [expect.stringMatching(/^calendars\[0\]\.except\[0\]\.calendar: vacation → 可能想写 vacations。/)],
    ],
    [
      'a circle',
      '- { id: a, name: 甲, days: all, only: b }\n- { id: b, name: 乙, days: all, except: [{ calendar: a }] }',
      [
        'calendars[0]: a → b → a → 时间表的 only、except 不能绕回自身',
        'calendars[1]: b → a → b → 时间表的 only、except 不能绕回自身',
      ],
    ],
    [
      'listed days without a list',
      '- { id: exams, name: 考试日, days: listed }',
      [expect.stringMatching(/^calendars\[0\]\.extra: （缺少） → days: listed/)],
    ],
    [
      'days that never come in the service',
      '- { id: exams, name: 考试日, days: listed, extra: [{ from: 2031-01-01, to: 2031-01-02 }] }',
      [expect.stringMatching(/^calendars\[0\]: 考试日 → 服务期内至少有一段时间/)],
    ],
  ])('%s', (_, text, expected) => expect(problems(text)).toEqual(expected));

  test('terms that the contract does not list', () => {
    expect(problems(TEACHING, { terms: [] })).toEqual([
      expect.stringMatching(/^calendars\[0\]\.only: terms → contract\/contract\.yaml 中列出学期的 terms/),
    ]);
  });

  test('a span with one end, or with a calendar beside it', () => {
    const contract = { terms, calendars: [] };
    const at = (list: object[]): string[] => leftOutKnown(list, 'except', contract).map((one) => one.at);
    expect(at([{ from: '2027-05-01' }])).toEqual(['except[0].to']);
    expect(at([{}])).toEqual(['except[0]']);
    expect(at([{ from: '2027-05-02', to: '2027-05-01' }])).toEqual(['except[0].to']);
    expect(at([{ from: '2027-05-01', to: '2027-05-02', calendar: 'terms' }])).toEqual(['except[0].calendar']);
  });
});
