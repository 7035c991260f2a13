/** What a reader asks of a fault first: how long it lasted, whether its limits were kept, who answers for it. Pure. */

import { formatDateTimeSeconds, type InstantText, secondsBetween } from '../../contract/time.ts';
import { fieldsOf } from '../../records/fields.ts';
import type { Block, Section, TableBlock, Tone } from '../../report/site-model.ts';
import { clockStates } from '../../states/clock.ts';
import type { Clock } from '../../subjects/incidents/judge/clock.ts';
import { type IncidentAssessment, isFailing } from '../../subjects/incidents/judge/clocks.ts';
import { startWords } from '../../subjects/incidents/judge/start.ts';
import incidentKind, { type IncidentRecord } from '../../subjects/incidents/kinds/incident.ts';
import { isUnconfirmed, TO_CONFIRM } from '../../subjects/incidents/restoration.ts';
import { choiceWord } from '../../wording/codes.ts';
import { deductedText, formatDuration } from '../../wording/durations.ts';
import { timeText } from '../../wording/words.ts';

const fields = fieldsOf(incidentKind.schema);

/**
 * One sentence above everything else, and below it every length of time that can be named of the fault.
 * @param late of its documents, see `lateBlocks`: it stands before the lengths
 */
export function outcomeSection(
  incident: IncidentRecord,
  judged: IncidentAssessment,
  late: readonly Block[] = [],
): Section {
  const table = durationTable(incident, judged);
  const note: Block = { type: 'note', text: outcomeText(incident, judged), tone: toneOf(judged) };
  return { id: 'outcome', title: '结论', blocks: [note, ...late, ...(table.rows.length === 0 ? [] : [table])] };
}

const restorationOf = ({ clocks }: IncidentAssessment): Clock | undefined =>
  clocks.find(({ id }) => id === 'restoration');

/** `历时 2 小时 00 分 45 秒，P1 恢复时限 2 小时，未达标；其余时限均达标；责任：供应商。` */
export function outcomeText(incident: IncidentRecord, judged: IncidentAssessment): string {
  const responsibility = choiceWord(fields, 'responsibility', incident.responsibility);
  return `${[lastedText(judged), ...othersText(judged), `责任：${responsibility}`].join('；')}。`;
}

function lastedText(judged: IncidentAssessment): string {
  const { restored, closed, facts, downtime, requirement } = judged;
  const clock = restorationOf(judged);
  const deducted = deductedText(downtime);
  const judgedAs = judgedSeconds(judged);
  const counted = judgedAs === downtime.counted ? '' : `，按时限计 ${formatDuration(judgedAs)}`;
  const lasted = `${formatDuration(downtime.counted)}${deducted === '' ? '' : `（${deducted}）`}${counted}`;
  const pending = isUnconfirmed(judged) ? `（${TO_CONFIRM}）` : '';
  const limit =
    clock === undefined ? pending : `，恢复时限 ${clock.limit ?? '按约定日期'}，${clockStates[clock.state]}${pending}`;
  if (restored) return `历时 ${lasted}${limit}`;
  if (!closed) return requirement ? `处理中${limit}` : `尚未恢复，已历时 ${lasted}${limit}`;
  const done = `处理完成 ${timeText(facts.closedAt)}`;
  return requirement ? `${done}${limit}` : `${done}，没有登记恢复时间`;
}

/** What is held against the limit, in the time that counts for it: some run in the hours of a calendar alone. */
const judgedSeconds = (judged: IncidentAssessment): number => restorationOf(judged)?.seconds ?? judged.downtime.counted;

/** Of the clocks beside the restoration that decide: those that were not kept by name, else that all were; what does not apply is none. */
function othersText({ clocks }: IncidentAssessment): string[] {
  const rest = clocks.filter(({ id }) => id !== 'restoration');
  const others = rest.filter(({ decides, state }) => decides && state !== 'not-applicable');
  if (others.length === 0) return [];
  const apart = others.filter(({ state }) => state !== 'met');
  if (apart.length === 0) {
    if (rest.every(({ state }) => state !== 'not-applicable')) return ['其余时限均达标'];
    return [`其余时限中适用的（${others.map(({ label }) => label).join('、')}）均达标`];
  }
  const words = [...Map.groupBy(apart, ({ state }) => clockStates[state])];
  return [`其余时限中${words.map(([word, own]) => `${own.map(({ label }) => label).join('、')}${word}`).join('，')}`];
}

