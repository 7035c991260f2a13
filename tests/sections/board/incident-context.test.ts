import { expect, it } from 'vitest';
import { incidentContext } from '../../../src/sections/board/figures.ts';
import type { AlertProposalRecord } from '../../../src/subjects/incidents/kinds/alert-proposal.ts';
import type { ProbeRecord } from '../../../src/subjects/inspections/kinds/probe.ts';
import { siteFacts } from '../../support/site-parts.ts';

it('judges incidents in one context for the same facts, and in another where any part of them is another', () => {
  const facts = siteFacts();
  const [probe] = facts.records['probe'] as ProbeRecord[];
  const [alert] = facts.records['alert-proposal'] as AlertProposalRecord[];
  const [series] = probe?.series ?? [];
  if (probe === undefined || alert === undefined || series === undefined) throw new Error('no examples');
  const watched = (kind: string, record: AlertProposalRecord | ProbeRecord) => ({
    ...facts,
    records: { ...facts.records, [kind]: [record] },
  });
  const others = [
    { ...facts, now: '2026-11-25T19:00:00+08:00' },
    { ...facts, documents: [] },
    { ...facts, contract: { ...facts.contract } },
    watched('alert-proposal', { ...alert, incident: 'GZ-20261124-001' }),
    watched('probe', { ...probe, series: [{ ...series, states: 'd' }] }),
  ];
  for (const [n, other] of others.entries()) {
    const own = incidentContext(facts);
    const context = incidentContext(other);
    expect(context, String(n)).not.toBe(own);
    expect([own.asOf, context.asOf], String(n)).toEqual([facts.now, other.now]);
  }
  // A section has its own list of the same records.
  const again = Object.fromEntries(Object.entries(facts.records).map(([kind, list]) => [kind, [...list]]));
  expect(incidentContext({ ...facts, records: again })).toBe(incidentContext(facts));
});
