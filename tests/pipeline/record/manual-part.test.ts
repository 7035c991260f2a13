/** What a person says that they looked at, as rows of an inspection. */
import { expect, it } from 'vitest';
import { manualPart } from '../../../src/pipeline/record/manual-part.ts';

const NOW = '2026-11-24T09:30:00+08:00';

it('keeps with each answered check its time: the one that was told, else that of writing it down', () => {
  const seen = { check: 'ups-panel', target: 'ups', at: '2026-11-24T08:40:00+08:00' };
  const untold = { check: 'room-doors', target: 'server-room' };
  const made = manualPart({ date: '2026-11-24', manual: [seen, untold] }, NOW);
  expect(made['manual']).toEqual([
    { ...seen, enteredAt: NOW },
    { ...untold, at: NOW, enteredAt: NOW },
  ]);
  expect(made).toMatchObject({ startedAt: seen.at, finishedAt: NOW, runs: [], readings: [], source: 'manual' });
});
