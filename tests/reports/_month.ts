/** Two months of records, October and November 2026, of the size of real ones: what the periodic reports are tested on. */
import type { IssuedSummary } from '../../src/contract/calendar/occurrence.ts';
import { compareInstants, toDate } from '../../src/contract/time.ts';
import type { Reading } from '../../src/records/reading.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import duty from '../../src/subjects/attendance/kinds/duty.ts';
import maintenanceWindow from '../../src/subjects/availability/kinds/maintenance-window.ts';
import change from '../../src/subjects/changes/kinds/change.ts';
import deviceRepair from '../../src/subjects/devices/kinds/device-repair.ts';
import expense from '../../src/subjects/expenses/kinds/expense.ts';
import scan from '../../src/subjects/findings/kinds/scan.ts';
import alertProposal from '../../src/subjects/incidents/kinds/alert-proposal.ts';
import inspection from '../../src/subjects/inspections/kinds/inspection.ts';
import probe from '../../src/subjects/inspections/kinds/probe.ts';
import permit from '../../src/subjects/permits/kinds/permit.ts';
import remoteSession from '../../src/subjects/permits/kinds/remote-session.ts';
import backup from '../../src/subjects/recovery/kinds/backup.ts';
import restoreTest from '../../src/subjects/recovery/kinds/restore-test.ts';
import renewal from '../../src/subjects/renewals/kinds/renewal.ts';
import call from '../../src/subjects/requests/kinds/call.ts';
import consultation, { type ConsultationRecord } from '../../src/subjects/requests/kinds/consultation.ts';
import satisfaction from '../../src/subjects/requests/kinds/satisfaction.ts';
import serviceOrder from '../../src/subjects/requests/kinds/service-order.ts';
import serviceRequest from '../../src/subjects/requests/kinds/service-request.ts';
import signoff from '../../src/subjects/signing/kinds/signoff.ts';
import note from '../../src/subjects/work/kinds/note.ts';
import { signedScan } from '../support/signed.ts';
import { recordOf, workdays } from './_documents.ts';
import { incidentOf, t } from './_incidents.ts';
import { calendarOf, issuedFor } from './_periodic.ts';

export const MISSING_DAY = '2026-11-15';
const FIRST = '2026-10-01';
const LAST = '2026-11-30';

export function daysFrom(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = toDate(from); day.toString() <= to; day = day.add({ days: 1 })) days.push(day.toString());
  return days;
}

const days = daysFrom(FIRST, LAST);
const compact = (day: string): string => day.replaceAll('-', '');

const reading = (at: string, target: string, metric: string, value: number, more: Partial<Reading> = {}): Reading => ({
  source: 'demo',
  target,
  metric,
  value,
  at,
  ...more,
});

/** Readings of one day: `n` days after the first; figures move a little from day to day, one disk grows steadily. */
function readings(at: string, n: number): Reading[] {
  const wave = (base: number, swing: number): number => Math.round((base + swing * Math.sin(n * 1.7)) * 10) / 10;
  return [
    ...['app-server-1', 'app-server-2', 'db-server-1'].flatMap((host, i) => [
      reading(at, host, 'cpu.used', wave(28 + 9 * i, 6), { unit: '%' }),
      reading(at, host, 'memory.used', wave(52 + 8 * i, 4), { unit: '%' }),
      reading(at, host, 'disk.used', Math.round((48 + 6 * i + 0.12 * n * (i + 1)) * 10) / 10, {
        unit: '%',
        instance: '/data',
      }),
      reading(at, host, 'patches.security', i),
    ]),
    reading(at, 'mysql-primary', 'mysql.data-size', 42_000_000_000 + 61_000_000 * n, { unit: 'B' }),
    reading(at, 'mysql-primary', 'mysql.connections', wave(35, 10), { unit: '%' }),
    reading(at, 'mysql-primary', 'mysql.top-statement', 120 + n, {
      unit: 's',
      instance: 'SELECT * FROM attendance WHERE department = ? AND day BETWEEN ? AND ?',
    }),
    reading(at, 'mysql-primary', 'mysql.top-statement', 80 + n / 2, {
      unit: 's',
      instance: 'SELECT COUNT(*) FROM leave_request WHERE state = ?',
    }),
    ...[1, 2, 3].map((device) => ({
      ...reading(at, `attendance-${device}`, 'device.last-data', 0),
      value: device === 3 && n % 20 === 0 ? 'none' : at,
    })),
  ];
}

const inspections = days
  .filter((day) => day !== MISSING_DAY)
  .map((day) => {
    const at = t(`${day} 09:00:12`);
    const end = t(`${day} 09:00:41`);
    const run = (target: string) => ({
      source: 'demo',
      type: 'text',
      target,
      startedAt: at,
      finishedAt: end,
      ok: true,
      reason: null,
    });
    const found = readings(at, days.indexOf(day));
    return recordOf(inspection, {
      id: `XJ-${compact(day)}-001`,
      at,
      enteredAt: end,
      date: day,
      startedAt: at,
      finishedAt: end,
      runs: [...new Set(found.map((one) => one.target))].map(run),
      readings: found,
    });
  });

