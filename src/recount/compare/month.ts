/** The figures of 系统维护及优化记录月报, counted again. */

import { askedCounts } from '../backups/asked.ts';
import { keptFigures } from '../backups/kept.ts';
import { balanceOf } from '../balance.ts';
import { ofDays, ofPeriod, upToPeriod } from '../belongs.ts';
import { type Owed, periodsOf } from '../cadence/owed-periods.ts';
import { changeCounts } from '../changes.ts';
import { type Figures, under } from '../counted.ts';
import { attendanceFigures, certificatesShown } from '../counted-attendance.ts';
import { findingCounts } from '../counted-findings.ts';
import { type Data, datesOf, plusDays } from '../data.ts';
import { deliveryCounts } from '../delivery-counts.ts';
import type { Judged } from '../incidents.ts';
import { quotaFigures } from '../levels/quotas.ts';
import { type Seen, seenOf } from '../outages/availability.ts';
import { breachesOf } from '../permits/breaches.ts';
import { expenseFlow } from '../registers.ts';
import { bearing } from '../score/scored-clauses.ts';
import { countedDays } from '../spans.ts';
import { isOf } from '../units.ts';
import { takenBackOf, workCounts } from '../work.ts';
import { serviceRecords, type World } from '../world.ts';

export function monthFigures(world: World): Figures {
  return {
    ...under('deliveries', deliveryCounts(world)),
    ...attendanceFigures(world),
    ...certificatesShown(world),
    ...incidentFigures(world),
    ...inspectionFigures(world),
    ...availabilityFigures(world),
    ...findingFigures(world),
    ...backupFigures(world),
    ...keptFigures(world),
    ...workFigures(world),
    ...expenseFigures(world),
    ...permitFigures(world),
  };
}

/** Where no clause asks for a permit and nothing was done without one nothing is printed of them. */
function permitFigures(world: World): Figures {
  const breaches = breachesOf(world).length;
  return breaches > 0 || bearing(world.contract, 'permit').length > 0 ? { 'permits.breaches': breaches } : {};
}

const count = (list: readonly Data[], test: (one: Data) => boolean): number => list.filter(test).length;

const DECIDED = ['met', 'missed', 'overrun', 'unrecorded'] as const;

/** Faults, their clocks and quotas. */
export function incidentFigures(world: World): Figures {
  const { incidents, counts } = balanceOf(world);
  const faults = incidents.filter((one) => !one.requirement);
  const own = faults.filter(({ record }) => counts(`${record.id} level`));
  const isCounted = ({ record }: Judged, clock: string): boolean => counts(`${record.id} ${clock}`);
  const figures: Figures = { 'incidents.total': own.length };
  for (const { id, requirement } of world.contract.levels) {
    if (requirement === true) continue;
    const restored = faults.filter((one) => one.restored !== null && isCounted(one, 'restoration'));
    figures[`incidents.${id.toLowerCase()}`] = count(own, (one) => one.level === id);
    figures[`incidents.${id.toLowerCase()}.restored`] = count(restored, (one) => one.level === id);
  }
  for (const clock of new Set(['restoration', ...faults.flatMap((one) => Object.keys(one.clocks))])) {
    const judged = faults.filter((one) => one.clocks[clock] !== undefined && isCounted(one, clock));
    const states = judged.map((one) => one.clocks[clock]?.state);
    const of = Object.fromEntries(DECIDED.map((state) => [state, states.filter((one) => one === state).length]));
    const denominator = DECIDED.reduce((sum, state) => sum + (of[state] ?? 0), 0);
    const undecided = states.filter((one) => one === 'undecided').length;
    Object.assign(
      figures,
      under(`clocks.${clock}`, { ...of, undecided, rate: { numerator: of['met'] ?? 0, denominator } }),
    );
  }
  return { ...figures, ...quotaFigures(world, incidents, countedDays(world)) };
}

function inspectionFigures(world: World): Figures {
  const { from, to } = countedDays(world);
  const inspected = new Set(ofDays(world, 'inspection').map((one) => one.date));
  const logs = world.obligations.filter(({ id }) => isOf(world, id, 'inspection-log'));
  const every = serviceRecords(world, 'inspection').map(({ date }) => date as string);
  const dates = [...new Set(every)].sort();
  const owed = new Map(
    logs.flatMap((log) => periodsOf(world, log).map((one): [string, Owed] => [`${log.id} ${one.id}`, one])),
  );
  // A log of a week or a shift is about the newest day in it that was inspected.
  const dayOf = ({ from: first, to: last }: Owed): string | undefined =>
    dates.findLast((day) => day >= first && day <= last);
  const confirmed = new Set(
    upToPeriod(world, 'signoff')
      .filter((one) => one.action === 'confirm' && isOf(world, one.obligation, 'inspection-log'))
      .map((one) => {
        const own = owed.get(`${one.obligation} ${one.period}`);
        return (own === undefined ? undefined : dayOf(own)) ?? one.period;
      }),
  );
  const figures = {
    days: inspected.size,
    confirmed: [...inspected].filter((day) => confirmed.has(day)).length,
  };
  const isDaily = ({ every: cadence, timesADay, only, cadence: named }: Data): boolean =>
    only === undefined &&
    (named === 'day' || timesADay !== undefined || (cadence?.unit === 'day' && Number(cadence.n ?? 1) === 1));
  if (logs.length === 0 || logs.some(isDaily)) {
    const missing = datesOf(from, to).filter((day) => !inspected.has(day)).length;
    return under('inspection', { ...figures, due: inspected.size + missing, missing });
  }
  const ended = [...owed.values()].filter((one) => from <= one.to && one.to <= to);
  const spans = new Map(ended.map((one) => [`${one.from} ${one.to}`, one]));
  const missing = [...spans.values()].filter((one) => dayOf(one) === undefined).length;
  return under('inspection', { ...figures, due: spans.size, missing });
}

