/** Both directions by one computation: whatever the list of exceptions leads to leads back to it. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clauseIds } from '../../../src/contract/terms/clauses.ts';
import { cellText, richCell } from '../../../src/report/cell.ts';
import type { StatedException } from '../../../src/report/statement.ts';
import { followed } from '../../../src/sections/board/finding-figures.ts';
import { exceptionPlace } from '../../../src/sections/clauses/exception-place.ts';
import findings from '../../../src/sections/findings.ts';
import type { SiteFacts } from '../../../src/sections/parts/facts.ts';
import { assetLink, exceptionsHref } from '../../../src/sections/parts/links.ts';
import { wholeRecord } from '../../../src/sections/parts/whole-record.ts';
import dutyKind from '../../../src/subjects/attendance/kinds/duty.ts';
import { statement, verdictsOf } from '../../support/clause-verdicts.ts';
import { runs } from '../../support/runs.ts';
import { exampleRecords, pagesOf, siteFacts } from '../../support/site-parts.ts';

const records = exampleRecords();
const late = {
  ...dutyKind.example,
  ...{ state: 'late' as const, post: 'resident' as const, signedInAt: '2026-11-24T09:25:00+08:00' },
};
const given = { records: { ...records, duty: [late] } };
const plain = siteFacts(given);
const [attendance = ''] = clauseIds(plain.contract.contract, 'attendance');
const idsOf = (kind: string): string[] => (records[kind] ?? []).map(({ id }) => id);
const named = ['backup', 'restore-test', 'incident', 'permit', 'scan', 'remote-session'].flatMap(idsOf);
const findingNames = followed(plain).map(
  ({ finding, dueOn }) =>
    `${finding.asset === undefined ? finding.address : assetLink(plain, finding.asset).text} ${finding.id} 期限 ${dueOn}`,
);

/** As statements word them: with the record beside it, in the sentence, by the day alone, and of findings. */
const exceptions: readonly StatedException[] = [
  ...named.map((where) => ({ clauses: ['5.3.1'], day: '2026-11-24', where, text: '未达标' })),
  { clauses: ['5.2.1'], day: null, where: named.slice(0, 2).join('、'), text: '两条' },
  { clauses: ['5.2.1'], day: '2026-11-24', where: '', text: `书面许可补办逾期（${idsOf('permit')[0]} 紧急口头许可）` },
  { clauses: [attendance], day: late.date, where: '', text: '驻点迟到 25 分' },
  {
    ...{
      clauses: ['5.3.6'],
      day: null,
      where: idsOf('scan')[0] ?? '',
      text: `逾期未修复的漏洞 1 个：${findingNames[0]}`,
    },
    findings: { state: 'overdue', count: 1, cut: false },
  },
  { clauses: [], day: null, where: '', text: '2026-05 没有登记漏洞扫描' },
];

const withExceptions = (list: readonly StatedException[]): SiteFacts =>
  siteFacts({
    ...structuredClone(given),
    clauses: { headings: new Map(), verdicts: verdictsOf('owed', statement([], { exceptions: [...list] })) },
  });

/** Records to which the row leads, by their numbers. */
function ledTo(facts: SiteFacts, exception: StatedException): string[] {
  const place = exceptionPlace(facts, exception);
  const text = cellText(place);
  return [...text.matchAll(/[A-Z]{2,3}-\d{8}-\d{3,}/g)].map(([id]) => id);
}

function backFrom(facts: SiteFacts, id: string): string {
  const kind = facts.kinds.find(({ prefix }) => id.startsWith(`${prefix}-`));
  const record = facts.records[kind?.id ?? '']?.find((one) => one.id === id);
  if (kind === undefined || record === undefined) throw new Error(`no record ${id}`);
  return JSON.stringify(wholeRecord(facts, kind, record).facts.filter(({ label }) => label === '例外'));
}

describe('an exception', () => {
  it('property: is named by every record to which its row leads, in its own words', () => {
    fc.assert(
      fc.property(fc.subarray([...exceptions]), (list) => {
        const facts = withExceptions(list);
        for (const one of list)
          for (const id of ledTo(facts, one)) {
            const back = backFrom(facts, id);
            expect(back, id).toContain(JSON.stringify(one.text).slice(1, -1));
            expect(back, id).toContain('/clauses/state/exceptions#');
          }
      }),
      { numRuns: runs(5) },
    );
  });

  it('leads somewhere in each way in which statements name a record', () => {
    const facts = withExceptions(exceptions);
    const led = exceptions.map((one) => ledTo(facts, one).length);
    expect(led.filter((count) => count === 0)).toHaveLength(2);
    expect(backFrom(facts, late.id)).toContain('驻点迟到 25 分');
    expect(backFrom(facts, idsOf('permit')[0] ?? '')).toContain('书面许可补办逾期');
  });

  it('about findings is named on the page of each of them, and on no other', () => {
    const facts = withExceptions(exceptions);
    const pages = pagesOf(findings, facts);
    const paths = exceptions.flatMap((one) => {
      const place = exceptionPlace(facts, one);
      return (richCell(place).more ?? []).map(({ href }) => href);
    });
    const led = pages.filter(({ path }) => paths.includes(`/findings/${path}`));
    expect(led).toHaveLength(1);
    for (const page of led) expect(JSON.stringify(page)).toContain(exceptionsHref('2026-Q1'));
    const without = pagesOf(findings, withExceptions(exceptions.filter(({ text }) => !text.includes('漏洞 1 个'))));
    expect(JSON.stringify(without)).not.toContain('/clauses/state/exceptions#');
  });
});
