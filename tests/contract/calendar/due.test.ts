import { describe, expect, test } from 'vitest';
import { type DueContext, deadlineOf, issueFromOf } from '../../../src/contract/calendar/due-rule.ts';
import { loadWorkingDays } from '../../../src/contract/calendar/working-days-data.ts';
import type { DueRule, IssueFrom } from '../../../src/contract/terms/obligations.ts';

const workdays = loadWorkingDays();
const year = { from: '2026-01-01', to: '2026-12-31' };
const on = (from: string, to = from, more: Partial<DueContext> = {}): DueContext => ({
  workdays,
  period: { from, to },
  year,
  ...more,
});
const rule = (fields: Partial<DueRule>): DueRule => ({ agreed: true, ...fields });
const instant = (date: string, time: string): string => `${date}T${time}:00+08:00`;

describe('the daily rules', () => {
  const log = rule({ after: 'period-end', workingDays: 0, time: '17:00', otherTime: '10:00' });
  const report = rule({ after: 'period-end', workingDays: 1, time: '10:00' });

  test.each([
    ['a Tuesday', '2026-11-24', instant('2026-11-24', '17:00'), instant('2026-11-25', '10:00')],
    ['a Friday', '2026-11-27', instant('2026-11-27', '17:00'), instant('2026-11-30', '10:00')],
    ['a Saturday', '2026-11-28', instant('2026-11-30', '10:00'), instant('2026-11-30', '10:00')],
    ['a make-up Saturday', '2026-02-14', instant('2026-02-14', '17:00'), instant('2026-02-24', '10:00')],
    ['the first day of Spring Festival', '2026-02-15', instant('2026-02-24', '10:00'), instant('2026-02-24', '10:00')],
    ['a weekday holiday', '2026-10-01', instant('2026-10-08', '10:00'), instant('2026-10-08', '10:00')],
    ['the last day of 2025', '2025-12-31', instant('2025-12-31', '17:00'), instant('2026-01-04', '10:00')],
  ])('%s', (_, day, logDue, reportDue) => {
    expect(deadlineOf(log, on(day))).toEqual({ at: logDue, provisional: false });
    expect(deadlineOf(report, on(day))).toEqual({ at: reportDue, provisional: false });
  });

  test('what looks into an unpublished year is provisional, what does not is not', () => {
    expect(deadlineOf(log, on('2026-12-31')).provisional).toBe(false);
    expect(deadlineOf(report, on('2026-12-31'))).toEqual({ at: instant('2027-01-01', '10:00'), provisional: true });
    expect(deadlineOf(log, on('2027-01-01')).provisional).toBe(true);
  });

  test('once the year is published the same deadline is firm', () => {
    const published = loadWorkingDays([{ year: 2027, off: ['2027-01-01'], work: [] }]);
    expect(deadlineOf(report, on('2026-12-31', '2026-12-31', { workdays: published }))).toEqual({
      at: instant('2027-01-04', '10:00'),
      provisional: false,
    });
  });
});

describe('the rules of months and years', () => {
  test('the last working day: a Friday before a weekend, and before the National Day week', () => {
    const monthly = rule({ before: 'period-end', workingDays: 0, time: '17:00' });
    expect(deadlineOf(monthly, on('2026-10-01', '2026-10-31')).at).toBe(instant('2026-10-30', '17:00'));
    expect(deadlineOf(monthly, on('2026-09-15', '2026-10-06')).at).toBe(instant('2026-09-30', '17:00'));
    expect(deadlineOf(monthly, on('2028-02-01', '2028-02-29')).at).toBe(instant('2028-02-29', '17:00'));
  });

  test('20 working days before the end of service, and 10 after its start', () => {
    const review = rule({ before: 'year-end', workingDays: 20, time: '17:00' });
    expect(deadlineOf(review, on('2026-01-01', '2026-12-31')).at).toBe(instant('2026-12-03', '17:00'));
    const plan = rule({ after: 'period-start', workingDays: 10, time: '17:00' });
    expect(deadlineOf(plan, on('2026-01-01', '2026-12-31')).at).toBe(instant('2026-01-15', '17:00'));
  });

  test('the end of the ninth service month, whatever the weekday', () => {
    const drill = rule({ after: 'year-start', months: 9, time: '17:00' });
    expect(deadlineOf(drill, on('2026-01-01', '2026-12-31')).at).toBe(instant('2026-09-30', '17:00'));
    const july = { from: '2026-07-15', to: '2027-07-14' };
    expect(deadlineOf(drill, { ...on('2026-07-15', '2027-07-14'), year: july })).toEqual({
      at: instant('2027-04-14', '17:00'),
      provisional: false,
    });
  });

  test('a plan is due 10 working days before the drill, or before what the drill’s report is due', () => {
    const plan = rule({
      before: 'startedAt',
      workingDays: 10,
      time: '17:00',
      of: 'recovery-drill',
    });
    const dueOf = () => ({ at: instant('2026-09-30', '17:00'), provisional: false });
    expect(deadlineOf(plan, on('2026-01-01', '2026-12-31', { dueOf })).at).toBe(instant('2026-09-16', '17:00'));
    const fields = { startedAt: instant('2026-03-02', '09:00') };
    expect(deadlineOf(plan, on('2026-01-01', '2026-12-31', { dueOf, fields })).at).toBe(instant('2026-02-10', '17:00'));
    expect(deadlineOf(plan, on('2026-01-01', '2026-12-31'))).toEqual({ at: null, provisional: false });
  });

  test('a given date, or the day itself', () => {
    expect(deadlineOf(rule({ date: '2026-05-05', time: '12:00' }), on('2026-01-01')).at).toBe(
      instant('2026-05-05', '12:00'),
    );
    expect(deadlineOf(rule({ after: 'period-end', days: 0, time: '12:00' }), on('2026-01-01')).at).toBe(
      instant('2026-01-01', '12:00'),
    );
  });
});