/** Of the days that are counted whole. */
function availabilityFigures(world: World): Figures {
  const { clock } = world;
  const days = countedDays(world);
  const probes = ofDays(world, 'probe');
  const before = serviceRecords(world, 'probe').filter(({ date }) => date === plusDays(days.from, -1));
  const none = { numerator: 0, denominator: 0 };
  if (probes.length === 0) return { 'availability.overall': none };
  const [from, to] = [clock.at(days.from, '00:00'), clock.at(plusDays(days.to, 1), '00:00')];
  const figures: Figures = {};
  const all = { up: 0, observed: 0, owed: 0 };
  const seen = seenOf(world, { counted: probes, before }, from, to);
  for (const [target, { up, down, unobserved, outages }] of seen) {
    figures[`availability.${target}`] = { numerator: up, denominator: up + down };
    figures[`outages.${target}`] = outages;
    all.up += up;
    all.observed += up + down;
    all.owed += up + down + unobserved;
  }
  figures['availability.overall'] = { numerator: all.up, denominator: all.observed };
  figures['availability.coverage'] = { numerator: all.observed, denominator: all.owed };
  return { ...figures, ...withWindows(seen) };
}

/** The same with agreed maintenance, where anything was down in it. */
function withWindows(seen: ReadonlyMap<string, Seen>): Figures {
  const all = [...seen].map(([target, { up, down, inWindows }]) => {
    return { target, up: up + inWindows.up, observed: up + down + inWindows.up + inWindows.down };
  });
  if ([...seen.values()].every(({ inWindows }) => inWindows.down === 0)) return {};
  const sum = (key: 'up' | 'observed'): number => all.reduce((total, one) => total + one[key], 0);
  return {
    'availability.with-maintenance': { numerator: sum('up'), denominator: sum('observed') },
    ...Object.fromEntries(
      all.map((one) => [
        `availability.with-maintenance.${one.target}`,
        { numerator: one.up, denominator: one.observed },
      ]),
    ),
  };
}

function findingFigures(world: World): Figures {
  return {
    ...under('findings', findingCounts(world, balanceOf(world))),
    'scans.total': ofPeriod(world, 'scan').length,
    'scans.corrected.count': 0 - takenBackOf(world, 'scan').length,
  };
}

function backupFigures(world: World): Figures {
  const own = ofPeriod(world, 'backup');
  const success = own.filter((one) => one.result === 'success' && one.verified !== 'failed');
  return under('backups', {
    total: own.length,
    success: success.length,
    failed: own.length - success.length,
    verified: count(own, (one) => one.verified === 'passed'),
    'verify-failed': count(own, (one) => one.verified === 'failed'),
    offsite: count(success, (one) => one.offsite !== undefined),
    ...askedCounts(world),
  });
}

function workFigures(world: World): Figures {
  const orders = ofPeriod(world, 'service-order');
  const alerts = ofPeriod(world, 'alert-proposal');
  const { counts, held } = balanceOf(world);
  const operations = ofPeriod(world, 'note').filter((one) => one.topic === 'operation');
  const scores = scoresOf(world, orders);
  const satisfied = scores.filter((score) => score >= 4).length;
  const average = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return {
    ...workCounts(world, counts, held),
    ...under('changes', changeCounts(world, counts, held)),
    ...under('operations', { count: operations.length }),
    ...under('alerts', { total: alerts.length, pending: count(alerts, (one) => one.decision === 'pending') }),
    ...under('satisfaction', {
      total: scores.length,
      average: scores.length === 0 ? null : Math.round(average * 100) / 100,
      rate: { numerator: satisfied, denominator: scores.length },
    }),
  };
}

/** A service order whose score stands in a survey of its own counts once. */
function scoresOf(world: World, orders: readonly Data[]): number[] {
  const surveys = ofPeriod(world, 'satisfaction');
  const told = new Set(surveys.map((one) => one.order));
  const scored = orders.filter((one) => one.satisfaction !== undefined && !told.has(one.id));
  return [...surveys.map((one) => Number(one.score)), ...scored.map((one) => Number(one.satisfaction))];
}

function expenseFigures(world: World): Figures {
  const figures: Record<string, number> = {};
  for (const one of ofPeriod(world, 'expense')) {
    const key = `expenses.${one.payer}.${expenseFlow(one.type)}`;
    figures[key] = Math.round(((figures[key] ?? 0) + one.amount) * 100) / 100;
    figures[`${key}.count`] = (figures[`${key}.count`] ?? 0) + 1;
  }
  return figures;
}
