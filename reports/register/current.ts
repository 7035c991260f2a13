/**
 * Which lines of a table that lists the whole service the interval is about: on paper a permit that ended months ago is not
 * printed again in every register; the workbook has all of them.
 */
import { compareInstants } from '../../src/contract/time.ts';
import { isAmendedHere, type PeriodView } from '../period/period.ts';
import { type Ledger, type Line, newLines, valueAt } from './lines.ts';

/** The lines of one table, and how many of the first of them are printed on paper and screen. */
export interface Arranged {
  lines: Line[];
  /** All of them where the table does not say until when a line holds. */
  printed: number;
}

/**
 * Puts first what the interval is about: lines that are new, corrected, named by a line of another table, or still in force
 * when the interval began. The order among them and among the others stays.
 * @param named ids that the lines of the register's other tables name
 */
export function currentFirst(
  ledger: Ledger,
  lines: readonly Line[],
  view: PeriodView,
  named: ReadonlySet<string>,
): Arranged {
  const { validUntil } = ledger;
  if (ledger.window !== 'service-to-date' || validUntil === undefined)
    return { lines: [...lines], printed: lines.length };
  const fresh = new Set(newLines(lines, view.firstDay));
  const isCurrent = (line: Line): boolean =>
    fresh.has(line) || isChanged(view, line) || named.has(line.record?.id ?? '') || inForce(line, validUntil, view);
  const current = lines.filter(isCurrent);
  return { lines: [...current, ...lines.filter((line) => !isCurrent(line))], printed: current.length };
}

const isChanged = (view: PeriodView, { record }: Line): boolean => record !== null && isAmendedHere(view, record);

/** One that says no end has none. */
function inForce(line: Line, path: string, { start }: PeriodView): boolean {
  const until = valueAt(line, path, undefined);
  return typeof until !== 'string' || compareInstants(until, start) >= 0;
}

/** Every id that a line names, whatever the field. */
export const idsNamed = (lines: readonly Line[]): Set<string> =>
  new Set(lines.flatMap(({ values }) => Object.values(values).filter((value) => typeof value === 'string')));
