/** What the options of a 口径 that nobody has confirmed make of the clocks: each counted as if both sides had agreed on it. */
import type { Counted } from '../counted.ts';
import type { World } from '../world.ts';
import { incidentFigures } from './month.ts';
import { once } from './once.ts';

/** The world in which both sides agreed on an option from the beginning. */
export function agreedOn(world: World, question: string, option: string): World {
  const interpretations = world.interpretations.map((one) =>
    one.id === question
      ? { ...one, confirmed: true, chosen: option, effectiveFrom: undefined, before: undefined }
      : one,
  );
  return { ...world, interpretations };
}

const byOption = once((_: World) => new Map<string, Readonly<Record<string, Counted>>>());

/** The rate of a clock by an option; undefined where there is no such option. */
export function rateByOption(world: World, clock = '', question = '', option = ''): Counted | undefined {
  const asked = world.interpretations.find(({ id }) => id === question);
  if (asked?.options.some(({ id }: { id: string }) => id === option) !== true) return undefined;
  const known = byOption(world);
  const key = `${question} ${option}`;
  const figures = known.get(key) ?? incidentFigures(agreedOn(world, question, option));
  known.set(key, figures);
  return figures[`clocks.${clock}.rate`];
}
