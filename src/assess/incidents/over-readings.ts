/**
 * A clock beside whose result that of another reading stands, of a 口径 that both sides have not confirmed: where the two differ,
 * nothing is concluded, and both are told. What fails by every reading fails. Pure.
 */
import { type Clock, type ClockAlternative, type ClockState, clockStates } from './clock.ts';
import type { ChosenOption } from './interpretation.ts';

const FAILING: readonly ClockState[] = ['missed', 'overrun', 'unrecorded'];
/** Nothing is held against the supplier: what is not asked for is kept. */
const KEPT: readonly ClockState[] = ['met', 'not-applicable'];

/** Whether of two readings one fails and one does not: that it fails in another way, or goes on by one of them, is no other verdict. */
const differ = (a: ClockState, b: ClockState): boolean =>
  (FAILING.includes(a) && !FAILING.includes(b)) || (KEPT.includes(a) && FAILING.includes(b));

/**
 * @param own by the options in force, with the readings that stand beside it
 * @param inForce what each open question takes until it is settled
 * @returns the same clock, `undecided` where a reading differs, with every such reading in its sentence
 */
export function clockOverReadings(own: Clock, inForce: readonly ChosenOption[]): Clock {
  const others = own.alternatives.filter(({ option, state }) => option !== undefined && differ(own.state, state));
  if (others.length === 0) return own;
  const questions = new Set(others.map(({ option }) => questionOf(option)));
  const taken = inForce.filter(({ interpretation }) => interpretation !== null && questions.has(interpretation));
  const ofOwn = taken.map((one): ClockAlternative => {
    const label = one.options.find(({ id }) => id === one.option)?.label ?? one.option;
    const { seconds, limitSeconds, limit, state, text } = own;
    return {
      ...{ label, option: `${one.interpretation}:${one.option}`, seconds, limitSeconds, state, text },
      ...(limit === undefined ? {} : { limit }),
    };
  });
  const [first] = ofOwn;
  const told = [
    first === undefined ? own.text : `${first.label}：${own.text}`,
    ...others.map(
      ({ label, text, state }) =>
        `${label}：${text.includes(clockStates[state]) ? text : `${text}，${clockStates[state]}`}`,
    ),
  ];
  return {
    ...own,
    decides: true,
    state: 'undecided',
    text: `${told.join('；')}；口径未经双方确认，不下结论`,
    alternatives: [...ofOwn, ...own.alternatives],
  };
}

const questionOf = (option: string | undefined): string => option?.slice(0, option.lastIndexOf(':')) ?? '';
