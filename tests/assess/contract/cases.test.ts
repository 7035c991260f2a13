/** What an option of a 口径 computes and what both sides sign with it are one thing: its cases, run through the code that judges. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { caseProblems } from '../../../src/assess/contract/cases/check.ts';
import type { ContractBundle } from '../../../src/contract/bundle/bundle.ts';
import { effects } from '../../../src/contract/terms/effects.ts';
import type { Interpretation } from '../../../src/contract/terms/interpretations.ts';
import { caseWords } from '../../../src/wording/case-words.ts';
import { inspectContract } from '../../../src/workspace/store/inspect-contract.ts';
import { starter } from '../../contract/_starter.ts';
import { contractWith } from '../../subjects/incidents/_contract.ts';

const starters = join(import.meta.dirname, '../../../data/starters');

test.for(readdirSync(starters))('every option of the starter %s has cases, and is judged as they say', async (name) => {
  const { bundle } = await inspectContract(join(starters, name));
  expect(bundle === null ? ['unusable'] : caseProblems(bundle)).toEqual([]);
});

/** Questions that no starter asks, each option with what it makes of the same situations. */
const asked = contractWith(
  ['3.1', '3.2'],
  `
calendars: [{ id: desk, name: 服务台时间, days: working-days, hours: [{ from: "09:00", to: "17:00" }] }]
levels:
  - { id: urgent, name: 紧急故障, limits: [{ clock: restoration, clause: "3.1", minutes: 240 }, { clock: arrival, clause: "3.1", minutes: 30 }] }
`,
  `
interpretations:
  - id: came
    binds: arrival
    question: 何为到场
    clauses: ["3.1"]
    options:
      - id: spot
        effect: spot
        label: 以登记的到场时间为准
        text: 以登记的到场时间为准；现场工程师在现场的，响应即到场。
        cases:
          - { level: urgent, reported: 2027-03-19 09:00, gate: 2027-03-19 09:25, arrived: 2027-03-19 09:31, arrivalSigned: 2027-03-19 09:33, onDuty: true, clock: arrival, limit: 30, figure: 31, verdict: missed }
          - { level: urgent, reported: 2027-03-19 09:00, arrived: 2027-03-19 09:28, arrivalSigned: 2027-03-19 09:33, clock: arrival, limit: 30, figure: 28, verdict: met }
      - id: gate
        effect: gate
        label: 以门岗登记为准
        text: 以门岗登记的时间为准，没有的以登记的到场时间为准。
        cases:
          - { level: urgent, reported: 2027-03-19 09:00, gate: 2027-03-19 09:25, arrived: 2027-03-19 09:31, arrivalSigned: 2027-03-19 09:33, onDuty: true, clock: arrival, limit: 30, figure: 25, verdict: met }
          - { level: urgent, reported: 2027-03-19 09:00, arrived: 2027-03-19 09:31, clock: arrival, limit: 30, figure: 31, verdict: missed }
      - id: signed
        effect: signed
        label: 以采购人签认为准
        text: 以采购人签认的时间为准，没有签认的不算到场。
        cases:
          - { level: urgent, reported: 2027-03-19 09:00, arrived: 2027-03-19 09:28, arrivalSigned: 2027-03-19 09:33, onDuty: true, clock: arrival, limit: 30, figure: 33, verdict: missed }
          - { level: urgent, reported: 2027-03-19 09:00, gate: 2027-03-19 09:25, arrived: 2027-03-19 09:31, arrivalSigned: 2027-03-19 09:30, clock: arrival, limit: 30, figure: 30, verdict: met }
      - id: on-duty
        effect: on-duty
        label: 值守人员在岗即到场
        text: 值守地点有值班人员在岗的，起算时即视为到场。
        cases:
          - { level: urgent, reported: 2027-03-19 09:00, arrived: 2027-03-19 09:31, arrivalSigned: 2027-03-19 09:33, onDuty: true, clock: arrival, limit: 30, figure: 0, verdict: met }
    default: spot
    confirmed: false
    chosen: ~
  - id: off-hours
    binds: working-time
    question: 服务台时间以外是否计入
    clauses: ["3.1"]
    options:
      - id: counted
        label: 计入
        text: 按自然时间计。
        levels: []
        cases:
          - { level: urgent, reported: 2027-03-19 16:00, restored: 2027-03-19 20:00, clock: restoration, start: 2027-03-19 16:00, limit: 240, figure: 240, verdict: met }
          - { level: urgent, reported: 2027-03-19 16:00, restored: 2027-03-22 10:00, clock: restoration, start: 2027-03-19 16:00, figure: 3960, verdict: missed }
      - id: not-counted
        label: 不计
        text: 只计服务台时间。
        calendar: desk
        levels: [urgent]
        cases:
          - { level: urgent, reported: 2027-03-19 16:00, restored: 2027-03-22 10:00, clock: restoration, start: 2027-03-19 16:00, limit: 240, figure: 120, verdict: met }
          - { level: urgent, reported: 2027-03-19 16:00, restored: 2027-03-22 12:01, clock: restoration, start: 2027-03-19 16:00, figure: 241, verdict: missed }
    default: counted
    confirmed: false
    chosen: ~
  - id: in-time
    binds: on-time
    question: 按期以送达还是以签收为准
    clauses: ["3.2"]
    options:
      - id: delivered
        effect: delivered
        label: 以送达为准
        text: 期限内送达即为按期。
        cases:
          - { due: 2027-03-19 17:00, issued: 2027-03-19 15:00, delivered: 2027-03-19 16:00, received: 2027-03-22 09:00, verdict: on-time }
      - id: received
        effect: received
        label: 以签收为准
        text: 期限内签收方为按期。
        cases:
          - { due: 2027-03-19 17:00, issued: 2027-03-19 15:00, delivered: 2027-03-19 16:00, received: 2027-03-19 17:00, verdict: on-time }
          - { due: 2027-03-19 17:00, issued: 2027-03-19 15:00, delivered: 2027-03-19 16:00, received: 2027-03-22 09:00, verdict: not-on-time }
          - { due: 2027-03-19 17:00, issued: 2027-03-19 15:00, delivered: 2027-03-19 16:00, verdict: not-on-time }
    default: delivered
    confirmed: false
    chosen: ~
`,
);

