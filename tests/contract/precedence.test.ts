/** Of several papers the one of the highest rank decides, from the day on which it holds; what it overrides stands behind. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { activityStates } from '../../src/assess/contract/activities.ts';
import { buildBundle } from '../../src/contract/bundle/build-bundle.ts';
import { occurrencesOf } from '../../src/contract/calendar/calendar.ts';
import { loadWorkingDays } from '../../src/contract/calendar/working-days-data.ts';
import { contractDuring, contractOn } from '../../src/contract/precedence/held-views.ts';
import { clausesBehind } from '../../src/contract/precedence/limits-behind.ts';
import { numbersBehind } from '../../src/contract/precedence/requirements.ts';
import { type Obligation, periodEndsSchema } from '../../src/contract/terms/obligations.ts';
import { requirementsOf } from '../../src/contract/terms/requirements.ts';
import { dateOf, toDate } from '../../src/contract/time.ts';
import { dueList } from '../../src/recount/calendar.ts';
import { clockOf } from '../../src/recount/data.ts';
import { decidedOn, rankOn, termsOn } from '../../src/recount/levels/held.ts';
import { limitsFor as recountedLimits } from '../../src/recount/levels/level-limits.ts';
import { workdaysOf } from '../../src/recount/workdays.ts';
import { attendanceOf } from '../../src/subjects/attendance/judge/attendance.ts';
import { contextOf } from '../../src/subjects/incidents/judge/context.ts';
import { limitsFor } from '../../src/subjects/incidents/judge/limits.ts';
import { NO_MONITORING } from '../../src/subjects/incidents/judge/monitoring.ts';
import { quotasOf } from '../../src/subjects/incidents/judge/quota.ts';
import { contractWith, problemsOf } from '../subjects/incidents/_contract.ts';
import { starter } from './_starter.ts';

const PAPERS = `
servicePeriod: {from: 2026-06-01, to: 2027-05-31}
papers:
  - {id: contract, name: 合同, file: contract/papers/contract.txt, rank: 2}
  - {id: bid, name: 投标响应, file: contract/papers/bid.txt, prefix: B, rank: 1}
  - {id: later, name: 补充协议, file: contract/papers/later.txt, prefix: S, rank: 3, from: 2027-01-01}
`;
const LEVELS = `
levels:
  - {id: high, name: 紧急, limits: [{clock: restoration, clause: "1", minutes: 120}, {clock: restoration, clause: B1, minutes: 60}, {clock: restoration, clause: S1, minutes: 240}]}
  - {id: low, name: 一般, limits: [{clock: restoration, clause: B1, minutes: 480}]}
limits:
  - {clock: response, clause: "1", minutes: 30}
  - {clock: response, clause: B1, minutes: 30}
  - {clock: response, clause: S1, minutes: 10, levels: [high]}
`;
const bundle = contractWith(['1', 'B1', 'S1', '2', 'S2'], PAPERS + LEVELS);

const limitsOn = (day: string, clock: 'restoration' | 'response', level: string) =>
  limitsFor({ contract: contractOn(bundle.contract, day), assets: [], isWorkingDay: () => true }, clock, {
    level,
    start: `${day}T10:00:00+08:00`,
    calendar: null,
  }).map(({ clause, seconds, behind }) => [
    clause,
    (seconds ?? 0) / 60,
    behind.map((one) => `${one.clause} ${one.paper} ${one.text}`),
  ]);

describe('a limit', () => {
  test('is that of the highest paper that holds on the day, and tells what stands behind', () => {
    expect(problemsOf(bundle)).toEqual([]);
    expect(limitsOn('2026-12-31', 'restoration', 'high')).toEqual([['1', 120, ['B1 投标响应 1 小时']]]);
    expect(limitsOn('2027-01-01', 'restoration', 'high')).toEqual([
      ['S1', 240, ['1 合同 2 小时', 'B1 投标响应 1 小时']],
    ]);
    expect(limitsOn('2027-01-01', 'restoration', 'low')).toEqual([['B1', 480, []]]);
  });

  test('that two papers put alike is of both', () => {
    expect(limitsOn('2026-12-31', 'response', 'high')).toEqual([['1、B1', 30, []]]);
    expect(limitsOn('2027-01-01', 'response', 'low')).toEqual([['1、B1', 30, []]]);
    expect(limitsOn('2027-01-01', 'response', 'high').map(([clause]) => clause)).toEqual(['S1']);
  });

  test('that stands behind on all days of a period is not listed in its documents, its clause names what decides', () => {
    const restoration = (from: string, to: string) =>
      contractDuring(bundle.contract, { from, to }).levels[0]?.limits?.map(({ clause }) => clause);
    expect(restoration('2026-12-01', '2026-12-31')).toEqual(['1']);
    expect(restoration('2026-12-01', '2027-01-31')).toEqual(['1', 'S1']);
    expect(restoration('2027-01-01', '2027-01-31')).toEqual(['S1']);
    // A list of one day, too; what is judged on that day still knows what stands behind.
    expect(restoration('2027-01-01', '2027-01-01')).toEqual(['S1']);
    expect(limitsOn('2027-01-01', 'restoration', 'high')[0]?.[2]).toHaveLength(2);
    const later = contractDuring(bundle.contract, { from: '2027-02-01', to: '2027-02-28' });
    expect(later.limits?.map(({ clause, levels }) => [clause, levels])).toEqual([
      ['1', ['low']],
      ['B1', ['low']],
      ['S1', ['high']],
    ]);
    const only = contractWith(
      ['1', 'S1'],
      `${PAPERS}
levels:
  - {id: high, name: 紧急, limits: [{clock: restoration, clause: "1", minutes: 120}, {clock: restoration, clause: S1, minutes: 240}]}`,
    );
    const behind = (day: string) => [...clausesBehind(only.contract, { from: '2026-12-31', to: day })];
    expect(behind('2027-02-28')).toEqual([]);
    const from = clausesBehind(only.contract, { from: '2027-02-01', to: '2027-02-28' });
    expect([...from]).toMatchObject([['1', { clause: 'S1', paper: '补充协议' }]]);
  });

  test('is counted again by the same paper', () => {
    const day = fc.constantFrom('2026-11-02', '2026-12-31', '2027-01-01', '2027-05-04');
    fc.assert(
      fc.property(
        day,
        fc.constantFrom('high', 'low'),
        fc.constantFrom('restoration' as const, 'response' as const),
        (on, level, clock) => {
          const contract = termsOn(structuredClone(bundle.contract), on);
          const world = { clock: null, workdays: null, contract, assets: [] } as never;
          const again = recountedLimits(world, clock, level, `${on}T10:00:00+08:00`, null).map(
            ({ seconds }) => (seconds ?? 0) / 60,
          );
          expect([...new Set(again)]).toEqual([...new Set(limitsOn(on, clock, level).map(([, minutes]) => minutes))]);
        },
      ),
    );
    expect(rankOn(bundle.contract, 'S1', '2026-12-31')).toBeNull();
  });
});

describe('a number', () => {
  const asking = contractWith(
    ['1', 'S1', '2', 'S2'],
    `${PAPERS}
levels: []
quotas:
  - {id: a, name: 限额, clause: "2", limit: 3, per: calendar-year}
  - {id: b, name: 限额, clause: S2, limit: 1, per: calendar-year}
requirements:
  posts:
    - {id: one, name: 驻点, post: resident, headcount: 1, days: all, clauses: ["1"]}
    - {id: two, name: 驻点, post: resident, headcount: 2, days: all, clauses: [S1]}
  activities:
    - {id: few, name: 培训, kind: activity, times: 1, per: month, clauses: ["2"]}
    - {id: many, name: 培训, kind: activity, times: 2, per: month, clauses: [S2]}
  retention:
    - {of: logs, months: 6, clauses: ["1"]}
    - {of: logs, months: 12, clauses: [S1]}
`,
  );
  const during = (from: string, to: string) => contractDuring(asking.contract, { from, to });

  test('of a post is that of the paper of each day', () => {
    const { posts } = requirementsOf(during('2026-12-30', '2027-01-02'));
    const { days } = attendanceOf([], '2026-12-30', '2027-01-02', () => true, posts);
    expect(days.map(({ date, slots }) => [date, slots.map(({ owed }) => owed)])).toEqual([
      ['2026-12-30', [1]],
      ['2026-12-31', [1]],
      ['2027-01-01', [2]],
      ['2027-01-02', [2]],
    ]);
  });

  test('of a period is that of the paper of its last day', () => {
    const { activities } = requirementsOf(during('2026-12-01', '2027-02-28'));
    const states = activityStates(activities, {
      ...{ recordsOf: () => [], service: { from: '2026-12-01', to: '2027-02-28' }, isWorkingDay: () => true },
      asOf: '2027-03-01T12:00:00+08:00',
    });
    expect(states.map(({ to, lacking }) => [to, lacking])).toEqual([
      ['2026-12-31', 1],
      ['2027-01-31', 2],
      ['2027-02-28', 2],
    ]);
    const context = contextOf(asking, {
      asOf: '2027-06-01T00:00:00+08:00',
      monitoring: NO_MONITORING,
      submissions: null,
    });
    const limits = (from: string, to: string) =>
      quotasOf([], context, { from, to }).map(({ limit, clause }) => [clause, limit]);
    expect(limits('2026-12-01', '2027-02-28')).toEqual([
      ['2', 3],
      ['S2', 1],
    ]);
    const texts = quotasOf([], context, { from: '2026-12-01', to: '2027-02-28' }).map(({ text }) => text);
    expect(texts.map((text) => text.includes('⟦条款:2⟧（合同）约定 3 次，位次在后'))).toEqual([false, true]);
  });

  test('without days is that of the last day, and the clause behind it is named', () => {
    expect(requirementsOf(during('2026-12-01', '2026-12-31')).retention.map(({ months }) => months)).toEqual([6]);
    expect(requirementsOf(during('2026-12-01', '2027-01-31')).retention.map(({ months }) => months)).toEqual([12]);
    const behind = (from: string, to: string) =>
      [...numbersBehind(asking.contract, { from, to })].map(([id, by]) => [id, by.clause]);
    expect(behind('2026-12-01', '2027-01-31')).toEqual([]);
    expect(behind('2027-01-01', '2027-01-31')).toEqual([
      ['1', 'S1'],
      ['2', 'S2'],
    ]);
  });

  /** Where people name the overriding clause: nowhere, beside the general one, beside the special one, of both lists' other entries. */
  const naming = (general: string, special: string, first = false) => {
    const rows = (one: string, two: string): string => (first ? `${two}${one}` : `${one}${two}`);
    return contractWith(
      ['1', 'B1', 'S1', '2', 'S2'],
      `${PAPERS}
levels: []
requirements:
  posts:
${rows(
  `    - {id: one, name: 驻点, post: resident, headcount: 1, days: all, clauses: ${general}}\n`,
  `    - {id: two, name: 驻点, post: resident, headcount: 2, days: all, clauses: ${special}}\n`,
)}
  activities:
${rows(
  `    - {id: few, name: 培训, kind: activity, times: 1, per: month, clauses: ${general}}\n`,
  `    - {id: many, name: 培训, kind: activity, times: 2, per: month, clauses: ${special}}\n`,
)}
  backups:
${rows(
  `    - {id: daily, name: 备份, assets: [db], per: day, clauses: ${general}}\n`,
  `    - {id: weekly, name: 备份, assets: [db], per: week, on: 7, clauses: ${special}}\n`,
)}
  retention:
${rows(`    - {of: logs, months: 6, clauses: ${general}}\n`, `    - {of: logs, months: 12, clauses: ${special}}\n`)}
`,
    );
  };
  const decided = (made: ReturnType<typeof naming>, day: string) => {
    const asked = requirementsOf(contractDuring(made.contract, { from: day, to: day }));
    return Object.values(asked).flatMap((list) =>
      list.map((one: object) => String('id' in one ? one.id : 'months' in one && one.months)),
    );
  };

  test.for([
    ['["1"]', '[S1]'],
    ['["1", S1]', '[S1]'],
    ['[S1, "1"]', '[S1]'],
    ['["1"]', '["1", S1]'],
    ['["1", B1, S1]', '[S1, B1]'],
    ['["1", "2", S1]', '["2", S1]'],
  ] as const)('is overridden wherever the overriding clause is named: %s, %s', ([general, special]) => {
    for (const first of [false, true]) {
      const made = naming(general, special, first);
      expect(problemsOf(made).filter((one) => one.includes('.clauses'))).toEqual([]);
      expect(decided(made, '2026-12-31')).toEqual(['one', 'few', 'daily', '6']);
      expect(decided(made, '2027-01-01')).toEqual(['two', 'many', 'weekly', '12']);
      const own = (key: 'posts' | 'activities') => made.contract.requirements?.[key] ?? [];
      for (const [day, ids] of [
        ['2026-12-31', ['one', 'few']],
        ['2027-01-01', ['two', 'many']],
      ] as const)
        expect(
          (['posts', 'activities'] as const).flatMap((key) =>
            decidedOn(made.contract, own(key), day, {
              about: ({ kind, post }) => [kind, post],
              said: ({ times, headcount }) => [times, headcount],
            }).map(({ id }) => id),
          ),
        ).toEqual(ids);
      const { to } = made.contract.servicePeriod;
      expect(numbersBehind(made.contract, { from: to, to }).get('1')?.clause).toBe('S1');
      expect(numbersBehind(made.contract, { from: to, to }).has('S1')).toBe(false);
    }
  });

  test('of which nobody can say which paper asks for it is refused', () => {
    const both = problemsOf(naming('["1", S1]', '["1", S1]')).join('\n');
    expect(both).toContain('requirements.posts[1].clauses');
    expect(both).toContain('requirements.activities[1].clauses');
  });

  test('of a contract of one paper is left as it is', () => {
    const alone = contractWith(['1'], LEVELS.replaceAll(/B1|S1/g, '"1"'));
    expect(contractDuring(alone.contract, { from: '2027-01-01', to: '2027-01-31' })).toBe(alone.contract);
    expect(contractOn(alone.contract, '2027-01-01')).toBe(alone.contract);
  });
});

