/** 考核评分表 over a quarter of records; its figures counted again, and a wrong one found. */
import { describe, expect, it } from 'vitest';
import type { Composed, ComposeInput } from '../../reports/_deliverable.ts';
import scoreSheet from '../../reports/assessment-score.ts';
import { buildBundle } from '../../src/contract/bundle/build-bundle.ts';
import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';
import type { Obligation } from '../../src/contract/terms/obligations.ts';
import { type PenaltyScheme, penaltiesSchema } from '../../src/contract/terms/penalties.ts';
import { compare, printedIn } from '../../src/recount/compare/compare.ts';
import type { Data } from '../../src/recount/data.ts';
import type { Repository } from '../../src/recount/repository.ts';
import { worldsOf } from '../../src/recount/world.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import assessmentKind from '../../src/subjects/scores/kinds/assessment.ts';
import { askingMore, MORE } from './_asking-more.ts';
import { bundle, confirming } from './_documents.ts';
import { incidentOf } from './_incidents.ts';
import { AS_OF, issuedUntil, records as month } from './_month.ts';
import { periodicDocument, periodicInput } from './_periodic.ts';
import { expectGolden, printed, rowsOf, sectionOf, tableOf } from './_printed.ts';

const statement = bundle.obligations.find((one) => one.id === 'compliance-statement') as Obligation;
const obligation: Obligation = {
  ...statement,
  id: 'assessment-score',
  code: 'KP',
  name: '考核评分表',
  clauses: ['5.1.3'],
};

const [scheme] = penaltiesSchema.parse([
  {
    ...{ id: 'quarter', name: '季度考核', clauses: ['5.1.3'], measure: 'points', full: 100, period: 'quarter' },
    rules: [
      {
        id: 'restoration',
        label: '超过恢复时限',
        clauses: ['5.1.3'],
        on: 'over-limit',
        topics: ['restoration'],
        per: 'step',
        stepMinutes: 60,
        amount: 1.5,
        cap: 20,
      },
      {
        id: 'response',
        label: '超过响应时限',
        clauses: ['5.3.1'],
        on: 'over-limit',
        topics: ['response', 'arrival'],
        levels: ['P1', 'P2'],
        per: 'incident',
        amount: 2,
      },
      { id: 'absent', label: '缺岗', clauses: ['5.1.1(3)'], on: 'attendance', per: 'person-day', amount: 1 },
      {
        id: 'late',
        label: '迟到',
        clauses: ['5.1.1(3)'],
        on: 'attendance',
        kinds: ['late'],
        per: 'occurrence',
        amount: 0.5,
      },
      {
        id: 'document',
        label: '交付物迟交',
        clauses: ['5.7(1)'],
        on: 'document',
        per: 'late-day',
        amount: 0.1,
        cap: 60,
      },
      { id: 'drill', label: '未按次数演练', clauses: ['5.3.9'], on: 'activity', per: 'occurrence', amount: 5 },
      { id: 'permit', label: '未经许可的操作', clauses: ['5.2.3'], on: 'permit', per: 'occurrence', amount: 3 },
      {
        id: 'availability',
        label: '可用率',
        clauses: ['5.5.1'],
        on: 'availability',
        per: 'occurrence',
        window: 'month',
        bands: [
          { below: 99.9, amount: 1 },
          { below: 95, amount: 4 },
        ],
      },
    ].map((rule) => (rule.id === 'late' ? { ...rule, per: 'person-day' } : rule)),
    bands: [
      { below: 90, percent: 5, text: '扣除当期服务费的 5%' },
      { below: 60, percent: 20, text: '扣除当期服务费的 20%，可解除合同' },
    ],
    otherwise: '全额支付',
    payments: [{ name: '第一季度服务费', from: '2026-09-01', to: '2026-11-30', amount: 98_765.43 }],
  },
]) as [PenaltyScheme];

const withScheme = (base: ContractBundle = bundle, ...penalties: PenaltyScheme[]): ContractBundle => ({
  ...base,
  obligations: [...base.obligations, obligation],
  contract: { ...base.contract, penalties: penalties.length === 0 ? [scheme] : penalties },
});

const confirmingAllBut = (...open: string[]) =>
  confirming(
    Object.fromEntries(
      bundle.interpretations.filter((one) => !open.includes(one.id)).map((one) => [one.id, one.default]),
    ),
  );
