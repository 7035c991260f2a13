/**
 * Random histories of a short service, and what each document counts of it: issued at any time, in any order, from what was
 * known then. Only figures are composed; nothing is framed or drawn.
 */
import fc from 'fast-check';
import type { ComposeInput, Deliverable } from '../../reports/_deliverable.ts';
import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';
import { periodsOf } from '../../src/contract/calendar/cadence-periods.ts';
import type { IssuedSummary } from '../../src/contract/calendar/occurrence.ts';
import type { Cadence } from '../../src/contract/terms/cadence.ts';
import { at, compareInstants, dateOf, toDate, toInstant, toText } from '../../src/contract/time.ts';
import type { AnyRecord, RecordKind } from '../../src/records/record.ts';
import duty from '../../src/subjects/attendance/kinds/duty.ts';
import maintenanceWindow from '../../src/subjects/availability/kinds/maintenance-window.ts';
import change from '../../src/subjects/changes/kinds/change.ts';
import expense from '../../src/subjects/expenses/kinds/expense.ts';
import scan from '../../src/subjects/findings/kinds/scan.ts';
import incident from '../../src/subjects/incidents/kinds/incident.ts';
import inspection from '../../src/subjects/inspections/kinds/inspection.ts';
import probe from '../../src/subjects/inspections/kinds/probe.ts';
import permit from '../../src/subjects/permits/kinds/permit.ts';
import session from '../../src/subjects/permits/kinds/remote-session.ts';
import backup from '../../src/subjects/recovery/kinds/backup.ts';
import call from '../../src/subjects/requests/kinds/call.ts';
import consultation from '../../src/subjects/requests/kinds/consultation.ts';
import request from '../../src/subjects/requests/kinds/service-request.ts';
import signoff from '../../src/subjects/signing/kinds/signoff.ts';
import { signedScan } from '../support/signed.ts';
import { bundle } from './_documents.ts';
import { issuedFor, periodicInput } from './_periodic.ts';

/** It begins and ends within a month: nothing may hang on months that are whole. */
export const SERVICE = { from: '2026-09-11', to: '2026-12-20' };
export const MONTHS = ['2026-09', '2026-10', '2026-11', '2026-12'];
/** First hour after the service in which everything is closed. */
export const CLOSING = '2027-01-29T09:00:00+08:00';

const OWED = ['daily-maintenance', 'monthly-maintenance', 'call-register', 'consultation-digest'];

/** Few obligations, so that the calendar of each of the many documents is small. */
export const contract: ContractBundle = {
  ...bundle,
  contract: { ...bundle.contract, servicePeriod: SERVICE },
  obligations: bundle.obligations.filter(
    ({ id }) => OWED.includes(id) || ['service-review', 'vulnerability-assessment'].includes(id),
  ),
  registers: bundle.registers.filter(({ id }) => OWED.includes(id) || id === 'expense-register'),
  written: [],
};

/** An instant so many hours after the service began. */
export const hour = (n: number): string => toText(at(SERVICE.from, '00:00').add({ minutes: Math.round(n * 60) }));
const HOURS = 24 * (toDate(SERVICE.from).until(toDate(SERVICE.to), { largestUnit: 'days' }).days + 1);

/** A record as it stands from a time on; the first of its states is its entry. */
export interface Told {
  record: AnyRecord;
  /** Later states: an edit, or a 作废. */
  changes: { at: string; fields: Record<string, unknown> }[];
}

/** The records as they were known at an instant. */
export const knownAt = (history: readonly Told[], now: string): AnyRecord[] =>
  history
    .filter(({ record }) => compareInstants(record.enteredAt, now) <= 0)
    .map(({ record, changes }) =>
      changes
        .filter((one) => compareInstants(one.at, now) <= 0)
        .reduce((known, { fields }) => Object.assign(known, fields), { ...record }),
    );

export const idOf = (prefix: string, time: string, n: number): string =>
  `${prefix}-${dateOf(time).replaceAll('-', '')}-${String(n + 1).padStart(3, '0')}`;

