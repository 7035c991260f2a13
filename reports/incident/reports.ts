/** 报告安排与提交情况: which reports of a major incident were due, and when each was issued. */

import { eventOccurrences } from '../../src/contract/calendar/events.ts';
import { type IssuedSummary, type Occurrence, stateWord } from '../../src/contract/calendar/occurrence.ts';
import { type OnTimeBy, onTimeWords } from '../../src/contract/terms/due-rules.ts';
import { compareInstants, type InstantText } from '../../src/contract/time.ts';
import type { NoteBlock, Row, Section } from '../../src/report/block.ts';
import { readingsText } from '../../src/subjects/deliveries/judge/by-readings.ts';
import { handedText } from '../../src/subjects/deliveries/judge/delivery-facts.ts';
import { timeCell } from '../../src/subjects/incidents/cells.ts';
import type { IncidentView } from '../../src/subjects/incidents/incident-view.ts';
import { basisLines, dueBasis } from '../../src/subjects/incidents/judge/due-basis.ts';
import { incidentEvent } from '../../src/subjects/incidents/judge/event.ts';
import waiver, { type WaiverRecord } from '../../src/subjects/signing/kinds/waiver.ts';
import type { ComposeInput } from '../_deliverable.ts';
import { onTimeByOf, stateOfDocument } from '../deliveries/handover.ts';

/** Every report of this incident up to the one after the moment of judging. */
function reportsOf(view: IncidentView, input: ComposeInput): Occurrence[] {
  const { contract, obligation } = input;
  const event = incidentEvent(view.incident, contract, view.context.asOf, input.monitoring);
  const { servicePeriod } = contract.contract;
  const waivers = (input.records[waiver.id] ?? []) as WaiverRecord[];
  const isOwn = (one: { obligation: string }): boolean => one.obligation === obligation.id;
  return eventOccurrences(obligation, event, {
    // The rules of these reports count hours; no working day is asked for.
    workdays: { isWorkingDay: input.isWorkingDay, published: () => true, years: [] },
    year: () => servicePeriod,
    asOf: view.context.asOf,
    settled: new Map([
      ...waivers.filter(isOwn).map((one): Settling => [one.period, undefined]),
      [input.occurrence.period, input.occurrence.dueAt],
      ...input.issued.filter(isOwn).map((one): Settling => [one.period, one.dueAt]),
    ]),
  });
}

type Settling = [string, InstantText | null | undefined];

const issuedFor = (input: ComposeInput, period: string): IssuedSummary[] =>
  input.issued
    .filter((one) => one.obligation === input.obligation.id && one.period === period)
    .sort((a, b) => a.revision - b.revision);

export function reportSection(view: IncidentView, input: ComposeInput): Section {
  const reports = reportsOf(view, input);
  return {
    id: 'reports',
    title: '报告安排与提交情况',
    blocks: [
      {
        type: 'table',
        title: '报告安排与提交情况',
        columns: [
          { key: 'name', label: '报告', type: 'text' },
          { key: 'due', label: '期限', type: 'datetime' },
          { key: 'issued', label: '首次签发', type: 'datetime' },
          ...(byIssue(input)
            ? []
            : [{ key: 'handed', label: `首次${onTimeWords[ownFact(input)]}`, type: 'datetime' as const }]),
          { key: 'number', label: '文档编号', type: 'text', weight: 1.6 },
          { key: 'state', label: '状态', type: 'text' },
        ],
        rows: reports.flatMap((one) => [reportRow(input, one), ...combinedRows(one)]),
        empty: '没有应交的报告。',
      },
      ...basisNote(view, input, reports),
      ...readingNote(input, reports),
      {
        type: 'note',
        text: byIssue(input)
          ? '初报、续报的期限由双方约定；状态按签发时间列示，送达时间见交付登记簿。'
          : `状态按${onTimeWords[ownFact(input)]}时间判定。`,
        tone: 'muted',
      },
    ],
  };
}