const settled = confirmingAllBut();
const slow = (no: number, level: 'P1' | 'P2', restored: string, more = {}) =>
  incidentOf({
    ...{ id: `GZ-2026111${no}-001`, day: `2026-11-1${no}`, level, reported: '09:00:00', responded: '09:05:00' },
    ...{ remote: '09:08:00', arrived: '09:30:00', restored, closed: '20:00:00', more },
  });
const records = [
  ...month,
  slow(1, 'P1', '12:20:00'),
  slow(2, 'P2', '13:00:01'),
  slow(3, 'P2', '15:00:00', { responsibility: 'third-party', responsibilityBasis: '运营商线路中断' }),
];

const assessed = assessmentKind.schema.parse({
  ...{ ...assessmentKind.example, id: 'PD-20261118-001', date: '2026-11-18', at: '2026-11-18T16:00:00+08:00' },
  ...{ enteredAt: '2026-11-18T16:20:00+08:00', scheme: 'others', rule: 'quality', amount: 4 },
  enteredBy: { channel: 'purchaser', account: 'wang' },
});

const request = { deliverable: scoreSheet, records, period: '2026-Q3', asOf: AS_OF, issued: issuedUntil(AS_OF) };

const closed = withScheme(settled);
const open = withScheme(confirmingAllBut('on-time', 'pauses'));
/** Rules on whatever else was missed, and on what a person of the purchaser's decided. */
const missed = (per: 'occurrence' | 'day' | 'period'): PenaltyScheme['rules'][number] => ({
  ...{ id: `missed-${per}`, label: '例外', clauses: ['5.7(1)', '5.7(2)'], on: 'exception', per, amount: 0.5 },
});
const byTopic = (['permit', 'backup', 'attendance', 'restore-test', 'drill'] as const).map(
  (topic): PenaltyScheme['rules'][number] => ({
    ...{ id: `missed-${topic}`, label: '例外', clauses: ['5.7(1)'], topics: [topic], on: 'exception' },
    ...{ per: 'occurrence', amount: 0.1 },
  }),
);
const quality: PenaltyScheme['rules'][number] = {
  ...{ id: 'quality', label: '服务质量', clauses: ['5.1.3'], on: 'assessed', per: 'occurrence', capEach: 3 },
};
const unpermitted: PenaltyScheme['rules'][number] = {
  ...{ id: 'unpermitted', label: '未经许可', clauses: ['5.2.3'], on: 'permit', per: 'day', amount: 1 },
};
const others = withScheme(
  settled,
  { ...scheme, id: 'others', rules: [missed('occurrence'), ...byTopic, quality] },
  { ...scheme, id: 'days', rules: [unpermitted, missed('day')] },
  { ...scheme, id: 'whole', rules: [missed('period')] },
  // What a ground names is not counted again, wherever its clauses bear a topic.
  {
    ...{ ...scheme, id: 'once' },
    rules: [
      ...byTopic,
      {
        id: 'late',
        label: '迟交',
        clauses: ['5.7(2)'],
        on: 'document',
        per: 'occurrence',
        amount: 1,
        graceMinutes: 60,
      },
      missed('occurrence'),
      { id: 'there', label: '到岗', clauses: ['5.7(2)'], on: 'attendance', per: 'day', amount: 1 },
      { id: 'turns', label: '次数', clauses: ['5.7(2)'], on: 'activity', per: 'occurrence', amount: 1 },
      unpermitted,
    ],
  },
);
/** Over the end of September, and once more while it lasts. */
const october = [
  incidentOf({
    ...{ id: 'GZ-20260930-009', level: 'P1', reported: '23:10:00', responded: '23:12:00' },
    ...{ restored: '23:59:59', closed: '23:59:59' },
    more: {
      ...{ assets: ['mysql-primary'], restoredAt: '2026-10-01T01:20:30+08:00', closedAt: '2026-10-01T09:00:00+08:00' },
      ...{ confirmedRestoredAt: '2026-10-01T01:20:30+08:00', recordedAt: '2026-10-01T10:00:00+08:00' },
    },
  }),
  incidentOf({
    ...{ id: 'GZ-20260930-010', level: 'P2', reported: '23:40:00', responded: '23:50:00' },
    ...{ restored: '23:58:00', closed: '23:59:00', more: { assets: ['mysql-primary', 'subsystem-hr'] } },
  }),
];
/** Sources of the restore tests on record. */
const restored = [
  ...new Set(records.flatMap((one) => (one.kind === 'restore-test' ? [String(Object(one).asset)] : []))),
];

