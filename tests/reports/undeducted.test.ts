/** A contract that deducts nothing: what would be charged elsewhere is told all the same, once, and without points or money. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { complianceFacts } from '../../reports/compliance/facts.ts';
import deliverable from '../../reports/compliance-statement.ts';
import { undeductedText } from '../../src/assess/contract/undeducted.ts';
import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';
import { type PenaltyGround, penaltiesSchema } from '../../src/contract/terms/penalties.ts';
import { requirementsSchema } from '../../src/contract/terms/requirements.ts';
import type { Topic } from '../../src/contract/terms/topics.ts';
import { drawnFrom, runs } from '../support/runs.ts';
import { bundle } from './_documents.ts';
import { incidentOf } from './_incidents.ts';
import { AS_OF, issuedUntil, records } from './_month.ts';
import { periodicDocument, periodicInput } from './_periodic.ts';
import { rowsOf, sectionOf, tableOf } from './_printed.ts';

const quarter = { deliverable, records, period: '2026-Q3', asOf: AS_OF, issued: issuedUntil(AS_OF) };

/** Every ground that finds something by the facts alone. */
const rules: Partial<Record<PenaltyGround, object>> = {
  'over-limit': { topics: ['response', 'remote-start', 'arrival', 'restoration', 'incident-record'] },
  ...{ attendance: {}, document: {}, activity: {}, quota: {}, backup: {}, permit: {} },
};
const penalties = penaltiesSchema.parse([
  {
    ...{ id: 'all', name: '全部', clauses: ['5.3'], measure: 'points', period: 'quarter' },
    rules: Object.entries(rules).map(([on, more]) => ({
      ...{ id: on, label: on, clauses: ['5.3'], on, per: 'occurrence', amount: 1, ...more },
    })),
  },
]);

/** More than the bureau's paper asks for: sets of a backup, an activity of each month, and a quota that nothing is left of. */
const requirements = requirementsSchema.parse({
  ...bundle.contract.requirements,
  backups: [{ id: 'daily', name: '日备份', assets: ['mysql-primary'], per: 'day', clauses: ['5.3.7'] }],
  activities: [{ id: 'talk', name: '例会', kind: 'activity', times: 2, per: 'month', clauses: ['5.3.9'] }],
});
const quotas = (bundle.contract.quotas ?? []).map(({ class: _, ...one }) => ({ ...one, limit: 0 }));

/** Responded and restored beyond the limits. */
const slow = incidentOf({
  ...{ id: 'GZ-20260916-009', level: 'P2', reported: '09:00:00', responded: '09:40:00', remote: '09:45:00' },
  ...{ restored: '19:00:00', closed: '19:30:00', more: { responsibility: 'supplier' } },
});

const contractWith = (changes: Partial<ContractBundle['contract']>): ContractBundle => ({
  ...bundle,
  contract: { ...bundle.contract, ...changes },
});

/** Without the topics of some clauses, so that nothing finds them. */
const topicless = (gone: ReadonlySet<number>) =>
  bundle.contract.clauses.map((one, n) => (gone.has(n) ? { ...one, topics: [] as Topic[] } : one));

test('all that a charge on any ground would name stands in the list of exceptions, whatever the clauses say', () => {
  const all = bundle.contract.clauses.length;
  const seen = new Set<string>();
  fc.assert(
    fc.property(
      fc.oneof(fc.constant(all), fc.integer({ min: 0, max: all })),
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 2, max: 9 }),
      (count, step, left) => {
        const more = { requirements, quotas };
        const gone = new Set(Array.from({ length: count }, (_, n) => (n * step) % all));
        const clauses = topicless(gone);
        const given = { ...quarter, records: [...records.filter((_, n) => n % left !== 1), slow] };
        const factsOf = (contract: ContractBundle) => complianceFacts(periodicInput({ ...given, contract }).input);
        const { scores } = factsOf(contractWith({ ...more, clauses, penalties }));
        const charged = scores.flatMap(({ result }) =>
          result.rules.flatMap(({ rule, deductions }) => deductions.map((one) => ({ rule, one }))),
        );
        const { exceptions } = factsOf(contractWith({ ...more, clauses, penalties: [] }));
        const told = new Set(
          exceptions.flatMap(({ events = [], quota }) => [...events, ...(quota === undefined ? [] : [quota])]),
        );
        for (const { rule, one } of charged) {
          seen.add(rule.on);
          const events = (one.events ?? []).flatMap((event) => [
            event,
            ...(rule.on === 'quota' ? [event.split(' ')[1]] : []),
          ]);
          expect(
            events.some((event) => told.has(event ?? '')),
            `${rule.on} ${one.text}`,
          ).toBe(true);
        }
      },
    ),
    { numRuns: runs(4), ...drawnFrom },
  );
  expect([...seen].sort()).toEqual(['activity', 'attendance', 'backup', 'document', 'over-limit', 'permit', 'quota']);
});

test('each once: where a clause tells of it nothing is added', () => {
  const { exceptions } = complianceFacts(periodicInput(quarter).input);
  expect(exceptions.filter(({ unnamed, events }) => unnamed === true && events !== undefined)).toEqual([]);
});

test('the list says that nothing is deducted, and holds no points and no money', () => {
  const none = contractWith({ clauses: topicless(new Set(bundle.contract.clauses.keys())) });
  const doc = periodicDocument({ ...quarter, contract: none });
  const [note] = sectionOf(doc, 'exceptions').blocks;
  expect(note).toMatchObject({ type: 'note', text: '合同未约定扣款：未达到约定的事项逐项列明，不计分、不计金额。' });
  const rows = rowsOf(tableOf(doc, '例外清单'));
  expect(rows.length).toBeGreaterThan(0);
  for (const { text = '' } of rows) expect(text).not.toMatch(/扣|元|[\d.]+ ?分(?!钟|\d| \d)/);
  const scored = periodicDocument({ ...quarter, contract: contractWith({ penalties }) });
  expect(JSON.stringify(sectionOf(scored, 'exceptions').blocks)).not.toContain('未约定扣款');
});

test('that the contract deducts nothing is said only where no clause speaks of it', () => {
  const [first, ...rest] = bundle.contract.clauses;
  if (first === undefined) throw new Error('no clause');
  const said = (more: object) => undeductedText({ clauses: [{ ...first, ...more }, ...rest], penalties: [] });
  expect(said({})).toMatch(/^合同未约定扣款/);
  expect(said({ topics: ['penalty'] })).toMatch(/^合同条款说到扣减，合同数据没有写明办法/);
  expect(said({ text: '逾期一日扣减服务费的千分之一。' })).toMatch(/^合同条款说到扣减/);
  expect(undeductedText({ clauses: bundle.contract.clauses, penalties })).toBeNull();
});