/** The reports that a combined one stands for, each with the time by which it had been due. */
const combinedRows = ({ part }: Occurrence): Row[] =>
  (part?.combines ?? []).map(({ name, dueAt }) => ({
    tone: 'muted',
    cells: { name: `　其中：${name}`, due: timeCell(dueAt), issued: '', number: '', state: '并入合并补报' },
  }));

/** What their times run from, a line for each moment; of a combined one for each report that it stands for. */
function basisNote(
  { incident, judged }: IncidentView,
  { obligation }: ComposeInput,
  reports: readonly Occurrence[],
): NoteBlock[] {
  const lines = basisLines(
    reports
      .flatMap(
        ({ part, dueAt }) => part?.combines ?? [{ suffix: part?.suffix, name: part?.name ?? obligation.name, dueAt }],
      )
      .map(({ suffix, name, dueAt }) => ({ name, basis: dueBasis(obligation, { suffix, dueAt }, incident, judged) })),
  );
  return lines.length === 0 ? [] : [{ type: 'note', text: `期限的依据：\n${lines.join('\n')}`, tone: 'muted' }];
}

/** Which reports are owed, or owed by then, by the stricter reading alone; those of which the same is said in one line. */
function readingNote(input: ComposeInput, reports: readonly Occurrence[]): NoteBlock[] {
  const told = reports.flatMap((one) => {
    const issued = issuedFor(input, one.period);
    const isOwn = one.period === input.occurrence.period && issued.length === 0;
    const { by, handedOverAt } = stateOfDocument(input, one, issued);
    const at = isOwn ? input.asOf : by === 'issued' ? (issued[0]?.issuedAt ?? null) : handedOverAt;
    const text = readingsText(one, { at, asOf: input.asOf });
    return text === '' ? [] : [{ name: one.part?.name ?? input.obligation.name, text }];
  });
  const lines = [...Map.groupBy(told, ({ text }) => text)].map(
    ([text, own]) => `${own.map(({ name }) => name).join('、')}：${text}。`,
  );
  return lines.length === 0 ? [] : [{ type: 'note', text: lines.join('\n'), tone: 'attention' }];
}

/** Which fact makes these reports in time. */
const ownFact = ({ contract, obligation }: ComposeInput): OnTimeBy => onTimeByOf(contract, obligation.id);
const byIssue = (input: ComposeInput): boolean => ownFact(input) === 'issued';

function reportRow(input: ComposeInput, occurrence: Occurrence): Row {
  const issued = issuedFor(input, occurrence.period);
  // Its own delivery and receipt are not known to it, in a revision neither.
  const own = occurrence.period === input.occurrence.period && (issued.length === 0 || !byIssue(input));
  const { state, by, handed } = stateOfDocument(input, occurrence, issued);
  const { at, writtenAt } = handed;
  const bad = state === 'overdue' || state === 'undelivered';
  return {
    ...(bad && !own ? { tone: 'abnormal' as const } : {}),
    cells: {
      name: occurrence.part?.name ?? input.obligation.name,
      due: timeCell(occurrence.dueAt, '处理完成后起算'),
      issued: own ? '本报告' : timeCell(issued[0]?.issuedAt, '未签发'),
      number: issued.at(-1)?.number ?? '',
      state: own ? '本报告' : stateWord(state, [by]),
      ...(byIssue(input)
        ? {}
        : {
            handed: own
              ? ''
              : at === null || writtenAt === null
                ? timeCell(at, `未${onTimeWords[by]}`)
                : handedText({ at, writtenAt }),
          }),
    },
  };
}

/** When the last report before this one was issued; without one, when this one's span began. */
export function previousReportAt(view: IncidentView, input: ComposeInput): InstantText | undefined {
  const before = input.issued
    .filter(
      (one) =>
        one.obligation === input.obligation.id &&
        one.period.startsWith(`${view.incident.id}-`) &&
        one.period !== input.occurrence.period &&
        compareInstants(one.issuedAt, view.context.asOf) <= 0,
    )
    .map((one) => one.issuedAt)
    .sort(compareInstants)
    .at(-1);
  return before ?? input.occurrence.issueFrom ?? undefined;
}
