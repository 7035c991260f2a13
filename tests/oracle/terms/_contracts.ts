/**
 * Contracts and events at the edges, drawn by fast-check. A contract is a choice of constructs, written out as the workspace's YAML; what
 * happened is placed at the second at which something turns, as the oracle says it: one before, on it, one after.
 */
import fc from 'fast-check';
import { stringify } from 'yaml';
import { type clocks, judgeFault } from './_faults.ts';
import { dueAt } from './_money.ts';
import { DAY, dateText, dayNumber, dayOf, MINUTE, momentOf, secondOf, textOf } from './_time.ts';
import type { ChangeRow, Facts, FaultRow, Files, World } from './_world.ts';
import { worldOf } from './_world.ts';

/** What a contract may be made of. */
export const constructs = [
  'of-level',
  'part-of-day',
  'when-assets',
  'when-customers',
  'when-season',
  'factors',
  'papers',
  'held-rows',
  'working-minutes',
  'working-days',
  'time-of-day',
  'two-bounds',
  'class-limit',
  'travel',
  'remote-start',
  'pauses-default',
  'pauses-named',
  'pauses-none',
  'arrival-read',
  'start-open',
  'start-settled',
  'working-time',
  'level-changes',
  'others-responsible',
  'quota',
  'repeat',
  'per-step',
  'per-whole-step',
  'per-day',
  'per-incident',
  'per-period',
  'cap-each',
  'cap-rule',
  'cap-incident',
  'cap-period',
  'cap-scheme',
  'free',
  'late-documents',
  'grace',
  'other-dues',
  'window',
  'lead',
  'availability',
  'maintenance',
  'holidays',
] as const;
export type Construct = (typeof constructs)[number];

/** One of each group holds at most. */
const exclusive: readonly (readonly Construct[])[] = [
  ['when-assets', 'when-customers', 'when-season'],
  ['pauses-default', 'pauses-named'],
  ['start-open', 'start-settled'],
  ['per-step', 'per-whole-step', 'per-day', 'per-incident', 'per-period'],
];

type Row = Record<string, unknown>;

const small = fc.nat({ max: 1000 });
const edge = fc.constantFrom(-MINUTE, -1, 0, 0, 1, MINUTE);

