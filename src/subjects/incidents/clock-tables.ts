/** The clocks of one incident as tables: what was taken, allowed and judged, and what monitoring saw of their start. Pure. */

import { clauseMarks } from '../../contract/terms/clause-marks.ts';
import { tonedCell } from '../../page/figure-tone.ts';
import { type Side, settledTable } from '../../page/table.ts';
import type { Block, Cell, RichCell, TableBlock } from '../../report/block.ts';
import { richCell } from '../../report/cell.ts';
import { clocks as clockLooks, clockStates } from '../../states/clock.ts';
import { type Look, toneMarks } from '../../states/look.ts';
import { MISSING } from '../../wording/words.ts';
import { clockFigure, durationCell, limitCell, stateCell, timeCell } from './cells.ts';
import type { IncidentView } from './incident-view.ts';
import type { Clock, ClockAlternative } from './judge/clock.ts';
import { clocksWord } from './judge/limits.ts';
import { targetsText } from './judge/monitoring.ts';
import { contradictionText } from './judge/start.ts';
import { isUnconfirmed, TO_CONFIRM } from './restoration.ts';

/** Clocks that a table prints: of a requirement only those that apply. */
export const shownClocks = ({ judged }: IncidentView): Clock[] =>
  judged.requirement ? judged.clocks.filter((clock) => clock.state !== 'not-applicable') : judged.clocks;

/** A row: a clock, or below it what it comes to by another reading. */
interface Line {
  clock: Clock;
  other?: ClockAlternative;
}

const DASH: Cell = { text: '—', tone: 'muted' };

/** A state that decides nothing is not held against anybody: without mark or colour. */
const isListed = ({ clock, other }: Line): boolean => other === undefined && !clock.decides;

const stateOf = (line: Line): RichCell => {
  const { state } = line.other ?? line.clock;
  return isListed(line) ? { text: clockStates[state], tone: 'muted' } : stateCell(state);
};

const YEAR_PART = 'yyyy-'.length;

/** `11-24 10:05:30`: the year stands in the incident's number, and the full time is behind the cell. */
function shortTime(time: string | null, missing?: string): Cell {
  const cell = richCell(timeCell(time, missing));
  return time === null ? cell : { ...cell, text: cell.text.slice(YEAR_PART) };
}

const isFailed = ({ decides, state }: Clock): boolean => decides && clockLooks[state].tone === 'abnormal';
const applies = ({ state }: Clock): boolean => state !== 'not-applicable';

/**
 * 响应与恢复达成表: every clock, under it every other reading of it.
 * @param more deciding: only those that decide 达标; openHref: where the site tells of what no reading decides yet
 */
export function clockTable(
  view: IncidentView,
  side: Side,
  more: { deciding?: boolean; openHref?: string | undefined } = {},
): TableBlock {
  const { incident, context, judged } = view;
  const lines = shownClocks(view)
    .filter(({ decides }) => decides || more.deciding !== true)
    .flatMap((clock): Line[] => [{ clock }, ...clock.alternatives.map((other) => ({ clock, other }))]);
  const limitOf = ({ clock, other }: Line): Cell => {
    // A requirement is held to the day that was agreed (rule 3), not to a length of time.
    const isAgreed = other === undefined && clock.id === 'restoration' && clock.limitSeconds === null;
    return isAgreed && incident.agreedOn !== undefined ? `约定 ${incident.agreedOn}` : limitCell(other ?? clock);
  };
  // On the site, where it may change any day, what waits for the word of the purchaser never stands in the colour of what is settled.
  const waits = ({ clock, other }: Line): boolean =>
    other === undefined && clock.id === 'restoration' && isUnconfirmed(judged);
  const saidOf = (line: Line): RichCell => {
    const cell = stateOf(line);
    return side === 'site' && waits(line) ? { ...cell, text: `${cell.text}（待确认）` } : cell;
  };
  const lookOf = (line: Line): Look | undefined => {
    if (isListed(line)) return undefined;
    const look = clockLooks[(line.other ?? line.clock).state];
    return waits(line) ? { ...look, tone: 'attention', mark: toneMarks.attention } : look;
  };
  return settledTable<Line>(
    {
      title: `${clocksWord(context.contract)}达成表`,
      tone: ({ clock, other }) => (other !== undefined ? 'muted' : isFailed(clock) ? 'abnormal' : undefined),
      columns: {
        item: { label: '时限项', weight: 4, title: true, value: (line) => itemText(line, side) },
        clause: {
          label: '条款',
          short: true,
          value: ({ clock, other }) => (other === undefined ? clauseMarks(clock.clause) : ''),
        },
        start: { label: '起点', type: 'datetime', short: true, value: startCell },
        end: { label: '终点', type: 'datetime', short: true, value: endCell },
        used: {
          ...{ label: '用时', unit: '分钟', align: 'right', weight: 1.4, short: true },
          value: (line) => usedCell(line, side),
          // Many faults stand on the site: there this is no figure by which one could be told from another.
          figure: ({ clock, other }) =>
            side === 'site' || other !== undefined ? undefined : (clockFigure(clock, context.asOf) ?? undefined),
        },
        limit: { label: '时限', align: 'right', value: limitOf },
        state: {
          ...{ label: '判定', type: 'outcome', state: true, value: saidOf, look: lookOf },
          sub: (line) =>
            [...(waits(line) ? [TO_CONFIRM] : []), ...(line.other === undefined ? besideOf(line.clock) : [])].join(
              '；',
            ) || undefined,
          href: ({ clock, other }) => ((other ?? clock).state === 'undecided' ? more.openHref : undefined),
        },
        text: { label: '说明', wide: true, only: 'site', value: ({ clock, other }) => (other ?? clock).text },
      },
      empty: '没有适用的时限。',
    },
    lines,
    side,
  );
}

