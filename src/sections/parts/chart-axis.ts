/** From where the axis of a line runs, so that what differs is seen to differ. Pure. */
import { withoutNoise } from '../../wording/figures.ts';

/** Steps of an axis. */
const MARKS = 5;
/** Steps that read well, within a power of ten. */
const STEPS = [1, 2, 2.5, 5, 10];
/** Below this share of the highest value the lines would be pressed together by an axis that begins at nought. */
const PRESSED = 0.5;
/** The least part of a value that is drawn as a difference: what varies less stands still. */
const LEAST = 1 / 1000;

/**
 * Of values that lie close together an axis that begins near them; nothing of values that an axis from nought shows well.
 * @param most the highest value there can be, `100` of percents: the axis then ends there, in five steps that read well
 */
export function axisAround(values: readonly (number | null)[], most?: number): { min: number; max?: number } | null {
  const known = values.filter((one) => one !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  if (known.length === 0 || low <= 0 || high - low >= high * PRESSED) return null;
  if (most !== undefined) {
    const min = withoutNoise(most - MARKS * niceStep(Math.max(most - low, most * LEAST) / MARKS));
    return min <= 0 ? null : { min, max: most };
  }
  const step = niceStep(Math.max(high - low, high * LEAST) / MARKS);
  const min = withoutNoise((Math.floor(low / step) - 1) * step);
  return min <= 0 ? null : { min };
}

function niceStep(about: number): number {
  const power = 10 ** Math.floor(Math.log10(about));
  return power * (STEPS.find((one) => one * power >= about * (1 - Number.EPSILON)) ?? 10);
}