/** A cap over one incident and over several rules, free days, a grace, days begun, and faults beyond a quota of a quarter. */
const shared = withScheme(
  {
    ...settled,
    contract: {
      ...settled.contract,
      requirements: {
        ...settled.contract.requirements,
        activities: [
          {
            ...{ id: 'turns', name: '轮换测试', kind: 'restore-test', times: 1, per: 'two-months', clauses: ['5.3.8'] },
            where: { field: 'asset', in: [...restored, 'mysql-standby'] },
            rotate: [restored[0], 'mysql-standby'].map((value) => ({ value: value ?? '', name: value ?? '' })),
          },
        ],
      },
      quotas: [
        { id: 'p2', name: '限额', clause: '5.1.3', limit: 1, per: 'service-quarter', when: [{ levels: ['P2'] }] },
        { id: 'all', name: '总限额', clause: '5.1.3', limit: 2, per: 'calendar-half-year' },
      ],
    },
  },
  ...penaltiesSchema.parse([
    {
      ...scheme,
      id: 'shared',
      rules: [
        ...scheme.rules
          .filter(({ id }) => id === 'restoration' || id === 'response')
          .map((rule) => ({ ...rule, per: 'incident', stepMinutes: undefined, cap: undefined })),
        {
          ...{ id: 'turns', label: '轮换', clauses: ['5.3.8'], on: 'activity', activities: ['turns'] },
          ...{ per: 'occurrence', amount: 1 },
        },
        ...(['p2', 'all'] as const).map((id) => ({
          ...{
            id: `beyond-${id}`,
            label: '次数',
            clauses: ['5.1.3'],
            on: 'quota',
            quotas: [id],
            per: 'occurrence',
            amount: 3,
          },
        })),
        {
          id: 'late',
          label: '迟交',
          clauses: ['5.1.3'],
          on: 'document',
          per: 'day-begun',
          graceMinutes: 600,
          amount: 0.2,
        },
      ],
      sharedCaps: [
        { clauses: ['5.1.3'], per: 'incident', over: ['restoration', 'response', 'beyond-p2'], cap: 4 },
        { clauses: ['5.1.3'], per: 'period', over: ['late', 'beyond-all'], cap: 20 },
      ],
      free: [{ clauses: ['5.1.3'], name: '磨合期', from: '2026-11-18', to: '2026-11-20' }],
    },
  ]),
);
/** An availability that is counted by faults, with each way to count agreed maintenance, of some months alone, and of no fault. */
const byFaults = withScheme(settled, {
  ...scheme,
  id: 'faults',
  rules: [
    ...(['excluded', 'included', 'available'] as const).map((maintenance) => ({
      ...{ id: `by-${maintenance}`, label: '可用率', clauses: ['5.5.1'], on: 'availability' as const },
      ...{ assets: ['mysql-primary', 'subsystem-hr'], incidents: ['P1', 'P2'], maintenance, window: 'month' as const },
      ...{
        per: 'occurrence' as const,
        bands: [
          { below: 99.99, amount: 1.5 },
          { below: 99, amount: 4 },
        ],
      },
    })),
    ...[[10], [12]].map((months) => ({
      ...{ id: `month-${months[0]}`, label: '可用率', clauses: ['5.5.1'], on: 'availability' as const, months },
      ...{ assets: ['mysql-primary'], incidents: ['P1'], window: 'month' as const, per: 'period' as const },
      bands: [{ below: 100, amount: 2 }],
    })),
    {
      ...{ id: 'probed', label: '可用率', clauses: ['5.5.1'], on: 'availability', maintenance: 'available' },
      ...{ window: 'month', per: 'occurrence', bands: [{ below: 100, amount: 0.1 }] },
    },
  ],
});
/** Money of three kinds: a share of an object's own fee, of all fees by the band of the score, an amount; under a cap of the year. */
const priced = (({ contract, ...rest }: ContractBundle): ContractBundle => ({
  ...rest,
  contract: {
    ...contract,
    fees: [
      { id: 'db', name: '数据库', clauses: ['5.1.3'], per: 'month', amount: 3333.33, assets: ['mysql-primary'] },
      { id: 'all', name: '其余', clauses: ['5.1.3'], per: 'year', amount: 100_000, until: '2026-10-31' },
      { id: 'all', name: '其余', clauses: ['5.1.3'], per: 'year', amount: 120_000, from: '2026-11-01' },
    ],
    deductionCaps: [
      {
        ...{ id: 'year', name: '全年扣款上限', clauses: ['5.1.3'], per: 'year', percent: 2, fees: ['db', 'all'] },
        over: ['fines', 'credits', 'quarter'],
      },
    ],
  },
}))(
  withScheme(
    settled,
    { ...scheme, payments: [], fees: ['db', 'all'], rounding: { to: 'jiao', how: 'down' } },
    {
      ...{ ...scheme, id: 'fines', name: '违约金', measure: 'money', full: undefined, bands: [], payments: [] },
      rules: [{ ...(scheme.rules[0] as PenaltyScheme['rules'][number]), amount: 300.05 }],
    },
    {
      ...{ ...scheme, id: 'credits', name: '服务抵扣', measure: 'percent', full: undefined, bands: [], payments: [] },
      fees: ['db', 'all'],
      rules: [
        {
          ...{ id: 'by-faults', label: '可用率', clauses: ['5.5.1'], on: 'availability', of: 'each', window: 'month' },
          ...{ assets: ['mysql-primary', 'subsystem-hr'], incidents: ['P1', 'P2'], per: 'occurrence' },
          bands: [{ below: 99.99, amount: 2.5 }],
        },
      ],
    },
  ),
);
const recordsOf = (contract: ContractBundle) =>
  contract === others ? [...records, assessed] : contract === byFaults ? [...records, ...october] : records;