/** On paper, where it is a figure, it stands in the tone in which the first page of the document prints it. */
function usedCell({ clock, other }: Line, side: Side): Cell {
  const cell = durationCell((other ?? clock).seconds);
  const { tone } = clockLooks[clock.state];
  const isPressing = tone === 'abnormal' || tone === 'attention';
  return side === 'paper' && other === undefined && clock.decides && isPressing ? tonedCell(cell, tone) : cell;
}

/** Beside the verdict itself, on paper too: whoever reads it must not have to look for what it rests on. */
const besideOf = ({ beside }: Clock): string[] => (beside === undefined ? [] : [beside]);

function itemText({ clock, other }: Line, side: Side): string {
  if (other !== undefined) return `　另列：${other.label}`;
  const notes = [
    ...(clock.decides || !applies(clock) ? [] : ['仅列示']),
    // On the site below the verdict.
    ...(side === 'paper' ? besideOf(clock) : []),
  ];
  return notes.length === 0 ? clock.label : `${clock.label}（${notes.join('；')}）`;
}

function startCell({ clock, other }: Line): Cell {
  if (other !== undefined) return other.start === undefined ? '' : shortTime(other.start);
  return applies(clock) ? shortTime(clock.start) : DASH;
}

function endCell({ clock, other }: Line): Cell {
  if (other !== undefined) return '';
  return applies(clock) ? shortTime(clock.end, clock.state === 'running' ? '进行中' : MISSING) : DASH;
}

/** One sentence a clock: what was compared with what, at which level, less which pauses. */
export const clockNotes = (view: IncidentView): Block => ({
  type: 'list',
  items: shownClocks(view).map((clock) => ({
    text: `${clock.label}：${clock.text}`,
    ...(isFailed(clock) ? { tone: 'abnormal' as const } : {}),
  })),
  empty: '没有适用的时限。',
});

const evidenceWords = { alert: '监控告警', sample: '可用性探测' } as const;

/** What monitoring saw of it, beside the times that were written down; nothing when it saw nothing. @param hrefOf where a record is told of on the site */
export function monitoringBlocks(
  { incident, judged, assetNames }: IncidentView,
  side: Side,
  hrefOf?: (record: string) => string,
): Block[] {
  if (judged.evidence.length === 0) return [];
  const contradiction = contradictionText(incident, judged.evidence);
  return [
    settledTable(
      {
        title: '计时起点的监控证据',
        columns: {
          at: { label: '时间', type: 'datetime', title: true, value: ({ at }) => timeCell(at) },
          kind: { label: '证据', value: ({ kind }) => evidenceWords[kind] },
          record: { label: '记录编号', value: ({ record }) => record, href: ({ record }) => hrefOf?.(record) },
          text: {
            ...{ label: '内容', weight: 2, wide: true },
            value: (one) => `${one.text}${targetsText(one, (asset) => assetNames.get(asset) ?? asset)}`,
          },
        },
        empty: '没有监控证据。',
      },
      judged.evidence,
      side,
    ),
    ...(contradiction === null
      ? []
      : [
          { type: 'note' as const, text: `${contradiction}。两个时间都列出，不改写登记。`, tone: 'attention' as const },
        ]),
  ];
}

/** `响应达标，恢复未达标` over the clocks that decide. */
export const verdictText = ({ judged }: IncidentView): string =>
  judged.clocks
    .filter((clock) => clock.decides && applies(clock))
    .map((clock) => `${clock.label}${clockStates[clock.state]}`)
    .join('，');
