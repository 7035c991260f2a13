/** What the statement knows of what had to exist: for the coverage of each clause. */

import type { ActivityState } from '../../src/assess/contract/activities.ts';
import { casesOf } from '../../src/assess/contract/clause-cases.ts';
import { singles } from '../../src/assess/contract/clause-status.ts';
import type { Coverage, CoverageFacts } from '../../src/assess/contract/coverage.ts';
import { devicesOf } from '../../src/assess/contract/evidence-targets.ts';
import { type Asset, isAsset } from '../../src/contract/terms/assets.ts';
import { keepClausesOf } from '../../src/contract/terms/backups.ts';
import { applies } from '../../src/contract/terms/checklist.ts';
import type { Clause } from '../../src/contract/terms/contract.ts';
import { type DateText, dateOf, toDate } from '../../src/contract/time.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import type { Attendance } from '../../src/subjects/attendance/judge/attendance.ts';
import type { CertifiedDuty } from '../../src/subjects/attendance/judge/certificates.ts';
import type { AvailabilityWindows } from '../../src/subjects/availability/judge/availability-targets.ts';
import type { Delivery } from '../../src/subjects/deliveries/judge/deliveries.ts';
import type { FollowedFinding } from '../../src/subjects/findings/judge/findings.ts';
import { logMonths, logRetention } from '../../src/subjects/operation-logs/judge/log-retention.ts';
import operationLog from '../../src/subjects/operation-logs/kinds/operation-log.ts';
import type { Cover } from '../../src/subjects/permits/judge/permits.ts';
import type { KeptSet } from '../../src/subjects/recovery/judge/backup-kept.ts';
import type { IncidentPart } from '../incident/part.ts';
import { nameOf, ofPeriod, type PeriodView } from '../period/period.ts';
import { countedSets, owedOf } from '../recovery/owed.ts';
import type { AvailabilityPart } from '../service/availability.ts';
import { observedSpans } from '../service/availability-windows.ts';
import { watchedAssets } from '../service/watched.ts';
import { keptCoverage, keptParts } from './kept.ts';

interface Known {
  records: readonly AnyRecord[];
  months: readonly string[];
  scannedMonths: ReadonlySet<string>;
  monthOf(day: string): string;
  awaitingRescan: readonly FollowedFinding[];
  attendance: Attendance;
  certified: readonly CertifiedDuty[];
  keptSets: readonly KeptSet[];
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
    assets,
    systems: own.filter((one) => isAsset(one, 'system')),
    keptLogs: keptLogs(view),
    watched: due,
    unwatched: without,
    backedUp: backedUp(view, own),
    owedSets: owedOf(view),
    backupSets: countedSets(view),
    devices: devicesOf({ contract, assets }),
    availabilityOf: (clause) => observedSpans(view, clause.id, known.windows),
    cases: casesOf({ ...known.incidents, assessments: known.incidents.summary.assessments }),
    counted: (clause) => {
      const own = known.incidents.quotas.filter((one) => one.clause === clause.id);
      return [...new Set(own.map(({ counts }) => counts ?? '故障'))].join('、') || '故障';
    },
    documents: (clause) =>
      known.deliveries.filter(
        ({ obligation }) =>
          !('kind' in obligation || 'file' in obligation) && singles(obligation, contract).has(clause.id),
      ),
    beside: (clause) => [
      ...keptCoverage(kept, clause.id),
      ...rescans(view, clause, known.awaitingRescan),
      ...certificates(clause, known.certified),
      ...keptUntil(view, clause, known.keptSets),
    ],
    happened: (kind, from, to) =>
      ((view.input.records[kind] ?? []) as AnyRecord[]).some(({ at }) => dateOf(at) >= from && dateOf(at) <= to),
  };
}

/** A repair is proven by the scan that no longer shows the finding: until then it is no exception, and no evidence. */
function rescans(view: PeriodView, { topics }: Clause, awaiting: readonly FollowedFinding[]): Coverage[] {
  if (!topics.includes('scan') || awaiting.length === 0) return [];
  const missing = awaiting.map(({ finding: { id, asset, address } }) => `${nameOf(view, asset ?? address)} ${id}`);
  return [{ wanted: '期限内已发布修复的漏洞的复扫确认', counter: '个', expected: missing.length, found: 0, missing }];
}

/** Shifts that ask for a certificate: of one that nobody wrote down nothing is known, whatever a later record shows. */
function certificates({ id }: Clause, all: readonly CertifiedDuty[]): Coverage[] {
  const own = all.filter(({ asked }) => asked.clauses.includes(id));
  if (own.length === 0) return [];
  const unknown = own.filter(({ state }) => state === 'unknown');
  const groups = Map.groupBy(unknown, ({ duty, asked }) => `${duty.person}的${asked.name}`);
  return [
    {
      ...{ wanted: '在岗人员的证书登记', counter: '班次', expected: own.length, found: own.length - unknown.length },
      missing: [...groups].map(([name, shifts]) => `${name}（${shifts.length} 班次）`),
    },
  ];
}

/** Sets whose time was over, or that went before it: of one that nothing shows nobody knows whether it was kept. */
function keptUntil(view: PeriodView, { id }: Clause, all: readonly KeptSet[]): Coverage[] {
  const own = all.filter(({ asked }) => keepClausesOf(asked).includes(id));
  if (own.length === 0) return [];
  const unseen = own.filter(({ state }) => state === 'unseen');
  return [
    {
      ...{ wanted: '保留期满的备份集的去向', counter: '份', expected: own.length, found: own.length - unseen.length },
      missing: unseen.map(({ asset, day }) => `${day}（${nameOf(view, asset)}）`),
    },
  ];
}

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
