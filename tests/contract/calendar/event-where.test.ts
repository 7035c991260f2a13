/** `eventWhere`: which records of its kind an obligation is about, and what of it is refused. */
import { describe, expect, test } from 'vitest';
import { checkRules } from '../../../src/contract/bundle/rule-checks.ts';
import { occurrencesOf } from '../../../src/contract/calendar/calendar.ts';
import type { CalendarEvent } from '../../../src/contract/calendar/events.ts';
import { workdayCalendar } from '../../../src/contract/calendar/working-days.ts';
import type { Obligation, Register } from '../../../src/contract/terms/obligations.ts';
import { requireEventFields } from '../../../src/pipeline/event-fields.ts';
import type { RecordKind } from '../../../src/records/record.ts';
import activity from '../../../src/subjects/work/kinds/activity.ts';
import { starter } from '../_starter.ts';

const training = [{ field: 'activity', in: ['training'] }];
const report: Obligation = {
  ...{ id: 'training', code: 'PX', name: '培训小结', unit: 'period-report', clauses: ['1'], signature: 'full' },
  atLeast: { n: 1, per: 'year' },
  eventKind: 'activity',
  due: { after: 'at', days: 3, time: '17:00', agreed: true },
  issueFrom: { rule: 'fields', fields: ['result'] },
};
const event = (id: string, at: string, what: string): CalendarEvent => ({
  ...{ kind: 'activity', id, at, holds: [] },
  fields: { at, activity: what, result: '完成' },
});
const events = [
  event('HD-20260310-001', '2026-03-10T10:00:00+08:00', 'stock-taking'),
  event('HD-20260512-001', '2026-05-12T10:00:00+08:00', 'training'),
];
const calendar = (obligation: Obligation) =>
  occurrencesOf({
    obligations: [obligation],
    servicePeriod: { from: '2026-01-01', to: '2026-12-31' },
    workdays: workdayCalendar([]),
    events,
    asOf: '2026-06-01T00:00:00+08:00',
  });

describe('which record its due time is counted from', () => {
  test('without a filter the first of the kind, with it the first that it takes', () => {
    expect(calendar(report)[0]?.dueAt).toBe('2026-03-13T17:00:00+08:00');
    expect(calendar({ ...report, eventWhere: training })[0]?.dueAt).toBe('2026-05-15T17:00:00+08:00');
  });

  test('of a register of such records those that it lists', () => {
    const list = {
      ...report,
      unit: undefined,
      kind: 'activity',
      where: training,
      columns: [],
      emptyText: '无',
    } as Register;
    expect(calendar(list)[0]?.dueAt).toBe('2026-05-15T17:00:00+08:00');
  });

  test('once for each record: of those that it takes alone', () => {
    const { atLeast: _, ...rest } = report;
    const each: Obligation = { ...rest, every: { unit: 'event' }, eventWhere: training };
    expect(calendar(each).map(({ period }) => period)).toEqual(['HD-20260512-001']);
  });
});

describe('what is refused', () => {
  test('a filter of no record', () => {
    const { eventKind: _, ...rest } = report;
    expect(checkRules({ ...rest, eventWhere: training }, [])).toContainEqual({
      ...{ at: 'eventWhere', found: '没有写 eventKind' },
      expected: '只用于写明触发记录 eventKind 的交付义务',
    });
  });

  test('a field that the record has not, with the nearest', async () => {
    const kinds = { ids: async () => ['activity'], load: async () => activity as unknown as RecordKind };
    const wrong = { ...report, eventWhere: [{ field: 'activty', in: ['training'] }] };
    const contract = { ...starter(), obligations: [wrong], registers: [], written: [] };
    await expect(requireEventFields(contract, kinds)).rejects.toThrow(
      /activity 记录没有这个字段[\s\S]*eventWhere\[0\]\.field[\s\S]*您是不是要 activity/,
    );
  });
});
