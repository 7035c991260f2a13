/** What a register counts and corrects: its lines, the amounts that it adds up, and what earlier registers have to take back. */
import { type Correction, correctionsOf, countedOf, sumOf } from '../../src/contract/calendar/balance.ts';
import type { Counted } from '../../src/contract/calendar/occurrence.ts';
import type { PeriodView } from '../period/period.ts';
import { DELIVERED, deliveredLines, openNumbers } from './delivered.ts';
import type { GroupContext } from './groups.ts';
import { amendedLines, type Ledger, type Line, takenBackLines, valueAt } from './lines.ts';
import { sumIdOf } from './sums.ts';

export interface LedgerCount {
  /** Lines of earlier registers that were withdrawn since: each counts as one less. */
  back: Line[];
  /** Amounts of earlier registers that are different now. */
  corrections: Correction[];
  counted: Counted;
}

export function ledgerCount(context: GroupContext, view: PeriodView): LedgerCount {
  const { ledger, lines } = context;
  // Of documents no amount may change later: what it lists is kept, so that its signature receives just that.
  if (ledger.kind === DELIVERED) return { back: [], corrections: [], counted: openNumbers(deliveredLines(view)) };
  if (ledger.window === 'service-to-date') return { back: [], corrections: [], counted: {} };
  const back = takenBackLines(ledger, view);
  const own = amountsOf(context, lines);
  const now = amountsOf(context, amendedLines(ledger, view));
  const touched = new Set([...Object.keys(now), ...Object.keys(amountsOf(context, back))]);
  const before = Object.entries(view.input.countedBefore).filter(([key]) => touched.has(key));
  const corrections = correctionsOf(now, Object.fromEntries(before));
  return { back, corrections, counted: sumOf([own, countedOf(corrections)]) };
}

/** Each amount that is added up, by its record and field, with the sum to which it was added. */
function amountsOf(context: GroupContext, lines: readonly Line[]): Counted {
  const { ledger } = context;
  return sumOf(
    lines.flatMap((line) =>
      (ledger.totals ?? []).flatMap((path) => {
        const value = valueAt(line, path, ledger.rows);
        if (typeof value !== 'number') return [];
        return [{ [keyOf(ledger, line, path)]: { [`${sumIdOf(context, line)} ${value}`.trimStart()]: 1 } }];
      }),
    ),
  );
}

function keyOf({ rows }: Ledger, { record, row, values }: Line, path: string): string {
  const list = rows === undefined ? [] : ((values[rows] ?? []) as unknown[]);
  // A correction puts a row where it belongs: by its place the rows after it would be others.
  const own = row === null ? '' : `.${row['id'] ?? list.indexOf(row)}`;
  return `${record?.id ?? ''}${own} ${path}`;
}
