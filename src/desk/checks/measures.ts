/**
 * 处理措施 that somebody wrote beside an abnormal manual check. They are part of the confirmation of the day's document and of nothing
 * else; until somebody confirms it at the desk they are kept, and stand in its form.
 */
import type { Measure } from '../../records/kinds/signoff.ts';
import { withDrafts } from './drafts.ts';

/** @param period of the document. @returns in the order of the rows */
export function keptMeasures(root: string, period: string): Measure[] {
  return withDrafts(root, (drafts) => drafts.measures(period)).map(({ row, measure }) => {
    const [check = '', target = ''] = row.split('~');
    return { check, target, action: measure };
  });
}

/** They stand in a confirmation now. */
export const forgetMeasures = (root: string, period: string): void =>
  withDrafts(root, (drafts) => drafts.forgetMeasures(period));

const keyOf = ({ check, target, instance }: { check: string; target: string; instance?: string | null | undefined }) =>
  [check, target, instance ?? ''].join('~');

/** What is kept of rows of which nothing is said. */
export function notSaid(
  kept: readonly Measure[],
  said: readonly { check: string; target: string; instance?: string | null | undefined }[],
): Measure[] {
  const told = new Set(said.map(keyOf));
  return kept.filter((one) => !told.has(keyOf(one)));
}