const event = fc.integer({ min: 0, max: HOURS - 1 });
/** Most things are written down at once, some days or weeks later. */
export const delay = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 3 }) },
  fc.integer({ min: 4, max: 1200 }),
);
export const withdrawal = fc.option(fc.integer({ min: 1, max: 1500 }), { nil: null, freq: 4 });

export const withdrawn = (entered: string, after: number | null): Told['changes'] => {
  if (after === null) return [];
  const time = toText(Temporal.Instant.from(entered).add({ hours: after }));
  return [{ at: time, fields: { withdrawn: { by: '工程师', at: time, reason: '重复登记' } } }];
};

const calls = fc.array(fc.record({ event, delay, withdrawal }), { maxLength: 12 }).map((rows) =>
  rows.map((one, n): Told => {
    const time = hour(one.event);
    const record = { ...call.example, id: idOf('LD', time, n), at: time, enteredAt: hour(one.event + one.delay) };
    return { record, changes: withdrawn(record.enteredAt, one.withdrawal) };
  }),
);

const expenses = fc
  .array(
    fc.record({
      event,
      delay,
      withdrawal,
      amount: fc.nat(900),
      edit: fc.option(fc.integer({ min: 1, max: 1500 }), { nil: null }),
    }),
    { maxLength: 8 },
  )
  .map((rows) =>
    rows.map((one, n): Told => {
      const time = hour(one.event);
      const entered = hour(one.event + one.delay);
      const record = { ...expense.example, id: idOf('FY', time, n), at: time, enteredAt: entered, amount: one.amount };
      const later = one.edit === null ? null : toText(Temporal.Instant.from(entered).add({ hours: one.edit }));
      const edits =
        later === null
          ? []
          : [
              {
                at: later,
                fields: {
                  amount: one.amount + 7,
                  corrections: [{ at: later, by: '工程师', reason: '更正', what: '金额' }],
                },
              },
            ];
      return { record, changes: [...edits, ...withdrawn(entered, one.withdrawal)] };
    }),
  );

/** A change is entered when it is asked for, and confirmed by an edit, some of them much later than it happened. */
const changes = fc
  .array(
    fc.record({
      event,
      delay,
      withdrawal,
      confirm: fc.option(fc.record({ after: fc.integer({ min: 1, max: 900 }), told: delay }), { nil: null, freq: 3 }),
    }),
    { maxLength: 8 },
  )
  .map((rows) =>
    rows.map((one, n): Told => {
      const time = hour(one.event);
      const entered = hour(one.event + one.delay);
      const { confirmedAt: _confirmed, confirmedBy: _by, ...example } = change.example;
      const record = {
        ...example,
        ...{ id: idOf('BG', time, n), at: time, enteredAt: entered, stage: 'released' },
        ...{ assessedAt: time, agreedAt: time, testedAt: time, releasedAt: time },
      };
      const later = withdrawn(entered, one.withdrawal);
      if (one.confirm === null) return { record: record as AnyRecord, changes: later };
      const confirmedAt = hour(one.event + one.confirm.after);
      const told = [entered, hour(one.event + one.confirm.after + one.confirm.told)].toSorted(compareInstants).at(-1);
      const edit = { at: told as string, fields: { confirmedAt, confirmedBy: '用户', stage: 'confirmed' } };
      return { record: record as AnyRecord, changes: [edit, ...later].toSorted((a, b) => compareInstants(a.at, b.at)) };
    }),
  );

/** A question is entered when it is asked; its answer comes with that or by an edit, long afterwards at times, and may not hold. */
const consultations = fc
  .array(
    fc.record({
      event,
      delay,
      withdrawal,
      answer: fc.option(fc.record({ after: fc.integer({ min: 0, max: 900 }), told: delay }), { nil: null, freq: 4 }),
      reopen: fc.option(fc.integer({ min: 1, max: 900 }), { nil: null, freq: 2 }),
    }),
    { maxLength: 8 },
  )
  .map((rows) =>
    rows.map((one, n): Told => {
      const time = hour(one.event);
      const entered = hour(one.event + one.delay);
      const { answer: _answer, answeredAt: _at, answeredBy: _by, ...example } = consultation.example;
      const record = { ...example, id: idOf('ZX', time, n), at: time, enteredAt: entered, status: 'open' };
      const changes: Told['changes'] = [];
      if (one.answer !== null) {
        const answeredAt = hour(one.event + one.answer.after);
        const told = [entered, hour(one.event + one.answer.after + one.answer.told)].toSorted(compareInstants).at(-1);
        changes.push({ at: told as string, fields: { answeredAt, status: 'solved' } });
        if (one.reopen !== null) {
          const at = toText(Temporal.Instant.from(told as string).add({ hours: one.reopen }));
          changes.push({ at, fields: { answeredAt: undefined, status: 'open' } });
        }
      }
      changes.push(...withdrawn(entered, one.withdrawal));
      return { record: record as AnyRecord, changes: changes.toSorted((a, b) => compareInstants(a.at, b.at)) };
    }),
  );

