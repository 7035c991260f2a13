/** Maintenance that is left out of an availability: what the purchaser agreed to, counted again from the records. */
import { type Data, ms } from '../data.ts';
import { isVouched } from '../vouched.ts';
import { serviceRecords, type World } from '../world.ts';
import type { Span } from './probe-runs.ts';

/** The windows of a target that stand: milliseconds. */
export const plannedOf = (world: World, target: string): Span[] =>
  serviceRecords(world, 'maintenance-window')
    .filter((one) => one.assets.includes(target) && one.cancelled !== 'yes' && isAgreed(one))
    .map((one) => ({ from: ms(one.from), to: ms(one.to) }));

/** Not by the word of the supplier alone; before it began, unless the window says that it was marked when it was over. */
const isAgreed = (window: Data): boolean =>
  window.approvedAt !== undefined &&
  (window.afterwards === 'yes' || ms(window.approvedAt) <= ms(window.from)) &&
  isVouched(window, window.approvedAt);