test('every reading of every effect that the program knows has a case in a starter, or here', () => {
  expect(caseProblems(asked)).toEqual([]);
  const used = [...starter().interpretations, ...asked.interpretations].flatMap(({ binds, options }) =>
    options.map(({ effect, cases = [] }) => `${binds} ${effect ?? ''} ${cases.length > 0}`),
  );
  const all = Object.entries(effects).flatMap(([id, { readings }]) => {
    const names = Object.keys(readings);
    return (names.length === 0 ? [''] : names).map((reading) => `${id} ${reading} true`);
  });
  expect(all.filter((one) => !used.includes(one))).toEqual([]);
});

/** The one option of a starter's 口径, with another effect or other conditions: its code is then that of the other. */
const swapped = (bundle: ContractBundle, one: Interpretation, from: number, to: number): ContractBundle => ({
  ...bundle,
  interpretations: bundle.interpretations.map((own) =>
    own !== one
      ? own
      : {
          ...own,
          options: own.options.map((option, n) => (n === from ? { ...option, ...codeOf(own.options[to]) } : option)),
        },
  ),
});

const codeOf = (option: Interpretation['options'][number] | undefined) => ({
  ...{ effect: option?.effect, when: option?.when, calendar: option?.calendar, levels: option?.levels },
});

test.for([
  ['a starter', starter()],
  ['another body', asked],
] as const)('an option of %s whose code gives what another option says is found by its own cases', ([, bundle]) => {
  for (const one of bundle.interpretations)
    for (const from of one.options.keys())
      for (const to of one.options.keys()) {
        // 站点发布即送达 counts the time of 签发 for that of the publication, and says so.
        if (from === to || (one.id === 'on-time' && from % 2 === 0 && to % 2 === 0)) continue;
        const found = caseProblems(swapped(bundle, one, from, to)).filter(({ what }) => what === 'contradicted');
        expect(found.length, `${one.id} ${from} as ${to}`).toBeGreaterThan(0);
      }
});

