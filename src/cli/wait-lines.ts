/** What waits for somebody beside documents that are due, in the same words for `due` and `status`. */
import type { Waits } from '../pipeline/status/waits.ts';

type Told = { asked: readonly Pick<Waits['asked'][number], 'label' | 'count'>[] } & Pick<Waits, 'unchecked'>;

/** A line for the purchaser's decisions, and one for each log without its manual checks; none where nothing waits. */
export const waitLines = ({ asked, unchecked }: Told): string[] => [
  ...(asked.length === 0 ? [] : [`待决定　${asked.map(({ label, count }) => `${label} ${count}`).join(' · ')}`]),
  ...unchecked.map(({ name, periodText, text }) => `待补录　${name} ${periodText} ${text}`),
];
