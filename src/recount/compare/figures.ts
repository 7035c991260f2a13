/** The headline figures of a document, counted again: one function a unit, by the ids of the figures. */

import { askedCounts } from '../backups/asked.ts';
import { balanceOf } from '../balance.ts';
import { ofPeriod } from '../belongs.ts';
import { callFigures } from '../calls.ts';
import { type Figures, under } from '../counted.ts';
import { attendanceFigures } from '../counted-attendance.ts';
import { findingCounts } from '../counted-findings.ts';
import { type Data, ms } from '../data.ts';
import { deliveryCounts } from '../delivery-counts.ts';
import { drillFigures, exerciseFigures, goalsOf } from '../exercises.ts';
import { type Judged, judge } from '../incidents.ts';
import { type CheckRow, checkRows, confirmOf, outcomesIn } from '../inspection.ts';
import { clausesDuring } from '../levels/held.ts';
import { quotaFigures } from '../levels/quotas.ts';
import { instalmentFigures } from '../payments/instalments.ts';
import { submissionsOf } from '../period-incidents.ts';
import { registerFigures } from '../registers.ts';
import { scoreFigures } from '../score/score.ts';
import { bearing } from '../score/scored-clauses.ts';
import type { Span } from '../spans.ts';
import { systemFigures } from '../systems.ts';
import { isOf, ownUnit } from '../units.ts';
import { serviceRecords, type World } from '../world.ts';
import { comparedFindings } from './findings.ts';
import { monthFigures } from './month.ts';
import { once } from './once.ts';

/** null: figures of this document are not counted again. */
export function figuresOf(world: World): Figures | null {
  const register = world.registers.find((one) => one.id === world.manifest.obligation);
  if (register !== undefined) {
    const own = registerFigures(world, register);
    return { ...own, ...callFigures(world, register), ...attendanceOf(world, register) };
  }
  return counters[ownUnit(world)]?.(world) ?? null;
}

const count = (list: readonly Data[], test: (one: Data) => boolean): number => list.filter(test).length;

const counters: Readonly<Record<string, (world: World) => Figures>> = {
  'inspection-log': dayChecks,
  'daily-maintenance': dayChecks,
  'monthly-maintenance': monthFigures,
  'vulnerability-assessment': (world) => ({
    ...under('findings', findingCounts(world, balanceOf(world))),
    ...comparedFindings(world),
  }),
  'operation-log-analysis': (world) => {
    const logs = ofPeriod(world, 'operation-log');
    const anomalies = logs.flatMap((one) => one.anomalies);
    return under('logs', {
      total: logs.reduce((sum, one) => sum + one.total, 0),
      systems: new Set(logs.map((one) => one.asset)).size,
      anomalies: anomalies.length,
      'anomalies.abnormal': count(anomalies, (one) => one.judged === 'abnormal'),
      'anomalies.pending': count(anomalies, (one) => one.judged === 'pending'),
    });
  },
  'data-maintenance-ledger': (world) => {
    const requests = ofPeriod(world, 'service-request');
    return under('requests', {
      ...Object.fromEntries(
        ['account', 'data', 'interface'].map((id) => [id, count(requests, (one) => one.category === id)]),
      ),
      unfinished: count(requests, (one) => one.result === 'open' || one.result === 'failed'),
      rows: requests.reduce((sum, one) => sum + (one.affectedRows ?? 0), 0),
    });
  },
  'consultation-digest': (world) => {
    const own = ofPeriod(world, 'consultation');
    const states = ['solved', 'transferred', 'open'].map((id) => [id, count(own, (one) => one.status === id)] as const);
    return under('consultations', { total: own.length, ...Object.fromEntries(states) });
  },
  'backup-restore-test': (world) => {
    const backups = ofPeriod(world, 'backup');
    const tests = ofPeriod(world, 'restore-test');
    const passed = count(tests, (one) => one.result === 'passed');
    return {
      ...under('backups', {
        total: backups.length,
        bad: count(backups, (one) => one.result !== 'success' || one.verified === 'failed'),
        ...(world.manifest.event === null ? askedCounts(world) : {}),
      }),
      ...under('restore-tests', { total: tests.length, passed, 'goals-missed': goalsOf(tests).missed }),
    };
  },
  'period-report': monthFigures,
  'service-review': (world) => {
    const { 'inspection.days': inspected, ...month } = monthFigures(world);
    const kinds = {
      changes: 'change',
      requests: 'service-request',
      calls: 'call',
      consultations: 'consultation',
      orders: 'service-order',
      repairs: 'device-repair',
      backups: 'backup',
      'restore-tests': 'restore-test',
      drills: 'drill',
      scans: 'scan',
    };
    const work = Object.entries(kinds).map(([id, kind]) => [`${id}.count`, ofPeriod(world, kind).length] as const);
    const own = {
      ...month,
      ...{ 'inspection.days': inspected ?? 0, 'logs.systems-without': systemsWithoutLog(world) },
      ...Object.fromEntries(work),
      ...instalmentFigures(world),
    };
    return { ...own, ...systemFigures(world, own) };
  },
  'compliance-statement': (world) => ({
    ...under('deliveries', deliveryCounts(world, [world.manifest.obligation])),
    'clauses.total': clausesHeld(world),
  }),
  'assessment-score': scoreFigures,
  'rectification-plan': measureStates,
  'recovery-drill': drillFigures,
  'security-exercise': exerciseFigures,
  'incident-analysis': incidentClocks,
  'major-incident': (world) => ({ ...incidentClocks(world), ...quotasToDate(world) }),
};

