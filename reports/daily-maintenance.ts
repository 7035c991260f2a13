/** 日常维护报告: clauses 5.3.5, 5.7(1). From 17:00 of the day before to 17:00. */

import { wholeOf } from '../src/contract/precedence/held-views.ts';
import { dateOf, formatDateTime } from '../src/contract/time.ts';
import { idColumn, recordTable } from '../src/page/record-table.ts';
import { settledTable } from '../src/page/table.ts';
import type { AnyRecord, RecordKind } from '../src/records/record.ts';
import type { Block, Section } from '../src/report/block.ts';
import { isOpen } from '../src/states/outcome.ts';
import duty from '../src/subjects/attendance/kinds/duty.ts';
import { dutyTable } from '../src/subjects/attendance/tables.ts';
import change from '../src/subjects/changes/kinds/change.ts';
import { DAY_EVIDENCE } from '../src/subjects/deliveries/judge/observed.ts';
import incident from '../src/subjects/incidents/kinds/incident.ts';
import { openTable } from '../src/subjects/inspections/check-tables.ts';
import {
  conclusionText,
  conclusionTone,
  noneAbnormalText,
  outcomeFigures,
} from '../src/subjects/inspections/conclusion.ts';
import { inspectionsOf, LOOK_BACK_DAYS } from '../src/subjects/inspections/judge/day.ts';
import { confirmOfDay } from '../src/subjects/inspections/judge/day-confirm.ts';
import { judgeDay } from '../src/subjects/inspections/judge/days.ts';
import { inspectionContext } from '../src/subjects/inspections/judge/judge.ts';
import type { CheckResult } from '../src/subjects/inspections/judge/result.ts';
import { countOutcomes } from '../src/subjects/inspections/judge/result.ts';
import type { InspectionRecord } from '../src/subjects/inspections/kinds/inspection.ts';
import remoteSession from '../src/subjects/permits/kinds/remote-session.ts';
import call from '../src/subjects/requests/kinds/call.ts';
import consultation from '../src/subjects/requests/kinds/consultation.ts';
import serviceRequest from '../src/subjects/requests/kinds/service-request.ts';
import type { SignoffRecord } from '../src/subjects/signing/kinds/signoff.ts';
import note, { type NoteRecord } from '../src/subjects/work/kinds/note.ts';
import { type Composed, type ComposeInput, defineDeliverable } from './_deliverable.ts';
import { pictureSection } from './cells/pictures.ts';
import { correctionMarks, correctionSection, corrections } from './daily/correction.ts';
import { dutyNote } from './daily/duty.ts';
import { faultNote, faultTable } from './daily/faults.ts';
import { daySubtitle } from './frame/frame.ts';
import { sectionChoices } from './frame/section-choices.ts';
import { confirmsInspection } from './inspection/confirmed.ts';
import { compositionSection, compositionsOf } from './period/composition.ts';
import { ofPeriod, periodView } from './period/period.ts';

const kinds = [note, duty, call, incident, consultation, serviceRequest, change, remoteSession];

export default defineDeliverable({
  id: 'daily-maintenance',
  sections: sectionChoices['daily-maintenance'],
  needs: [
    { kind: 'inspection', window: 'period' },
    { kind: 'inspection', window: { days: LOOK_BACK_DAYS } },
    { kind: 'signoff', window: 'counted', only: confirmsInspection },
    // The log of the day itself may be confirmed in the evening, when the interval is over and before the report is issued.
    { kind: 'signoff', window: 'incident', only: confirmsInspection },
    ...kinds.map(({ id: kind }) => ({ kind, window: 'counted' as const })),
    // What is planned for the next day is written down in the evening, when the interval is over.
    { kind: note.id, window: 'incident', only: isPlan },
  ],
  cut: true,
  evidence: [...DAY_EVIDENCE],
  compose,
});

