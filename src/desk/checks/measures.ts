/**
 * 处理措施 that somebody wrote beside an abnormal manual check. They are part of the confirmation of the day's document and of nothing
 * else; until somebody confirms it, at the desk or on the terminal, they are kept, and stand in its form.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DESK_DATABASE } from '../../accounts/database.ts';
import { EnvironmentError } from '../../contract/error.ts';
import type { MeasuresBeside } from '../../pipeline/signoff/beside.ts';
import type { Measure } from '../../subjects/signing/kinds/signoff.ts';
import { withDrafts } from './drafts.ts';

/** @param period of the document. @returns in the order of the rows; none where there is no desk, which is not made for it */
export function keptMeasures(root: string, period: string): Measure[] {
  if (!existsSync(join(root, DESK_DATABASE))) return [];
  return withDrafts(root, (drafts) => drafts.measures(period)).map(({ row, measure }) => {
    const [check = '', target = ''] = row.split('~');
    return { check, target, action: measure };
  });
}

/**
 * What is kept, for a confirmation wherever it is given: also one on the terminal takes it. Nobody is kept from confirming by the desk's
 * database.
 * @param notice told in Chinese when that cannot be read or written
 */
export const measuresBeside = (root: string, notice: (text: string) => void): MeasuresBeside => ({
  of(period) {
    try {
      return keptMeasures(root, period);
    } catch (error) {
      if (!(error instanceof EnvironmentError)) throw error;
      notice(`${error.summary}；登记台上如已写处理措施，没有取用，在登记台确认才会带入`);
      return [];
    }
  },
  forget(period) {
    try {
      if (keptMeasures(root, period).length > 0) withDrafts(root, (drafts) => drafts.forgetMeasures(period));
    } catch {
      notice('已写入确认的处理措施没有从登记台的草稿中清除，修订时会再次列出');
    }
  },
});

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
