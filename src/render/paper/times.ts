/** Moments of a row that has a day of its own: those of that day need not say it again. Page and workbook say all of it. */
import type { Cell, Column, Row } from '../../report/document.ts';
import { isNothing, type PaperTable, textOf, withFoot } from './table.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}(?::\d{2})?)$/;
/** Share of a column's moments that are of their row's day: where fewer are, the day tells. */
const MOSTLY = 0.9;
/** Fewest columns of moments for which a line under the table is worth it. */
const FEWEST = 2;

/** The time of a text that is a moment of that day; undefined of any other. */
function timeOn(day: string, text: string): string | undefined {
  const [, date, time] = MOMENT.exec(text) ?? [];
  return date === day ? time : undefined;
}

/** Leaves the day out of moments that are of the day of their row, and says so under the table. */
export function timesOfTheDay(table: PaperTable): PaperTable {
  const { rows } = table;
  const day = table.columns.find((column) => rows.length > 0 && rows.every((row) => DAY.test(textOf(row, column))));
  if (day === undefined) return table;
  const columns = table.columns.filter((column) => {
    const texts = rows.flatMap((row) => (isNothing(textOf(row, column)) ? [] : [[row, textOf(row, column)] as const]));
    const own = texts.filter(([row, text]) => timeOn(textOf(row, day), text) !== undefined);
    return texts.every(([, text]) => MOMENT.test(text)) && own.length > 0 && own.length >= texts.length * MOSTLY;
  });
  if (columns.length < FEWEST) return table;
  const names = columns.map(({ label }) => label).join('、');
  return withFoot(
    { ...table, rows: rows.map((row) => shortened(row, textOf(row, day), columns)) },
    `${names}只写时分的，在${day.label}当日。`,
  );
}

function shortened(row: Row, day: string, columns: readonly Column[]): Row {
  const cells = { ...row.cells };
  for (const column of columns) {
    const time = timeOn(day, textOf(row, column));
    const cell: Cell | undefined = cells[column.key];
    if (time !== undefined)
      cells[column.key] = typeof cell === 'object' && cell !== null ? { ...cell, text: time } : time;
  }
  return { ...row, cells };
}