const GRANTED = '2026-09-05T09:00:00+08:00';

/** Permits of every sort, and sessions, operations and backups under them, under none, or under one that there is not. */
export const permitted: fc.Arbitrary<Told[]> = fc
  .tuple(
    fc.array(
      fc.record({
        type: fc.constantFrom('single', 'standing', 'emergency'),
        operations: fc.subarray(['remote', 'account', 'backup', 'collect'], { minLength: 1 }),
        access: fc.constantFrom('read', 'change', undefined),
        requires: fc.subarray(['bastion', 'off-hours', 'review']),
        assets: fc.constantFrom(undefined, ['mysql-primary']),
        until: fc.integer({ min: 200, max: HOURS }),
        revoked: fc.option(fc.integer({ min: 200, max: HOURS }), { nil: null }),
        written: fc.option(fc.integer({ min: 1, max: 200 }), { nil: null }),
        signed: fc.boolean(),
      }),
      { maxLength: 4 },
    ),
    fc.array(
      fc.record({
        kind: fc.constantFrom('remote-session', 'service-request', 'backup'),
        event,
        permit: fc.constantFrom(0, 1, 2, 3, 9, null),
        without: fc.boolean(),
        access: fc.constantFrom('read', 'change', undefined),
        way: fc.constantFrom('bastion', 'vpn'),
        asset: fc.constantFrom('mysql-primary', 'app-server-1'),
      }),
      { minLength: 1, maxLength: 10 },
    ),
  )
  .map(([permits, done]) => {
    const idOfPermit = (n: number): string => `XK-20260905-00${n + 1}`;
    const grants = permits.map((one, n): Told => {
      const { attachments, ...example } = permit.example;
      const record = {
        ...example,
        ...{ id: idOfPermit(n), at: GRANTED, enteredAt: GRANTED, grantedAt: GRANTED, validFrom: GRANTED },
        ...{ type: one.type, operations: one.operations, access: one.access, requires: one.requires },
        ...{ assets: one.assets, conditions: undefined, scope: '例行维护', validTo: hour(one.until) },
        ...(one.revoked === null ? {} : { revokedAt: hour(one.revoked) }),
        ...(one.written === null ? {} : { writtenAt: hour(105 + one.written) }),
        ...(one.signed ? { attachments: attachments?.map((file) => ({ ...file, takenAt: GRANTED })) } : {}),
      };
      return { record: JSON.parse(JSON.stringify(record)) as AnyRecord, changes: [] };
    });
    const acts = done.map((one, n): Told => {
      const kind = { 'remote-session': session, 'service-request': request, backup }[one.kind] as unknown as RecordKind;
      const [time, prefix] = [hour(one.event), kind.prefix];
      const { permit: _permit, withoutPermit: _without, change: _change, ...example } = kind.example as never as Row;
      const under =
        one.permit !== null
          ? { permit: idOfPermit(one.permit) }
          : one.without && one.kind !== 'backup'
            ? { withoutPermit: '来不及申请' }
            : {};
      const times = {
        at: time,
        enteredAt: time,
        startedAt: time,
        finishedAt: time,
        endedAt: time,
        reviewedAt: undefined,
      };
      const own =
        one.kind === 'remote-session'
          ? { assets: [one.asset], access: one.access, way: one.way }
          : { asset: one.asset };
      const record = {
        ...example,
        ...times,
        ...own,
        ...under,
        id: idOf(prefix, time, n),
        actions: undefined,
        purpose: '看日志',
      };
      return { record: JSON.parse(JSON.stringify(record)) as AnyRecord, changes: [] };
    });
    return [...grants, ...acts];
  });

