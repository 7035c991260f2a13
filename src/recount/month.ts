/** The figures of 系统维护及优化记录月报, counted again. */
import { attendanceFigures } from './attendance.ts';
import { seenOf } from './availability.ts';
import { ofPeriod } from './belongs.ts';
import { type Figures, under } from './counted.ts';
import { type Data, datesOf, ms } from './data.ts';
import { deliveryCounts } from './deliveries.ts';
import { findingCounts } from './findings.ts';
import { optionOf } from './incidents.ts';
import { incidentsOf } from './period-incidents.ts';
import { expenseFlow } from './registers.ts';
import { dayOf, lastDayOf, serviceRecords, type World } from './world.ts';

export function monthFigures(world: World): Figures {
  return {
    ...under('deliveries', deliveryCounts(world)),
    ...attendanceFigures(world),
    ...incidentFigures(world),
    ...inspectionFigures(world),
    ...availabilityFigures(world),
    ...findingFigures(world),
    ...backupFigures(world),
    ...workFigures(world),
    ...expenseFigures(world),
  };
}

const count = (list: readonly Data[], test: (one: Data) => boolean): number => list.filter(test).length;

const DECIDED = ['met', 'missed', 'overrun', 'unrecorded'] as const;

function incidentFigures(world: World): Figures {
  const { own, all } = incidentsOf(world);
  const faults = own.filter((one) => !one.requirement);
  const figures: Figures = { 'incidents.total': faults.length };
  for (const { id, rtoMinutes } of world.contract.faultLevels) {
    if (rtoMinutes === null) continue;
    const level = faults.filter((one) => one.level === id);
    figures[`incidents.${id.toLowerCase()}`] = level.length;
    figures[`incidents.${id.toLowerCase()}.restored`] = count(level, (one) => one.restored);
  }
  for (const clock of Object.keys(faults[0]?.clocks ?? { restoration: null })) {
    const states = faults.map((one) => one.clocks[clock]?.state);
    const of = Object.fromEntries(DECIDED.map((state) => [state, states.filter((one) => one === state).length]));
    const denominator = DECIDED.reduce((sum, state) => sum + (of[state] ?? 0), 0);
    Object.assign(figures, under(`clocks.${clock}`, { ...of, rate: { numerator: of['met'] ?? 0, denominator } }));
  }
  const inService = all.filter((one) => world.clock.day(one.start) >= world.contract.servicePeriod.from);
  for (const option of Object.keys(inService[0]?.major ?? shownOptions(world))) {
    const major = inService.filter((one) => one.major[option] != null).map((one) => one.record.responsibility);
    const supplier = count(major, (one) => one === 'supplier');
    const pending = count(major, (one) => one === 'pending');
    Object.assign(figures, under(`quota.${option}`, { supplier, pending, others: major.length - supplier - pending }));
  }
  return figures;
}

const shownOptions = (world: World): Record<string, null> =>
  Object.fromEntries(optionOf(world, 'major', 'letter').all.map((option) => [option, null]));

function inspectionFigures(world: World): Figures {
  const days = datesOf(world.manifest.from, lastDayOf(world));
  const inspected = new Set(ofPeriod(world, 'inspection').map((one) => one.date));
  const confirmed = new Set(
    serviceRecords(world, 'signoff')
      .filter((one) => one.action === 'confirm' && one.obligation === 'inspection-log')
      .map((one) => one.period),
  );
  const missing = days.filter((day) => !inspected.has(day)).length;
  return under('inspection', {
    due: inspected.size + missing,
    days: inspected.size,
    confirmed: [...inspected].filter((day) => confirmed.has(day)).length,
    missing,
  });
}