const inputs = new Map(
  [closed, open, others, shared, byFaults, priced].map((contract) => [
    contract,
    periodicInput({ ...request, contract, records: recordsOf(contract) }).input,
  ]),
);
const made = new Map([...inputs].map(([contract, input]) => [contract, scoreSheet.compose(input)]));

/** What the archive would keep, with the history that it was made from. */
function recounted(contract: ContractBundle, change?: (figures: Data[]) => void): string[] {
  const input = inputs.get(contract) as ComposeInput;
  const { sections, counted = {} } = made.get(contract) as Composed;
  const { period, from, to } = input.occurrence;
  const manifests = request.issued.map((one) => {
    const own = input.occurrences.find((other) => other.obligation === one.obligation && other.period === one.period);
    return {
      ...{ number: one.number, obligation: one.obligation, period: one.period, revision: one.revision, event: null },
      ...{ from: own?.from, to: own?.to, asOf: one.issuedAt, cut: one.issuedAt, counted: one.counted },
      ...{ times: { issued: one.issuedAt }, inputs: [], dataCommit: 'c' },
    };
  });
  const manifest = {
    ...{ number: 'KP', obligation: obligation.id, period, from, to, event: null, revision: 1, asOf: AS_OF, cut: AS_OF },
    ...{ counted, times: { issued: AS_OF }, inputs: [], dataCommit: 'c' },
  };
  const files: Record<string, Data> = {
    'contract/contract.yaml': contract.contract,
    'contract/assets.yaml': { assets: contract.assets },
    'contract/inspection-checklist.yaml': { checks: contract.checks },
    'contract/obligations.yaml': { obligations: contract.obligations },
    'contract/registers.yaml': { registers: contract.registers },
    'contract/written.yaml': { documents: contract.written },
    'contract/interpretations.yaml': {
      interpretations: contract.interpretations.map((one) => ({ ...one, scan: SCAN })),
    },
    'contract/finding-levels.yaml': contract.findingLevels,
  };
  const blobs = new Map<string, Data>([
    ...Object.entries(files),
    ...[...recordsOf(contract), assessed].map((one): [string, Data] => [`records/${one.kind}/${one.id}.json`, one]),
  ]);
  const paths = [...blobs.keys(), `evidence/ab/${SCAN}`];
  const repository: Repository = {
    tree: () => new Map(paths.map((path) => [path, path])),
    read: (names) => names.map((name) => blobs.get(name)),
    bytes: () => new Uint8Array(),
  };
  const document = structuredClone({ sections });
  change?.(printedIn(document).map(({ figure }) => figure));
  const world = worldsOf(repository, [...manifests, manifest])(manifest);
  const found = compare(world, document);
  expect(found.ids.length).toBeGreaterThan(12);
  return found.differences.map((one) => `${one.figure} ${one.printed} ${one.recounted}`);
}
const SCAN = `ab${'0'.repeat(62)}`;
/** Each of these figures printed by so much too high. */
const changing = (ids: readonly string[], by: number) => (figures: Data[]) => {
  for (const id of ids) figures.find((one) => one.id === id).value += by;
};
/** The figures that the second count finds wrong, each once. */
const named = (differences: readonly string[]): string[] =>
  [...new Set(differences.map((one) => one.split(' ')[0] ?? ''))].toSorted();