type Row = Record<string, unknown>;

const HOST = { address: '10.0.0.11', asset: 'app-server-1' };

/** Scans of one host, each of which shows some of three findings: what is not shown any more is fixed. */
const scans = fc
  .array(
    fc.record({
      event,
      delay,
      withdrawal,
      shown: fc.subarray(['CVE-2026-0001', 'CVE-2026-0002', 'CVE-2026-0003']),
      level: fc.constantFrom('critical', 'high'),
    }),
    { maxLength: 8 },
  )
  .map((rows) =>
    rows.map((one, n): Told => {
      const time = hour(one.event);
      const found = one.shown.map((id) => ({ ...scan.example.findings[0], ...HOST, id, level: one.level }));
      const record = {
        ...scan.example,
        ...{ id: idOf('SM', time, n), at: time, startedAt: time, finishedAt: time },
        ...{ enteredAt: hour(one.event + one.delay), hosts: [{ ...HOST, state: 'scanned' }], findings: found },
        exposures: [],
      };
      return { record: record as unknown as AnyRecord, changes: withdrawn(record.enteredAt, one.withdrawal) };
    }),
  );

const duties = fc
  .array(
    fc.record({
      day: fc.integer({ min: 0, max: HOURS / 24 - 1 }),
      delay,
      state: fc.constantFrom('present', 'absent', 'leave'),
    }),
    { maxLength: 30 },
  )
  .map((rows) =>
    rows.map((one, n): Told => {
      const time = hour(one.day * 24 + 9);
      const record = {
        ...duty.example,
        id: idOf('ZB', time, n),
        date: dateOf(time),
        at: time,
        enteredAt: hour(one.day * 24 + 18 + one.delay),
        state: one.state,
      };
      return { record: record as AnyRecord, changes: [] };
    }),
  );

interface ProbedDay {
  day: number;
  delay: number;
  /** Minutes for which it was down at the begin and at the end of the day. */
  head: number;
  tail: number;
}

function probesOf(days: readonly ProbedDay[]): Told[] {
  return days
    .filter(({ day }) => day < HOURS / 24)
    .map((one, n): Told => {
      const time = hour(one.day * 24 + 23.9);
      const states = [`d${one.head}`, `u${1440 - one.head - one.tail}`, `d${one.tail}`];
      const series = [
        {
          target: 'mysql-primary',
          probe: 'sql',
          states: states.filter((run) => run !== 'd0' && run !== 'u0').join(' '),
        },
      ];
      const record = {
        ...probe.example,
        id: idOf('TC', time, n),
        date: dateOf(time),
        at: time,
        enteredAt: hour(one.day * 24 + 24.1 + one.delay),
        interval: 60,
        series,
        failures: [],
      };
      return { record: record as AnyRecord, changes: [] };
    });
}

/** Days of a probe, some of them one after another, down at either end: an outage may go on over any midnight. */
const probes = fc
  .array(
    fc.record({
      day: fc.integer({ min: 0, max: HOURS / 24 - 1 }),
      days: fc.array(fc.record({ delay, head: fc.constantFrom(0, 0, 5, 700), tail: fc.constantFrom(0, 5, 30, 740) }), {
        minLength: 1,
        maxLength: 4,
      }),
    }),
    { maxLength: 8 },
  )
  .map((runs) => probesOf(runs.flatMap(({ day, days }) => days.map((one, n) => ({ ...one, day: day + n })))));