const faultPlan = fc.record({
  day: small,
  clock: small,
  edge,
  level: small,
  assets: small,
  customers: small,
  found: small,
  told: small,
  seen: small,
  result: fc.array(small, { minLength: 4, maxLength: 4 }),
  pauses: fc.array(
    fc.record({
      at: small,
      long: small,
      reason: small,
      evidence: fc.nat({ max: 6 }).map((n) => n > 0),
      confirmed: fc.nat({ max: 6 }).map((n) => n > 0),
      joins: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
  confirmedLater: small,
  closed: fc.nat({ max: 9 }).map((n) => n > 0),
  outage: small,
  diagnosis: small,
  spot: fc.nat({ max: 5 }).map((n) => n === 0),
  changed: small,
  responsibility: small,
  again: small,
  place: fc.boolean(),
});

const changePlan = fc.record({
  day: small,
  at: small,
  edge,
  long: small,
  lead: small,
  leadEdge: small,
  type: small,
  asset: small,
  unstarted: fc.nat({ max: 7 }).map((n) => n === 0),
});

const flags = Object.fromEntries(constructs.map((name) => [name, fc.boolean()])) as Record<
  Construct,
  fc.Arbitrary<boolean>
>;

const choices = {
  has: fc.record(flags),
  /** Which of an exclusive group holds. */
  pick: fc.array(small, { minLength: exclusive.length, maxLength: exclusive.length }),
};

export const plans = fc.record({
  ...choices,
  dice: fc.array(small, { minLength: 40, maxLength: 40 }),
  faults: fc.array(faultPlan, { minLength: 3, maxLength: 7 }),
  changes: fc.array(changePlan, { minLength: 1, maxLength: 4 }),
  late: fc.array(small, { minLength: 8, maxLength: 8 }),
  maintenance: fc.array(fc.record({ day: small, hour: fc.nat({ max: 23 }), hours: fc.integer({ min: 1, max: 5 }) }), {
    maxLength: 3,
  }),
});

type Drawable<A> = A extends fc.Arbitrary<infer T> ? T : never;
type Plan = Drawable<typeof plans>;
type FaultPlan = Drawable<typeof faultPlan>;
type ChangePlan = Drawable<typeof changePlan>;

export interface Drawn {
  files: Files;
  facts: Facts;
  has: ReadonlySet<Construct>;
  world: World;
}

const levels = ['red', 'orange', 'yellow'] as const;
const at = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

/** Takes the small choices one after another. */
function diceOf(numbers: readonly number[]) {
  let n = 0;
  return <T>(...of: T[]): T => {
    n += 1;
    return at(of, numbers[n % numbers.length] ?? 0);
  };
}

type Choose = ReturnType<typeof diceOf>;

/** The constructs that hold: of an exclusive group the one that is picked. */
function chosen({ has, pick }: Pick<Plan, 'has' | 'pick'>): Set<Construct> {
  const found = new Set(constructs.filter((name) => has[name]));
  for (const [n, group] of exclusive.entries()) {
    const own = group.filter((name) => found.has(name));
    const kept = own.length === 0 ? undefined : at(own, pick[n] ?? 0);
    for (const name of own) if (name !== kept) found.delete(name);
  }
  return found;
}

/** What of a plan its contract is made of. */
export const drawnConstructs: fc.Arbitrary<ReadonlySet<Construct>> = fc.record(choices).map(chosen);

/** true of two that never stand in one contract. */
export const areExclusive = (a: Construct, b: Construct): boolean =>
  exclusive.some((group) => group.includes(a) && group.includes(b));

const calendars = (choose: Choose, weekdays = choose({}, { weekdays: ['1', '2', '3', '4', '5'] })): Row[] => [
  { id: 'night', name: '夜间', days: 'all', hours: [{ from: '20:00', to: '08:00' }] },
  {
    ...{ id: 'office', name: '营业时间', days: 'working-days' },
    hours: [
      { from: '08:30', to: '12:00', ...weekdays },
      { from: '14:00', to: '18:00', ...weekdays },
    ],
    ...choose<Row>(
      {},
      { except: [{ from: '2026-11-24', to: '2026-11-24', name: '停业' }] },
      { except: [{ calendar: 'odd' }] },
    ),
    ...choose<Row>(
      {},
      { extra: ['2026-11-08', '2026-11-09', '2026-11-24'].map((day) => ({ from: day, to: day, name: '补班' })) },
    ),
    ...choose<Row>({}, { only: 'counter' }, { only: 'short' }),
  },
  { id: 'odd', name: '周一', days: 'weekdays', weekdays: ['1'] },
  { id: 'short', name: '周一至周四', days: 'weekdays', weekdays: ['1', '2', '3', '4'] },
  { id: 'season', name: '汛期', days: 'listed', extra: [{ from: '2026-10-15', to: '2026-11-30', name: '汛期' }] },
  { id: 'shift', name: '夜班', days: 'working-days', hours: [{ from: '22:00', to: '06:00' }] },
  {
    ...{ id: 'counter', name: '窗口时间', days: 'weekdays', weekdays: ['1', '2', '3', '4', '5', '6'] },
    hours: [
      { from: '08:30', to: '18:00', weekdays: ['1', '2', '3', '4', '5'] },
      { from: '09:00', to: '12:00', weekdays: ['6'] },
    ],
    extra: ['2026-11-08', '2026-11-29'].map((day) => ({ from: day, to: day, name: '加班' })),
  },
  { id: 'window', name: '变更窗口', days: 'weekdays', weekdays: ['2', '4'], hours: [{ from: '01:00', to: '05:00' }] },
];

/** `1/2` of a length must be whole seconds: all lengths are even minutes, and at most three factors of two meet. */
function factorsOf(choose: Choose, clock: string, of?: string[]): Row[] {
  const limited = of === undefined ? {} : { levels: of };
  return [
    { clock, clause: '14', times: '1/2', when: { customers: ['key'] }, ...limited },
    choose<Row>(
      { clock, clause: '15', times: '1/2', when: { season: 'season' }, ...limited },
      { clock, clause: '15', times: '3/2', during: 'night', ...limited },
      { clock, clause: '15', times: '2', when: { assets: ['pay'] }, ...limited },
    ),
  ];
}

function responseRows(has: ReadonlySet<Construct>, choose: Choose): Row[] {
  const clock = 'response';
  const rows: Row[] = [];
  const even = { red: choose(4, 6), orange: choose(10, 12), yellow: choose(30, 20) };
  for (const level of levels) {
    const minutes = even[level];
    const own = { clock, clause: '9', levels: [level] };
    if (!has.has('part-of-day')) rows.push({ ...own, minutes });
    else {
      rows.push({ ...own, minutes, outside: 'night' });
      const untilMorning = level === 'yellow' && has.has('time-of-day');
      rows.push(
        untilMorning
          ? { ...own, during: 'night', workingDays: choose(0, 1), time: '08:30', calendar: 'all' }
          : { ...own, during: 'night', minutes: minutes * 2 },
      );
    }
  }
  const special = (minutes: number, when: Row): void => {
    rows.push({ clock, clause: '10', minutes, when, levels: ['red', 'orange'] });
  };
  if (has.has('when-assets')) {
    special(choose(8, 24), { assets: ['pay'] });
    if (choose(true, false)) special(16, { assets: ['pay'], season: 'season' });
  }
  if (has.has('when-customers')) {
    special(choose(2, 14), { customers: ['key'] });
    if (choose(true, false)) special(28, { customers: ['key'], assets: ['pay'] });
  }
  if (has.has('when-season')) special(choose(6, 40), { season: 'season' });
  if (has.has('class-limit')) rows.push({ clock, clause: '11', class: 'major', minutes: choose(2, 18) });
  if (has.has('factors')) rows.push(...factorsOf(choose, clock, ['red', 'orange']));
  if (has.has('papers')) {
    const night = has.has('part-of-day') ? { outside: 'night' } : {};
    rows.push({ clock, clause: 'B9', minutes: choose(2, 50), levels: [choose('red', 'orange')], ...night });
    rows.push({ clock, clause: 'S9', minutes: choose(4, 22), levels: [choose('red', 'orange')], ...night });
  }
  return rows;
}

function arrivalRows(has: ReadonlySet<Construct>, choose: Choose): Row[] {
  const clock = 'arrival';
  const noon = {
    ...{ clock, clause: '9', levels: ['yellow'], workingDays: choose(0, 1, 2), time: '12:00' },
    calendar: choose('working-days', 'office'),
  };
  return [
    { clock, clause: '9', levels: ['red'], minutes: choose(30, 60) },
    { clock, clause: '9', levels: ['orange'], minutes: 90 },
    has.has('time-of-day')
      ? noon
      : { clock, clause: '9', levels: ['yellow'], workingMinutes: 240, calendar: 'counter' },
    ...(has.has('factors') ? factorsOf(choose, clock, ['red', 'orange']) : []),
  ];
}

function restorationRows(has: ReadonlySet<Construct>, choose: Choose): Row[] {
  const clock = 'restoration';
  const own = (level: string, minutes: number): Row[] => {
    const row = { clock, clause: '9', levels: [level] };
    if (has.has('held-rows') && level === 'orange')
      return [
        { ...row, minutes, until: '2026-10-31' },
        { ...row, minutes: minutes / 2, from: '2026-11-01' },
      ];
    if (level === 'red')
      return has.has('two-bounds')
        ? [
            { ...row, minutes },
            { ...row, clause: '10', workingMinutes: 60, calendar: 'office' },
          ]
        : [{ ...row, minutes }];
    if (level === 'orange')
      return [
        has.has('working-minutes')
          ? { ...row, workingMinutes: minutes, calendar: choose('office', 'shift', 'counter') }
          : { ...row, minutes },
      ];
    return [
      has.has('working-days')
        ? {
            ...row,
            workingDays: choose(1, 2),
            calendar: choose('office', 'working-days', 'counter'),
            ...choose<Row>({}, { time: '18:00' }, { time: '24:00' }),
          }
        : { ...row, minutes: minutes * 2 },
    ];
  };
  return [
    ...own('red', choose(120, 60)),
    ...own('orange', choose(240, 480)),
    ...own('yellow', 480),
    ...(has.has('factors') ? factorsOf(choose, clock, ['red', 'orange']) : []),
  ];
}

/** Rows that are about one level stand in it, where the contract is written so. */
function placed(rows: Row[], ofLevel: boolean): { limits: Row[]; own: Map<string, Row[]> } {
  const own = new Map<string, Row[]>(levels.map((id) => [id, []]));
  if (!ofLevel) return { limits: rows, own };
  const limits = rows.filter(({ levels: of, ...row }) => {
    if (!Array.isArray(of) || of.length !== 1) return true;
    own.get(String(of[0]))?.push(row);
    return false;
  });
  return { limits, own };
}

const perOf = (has: ReadonlySet<Construct>): string =>
  (['step', 'whole-step', 'day', 'incident', 'period'] as const).find((one) => has.has(`per-${one}`)) ?? 'occurrence';

function rulesOf(has: ReadonlySet<Construct>, choose: Choose): Row[] {
  const per = perOf(has);
  const each = (cap: number): Row => (has.has('cap-each') ? { capEach: cap } : {});
  const whole = (cap: number): Row => (has.has('cap-rule') ? { cap } : {});
  const late = has.has('grace')
    ? choose('day-begun', 'day-begun', 'occurrence', 'late-day')
    : choose('late-day', 'day-begun', 'period');
  const rule = (id: string, on: string, amount: number, more: Row): Row => ({
    ...{ id, label: id, clauses: ['32'], on, per: 'occurrence', amount },
    ...more,
  });
  const over = (id: string, amount: number, more: Row): Row => rule(id, 'over-limit', amount, more);
  const levelsOfArrival = choose(['red', 'orange'], ['orange', 'yellow'], [...levels]);
  const steps = per === 'step' || per === 'whole-step' ? { stepMinutes: choose(30, 60) } : {};
  const grace = has.has('grace') ? { graceMinutes: 240 } : {};
  const once = choose('occurrence', 'period');
  const often = choose('occurrence', 'day', 'period');
  return [
    over('response', 5, { topics: ['response', 'remote-start'], ...whole(choose(12, 8)) }),
    over('arrival', 3, { topics: ['arrival', 'restoration'], levels: levelsOfArrival, per, ...steps, ...each(7) }),
    over('restoration', choose(8, 2.5), {
      ...{ topics: ['restoration'], per: choose('occurrence', 'incident') },
      ...whole(20),
    }),
    ...(has.has('quota') ? [rule('quota', 'quota', 10, { per: once, ...whole(15) })] : []),
    ...(has.has('repeat') ? [rule('repeat', 'repeat', 1, { withinDays: choose(1, 30, 17), per: once })] : []),
    ...(has.has('late-documents')
      ? [rule('late', 'document', 1, { kinds: ['late'], per: late, ...grace, ...each(5), ...whole(9) })]
      : []),
    ...(has.has('window') || has.has('lead') ? [rule('permit', 'permit', 2, { per: often })] : []),
    ...(has.has('availability')
      ? [
          {
            ...{ id: 'uptime', label: '可用率', clauses: ['32'], on: 'availability', per: 'occurrence' },
            ...{ window: 'month', of: 'each' },
            ...{ assets: choose(['pay', 'web'], ['pay', 'db', 'web']), incidents: choose(['red'], ['red', 'orange']) },
            ...(has.has('maintenance') ? { maintenance: choose('excluded', 'available', 'included') } : {}),
            ...choose<Row>({}, { months: [10, 11] }),
            bands: [
              choose({ below: 99.95, amount: 1 }, { atMost: 99.95, amount: 1 }),
              { below: 99.5, amount: 5 },
              { below: 98, amount: 10 },
            ],
          },
        ]
      : []),
  ];
}

const option = (id: string, more: Row): Row => ({ id, label: id, text: id, cases: [], ...more });

function interpretationsOf(has: ReadonlySet<Construct>, choose: Choose): Row[] {
  const settled = (is: boolean, option_: string): Row =>
    is
      ? {
          confirmed: true,
          chosen: option_,
          confirmedOn: '2026-08-20',
          scan: 'b'.repeat(64),
          ...choose<Row>({}, { effectiveFrom: '2026-11-01' }),
        }
      : { confirmed: false, chosen: null };
  const start = choose('alert', 'sample', 'report');
  return [
    ...(has.has('start-open') || has.has('start-settled')
      ? [
          {
            ...{ id: 'start', binds: 'clock-start', question: '何时起算', clauses: ['9'] },
            options: ['alert', 'sample', 'report'].map((effect) => option(effect, { effect })),
            default: choose('alert', 'report'),
            ...settled(has.has('start-settled'), start),
          },
        ]
      : []),
    ...(has.has('working-time')
      ? [
          {
            ...{ id: 'working', binds: 'working-time', question: '非营业时间是否计时', clauses: ['9'] },
            options: [
              option('general', { calendar: 'office', levels: ['orange'] }),
              option('every', { calendar: 'office', levels: [...levels] }),
              option('nobody', { levels: [] }),
            ],
            default: choose('general', 'nobody', 'every'),
            ...settled(choose(true, false), choose('general', 'every', 'nobody')),
          },
        ]
      : []),
    ...(has.has('pauses-none')
      ? [
          {
            ...{ id: 'stops', binds: 'pauses', question: '暂停是否计入', clauses: ['9'] },
            options: [
              option('count', { effect: 'confirmed' }),
              option('none', { effect: 'none' }),
              option('arrivals', { effect: 'confirmed', clocks: choose(['arrival'], ['arrival', 'restoration']) }),
            ],
            default: choose('count', 'none'),
            ...settled(choose(true, false), choose('count', 'none', 'arrivals')),
          },
        ]
      : []),
    ...(has.has('arrival-read')
      ? [
          {
            ...{ id: 'came', binds: 'arrival', question: '何为到场', clauses: ['9'] },
            options: ['spot', 'gate', 'signed', 'on-duty'].map((effect) => option(effect, { effect })),
            default: choose('spot', 'gate', 'signed', 'on-duty'),
            ...settled(choose(true, false), choose('gate', 'signed', 'on-duty')),
          },
        ]
      : []),
  ];
}

const clause = (id: string): Row => ({ id, paper: id, label: `条款 ${id}`, topics: [], text: '见采购文件' });

function contractOf(has: ReadonlySet<Construct>, choose: Choose): Row {
  const or = choose<Row>({}, { or: 'arrival' });
  const remote: Row = { clock: 'remote-start', clause: '9', minutes: choose(16, 20), ...or };
  const rows = [
    ...responseRows(has, choose),
    ...arrivalRows(has, choose),
    ...restorationRows(has, choose),
    ...(has.has('remote-start') ? [remote] : []),
  ];
  const { limits, own } = placed(rows, has.has('of-level'));
  const named = [
    {
      clause: '12',
      clocks: [choose('arrival', 'restoration')],
      reasons: ['access', 'permit'],
      ...choose<Row>({}, { during: 'season' }),
    },
    {
      clause: '12',
      clocks: ['restoration', 'arrival'],
      reasons: ['permit', 'cloud'],
      ...choose<Row>({}, { during: 'night' }),
    },
  ];
  return {
    ...{ schema: 3, project: '试验', shortName: 'TERMS', number: 'T-1', informationMark: '内部资料' },
    parties: { purchaser: '甲', supplier: '乙', supervisor: null },
    people: [{ id: 'manager', name: '张三', role: '项目经理', side: 'supplier' }],
    servicePeriod: { from: '2026-09-01', to: '2027-08-31' },
    officeHours: { from: '09:00', to: '17:30' },
    papers: [
      { id: 'main', name: '合同', file: 'contract/papers/main.txt', rank: 2 },
      { id: 'bid', name: '投标响应', file: 'contract/papers/bid.txt', prefix: 'B', rank: 1 },
      {
        id: 'later',
        name: '补充协议',
        file: 'contract/papers/later.txt',
        prefix: 'S',
        rank: choose(3, 3, 2),
        from: choose('2026-11-01', '2026-10-31'),
        ...choose<Row>({}, { until: '2026-11-30' }),
      },
    ],
    clauses: ['9', '10', '11', '12', '14', '15', '16', '31', '32', '33', 'B9', 'S9', 'S31'].map(clause),
    customers: [
      { id: 'key', name: '重点客户' },
      { id: 'other', name: '其他客户' },
    ],
    calendars: calendars(choose),
    places: has.has('travel') ? [{ id: 'east', name: '东院区', travelMinutes: choose(30, 45) }] : [],
    levels: [
      ...levels.map((id) => ({ id, name: id, ...((own.get(id) ?? []).length === 0 ? {} : { limits: own.get(id) }) })),
      { id: 'wish', name: '需求', requirement: true },
    ],
    limits,
    ...(has.has('pauses-named') ? { pauses: named } : {}),
    classes: [
      {
        id: 'major',
        name: '重大故障',
        when: [
          { levels: ['red'], outages: ['whole'] },
          choose<Row>({ fromMinutes: 120, outages: ['core', 'whole'] }, { overMinutes: 120 }),
        ],
      },
    ],
    quotas: has.has('quota')
      ? [
          {
            ...{ id: 'many', name: '限额', clause: '16', limit: choose(1, 2) },
            per: choose(
              'service-half-year',
              'calendar-month',
              'service-quarter',
              'calendar-quarter',
              'service-month',
              'service',
            ),
            ...choose<Row>({ class: 'major' }, { when: [{ levels: ['red'] }, { levels: ['orange'] }] }, {}),
          },
        ]
      : [],
    permits: [
      {
        ...{ id: 'patches', clauses: ['16'], operations: ['release'], changes: ['patch'] },
        ...choose<Row>({}, { assets: ['pay'] }),
        ...(has.has('window') ? { window: choose('window', 'night', 'window') } : {}),
        ...(has.has('lead') ? { leadWorkingDays: choose(1, 2) } : {}),
      },
    ],
    requirements: {},
    penalties: [
      {
        ...{ id: 'points', name: '考核', clauses: ['32'], measure: 'points', full: 100, period: 'half-year' },
        ...(has.has('cap-scheme') ? { cap: 30 } : {}),
        rules: rulesOf(has, choose),
        sharedCaps: [
          ...(has.has('cap-incident')
            ? [
                {
                  clauses: ['33'],
                  per: 'incident',
                  over: choose(['response', 'arrival', 'restoration'], ['restoration', 'response']),
                  cap: 10,
                },
              ]
            : []),
          ...(has.has('cap-period')
            ? [{ clauses: ['33'], per: 'period', over: ['response', 'arrival'], cap: choose(11, 6) }]
            : []),
        ],
        free: has.has('free')
          ? [
              {
                clauses: ['33'],
                name: '磨合期',
                from: choose('2026-10-01', '2026-09-01', '2026-11-24'),
                to: choose('2026-11-30', '2026-11-24'),
              },
            ]
          : [],
      },
    ],
  };
}

function obligationsOf(has: ReadonlySet<Construct>, choose: Choose): Row[] {
  const due = (more: Row): Row => ({
    after: 'period-end',
    time: choose('18:00', '24:00', '12:00'),
    agreed: false,
    ...more,
  });
  const issueFrom = { after: 'period-end', days: 0, time: '09:00' };
  const base = { every: { unit: 'month' }, signature: 'supplier-only', clauses: ['31'], issueFrom };
  return [
    {
      ...{ id: 'assessment-score', code: 'KP', name: '考核评分表', every: { unit: 'half-year' }, signature: 'full' },
      ...{ due: { after: 'period-end', days: 10, time: '18:00', agreed: false }, issueFrom, clauses: ['32'] },
    },
    {
      ...{ id: 'month-sheet', code: 'YA', name: '月表', unit: 'period-report', sections: ['overview'], ...base },
      due: due(
        choose<Row>({ days: 3, roll: 'next' }, { days: 3 }, { days: 5, roll: 'previous' }, { days: 1, roll: 'next' }),
      ),
    },
    {
      ...{ id: 'month-list', code: 'YB', name: '月单', unit: 'period-report', sections: ['overview'], ...base },
      due: due(
        choose<Row>(
          { workingDays: 1 },
          { workingDays: 0 },
          { dayOfMonth: choose(1, 5), roll: 'next' },
          { workingDays: 3 },
        ),
      ),
      ...(has.has('other-dues') ? { otherDues: [{ clause: 'S31', due: due({ workingDays: 2 }) }] } : {}),
    },
  ];
}

/** The contract's files. */
function filesOf(has: ReadonlySet<Construct>, choose: Choose): Files {
  const clauseOf = { clause: '9', contract: true, kind: 'subsystem', place: '机房' };
  const holidays = has.has('holidays')
    ? [
        {
          year: 2026,
          off: ['2026-09-25', '2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07', '2026-11-25'],
          work: ['2026-10-10', '2026-11-07'],
        },
      ]
    : [];
  return {
    contract: stringify(contractOf(has, choose)),
    assets: stringify({
      schema: 1,
      assets: [
        { id: 'pay', name: '收费系统', ...clauseOf, ...(has.has('travel') ? { placeId: 'east' } : {}) },
        { id: 'db', name: '数据库', ...clauseOf },
        { id: 'web', name: '网站', ...clauseOf },
      ],
    }),
    interpretations: stringify({ schema: 3, interpretations: interpretationsOf(has, choose) }),
    obligations: stringify({ schema: 2, obligations: obligationsOf(has, choose) }),
    holidays: stringify({ schema: 1, years: holidays }),
  };
}

/** Of 2026: around days off, ends of months, the season, the first of November, and where calendars say other things of a day. */
const days =
  '09-05 09-20 09-24 09-25 09-30 10-01 10-07 10-08 10-10 10-14 10-15 10-31 11-01 11-06 11-07 11-08 11-09 11-23 11-24 11-25 11-26 11-28 11-29 11-30 12-01 12-30 12-31'
    .split(' ')
    .map((day) => `2026-${day}`);
const times = '00:00 01:00 05:00 06:00 08:00 08:30 10:17 12:00 14:00 18:00 20:00 22:00 23:58'.split(' ');
const AS_OF = '2027-01-05T10:00:00+08:00';
const FAR = secondOf('2027-06-01T00:00:00+08:00');

/** @returns when its last pause ended */
function pauseIn(fault: FaultRow, plan: FaultPlan, has: ReadonlySet<Construct>, first: number): number {
  if (!has.has('pauses-default') && !has.has('pauses-named')) return first;
  let free = first;
  fault.pauses = plan.pauses.map((one) => {
    const from = one.joins ? free : free + at([1, 120, 1800, 3600, 5400, 7200, 14_400, 40_000], one.at);
    const to = from + at([1, 300, 1800, 7200, 50_000], one.long);
    free = to;
    return {
      ...{ from: textOf(from), to: textOf(to), reason: at(['permit', 'access', 'cloud'], one.reason) },
      ...(one.evidence ? { evidence: '公告' } : {}),
      ...(one.confirmed ? { confirmedAt: textOf(to + 60) } : {}),
    };
  });
  return free;
}

function changeLevel(fault: FaultRow, plan: FaultPlan, first: number): void {
  const when = first + at([60, 3600, 90_000], plan.changed);
  fault.levels.push({
    ...{ level: at(levels, plan.changed), at: textOf(when) },
    ...(plan.changed % 2 === 0 ? { confirmedAt: textOf(when + 60) } : {}),
  });
}

/** @param last when its last pause ended */
function restore(
  fault: FaultRow,
  plan: FaultPlan,
  { first, last, restored }: { first: number; last: number; restored: number | undefined },
): void {
  if (restored === undefined) return;
  const later = at([0, 600, 3600], plan.confirmedLater);
  fault.restoredAt = textOf(plan.confirmedLater % 2 === 0 ? Math.max(first, restored - later) : restored);
  if (plan.confirmedLater % 2 === 0) fault.confirmedRestoredAt = textOf(restored);
  const ends = [
    ...[fault.respondedAt, fault.remoteStartedAt, fault.arrivedAt],
    ...[fault.gateAt, fault.arrivalSignedAt],
  ].flatMap((one) => (one === undefined ? [] : [secondOf(one)]));
  if (plan.closed) fault.closedAt = textOf(Math.max(restored, last, ...ends) + 1800);
}

/** When it is reported: at an edge of the days and calendars, of a repeat's days, of the day from which rows hold, or of a time of the day. */
function reportedOf(plan: FaultPlan, has: ReadonlySet<Construct>, world: World, before: readonly FaultRow[]): number {
  const day = dayNumber(at(days, plan.day));
  const again = before[plan.again % 4]?.reportedAt;
  const withinDays = world.contract.penalties[0]?.rules.find(({ on }) => on === 'repeat')?.withinDays;
  if (again !== undefined && withinDays !== undefined && plan.again % 3 === 0) {
    const last = dayOf(secondOf(again)) + Number(withinDays) + (plan.again % 2);
    return momentOf(Math.min(last, dayNumber('2026-12-30')), at(times, plan.clock)) + plan.edge;
  }
  if ((has.has('held-rows') || has.has('papers')) && plan.seen % 4 === 1)
    return momentOf(dayNumber('2026-11-01'), '00:00') + Math.abs(plan.edge);
  return momentOf(day, has.has('time-of-day') && plan.seen % 4 === 3 ? '12:00' : at(times, plan.clock)) + plan.edge;
}

/** What monitoring saw of a fault: an alert, failed samples of one of its assets, both or neither. */
function watch(
  { id, assets }: FaultRow,
  { seen, told }: FaultPlan,
  facts: Facts,
  reported: number,
  first: number,
): void {
  const at_ = reported + at([-200, -60, -1, 0, 60], seen);
  if (seen % 2 === 0) facts.alerts.push({ fault: id, at: textOf(at_) });
  const from = at_ - at([0, 30, 1, -30], told);
  const to = Math.max(from + 1, at([first, first + 60, from + 5], told));
  if (seen % 3 !== 0) facts.samples.push({ asset: at(assets, seen), from: textOf(from), to: textOf(to) });
}

/** How else they may be said to have come: by the gate before, by the purchaser's hand after what was written down, by somebody on duty. */
function comeBy(fault: FaultRow, plan: FaultPlan, first: number): void {
  const came = fault.arrivedAt === undefined ? first + 3600 : secondOf(fault.arrivedAt);
  const gate = Math.max(first, came - at([0, 1, 60, 300], plan.told));
  if (plan.again % 3 !== 0) fault.gateAt = textOf(fault.arrivedAt === undefined ? first + 60 : gate);
  if (plan.found % 3 !== 0) fault.arrivalSignedAt = textOf(came + at([0, 1, 60], plan.clock));
  if (plan.closed && plan.outage % 2 === 0) fault.onDuty = true;
}

/** One fault, each result where its clock turns. */
function faultOf(
  plan: FaultPlan,
  id: string,
  has: ReadonlySet<Construct>,
  drawn: { world: World; facts: Facts; before: FaultRow[] },
): FaultRow {
  const { world, facts, before } = drawn;
  const reported = reportedOf(plan, has, world, before);
  const found = at(['user', 'engineer', 'monitoring'], plan.found);
  const gap = at([0, 0, 1, 30, MINUTE, 300], plan.told);
  const discovered = found === 'user' ? reported - gap : reported - at([0, 0, 1, 300, -MINUTE], plan.told);
  const level = at([...levels, ...levels, 'wish'], plan.level);
  const customers = at([undefined, ['key'], ['other'], ['key', 'other']], plan.customers);
  const fault: FaultRow = {
    ...{ id, foundBy: found, assets: at([['pay'], ['db'], ['pay', 'db'], ['db', 'pay']], plan.assets) },
    ...(customers === undefined ? {} : { customers }),
    ...(has.has('travel') && plan.place ? { placeId: 'east' } : {}),
    ...{ discoveredAt: textOf(discovered), reportedAt: textOf(reported) },
    levels: [{ level, at: textOf(Math.max(discovered, reported)) }],
    outage: at(['whole', 'core', 'partial', 'none'], level === 'wish' ? 2 : plan.outage),
    diagnosis: at(
      has.has('remote-start') ? ['remote', 'both', 'remote'] : ['onsite', 'both', 'remote'],
      plan.diagnosis,
    ),
    residentOnSpot: plan.spot,
    responsibility: has.has('others-responsible')
      ? at(['supplier', 'supplier', 'third-party', 'pending'], plan.responsibility)
      : 'supplier',
  };
  const first = Math.max(discovered, reported);
  if (has.has('start-open') || has.has('start-settled') || plan.seen % 3 === 0)
    watch(fault, plan, facts, reported, first);
  let last = pauseIn(fault, plan, has, first);
  if (has.has('level-changes') && level !== 'wish') changeLevel(fault, plan, first);
  const turn = (clock: (typeof clocks)[number], n: number): number | undefined => {
    const choice = plan.result[n] ?? 0;
    if (choice % 13 === 12) return undefined;
    const bound = judgeFault(world, facts, fault, FAR).clocks[clock];
    const turns = bound === undefined ? first + 900 : bound.turns;
    const delta = at([0, 0, 1, 1, -1, -MINUTE, MINUTE, 1801, 3600, -100_000], choice);
    return Math.min(Math.max(first, turns + delta), secondOf('2027-01-03T00:00:00+08:00'));
  };
  const set = (key: 'respondedAt' | 'remoteStartedAt' | 'arrivedAt', second: number | undefined): void => {
    if (second !== undefined) fault[key] = textOf(second);
  };
  set('respondedAt', turn('response', 0));
  if (has.has('remote-start')) set('remoteStartedAt', turn('remote-start', 1));
  if (!(fault.diagnosis === 'remote' && plan.found % 2 === 0)) set('arrivedAt', turn('arrival', 2));
  if (has.has('arrival-read')) comeBy(fault, plan, first);
  // A pause that begins as the limit passes holds nothing up any more.
  const passes = judgeFault(world, facts, fault, FAR).clocks.restoration?.turns ?? 0;
  if (plan.place && fault.pauses !== undefined && passes > last && passes < secondOf('2026-12-31T00:00:00+08:00')) {
    last = passes + 900;
    const confirmedAt = textOf(last + 60);
    fault.pauses.push({ from: textOf(passes), to: textOf(last), reason: 'permit', evidence: '公告', confirmedAt });
  }
  restore(fault, plan, { first, last, restored: turn('restoration', 3) });
  const repeated = before[plan.again % 4];
  if (has.has('repeat') && repeated !== undefined && repeated.id !== id) fault.repeatOf = repeated.id;
  return fault;
}

/** A fault of November on a system of its own, down as long as one of the bands of an availability allows, a second less or more. */
function atBand(die: number): FaultRow {
  const from = secondOf('2026-11-18T10:00:00+08:00');
  const down = at([1296, 12_960, 51_840], die) + at([0, -1, 1, 0], die);
  const [start, restored] = [textOf(from), textOf(from + down)];
  return {
    ...{
      id: 'GZ-20261118-099',
      foundBy: 'user',
      assets: ['web'],
      outage: 'partial',
      diagnosis: 'both',
      residentOnSpot: true,
    },
    ...{
      discoveredAt: start,
      reportedAt: start,
      respondedAt: start,
      remoteStartedAt: start,
      arrivedAt: start,
      restoredAt: restored,
    },
    ...{ confirmedRestoredAt: restored, closedAt: restored, responsibility: 'supplier' },
    levels: [{ level: 'red', at: start }],
  };
}

function changeOf(
  plan: ChangePlan,
  n: number,
  world: World,
): { change: ChangeRow; permit: { id: string; grantedAt: string } } {
  const long = at([3600, 7200, 14_400, 14_401, 0, 5400], plan.long);
  // A moment as the window closes is of it yet.
  const [day, time] =
    long === 0
      ? [at(['2026-11-24', '2026-11-26'], plan.day), at(['05:00', '08:00', '05:00'], plan.at)]
      : [at(days.slice(0, -1), plan.day), at(['01:00', '01:00', '03:30', '05:00', '20:00', '00:59', '08:00'], plan.at)];
  const from = momentOf(dayNumber(day), time) + plan.edge;
  const to = from + long;
  let lead = dayOf(from);
  for (let left = at([0, 1, 2, 3], plan.lead); left > 0; ) {
    lead -= 1;
    if (world.calendars.isWorking(lead)) left -= 1;
  }
  const granted = Math.min(momentOf(lead, at(['00:00', '16:00', '24:00'], plan.leadEdge)) - (plan.leadEdge % 2), from);
  const permit = { id: `XK-${dateText(dayOf(granted)).replaceAll('-', '')}-0${10 + n}`, grantedAt: textOf(granted) };
  const change: ChangeRow = {
    id: `BG-20260901-0${10 + n}`,
    type: at(['patch', 'patch', 'configuration'], plan.type),
    assets: at([['pay'], ['db'], ['pay', 'db']], plan.asset),
    ...(plan.unstarted ? {} : { startedAt: textOf(from) }),
    releasedAt: textOf(to),
    permit: permit.id,
  };
  return { change, permit };
}

/** Documents of the months, issued around their due times. */
function issuedOf(plan: Plan, world: World): Facts['issued'] {
  const months = ['2026-09', '2026-10', '2026-11', '2026-12'];
  return ['month-sheet', 'month-list'].flatMap((obligation, k) =>
    months.flatMap((period, n) => {
      const own = world.obligations.find(({ id }) => id === obligation);
      if (own === undefined) return [];
      const last = Math.round(Date.UTC(2026, 9 + n, 0) / 1000 / DAY);
      const late = at([-1, 0, 1, 14_400, 14_401, DAY, DAY + 1, 2 * DAY, 140_400, 36_000], plan.late[k * 4 + n] ?? 0);
      return [{ obligation, period, at: textOf(Math.min(dueAt(world, own, last) + late, secondOf(AS_OF))) }];
    }),
  );
}

/** The contract and the events of a plan. */
export function drawnOf(plan: Plan): Drawn {
  const has = chosen(plan);
  const files = filesOf(has, diceOf(plan.dice));
  const world = worldOf(files);
  const facts: Facts = {
    ...{ faults: [], alerts: [], samples: [], changes: [], permits: [], issued: issuedOf(plan, world) },
    maintenance: has.has('maintenance')
      ? plan.maintenance.map((one) => {
          const near = at(plan.faults, one.day);
          const from = momentOf(dayNumber(at(days, near.day)), at(times, near.clock)) + (one.hour - 12) * 600;
          return { assets: ['pay'], from: textOf(from), to: textOf(from + one.hours * 3600) };
        })
      : [],
    ...{ asOf: AS_OF, from: '2026-09-01', to: '2026-12-31' },
  };
  for (const [n, one] of plan.faults.entries()) {
    const day = at(days, one.day).replaceAll('-', '');
    facts.faults.push(faultOf(one, `GZ-${day}-0${10 + n}`, has, { world, facts, before: [...facts.faults] }));
  }
  if (has.has('availability')) facts.faults.push(atBand(plan.dice[0] ?? 0));
  for (const [n, one] of plan.changes.entries()) {
    const { change, permit } = changeOf(one, n, world);
    facts.changes.push(change);
    facts.permits.push(permit);
  }
  return { files, facts, has, world };
}
