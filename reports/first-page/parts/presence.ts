/** Records that call somebody away who did work on the same day by another: one of the two is not so, and somebody has to look. */

import { workWhileAbsent } from '../../../src/assess/precheck/times.ts';
import { factOf } from '../../../src/records/counted.ts';
import type { AnyRecord } from '../../../src/records/record.ts';
import duty from '../../../src/subjects/attendance/kinds/duty.ts';
import { operationKinds } from '../../../src/subjects/permits/judge/operations.ts';
import { namesText } from '../../../src/wording/words.ts';
import { allOf, belongsHere } from '../../period/period.ts';
import type { PeriodFacts } from '../../periodic/facts.ts';
import type { Part } from '../part.ts';
import type { News } from '../ranking.ts';

/** Of a report that is put together of single sections none rests on both, the duty records and all work. */
export const presence: Part = { order: 60, news };

const SHOWN = 2;

/** By the work of the period, as 待核实的记录 of 履约对照表 has them. */
function news({ view }: PeriodFacts): News[] {
  const { records, occurrence } = view.input;
  const work = operationKinds
    .flatMap((kind) => (records[kind] ?? []) as AnyRecord[])
    .filter((one) => belongsHere(view, factOf(one, occurrence)));
  const found = workWhileAbsent([...work, ...allOf(view, duty)]);
  if (found.length === 0) return [];
  const ids = [...new Set(found.map((one) => one.records[1] ?? ''))].sort();
  return [
    {
      gravity: 'undecided',
      weight: found.length,
      id: 'presence',
      text: `请假或缺勤的当日另有工作记录 ${found.length} 项，待核实`,
      references: [{ text: namesText(ids, '条', SHOWN), section: 'service' }],
    },
  ];
}
