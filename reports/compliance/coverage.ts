/** What the statement knows of what had to exist: for the coverage of each clause. */

import type { ActivityState } from '../../src/assess/contract/activities.ts';
import { singles } from '../../src/assess/contract/clause-status.ts';
import type { CoverageFacts } from '../../src/assess/contract/coverage.ts';
import { devicesOf } from '../../src/assess/contract/evidence-targets.ts';
import type { Delivery } from '../../src/assess/deliveries/deliveries.ts';
import type { ClockState } from '../../src/assess/incidents/clock.ts';
import { summariseCommitments, summariseRestoration } from '../../src/assess/incidents/commitments.ts';
import type { Cover } from '../../src/assess/permits/permits.ts';
import type { Attendance } from '../../src/assess/service/attendance.ts';
import type { AvailabilityWindows } from '../../src/assess/service/availability-targets.ts';
import { logMonths, logRetention } from '../../src/assess/service/log-retention.ts';
import { type Asset, isAsset } from '../../src/contract/terms/assets.ts';
import { applies } from '../../src/contract/terms/checklist.ts';
import type { Clause } from '../../src/contract/terms/contract.ts';
import { limitTerms } from '../../src/contract/terms/levels.ts';
import { faultTopics, type Topic } from '../../src/contract/terms/topics.ts';
import { type DateText, dateOf, toDate } from '../../src/contract/time.ts';
import operationLog from '../../src/records/kinds/operation-log.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import type { IncidentPart } from '../incident/part.ts';
import { ofPeriod, type PeriodView } from '../period/period.ts';
import type { AvailabilityPart } from '../service/availability.ts';
import { observedSpans } from '../service/availability-windows.ts';
import { watchedAssets } from '../service/monitoring.ts';
import { keptCoverage, keptParts } from './kept.ts';

interface Known {
  records: readonly AnyRecord[];
  months: readonly string[];
  scannedMonths: ReadonlySet<string>;
  attendance: Attendance;
  activities: readonly ActivityState[];
  availability: AvailabilityPart;
  windows: AvailabilityWindows;
  covers: readonly Cover[];
  incidents: IncidentPart;
  deliveries: readonly Delivery[];
}

export function coverageFacts(view: PeriodView, known: Known): CoverageFacts {
  const { contract, assets } = view.input.contract;
  const own = assets.filter((one) => one.contract);
  const { due, without } = watchedAssets(view, known.availability);
  const kept = keptParts(view);
  return {
    ...known,
    days: wholeDays(view),
    assets: own,
    systems: own.filter((one) => isAsset(one, 'system')),
    keptLogs: keptLogs(view),
    watched: due,
    unwatched: without,
    backedUp: backedUp(view, own),
    devices: devicesOf({ contract, assets }),
    availabilityOf: (clause) => observedSpans(view, clause.id, known.windows),
    cases: casesOf(known.incidents),
    counted: (clause) => {
      const own = known.incidents.quotas.filter((one) => one.clause === clause.id);
      return [...new Set(own.map(({ counts }) => counts ?? '故障'))].join('、') || '故障';
    },
    documents: (clause) =>
      known.deliveries.filter(
        ({ obligation }) =>
          !('kind' in obligation || 'file' in obligation) && singles(obligation, contract).has(clause.id),
      ),
    kept: (clause) => keptCoverage(kept, clause.id),
    happened: (kind, from, to) =>
      ((view.input.records[kind] ?? []) as AnyRecord[]).some(({ at }) => dateOf(at) >= from && dateOf(at) <= to),
  };
}

/** The incidents that any topic of the clause is about. */
export const incidentsOf = (clause: Clause, facts: CoverageFacts): Set<string> =>
  new Set(
    clause.topics
      .filter((topic) => faultTopics.includes(topic))
      .flatMap((topic) => facts.cases(clause, topic).map(({ id }) => id)),
  );

/** Days that are counted whole: the log of a day comes in when it is over. */
function wholeDays({ firstDay, lastDay }: PeriodView): DateText[] {
  const days: DateText[] = [];
  for (let day = toDate(firstDay); day.toString() <= lastDay; day = day.add({ days: 1 })) days.push(day.toString());
  return days;
}

function keptLogs(view: PeriodView): Set<string> {
  const { from } = view.input.contract.contract.servicePeriod;
  return new Set(
    logRetention(ofPeriod(view, operationLog), from, logMonths(view.input.contract.contract) ?? 0)
      .filter(({ state, notBackedUp }) => (state === 'kept' || state === 'building') && notBackedUp === 0)
      .map(({ asset }) => asset),
  );
}

/** The inspection checklist says whose newest backup is looked at. */
function backedUp(view: PeriodView, own: readonly Asset[]): Asset[] {
  const checks = view.input.contract.checks.filter(({ metric }) => metric === 'backup.last');
  return own.filter((asset) => checks.some((one) => applies(one, asset)));
}

const clocks: Partial<Record<Topic, string>> = {
  response: 'response',
  'remote-start': 'remote-start',
  arrival: 'arrival',
};

/** By the limits that the contract's data give to the clause itself; restoration, record and quota by the faults they concern. */
function casesOf({ own, summary, quotas, context }: IncidentPart): CoverageFacts['cases'] {
  const limits = summariseCommitments(own, context);
  const { levels, requirements } = summariseRestoration(own, context);
  const record = summary.assessments.flatMap(({ id, clocks: all }) =>
    all.filter((one) => one.id === 'record' && one.state !== 'not-applicable').map(({ state }) => ({ id, state })),
  );
  const ofClass = (id: string | undefined): Set<string> =>
    new Set(
      summary.assessments.filter((one) => one.classes.some((own) => own.id === id && own.byAny)).map((one) => one.id),
    );
  const counted = (clause: string): string[] =>
    quotas
      .filter((one) => one.clause === clause)
      .flatMap(({ byOption }) => byOption.flatMap(({ supplier, pending }) => [...supplier, ...pending]));
  const seen = (ids: readonly string[]) => [...new Set(ids)].map((id) => ({ id, state: 'met' as ClockState }));
  return (clause, topic) => {
    if (topic === 'quota') return seen(counted(clause.id));
    if (topic === 'repair' || topic === 'support-system') return seen(own.map(({ id }) => id));
    if (topic === 'restoration')
      return [...levels, ...(requirements === null ? [] : [requirements])].flatMap(({ cases }) => cases);
    if (topic === 'incident-record') return record;
    const terms = limitTerms(context.contract).filter((one) => one.clock === clocks[topic] && one.clause === clause.id);
    const all = terms.some((one) => one.class === undefined);
    const majors = new Set(terms.flatMap((one) => [...ofClass(one.class)]));
    return limits
      .filter((one) => one.clock === clocks[topic] && one.clauses.includes(clause.id))
      .flatMap(({ cases }) => cases.filter(({ id }) => all || majors.has(id)));
  };
}