const doc = periodicDocument({ ...request, contract: closed });

it('the contract with the scheme is one that the tool takes', () => {
  expect(buildBundle(withScheme()).problems).toEqual([]);
});

describe('clauses of the scheme that the data do not express whole', () => {
  const TITLE = '数据没有全部表达的条款';
  const sheet = (contract: ContractBundle) => periodicDocument({ ...request, contract });

  it('are named with the words by which nothing is deducted, and no others are', () => {
    const more = sheet(askingMore(closed, ['5.1.3', '5.3.9', '5.6.2']));
    const left = rowsOf(tableOf(more, TITLE));
    expect(left.map((row) => row['clause']?.split(' ')[0])).toEqual(['五（一）3', '五（二）3', '五（三）9']);
    expect(left[0]?.['rest']).toContain(MORE);
    expect(rowsOf(tableOf(more, '各项扣分'))).toEqual(rowsOf(tableOf(sheet(closed), '各项扣分')));
  });
});

describe('an availability counted by faults', () => {
  it('is the same counted again, and a wrong one is found', () => {
    expect(recounted(byFaults)).toEqual([]);
    const rules = rowsOf(
      tableOf({ sections: made.get(byFaults)?.sections ?? [] } as unknown as ReportDocument, '各项扣分'),
    );
    expect(rules.map(({ count }) => Number(count) > 0)).toContain(true);
    const change = (figures: Data[]) => {
      const one = figures.find(({ id }) => id === 'score.faults.by-available.count');
      if (one !== undefined) one['value'] += 1;
    };
    expect(recounted(byFaults, change).join()).toContain('score.faults.by-available.count');
  });

  it('is one that the tool takes, and not without objects, for all together, of no level, or of months of a quarter', () => {
    const [faults] = byFaults.contract.penalties;
    expect(buildBundle(withScheme(bundle, faults as PenaltyScheme)).problems).toEqual([]);
    const [rule] = faults?.rules ?? [];
    const wrong = { ...rule, incidents: ['P9'], of: 'together', assets: [], window: 'quarter', months: [5] };
    const { problems } = buildBundle(withScheme(bundle, { ...scheme, rules: [wrong] } as PenaltyScheme));
    expect(problems.map(({ at }) => at.split('.').at(-1))).toEqual(['months', 'incidents[0]', 'of', 'assets']);
  });
});

