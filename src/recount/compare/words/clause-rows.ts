/**
 * What a 合同履约对照表 prints of each clause, of both its forms: 条款对照 with a line for each thing that is owed and 证据与例外 below it, and
 * the one table with all of it in a row that documents had before.
 */
import type { Data } from '../../data.ts';
import { type PrintedRow, tablesWith } from './printed.ts';

/** One thing that a clause asks for; without numbers where nothing could be numbered beforehand. */
export interface PrintedWant {
  wanted: string;
  amounts?: { expected: number; found: number };
}

export interface PrintedClause {
  /** Number and name, as they stand there. */
  name: string;
  /** 结论; where its lines differ, all of them. */
  state: string;
  wants: readonly PrintedWant[];
  evidence: string;
  exceptions: string;
}

/** Every clause in its order. */
export function printedClauses(document: Data): PrintedClause[] {
  const old = tablesWith(document, 'number', 'coverage', 'evidence', 'state').flatMap(({ rows }) => rows.map(ofOneRow));
  return old.length > 0 ? old : ofTwoTables(document);
}

function ofOneRow(row: PrintedRow): PrintedClause {
  return {
    ...{ name: row.text('number'), state: row.text('state') },
    ...{ evidence: row.text('evidence'), exceptions: row.text('exceptions') },
    wants: row
      .text('coverage')
      .split('；')
      .map((text): PrintedWant => {
        const [, wanted, expected, found] = /^(.*?)：应有 (\d+) .*?，已有 (\d+) /.exec(text) ?? [];
        if (wanted !== undefined) return { wanted, amounts: { expected: Number(expected), found: Number(found) } };
        const [, idle] = text.startsWith(IN_NEED) ? [] : (/^(.*)：没有发生$/.exec(text) ?? []);
        return idle === undefined ? { wanted: text } : { wanted: idle, amounts: { expected: 0, found: 0 } };
      }),
  };
}

const IN_NEED = '有需要时：';

function ofTwoTables(document: Data): PrintedClause[] {
  const grounds = Map.groupBy(tablesWith(document, 'number', 'evidence', 'exceptions'), ({ section }) => section);
  return tablesWith(document, 'number', 'wanted', 'expected', 'found', 'state').flatMap(({ section, rows }) => {
    // Both tables of a section stand in the order of the clauses.
    const beside = grounds.get(section)?.flatMap((one) => one.rows) ?? [];
    return [...Map.groupBy(rows, (row) => row.text('number'))].map(([name, own], at) => ({
      name,
      state: [...new Set(own.map((row) => row.text('state')))].join('、'),
      wants: own.map(wantOf),
      evidence: beside[at]?.text('evidence') ?? '',
      exceptions: beside[at]?.text('exceptions') ?? '',
    }));
  });
}

function wantOf(row: PrintedRow): PrintedWant {
  const wanted = row.text('wanted');
  const [expected, found] = [row.text('expected'), row.text('found')];
  if (expected === '没有发生') return { wanted, amounts: { expected: 0, found: 0 } };
  const numbered = /^\d/.test(expected)
    ? { expected: Number.parseInt(expected, 10), found: Number.parseInt(found, 10) }
    : null;
  return numbered === null ? { wanted } : { wanted, amounts: numbered };
}
