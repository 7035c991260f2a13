/** What a register counts and corrects: its lines, the amounts that it adds up, and what earlier registers have to take back. */
import { type Correction, correctionsOf, countedOf, sumOf } from '../../src/contract/balance.ts';
import type { Counted } from '../../src/contract/occurrence.ts';
import type { PeriodView } from '../period/period.ts';
import { amendedLines, type Ledger, type Line, takenBackLines, valueAt } from './lines.ts';

export interface LedgerCount {
  /** Lines of earlier registers that were withdrawn since: each counts as one less. */
  back: Line[];
  /** Amounts of earlier registers that are different now. */
  corrections: Correction[];
  counted: Counted;
}

export function ledgerCount(ledger: Ledger, lines: readonly Line[], view: PeriodView): LedgerCount {
  if (ledger.window === 'service-to-date') return { back: [], corrections: [], counted: {} };
  const back = takenBackLines(ledger, view);
  const own = amountsOf(ledger, lines);
  const now = amountsOf(ledger, amendedLines(ledger, view));
  const touched = new Set([...Object.keys(now), ...Object.keys(amountsOf(ledger, back))]);
  const before = Object.entries(view.input.countedBefore).filter(([key]) => touched.has(key));
  const corrections = correctionsOf(now, Object.fromEntries(before));
  return { back, corrections, counted: sumOf([own, countedOf(corrections)]) };
}

/** Each amount that is added up, by its record and field. */
function amountsOf(ledger: Ledger, lines: readonly Line[]): Counted {
  return sumOf(
    lines.flatMap((line) =>
      (ledger.totals ?? []).flatMap((path) => {
        const value = valueAt(line, path, ledger.rows);
        return typeof value === 'number' ? [{ [keyOf(ledger, line, path)]: { [String(value)]: 1 } }] : [];
      }),
    ),
  );
}

function keyOf({ rows }: Ledger, { record, row, values }: Line, path: string): string {
  const list = rows === undefined ? [] : ((values[rows] ?? []) as unknown[]);
  return `${record?.id ?? ''}${row === null ? '' : `.${list.indexOf(row)}`} ${path}`;
}

/** What the corrections add to the sum of a field; negative when less. */
export const correctedSum = (corrections: readonly Correction[], path: string): number =>
  corrections
    .filter(({ key }) => key.endsWith(` ${path}`))
    .reduce((sum, { value, count }) => sum + Number(value) * count, 0);
