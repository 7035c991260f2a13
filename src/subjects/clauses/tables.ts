/** 达成情况 of clauses as tables: the exceptions, once for statement and site, and the heads that both have of a clause's standing. Pure. */

import { type Expression, extents } from '../../contract/expressed/expressed.ts';
import { clauseMark } from '../../contract/terms/clause-marks.ts';
import type { TableColumn, TableDefinition } from '../../page/table.ts';
import { dayCell } from '../../page/value-cell.ts';
import type { Cell } from '../../report/block.ts';
import type { StatedException } from '../../report/statement.ts';

/** Of what is said of a clause, in one period or in each. */
export const clauseHeads = {
  clause: { label: '条款' },
  period: { label: '期间' },
  state: { label: '达成情况', state: true },
  coverage: { label: '应有与已有', wide: true },
  exceptions: { label: '例外（项）', align: 'right' },
} as const;

/** Of a row about something that a record or document shows, and what stands where none does. */
export const placeHead = { label: '记录或文档' } as const;
export const UNRECORDED: Cell = { text: '没有记录', tone: 'muted' };

/**
 * What was missed and where: one row an exception.
 * @param about the column that says of which clause it is, or on the page of one in which period
 * @param place where it is shown: paper names it, the site leads there
 */
export const exceptionTable = <T extends StatedException>(
  about: Readonly<Record<string, TableColumn<T>>>,
  place: (one: T) => Cell,
): Omit<TableDefinition<T>, 'empty'> => ({
  title: '例外清单',
  columns: {
    no: { label: '序号', type: 'number', weight: 0.5, only: 'paper', value: (_, n) => n + 1 },
    ...about,
    day: { label: '日期', type: 'date', short: true, value: ({ day }) => dayCell(day) },
    where: { ...placeHead, weight: 1.5, value: place },
    text: { label: '情况', weight: 3.4, title: true, value: ({ text }) => text },
  },
});

/** The clauses of which the data do not hold all words, with those that nothing is judged by. For paper. */
export const leftTable: TableDefinition<Expression> = {
  title: '数据没有全部表达的条款',
  columns: {
    clause: { ...clauseHeads.clause, weight: 1.3, value: ({ clause }) => `${clauseMark(clause.id)} ${clause.label}` },
    extent: { label: '数据表达', weight: 0.7, value: ({ extent }) => extents[extent] },
    rest: { label: '余下的词句', weight: 4, value: ({ rest }) => rest.map(quoted).join('') },
  },
  empty: '各条款的词句数据都已表达。',
};

/** On one line: tabs and breaks of the paper are none of a cell. */
const quoted = (words: string): string => `“${words.replace(/\s+/g, ' ')}”`;

/** Those of which words are left. */
export const leftOf = (all: readonly Expression[]): Expression[] => all.filter(({ rest }) => rest.length > 0);