const probes = days.map((day) =>
  recordOf(probe, {
    id: `TC-${compact(day)}-001`,
    at: t(`${day} 23:59:59`),
    enteredAt: t(`${toDate(day).add({ days: 1 }).toString()} 00:05:00`),
    date: day,
    interval: 60,
    series: [
      { target: 'subsystem-hr', probe: 'http', states: day === '2026-11-24' ? 'u600 d80 u760' : 'u1440' },
      { target: 'subsystem-casework', probe: 'http', states: day === '2026-11-10' ? 'u900 n60 u480' : 'u1440' },
      { target: 'mysql-primary', probe: 'sql', states: 'u1440' },
    ],
    failures:
      day === '2026-11-24'
        ? [{ target: 'subsystem-hr', from: t(`${day} 10:00`), to: t(`${day} 11:20`), reason: '状态码 500', failed: 80 }]
        : [],
  }),
);

const duties = days
  .filter((day) => workdays.isWorkingDay(day))
  .map((day) => {
    const leave = day === '2026-11-12';
    return recordOf(duty, {
      id: `ZB-${compact(day)}-001`,
      date: day,
      at: t(`${day} 08:56:10`),
      enteredAt: t(`${day} 17:40:00`),
      plannedFrom: t(`${day} 09:00`),
      plannedTo: t(`${day} 17:30`),
      state: leave ? 'leave' : day === '2026-11-18' ? 'late' : 'present',
      signedInAt: leave ? undefined : t(`${day} 08:56:10`),
      signedOutAt: leave ? undefined : t(`${day} 17:34:02`),
      ...(leave ? { substitute: '后备工程师', reason: '年假，已书面报备' } : {}),
    });
  });

const backups = days.map((day) => {
  const failed = day === '2026-11-08';
  return recordOf(backup, {
    id: `BF-${compact(day)}-001`,
    at: t(`${day} 02:00:00`),
    enteredAt: t(`${day} 02:30:00`),
    startedAt: t(`${day} 02:00:00`),
    finishedAt: failed ? undefined : t(`${day} 02:14:31`),
    retainUntil: undefined,
    set: `mysql-${compact(day)}-0200`,
    result: failed ? 'failed' : 'success',
    reason: failed ? '备份盘空间不足' : undefined,
    verified: failed ? 'not-checked' : 'passed',
    verifiedAt: failed ? undefined : t(`${day} 02:20:00`),
    permit: 'XK-20260901-001',
  });
});

const permits = [
  recordOf(permit, {
    id: 'XK-20260901-001',
    at: t('2026-09-01 09:00'),
    enteredAt: t('2026-09-01 16:45'),
    type: 'standing',
    reason: '日常只读采集与备份',
    operations: ['collect', 'backup'],
    assets: [],
    scope: '只读采集与备份，不改动业务数据',
    conditions: undefined,
    validFrom: t('2026-09-01 16:30'),
    validTo: t('2027-08-31 23:59'),
    grantedAt: t('2026-09-01 16:30'),
  }),
  recordOf(permit, {
    id: 'XK-20261120-002',
    operations: ['restore', 'scan', 'remote', 'release'],
    access: 'change',
    requires: undefined,
    assets: [],
    validTo: t('2026-11-30 23:00'),
  }),
];

export const november24 = incidentOf({
  id: 'GZ-20261124-001',
  level: 'P2',
  reported: '10:00:00',
  responded: '10:10:01',
  remote: '10:12:00',
  arrived: '10:40:00',
  restored: '11:20:00',
  closed: '16:00:00',
});

const incidents = [
  incidentOf({
    id: 'GZ-20261030-001',
    level: 'P3',
    reported: '20:00:00',
    responded: '20:05:00',
    remote: '20:10:00',
    restored: '21:30:00',
    closed: '2026-11-02 10:00:00',
  }),
  incidentOf({
    id: 'GZ-20261105-001',
    level: 'P1',
    reported: '14:00:00',
    responded: '14:05:00',
    remote: '14:10:00',
    arrived: '14:50:00',
    restored: '16:00:00',
    closed: '18:00:00',
    more: { outage: 'core', title: '数据库主库宕机', assets: ['mysql-primary'] },
  }),
  november24,
];

