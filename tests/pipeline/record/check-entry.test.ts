/** What a record is held against when a person writes it down: the store, the clock, and the documents that were issued. */
import { beforeEach, describe, expect, it } from 'vitest';
import { addRecord } from '../../../src/pipeline/record/add.ts';
import { openEntry } from '../../../src/pipeline/record/entry.ts';
import type { Session } from '../../../src/pipeline/session.ts';
import scanKind, { type ScanRecord } from '../../../src/subjects/findings/kinds/scan.ts';
import consultation from '../../../src/subjects/requests/kinds/consultation.ts';
import type { SignoffRecord } from '../../../src/subjects/signing/kinds/signoff.ts';
import noteKind from '../../../src/subjects/work/kinds/note.ts';
import type { Draft } from '../../../src/workspace/change/change.ts';
import { draftOf } from '../../support/draft-of.ts';
import { DAY, git, makeWorkspace, open, signoff } from '../_workspace.ts';

const NOW = `${DAY}T18:00:00+08:00`;

let root: string;
let session: Session;

beforeEach(async () => {
  root = await makeWorkspace();
  session = await open(root);
});

const add = (kind: string, value: object, more = {}) =>
  addRecord(session, value, '文件.yaml', { kind, now: NOW, ...more });

async function refused(work: Promise<unknown>, ...says: (RegExp | string)[]): Promise<void> {
  const head = git(root, 'rev-parse', 'HEAD');
  for (const word of says) await expect(work).rejects.toThrow(word);
  expect(git(root, 'rev-parse', 'HEAD')).toBe(head);
  expect(git(root, 'status', '--porcelain')).toBe('');
}

const incident = (changes: object = {}) => ({
  title: '请假审批报错',
  assets: ['subsystem-hr'],
  foundBy: 'user',
  discoveredAt: `${DAY} 10:00`,
  reportedAt: `${DAY} 10:00`,
  handler: '驻点运维工程师',
  levels: [{ level: 'P3', at: `${DAY} 10:05`, reason: '非核心功能', setBy: '运维项目负责人' }],
  outage: 'partial',
  diagnosis: 'remote',
  residentOnSpot: false,
  impact: '无法提交',
  symptom: '报错',
  responsibility: 'supplier',
  flagged: false,
  timeline: [],
  ...changes,
});

describe('what has not happened', () => {
  it.each<[string, object, string]>([
    ['a restoration to come', { restoredAt: '2027-01-24 10:30' }, 'restoredAt（恢复时间）'],
    [
      'a step to come',
      { timeline: [{ at: `${DAY} 18:01:01`, action: '重启' }] },
      'timeline[0].at（处理过程第 1 行的时间）',
    ],
  ])('is refused: %s', async (_name, changes, place) => {
    await refused(add('incident', incident(changes)), '时间尚未到来', place, `不晚于登记时间 ${DAY} 18:00`);
  });

  it('names the time that was typed, not the one filled in from it, and as it was typed', async () => {
    const ahead = incident({ discoveredAt: '2027-01-24 10:04', reportedAt: undefined, foundBy: 'monitoring' });
    await refused(
      add('incident', { ...ahead, levels: [{ ...incident().levels[0], at: '2027-01-24 10:05' }] }),
      /位置：discoveredAt（发现时间）\n {2}实际：2027-01-24 10:04\n {2}应为：不晚于录入时间（enteredAt） 2026-11-24 18:00/,
    );
  });

  it('tells a wrong value once, with all that speaks against it', async () => {
    const times = { respondedAt: `${DAY} 10:06`, remoteStartedAt: `${DAY} 10:07`, arrivedAt: `${DAY} 10:08` };
    const closed = { ...times, closedAt: `${DAY} 09:00`, restoredAt: `${DAY} 10:20`, verification: '正常' };
    const error = await add('incident', incident({ ...closed, causeCategory: 'software' })).catch((one) => one);
    const { message } = error as Error;
    expect(message.match(/closedAt（处理完成（关闭）时间）/g)).toHaveLength(1);
    for (const other of ['响应时间', '远程启动时间', '到场时间', '恢复时间'])
      expect(message).toContain(`不早于${other}`);
    expect(message).not.toContain('T09:00');
  });

  it('is told while a person is still answering', async () => {
    const entry = await openEntry(session, { kind: 'incident', now: NOW });
    const faults = await entry.faults(incident({ respondedAt: '2027-01-01 00:00' }));
    expect(faults.map((one) => one.field)).toEqual(['respondedAt']);
  });

  it('is refused in an edit too, and what has happened by then is taken', async () => {
    const { id } = await add('incident', incident());
    const edit = (restoredAt: string) =>
      add('incident', { id, restoredAt }, { now: '2026-11-25T09:00:00+08:00', reason: '已恢复' });
    await refused(edit('2026-11-25 09:01:01'), 'restoredAt');
    expect((await edit('2026-11-25 09:00')).edited).toBe(true);
  });

  it('is no fault where it was planned: a window, a permit, a roster', async () => {
    const window = { assets: ['app-server-1'], from: '2026-12-01 19:00', to: '2026-12-01 21:00' };
    await add('maintenance-window', { at: NOW, ...window, purpose: '发布', announced: 'yes' });
    await refused(
      add('maintenance-window', { ...window, purpose: '发布', announced: 'yes', actualFrom: '2026-12-01 19:00' }),
      'actualFrom',
    );
    const kept = await session.workspace.records.list('maintenance-window');
    expect(kept.records).toHaveLength(1);
  });
});

