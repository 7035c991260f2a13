/** Sums of a register: what different sides pay is never one sum, nor what was spent with what came into or out of stock. */
import expense, { type ExpenseRecord, expenseFlows, flowOf } from '../../src/records/kinds/expense.ts';
import { rounded } from '../../src/wording/figures.ts';
import { MISSING } from '../../src/wording/words.ts';
import { type GroupContext, wordAt } from './groups.ts';
import { type Line, valueAt } from './lines.ts';

export interface Sum {
  /** Tells the sum from the others of the table: `purchaser.spent`; empty for the only one. */
  id: string;
  /** `采购人，支出`; empty for the only one. */
  label: string;
  /** Words that stand in the row of the sum, by field. */
  words: Record<string, string>;
  /** By field; two digits after the point. */
  values: Record<string, number>;
}

type Context = Pick<GroupContext, 'ledger' | 'lines' | 'fields' | 'names'>;

/** One for each side that pays and each meaning of the amount; one for everything where nobody pays. */
export function sumsOf(context: Context): Sum[] {
  const { ledger, lines } = context;
  if (ledger.totals === undefined || lines.length === 0) return [];
  const parts = [payerOf(context), flowsOf(context)].filter((one) => one !== null);
  const groups = Map.groupBy(lines, (line) => parts.map((part) => part.id(line)).join('.'));
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, own]) => {
      const words = Object.fromEntries(parts.map((part) => [part.field, part.word(own[0] as Line)]));
      return { id, label: Object.values(words).join('，'), words, values: valuesOf(context, own) };
    });
}

interface Part {
  field: string;
  id(line: Line): string;
  word(line: Line): string;
}

function payerOf(context: Context): Part | null {
  if (!context.fields.has('payer')) return null;
  return {
    field: 'payer',
    id: (line) => String(line.values['payer'] ?? 'unknown'),
    word: (line) => (line.values['payer'] === undefined ? `承担方${MISSING}` : wordAt(context, line, 'payer')),
  };
}

function flowsOf({ ledger }: Context): Part | null {
  if (ledger.kind !== expense.id) return null;
  const flow = ({ values }: Line) => flowOf(values['type'] as ExpenseRecord['type']);
  return { field: 'type', id: flow, word: (line) => expenseFlows[flow(line)] };
}

function valuesOf({ ledger: { totals = [], rows } }: Context, lines: readonly Line[]): Record<string, number> {
  return Object.fromEntries(
    totals.map((path) => {
      const values = lines.map((line) => valueAt(line, path, rows)).filter((value) => typeof value === 'number');
      return [
        path,
        rounded(
          values.reduce((sum, value) => sum + value, 0),
          2,
        ),
      ];
    }),
  );
}
