/** 应做应有: each row of the contract with its counts, what was missed, what nothing shows; no page where the contract wants none of it. */
import { describe, expect, it } from 'vitest';
import { boardReasons } from '../../src/pipeline/status/verdict-board.ts';
import owed from '../../src/sections/owed.ts';
import backup from '../../src/subjects/recovery/kinds/backup.ts';
import backupDeletion from '../../src/subjects/recovery/kinds/backup-deletion.ts';
import { quietBoard } from '../support/quiet-board.ts';
import { compose, NOW, pagesOf, siteFacts } from '../support/site-parts.ts';

const own = siteFacts();
const { contract } = own.contract;
const asked = {
  ...{ id: 'daily', name: '日备份', assets: [backup.example.asset], per: 'day' as const, clauses: ['5.3.8'] },
};
const madeOn = (day: string, n: number) => ({
  ...{ ...backup.example, id: `BF-202611${day}-00${n}`, set: `s${n}` },
  ...{ at: `2026-11-${day}T02:00:00+08:00`, startedAt: `2026-11-${day}T02:00:00+08:00` },
});
const sets = [madeOn('01', 1), madeOn('02', 2)];
const deletion = {
  ...{ ...backupDeletion.example, id: 'SC-20261105-001', asset: backup.example.asset, plan: backup.example.plan },
  ...{ set: 's1', at: '2026-11-05T09:00:00+08:00', madeAt: '2026-11-01T02:00:00+08:00' },
};

/** @param keepDays undefined: nothing is to be kept */
const facts = (keepDays?: number) =>
  siteFacts({
    contract: {
      ...own.contract,
      contract: {
        ...contract,
        requirements: {
          ...contract.requirements,
          backups: [{ ...asked, ...(keepDays === undefined ? {} : { keepDays }) }],
        },
      },
    },
    records: { ...own.records, backup: sets, 'backup-deletion': [deletion], 'backup-list': [] },
  });

const rowsOf = (id: string, keepDays: number) => {
  const [page] = pagesOf(owed, facts(keepDays));
  const [table] = page?.sections.find((one) => one.id === id)?.blocks ?? [];
  return table?.type === 'table' ? table.rows.map(({ cells }) => cells) : [];
};

describe('应做应有', () => {
  it('has no page where nothing has to be kept', () => {
    expect(pagesOf(owed, facts())).toEqual([]);
    expect(Object.keys(compose(siteFacts()).pages)).not.toContain('owed');
  });

  it('counts each row, lists what was missed and what nothing shows, with the record', () => {
    const [row] = rowsOf('rows', 10);
    expect(row).toMatchObject({
      owed: { text: '2' },
      met: { text: '0' },
      missed: { text: '1' },
      unseen: { text: '1' },
    });
    expect(row?.['missed']).toMatchObject({ tone: 'abnormal', figure: { id: 'owed.kept.daily.missed', value: 1 } });
    expect(rowsOf('missed', 10)).toMatchObject([
      { text: { text: '2026-11-05 已不在，应保留 10 日至 2026-11-11，提前 6 日' }, records: { text: deletion.id } },
    ]);
    expect(rowsOf('unseen', 10)).toHaveLength(1);
  });

  it('says nothing of what has to be kept still', () => {
    const [row] = rowsOf('rows', 200);
    expect(row).toMatchObject({ owed: { text: '1' }, missed: { text: '1' }, unseen: { text: '0' } });
    expect(NOW.slice(0, 10) < '2027-05-20').toBe(true);
  });

  it('counts what was missed for the first page and the terminal by the rows of its list', () => {
    const { board } = compose(facts(10));
    const reasons = boardReasons({ ...quietBoard, owed: board.owed });
    expect(reasons).toMatchObject([
      { gravity: 'target-missed', figure: { value: rowsOf('missed', 10).length }, href: '/owed#missed' },
      { gravity: 'unmeasured', href: '/owed#unseen' },
    ]);
    expect(boardReasons({ ...quietBoard, owed: compose(siteFacts()).board.owed })).toEqual([]);
  });
});