const consultations: ConsultationRecord[] = [
  recordOf(consultation),
  recordOf(consultation, {
    id: 'ZX-20261103-001',
    at: t('2026-11-03 10:00'),
    answeredAt: t('2026-11-03 10:12'),
    enteredAt: t('2026-11-03 10:20'),
    article: 'usage/overtime-edit',
    articleChange: 'existing',
    department: '人事处',
  }),
  recordOf(consultation, {
    id: 'ZX-20261117-001',
    at: t('2026-11-17 15:00'),
    enteredAt: t('2026-11-17 15:20'),
    question: '数据统计能否按季度导出？',
    topic: 'requirement',
    status: 'open',
    answer: undefined,
    answeredBy: undefined,
    answeredAt: undefined,
    article: undefined,
    articleChange: undefined,
    asset: 'subsystem-statistics',
    department: '人事处',
  }),
];

const others: AnyRecord[] = [
  recordOf(alertProposal),
  recordOf(alertProposal, {
    id: 'GJ-20261126-001',
    at: t('2026-11-26 03:12'),
    firedAt: t('2026-11-26 03:12'),
    enteredAt: t('2026-11-26 03:13'),
    resolvedAt: undefined,
    decision: 'pending',
    handling: undefined,
    decidedBy: undefined,
    decidedAt: undefined,
  }),
  recordOf(call),
  recordOf(change),
  recordOf(deviceRepair),
  recordOf(expense),
  recordOf(maintenanceWindow),
  recordOf(note),
  recordOf(note, {
    id: 'JS-20261127-001',
    at: t('2026-11-27 16:00'),
    enteredAt: t('2026-11-27 16:10'),
    date: '2026-11-27',
    topic: 'suggestion',
    text: '建议为统计报表配置独立的只读实例。',
  }),
  recordOf(note, {
    id: 'JS-20261130-001',
    at: t('2026-11-30 15:00'),
    enteredAt: t('2026-11-30 15:10'),
    date: '2026-11-30',
    topic: 'plan',
    text: '升级 openssh-server 并复扫。',
  }),
  recordOf(remoteSession),
  recordOf(renewal),
  recordOf(restoreTest),
  recordOf(satisfaction),
  recordOf(scan),
  recordOf(serviceOrder),
  recordOf(serviceRequest),
];

/** Confirmed, delivered and received facts of November: the daily log is returned once. */
const signoffs = [
  recordOf(signoff, {
    id: 'QS-20261103-001',
    at: t('2026-11-03 09:30'),
    enteredAt: t('2026-11-03 09:30'),
    period: '2026-11-03',
    measures: undefined,
  }),
  recordOf(signoff, {
    id: 'QS-20261104-001',
    at: t('2026-11-04 09:00'),
    enteredAt: t('2026-11-04 09:00'),
    action: 'deliver',
    period: '2026-11-03',
    via: '现场递交',
    measures: undefined,
  }),
  recordOf(signoff, {
    id: 'QS-20261102-001',
    at: t('2026-11-02 16:30'),
    enteredAt: t('2026-11-02 16:35'),
    action: 'deliver',
    period: '2026-11-02',
    via: '现场递交',
    measures: undefined,
  }),
  recordOf(signoff, {
    id: 'QS-20261105-001',
    at: t('2026-11-05 09:00'),
    enteredAt: t('2026-11-05 09:00'),
    action: 'return',
    period: '2026-11-03',
    reason: '3号考勤机位置写错',
    measures: undefined,
    attachments: [signedScan(t('2026-11-05 09:00'))],
  }),
  recordOf(signoff, {
    id: 'QS-20261106-001',
    at: t('2026-11-06 09:00'),
    enteredAt: t('2026-11-06 09:00'),
    action: 'receive',
    period: '2026-11-02',
    measures: undefined,
    attachments: [signedScan(t('2026-11-06 09:00'))],
  }),
];

export const records: AnyRecord[] = [
  ...inspections,
  ...probes,
  ...duties,
  ...backups,
  ...permits,
  ...incidents,
  ...consultations,
  ...others,
  ...signoffs,
];

/** When November's report falls due: the last working day, 17:00. */
export const AS_OF = t('2026-11-30 17:00:00');

/** Day of the log that was issued after its due time, with its reason. */
export const LATE_DAY = '2026-11-20';

/** Everything that fell due up to `until` was issued an hour before, but the missing day, and one late. */
export function issuedUntil(until: string): IssuedSummary[] {
  const own = calendarOf(records, until).filter(({ dueAt }) => dueAt !== null && compareInstants(dueAt, until) < 0);
  return own.flatMap(({ obligation, period, dueAt, from }) => {
    const daily = obligation === 'inspection-log' || obligation === 'daily-maintenance';
    if ((daily && from === MISSING_DAY) || dueAt === null) return [];
    const late = obligation === 'inspection-log' && period === LATE_DAY;
    const at = Temporal.Instant.from(dueAt).add({ hours: late ? 20 : -1 });
    const issuedAt = `${at.toZonedDateTimeISO('Asia/Shanghai').toString({ timeZoneName: 'never' })}`;
    return [
      issuedFor(obligation, period, issuedAt, {
        dueAt,
        late,
        reason: late ? '系统未运行，自动补报' : null,
      }),
    ];
  });
}
