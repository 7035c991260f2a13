import { expect, test } from 'vitest';
import { logRetention, retentionText } from '../../../src/subjects/operation-logs/judge/log-retention.ts';
import { isOfficeHour } from '../../../src/subjects/operation-logs/judge/operation-logs.ts';
import kind, { type OperationLogRecord } from '../../../src/subjects/operation-logs/kinds/operation-log.ts';

const log = (
  earliest: string | undefined,
  to = '2026-11-30',
  more: Partial<OperationLogRecord> = {},
): OperationLogRecord => ({
  ...kind.example,
  to: `${to}T23:59:59+08:00`,
  earliest: earliest === undefined ? undefined : `${earliest}T00:00:00+08:00`,
  ...more,
});

const state = (records: OperationLogRecord[], service = '2026-01-01') => logRetention(records, service, 6)[0]?.state;

test('six months to the day are enough, one day fewer is not', () => {
  expect(state([log('2026-05-30')])).toBe('kept');
  expect(state([log('2026-05-31')])).toBe('short');
});

test('as many months as the contract asks for, none where it asks for none', () => {
  const kept = (months: number) => logRetention([log('2026-08-30')], '2026-01-01', months)[0]?.state;
  expect([kept(3), kept(4), kept(0)]).toEqual(['kept', 'short', 'kept']);
  expect([retentionText('kept', 6), retentionText('short', 18)]).toEqual(['不少于六个月', '不足 18 个月']);
});

test('a month that has no such day counts to its last', () => {
  expect(state([log('2026-02-28', '2026-08-31')], '2025-01-01')).toBe('kept');
  expect(state([log('2026-03-01', '2026-08-31')], '2025-01-01')).toBe('short');
});

test('before the service is six months old, its first day is all that can be asked for', () => {
  expect(state([log('2026-09-01')], '2026-09-01')).toBe('building');
  expect(state([log('2026-09-02')], '2026-09-01')).toBe('short');
});

test('the newest record that names the oldest log decides; none is not a pass', () => {
  expect(state([log('2026-01-01', '2026-10-01'), log('2026-11-01', '2026-11-30')])).toBe('short');
  expect(state([log('2026-01-01', '2026-11-29'), log(undefined)])).toBe('kept');
  expect(state([log(undefined)])).toBe('unrecorded');
});

test('backups that nobody recorded are counted, the newest one is named', () => {
  const [one] = logRetention(
    [log('2026-01-01', '2026-11-29'), log(undefined, '2026-11-30', { backedUpAt: undefined })],
    '2026-01-01',
    6,
  );
  expect(one).toMatchObject({
    records: 2,
    notBackedUp: 1,
    months: 10,
    lastBackup: { location: '/backup/oplog/202611' },
  });
});

test('an office hour begins inside the office day', () => {
  const office = { hours: [{ from: '09:00', to: '18:00' }] };
  expect([8, 9, 17, 18].map((hour) => isOfficeHour(hour, office))).toEqual([false, true, true, false]);
  const watch = {
    hours: [
      { from: '06:00', to: '08:00' },
      { from: '22:30', to: '02:00' },
    ],
  };
  expect([1, 2, 6, 8, 22, 23].map((hour) => isOfficeHour(hour, watch))).toEqual([true, false, true, false, true, true]);
  expect([8, 17].map((hour) => isOfficeHour(hour, { hours: [{ from: '08:30', to: '17:30' }] }))).toEqual([true, true]);
});