/** Systems of the contract of which no log was registered since the service began, where a clause asks for their logs. */
function systemsWithoutLog(world: World): number {
  if (bearing(world.contract, 'operation-log').length === 0) return 0;
  const logged = new Set(serviceRecords(world, 'operation-log').map(({ asset }) => asset));
  return count(world.assets, (one) => one.contract !== false && one.family === 'application' && !logged.has(one.id));
}

/** Clauses that hold on one of the document's days; one that a later paper put anew is one. */
const clausesHeld = ({ contract, manifest: { from, to } }: World): number => clausesDuring(contract, from, to).length;

/** The hours of the document's shift; undefined when it is of whole days. */
function shiftOf({ obligations, manifest, spans }: World): Pick<Span, 'start' | 'end'> | undefined {
  const own = obligations.find(({ id }) => id === manifest.obligation);
  return own?.timesADay === undefined ? undefined : spans.at(-1);
}

/** Checks of the day, as the confirmation that the revision knew answered them. */
function dayChecks(world: World): Figures {
  const outcomes = outcomesIn(checksOf(world));
  return outcomes === null ? {} : under('checks', outcomes);
}

/** The rows that they count; null when nothing was collected. */
export const checksOf = once((world: World): CheckRow[] | null => {
  const { obligation, period, revision, from, to } = world.manifest;
  const isLog = isOf(world, obligation, 'inspection-log');
  const shift = isLog ? shiftOf(world) : undefined;
  const began = world
    .records('inspection')
    .filter(({ date, startedAt }) =>
      shift === undefined ? date >= from && date <= to : ms(startedAt) >= shift.start && ms(startedAt) < shift.end,
    );
  // Of several days the newest that was inspected.
  const day =
    began
      .map(({ date }) => date as string)
      .sort()
      .at(-1) ?? to;
  const confirms = world
    .records('signoff')
    .filter((one) => one.action === 'confirm' && isOf(world, one.obligation, 'inspection-log'))
    .filter((one) => !isLog || (one.obligation === obligation && one.revision <= revision));
  return checkRows(world, day, confirmOf(confirms, period), shift, isLog ? began : []);
});

/** The document's incident, judged. */
export const incidentOf = once((world): Judged | undefined => {
  const record = world.records('incident').find((one) => one.id === world.manifest.event);
  return record && judge(world, record, submissionsOf(world).get(record.id) ?? ownAnalysis(world));
});

/** Quotas in the year of the moment at which the document judges, over all incidents of the service: what it tells of is one of them. */
function quotasToDate(world: World): Figures {
  const submitted = submissionsOf(world);
  const all = serviceRecords(world, 'incident').map((one) => judge(world, one, submitted.get(one.id)));
  const today = world.clock.day(world.asOf);
  return quotaFigures(world, all, { from: today, to: today }, { withLimit: true });
}

/** Seconds of each of its clocks. */
function incidentClocks(world: World): Figures {
  return Object.fromEntries(
    Object.entries(incidentOf(world)?.clocks ?? {}).flatMap(([id, { seconds }]) =>
      seconds === null ? [] : [[`clock.${id}`, seconds]],
    ),
  );
}

/** 整改措施 of the document's incident; its deadline's own day is still in time. */
function measureStates(world: World): Figures {
  const record = world.records('incident').find((one) => one.id === world.manifest.event);
  const today = world.clock.day(world.asOf);
  const measures: Data[] = record?.measures ?? [];
  const states = measures.map((one) => (one.status !== 'done' && today > one.dueOn ? 'overdue' : one.status));
  const of = (state: string): number => states.filter((one) => one === state).length;
  return under('measures', {
    total: states.length,
    done: of('done'),
    doing: of('doing'),
    open: of('open'),
    overdue: of('overdue'),
  });
}

/** When the 故障分析处理记录 was issued: the first revision of this document, where it is one. */
function ownAnalysis(world: World): string | undefined {
  return ownUnit(world) === 'incident-analysis' ? world.cut : undefined;
}

/** Days of residents, in the register that counts them as the monthly report does. */
function attendanceOf(world: World, register: Data): Figures {
  return register.kind === 'duty' && register.groupBy === 'state' ? attendanceFigures(world) : {};
}
