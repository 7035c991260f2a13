/** 恢复演练 as tables: the list, and of one drill its course, people and what is to be improved. 5.3.9. Pure. */

import { formatDateTimeSeconds, type InstantText } from '../../contract/time.ts';
import { idCell } from '../../page/field-cell.ts';
import type { Naming } from '../../page/naming.ts';
import type { TableDefinition } from '../../page/table.ts';
import { momentCell } from '../../page/value-cell.ts';
import type { Cell, TimelineBlock } from '../../report/block.ts';
import { type Look, toneMarks } from '../../states/look.ts';
import { drillResults } from '../../states/recovery.ts';
import { formatDuration } from '../../wording/durations.ts';
import { MISSING } from '../../wording/words.ts';
import { type KeptMeasure, measureState, measureText } from '../measures/judge/measures.ts';
import type { DrillRecord } from './kinds/drill.ts';

/** Of one whose summary is not finished nobody said yet. */
const OPEN: Look = { word: MISSING, tone: 'attention', mark: toneMarks.attention };

export const drillLook = ({ result }: Pick<DrillRecord, 'result'>): Look =>
  result === undefined ? OPEN : drillResults[result];

export const drillTable = ({ href }: Pick<Naming, 'href'>): TableDefinition<DrillRecord> => ({
  title: '演练一览',
  columns: {
    id: { label: '记录编号', weight: 1.3, only: 'paper', value: idCell },
    title: {
      ...{ label: '演练名称', weight: 2, title: true, value: (one) => one.title },
      href: ({ id }) => href?.(id),
      sub: ({ id }) => id,
    },
    started: { label: '开始时间', type: 'datetime', weight: 1.2, value: (one) => momentCell(one.startedAt) },
    closed: { label: '总结完成', type: 'datetime', weight: 1.2, value: (one) => momentCell(one.closedAt, '尚未完成') },
    scenario: { label: '场景', only: 'site', wide: true, value: ({ scenario }) => scenario },
    rto: { label: '恢复用时', only: 'site', value: restoredText },
    result: { label: '结论', state: true, value: (one) => drillLook(one).word, look: drillLook },
  },
  tone: ({ result }) => (result === 'failed' ? 'abnormal' : undefined),
  empty: '服务期至今没有登记恢复演练。',
});

const restoredText = ({ rtoActual, rtoTarget }: DrillRecord): string =>
  rtoActual === undefined ? MISSING : `${formatDuration(rtoActual)}，目标 ${formatDuration(rtoTarget * 60)}`;

/** What was done, minute by minute. */
export const courseBlock = ({ timeline }: DrillRecord): TimelineBlock => ({
  type: 'timeline',
  items: timeline.map(({ at, actor, action, result }) => ({
    time: formatDateTimeSeconds(at),
    text: result === undefined ? action : `${action}：${result}`,
    ...(actor === undefined ? {} : { who: actor }),
  })),
  empty: '未登记演练过程。',
});

export const roleTable = ({ id }: DrillRecord): TableDefinition<DrillRecord['roles'][number]> => ({
  title: `角色与签到（${id}）`,
  columns: {
    role: { label: '角色', title: true, value: ({ role }) => role },
    person: { label: '人员', value: ({ person }) => person },
    unit: { label: '单位', value: ({ unit }) => unit },
    signed: { label: '签到时间', type: 'datetime', value: (one) => momentCell(one.signedInAt, '未签到') },
  },
  empty: '未登记参加人员。',
});

/** What was found, and what is done about it. @param asOf when it is judged */
export const improvementTable = ({ id }: DrillRecord, asOf: InstantText): TableDefinition<KeptMeasure> => {
  const isOverdue = (one: KeptMeasure): boolean => measureState(one, asOf) === 'overdue';
  return {
    title: `问题与改进（${id}）`,
    columns: {
      problem: { label: '问题', weight: 2, title: true, value: ({ problem }) => problem },
      measure: { label: '改进措施', weight: 2, wide: true, value: ({ measure }) => measure },
      owner: { label: '责任人', value: ({ owner }) => owner ?? UNKNOWN },
      due: {
        ...{ label: '期限', type: 'date' },
        value: ({ dueOn }) => (dueOn === undefined ? UNKNOWN : { text: dueOn, value: dueOn, kind: 'date' }),
      },
      status: {
        ...{ label: '状态', state: true },
        value(one) {
          const text = measureText(one, asOf);
          return isOverdue(one) ? { text, tone: 'abnormal', mark: '▲' } : text;
        },
      },
    },
    tone: (one) => (one.status === 'done' ? undefined : isOverdue(one) ? 'abnormal' : 'attention'),
    empty: '演练记录中未登记问题。',
  };
};

const UNKNOWN: Cell = { text: MISSING, tone: 'muted' };
