/** On paper a row that has a day says it once; whatever falls on another day says its own. */
import { describe, expect, it } from 'vitest';
import { timesOfTheDay } from '../../src/render/paper/fit.ts';
import type { Row, TableBlock } from '../../src/report/block.ts';

const columns: TableBlock['columns'] = [
  { key: 'no', label: '序号', type: 'number' },
  { key: 'date', label: '值班日期', type: 'text' },
  { key: 'from', label: '排班起', type: 'text' },
  { key: 'to', label: '排班止', type: 'datetime' },
];
const table = (...rows: Row['cells'][]): TableBlock => ({
  type: 'table',
  title: '值班',
  columns,
  rows: rows.map((cells, n) => ({ cells: { no: n + 1, ...cells } })),
  empty: '',
});
const row = (day: string, from: string, to: string) => ({ date: day, from, to });
const own = (day: string) => row(day, `${day} 09:00`, `${day} 18:00`);
const cellsOf = (given: TableBlock) => timesOfTheDay(given).rows.map(({ cells }) => [cells['from'], cells['to']]);

describe('moments of the day of their row', () => {
  it('are times, and the line under the table says of which day', () => {
    const made = timesOfTheDay(table(own('2026-10-08'), own('2026-10-09')));
    expect(made.rows.map(({ cells }) => [cells['from'], cells['to']])).toEqual([
      ['09:00', '18:00'],
      ['09:00', '18:00'],
    ]);
    expect(made).toMatchObject({ foot: ['排班起、排班止只写时分的，在值班日期当日。'] });
  });

  it('keep their mark and tone', () => {
    const marked = { text: '2026-10-08 18:00', tone: 'attention' as const, mark: '△' };
    const given = table({ ...own('2026-10-08'), to: marked }, own('2026-10-09'));
    expect(cellsOf(given)[0]?.[1]).toEqual({ ...marked, text: '18:00' });
  });

  it('of another day stay whole among the others, and so does what nobody wrote down', () => {
    const days = Array.from({ length: 20 }, (_, n) => own(`2026-10-${String(n + 1).padStart(2, '0')}`));
    const night = row('2026-10-21', '2026-10-21 17:00', '2026-10-22 01:00');
    const cells = cellsOf(table(...days, night, { date: '2026-10-22', from: null, to: null }));
    expect(cells[20]).toEqual(['17:00', '2026-10-22 01:00']);
    expect(cells[21]).toEqual([null, null]);
  });
});

it.each([
  ['whose rows are shifts over midnight', table(row('2026-10-08', '2026-10-08 09:00', '2026-10-09 09:00'))],
  ['of which a row has no day', table(own('2026-10-08'), { date: null, from: '2026-10-09 09:00', to: null })],
  ['in which a moment is told in words', table({ ...own('2026-10-08'), to: '没有签退' })],
  ['without rows', table()],
])('a table stays as it is %s', (_, given) => expect(timesOfTheDay(given)).toBe(given));
