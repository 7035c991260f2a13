/** Cells and tones of clocks and times, alike in every document about incidents. */

import { formatDateTimeSeconds, HOUR_SECONDS, type InstantText, MINUTE_SECONDS } from '../../contract/time.ts';
import { countedRestoration, isVouched } from '../../records/purchaser.ts';
import type { Cell, RichCell } from '../../report/block.ts';
import type { Figure } from '../../report/figure.ts';
import type { StatedClock } from '../../report/statement.ts';
import { type ClockState, clockStates, clocks } from '../../states/clock.ts';
import { lookCell } from '../../states/look.ts';
import { formatDuration, limitText } from '../../wording/durations.ts';
import { CLAIMED, MISSING } from '../../wording/words.ts';
import type { Clock, ClockAlternative } from './judge/clock.ts';
import type { IncidentRecord } from './kinds/incident.ts';

/** 判定 with its mark, so that it stands out in black and white too. */
export const stateCell = (state: ClockState): RichCell => lookCell(clocks[state]);

/** A time to the second; 未登记 where there is none. */
export function timeCell(time: InstantText | null | undefined, missing = MISSING): Cell {
  if (time === null || time === undefined) return { text: missing, tone: 'muted' };
  return { text: formatDateTimeSeconds(time), value: time, kind: 'datetime' };
}

/** Who of the purchaser confirmed a grading, and when; what only the supplier tells of is said so. Null: nobody did. */
export function confirmationText(
  incident: Pick<IncidentRecord, 'attachments' | 'enteredBy' | 'corrections'>,
  { id, confirmedBy, confirmedAt }: Partial<IncidentRecord['levels'][number]>,
): string | null {
  if (confirmedBy === undefined) return null;
  const text = `${confirmedBy}，${timeText(confirmedAt)}`;
  const isReal = confirmedAt === undefined || isVouched(incident, confirmedAt, `levels.${id}`);
  return isReal ? text : `${text}（${CLAIMED}）`;
}

/**
 * 采购人意见 on the handling of an incident: without their hand on it from the restoration on, it is what the supplier says they
 * said. undefined: none was written down.
 */
export function opinionText(incident: IncidentRecord): string | undefined {
  const { purchaserOpinion: opinion, at } = incident;
  if (opinion === undefined || isVouched(incident, countedRestoration(incident)?.at ?? at, 'purchaserOpinion'))
    return opinion;
  return `${opinion}（${CLAIMED}）`;
}

export const timeText = (time: InstantText | null | undefined, missing = MISSING): string =>
  time === null || time === undefined ? missing : formatDateTimeSeconds(time);

const MINUTE_DECIMALS = 2;

/** A length of time, with its minutes behind it for workbooks. */
export function durationCell(seconds: number | null): Cell {
  if (seconds === null) return { text: '—', tone: 'muted' };
  const value = seconds / MINUTE_SECONDS;
  return { text: formatDuration(seconds), value, kind: 'number', decimals: MINUTE_DECIMALS, unit: '分钟' };
}

/** The time that a clock took, of an open one so far: to the second, whatever is printed. Null when it never ran. */
export function clockFigure({ id, start, end, seconds }: Clock, asOf: InstantText): Figure | null {
  if (start === null || seconds === null) return null;
  return { id: `clock.${id}`, value: seconds, unit: '秒', interval: { from: start, to: end ?? asOf } };
}

/** A limit; the value behind it has the unit that is printed, hours or minutes. */
export function limitCell({ limit, limitSeconds: seconds }: Pick<ClockAlternative, 'limit' | 'limitSeconds'>): Cell {
  if (seconds === null) return limit === null || limit === undefined ? { text: '—', tone: 'muted' } : limit;
  const text = limitText(seconds);
  // Of working days and of one calendar's time the words say more than a number.
  if (limit !== null && limit !== undefined && limit !== text) return limit;
  const unit = seconds % HOUR_SECONDS === 0 ? HOUR_SECONDS : MINUTE_SECONDS;
  return { text, value: seconds / unit, kind: 'number', decimals: 0 };
}

/** A limit as a document's statement has it. */
export const statedClock = ({ label, state }: Pick<StatedClock, 'label' | 'state'>): StatedClock => ({
  ...{ label, state },
  text: clockStates[state],
});
