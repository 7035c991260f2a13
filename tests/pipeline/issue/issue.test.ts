/** Issuing: when, once, late, again, and what keeps a document from being issued. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { readArchive } from '../../../src/archive/store.ts';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { planAt } from '../../../src/pipeline/plan/plan.ts';
import { planSource, type Session } from '../../../src/pipeline/session.ts';
import { confirm } from '../../../src/pipeline/signoff/confirm.ts';
import { archivedText } from '../../support/archived.ts';
import {
  DAY,
  git,
  inspect,
  makeUnfilledWorkspace,
  makeWorkspace,
  note,
  noteDraft,
  open,
  plainRenderer,
  signoff,
} from '../_workspace.ts';

let root: string;
let session: Session;
let drawn: string[];

beforeEach(async () => {
  root = await makeWorkspace();
  drawn = [];
  session = await open(root, plainRenderer(drawn));
});

const at = (time: string, day = DAY) => `${day}T${time}+08:00`;
const log = (now: string, more = {}) => issue(session, { obligation: 'inspection-log', period: DAY, now, ...more });
const manifests = async () => (await readArchive(root)).documents.map((d) => d.manifest);
const documentText = (number: string, place: string) =>
  archivedText(join(root, 'archive', '2026', place, number.slice(number.lastIndexOf('r'))));

describe('the time of an unconfirmed document', () => {
  it('is its due time, to the second, and it says so', async () => {
    await inspect(session, at('09:00:00'));
    expect((await issue(session, { now: at('16:59:59') })).issued).toEqual([]);
    const { issued, failed } = await issue(session, { now: at('17:00:00') });
    expect(failed).toEqual([]);
    expect(issued.map((d) => d.number)).toEqual(['HQSF-XJ-20261124-r1']);
    const [manifest] = await manifests();
    expect(manifest).toMatchObject({ late: false, reason: null, supersedes: null, revision: 1 });
    expect(manifest?.marks).toContain('自动生成，未经人工确认');
    expect(manifest?.times).toMatchObject({ confirmed: null, issued: at('17:00:00'), dataAsOf: at('09:00:30') });
  });

  it('may be earlier when a person names it', async () => {
    await inspect(session, at('09:00:00'));
    expect((await log(at('09:10:00'))).issued).toHaveLength(1);
    expect((await manifests())[0]?.late).toBe(false);
  });

  it('is never before its period begins, but for what people write ahead', async () => {
    const month = (period: string, now: string) => issue(session, { obligation: 'monthly-maintenance', period, now });
    await expect(month('2027-05', at('10:00:00'))).rejects.toThrow(/尚未开始[\s\S]*2027-05-01/);
    const asked = { obligation: 'monthly-maintenance', period: '2027-05', person: '工程师', now: at('10:00:00') };
    await expect(confirm(session, asked)).rejects.toThrow('尚未开始');
    expect(drawn).toEqual([]);
    expect((await month('2027-05', at('10:00:00', '2027-05-01'))).issued).toHaveLength(1);
    const plan = { obligation: 'service-plan', period: 'service', now: at('10:00:00', '2026-11-20') };
    expect((await issue(session, plan)).issued).toHaveLength(1);
  });

  it('tells how much is still 待填写 before a document is drawn, and issues it all the same', async () => {
    root = await makeUnfilledWorkspace();
    session = await open(root, plainRenderer(drawn));
    await inspect(session, at('09:00:00'));
    const told: string[] = [];
    const notice = (text: string) => {
      if (text.includes('待填写')) told.push(`${text}（已绘制 ${drawn.length}）`);
    };
    const { issued, unfilled } = await log(at('09:10:00'), { notice });
    expect(unfilled).toEqual(['HQSF-XJ-20261124-r1']);
    expect(told).toEqual([
      expect.stringMatching(/^HQSF-XJ-20261124-r1 有 \d+ 处“待填写”，将照原样印出；.*（已绘制 0）$/),
    ]);
    const text = await documentText('HQSF-XJ-20261124-r1', 'inspection-log/2026-11-24');
    expect(told[0]).toContain(`有 ${text.split('待填写').length - 1} 处`);
    expect(issued).toHaveLength(1);
    // An unchanged document is not issued, so there is nothing to tell.
    await log(at('09:20:00'), { notice });
    expect(told).toHaveLength(1);
  });

  it('past due is a late issue, with the reason of who issues it', async () => {
    await inspect(session, at('09:00:00'));
    await issue(session, { now: at('17:00:01') });
    expect((await manifests())[0]).toMatchObject({ late: true, reason: '系统未运行，自动补报' });
    const text = await documentText('r1', `inspection-log/${DAY}`);
    expect(text).toContain(`补报：应于 ${DAY} 17:00 前提交；原因：系统未运行，自动补报`);
  });

  it('past due and asked for by a person who names nothing, the reason is nobody’s, and may be told later', async () => {
    await inspect(session, at('09:00:00'));
    const { issued } = await issue(session, { now: at('17:00:01'), byPerson: true });
    expect(issued.map(({ reason, confirmedAt }) => [reason, confirmedAt])).toEqual([['未登记', null]]);
    const told = await log(at('17:10:00'), { reason: '现场停电' });
    expect(told.issued.map(({ revision, reason }) => [revision, reason])).toEqual([[2, '补记补报原因：现场停电']]);
  });

  it('past due and named, the reason is the person’s, or nobody’s', async () => {
    await inspect(session, at('09:00:00'), at('09:00:00', '2026-11-23'));
    await log(at('18:00:00'), { reason: '停电' });
    await issue(session, { obligation: 'inspection-log', period: '2026-11-23', now: at('18:00:00') });
    expect((await manifests()).map((m) => [m.period, m.late, m.reason])).toEqual([
      ['2026-11-23', true, '未登记'],
      [DAY, true, '停电'],
    ]);
  });

  it('past due without a reason, the reason may be told later: a revision says so, once', async () => {
    await inspect(session, at('09:00:00'));
    expect((await log(at('18:00:00'))).issued[0]?.reason).toBe('未登记');
    const told = await log(at('18:10:00'), { reason: '停电' });
    expect(told.issued.map(({ number, reason }) => [number, reason])).toEqual([
      ['HQSF-XJ-20261124-r2', '补记补报原因：停电'],
    ]);
    const text = await documentText('r2', `inspection-log/${DAY}`);
    for (const word of ['修订说明', '补记补报原因：停电', '依据的数据没有变化']) expect(text).toContain(word);
    expect(await log(at('18:20:00'), { reason: '停电' })).toMatchObject({ issued: [], unchanged: [{ revision: 2 }] });
    expect(await log(at('18:30:00'), { reason: '别的' })).toMatchObject({ issued: [], unchanged: [{ revision: 2 }] });
    expect((await manifests()).map((m) => m.late)).toEqual([true, false]);
  });

  it('past due and confirmed, the reason of who confirms is printed', async () => {
    await inspect(session, at('09:00:00'));
    const asked = { obligation: 'inspection-log', period: DAY, person: '工程师', reason: '停电' };
    await confirm(session, { ...asked, now: at('18:00:00') });
    expect((await manifests())[0]).toMatchObject({ late: true, reason: '停电' });
  });
});

describe('a confirmed document', () => {
  const person = { person: '驻点运维工程师', reviewer: '项目负责人' };

  it('is issued at once when its time has come', async () => {
    await inspect(session, at('09:00:00'));
    const done = await confirm(session, { obligation: 'inspection-log', ...person, now: at('09:27:00') });
    expect(done.period).toBe(DAY);
    expect(done.issue.issued).toHaveLength(1);
    const [manifest] = await manifests();
    expect(manifest?.times).toMatchObject({ confirmed: at('09:27:00'), issued: at('09:27:00') });
    expect(manifest?.marks).not.toContain('自动生成，未经人工确认');
    expect(await documentText('r1', `inspection-log/${DAY}`)).toContain('项目负责人');
  });

  it('waits for `issueFrom`, and then goes out with the next look, before it is due', async () => {
    await inspect(session, at('09:00:00'));
    const request = { obligation: 'daily-maintenance', period: DAY, ...person, now: at('16:00:00') };
    expect((await confirm(session, request)).issue.issued).toEqual([]);
    const daily = async (now: string) =>
      (await issue(session, { now })).issued.filter((d) => d.obligation === 'daily-maintenance');
    expect(await daily(at('16:59:00'))).toEqual([]);
    expect(await daily(at('17:00:00'))).toHaveLength(1);
  });

  it('cannot be confirmed again, nor without evidence', async () => {
    await expect(
      confirm(session, { obligation: 'inspection-log', period: DAY, ...person, now: at('09:00:00') }),
    ).rejects.toThrow(/没有证据[\s\S]*opsledger collect/);
    await expect(
      confirm(session, { obligation: 'inspection-log', period: '2026-11-23', ...person, now: at('09:00:00') }),
    ).rejects.toThrow(/没有证据[\s\S]*纸质巡检表[\s\S]*--sheet/);
    await inspect(session, at('09:00:00'));
    await confirm(session, { obligation: 'inspection-log', ...person, now: at('09:27:00') });
    await expect(
      confirm(session, { obligation: 'inspection-log', period: DAY, ...person, now: at('10:00:00') }),
    ).rejects.toThrow('已签发，不能再确认');
    // Without a period it is the day on which it is said.
    await expect(confirm(session, { obligation: 'inspection-log', ...person, now: at('10:00:00') })).rejects.toThrow(
      '已签发，不能再确认',
    );
  });
});

describe('issuing again', () => {
  beforeEach(async () => {
    await inspect(session, at('09:00:00'));
    await log(at('10:00:00'));
  });

  it('changes nothing: same commit, same files, nothing drawn', async () => {
    const head = git(root, 'rev-parse', 'HEAD');
    drawn.length = 0;
    expect(await log(at('11:00:00'))).toMatchObject({ issued: [], failed: [], unchanged: [{ revision: 1 }] });
    expect(await log(at('11:00:00'), { reason: '核对' })).toMatchObject({ issued: [], unchanged: [{ revision: 1 }] });
    expect(drawn).toEqual([]);
    expect(git(root, 'rev-parse', 'HEAD')).toBe(head);
    expect(git(root, 'status', '--porcelain')).toBe('');
  });

  it('with changed data and a reason makes a revision that names what changed', async () => {
    await inspect(session, at('11:00:00'));
    expect(await log(at('12:00:00'))).toMatchObject({ issued: [], unchanged: [{ revision: 1 }] });
    expect((await log(at('12:00:00'), { reason: '复检' })).issued[0]?.number).toBe('HQSF-XJ-20261124-r2');
    const [first, second] = await manifests();
    expect(second).toMatchObject({ supersedes: first?.number, reason: '复检', late: false });
    const text = await documentText('r2', `inspection-log/${DAY}`);
    for (const word of ['修订说明', '复检', '新增依据：巡检记录 XJ-20261124-002']) expect(text).toContain(word);
  });

  it('a return is an input, a delivery and a receipt are not', async () => {
    await signoff(session, { action: 'deliver', at: at('10:10:00') });
    await signoff(session, { action: 'receive', at: at('10:20:00') });
    expect((await log(at('11:00:00'), { reason: '核对' })).issued).toEqual([]);
    await signoff(session, { action: 'return', at: at('10:30:00'), reason: '缺处理措施' });
    await expect(log(at('11:00:00'), { reason: '退回' })).rejects.toThrow(
      /r1 已被⟦采购人⟧退回，修订版须先经人确认[\s\S]*缺处理措施[\s\S]*opsledger confirm inspection-log/,
    );
    expect(await manifests()).toHaveLength(1);
    await signoff(session, { action: 'confirm', revision: 2, at: at('10:40:00') });
    expect((await log(at('11:00:00'))).issued).toMatchObject([{ revision: 2, reason: '采购人退回：缺处理措施' }]);
  });
});

describe('what was written down after the moment of the document', () => {
  it('is not part of it', async () => {
    await inspect(session, at('09:00:00'));
    await note(session, noteDraft(at('10:00:00'), '早登记', { enteredAt: at('10:05:00') }));
    await note(session, noteDraft(at('10:00:00'), '晚登记', { enteredAt: at('18:00:00') }));
    await issue(session, { obligation: 'daily-maintenance', period: DAY, now: at('17:00:00') });
    const text = await documentText('r1', `daily-maintenance/${DAY}`);
    expect(text).toContain('早登记');
    expect(text).not.toContain('晚登记');
    const [manifest] = await manifests();
    expect(manifest?.inputs.filter((i) => i.path.startsWith('records/note/'))).toHaveLength(1);
  });

  it('cannot be the only evidence', async () => {
    await inspect(session, at('09:00:00'));
    await expect(log(at('08:00:00'))).rejects.toThrow('没有可用的巡检记录');
  });
});

describe('what cannot be trusted', () => {
  it('an unreadable record stops its document, by name, and no other', async () => {
    const [path = ''] = await inspect(session, at('09:00:00'), at('09:00:00', '2026-11-23'));
    await writeFile(join(root, path), '{"schema": 1');
    await expect(log(at('09:30:00'))).rejects.toThrow(/证据不可读[\s\S]*XJ-20261124-001/);
    const result = await issue(session, { now: at('17:00:00') });
    expect(result.issued.map((d) => d.period)).toContain('2026-11-23');
    expect(result.failed.map((f) => f.period)).toContain(DAY);
  });

  it('a refused hand edit never gets into a document, though it can be read', async () => {
    const [path = ''] = await inspect(session, at('09:00:00'));
    const record = JSON.parse(await readFile(join(root, path), 'utf8')) as { finishedAt: string };
    record.finishedAt = at('08:00:00'); // before it began: readable, and refused by the rules of the kind
    await writeFile(join(root, path), JSON.stringify(record));
    await expect(log(at('10:00:00'))).rejects.toThrow(path);
    const result = await issue(session, { now: at('18:00:00') });
    expect(result.issued.filter((one) => one.obligation === 'inspection-log')).toEqual([]);
    expect(result.failed.map((f) => f.reason).join('\n')).toContain(path);
  });

  it('a valid hand edit is committed first and then used', async () => {
    await inspect(session, at('09:00:00'));
    const path = await note(session, noteDraft(at('09:10:00'), '清理临时文件'));
    const text = await readFile(join(root, path), 'utf8');
    await writeFile(join(root, path), text.replace('临时文件', '日志文件'));
    const request = { obligation: 'daily-maintenance', period: DAY, now: at('16:40:00') };
    expect((await issue(session, request)).issued).toHaveLength(1);
    expect(git(root, 'log', '--format=%s')).toContain('手工修改 1 个文件');
    expect(git(root, 'status', '--porcelain')).toBe('');
    const [manifest] = await manifests();
    expect(git(root, 'show', `${manifest?.dataCommit}:${path}`)).toContain('清理日志文件');
  });

  it('a record changed while its document is drawn is not in the archive under another hash', async () => {
    const [path = ''] = await inspect(session, at('09:00:00'));
    const renderer = plainRenderer();
    const meddling = await open(root, {
      ...renderer,
      async render(doc, image) {
        const text = await readFile(join(root, path), 'utf8');
        await writeFile(join(root, path), text.replace('63.2', '64.5'));
        return renderer.render(doc, image);
      },
    });
    const request = { obligation: 'inspection-log', period: DAY, now: at('10:00:00') };
    expect(await issue(meddling, request)).toMatchObject({ issued: [], failed: [{ period: DAY }] });
    expect(await manifests()).toEqual([]);
    git(root, 'checkout', '--', 'records');
    expect((await issue(session, request)).issued).toHaveLength(1);
  });

  it('a revision that was deleted is never issued again in its place', async () => {
    await inspect(session, at('09:00:00'));
    await log(at('10:00:00'));
    await rm(join(root, 'archive'), { recursive: true });
    const result = await issue(session, { now: at('17:00:00') });
    expect(result.issued).toEqual([]);
    expect(result.failed.map((f) => f.reason).join()).toMatch(/归档文件 .*r1.* 被删除，请恢复/);
    git(root, 'checkout', '--', 'archive');
    expect((await issue(session, { now: at('17:00:00') })).failed).toEqual([]);
    expect((await manifests()).map((m) => m.times.issued)).toEqual([at('10:00:00')]);
  });

  it('a broken manifest: a person is told, the schedule says so and goes on', async () => {
    await inspect(session, at('09:00:00'));
    const { issued } = await log(at('10:00:00'));
    await writeFile(join(root, issued[0]?.files.pdf ?? '', '..', 'manifest.json'), '{');
    await expect(log(at('11:00:00'))).rejects.toThrow('归档清单不可读');
    const result = await issue(session, { now: at('17:00:00') });
    expect(result).toMatchObject({ issued: [], failed: [{ obligation: '', period: '' }] });
    expect(result.failed[0]?.reason).toContain('manifest.json');
  });
});

it('two who issue the same at once leave one document, and both are told of it', async () => {
  await inspect(session, at('09:00:00'));
  const other = await open(root);
  const request = { obligation: 'inspection-log', period: DAY };
  const results = await Promise.all([
    issue(session, { ...request, now: at('10:00:00') }),
    issue(other, { ...request, now: at('10:00:01') }),
  ]);
  expect(results.flatMap((r) => r.issued)).toHaveLength(1);
  expect(results.flatMap((r) => r.unchanged)).toHaveLength(1);
  expect(results.flatMap((r) => r.failed)).toEqual([]);
  expect(await manifests()).toHaveLength(1);
});

it('one commit holds all that a look issues, and names each', async () => {
  await inspect(session, at('09:00:00'), at('09:00:00', '2026-11-23'));
  const before = Number(git(root, 'rev-list', '--count', 'HEAD'));
  const { issued } = await issue(session, { now: at('17:00:00') });
  expect(issued.length).toBeGreaterThan(1);
  expect(Number(git(root, 'rev-list', '--count', 'HEAD'))).toBe(before + 1);
  const message = git(root, 'log', '-1', '--format=%B');
  for (const { number } of issued) expect(message).toContain(number);
});

describe('states', () => {
  const states = async (now: string, obligation = 'inspection-log') =>
    Object.fromEntries(
      (await planAt(planSource(session), now)).items
        .filter((i) => i.obligation.id === obligation && i.occurrence.period <= '2026-11-25')
        .map((i) => [i.occurrence.period, i.state]),
    );

  it('tell observed from missing, on time from late', async () => {
    await inspect(session, at('09:00:00'));
    expect(await states(at('16:00:00'))).toEqual({ '2026-11-23': 'missing', [DAY]: 'due', '2026-11-25': 'upcoming' });
    expect(await states(at('17:00:01'))).toMatchObject({ [DAY]: 'overdue' });
    await log(at('17:30:00'));
    expect(await states(at('18:00:00'))).toMatchObject({ [DAY]: 'late' });
  });

  it('stay what they were when the evidence is gone', async () => {
    const [path = ''] = await inspect(session, at('09:00:00'));
    await log(at('10:00:00'));
    await rm(join(root, path));
    expect(await states(at('18:00:00'))).toMatchObject({ [DAY]: 'on-time' });
  });
});