describe('several faults', () => {
  it('of a record are told at once, whatever finds them', async () => {
    const wrong = incident({
      assets: ['no-such-asset'],
      respondedAt: `${DAY} 09:00`,
      remoteStartedAt: '2027-01-01 00:00',
      permit: 'XK-20200101-001',
      articles: ['nothing/like-it'],
    });
    const places = ['assets[0]', 'respondedAt', 'remoteStartedAt', 'permit', 'articles[0]'];
    await refused(add('incident', wrong), '另有 4 处问题', ...places);
  });

  it('hide no others where the schema objects to a part of the record', async () => {
    const times = { respondedAt: `${DAY} 09:00`, remoteStartedAt: '2027-01-01 00:00' };
    await refused(
      add('incident', incident({ ...times, permit: 'XK-20200101-001', extra: 1, affectedUsers: '许多' })),
      ...['有不认识的键|内容不符合要求', 'extra', 'affectedUsers', 'respondedAt', 'remoteStartedAt', 'permit'].map(
        (word) => new RegExp(word),
      ),
    );
  });

  it('are none that only follow from what the schema objects to', async () => {
    // Restored cannot be read: that it is missing beside the closing is no second fault.
    const closed = { closedAt: `${DAY} 16:00`, verification: '正常', causeCategory: 'software' };
    const error = await add('incident', incident({ ...closed, restoredAt: '十一点' })).catch((one) => one);
    expect((error as Error).message).toContain('restoredAt（恢复时间）');
    expect((error as Error).message).not.toMatch(/处理完成时须填写|另有/);
  });
});

describe('an article of the knowledge base', () => {
  it('that is not there is refused, naming those that may be meant by id or title', async () => {
    const naming = (...articles: string[]) => add('incident', incident({ articles }));
    await refused(
      naming('mysql/connections-exhausted', 'mysql/conections-exhausted'),
      '引用的知识条目不存在',
      'articles[1]（知识条目第 2 行）',
      /您是不是要 mysql\/connections-exhausted（MySQL 连接数耗尽怎么处理）/,
    );
    await refused(naming('连接数耗尽怎么处理'), '您是不是要 mysql/connections-exhausted');
    await refused(naming('knowledge-base/mysql/slow-query.md'), '您是不是要 mysql/slow-query');
    await refused(naming('../opsledger'), '引用的知识条目不存在');
    expect((await naming('mysql/connections-exhausted')).edited).toBe(false);
  });

  it('is told while a person is still answering; one that came of a question may be written later', async () => {
    const question = { ...consultation.example, id: undefined, article: 'nginx/not-there' };
    const entry = await openEntry(session, { kind: 'consultation', now: NOW });
    const faults = await entry.faults({ ...question, articleChange: 'existing' });
    expect(faults).toMatchObject([{ field: 'article', text: expect.stringContaining('nginx/not-there') }]);
    expect(await entry.faults({ ...question, articleChange: 'new' })).toEqual([]);
  });
});