/** The days at either side of the midnights that part the months, most of them down there, and told at any time. */
/** Outages over the midnight that parts two months, marked as planned maintenance days or weeks after it. */
export const markedAtMonthEnds: fc.Arbitrary<Told[]> = fc
  .array(
    fc.record({
      month: fc.integer({ min: 1, max: MONTHS.length - 1 }),
      delay: fc.constantFrom(1, 20, 500, 1000),
      signed: fc.constantFrom(true, true, false),
    }),
    { maxLength: 2 },
  )
  .map((rows) =>
    rows.map(({ month, delay, signed }, n): Told => {
      const midnight = toInstant(`${MONTHS[month]}-01T00:00:00+08:00`);
      const by = (minutes: number): string => toText(midnight.add({ minutes }));
      const [at, approvedAt, enteredAt] = [delay * 60 + 60, delay * 60 + 90, delay * 60 + 120].map(by) as [
        string,
        string,
        string,
      ];
      const { example } = maintenanceWindow;
      const record = {
        ...{ ...example, id: idOf('WH', at, n), assets: ['mysql-primary'] },
        ...{ at, approvedAt, enteredAt, afterwards: 'yes', from: by(-30), to: by(30) },
        ...{ change: undefined, permit: undefined, actualFrom: undefined, actualTo: undefined },
        attachments: signed ? example.attachments?.map((one) => ({ ...one, takenAt: enteredAt })) : undefined,
      };
      return { record: record as AnyRecord, changes: [] };
    }),
  );