describe('a due time', () => {
  const base = contractWith(['1', 'B1', 'S1'], `${PAPERS}\nlevels: []`);
  const monthly = {
    ...starter().obligations.find((one) => one.every?.unit === 'month' && one.unit === undefined && one.due !== null),
    ...{ only: undefined, from: undefined, until: undefined, clauses: ['1'] },
    due: { after: 'period-end', days: 5, time: '17:00', agreed: false },
    otherDues: [
      { clause: 'B1', due: { after: 'period-end', days: 2, time: '17:00', agreed: false } },
      { clause: 'S1', due: { after: 'period-end', days: 9, time: '17:00', agreed: false } },
    ],
  } as Obligation;

  /** Last day and days until due of each period, once by the program and once by the second count. */
  function daysUntilDue(more: object): (readonly [string, number])[] {
    const given = { ...monthly, ...more } as Obligation;
    const { bundle: own, problems } = buildBundle({ ...base, obligations: [given] });
    expect(problems).toEqual([]);
    const { servicePeriod } = own.contract;
    const asOf = '2027-06-30T00:00:00+08:00';
    const workdays = loadWorkingDays(own.holidays);
    const occurrences = occurrencesOf({ obligations: own.obligations, servicePeriod, workdays, events: [], asOf });
    const world = {
      ...{ contract: own.contract, clock: clockOf(asOf), asOf, obligations: [given], workdays: workdaysOf([]) },
      ...{ manifest: { obligation: 'none' }, known: [], spans: [], records: () => [], assets: [], interpretations: [] },
    } as never;
    const again = dueList(world).map(({ to, due }) => [to, due]);
    expect(again).toEqual(occurrences.map(({ to, dueAt }) => [to, Date.parse(dueAt ?? '')]));
    const late = occurrences.map(
      ({ to, dueAt }) => [to, toDate(to).until(toDate(dateOf(dueAt ?? '')), { largestUnit: 'days' }).days] as const,
    );
    expect(late.length).toBeGreaterThan(10);
    return late;
  }

  test('is that of the highest paper on the last day of the period, and counted again so', () => {
    for (const [to, days] of daysUntilDue({})) expect([to, days]).toEqual([to, to < '2027-01-01' ? 5 : 9]);
  });

  test('stays that of its paper though the overriding clause stands among those that the document answers to', () => {
    const clauses = ['1', 'B1', 'S1'];
    for (const [to, days] of daysUntilDue({ clauses })) expect([to, days]).toEqual([to, to < '2027-01-01' ? 5 : 9]);
  });

  test('may be another for the periods alone that end between two days of the month or the year', () => {
    const other = (ends: { from: string; to: string }) => ({
      otherDues: [{ ...{ clause: 'S1', ends }, due: { after: 'period-end', days: 9, time: '17:00', agreed: false } }],
    });
    const halves = { every: { unit: 'half-month' }, interval: undefined, clauses: ['1', 'S1'] };
    const second = daysUntilDue({ ...halves, ...other({ from: '---16', to: '---31' }) });
    const isSecond = (to: string): boolean => Number(to.slice(8)) > 15;
    for (const [to, days] of second) expect([to, days]).toEqual([to, to >= '2027-01-01' && isSecond(to) ? 9 : 5]);
    expect(second.filter(([to, days]) => to.startsWith('2027-02') && days === 9)).toEqual([['2027-02-28', 9]]);
    const winter = daysUntilDue(other({ from: '--12-31', to: '--02-28' }));
    const isWinter = (to: string): boolean => to === '2027-01-31' || to === '2027-02-28';
    for (const [to, days] of winter) expect([to, days]).toEqual([to, isWinter(to) ? 9 : 5]);
  });

  test('of some periods is named by two days of one kind', () => {
    const success = (ends: object): boolean => periodEndsSchema.safeParse(ends).success;
    expect(success({ from: '---16', to: '---31' })).toBe(true);
    expect(success({ from: '--12-31', to: '--02-28' })).toBe(true);
    for (const [from, to] of [
      ['---16', '--12-31'],
      ['---00', '---31'],
      ['--13-01', '--13-31'],
      ['16', '31'],
      ['--02-30', '--03-01'],
    ])
      expect([from, success({ from, to })]).toEqual([from, false]);
  });

  test('of a clause that there is not is told, and one beside none', () => {
    const told = (more: object) =>
      buildBundle({ ...base, obligations: [{ ...monthly, ...more }] }).problems.map(({ at }) => at);
    expect(told({ otherDues: [{ clause: 'X9', due: monthly.due }] })).toEqual(['obligations[0].otherDues[0].clause']);
    expect(told({ due: null })).toContain('obligations[0].otherDues');
  });
});

test('one id stands for people and clauses that follow each other, never for two on one day', () => {
  const { contract, ...rest } = starter();
  const [person, clause] = [contract.people[0], contract.clauses[0]];
  if (person === undefined || clause === undefined) throw new Error('nobody');
  const told = (until: string, from: string) =>
    problemsOf({
      ...rest,
      contract: {
        ...contract,
        people: [{ ...person, until }, { ...person, name: '后任', from }, ...contract.people.slice(1)],
        clauses: [{ ...clause, until }, { ...clause, from }, ...contract.clauses.slice(1)],
      },
    });
  expect(told('2026-12-31', '2027-01-01')).toEqual([]);
  expect(told('2027-01-01', '2027-01-01')).toEqual([
    `people[1].id: ${person.id}（自 2027-01-01） → 不与 people[0]（至 2027-01-01）在同一日有效：同一编号先后各一条的，写明起止 from、until`,
    expect.stringMatching(/^clauses\[1\]\.id: .* → 不与 clauses\[0\]/),
  ]);
});
