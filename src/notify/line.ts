/**
 * All that may leave: number, name of the document kind, due time and state. The type has no room for the title or the content of
 * anything, and its texts are made here alone, out of what cannot hold any. Pure.
 */
import { stateWord } from '../contract/calendar/occurrence.ts';
import { type InstantText, isInstantText, toInstant, toText } from '../contract/time.ts';
import { clocks } from '../states/clock.ts';
import { type Look, type Tone, toneMarks, wordsOf } from '../states/look.ts';
import { occurrences } from '../states/occurrence.ts';

const soon = (word: string): Look => ({ word, ...marked('attention') });
const marked = (tone: Tone): Pick<Look, 'tone' | 'mark'> => ({ tone, mark: toneMarks[tone] });

/** States a reminder tells of, and how each looks; closed, so that nobody's words get in. What a document is looks as everywhere. */
export const lineLooks = {
  due: occurrences.due,
  upcoming: occurrences.upcoming,
  overdue: occurrences.overdue,
  undelivered: occurrences.undelivered,
  unreceived: { ...occurrences.undelivered, word: stateWord('undelivered', ['received']) },
  awaiting: occurrences.awaiting,
  'awaiting-receipt': { ...occurrences.awaiting, word: stateWord('awaiting', ['received']) },
  missing: occurrences.missing,
  unsigned: soon('已送达，未签收'),
  'answer-due': soon('签收或退回的期限'),
  response: soon('响应时限将到'),
  'remote-start': soon('远程处置时限将到'),
  arrival: soon('到场时限将到'),
  diagnosis: soon('处置时限将到'),
  restoration: soon('恢复时限将到'),
  analysis: soon('分析时限将到'),
  notice: soon('进展通报时间将到'),
  limit: soon('时限将到'),
  'limit-over': { ...clocks.overrun, word: '时限已过' },
  expiring: soon('将到期'),
} as const satisfies Record<string, Look>;
export type LineState = keyof typeof lineLooks;

export const lineStates: Readonly<Record<LineState, string>> = wordsOf(lineLooks);

declare const checked: unique symbol;
/** Number of a document, a record or a period: latin letters, digits and marks. */
export type LineNumber = string & { [checked]: 'number' };
/** Name of a kind of document or record, as the contract's data or the program have it. */
export type LineKind = string & { [checked]: 'kind' };

export interface NoticeLine {
  readonly number: LineNumber;
  readonly kind: LineKind;
  readonly dueAt: InstantText | null;
  readonly state: LineState;
}

const NUMBER = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;
/** Longest name of a kind in a message. */
const KIND_CHARACTERS = 40;

/** Anything that would break a line, a header or the direction of writing. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g;

/** @throws RangeError when the text is no number: it would carry something out */
export function lineNumber(text: string): LineNumber {
  if (NUMBER.test(text)) return text as LineNumber;
  throw new RangeError('a reminder bears numbers alone');
}

/** As people read it: a period that is all of the service has no figure. */
export const numberText = (number: LineNumber): string => (number === 'service' ? '服务期内' : number);

/** @param of an obligation, a register or another kind: what has a name in the contract's data or the program, never a record */
export function lineKind(of: { readonly id: string; readonly name: string }): LineKind {
  const plain = of.name.replace(UNPRINTABLE, ' ').trim();
  const characters = [...plain];
  return (
    characters.length > KIND_CHARACTERS ? `${characters.slice(0, KIND_CHARACTERS).join('')}…` : plain
  ) as LineKind;
}

/**
 * One line; anything else that an object has is left behind.
 * @throws RangeError when a part is not of its form
 */
export function noticeLine(of: NoticeLine): NoticeLine {
  const { number, kind, dueAt, state } = of;
  if (!(state in lineStates) || (dueAt !== null && !isInstantText(dueAt)))
    throw new RangeError('no line of a reminder');
  return {
    number: lineNumber(number),
    kind: lineKind({ id: '', name: kind }),
    dueAt: dueAt === null ? null : toText(toInstant(dueAt)),
    state,
  };
}