test('a case that says another result is found with place, what it says and what the code gives', () => {
  const bundle = starter();
  const places = bundle.interpretations.flatMap(({ options }, n) =>
    options.flatMap(({ cases = [] }, k) =>
      cases.map((own, m) => {
        own.verdict = own.verdict === 'met' ? 'missed' : 'met';
        return `interpretations[${n}].options[${k}].cases[${m}].verdict`;
      }),
    ),
  );
  expect(caseProblems(bundle).map(({ what, at }) => [what, at])).toEqual(places.map((at) => ['contradicted', at]));
});

test('where the clock starts otherwise than a case says, both are named', () => {
  const bundle = starter();
  const [first] = bundle.interpretations.find(({ id }) => id === 'clocks')?.options[0]?.cases ?? [];
  Object.assign(first as object, { start: '2026-11-24T09:05:00+08:00' });
  expect(caseProblems(bundle)).toMatchObject([
    {
      found: '案例写 起算 2026-11-24 09:05:00',
      expected: '程序按该选项得出：2026-11-24 09:00:00（判定 未达标）',
    },
  ]);
});

describe('a contract of another body', () => {
  const ward = (cases: string, option = 'effect: sample') =>
    contractWith(
      ['2.1', '2.2'],
      `
levels:
  - { id: urgent, name: 紧急故障, limits: [{ clock: restoration, clause: "2.1", minutes: 60 }] }
limits: [{ label: 一刻钟内响应, clause: "2.2", clock: response, minutes: 15 }]
`,
      `
interpretations:
  - id: begin
    binds: clock-start
    question: 自何时起算
    clauses: ["2.2"]
    options: [{ id: first, label: 自最早的失败样本, text: 自最早的失败样本起算。, ${option}, cases: [${cases}] }]
    default: first
    confirmed: false
    chosen: ~
`,
    );
  const own =
    'level: urgent, foundBy: user, sample: 2027-03-01 09:00, reported: 2027-03-01 09:10, responded: 2027-03-01 09:20, clock: response';

  test('is held to its own words, whatever it calls its levels and options', () => {
    const bundle = ward(`{ ${own}, start: 2027-03-01 09:00, limit: 15, figure: 20, verdict: missed }`);
    expect(caseProblems(bundle)).toEqual([]);
    const [question] = bundle.interpretations;
    const [one] = question?.options[0]?.cases ?? [];
    expect(question && one && caseWords(one, question, bundle.contract)).toEqual({
      situation: '紧急故障，用户申报，2027-03-01 09:00 探测首个失败样本，09:10 申报，09:20 响应，没有监控告警',
      result: '响应自 09:00 起算，时限 15 分钟，用时 20 分：未达标',
    });
    const other = ward(`{ ${own}, start: 2027-03-01 09:10, limit: 15, figure: 10, verdict: met }`);
    expect(caseProblems(other).map(({ at }) => at.replace(/.*\./, ''))).toEqual(['start', 'figure', 'verdict']);
  });

  test.for([
    ['', 'absent', '（缺少）'],
    [`{ ${own}, verdict: missed }`, 'unusable', '（缺少）'],
    [`{ ${own.replace('urgent', 'P1')}, start: 2027-03-01 09:00, verdict: missed }`, 'unusable', 'P1'],
    [
      `{ ${own.replace('response', 'arrival')}, start: 2027-03-01 09:00, verdict: missed }`,
      'unusable',
      'clock: arrival',
    ],
    [`{ ${own}, due: 2027-03-01 09:00, start: 2027-03-01 09:00, verdict: missed }`, 'unusable', '应交'],
  ] as const)('is told what its cases lack: %s', ([cases, what, found]) => {
    expect(caseProblems(ward(cases))).toMatchObject([{ what, found }]);
  });
});