function compose(input: ComposeInput): Composed {
  const { from: day } = input.occurrence;
  const gone = ((input.gone?.['inspection'] ?? []) as InspectionRecord[]).filter(({ date }) => date === day);
  const inspection = inspectionsOf(input.records.inspection as InspectionRecord[], day, [], gone).today;
  const notes = counted(input, note);
  const confirm = confirmOf(input);
  const results = inspection === undefined ? [] : judge(input, inspection);
  const corrected = corrections(input);
  return {
    subtitle: daySubtitle(input.occurrence.from),
    ...(inspection === undefined ? {} : { collected: { from: inspection.startedAt, to: inspection.finishedAt } }),
    marks: correctionMarks(corrected, { exists: inspection !== undefined, confirm }),
    sections: [
      ...correctionSection(corrected),
      dutySection(input),
      overview(input, results),
      operations(input),
      table(input, call, 'calls', '来电受理', ['at', 'caller', 'subject', 'outcome', 'handling'], '未登记来电。'),
      {
        id: 'incidents',
        title: '事件与咨询',
        blocks: [
          faultTable(input),
          block(input, consultation, '咨询', ['at', 'department', 'question', 'answer', 'status'], '未登记咨询。'),
        ],
      },
      table(
        input,
        serviceRequest,
        'requests',
        '账号与数据处理',
        ['at', 'category', 'action', 'subject', 'applicant', 'permit', 'result'],
        '未登记账号或数据处理。',
      ),
      table(
        input,
        change,
        'changes',
        '变更',
        ['title', 'type', 'assets', 'stage', 'permit', 'releasedAt'],
        '未登记变更。',
      ),
      table(
        input,
        remoteSession,
        'remote',
        '远程诊断会话',
        ['startedAt', 'endedAt', 'operator', 'assets', 'purpose', 'access', 'permit', 'matched'],
        '未登记远程诊断会话。',
      ),
      progress(results, notes),
      noteList(notes, 'open', '遗留问题', '未登记遗留问题。'),
      planSection(input),
      ...fromBefore(input),
      ...pictureSection('佐证图片', notes),
    ],
  };
}

/** The log of the same day, so that both documents say the same of what was done about it. */
const confirmOf = ({ records, occurrence }: ComposeInput): SignoffRecord | null =>
  confirmOfDay((records.signoff ?? []) as SignoffRecord[], occurrence.from);

function judge(input: ComposeInput, inspection: InspectionRecord): CheckResult[] {
  const among = input.records.inspection as InspectionRecord[];
  return judgeDay(inspectionContext(input), { inspection, among, confirm: confirmOf(input), asOf: input.asOf });
}

/** What this day's report counts, what was written down too late for the one of its day among it. */
const counted = <T extends AnyRecord>(input: ComposeInput, kind: RecordKind<T>): T[] =>
  ofPeriod(periodView(input), kind);

/** Which of the records are of days before, or take back what an earlier report counted; nothing on most days. */
function fromBefore(input: ComposeInput): Section[] {
  const view = periodView(input);
  const all = compositionsOf(view, kinds);
  if (all.every(({ records, back }) => records.late.length + records['after-cut'].length + back.length === 0))
    return [];
  return [compositionSection(view, kinds)];
}

const assetNames = (input: ComposeInput) => new Map(wholeOf(input.contract.assets).map((a) => [a.id, a.name]));

function block<T extends AnyRecord>(
  input: ComposeInput,
  kind: RecordKind<T>,
  title: string,
  fields: string[],
  empty: string,
): Block {
  return recordTable({
    title,
    kind,
    records: counted(input, kind),
    columns: [idColumn, ...fields],
    assetNames: assetNames(input),
    empty,
  });
}

function table<T extends AnyRecord>(
  input: ComposeInput,
  kind: RecordKind<T>,
  id: string,
  title: string,
  fields: string[],
  empty: string,
): Section {
  return { id, title, blocks: [block(input, kind, title, fields, empty)] };
}

function dutySection(input: ComposeInput): Section {
  const records = counted(input, duty);
  return {
    id: 'duty',
    title: '⟦现场⟧在岗情况',
    blocks: [...dutyNote(input), recordTable({ ...dutyTable, records, empty: '未登记在岗情况。' })],
  };
}