export const probesAtMonthEnds: fc.Arbitrary<Told[]> = fc
  .array(
    fc.record({
      month: fc.integer({ min: 1, max: MONTHS.length - 1 }),
      sides: fc.subarray([-1, 0], { minLength: 1 }),
      delays: fc.tuple(fc.constantFrom(0, 500, 1000), fc.constantFrom(0, 500, 1000)),
      minutes: fc.constantFrom(5, 5, 0),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((rows) =>
    probesOf(
      rows.flatMap(({ month, sides, delays, minutes }) => {
        const first = toDate(SERVICE.from).until(toDate(`${MONTHS[month]}-01`), { largestUnit: 'days' }).days;
        const own = { head: minutes, tail: minutes };
        return sides.map((side, n) => ({ ...own, delay: delays[n] ?? 0, day: first + side }));
      }),
    ),
  );

const inspections = fc
  .array(
    fc.record({
      day: fc.integer({ min: 0, max: HOURS / 24 - 1 }),
      delay,
      confirm: fc.option(fc.integer({ min: 1, max: 200 }), { nil: null }),
    }),
    { maxLength: 12 },
  )
  .map((rows) =>
    rows.flatMap((one, n): Told[] => {
      const time = hour(one.day * 24 + 9);
      const date = dateOf(time);
      const record = {
        ...inspection.example,
        id: idOf('XJ', time, n),
        date,
        at: time,
        startedAt: time,
        finishedAt: time,
        enteredAt: hour(one.day * 24 + 10 + one.delay),
        readings: [],
        runs: [],
        manual: [],
      };
      if (one.confirm === null) return [{ record: record as AnyRecord, changes: [] }];
      const confirmed = hour(one.day * 24 + 10 + one.delay + one.confirm);
      const confirm = {
        ...signoff.example,
        id: idOf('QS', confirmed, n),
        at: confirmed,
        enteredAt: confirmed,
        obligation: 'inspection-log',
        period: date,
        manual: [],
        measures: undefined,
      };
      return [
        { record: record as AnyRecord, changes: [] },
        { record: confirm as AnyRecord, changes: [] },
      ];
    }),
  );

/** P5 is no fault: what is raised to one after it was counted gets its cause, responsibility and clocks only then. */
const LEVELS = ['P1', 'P2', 'P3', 'P4', 'P5'] as const;

/** An incident is entered while it runs: restoration, closing and another level come by edits, some long afterwards. */
const incidents = fc
  .array(
    fc.record({
      event,
      delay,
      withdrawal,
      level: fc.constantFrom(...LEVELS),
      other: fc.option(fc.record({ level: fc.constantFrom(...LEVELS), after: fc.integer({ min: 1, max: 1500 }) }), {
        nil: null,
        freq: 3,
      }),
      respond: fc.integer({ min: 1, max: 40 }),
      restore: fc.integer({ min: 1, max: 200 }),
      told: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 900 })),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((rows) =>
    rows.map((one, n): Told => {
      const start = hour(one.event);
      const entered = hour(one.event + one.delay);
      const minutes = (from: string, m: number): string => toText(Temporal.Instant.from(from).add({ minutes: m }));
      const restoredAt = minutes(start, one.restore * 15);
      const closedAt = minutes(restoredAt, 60);
      const responded = minutes(start, one.respond);
      const level = (id: string) => ({
        level: id,
        at: start,
        reason: '定级',
        setBy: '负责人',
        confirmedBy: '采购人',
        confirmedAt: start,
      });
      const record = {
        ...incident.example,
        id: idOf('GZ', start, n),
        at: start,
        enteredAt: entered,
        foundBy: 'user',
        occurredAt: undefined,
        discoveredAt: start,
        reportedAt: start,
        respondedAt: responded,
        remoteStartedAt: responded,
        arrivedAt: undefined,
        restoredAt: undefined,
        confirmedRestoredAt: undefined,
        closedAt: undefined,
        recordedAt: undefined,
        pauses: [],
        levels: [level(one.level)],
      };
      const told = [restoredAt, entered].toSorted(compareInstants).at(-1) as string;
      const over = minutes(told, one.told * 60);
      const changes: Told['changes'] = [
        {
          at: over,
          fields: {
            restoredAt,
            closedAt: [closedAt, over].toSorted(compareInstants)[0] === closedAt ? closedAt : restoredAt,
          },
        },
      ];
      if (one.other !== null)
        changes.push({ at: minutes(entered, one.other.after * 60), fields: { levels: [level(one.other.level)] } });
      return {
        record: record as unknown as AnyRecord,
        changes: [...changes, ...withdrawn(entered, one.withdrawal)].toSorted((a, b) => compareInstants(a.at, b.at)),
      };
    }),
  );

export const histories: fc.Arbitrary<Told[]> = fc
  .tuple(calls, expenses, changes, consultations, scans, duties, probes, inspections, incidents)
  .map((all) => all.flat());

/** Hours by which each month is issued after its end; negative before it, null not before everything is closed. */
export const issueTimes = fc.array(fc.option(fc.integer({ min: -90, max: 900 }), { nil: null, freq: 6 }), {
  minLength: MONTHS.length,
  maxLength: MONTHS.length,
});

/** The same, many of them long after the months that follow. */
export const issueTimesOutOfOrder = fc.array(fc.constantFrom(-30, 0, 800, 1400, null), {
  minLength: MONTHS.length,
  maxLength: MONTHS.length,
});

/** What was handed over and signed for of the reports of the months, told late or taken back; some of it only by the supplier's word. */
export const handovers: fc.Arbitrary<Told[]> = fc
  .array(
    fc.record({
      month: fc.integer({ min: 0, max: MONTHS.length - 1 }),
      action: fc.constantFrom('deliver' as const, 'receive' as const),
      after: fc.integer({ min: 0, max: 500 }),
      shown: fc.boolean(),
      delay,
      withdrawal,
    }),
    { maxLength: 10 },
  )
  .map((rows) =>
    rows.map((one, n): Told => {
      const period = MONTHS[one.month] ?? '';
      const time = toText(at(lastOf(period), '00:00').add({ hours: one.after - 20 }));
      const entered = toText(Temporal.Instant.from(time).add({ hours: one.delay }));
      const record = {
        ...signoff.example,
        ...{ id: idOf('QS', time, 500 + n), at: time, enteredAt: entered, action: one.action, period },
        ...{ obligation: 'monthly-maintenance', revision: 1, measures: undefined },
        ...(one.shown ? { attachments: [signedScan(time)] } : {}),
      };
      return { record: record as AnyRecord, changes: withdrawn(entered, one.withdrawal) };
    }),
  );

/** A service, and the periods of a deliverable in it. */
export interface Periods {
  contract: ContractBundle;
  /** In order of time; `after`: the day after the last. */
  periods: readonly { id: string; after: string }[];
  /** First hour after the service in which everything is closed. */
  closing: string;
  /** true: the last has no closing revision, and is issued then. */
  unrevised?: true;
}

const lastOf = (month: string): string => {
  const ends = [toDate(`${month}-01`).add({ months: 1 }), toDate(SERVICE.to).add({ days: 1 })];
  return ends.sort(Temporal.PlainDate.compare)[0]?.toString() ?? '';
};

export const monthPeriods: Periods['periods'] = MONTHS.map((id) => ({ id, after: lastOf(id) }));

/** Each day of the service, of which a report is made. */
export const days: Periods = {
  contract,
  periods: Array.from({ length: HOURS / 24 }, (_, n) => toDate(SERVICE.from).add({ days: n })).map((day) => ({
    id: day.toString(),
    after: day.add({ days: 1 }).toString(),
  })),
  closing: CLOSING,
  unrevised: true,
};

/** Hours by which the report of each day is issued after its end, or before it; null: with all that were left out. */
export const dayTimes = fc.array(fc.option(fc.integer({ min: -8, max: 60 }), { nil: null, freq: 12 }), {
  minLength: days.periods.length,
  maxLength: days.periods.length,
});

/** The service in the periods of another cadence, by which its month's report is made. */
export function periodsBy(cadence: Cadence): Periods {
  const obligations = contract.obligations.map((one) =>
    one.id === 'monthly-maintenance'
      ? ({ ...one, every: undefined, interval: undefined, ...cadence } as typeof one)
      : one,
  );
  const periods = periodsOf(cadence, SERVICE).map(({ id, to }) => ({
    id,
    after: toDate(to).add({ days: 1 }).toString(),
  }));
  return { contract: { ...contract, obligations }, periods, closing: CLOSING };
}

const monthly: Periods = {
  contract,
  periods: monthPeriods,
  closing: CLOSING,
};

/** When each period is issued, in order of time; then the closing revision of the last. */
function issuesOf(
  offsets: readonly (number | null)[],
  { periods, closing, unrevised }: Periods,
): { period: string; now: string }[] {
  const first = periods.map(({ id: period, after }, n) => {
    const offset = offsets[n] ?? null;
    const end = at(after, '00:00');
    const late = Temporal.Instant.from(closing).subtract({ hours: periods.length - n });
    // No two at one moment.
    const own = offset === null ? late : end.add({ minutes: offset * 60 + (n % 60) });
    return { period, now: toText(Temporal.Instant.compare(own, late) > 0 ? late : own) };
  });
  const inOrder = first.toSorted((a, b) => compareInstants(a.now, b.now));
  const last = periods.at(-1)?.id as string;
  return [
    ...(unrevised === true ? inOrder.filter(({ period }) => period !== last) : inOrder),
    { period: last, now: closing },
  ];
}

export interface CountedDocument<T> {
  period: string;
  now: string;
  figures: T;
}

/**
 * Issues a deliverable for every period, each from what was known at its time, and gives the newest revision of each.
 * @param figuresOf what is looked at, and what the document keeps that it counted
 */
export function issueMonths<T>(
  deliverable: Deliverable,
  history: readonly Told[],
  offsets: readonly (number | null)[],
  figuresOf: (input: ComposeInput) => { figures: T; counted: IssuedSummary['counted'] },
  of: Periods = monthly,
): { documents: CountedDocument<T>[]; issued: IssuedSummary[] } {
  const issued: IssuedSummary[] = [];
  const found = new Map<string, CountedDocument<T>>();
  for (const { period, now } of issuesOf(offsets, of)) {
    const others = issued.filter((one) => compareInstants(one.issuedAt, now) < 0);
    const { input } = periodicInput({
      deliverable,
      records: knownAt(history, now),
      period,
      asOf: now,
      issued: others,
      contract: of.contract,
    });
    const { figures, counted } = figuresOf(input);
    const before = issued.filter((one) => one.period === period).length;
    issued.push(issuedFor(deliverable.id, period, now, { revision: before + 1, cut: now, counted: counted ?? {} }));
    found.set(period, { period, now, figures });
  }
  return { documents: [...found.values()], issued };
}

/** The same of the whole service at the closing. */
export function atClosing<T>(
  deliverable: Deliverable,
  history: readonly Told[],
  issued: readonly IssuedSummary[],
  figuresOf: (input: ComposeInput) => { figures: T },
  of: Periods = monthly,
): T {
  const records = knownAt(history, of.closing);
  const { input } = periodicInput({
    deliverable,
    records,
    period: 'service',
    asOf: of.closing,
    issued: issued.filter((one) => one.issuedAt < of.closing),
    contract: of.contract,
  });
  return figuresOf(input).figures;
}