function toneOf(judged: IncidentAssessment): Tone {
  const { clocks, overall } = judged;
  if (clocks.some(({ state, decides }) => decides && isFailing(state))) return 'abnormal';
  return overall === 'met' && !isUnconfirmed(judged) ? 'normal' : 'attention';
}

/** The one that is judged first; the others by what they begin and end with, since each of them is true of something. */
function durationTable(incident: IncidentRecord, judged: IncidentAssessment): TableBlock {
  return {
    type: 'table',
    title: '历时',
    columns: [
      { key: 'what', label: '历时', title: true },
      { key: 'length', label: '时长', align: 'right' },
      { key: 'from', label: '自', wide: true },
      { key: 'to', label: '至', wide: true },
    ],
    rows: judged.restored ? [judgedRow(judged), ...alternativeRows(judged), ...otherRows(incident, judged)] : [],
    empty: '',
  };
}

type Row = TableBlock['rows'][number];

function judgedRow(judged: IncidentAssessment): Row {
  const { starts, start, facts, downtime } = judged;
  const word = starts[0] === undefined ? '' : startWords[starts[0].from];
  const by = facts.restoredBy === 'purchaser' ? '⟦采购人⟧确认恢复' : '⟦供应商⟧登记的恢复';
  const deducted = deductedText(downtime);
  return {
    cells: {
      what: { text: '判定时限所用的一个', ...(deducted === '' ? {} : { sub: deducted }) },
      length: formatDuration(judgedSeconds(judged)),
      from: `${word} ${formatDateTimeSeconds(start)}`,
      to: `${by} ${seconds(facts.restoredAt)}`,
    },
  };
}

const seconds = (at: InstantText | null): string => (at === null ? '—' : formatDateTimeSeconds(at));

/** By the readings that nobody has confirmed, and by what else the limit was held against. */
const alternativeRows = (judged: IncidentAssessment): Row[] =>
  (restorationOf(judged)?.alternatives ?? []).flatMap((one): Row[] =>
    one.seconds === null || one.seconds === judgedSeconds(judged)
      ? []
      : [
          {
            cells: {
              what: { text: one.label, sub: `若照此计：${clockStates[one.state]}` },
              length: formatDuration(one.seconds),
              from: one.start === undefined ? '同上' : formatDateTimeSeconds(one.start),
              to: one.end === undefined ? '同上' : formatDateTimeSeconds(one.end),
            },
          },
        ],
  );

/** From what was written down: they are no limit's. */
function otherRows(incident: IncidentRecord, judged: IncidentAssessment): Row[] {
  const { facts, downtime, start } = judged;
  const judgedOf = judgedSeconds(judged);
  const end = facts.supplierRestoredAt;
  const gross: Row[] =
    downtime.gross === judgedOf
      ? []
      : [
          {
            cells: {
              what: '全部时间，不扣除暂停',
              length: formatDuration(downtime.gross),
              from: formatDateTimeSeconds(start),
              to: seconds(facts.restoredAt),
            },
          },
        ];
  if (end === null) return gross;
  const from: [string, InstantText | undefined][] = [
    ['发生', incident.occurredAt],
    ['发现', incident.discoveredAt],
    ['申报', incident.reportedAt],
  ];
  return [
    ...gross,
    ...from.flatMap(([word, at]): Row[] =>
      at === undefined
        ? []
        : [
            {
              cells: {
                what: `${word}至⟦供应商⟧恢复`,
                length: formatDuration(Math.max(0, secondsBetween(at, end))),
                from: `${word} ${formatDateTimeSeconds(at)}`,
                to: `⟦供应商⟧恢复 ${formatDateTimeSeconds(end)}`,
              },
            },
          ],
    ),
  ];
}
