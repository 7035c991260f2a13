/** What is told of a source beside its values: whose address it reads, and since when. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { judgeDay } from '../../../src/subjects/inspections/judge/days.ts';
import { SELF, sourceNotes } from '../../../src/subjects/inspections/judge/source-notes.ts';
import kind from '../../../src/subjects/inspections/kinds/inspection.ts';
import { everyDay } from '../../support/every-day.ts';
import { runs } from '../../support/runs.ts';
import { asset, check, reading, run } from './_checks.ts';

const DAYS = ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24'];

it('says since when the address is another, and nothing of one that stayed (property)', () => {
  const address = fc.constantFrom('10.0.0.1:9100', '10.0.0.2:9100', undefined);
  fc.assert(
    fc.property(fc.array(address, { minLength: 5, maxLength: 5 }), (addresses) => {
      const all = DAYS.map((date, n) => {
        const own = addresses[n];
        return { date, run: run(own === undefined ? {} : { address: own }) };
      });
      const [last, ...before] = all.toReversed();
      const note = sourceNotes([last?.run ?? run()], before, DAYS[4] as string).get('s1');
      const now = addresses[4];
      const other = addresses.findLastIndex((one) => one !== undefined && one !== now);
      const stayed = now === undefined || other === -1;
      const since = DAYS[addresses.findIndex((one, n) => n > other && one === now)];
      expect(note).toBe(stayed ? undefined : `数据源地址自 ${since} 起改变`);
    }),
    { numRuns: runs(200) },
  );
});

it('stands on the rows of the contract’s assets that rest on the source, and on no other', () => {
  const own = { ...kind.example, date: '2026-11-24', manual: [] };
  const inspection = {
    ...own,
    runs: [
      run({ self: true }),
      run({ source: 's2', target: 'app-server-2' }),
      run({ source: 's3', target: 'ops-host', self: true }),
    ],
    readings: [
      reading(),
      reading({ source: 's2', target: 'app-server-2' }),
      reading({ source: 's3', target: 'ops-host' }),
    ],
  };
  const assets = [asset(), asset({ id: 'app-server-2' }), asset({ id: 'ops-host', contract: false })];
  const day = { inspection, among: [inspection], confirm: null, asOf: '2026-11-24T17:00:00+08:00' };
  const rows = judgeDay({ ...everyDay, checks: [check()], assets }, day);
  expect(rows.map((row) => [row.asset, row.sourceNote])).toEqual([
    ['app-server-1', SELF],
    ['app-server-2', undefined],
    ['ops-host', undefined],
  ]);
});
