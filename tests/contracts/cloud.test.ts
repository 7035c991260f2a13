/** A cloud platform from its starter: an availability target, and credits by its bands; nobody on site, no arrival. */
import { describe, expect, test } from 'vitest';
import { recount } from '../../src/recount/recount.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import {
  contractText,
  everything,
  fault,
  firstContracts,
  issued,
  makeWorkspace,
  open,
  record,
  rowsOf,
  textsOf,
} from './_contract.ts';

/** The month is over: its sheet counts it whole. */
const END = '2026-12-01T09:00:00+08:00';

/** A day of samples, one a minute, entered when it is over. */
const probed = (day: number, states: string) => {
  const date = `2026-11-${String(day).padStart(2, '0')}`;
  return {
    source: 'auto',
    at: `${date}T23:59:00+08:00`,
    enteredAt: `${date}T23:59:30+08:00`,
    date,
    interval: 60,
    tool: 'opsledger 0.2.0',
    series: [{ target: 'platform', probe: 'http', states }],
    failures: [],
  };
};

const documents = new Map<string, ReportDocument>();
const documentOf = (code: string): ReportDocument => {
  const found = [...documents].find(([number]) => number.includes(`-${code}-`));
  if (found === undefined) throw new Error(`no ${code} among ${[...documents.keys()].join(', ')}`);
  return found[1];
};

const root = await makeWorkspace({ like: 'cloud', from: '2026-11-01' });
const session = await open(root);
// November has 43 200 minutes: 40 of them are 0.0926 %.
const days = Array.from({ length: 30 }, (_, n) => probed(n + 1, n === 2 ? 'u600 d40 u800' : 'u1440'));
await record(session, 'probe', days);
await record(session, 'incident', [
  fault(
    'outage',
    { reported: '11-03 10:00', responded: '11-03 10:06', restored: '11-03 10:40' },
    { title: '云平台控制台不可用', assets: ['platform'], outage: 'whole', diagnosis: 'remote' },
  ),
]);
for (const obligation of ['assessment-score', 'outage-register']) {
  const made = await issued(session, { obligation, period: '2026-11', now: END });
  for (const [number, document] of made) documents.set(number, document);
}

describe('the verdicts are those of the paper', () => {
  test('of the month: 40 minutes of 43 200 are 99.91 %, a tenth of the fee', () => {
    expect(rowsOf(documentOf('KH'), 'credits-rules')[0]).toMatch(/^月可用率不足 \| 二、2\.2 .*\| 1 \| 10 \|/);
    expect(rowsOf(documentOf('KH'), 'credits-basis')[0]).toContain('云平台 2026-11 可用率 99.91 %，低于 99.95 %');
    expect(textsOf(documentOf('KH'))).toContain('服务费抵扣：扣减 10 %。');
  });

  test('of the outage: it is listed, and nobody had to arrive', () => {
    expect(rowsOf(documentOf('GZ'), 'table-1')).toEqual([
      '1 | 2026-11-03 10:00 | 云平台控制台不可用 | 云平台 | 2026-11-03 10:40',
    ]);
    for (const document of documents.values())
      expect(textsOf(document).filter((one) => /到场|驻点|考勤/.test(one))).toEqual([]);
  });
});

test('nothing says a word of the first contract', async () => {
  expect(firstContracts(await everything(session, '2026-12-01T10:00:00+08:00'), contractText(root))).toEqual([]);
});

test('its documents are counted again without a difference', () => {
  const { differences, compared } = recount(root);
  expect(differences).toEqual([]);
  expect(compared).toBeGreaterThan(3);
});
