/**
 * 上期补充: what the report of the period before could not know, because it was issued before the period was over or the
 * records came in later. Deliveries that were still open then are followed up here too.
 */

import { dayOf } from '../../src/assess/precheck/line.ts';
import type { Occurrence } from '../../src/contract/occurrence.ts';
import { compareInstants, formatDateTime, type InstantText } from '../../src/contract/time.ts';
import type { AnyRecord, RecordKind } from '../../src/records/record.ts';
import type { Block, Section } from '../../src/report/document.ts';
import { namesText } from '../../src/wording/words.ts';
import { table } from '../cells/figures.ts';
import { gapTable, shortPeriod } from '../deliveries/deliveries.ts';
import { deliveriesDue } from '../deliveries/due.ts';
import type { PeriodView } from '../period/period.ts';
import type { PeriodFacts } from './facts.ts';

type Named = Pick<RecordKind, 'id' | 'label'>;

/** @param kinds of record to look through; what has its own numbers elsewhere (signoff) is left to those */
export function supplementSection(facts: PeriodFacts, kinds: readonly Named[]): Section[] {
  const { view } = facts;
  const before = previousOf(view);
  if (before === undefined) return [];
  const seen = view.input.issued
    .filter((one) => one.obligation === before.obligation && one.period === before.period)
    .map((one) => one.issuedAt)
    .sort(compareInstants)
    .at(-1);
  return [{ id: 'supplement', title: '上期补充', blocks: blocks(view, before, seen, kinds) }];
}

function previousOf({ input }: PeriodView): Occurrence | undefined {
  return input.occurrences
    .filter((one) => one.obligation === input.obligation.id && one.to < input.occurrence.from)
    .toSorted((a, b) => (a.to < b.to ? -1 : 1))
    .at(-1);
}

function blocks(view: PeriodView, before: Occurrence, seen: InstantText | undefined, kinds: readonly Named[]): Block[] {
  if (seen === undefined) {
    return [
      {
        type: 'note',
        text: `上期（${shortPeriod(before)}）的${view.input.obligation.name}未签发，其内容以该期补报为准，不在本期补充。`,
        tone: 'attention',
      },
    ];
  }
  const late = kinds
    .map((kind) => ({ kind, records: lateOf(view, before, seen, kind) }))
    .filter((one) => one.records.length > 0);
  return [
    {
      type: 'note',
      text: `上期（${shortPeriod(before)}）的文档统计至 ${formatDateTime(seen)}；其后登记的上期记录列于下表。`,
    },
    table(
      '签发后登记的上期记录',
      [
        { key: 'kind', label: '记录', type: 'text' },
        { key: 'count', label: '条数', type: 'number' },
        { key: 'ids', label: '记录编号', type: 'text', weight: 4 },
      ],
      late.map(({ kind, records }) => ({
        cells: {
          kind: kind.label,
          count: records.length,
          ids: namesText(
            records.map((one) => one.id),
            '条',
            12,
          ),
        },
      })),
      '上期签发后没有登记属于上期的记录。',
    ),
    ...followUp(view, before, seen),
  ];
}

function lateOf(view: PeriodView, before: Occurrence, seen: InstantText, kind: Named): AnyRecord[] {
  return ((view.input.records[kind.id] ?? []) as AnyRecord[]).filter((record) => {
    const day = dayOf(record);
    return day >= before.from && day <= before.to && compareInstants(record.enteredAt, seen) > 0;
  });
}

/** 应交项 of the period before that its report could not know as issued: the timely ones counted, the others one by one. */
function followUp(view: PeriodView, before: Occurrence, seen: InstantText): Block[] {
  const open = deliveriesDue(view, before.from, before.to).filter(
    ({ first, waiver }) => waiver === null && (first === null || compareInstants(first.issuedAt, seen) >= 0),
  );
  const timely = open.filter((one) => one.onTimeByIssue === true).length;
  return [
    {
      type: 'note',
      text:
        open.length === 0
          ? '上期签发时没有尚未签发的交付物。'
          : `上期签发时尚未签发的交付物 ${open.length} 份，其后按期签发 ${timely} 份，其余 ${open.length - timely} 份。`,
    },
    ...(open.length === timely ? [] : [gapTable(open, '其后未按期签发的上期交付物')]),
  ];
}