describe('考核评分表', () => {
  it('is the golden document of a quarter', () => expectGolden('assessment-score', doc));

  it('sets the options side by side and concludes nothing while a 口径 is open', () => {
    const undecided = { sections: made.get(open)?.sections ?? [] } as unknown as ReportDocument;
    const result = printed(sectionOf(undecided, 'quarter-result'));
    expect(result).toContain('口径未经双方确认');
    expect(result).not.toMatch(/得 [\d.]+ 分/);
    const options = rowsOf(tableOf(undecided, '各选项的结果'));
    expect(options.filter((row) => row['option']?.includes('（暂列）')).length).toBeGreaterThan(0);
    expect(new Set(options.map((row) => row['deducted'])).size).toBeGreaterThan(1);
    expect(printed(sectionOf(undecided, 'quarter-payment'))).toContain('付款金额不下结论');
  });

  it('says what the rules come to where the limit of the period was met, and that more would change nothing', () => {
    const limited: PenaltyScheme = {
      ...{ ...scheme, id: 'limited', name: '违约金', measure: 'money', full: undefined, bands: [], payments: [] },
      cap: 2.5,
      rules: scheme.rules.map(({ cap: _, ...rule }) => rule),
    };
    const input = { ...(inputs.get(closed) as ComposeInput), contract: withScheme(settled, limited) };
    const one = { sections: scoreSheet.compose(input).sections } as unknown as ReportDocument;
    const table = tableOf(one, '各项扣款');
    expect(table.columns.map(({ key }) => key)).not.toContain('cap');
    const [sum, least] = (table.totals ?? []).map(({ cells }) => cells);
    expect(sum).toMatchObject({ label: '各项小计' });
    expect(least).toMatchObject({ label: '合计（上限 2.50 元）', total: expect.objectContaining({ value: 2.5 }) });
    const result = printed(sectionOf(one, 'limited-result'));
    expect(result).toMatch(/扣款 2\.50 元（各项计 [\d.,]+ 元，按上限）/);
    expect(result).toContain('每期上限 2.50 元');
    expect(result).not.toContain('另扣款');
  });

  it('names each of several schemes, of which those of another document are left out', () => {
    const money: PenaltyScheme = {
      ...scheme,
      id: 'money',
      name: '违约金',
      measure: 'money',
      full: undefined,
      bands: [],
    };
    const other = { ...scheme, id: 'other', obligation: 'compliance-statement' };
    const contract = withScheme(settled, scheme, money, other);
    const input = { ...(inputs.get(closed) as ComposeInput), contract };
    const several = { sections: scoreSheet.compose(input).sections } as unknown as ReportDocument;
    const ids = several.sections.map((one) => one.id);
    expect(ids).toEqual(expect.arrayContaining(['quarter-result', 'money-result', 'money-payment']));
    expect(ids).not.toContain('other-result');
    expect(sectionOf(several, 'money-result').title).toBe('违约金：考核结果');
  });
});

