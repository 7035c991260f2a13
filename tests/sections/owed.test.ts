/** 应做应有: each row of the contract with its counts, what was missed, what nothing shows; no page where the contract wants none of it. */
import { describe, expect, it } from 'vitest';
import type { Activity } from '../../src/contract/terms/requirements.ts';
import { boardReasons } from '../../src/pipeline/status/verdict-board.ts';
import owed from '../../src/sections/owed.ts';
import certificate from '../../src/subjects/attendance/kinds/certificate.ts';
import duty from '../../src/subjects/attendance/kinds/duty.ts';
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
          activities: [],
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
    expect(boardReasons({ ...quietBoard, owed: compose(facts()).board.owed })).toEqual([]);
  });
});

describe('certificates on duty', () => {
  const name = certificate.example.name;
  const on = (day: string, person: string) => ({
    ...{ ...duty.example, id: `ZB-${day.replaceAll('-', '')}-001`, person, date: day, state: 'present' as const },
    ...{ at: `${day}T17:00:00+08:00`, plannedFrom: `${day}T08:00:00+08:00`, plannedTo: `${day}T17:00:00+08:00` },
  });
  const held = { ...certificate.example, person: '甲', validFrom: '2025-11-24', validUntil: '2026-11-23' };
  const duties = [
    ...[on('2026-11-23', '甲'), on('2026-11-24', '甲'), on('2026-11-20', '乙'), on('2026-11-25', '甲')],
    { ...on('2026-11-19', '甲'), state: 'absent' as const },
  ];
  const certified = siteFacts({
    contract: {
      ...own.contract,
      contract: {
        ...contract,
        requirements: { activities: [], certificates: [{ id: 'operator', name, clauses: ['5.1.1'] }] },
      },
    },
    records: { ...own.records, duty: duties, certificate: [held] },
  });
  const [page] = pagesOf(owed, certified);
  const table = (id: string) => {
    const [block] = page?.sections.find((one) => one.id === id)?.blocks ?? [];
    return block?.type === 'table' ? block.rows.map(({ cells }) => cells) : [];
  };

  it('are judged by shift on days that are over: the last day of validity is valid, what nobody wrote down is unproven', () => {
    expect(table('rows')).toMatchObject([
      { owed: { text: '3' }, met: { text: '1' }, missed: { text: '1' }, unseen: { text: '1' } },
    ]);
    expect(table('missed')).toMatchObject([{ day: { text: '2026-11-24' } }]);
    expect(table('unseen')).toMatchObject([{ day: { text: '2026-11-20' } }]);
  });

  it('are listed on the first page before they end, and once they have, as long as no later one is known', () => {
    const soon = { ...held, id: 'CZ-20261102-002', person: '乙', validUntil: '2026-12-25' };
    const later = { ...held, id: 'CZ-20261102-003', person: '丙', validUntil: '2026-12-26' };
    const records = { ...certified.records, certificate: [later, soon, held], renewal: [] };
    const { board } = compose({ ...certified, records });
    expect(board.renewals.map(({ item, left, tone, href }) => [item, left, tone, href])).toEqual([
      [`甲的${name}`, '已过 2 天', 'attention', expect.stringContaining(held.id)],
      [`乙的${name}`, '还有 30 天', 'attention', expect.stringContaining(soon.id)],
    ]);
    const again = { ...held, id: 'CZ-20261102-004', validFrom: '2026-11-24', validUntil: '2028-11-23' };
    const renewed = compose({ ...certified, records: { ...records, certificate: [held, again] } }).board;
    expect(renewed.renewals).toEqual([]);
  });

  it('are told on the first page and in the terminal', () => {
    expect(boardReasons({ ...quietBoard, owed: compose(certified).board.owed })).toMatchObject([
      { gravity: 'target-missed', brief: '证书过期仍在岗 1 班次', figure: { id: 'owed.certificate.missed', value: 1 } },
      { gravity: 'unmeasured', brief: '在岗人员的证书未证实 1 班次' },
    ]);
  });
});

describe('what is done so many times a period', () => {
  const asking = (activities: Activity[], records: object = {}) =>
    siteFacts({
      contract: { ...own.contract, contract: { ...contract, requirements: { activities } } },
      records: { ...own.records, ...records },
    });
  const shifts: Activity = {
    ...{ id: 'rounds', name: '班次巡检', kind: 'activity', times: 1, timesADay: ['00:00', '12:00'] },
    ...{ from: '2026-11-24', until: '2026-11-25', clauses: ['5.1.1'] },
  };
  const round = (day: string, time: string, n: number) => ({
    ...{ schema: 2, kind: 'activity', id: `HD-${day.replaceAll('-', '')}-00${n}`, source: 'manual' },
    ...{ at: `${day}T${time}+08:00`, enteredAt: `${day}T${time}+08:00` },
  });

  it('tells of each shift that is over, and of none that goes on', () => {
    // 18:00 of the 25th: three shifts are over, the third of them without a round; the second has one at its first moment.
    const found = asking([shifts], {
      activity: [round('2026-11-24', '11:59:59', 1), round('2026-11-24', '12:00:00', 2)],
    });
    const [page] = pagesOf(owed, found);
    const [rows] = page?.sections[0]?.blocks ?? [];
    expect(rows?.type === 'table' ? rows.rows.map(({ cells }) => cells) : []).toMatchObject([
      { owed: { text: '3' }, met: { text: '2' }, missed: { text: '1' }, unseen: { text: '0' } },
    ]);
    expect(boardReasons({ ...quietBoard, owed: compose(found).board.owed })).toMatchObject([
      { gravity: 'target-missed', brief: '应做的次数没有按期做满 1 项', href: '/owed#missed' },
    ]);
  });

  it('is silent while the first period runs', () => {
    const yearly: Activity = {
      id: 'stock',
      name: '设备盘点',
      kind: 'activity',
      times: 1,
      per: 'year',
      clauses: ['5.1.1'],
    };
    expect(boardReasons({ ...quietBoard, owed: compose(asking([yearly])).board.owed })).toEqual([]);
  });
});
