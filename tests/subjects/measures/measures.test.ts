/** Measures of faults and drills: one list, one state, and the days since the deadline. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import incident, { type IncidentRecord } from '../../../src/subjects/incidents/kinds/incident.ts';
import {
  drillMeasures,
  incidentMeasures,
  type Measure,
  measureState,
  measuresOf,
  measureText,
} from '../../../src/subjects/measures/judge/measures.ts';
import drill, { type DrillRecord } from '../../../src/subjects/recovery/kinds/drill.ts';

const at = (day: string): string => `${day}T17:00:00+08:00`;

describe('the state of a measure', () => {
  it.each([
    [{ dueOn: '2026-09-30', status: 'unfinished' }, '2026-09-30', '未完成'],
    [{ dueOn: '2026-09-30', status: 'unfinished' }, '2026-10-01', '已逾期 1 天'],
    [{ dueOn: '2026-09-30', status: 'doing' }, '2026-11-24', '已逾期 55 天'],
    [{ dueOn: '2026-09-30', status: 'open' }, '2026-09-01', '未开始'],
    [{ status: 'open' }, '2099-01-01', '未开始'],
    [{ dueOn: '2026-09-30', status: 'done' }, '2099-01-01', '已完成'],
    [{ dueOn: '2026-09-30', status: 'done', doneOn: '2026-10-02' }, '2026-10-05', '逾期完成'],
  ] satisfies [Measure, string, string][])('%j on %s is %s', (measure, day, text) => {
    expect(measureText(measure, at(day))).toBe(text);
  });

  it('is overdue just where days are told, whatever kind of record has it', () => {
    const day = fc
      .integer({ min: 0, max: 700 })
      .map((n) => Temporal.PlainDate.from('2026-01-01').add({ days: n }).toString());
    fc.assert(
      fc.property(day, day, fc.constantFrom('open', 'done'), (dueOn, today, status) => {
        const row = { problem: '问题', measure: '措施', owner: '甲', dueOn };
        const problems = [{ ...row, status }] as DrillRecord['problems'];
        const measures = [{ ...row, acceptance: '标准', status }] as IncidentRecord['measures'];
        const [one] = drillMeasures({ id: 'YL', problems });
        const [other] = incidentMeasures({ id: 'GZ', measures });
        if (one === undefined || other === undefined) throw new Error('lost');
        const isOverdue = status === 'open' && today > dueOn;
        for (const measure of [one, other]) {
          expect(measureState(measure, at(today)) === 'overdue').toBe(isOverdue);
          expect(/^已逾期 \d+ 天$/.test(measureText(measure, at(today)))).toBe(isOverdue);
        }
      }),
    );
  });
});

it('lists those of faults and drills together, the earliest deadline first, none lost', () => {
  const problems = [{ problem: '两处配置', measure: '统一入口', status: 'open' as const }];
  const later = { ...drill.example, id: 'YL-20260717-001', problems } as DrillRecord;
  const list = measuresOf([incident.example], [later, drill.example]);
  const all = [...(incident.example.measures ?? []), ...(drill.example.problems ?? []), ...problems];
  expect(list).toHaveLength(all.length);
  const days = list.map(({ dueOn }) => dueOn ?? '~');
  expect(days).toEqual(days.toSorted());
  expect(list.at(-1)).toMatchObject({ record: 'YL-20260717-001', status: 'unfinished' });
});