/** Up to the midnight after the last probed day, or to the moment of judging where today's probes are in. */
function availabilityFigures(world: World): Figures {
  const { manifest, clock, asOf } = world;
  const probes = ofPeriod(world, 'probe');
  const days = probes.map((one) => one.date).sort();
  const last = days.at(-1);
  const none = { numerator: 0, denominator: 0 };
  if (last === undefined) return { 'availability.overall': none };
  const from = clock.at(manifest.from, '00:00');
  const today = clock.at(lastDayOf(world), '00:00');
  const end = Math.min(clock.at(manifest.to, '00:00') + 86_400_000, ms(asOf));
  const over = ms(asOf) >= clock.at(manifest.to, '00:00') + 86_400_000;
  const to = over || last >= lastDayOf(world) ? end : today;
  const seen = from < to ? seenOf(world, probes, from, to) : new Map();
  const figures: Figures = {};
  const all = { up: 0, observed: 0, owed: 0 };
  for (const [target, { up, down, unobserved, outages }] of seen) {
    figures[`availability.${target}`] = { numerator: up, denominator: up + down };
    figures[`outages.${target}`] = outages;
    all.up += up;
    all.observed += up + down;
    all.owed += up + down + unobserved;
  }
  figures['availability.overall'] = { numerator: all.up, denominator: all.observed };
  if (seen.size > 0) figures['availability.coverage'] = { numerator: all.observed, denominator: all.owed };
  return figures;
}

function findingFigures(world: World): Figures {
  const upToPeriod = (kind: string) =>
    serviceRecords(world, kind).filter((one) => dayOf(world, one) <= world.manifest.to);
  const scans = upToPeriod('scan').filter((one) => ms(one.finishedAt) <= ms(world.asOf));
  const from = world.clock.at(world.manifest.from, '00:00');
  return {
    ...under('findings', findingCounts(world, scans, upToPeriod('finding-decision'), from)),
    'scans.total': ofPeriod(world, 'scan').length,
  };
}

function backupFigures(world: World): Figures {
  const own = ofPeriod(world, 'backup');
  const success = own.filter((one) => one.result === 'success');
  return under('backups', {
    total: own.length,
    success: success.length,
    failed: own.length - success.length,
    verified: count(own, (one) => one.verified === 'passed'),
    'verify-failed': count(own, (one) => one.verified === 'failed'),
    offsite: count(success, (one) => one.offsite !== undefined),
  });
}

function workFigures(world: World): Figures {
  const calls = ofPeriod(world, 'call');
  const questions = ofPeriod(world, 'consultation');
  const requests = ofPeriod(world, 'service-request');
  const orders = ofPeriod(world, 'service-order');
  const alerts = ofPeriod(world, 'alert-proposal');
  const changes = changesOf(world);
  const operations = ofPeriod(world, 'note').filter((one) => one.topic === 'operation');
  const scores = scoresOf(world, orders);
  const satisfied = scores.filter((score) => score >= 4).length;
  const average = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return {
    ...under('calls', { count: calls.length, done: count(calls, (one) => one.outcome !== 'missed') }),
    ...under('consultations', { count: questions.length, done: count(questions, (one) => one.status !== 'open') }),
    ...under('requests', { count: requests.length, done: count(requests, (one) => one.result === 'done') }),
    ...under('orders', { count: orders.length, done: count(orders, (one) => one.result === 'done') }),
    ...under('changes', { count: changes.length, done: count(changes, (one) => one.stage === 'confirmed') }),
    ...under('operations', { count: operations.length }),
    ...under('alerts', { total: alerts.length, pending: count(alerts, (one) => one.decision === 'pending') }),
    ...under('satisfaction', {
      total: scores.length,
      average: Math.round(average * 100) / 100,
      rate: { numerator: satisfied, denominator: scores.length },
    }),
  };
}

/** Asked for, released or confirmed in the period, or still under way. */
function changesOf(world: World): Data[] {
  const inside = (at: string | undefined): boolean => {
    if (at === undefined) return false;
    const day = world.clock.day(at);
    return day >= world.manifest.from && day <= world.manifest.to;
  };
  return serviceRecords(world, 'change')
    .filter((one) => world.clock.day(one.at) <= world.manifest.to)
    .filter(
      (one) =>
        [one.at, one.releasedAt, one.confirmedAt].some(inside) ||
        !['confirmed', 'rejected', 'cancelled'].includes(one.stage),
    );
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
