/** Counts of a register's lines by the values of one field. */

import { fieldCell } from '../../src/page/field-cell.ts';
import type { RecordField } from '../../src/records/fields.ts';
import type { Cell, Row, TableBlock } from '../../src/report/block.ts';
import { cellText } from '../../src/report/cell.ts';
import type { FigureInterval } from '../../src/report/figure.ts';
import { isOf, namesKinds } from '../../src/subjects/deliveries/judge/selected.ts';
import { percentText } from '../../src/wording/figures.ts';
import type { ComposeInput } from '../_deliverable.ts';
import { rateCell } from '../cells/figures.ts';
import { counts as countFigures, rates } from '../cells/headline.ts';
import { CORRECTED } from '../cells/signed.ts';
import { type Ledger, type Line, valueAt } from './lines.ts';
import { PERIOD, periodWord } from './period-words.ts';

interface Group {
  label: string;
  lines: Line[];
}

export interface GroupContext {
  ledger: Ledger;
  lines: readonly Line[];
  fields: ReadonlyMap<string, RecordField>;
  names: ReadonlyMap<string, string>;
  input: ComposeInput;
}

/**
 * The second table of a register; nothing when the table does not ask for one.
 * @param no place of the table in its register, from 1, which names its figures
 * @param back lines of earlier registers that this one takes back: each counts as one less in its group
 */
export function groupTable(
  title: string,
  context: GroupContext,
  { no, within, back = [] }: { no: number; within: FigureInterval; back?: readonly Line[] },
): TableBlock[] {
  const { ledger, lines, fields } = context;
  const nothing = lines.length + back.length === 0;
  if (ledger.groupBy === undefined || (nothing && ledger.summaryOnly !== true)) return [];
  const label = fields.get(ledger.groupBy)?.label ?? ledger.groupBy;
  // Days tell more than lines where each line belongs to a day and a thing may have several a day.
  const daily = fields.has('date');
  const row = (name: string, own: readonly Line[], taken: readonly Line[]): Row => {
    const counts = {
      count: own.length,
      ...(daily ? { days: daysOf(own) } : {}),
      ...(back.length === 0 ? {} : { back: -taken.length, net: own.length - taken.length }),
    };
    const cells = { label: name, ...counts, share: share(own, lines) };
    const id = `lines.${no}.${name === TOTAL ? 'total' : codeOf(context, name)}`;
    return {
      ...(own.length === 0 && ledger.summaryOnly === true ? { tone: 'attention' as const } : {}),
      cells,
      figures: { ...countFigures(id, counts, within), ...rates(cells, { share: `${id}.share` }, within) },
    };
  };
  const takenIn = ({ label: name }: Group): Line[] =>
    back.filter((line) => wordAt(context, line, ledger.groupBy as string) === name);
  return [
    {
      type: 'table',
      title,
      columns: [
        { key: 'label', label, type: 'text', weight: 3 },
        { key: 'count', label: '条数', type: 'number' },
        ...(daily ? [{ key: 'days', label: '天数', type: 'number' as const }] : []),
        { key: 'share', label: '占全部', type: 'number' },
        ...(back.length === 0
          ? []
          : [
              { key: 'back', label: CORRECTED, type: 'number' as const },
              { key: 'net', label: '更正后', type: 'number' as const },
            ]),
      ],
      rows: groupsOf(context, back).map((group) => row(group.label, group.lines, takenIn(group))),
      totals: [row(TOTAL, lines, back)],
      empty: ledger.emptyText,
    },
  ];
}

const TOTAL = '合计';

/** The code behind a word: of a choice its value, of an asset its id; a word that stands for itself is its own. */
function codeOf({ ledger, fields, names }: GroupContext, word: string): string {
  const { choices } = fields.get(ledger.groupBy as string) ?? {};
  const choice = Object.entries(choices ?? {}).find(([, label]) => label === word);
  return choice?.[0] ?? [...names].find(([, name]) => name === word)?.[0] ?? word;
}

const daysOf = (lines: readonly Line[]): number => new Set(lines.map((line) => line.values['date'])).size;

/** Of nothing there is no share: 0 % would be of something. */
function share(own: readonly Line[], all: readonly Line[]): Cell {
  if (all.length === 0) return rateCell({ numerator: 0, denominator: 0 });
  const value = own.length / all.length;
  const of = { numerator: own.length, denominator: all.length };
  return { text: percentText(value, 1), value, kind: 'percent', decimals: 1, of };
}

/** The printed word of a line's field. */
export function wordAt(
  { ledger, fields, names, input }: Pick<GroupContext, 'ledger' | 'fields' | 'names' | 'input'>,
  line: Line,
  path: string,
): string {
  const value = valueAt(line, path, ledger.rows);
  if (path === PERIOD && typeof value === 'string') return periodWord(input, line, value);
  return cellText(fieldCell(fields.get(path), value, names));
}

/** In the order of the field's own words where it has such; else the most frequent first. */
function groupsOf(context: GroupContext, back: readonly Line[]): Group[] {
  const { ledger, lines, fields } = context;
  const path = ledger.groupBy as string;
  const field = fields.get(path);
  const words = [...expected(context), ...back.map((line) => wordAt(context, line, path))];
  const found = new Map<string, Line[]>(words.map((label) => [label, []]));
  for (const line of lines) {
    const label = wordAt(context, line, path);
    const own = found.get(label);
    if (own === undefined) found.set(label, [line]);
    else own.push(line);
  }
  const groups = [...found].map(([label, own]) => ({ label, lines: own }));
  if (field?.choices !== undefined) return groups;
  return groups.toSorted((a, b) => b.lines.length - a.lines.length || (a.label < b.label ? -1 : 1));
}

/** What is listed though no line has it: every word of a choice, and every asset that the table is about. */
function expected({ ledger, fields, names, input }: GroupContext): string[] {
  const choices = fields.get(ledger.groupBy as string)?.choices;
  if (choices !== undefined && ledger.kind !== 'asset') return Object.values(choices);
  const filter = (ledger.where ?? []).find((one) => one.field === ledger.groupBy && namesKinds(one));
  if (filter === undefined) return [];
  const about = input.contract.assets.filter((asset) => asset.contract && isOf(filter, asset));
  return about.map((asset) => names.get(asset.id) ?? asset.id);
}
