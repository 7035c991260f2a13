/** Accounts managed at the desk, what the purchaser is told of theirs, and the log of it all. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DONE, failedFor } from '../../src/accounts/audit.ts';
import { openDeskDatabase } from '../../src/accounts/database.ts';
import { accountEventsCalls, addAccount, disableAccount } from '../../src/desk/accounts.ts';
import { openDeskSession } from '../../src/desk/desk-session.ts';
import { exportAccount } from '../../src/desk/personal-data.ts';
import { verify } from '../../src/pipeline/verify/verify.ts';
import { sweepDesk } from '../../src/serve/sweep.ts';
import { PASSWORD } from '../accounts/_database.ts';
import { makeUnfilledWorkspace, open } from '../pipeline/_workspace.ts';
import { openTestDesk, type Person, type TestDesk } from './_desk.ts';

const NOW = '2026-11-24T09:00:00+08:00';
const TERMINAL = { now: NOW, by: { name: '运维负责人', channel: 'terminal' }, address: '命令行' } as const;
let root: string;
let desk: TestDesk;
let administrator: Person;
beforeEach(async () => {
  root = await makeUnfilledWorkspace();
  desk = await openTestDesk(root, NOW);
  administrator = await desk.person('administrator', 'guan-li');
});
afterEach(() => desk.close());

const make = (fields = {}) =>
  administrator.post('/desk/people/add', { name: 'cai-gou', person: '采购联系人', role: 'purchaser', ...fields });
const firstPassword = async (answer: Response): Promise<string> =>
  /desk-first-password">([^<]+)</.exec(await answer.text())?.[1] ?? '';
const events = async () => {
  const session = openDeskSession(root);
  try {
    return await accountEventsCalls(session).list();
  } finally {
    await session.close();
  }
};
const logged = (most = 20) => desk.doors.audit.page(most).map(({ action, result }) => `${action} ${result}`);

describe('at the desk', () => {
  it('an account is made; its password is on that page alone, and signs in once', async () => {
    const answer = await make();
    expect([answer.status, answer.headers.get('set-cookie'), answer.headers.get('location')]).toEqual([
      200,
      null,
      null,
    ]);
    const password = await firstPassword(answer);
    expect(await (await administrator.get('/desk/people')).text()).not.toContain(password);
    const signedIn = await desk.visitor.post('/desk/sign-in', { account: 'cai-gou', password });
    expect(signedIn.status).toBe(303);
    expect(logged().join('\n')).not.toContain(password);
    expect(logged()).toContain('建立账号 cai-gou（purchaser） 成功');
  });

  it('what is wrong is said beside what was typed, and nothing is made', async () => {
    for (const [fields, told] of [
      [{ name: 'Cai Gou' }, '账号名称不对'],
      [{ person: ' ' }, '没有写明账号是谁的'],
      [{ role: 'caigou' }, '没有这种角色'],
      [{ name: 'guan-li' }, '账号已经有了'],
    ] as const) {
      const answer = await make(fields);
      const text = await answer.text();
      expect([answer.status, text]).toEqual([400, expect.stringContaining(told)]);
      expect(text).toContain(`value="${{ name: 'cai-gou', ...fields }.name.toLowerCase()}"`);
    }
    expect(desk.doors.accounts.list().map(({ name }) => name)).toEqual(['guan-li']);
    expect(await events()).toEqual([]);
  });

  it('a reset ends the sign-ins, a disabled account is asked about first and keeps its reason', async () => {
    const first = await firstPassword(await make());
    const second = await firstPassword(await administrator.post('/desk/people/reset', { name: 'cai-gou' }));
    expect(second).not.toBe(first);
    expect(await (await administrator.get('/desk/people/cai-gou/disable')).text()).toContain(
      '这是采购人的账号，停用记入记录',
    );
    const done = await administrator.post('/desk/people/disable', { name: 'cai-gou', reason: '岗位调整' });
    expect([done.status, done.headers.get('location')]).toEqual([303, '/desk/people']);
    expect(await (await administrator.get('/desk/people')).text()).toContain('岗位调整');
    expect((await administrator.get('/desk/people/nobody/disable')).status).toBe(404);
  });

  it('nobody disables the account that they sit at', async () => {
    const answer = await administrator.post('/desk/people/disable', { name: 'guan-li', reason: '误操作' });
    expect([answer.status, desk.doors.accounts.find('guan-li')?.disabledAt]).toEqual([403, null]);
  });

  it('what somebody calls themselves is text', async () => {
    await make({ person: '<script>alert(1)</script>' });
    const text = await (await administrator.get('/desk/people')).text();
    expect(text).toContain('&lt;script&gt;');
    expect(text).not.toContain('<script>alert');
  });
});

describe('what is done to an account of the purchaser’s', () => {
  it('is a record, at the desk as at the terminal, without password and address', async () => {
    const password = await firstPassword(await make());
    desk.setClock('2026-11-24T09:10:00+08:00');
    await administrator.post('/desk/people/reset', { name: 'cai-gou' });
    const session = openDeskSession(root);
    await disableAccount(session, 'cai-gou', '岗位调整', { ...TERMINAL, now: '2026-11-24T11:00:00+08:00' });
    await session.close();
    const all = await events();
    expect(
      all.map(({ account, person, role, action, by, channel, reason }) => [
        account,
        person,
        role,
        action,
        by,
        channel,
        reason,
      ]),
    ).toEqual([
      ['cai-gou', '采购联系人', '采购人', '停用', '运维负责人', '命令行', '岗位调整'],
      ['cai-gou', '采购联系人', '采购人', '重置口令', 'guan-li 测试员', '登记台', null],
      ['cai-gou', '采购联系人', '采购人', '建立', 'guan-li 测试员', '登记台', null],
    ]);
    const opened = await open(root);
    const { files } = await opened.workspace.records.list('account-event');
    expect(files.map(({ record }) => record.enteredBy)).toEqual([
      { name: 'guan-li 测试员', account: 'guan-li', channel: 'desk' },
      { name: 'guan-li 测试员', account: 'guan-li', channel: 'desk' },
      { name: '运维负责人', channel: 'terminal' },
    ]);
    expect(JSON.stringify(files)).not.toContain(password);
    expect(JSON.stringify(files)).not.toContain('127.0.0.1');
    // The desk's database beside them is nobody's leftover.
    expect((await verify(opened)).problems).toEqual([]);
    await opened.close();
  });

  it('is not done where the record cannot be written', async () => {
    const place = { root, use: () => Promise.reject(new Error('disk')) };
    const account = { name: 'cai-gou', person: '采购联系人', role: 'purchaser' };
    await expect(addAccount(place, account, TERMINAL)).rejects.toThrow('disk');
    expect(desk.doors.accounts.find('cai-gou')).toBeNull();
    expect(logged(1)).toEqual(['建立账号 cai-gou（purchaser） 失败（disk）']);
    // Of anybody else's account no record is written, and nothing of the workspace is needed.
    await addAccount(place, { ...account, role: 'engineer' }, TERMINAL);
    expect(await events()).toEqual([]);
  });

  it('is told by a person alone: nobody writes such a record by hand', async () => {
    const { addRecord } = await import('../../src/pipeline/record/add.ts');
    const session = await open(root);
    const { default: kind } = await import('../../src/subjects/operation-logs/kinds/account-event.ts');
    const { id: _, enteredAt: _1, enteredBy: _2, ...given } = kind.example;
    await expect(addRecord(session, given, 'x.yaml', { kind: 'account-event', now: NOW })).rejects.toThrow(
      '账号事项由程序写入，不能人工登记',
    );
    await session.close();
  });
});

it('what nobody needs any more is swept: idle accounts with a record, names, old entries', async () => {
  await make();
  const session = openDeskSession(root);
  desk.doors.accounts.used('guan-li', '2027-05-01T09:00:00+08:00');
  expect(await sweepDesk(session, '2027-05-30T09:00:00+08:00')).toMatchObject({ disabled: ['cai-gou'], forgotten: [] });
  expect((await events())[0]).toMatchObject({ action: '停用', by: '程序', reason: '180 天没有登录' });
  desk.doors.accounts.used('guan-li', '2028-05-01T09:00:00+08:00');
  const swept = await sweepDesk(session, '2028-05-30T09:00:00+08:00');
  expect([swept.forgotten, swept.entries > 0]).toEqual([['cai-gou'], true]);
  expect((await events())[0]).toMatchObject({ account: 'cai-gou', person: null });
  await session.close();
});

it('all that is kept about a person can be had, but for what proves their password', async () => {
  await desk.person('engineer', 'wang-lei');
  await desk.visitor.post('/desk/sign-in', { account: 'wang-lei', password: 'wrong' });
  const database = openDeskDatabase(root);
  // As a page may keep something of its own.
  database.exec("CREATE TABLE laterPage (account TEXT, text TEXT); INSERT INTO laterPage VALUES ('wang-lei', '草稿')");
  database.close();
  const data = await exportAccount(root, 'wang-lei');
  expect(data).toMatchObject({
    account: { name: 'wang-lei', person: 'wang-lei 测试员', role: '运维工程师' },
    sessions: [{ address: '127.0.0.1' }],
    failures: [{ address: '127.0.0.1' }],
    audit: [{ action: '登录', result: '失败（账号或口令不对）' }],
    others: { laterPage: [{ account: 'wang-lei', text: '草稿' }] },
  });
  expect(JSON.stringify(data)).not.toMatch(/argon2id|hash/);
  await expect(exportAccount(root, 'wang-le')).rejects.toThrow('您是不是要 wang-lei');
});

describe('the log', () => {
  it('is read by the auditor, filtered, page by page, and taken along', async () => {
    const auditor = await desk.person('auditor');
    for (let n = 0; n < 150; n += 1) {
      const result = n % 10 === 0 ? failedFor('x') : DONE;
      desk.doors.audit.add({ at: NOW, account: 'wang-lei', address: '10.0.0.7', action: `=第${n}条`, ...result });
    }
    const first = await (await auditor.get('/desk/audit?account=wang-lei')).text();
    expect([first.match(/条<\/td>/g)?.length, first.includes('第49条'), first.includes('第50条')]).toEqual([
      100,
      false,
      true,
    ]);
    const older = /href="(\/desk\/audit\?[^"]+)" rel="next"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = await (await auditor.get(older.replaceAll('&#x3D;', '='))).text();
    expect([second.match(/条<\/td>/g)?.length, second.includes('rel="next"')]).toEqual([50, false]);
    const failed = await (await auditor.get('/desk/audit?result=failed')).text();
    expect(failed.match(/条<\/td>/g)).toHaveLength(15);
    const csv = await auditor.get('/desk/audit/csv?account=wang-lei');
    expect(csv.headers.get('content-disposition')).toContain('attachment');
    const lines = (await csv.text()).split('\r\n');
    expect([lines.length, lines[1]]).toEqual([152, "2026-11-24 09:00,wang-lei,10.0.0.7,'=第149条,成功"]);
    expect(logged(1)).toEqual(['导出操作日志 150 条 成功']);
    for (const asked of ['before=x', 'before=-1', 'from=2026-13-99', 'to=1', 'text=%00', 'account=%25']) {
      expect((await auditor.get(`/desk/audit?${asked}`)).status).toBe(200);
    }
  });

  it('has what was refused, and who it was', async () => {
    const engineer = await desk.person('engineer');
    expect((await engineer.get('/desk/audit')).status).toBe(403);
    expect((await engineer.post('/desk/people/add', { name: 'x' })).status).toBe(403);
    expect(desk.doors.audit.page(2)).toMatchObject([
      { account: 'engineer', address: '127.0.0.1', action: '管理账号（POST /people/add）', result: '拒绝（403）' },
      { account: 'engineer', action: '查看操作日志（GET /audit）', result: '拒绝（403）' },
    ]);
  });
});

it('a password is changed with the old one, and guessed at no faster than at the sign-in', async () => {
  const person = await desk.person('engineer');
  const change = (current: string, password: string) =>
    person.post('/desk/account/password', { current, password, again: password });
  for (let n = 0; n < 5; n += 1) expect((await change('wrong', 'Another-Harbour-Lamp-59')).status).toBe(400);
  expect(await (await change(PASSWORD, 'Another-Harbour-Lamp-59')).text()).toContain('请在 30 秒后再试');
  desk.setClock('2026-11-24T09:01:00+08:00');
  expect(await (await change(PASSWORD, 'engineer-Harbour-59')).text()).toContain('含有账号或姓名');
  const done = await change(PASSWORD, 'Another-Harbour-Lamp-59');
  expect([done.status, done.headers.get('location')]).toEqual([303, '/desk/sign-in']);
  expect((await person.get('/desk/account')).status).toBe(303);
});
