/** Which assets monitoring ought to watch. */
import type { PeriodView } from '../period/period.ts';
import type { AvailabilityPart } from './availability.ts';

/** Assets that monitoring ought to watch, by their kinds, and those among them that nothing ever observed. */
export function watchedAssets(view: PeriodView, { targets }: Pick<AvailabilityPart, 'targets'>) {
  const probed = new Set(targets.filter((one) => one.seconds.up + one.seconds.down > 0).map((one) => one.target));
  const due = view.input.contract.assets.filter((one) => one.contract && one.watched);
  return { due, without: due.filter((one) => !probed.has(one.id)), probed };
}
