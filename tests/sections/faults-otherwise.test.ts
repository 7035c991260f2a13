/** What a document of a fault prints and is otherwise today stands on the page of the fault, and only that. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SiteDocument, TableBlock } from '../../src/report/site-model.ts';
import { otherwiseSection } from '../../src/sections/faults/otherwise.ts';
import type { LeftOpen, MovedDue } from '../../src/sections/parts/facts.ts';
import { clockStates } from '../../src/states/clock.ts';
import { siteFacts } from '../support/site-parts.ts';

const ID = 'GZ-20260721-001';
const document = {
  ...{ number: 'GZ-r1', name: '故障分析处理记录', period: ID, periodText: ID, issuedAt: '2026-07-22T11:05:00+08:00' },
} as SiteDocument;
const said = (judged: LeftOpen['judged']): LeftOpen[] => [{ document, clocks: [], interpretations: [], judged }];
const moved: MovedDue = {
  ...{ number: 'GZ-r1', period: `${ID}-c`, by: [] },
  ...{ dueThen: '2026-07-21T23:10:00+08:00', dueAt: '2026-07-21T23:13:15+08:00' },
};
const rowsOf = (given: Partial<ReturnType<typeof siteFacts>>, clocks: object[]) => {
  const [own] = otherwiseSection(siteFacts({ documents: [document], ...given }), { id: ID, clocks } as never);
  return ((own?.blocks[1] as TableBlock | undefined)?.rows ?? []).map(({ cells }) => cells);
};

it('each verdict that is another now, and none that is the same (property)', () => {
  const states = ['met', 'missed'] as const;
  const now = fc.constantFrom(...(Object.keys(clockStates) as (keyof typeof clockStates)[]));
  fc.assert(
    fc.property(fc.constantFrom(...states), now, (printed, state) => {
      const rows = rowsOf({ leftOpen: said([{ label: '恢复', state: printed, text: '当时的写法' }]) }, [
        { label: '恢复', state },
      ]);
      expect(rows).toHaveLength(printed === state ? 0 : 1);
      if (rows[0] !== undefined)
        expect(rows[0]).toMatchObject({ printed: '当时的写法', now: clockStates[state], what: '恢复' });
      if (state === 'undecided') expect(JSON.stringify(rows[0])).toContain('按各口径结果不同');
    }),
  );
  expect(rowsOf({ leftOpen: said([{ label: '恢复', state: 'met', text: '达标' }]) }, [])).toEqual([]);
});

it('each deadline that is another now, with what came about since', () => {
  const [row] = rowsOf({ movedDues: [moved, { ...moved, period: 'GZ-20260722-001' }] }, []);
  expect(row).toMatchObject({ what: '期限', printed: '2026-07-21 23:10', now: '2026-07-21 23:13' });
  const changed = { madeAt: '2026-07-30T09:00:00+08:00', reason: '', differences: [] };
  const histories = new Map([[ID, [{ ...changed, madeAt: document.issuedAt ?? '' }, changed]]]) as never;
  expect(rowsOf({ movedDues: [moved], histories }, [])[0]?.['since']).toBe('故障记录于 2026-07-30 09:00 更正');
  const { interpretations } = siteFacts().contract;
  const by = interpretations
    .filter(({ id }) => id === 'clocks')
    .map((one) => ({ ...one, confirmed: true, chosen: one.default, confirmedOn: '2026-09-02' }));
  // Both came about since: which of them made the difference nobody says.
  expect(rowsOf({ movedDues: [{ ...moved, by }], histories }, [])[0]?.['since']).toMatchObject({
    text: expect.stringMatching(/^其后 2026-09-02 双方确认的口径.*；故障记录于 2026-07-30 09:00 更正$/),
  });
  expect(rowsOf({ movedDues: [{ ...moved, by }] }, [])[0]?.['since']).toMatchObject({
    text: expect.stringMatching(/^其后 2026-09-02 双方确认的口径/),
    href: '/interpretations#i-clocks',
  });
});