describe('hours after a field', () => {
  const record = rule({ hours: 24, after: 'closedAt' });
  const fields = (values: Record<string, unknown>): DueContext => on('2026-11-24', '2026-11-24', { fields: values });

  test('to the second, over midnight and New Year, whatever the working days', () => {
    expect(deadlineOf(record, fields({ closedAt: '2026-12-31T23:59:59+08:00' }))).toEqual({
      at: '2027-01-01T23:59:59+08:00',
      provisional: false,
    });
    expect(deadlineOf({ ...record, hours: 1.5 }, fields({ closedAt: '2028-02-28T23:00:00+08:00' })).at).toBe(
      '2028-02-29T00:30:00+08:00',
    );
  });

  test('unknown while the field is missing, empty or no time', () => {
    for (const closedAt of [undefined, null, '', '明天', 5])
      expect(deadlineOf(record, fields({ closedAt })).at).toBeNull();
    expect(deadlineOf(record, on('2026-11-24')).at).toBeNull();
  });

  test('from the later of two fields, and never after a third', () => {
    const first = rule({ hours: 1, after: 'discoveredAt', orLater: 'majorAt' });
    const discoveredAt = '2026-11-24T08:00:00+08:00';
    expect(deadlineOf(first, fields({ discoveredAt })).at).toBe('2026-11-24T09:00:00+08:00');
    expect(deadlineOf(first, fields({ discoveredAt, majorAt: '2026-11-24T10:30:00+08:00' })).at).toBe(
      '2026-11-24T11:30:00+08:00',
    );
    expect(deadlineOf(first, fields({ discoveredAt, majorAt: '2026-11-24T07:30:00+08:00' })).at).toBe(
      '2026-11-24T09:00:00+08:00',
    );
    const written = rule({ hours: 24, after: 'irreparableAt', notAfter: 'decidedAt' });
    const irreparableAt = '2026-11-24T15:00:00+08:00';
    expect(deadlineOf(written, fields({ irreparableAt })).at).toBe('2026-11-25T15:00:00+08:00');
    expect(deadlineOf(written, fields({ irreparableAt, decidedAt: '2026-11-25T09:00:00+08:00' })).at).toBe(
      '2026-11-25T09:00:00+08:00',
    );
    expect(deadlineOf(written, fields({ irreparableAt, decidedAt: '2026-11-26T09:00:00+08:00' })).at).toBe(
      '2026-11-25T15:00:00+08:00',
    );
  });
});

describe('from when a document may be issued', () => {
  const from = (fields: IssueFrom, context: DueContext): string | null => issueFromOf(fields, context);

  test('by evidence, by the hour, on the last working day, before the end of service', () => {
    expect(from({ rule: 'evidence' }, on('2026-11-24'))).toBe(instant('2026-11-24', '00:00'));
    expect(from({ after: 'period-end', days: 0, time: '17:00' }, on('2026-11-24'))).toBe(
      instant('2026-11-24', '17:00'),
    );
    expect(from({ before: 'period-end', workingDays: 0, time: '09:00' }, on('2026-10-01', '2026-10-31'))).toBe(
      instant('2026-10-30', '09:00'),
    );
    expect(from({ before: 'year-end', workingDays: 40, time: '09:00' }, on('2026-01-01', '2026-12-31'))).toBe(
      instant('2026-11-05', '09:00'),
    );
  });

  test('when the event’s fields are all there: the newest of their times', () => {
    const issue: IssueFrom = { rule: 'fields', fields: ['closedAt', 'verification'] };
    const context = (fields: Record<string, unknown>): DueContext => on('2026-11-24', '2026-11-24', { fields });
    expect(from(issue, context({ closedAt: instant('2026-11-24', '16:00') }))).toBeNull();
    expect(from(issue, context({ verification: '已核对' }))).toBeNull();
    expect(from(issue, context({ closedAt: instant('2026-11-24', '16:00'), verification: '' }))).toBeNull();
    expect(from(issue, context({ closedAt: instant('2026-11-24', '16:00'), verification: '已核对' }))).toBe(
      instant('2026-11-24', '16:00'),
    );
    const planned: IssueFrom = { rule: 'fields', fields: ['closedAt', 'measures'] };
    expect(from(planned, context({ closedAt: instant('2026-11-24', '16:00'), measures: [] }))).toBeNull();
    const times: IssueFrom = { rule: 'fields', fields: ['reportedAt', 'diagnosedAt'] };
    expect(
      from(times, context({ reportedAt: instant('2026-11-24', '16:00'), diagnosedAt: instant('2026-11-24', '18:00') })),
    ).toBe(instant('2026-11-24', '18:00'));
    expect(
      from({ rule: 'fields', fields: ['cause'] }, context({ at: instant('2026-11-24', '08:00'), cause: '断电' })),
    ).toBe(instant('2026-11-24', '08:00'));
    expect(from(issue, on('2026-11-24'))).toBeNull();
  });
});