describe('counted again', () => {
  it('agrees, with every 口径 confirmed and with those that are open', () => {
    expect(recounted(closed)).toEqual([]);
    expect(recounted(open)).toEqual([]);
  });

  it('agrees on exceptions by occurrence, day and period, on permits by the day and on what a person assessed', () => {
    const found = printedIn({ sections: made.get(others)?.sections ?? [] });
    const value = (id: string) => found.find(({ figure }) => figure.id === `score.${id}`)?.figure.value;
    expect(value('others.quality.total')).toBe(3);
    expect(value('others.missed-occurrence.count')).toBeGreaterThan(1);
    expect(value('whole.missed-period.count')).toBe(1);
    expect(recounted(others)).toEqual([]);
    const wrong = [
      ...['days.missed-day.count', 'days.unpermitted.count', 'others.missed-attendance.total'],
      ...['others.quality.total', 'others.deducted', 'once.missed-occurrence.count', 'once.missed-permit.count'],
    ].map((id) => `score.${id}`);
    expect(named(recounted(others, changing(wrong, 1)))).toEqual(wrong.toSorted());
  });

  it('counts what a charge names once, and tells what no other charge counts again', () => {
    const found = printedIn({ sections: made.get(others)?.sections ?? [] });
    const value = (id: string) => found.find(({ figure }) => figure.id === `score.${id}`)?.figure.value;
    expect(Number(value('once.late.count'))).toBeGreaterThan(0);
    expect(Number(value('once.unpermitted.count'))).toBeGreaterThan(0);
    // All of them are late documents, which the charge on documents names.
    expect([value('others.missed-occurrence.count'), value('once.missed-occurrence.count')]).toEqual([
      expect.any(Number),
      0,
    ]);
    expect(value('once.missed-permit.count')).toBe(0);
    const apart = printed(sectionOf({ sections: made.get(others)?.sections ?? [] } as never, 'once-apart'));
    expect(apart).toContain('由“迟交”计');
    expect(apart).toContain('由本办法的其他规则计');
  });

  it('agrees on what is deducted in money, and finds it wrong', () => {
    const sheet = { sections: made.get(priced)?.sections ?? [] } as unknown as ReportDocument;
    const found = printedIn(sheet);
    const value = (id: string) => Number(found.find(({ figure }) => figure.id === `deductions.${id}`)?.figure.value);
    const wrong = ['fines', 'quarter', 'total', 'year.limit', 'year.taken'];
    expect(wrong.filter((id) => value(id) <= 0)).toEqual([]);
    const ids = wrong.map((id) => `deductions.${id}`);
    expect(named(recounted(priced, changing(ids, 0.01)))).toEqual(ids);
    expect(recounted(priced)).toEqual([]);
    expect(value('total')).toBe(value('year.taken'));
    expect(printed(sectionOf(sheet, 'deductions'))).toContain('逐项舍去尾数到角');
    expect(made.get(closed)?.sections.map(({ id }) => id)).not.toContain('deductions');
    expect(Object.keys(made.get(priced)?.figures ?? {})).toContain('deductions.fines.least');
  });

  it('agrees on caps that rules share, on free days, grace, days begun and on faults beyond a quota', () => {
    const found = printedIn({ sections: made.get(shared)?.sections ?? [] });
    const value = (id: string) => Number(found.find(({ figure }) => figure.id === `score.shared.${id}`)?.figure.value);
    expect(value('beyond-p2.count')).toBeGreaterThan(0);
    expect(value('beyond-all.count')).toBeGreaterThan(0);
    expect(value('late.count')).toBeGreaterThan(0);
    expect(value('turns.count')).toBeGreaterThan(0);
    const sum = ['restoration', 'response', 'beyond-p2', 'beyond-all', 'late', 'turns'].reduce(
      (all, id) => all + value(`${id}.total`),
      0,
    );
    expect(value('deducted')).toBeLessThan(sum);
    expect(recounted(shared)).toEqual([]);
  });

  it('says where a cap over one incident or over several rules took something off', () => {
    const one = { sections: made.get(shared)?.sections ?? [] } as unknown as ReportDocument;
    expect(printed(sectionOf(one, 'shared-basis'))).toMatch(/本项 \d+ 分，同一故障合计至多 4 分/);
    expect((tableOf(one, '各项扣分').totals ?? []).map(({ cells }) => String(cells['label']))).toEqual([
      '各项小计',
      expect.stringMatching(/^“迟交”“次数”合计 [\d.]+ 分，至多 20 分$/),
      '合计',
    ]);
    expect(printed(sectionOf(one, 'shared-apart'))).toContain('只记录不扣减的日期内');
  });

  it.each([
    'score.quarter.deducted',
    'score.quarter.restoration.total',
    'score.quarter.payable',
    'score.quarter.document.count',
  ])('finds a wrong %s', (id) => {
    const wrong = recounted(closed, (figures) => {
      const figure = figures.find((one) => one.id === id);
      figure.value += 1;
    });
    expect(wrong.join('\n')).toContain(`${id} `);
  });

  it('finds an option that was left better than it is', () => {
    const wrong = recounted(open, (figures) => {
      const option = figures.findLast(
        (one) => /^score\.quarter\.[a-z-]+\.[a-z-]+$/.test(one.id) && !/total|count/.test(one.id),
      );
      option.value -= 0.5;
    });
    expect(wrong).not.toEqual([]);
  });
});

describe('in time by what both sides agreed on', () => {
  const agreedOn = (chosen: string, named = chosen): ContractBundle =>
    withScheme({
      ...settled,
      interpretations: settled.interpretations.map((one) =>
        one.binds === 'on-time'
          ? {
              ...one,
              confirmed: true,
              chosen: named,
              options: one.options.map((option) => (option.id === chosen ? { ...option, id: named } : option)),
            }
          : one,
      ),
    });
  const documents = (contract: ContractBundle): unknown =>
    printedIn({ sections: scoreSheet.compose(periodicInput({ ...request, contract }).input).sections })
      .map(({ figure }) => figure)
      .find(({ id }) => id === 'score.quarter.document.count')?.value;

  it('goes by what the option stands for, whatever it is called', () => {
    expect(documents(agreedOn('delivered', 'sent'))).toBe(documents(agreedOn('delivered')));
    expect(documents(agreedOn('delivered'))).not.toBe(documents(agreedOn('issued')));
  });
});
