/** What is watched and what interrupted it: on the site an object's state is marked, on paper its row is tinted. */
import { expect, test } from 'vitest';
import { settledTable } from '../../../src/page/table.ts';
import { cellText, richCell } from '../../../src/report/cell.ts';
import type { Seconds, TargetAvailability } from '../../../src/subjects/availability/judge/availability.ts';
import { outageTable, targetTable } from '../../../src/subjects/availability/tables.ts';

const none: Seconds = { up: 0, down: 0, planned: 0, plannedUp: 0, plannedDown: 0, unobserved: 0 };
const naming = { asset: (id: string) => id };
const within = { from: '2026-10-01T00:00:00+08:00', to: '2026-11-01T00:00:00+08:00' };

test('what was never seen is told apart from what never failed and from what did', () => {
  const target = (name: string, own: Partial<Seconds>, availability: number | null): TargetAvailability => ({
    ...{ target: name, seconds: { ...none, ...own }, availability, coverage: availability === null ? 0 : 1 },
    ...{ days: [], outages: [] },
  });
  const all = [
    target('up', { up: 3600 }, 1),
    target('down', { up: 3000, down: 600 }, 3000 / 3600),
    target('unseen', { unobserved: 3600 }, null),
  ];
  const rowsOn = (side: 'paper' | 'site') => settledTable(targetTable(naming, within, none), all, side).rows;
  for (const side of ['paper', 'site'] as const)
    expect(rowsOn(side).map(({ tone, cells }) => [cellText(cells['target']), tone])).toEqual([
      ...[
        ['up', undefined],
        ['down', undefined],
      ],
      ['unseen', 'attention'],
    ]);
  const states = rowsOn('site').map(({ cells }) => richCell(cells['availability']));
  expect(states.map(({ tone, mark }) => [tone, mark])).toEqual([
    ['normal', '●'],
    ['attention', '△'],
    ['muted', '–'],
  ]);
});

test('what went on from before is said to', () => {
  const [row] = settledTable(
    outageTable(naming),
    [{ target: 'oa', ...within, seconds: 60, reason: null, goesOn: true }],
    'paper',
  ).rows;
  expect(cellText(row?.cells['from'])).toBe('2026-10-01 00:00（上期延续）');
  expect(cellText(row?.cells['reason'])).toBe('探测没有给出原因');
});
