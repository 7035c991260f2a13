/** Cells and tones of clocks and times, alike in every document about incidents. */
import { type ClockState, clockStates, exactDuration, limitText } from '../src/assess/incident-clock.ts';
import { formatDateTimeSeconds, type InstantText } from '../src/contract/time.ts';
import type { Cell, RichCell, Tone } from '../src/report/document.ts';
import { MISSING } from './_choice-words.ts';

export const clockTones: Record<ClockState, Tone> = {
  met: 'normal',
  missed: 'abnormal',
  overrun: 'abnormal',
  unrecorded: 'abnormal',
  running: 'attention',
  'to-be-agreed': 'attention',
  'not-applicable': 'muted',
};

const marks: Partial<Record<ClockState, string>> = {
  missed: '▲',
  overrun: '▲',
  unrecorded: '◇',
  running: '△',
  'to-be-agreed': '△',
  'not-applicable': '–',
};

/** 判定 with its mark, so that it stands out in black and white too. */
export function stateCell(state: ClockState): RichCell {
  const mark = marks[state];
  return { text: clockStates[state], tone: clockTones[state], ...(mark === undefined ? {} : { mark }) };
}

/** A time to the second; 未登记 where there is none. */
export function timeCell(time: InstantText | null | undefined, missing = MISSING): Cell {
  if (time === null || time === undefined) return { text: missing, tone: 'muted' };
  return { text: formatDateTimeSeconds(time), value: time, kind: 'datetime' };
}

export const timeText = (time: InstantText | null | undefined, missing = MISSING): string =>
  time === null || time === undefined ? missing : formatDateTimeSeconds(time);

const MINUTE_DECIMALS = 2;

/** A length of time, with its minutes behind it for workbooks. */
export function durationCell(seconds: number | null): Cell {
  if (seconds === null) return { text: '—', tone: 'muted' };
  return { text: exactDuration(seconds), value: seconds / 60, kind: 'number', decimals: MINUTE_DECIMALS };
}

export function limitCell(seconds: number | null): Cell {
  if (seconds === null) return { text: '—', tone: 'muted' };
  return { text: limitText(seconds), value: seconds / 60, kind: 'number', decimals: 0 };
}
