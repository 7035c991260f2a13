/** What interrupted one thing that is observed, as a table, each with the fault that was written down of it. Pure. */

import { settledTable } from '../../page/table.ts';
import { countedRestoration, vouchedIncident } from '../../records/purchaser.ts';
import type { Cell, TableBlock } from '../../report/site-model.ts';
import type { TargetAvailability } from '../../subjects/availability/judge/availability.ts';
import { type OutageOf, outageTable as outagesOf } from '../../subjects/availability/tables.ts';
import { levelUsed } from '../../subjects/incidents/judge/incident-facts.ts';
import { incidentsOfOutage } from '../../subjects/incidents/judge/monitoring.ts';
import alertKind from '../../subjects/incidents/kinds/alert-proposal.ts';
import incidentKind, { type IncidentRecord } from '../../subjects/incidents/kinds/incident.ts';
import { recordsOf, type SiteFacts } from './facts.ts';
import { naming, recordHref } from './links.ts';
import type { SiteNeed } from './needs.ts';

/** What tells of the fault behind an outage. */
export const outageNeeds: readonly SiteNeed[] = [
  { kind: incidentKind.id, window: 'all' },
  { kind: alertKind.id, window: 'all' },
];

/**
 * @param facts with the records of `outageNeeds`
 * @param one the watched object, its outages in the order in which they are shown
 * @param span days, both included, that were looked at
 */
export const outageTable = (
  facts: SiteFacts,
  { target, outages }: Pick<TargetAvailability, 'target' | 'outages'>,
  { from, to }: { from: string; to: string },
): TableBlock => {
  const table = outagesOf(naming(facts));
  return settledTable(
    {
      ...table,
      columns: { ...table.columns, fault: { label: '故障', wide: true, value: (one) => faultCell(facts, one) } },
      empty: `${from} 至 ${to}，观测到的时间内没有中断。`,
    },
    outages.map((one) => ({ target, ...one })),
    'site',
  );
};

/** What the contract counts as a requirement interrupts nothing, however long it goes on. */
function faultsOf(facts: SiteFacts): IncidentRecord[] {
  const { contract } = facts.contract;
  const demands = new Set(contract.levels.filter(({ requirement }) => requirement === true).map(({ id }) => id));
  return recordsOf(facts, incidentKind).filter(
    (one) => !demands.has(levelUsed(vouchedIncident(one), contract, countedRestoration(one)?.at ?? null, facts.now).id),
  );
}

/** The faults that name the object and lasted into the outage; that there is none says nothing of those of other objects. */
function faultCell(facts: SiteFacts, { target, from, to }: OutageOf): Cell {
  const alerts = recordsOf(facts, alertKind);
  const found = incidentsOfOutage({ target, from, to }, faultsOf(facts), alerts, facts.now);
  const [first, ...others] = found;
  if (first === undefined) return { text: '没有登记涉及此对象的故障', tone: 'muted' };
  return {
    text: first.title,
    href: recordHref(facts, first.id),
    ...(others.length === 0
      ? { sub: first.id }
      : { more: others.map(({ id, title }) => ({ text: title, href: recordHref(facts, id) })) }),
  };
}
