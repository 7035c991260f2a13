import { describe, expect, it } from 'vitest';
import { boardReasons, unrestoredReason } from '../../../src/pipeline/status/verdict-board.ts';
import type { SiteQuota } from '../../../src/report/site-board.ts';
import type { SiteBoard } from '../../../src/report/site-model.ts';
import { boardOf } from '../../../src/sections/board/board.ts';
import faults from '../../../src/sections/faults.ts';
import type { IncidentRecord } from '../../../src/subjects/incidents/kinds/incident.ts';
import { exampleRecords, pagesOf, siteFacts } from '../../support/site-parts.ts';

const analysis = (issuedAt: string) =>
  [{ obligation: 'incident-analysis', period: 'GZ-20261124-001', issuedAt }] as never;
/** Everything was met: the analysis of the example was issued on the day of its fault. */
const board = (): SiteBoard => ({
  ...structuredClone(boardOf(siteFacts({ documents: analysis('2026-11-24T18:00:00+08:00') }))),
  ...{ asked: [], unlogged: null },
});
const missedAt = (id: string, count: number): SiteBoard => {
  const given = board();
  return { ...given, commitments: given.commitments.map((one) => (one.id === id ? { ...one, missed: count } : one)) };
};

describe('the reasons that the board gives', () => {
  it('are none where everything was met', () => {
    expect(boardReasons({ ...board(), renewals: [] }).map(({ text }) => text)).toEqual([]);
  });

  it('name a fault that goes on, whoever answers for it', () => {
    const records = exampleRecords();
    const [example] = records.incident;
    const {
      restoredAt: _,
      confirmedRestoredAt: __,
      closedAt: ___,
      recordedAt: ____,
      ...open
    } = example as IncidentRecord;
    const going = (over: object) => boardOf(siteFacts({ records: { ...records, incident: [{ ...open, ...over }] } }));
    expect(unrestoredReason(going({ responsibility: 'pending' }))).toEqual({
      gravity: 'still-down',
      text: '尚未恢复的故障 1 起：P2 请假审批提交报错（已超时）',
      brief: '尚未恢复的故障 1 起',
      href: '/faults/GZ-20261124-001',
    });
    const adjustment = open.levels.map((one) => ({ ...one, level: 'P5' }));
    expect(going({ levels: adjustment }).unrestored).toEqual([]);
    expect(boardOf(siteFacts({ records })).unrestored).toEqual([]);
  });

  it('name a missed limit and lead to its cases', () => {
    const [reason] = boardReasons({ ...missedAt('response-600', 2), renewals: [] });
    expect(reason).toMatchObject({
      gravity: 'limit-missed',
      text: '本服务期时限未达标：10 分钟内响应 2 次',
      brief: '时限未达标 2 次',
      href: '/faults/limit/response-600',
    });
  });

  it('name an analysis that was issued late, as the documents do', () => {
    const given = (issuedAt: string) => {
      const documents = analysis(issuedAt);
      const board = boardOf(siteFacts({ documents, now: '2026-11-30T18:00:00+08:00', today: '2026-11-30' }));
      return boardReasons({ ...board, renewals: [] }).map(({ text }) => text);
    };
    expect(given('2026-11-29T18:00:00+08:00')).toContain('本服务期时限未达标：24 小时内提交分析处理记录 1 次');
    expect(given('2026-11-24T18:00:00+08:00').join()).not.toContain('时限未达标');
  });

  it('say of a quota what is said of it everywhere, and nothing where it is kept', () => {
    const [own] = board().quotas as [SiteQuota];
    const told = (verdict: SiteQuota['verdict']) =>
      boardReasons({ ...board(), renewals: [], quotas: [{ ...own, verdict }] });
    const verdict = { gravity: 'quota-reached', tone: 'abnormal', text: '限额已用完', brief: '已用完' } as const;
    expect(told(verdict)).toMatchObject([{ gravity: 'quota-reached', text: '限额已用完', brief: '已用完' }]);
    expect(told({ ...verdict, gravity: null })).toEqual([]);
  });

  it('stand beside a line that tells by each reading how the quota stands', () => {
    const records = exampleRecords();
    const example = records.incident[0] as IncidentRecord;
    // Past any time of restoration that a reading asks for, and down as a whole: counted by every reading.
    const { confirmedRestoredAt: _, closedAt: __, recordedAt: ___, ...own } = example;
    const major = (n: number): IncidentRecord => ({
      ...{ ...own, id: `GZ-20261124-00${n}`, outage: 'whole', responsibility: 'supplier' },
      restoredAt: '2026-11-24T23:00:00+08:00',
    });
    const line = (count: number) => {
      const incident = Array.from({ length: count }, (_unused, n) => major(n + 1));
      const facts = siteFacts({
        ...{ records: { ...records, incident }, now: '2026-11-30T18:00:00+08:00', today: '2026-11-30' },
      });
      return boardOf(facts).quotas[0]?.conclusion;
    };
    expect(line(0)).not.toMatch(/已用完|已超过/);
    expect(line(1)).toMatch(/^年度限额 1 次：按.*已用完。口径未经双方确认/);
    expect(line(2)).toMatch(/^年度限额 1 次：按.*已超过。口径未经双方确认/);
    expect(line(2)).not.toContain('已用完');
  });

  it('tell what was down over the service, worst first, and what could not be restored, as page one of its documents does', () => {
    const records = exampleRecords();
    const [example] = records.incident;
    const fault = (n: number, over: object): IncidentRecord => ({
      ...(example as IncidentRecord),
      ...{ id: `GZ-20261124-00${n}`, title: `故障 ${n}`, ...over },
    });
    const incident = [
      fault(1, { outage: 'core' }),
      fault(2, { outage: 'whole', responsibility: 'cloud' }),
      fault(3, { outage: 'core', responsibility: 'supplier' }),
      fault(4, { outage: 'core', levels: example?.levels.map((one) => ({ ...one, level: 'P5' })) }),
      fault(5, { outage: 'core', restoredAt: undefined, confirmedRestoredAt: undefined, closedAt: undefined }),
    ];
    const [test] = records['restore-test'];
    const failed = { ...test, result: 'failed', failure: '少 12 行' } as never;
    const given = boardOf(siteFacts({ records: { ...records, incident, 'restore-test': [failed] } }));
    expect(given.outages.whole.map(({ id }) => id)).toEqual(['GZ-20261124-002']);
    expect(given.outages.core.map(({ id }) => id).sort()).toEqual(['GZ-20261124-001', 'GZ-20261124-003']);
    const told = boardReasons(given).filter(({ gravity }) => /outage|recovery/.test(gravity ?? ''));
    expect(told.map(({ gravity, brief, href }) => [gravity, brief, href])).toEqual([
      ['outage-whole', '全系统中断 1 起、核心业务中断 2 起', '/faults/GZ-20261124-002'],
      ['recovery-failed', '恢复测试不通过 1 次', expect.stringContaining('/backups/')],
    ]);
    expect(told[0]?.text).toMatch(/^本服务期全系统中断 1 起（责任云平台 1），核心业务中断 2 起（责任/);
    const core = boardReasons({ ...given, outages: { ...given.outages, whole: [] } });
    expect(core.find(({ gravity }) => gravity === 'outage-core')?.href).toBe('/faults?outage=core#list');
    // The list that it leads to has that filter.
    const list = pagesOf(faults, siteFacts({ records: { ...records, incident } })).find(({ path }) => path === '');
    const [table] = list?.sections.find(({ id }) => id === 'list')?.blocks ?? [];
    const filter = table?.type === 'table' ? table.filters?.find(({ key }) => key === 'outage') : undefined;
    expect(filter?.options.map(({ value }) => value)).toEqual(['whole', 'core']);
  });

  it('call what has run out a breach', () => {
    const given = board();
    const one = {
      item: '证书',
      expiresOn: '2026-11-01',
      left: '已过 24 天',
      state: '已到期，未办理',
      text: '2026-11-01 到期，已到期，未办理',
      tone: 'abnormal' as const,
      owner: '甲',
      payer: '采购人',
      href: '/records/renewal',
    };
    expect(boardReasons({ ...given, renewals: [one] })).toEqual([
      { gravity: 'expired', text: '已到期未办结：证书', brief: '已到期未办结 1 项', href: '/records/renewal' },
    ]);
  });
});
