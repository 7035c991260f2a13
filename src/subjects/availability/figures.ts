/** 可用率 of one watched object: its figures, by their ids, and how its interruptions are told. Pure. */

import { figureIds } from '../../page/figure-ids.ts';
import { shareFigure } from '../../page/rates.ts';
import type { Figure, FigureInterval } from '../../report/figure.ts';
import { formatDuration } from '../../wording/durations.ts';
import { extremesOf, tiedWord } from '../../wording/extremes.ts';
import { observedText } from '../../wording/figures.ts';
import {
  begunIn,
  hasPlanned,
  observedOf,
  type TargetAvailability,
  upOf,
  upWithPlannedOf,
} from './judge/availability.ts';

type Watched = Pick<TargetAvailability, 'target' | 'seconds'>;

/** Seconds up of the seconds observed outside agreed maintenance. @param within beside its ends other things may stand in it */
export const availabilityFigure = ({ target, seconds }: Watched, { from, to }: FigureInterval): Figure =>
  shareFigure(figureIds.availability(target), upOf(seconds), { from, to });

/** Seconds up of all that were observed, agreed maintenance or not. */
export const includedFigure = ({ target, seconds }: Watched, { from, to }: FigureInterval): Figure =>
  shareFigure(figureIds.withMaintenance(target), upWithPlannedOf(seconds), { from, to });

/** Seconds observed of those outside agreed maintenance. */
export const coverageFigure = ({ target, seconds }: Watched, { from, to }: FigureInterval): Figure =>
  shareFigure(figureIds.coverage(target), observedOf(seconds), { from, to });

/** All of it; the share with maintenance where it is another. */
export const shareFigures = (one: Watched, within: FigureInterval): Figure[] => [
  availabilityFigure(one, within),
  ...(hasPlanned(one.seconds) ? [includedFigure(one, within)] : []),
  coverageFigure(one, within),
];

/** `中断 3 次，共 9 小时 5 分`; never without its interval, which stands beside it. */
export function interruptionText(one: TargetAvailability, none = '没有中断'): string {
  const times = begunIn(one);
  return times === 0 && one.seconds.down === 0 ? none : `中断 ${times} 次，共 ${formatDuration(one.seconds.down)}`;
}

/** How several that share an extreme are equal: in all digits, or in those that are printed; nothing of one. */
export const tiedShares = (shares: readonly (number | null)[]): string => tiedWord(shares, '两位小数相同');

/** Every object with the lowest availability as it is printed, the lowest first; of none that was not observed. */
export const worstTargets = (targets: readonly TargetAvailability[]): TargetAvailability[] =>
  extremesOf(targets, ({ availability }) => availability, 'least', observedText);
