/** 逾期未修复 is one count: 首页, its reason, the filter 已逾期 of the list and what each row says, whatever was released and scanned. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { boardReasons } from '../../src/pipeline/status/verdict-board.ts';
import { type FindingLevel, findingLevels } from '../../src/records/finding.ts';
import { cellText } from '../../src/report/cell.ts';
import { judgedBoard } from '../../src/sections/board/figures.ts';
import findings from '../../src/sections/findings.ts';
import type { ChangeRecord } from '../../src/subjects/changes/kinds/change.ts';
import type { FindingDecisionRecord } from '../../src/subjects/findings/kinds/finding-decision.ts';
import type { ScanRecord } from '../../src/subjects/findings/kinds/scan.ts';
import { exampleRecords, pagesOf, siteFacts } from '../support/site-parts.ts';

const examples = exampleRecords();
const [scan] = examples.scan;
const [finding] = scan?.findings ?? [];
const [change] = examples.change;
const [decision] = examples['finding-decision'];
if (scan === undefined || finding === undefined || change === undefined || decision === undefined)
  throw new Error('an example is missing');
const { approver: _, expiresOn: __, reason: ___, ...assigned } = decision;

const base = siteFacts({ records: examples, now: '2026-12-30T09:00:00+08:00', today: '2026-12-30' });
const ofDecember = (day: number): string => `2026-12-${String(day).padStart(2, '0')}`;

interface Given {
  level: FindingLevel;
  due: number;
  /** Day of the release of its change; null: there is none. */
  released: number | null;
}

const given = fc.record({
  level: fc.constantFrom(...(Object.keys(findingLevels) as FindingLevel[])),
  due: fc.integer({ min: 1, max: 28 }),
  released: fc.option(fc.integer({ min: 1, max: 28 })),
});

/** All found in November; scanned again on a day of December, or not. */
function factsOf(list: readonly Given[], rescanned: number | null) {
  const all = list.map(({ level }, n) => ({ ...finding, id: `CVE-2026-100${n}`, level, component: `c${n}` }));
  const first = { ...scan, findings: all } as ScanRecord;
  const day = rescanned === null ? null : ofDecember(rescanned);
  const again =
    day === null
      ? []
      : [{ ...first, id: 'SM-20261201-001', startedAt: `${day}T12:00:00+08:00`, finishedAt: `${day}T13:00:00+08:00` }];
  const changes = list.flatMap(({ released }, n) =>
    released === null
      ? []
      : [
          {
            ...change,
            id: `BG-20261201-00${n}`,
            releasedAt: `${ofDecember(released)}T10:00:00+08:00`,
            ...{ assets: ['app-server-1'], findings: [all[n]?.id] },
          } as ChangeRecord,
        ],
  );
  const decisions = list.map(
    ({ due }, n) =>
      ({
        ...assigned,
        ...{ id: `LJ-20261125-00${n}`, vulnerability: all[n]?.id, component: `c${n}`, at: '2026-11-25T09:00:00+08:00' },
        ...{ decision: 'assign', owner: '驻点', plan: '升级', dueOn: ofDecember(due) },
      }) as FindingDecisionRecord,
  );
  const records = { ...examples, scan: [first, ...again], change: changes, 'finding-decision': decisions };
  return { ...base, records };
}

it('is the same number wherever it is told, and opens as many rows that say so', () => {
  const seen = { late: 0, awaiting: 0 };
  fc.assert(
    fc.property(
      fc.array(given, { minLength: 1, maxLength: 6 }),
      fc.option(fc.integer({ min: 1, max: 29 })),
      (list, rescanned) => {
        const facts = factsOf(list, rescanned);
        const { findings: board, ...rest } = judgedBoard(facts);
        const [page] = pagesOf(findings, facts);
        const open = page?.sections.find(({ id }) => id === 'open');
        const table = open?.blocks.find((block) => block.type === 'table');
        if (table?.type !== 'table') throw new Error('no list');
        const rows = table.rows.map(({ filter, cells }) => ({
          ...{ late: filter?.['late'], level: filter?.['level'] },
          word: cellText(cells['state']),
        }));
        const late = rows.filter((row) => row.late === 'yes');
        expect(late).toEqual(rows.filter(({ word }) => word.endsWith('，逾期')));
        expect(rows.filter((row) => row.late === 'awaiting')).toEqual(
          rows.filter(({ word }) => word.endsWith('，待复扫')),
        );
        expect(board.totals.overdue.value).toBe(late.length);
        for (const { level, overdue } of board.levels)
          expect(overdue).toBe(late.filter((row) => row.level === level).length);
        const isAwaited = rows.some((row) => row.late === 'awaiting');
        expect(open?.note).toContain(
          isAwaited ? `待复扫确认 ${rows.length - late.length} 个` : `其中逾期 ${late.length} 个`,
        );
        const told = boardReasons({ ...rest, findings: board }).filter(({ text }) => text.startsWith('漏洞逾期'));
        expect(told.map(({ figure }) => figure?.value)).toEqual(late.length === 0 ? [] : [late.length]);
        // What was released in time and not looked at since is not late.
        const inTime = list.filter(
          ({ due, released }) => released !== null && released <= due && (rescanned ?? 0) < released,
        );
        expect(late.length).toBe(list.length - inTime.length);
        seen.late += late.length;
        seen.awaiting += inTime.length;
      },
    ),
    { numRuns: 60, seed: 18 },
  );
  expect(Math.min(seen.late, seen.awaiting)).toBeGreaterThan(20);
});
