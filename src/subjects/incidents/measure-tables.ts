/** 整改措施 of an incident, and measures of faults and drills in one list, each with how far it is. Pure. */

import type { InstantText } from '../../contract/time.ts';
import { type Side, settledTable, type TableDefinition } from '../../page/table.ts';
import type { Cell, TableBlock, Tone } from '../../report/block.ts';
import { type Look, lookCell } from '../../states/look.ts';
import { measures } from '../../states/measure.ts';
import { MISSING } from '../../wording/words.ts';
import { type KeptMeasure, type Measure, measureState, measureText } from '../measures/judge/measures.ts';
import type { IncidentRecord } from './kinds/incident.ts';

const toneAt =
  (asOf: InstantText) =>
  (one: Measure): Tone | undefined =>
    measureState(one, asOf) === 'overdue' ? 'abnormal' : undefined;

const lookAt =
  (asOf: InstantText) =>
  (one: Measure): Look =>
    measures[measureState(one, asOf)];

/** How a measure stands now, marked where its deadline has passed. */
function measureCell(one: Measure, asOf: InstantText): Cell {
  const text = measureText(one, asOf);
  return measureState(one, asOf) === 'overdue' ? { ...lookCell(measures.overdue), text } : text;
}

const dateCell = (date: string | undefined, missing: string): Cell =>
  date === undefined ? missing : { text: date, value: date, kind: 'date' };

/** Of one incident, each with what it is against and how it is accepted. */
export const measureTable = ({ measures: own = [] }: IncidentRecord, asOf: InstantText, side: Side): TableBlock =>
  settledTable<NonNullable<IncidentRecord['measures']>[number]>(
    {
      title: '整改措施',
      tone: toneAt(asOf),
      columns: {
        no: { label: '序号', type: 'number', weight: 0.5, only: 'paper', value: (_, n) => n + 1 },
        problem: { label: '问题', weight: 1.3, value: ({ problem }) => problem },
        measure: { label: '措施', weight: 1.6, title: true, value: ({ measure }) => measure },
        owner: { label: '责任人', value: ({ owner }) => owner },
        due: { label: '期限', type: 'date', short: true, value: ({ dueOn }) => dateCell(dueOn, MISSING) },
        acceptance: { label: '验收标准', weight: 1.4, wide: true, value: ({ acceptance }) => acceptance },
        state: {
          ...{ label: '状态', type: 'outcome', state: true },
          value: (one) => ({ ...lookCell(lookAt(asOf)(one)), text: measureText(one, asOf) }),
          look: lookAt(asOf),
        },
        done: { label: '完成日期', type: 'date', short: true, value: ({ doneOn }) => dateCell(doneOn, '') },
      },
      empty: '未登记整改措施。',
    },
    own,
    side,
  );

/** Of faults and drills. @param hrefOf where a record is told of on the site */
export const measureList = (
  asOf: InstantText,
  hrefOf?: (record: string) => string,
): Omit<TableDefinition<KeptMeasure>, 'title' | 'empty'> => ({
  tone: toneAt(asOf),
  columns: {
    record: { label: '记录编号', weight: 1.3, value: ({ record }) => record, href: ({ record }) => hrefOf?.(record) },
    measure: {
      ...{ label: '措施', weight: 2.4, title: true },
      value: ({ measure }) => measure,
      sub: ({ problem }) => problem,
    },
    owner: { label: '责任人', value: ({ owner = MISSING }) => owner },
    due: { label: '期限', type: 'date', short: true, value: ({ dueOn }) => dateCell(dueOn, MISSING) },
    state: { label: '状态', type: 'outcome', state: true, value: (one) => measureCell(one, asOf) },
  },
});
