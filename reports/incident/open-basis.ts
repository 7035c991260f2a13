/** By what the tables of clocks go while a 口径 is open. Pure. */
import type { Interpretation } from '../../src/contract/terms/interpretations.ts';
import { clockStates } from '../../src/states/clock.ts';
import { decidesClocks } from '../../src/subjects/incidents/judge/interpretation.ts';

/**
 * @param shown the open questions whose options stand beside the table, by their ids; at least one
 * @returns where a clock hangs on a question that decides clocks it is left out, by every other one the default option is taken
 */
export function openBasisText(
  shown: readonly { interpretation: string }[],
  interpretations: readonly Pick<Interpretation, 'id' | 'binds' | 'question'>[],
): string {
  const ids = new Set(shown.map(({ interpretation }) => interpretation));
  const open = interpretations.filter(({ id }) => ids.has(id));
  const leaving = open.filter(decidesClocks);
  const taken = open.filter((one) => !decidesClocks(one));
  const of = (own: typeof interpretations): string =>
    leaving.length === 0 || taken.length === 0 ? '' : own.map(({ question }) => `“${question}”`).join('、');
  return [
    ...(leaving.length === 0
      ? []
      : [
          `达成表中，${of(leaving)}各选项结果不一的列为“${clockStates.undecided}”，不下结论，也不计入达成率，结果一致的照计`,
        ]),
    ...(taken.length === 0 ? [] : [`达成表中，${of(taken)}以“暂列”的选项计算`]),
  ].join('；');
}
