/** Sums of a register: what different sides pay is never one sum, nor what was spent with what came into or out of stock. */
import type { Correction } from '../../src/contract/calendar/balance.ts';
import expense, { type ExpenseRecord, expenseFlows, flowOf } from '../../src/subjects/expenses/kinds/expense.ts';
import { rounded } from '../../src/wording/figures.ts';
import { MISSING } from '../../src/wording/words.ts';
import { amountIn, correctedSum } from './amounts.ts';
import { DELIVERED } from './delivered.ts';
import type { GroupContext } from './groups.ts';
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

/**
 * One for each side that pays and each meaning of the amount; one for everything where nobody pays.
 * @param corrections of earlier registers, which are part of the sums of this one
 */
export function sumsOf(context: Context, corrections: readonly Correction[] = []): Sum[] {
  const { ledger, lines } = context;
  if (ledger.totals === undefined || lines.length + corrections.length === 0) return [];
  // Pages that nobody counted are no pages of which there are none.
  if (ledger.kind === DELIVERED && !lines.some(hasNumber(ledger))) return [];
  const groups = Map.groupBy(lines, (line) => sumIdOf(context, line));
  const ids = new Set([...groups.keys(), ...corrections.map(({ value }) => amountIn(value).sum)]);
  return [...ids].sort().map((id) => ({
    id,
    label: sumLabel(context, id),
    words: wordsOf(context, id),
    values: valuesOf(context, id, groups.get(id) ?? [], corrections),
  }));
}

/** Which sum a line is part of: `purchaser.spent`; empty for the only one. */
export const sumIdOf = (context: Context, line: Line): string =>
  partsOf(context)
    .map((part) => part.id(line))
    .join('.');

/** true of a line that has something to add up. */
const hasNumber =
  ({ totals = [], rows }: GroupContext['ledger']) =>
  (line: Line): boolean =>
    totals.some((path) => typeof valueAt(line, path, rows) === 'number');

/** `采购人，支出`; empty for the only one. */
export const sumLabel = (context: Context, id: string): string => Object.values(wordsOf(context, id)).join('，');

/** In full-width brackets behind what they are about; nothing for nothing. */
export const inBrackets = (label: string): string => (label === '' ? '' : `（${label}）`);

function wordsOf(context: Context, id: string): Record<string, string> {
  const ids = id.split('.');
  return Object.fromEntries(partsOf(context).map((part, index) => [part.field, part.word(ids[index] ?? '')]));
}

interface Part {
  field: string;
  id(line: Line): string;
  word(id: string): string;
}

const partsOf = (context: Context): Part[] => [payerOf(context), flowsOf(context)].filter((one) => one !== null);

const UNKNOWN = 'unknown';

function payerOf({ fields }: Context): Part | null {
  const field = fields.get('payer');
  if (field === undefined) return null;
  return {
    field: 'payer',
    id: (line) => String(line.values['payer'] ?? UNKNOWN),
    word: (id) => (id === UNKNOWN ? `承担方${MISSING}` : (field.choices?.[id] ?? id)),
  };
}

function flowsOf({ ledger }: Context): Part | null {
  if (ledger.kind !== expense.id) return null;
  return {
    field: 'type',
    id: ({ values }) => flowOf(values['type'] as ExpenseRecord['type']),
    word: (id) => expenseFlows[id as keyof typeof expenseFlows],
  };
}

function valuesOf(
  { ledger: { totals = [], rows } }: Context,
  id: string,
  lines: readonly Line[],
  corrections: readonly Correction[],
): Record<string, number> {
  return Object.fromEntries(
    totals.map((path) => {
      const values = lines.map((line) => valueAt(line, path, rows)).filter((value) => typeof value === 'number');
      const own = values.reduce((sum, value) => sum + value, 0);
      return [path, rounded(own + correctedSum(corrections, id, path), 2)];
    }),
  );
}
