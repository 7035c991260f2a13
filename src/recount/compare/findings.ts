/** Findings by state, level and asset, and what the comparison with the period before says of them. */
import { balanceOf } from '../balance.ts';
import { ofPeriod, upToPeriod } from '../belongs.ts';
import type { Counted, Figures } from '../counted.ts';
import { findingCounts } from '../counted-findings.ts';
import { countedSpan } from '../spans.ts';
import type { World } from '../world.ts';
import { once } from './once.ts';

/** The period before, cut to cut, as it is known now; null for the first. */
export const beforeOnce = once((world): World | null => {
  const spans = world.spans.slice(0, -1);
  return spans.length === 0 ? null : { ...world, spans, asOf: new Date(countedSpan(world.spans).from).toISOString() };
});

const LEVELS = ['critical', 'high', 'medium', 'low'];

export const findingsOnce = once((world) => findingCounts(world, balanceOf(world)));

export function ofFindingState(world: World, state = '', column = ''): Counted | undefined {
  const counts = findingsOnce(world);
  if (!LEVELS.some((level) => counts[`${state}.${level}`] !== undefined)) return undefined;
  if (column !== 'now') return counts[`${state}.${column}`] ?? 0;
  return LEVELS.reduce((all, level) => all + (counts[`${state}.${level}`] ?? 0), 0);
}

/**
 * As they stood at the cut of the document before, by what is known now; null when nothing had been scanned by then. A scan that
 * was corrected since is read as it is now, so that 较上期 compares like with like.
 */
const findingsBefore = once((world) => {
  const then = beforeOnce(world);
  if (then === null || upToPeriod(then, 'scan').length === 0) return null;
  const own = new Set(ofPeriod(then, 'scan').map(({ id }) => `${id} findings`));
  return findingCounts(then, { counts: (key) => own.has(key), held: {} });
});

export function ofFindingsBefore(world: World, state = '', column = ''): Counted | undefined {
  const before = findingsBefore(world);
  const is = ofFindingState(world, state, 'now');
  if (before === null || typeof is !== 'number') return undefined;
  const was = LEVELS.reduce((all, level) => all + (before[`${state}.${level}`] ?? 0), 0);
  return column === 'before' ? was : is - was;
}

const COMPARED = ['new', 'continuing', 'fixed', 'reopened', 'accepted', 'false-positive'];

/** The whole table of the comparison; nothing as long as nothing was scanned. */
export function comparedFindings(world: World): Figures {
  if (upToPeriod(world, 'scan').length === 0) return {};
  const cells = COMPARED.flatMap((state) => [
    ...[...LEVELS, 'now'].map((column) => [state, column, ofFindingState(world, state, column)] as const),
    ...['before', 'change'].map((column) => [state, column, ofFindingsBefore(world, state, column)] as const),
  ]);
  return Object.fromEntries(
    cells.flatMap(([state, column, value]) =>
      value === undefined ? [] : [[`findings.compared.${state}.${column}`, value]],
    ),
  );
}