function overview(input: ComposeInput, results: CheckResult[]): Section {
  const own = results.filter((r) => r.contract);
  const opsHost = results.filter((r) => !r.contract);
  const entered = (label: string, n: number) => ({ label, value: `登记 ${n} 条` });
  const listed = <T extends AnyRecord>(label: string, kind: RecordKind<T>) =>
    entered(label, counted(input, kind).length);
  return {
    id: 'overview',
    title: '当日概况',
    blocks: [
      ...(results.length === 0
        ? [{ type: 'note' as const, text: NOT_INSPECTED, tone: 'attention' as const }]
        : [
            {
              type: 'key-figures' as const,
              items: outcomeFigures(countOutcomes(own), own.length, input.occurrence.from),
            },
            { type: 'note' as const, text: conclusionText(own, opsHost, undefined), tone: conclusionTone(own) },
          ]),
      ...faultNote(input),
      {
        type: 'facts',
        columns: 3,
        items: [
          entered('维护操作', operationNotes(input).length),
          listed('来电受理', call),
          listed('故障', incident),
          listed('咨询', consultation),
          listed('账号与数据处理', serviceRequest),
          listed('变更', change),
        ],
      },
    ],
  };
}

const NOT_INSPECTED = '统计区间内没有巡检记录，当日情况未观测；以下按已登记的记录编制。';

/** Notes of what was done; the others have sections of their own. */
function operationNotes(input: ComposeInput): NoteRecord[] {
  return counted(input, note).filter((n) => ['operation', 'missed', 'other'].includes(n.topic));
}

function operations(input: ComposeInput): Section {
  return {
    id: 'operations',
    title: '维护操作',
    blocks: [
      recordTable({
        title: '维护操作',
        kind: note,
        records: operationNotes(input),
        columns: [
          { field: 'at', weight: 1.1 },
          { field: 'asset', weight: 1.1 },
          { field: 'text', weight: 2.4 },
          'person',
          'result',
          { field: 'permit', weight: 1.2 },
        ],
        assetNames: assetNames(input),
        empty: '未登记维护操作。',
      }),
    ],
  };
}

function progress(results: CheckResult[], notes: NoteRecord[]): Section {
  const own = results.filter(({ contract }) => contract);
  const empty = noneAbnormalText(results.length === 0 ? null : countOutcomes(own), '当日巡检', '需要处置的异常');
  return {
    id: 'progress',
    title: '巡检异常处置进展',
    blocks: [
      settledTable({ ...openTable('巡检异常', 'measured'), empty }, results.filter(isOpen), 'paper'),
      noteItems(notes, 'followup', '未登记处置进展。'),
    ],
  };
}

function isPlan(record: AnyRecord): boolean {
  return (record as NoteRecord).topic === 'plan';
}

/**
 * Plans of the day itself for the day after it, whenever in the evening they were written down: by the cut those of the day before
 * would stand here, which are for today. One that was written down on a later day says of which day it is.
 */
function planSection(input: ComposeInput): Section {
  const day = input.occurrence.from;
  const all = ((input.records['note'] ?? []) as NoteRecord[]).filter(isPlan);
  const late = counted(input, note).filter((one) => isPlan(one) && one.date < day && dateOf(one.enteredAt) > one.date);
  const items = [
    ...all.filter(({ date }) => date === day).map((one) => noteItem(one)),
    ...late.map((one) => ({ text: `${noteItem(one).text}，补登的 ${one.date} 的次日计划` })),
  ];
  return { id: 'plan', title: '次日计划', blocks: [{ type: 'list', items, empty: '未登记次日计划。' }] };
}

const noteItem = ({ text, at }: NoteRecord): { text: string } => ({ text: `${text}（${formatDateTime(at)}）` });

function noteItems(notes: NoteRecord[], topic: NoteRecord['topic'], empty: string): Block {
  return {
    type: 'list',
    items: notes.filter((n) => n.topic === topic).map(noteItem),
    empty,
  };
}

function noteList(notes: NoteRecord[], topic: NoteRecord['topic'], title: string, empty: string): Section {
  return { id: topic, title, blocks: [noteItems(notes, topic, empty)] };
}