describe('a decision about a finding', () => {
  const decision = {
    vulnerability: 'CVE-2024-6387',
    target: 'app-server-1',
    component: '22/tcp',
    decision: 'assign',
    owner: '系统工程师',
    plan: '升级',
  };
  async function scanned(): Promise<void> {
    const example = draftOf(scanKind.example, 'permit');
    const draft: Draft<ScanRecord> = {
      ...example,
      withoutPermit: '未取得许可',
      hosts: [{ address: '10.0.0.11', asset: 'app-server-1', state: 'scanned' }],
      findings: [
        { id: 'CVE-2024-6387', asset: 'app-server-1', address: '10.0.0.11', component: '22/tcp', level: 'high' },
      ],
    };
    await session.workspace.change('扫描', (change) => change.addRecord('scan', draft), { at: draft.enteredAt });
  }

  it('that no scan showed is refused, before any scan and after one', async () => {
    await refused(
      add('finding-decision', decision),
      '没有这个漏洞',
      'CVE-2024-6387 · app-server-1 · 22/tcp',
      'scan import',
    );
    await scanned();
    await refused(
      add('finding-decision', { ...decision, component: '2222/tcp' }),
      '是不是 CVE-2024-6387 · app-server-1 · 22/tcp',
    );
    await refused(add('finding-decision', { ...decision, vulnerability: 'CVE-1999-0001' }), '没有这个漏洞');
  });

  it('is taken by the asset or by the address of what a scan showed', async () => {
    await scanned();
    await add('finding-decision', decision);
    await add('finding-decision', { ...decision, target: '10.0.0.11' });
    expect((await session.workspace.records.list('finding-decision')).records).toHaveLength(2);
  });
});

describe('what happened to a document', () => {
  const received = {
    action: 'receive',
    obligation: 'monthly-maintenance',
    period: '2026-11',
    revision: 1,
    person: '甲',
  };

  it('is not written down past the commands that look at the document', async () => {
    await refused(add('signoff', received), '不能用 record 登记', 'receive（签收）');
    const waiver = {
      obligation: 'inspection-log',
      period: '2099-07',
      reason: '停电',
      approvedBy: '甲',
      side: 'purchaser',
    };
    await refused(add('waiver', waiver), '不能用 record 登记', 'waive');
  });

  it('is corrected, and stays with its document', async () => {
    await signoff(session, {});
    const id = (await session.workspace.records.list<SignoffRecord>('signoff')).records[0]?.id;
    await refused(add('signoff', { id, revision: 2 }, { reason: '更正' }), '所指的文档不能修改', 'revision（版次）');
    await add('signoff', { id, person: '另一位工程师' }, { reason: '更正姓名' });
    expect((await session.workspace.records.get<SignoffRecord>(id ?? ''))?.record.person).toBe('另一位工程师');
  });
});

describe('the printed example', () => {
  const example = draftOf(noteKind.example, 'source', 'enteredAt', 'attachments');

  it('is refused as it stands, whatever the day', async () => {
    await refused(add('note', example), '内容还是示例，没有登记');
    await refused(add('note', { ...example, at: '2026-11-25 09:30', date: '2026-11-25' }), '内容还是示例');
    expect((await add('note', { ...example, text: '真实发生的事' })).notices).toEqual([]);
  });
});

describe('a day outside the service period', () => {
  const note = (date: string) => ({ at: `${date} 09:00`, topic: 'operation', text: '清理临时文件' });

  it('is saved, and said to be shown nowhere', async () => {
    const early = await add('note', note('2026-11-22'));
    expect(early.notices).toEqual([
      expect.stringMatching(/JS-20261122-001.*2026-11-22 早于服务期（2026-11-23 至 2027-11-22）/),
    ]);
    expect(await session.workspace.records.get(early.id)).toBeDefined();
    expect((await add('note', note('2026-11-23'))).notices).toEqual([]);
    const late = await addRecord(session, note('2027-11-23'), '文件.yaml', {
      kind: 'note',
      now: '2027-12-01T10:00:00+08:00',
    });
    expect(late.notices).toEqual([expect.stringContaining('晚于服务期')]);
  });

  it('is told of an edit that moves a record to another day than its number bears', async () => {
    const { id } = await add('note', note('2026-11-23'));
    const edited = await add('note', { id, date: DAY }, { reason: '更正日期' });
    expect(edited.notices).toEqual([expect.stringMatching(/JS-20261123-001.*2026-11-24.*按编号的日期 2026-11-23/)]);
    expect((await add('note', { id, text: '清理日志' }, { reason: '补充' })).notices).toHaveLength(1);
    expect((await add('note', { id, date: '2026-11-23' }, { reason: '改回' })).notices).toEqual([]);
  });

  it('is no matter for a permit granted ahead of the service', async () => {
    const permit = {
      type: 'standing',
      applicant: '驻点运维工程师',
      at: '2026-11-16 09:00',
      reason: '日常采集',
      operations: ['collect'],
      scope: '只读',
      validFrom: '2026-11-23 00:00',
      validTo: '2027-11-22 23:59',
      grantedBy: '采购人项目负责人',
      grantedAt: '2026-11-16 10:00',
      channel: 'written',
    };
    expect((await add('permit', permit)).notices).toEqual([]);
  });
});
