/** Records at the desk, from the empty form to the saved record, through the whole app. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { addRecordText } from '../../src/pipeline/record/add.ts';
import { withdraw } from '../../src/pipeline/record/withdraw.ts';
import { openSession } from '../../src/pipeline/session.ts';
import { kindIds } from '../../src/pipeline/units.ts';
import operationLog, { type OperationLogRecord } from '../../src/subjects/operation-logs/kinds/operation-log.ts';
import type { NoteRecord } from '../../src/subjects/work/kinds/note.ts';
import { git, makeUnfilledWorkspace } from '../pipeline/_workspace.ts';
import { openTestDesk } from './_desk.ts';
import { faultsOf, fill, press, sentBy } from './_forms.ts';

const NOW = '2026-11-24T09:00:00+08:00';
const NOTE = { 'f.topic': 'operation', 'f.text': '清理了应用服务器 1 的临时文件' };
const path = '/desk/records/note';

const root = await makeUnfilledWorkspace();
const desk = await openTestDesk(root, NOW);
const engineer = await desk.person('engineer');
afterAll(() => desk.close());

const notes = async (): Promise<NoteRecord[]> => {
  const session = await openSession(root);
  const { records } = await session.workspace.records.list<NoteRecord>('note');
  await session.close();
  return records;
};

/** Saves a note and gives its id. */
async function save(fields: Record<string, string> = NOTE): Promise<string> {
  const review = await fill(engineer, path, fields, 'review');
  const done = await press(engineer, path, sentBy(review.html), 'save');
  return done.to.split('/').at(-1) ?? '';
}

describe('the form of every kind', () => {
  it('opens with its labels and stays below 60 KB, or says where such records come from', async () => {
    for (const kind of await kindIds()) {
      const page = await engineer.get(`/desk/records/${kind}`);
      const html = await page.text();
      expect([200, 400], kind).toContain(page.status);
      expect(html.length, kind).toBeLessThan(60_000);
      expect(html, kind).toContain(page.status === 200 ? '提交核对' : '不在此登记');
    }
  });

  it('sent empty is told everything that is missing, at its fields, and saves nothing', async () => {
    const { status, html } = await fill(engineer, '/desk/records/permit', {}, 'review');
    expect(status).toBe(400);
    const required = html.split('desk-required').length - 1;
    expect(faultsOf(html).length).toBeGreaterThanOrEqual(required - 1);
    expect(new Set(faultsOf(html))).toEqual(new Set(['必填，没有填写']));
  });
});

it('the history of a record tells every version: who entered it, by which way, what was corrected and why, and what was written past the program', async () => {
  const id = await save({ ...NOTE, 'f.text': '历史的第一版' });
  const session = await openSession(root);
  const text = `id: ${id}\ntext: 历史的第二版\n`;
  const correcting = { kind: 'note', now: '2026-11-24T09:30:00+08:00', by: '乙', reason: '写错' };
  const { path: file } = await addRecordText(session, text, correcting);
  await session.close();
  const kept = await readFile(join(root, file), 'utf8');
  await writeFile(join(root, file), kept.replace('历史的第二版', '历史的第三版'));
  git(root, 'commit', '-qam', '改动');
  const page = await (await engineer.get(`${path}/${id}/history`)).text();
  const cells = [...page.matchAll(/<td data-label="(?:写入人|方式|内容)"[^>]*>([^<]*)<\/td>/g)].map(([, cell]) => cell);
  expect(cells).toEqual([
    ...['engineer 测试员', '登记台', '登记'],
    ...['乙', expect.stringMatching(/历史的第一版 → 历史的第二版（写错）/)],
    ...['直接写入版本库（t）', expect.stringMatching(/^改动 .+，没有写明原因$/)],
  ]);
  expect(await (await engineer.get(`${path}/${id}`)).text()).toContain(`href="${path}/${id}/history"`);
  expect((await engineer.get(`${path}/JS-20200101-001/history`)).status).toBe(404);
  await writeFile(join(root, file), kept);
  git(root, 'commit', '-qam', '改回');
  const again = await openSession(root);
  await withdraw(again, { record: id, reason: '试写', by: '乙', now: '2026-11-24T09:40:00+08:00' });
  await again.close();
  expect(await (await engineer.get(`${path}/${id}/history`)).text()).toContain('作废：试写');
});

describe('a note', () => {
  it('begins with the name of whoever writes it, which may be another', async () => {
    expect(await (await engineer.get(path)).text()).toMatch(
      /name="f\.person"[^>]* value="engineer 测试员"|value="engineer 测试员"[^>]* name="f\.person"/,
    );
    const other = await (await engineer.get(`${path}?f.person=${encodeURIComponent('项目经理')}`)).text();
    expect(other).not.toMatch(/name="f\.person"[^>]* value="engineer 测试员"/);
  });

  it('is reviewed, then saved as the person of the account, and shown', async () => {
    const review = await fill(engineer, path, NOTE, 'review');
    expect([review.status, await notes()]).toEqual([200, []]);
    expect(review.html).toContain('还没有保存');
    expect(review.html).toContain('维护操作');
    const done = await press(engineer, path, sentBy(review.html), 'save');
    expect(done.status).toBe(303);
    const [record] = await notes();
    expect(record).toMatchObject({ topic: 'operation', date: '2026-11-24', at: NOW });
    expect(record?.enteredBy).toEqual({ name: 'engineer 测试员', account: 'engineer', channel: 'desk' });
    const page = await (await engineer.get(done.to)).text();
    expect(page).toContain('清理了应用服务器 1 的临时文件');
    expect(page).toContain('登记台 · 人工录入 · engineer 测试员');
    expect(page).toContain(`href="${path}">再登记一条`);
  });

  it('is told all that is wrong at once: a name that is none, a secret, a time that is none', async () => {
    const before = (await notes()).length;
    const { status, html } = await fill(
      engineer,
      path,
      { 'f.topic': 'operation', 'f.text': '身份证 110101199003074338', 'f.asset': '没有的机器', 'f.at': '昨天' },
      'review',
    );
    expect(status).toBe(400);
    const faults = faultsOf(html).join('\n');
    for (const said of ['公民身份号码', '没有找到“没有的机器”', '应为时间']) expect(faults).toContain(said);
    expect(faults).not.toContain('110101199003074338');
    // What was typed is still there.
    expect(sentBy(html)['f.asset']).toEqual(['没有的机器']);
    expect((await notes()).length).toBe(before);
  });

  it('names an asset in Chinese; of several the person chooses', async () => {
    const session = await openSession(root);
    const [asset] = session.workspace.contract.assets;
    await session.close();
    const named = await fill(engineer, path, { ...NOTE, 'f.asset': asset?.name ?? '' }, 'review');
    expect(sentBy(named.html)['f.asset']).toEqual([asset?.id]);
    const several = await fill(engineer, path, { ...NOTE, 'f.asset': '服务器' }, 'review');
    expect(faultsOf(several.html).join()).toMatch(/“服务器”对应 \d+ 项/);
    expect(several.html).toMatch(/<select id="f-asset" name="f.asset" aria-invalid="true"/);
  });
});

it('a form that is sent twice, one after the other or at once, is one record', async () => {
  const before = (await notes()).length;
  const review = await fill(engineer, path, { ...NOTE, 'f.text': '重启了中间件' }, 'review');
  const fields = sentBy(review.html);
  const [one, two] = await Promise.all([press(engineer, path, fields, 'save'), press(engineer, path, fields, 'save')]);
  const three = await press(engineer, path, fields, 'save');
  expect([one.status, two.to, three.to]).toEqual([303, one.to, one.to]);
  expect((await notes()).length).toBe(before + 1);
});

it('rows are added and removed by buttons alone, and keep what was typed', async () => {
  const opened = await fill(engineer, '/desk/records/incident', { 'f.title': '请假失败' }, 'add.timeline');
  expect(Object.keys(sentBy(opened.html)).filter((name) => /^f\.timeline\.\d\.action$/.test(name))).toHaveLength(2);
  const typed = { ...sentBy(opened.html), 'f.timeline.1.action': '重启' };
  const removed = await press(engineer, '/desk/records/incident', typed, 'remove.timeline.0');
  expect(sentBy(removed.html)).toMatchObject({ 'f.title': ['请假失败'], 'f.timeline.0.action': ['重启'] });
  expect(sentBy(removed.html)['f.timeline.1.action']).toBeUndefined();
});

describe('an edit', () => {
  it('asks for the reason, shows what it changes, and is kept as a correction', async () => {
    const id = await save();
    const edit = `${path}/${id}/edit`;
    const unsaid = await fill(engineer, edit, { 'f.text': '清理了两台的临时文件' }, 'review');
    expect([unsaid.status, faultsOf(unsaid.html)]).toEqual([400, ['必填，没有填写']]);
    const review = await press(engineer, edit, { ...sentBy(unsaid.html), reason: '漏写一台' }, 'review');
    expect(review.html).toContain('<ins>清理了两台的临时文件</ins>');
    expect((await press(engineer, edit, sentBy(review.html), 'save')).status).toBe(303);
    const record = (await notes()).find((one) => one.id === id);
    expect([record?.text, record?.corrections?.[0]?.reason]).toEqual(['清理了两台的临时文件', '漏写一台']);
  });

  it('that changes nothing is not kept', async () => {
    const id = await save();
    const { status, html } = await fill(engineer, `${path}/${id}/edit`, { reason: '无' }, 'review');
    expect(status).toBe(400);
    expect(html).toContain('没有改动任何一项');
  });

  it('by two people at once loses nothing: the later one sees what changed, and saves both', async () => {
    const id = await save({ ...NOTE, 'f.result': '待观察' });
    const edit = `${path}/${id}/edit`;
    const manager = await desk.person('manager');
    const mine = {
      ...sentBy(await (await manager.get(edit)).text()),
      'f.text': '经理改的内容',
      'f.result': '经理改的结果',
      reason: '补充',
    };
    const theirs = await fill(engineer, edit, { 'f.result': '已完成', 'f.person': '张工', reason: '完成' }, 'save');
    expect(theirs.status).toBe(303);
    const told = await press(manager, edit, mine, 'review');
    expect(told.status).toBe(409);
    for (const said of ['填写期间，这条记录已被修改', 'engineer 测试员', '已完成', '待观察', '经理改的结果'])
      expect(told.html).toContain(said);
    // Theirs alone is taken over; where both wrote, what was typed stays.
    const form = sentBy(told.html);
    expect([form['f.person'], form['f.result'], form['f.text']]).toEqual([
      ['张工'],
      ['经理改的结果'],
      ['经理改的内容'],
    ]);
    expect((await press(manager, edit, form, 'save')).status).toBe(303);
    const record = (await notes()).find((one) => one.id === id);
    expect([record?.person, record?.result, record?.text, record?.corrections?.length]).toEqual([
      '张工',
      '经理改的结果',
      '经理改的内容',
      2,
    ]);
  });
});

const onDayBefore = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value).replaceAll('2026-11-24', '2026-11-23').replaceAll('2026-11-25', '2026-11-24')) as T;

it('of what a machine wrote, only what people judge of it is edited', async () => {
  const session = await openSession(root);
  const { id: _id, schema: _schema, kind: _kind, attachments: _files, ...draft } = onDayBefore(operationLog.example);
  const [asset] = session.workspace.contract.assets;
  const auto = { ...draft, source: 'auto' as const, asset: asset?.id ?? '' };
  const { id } = await session.workspace.change('采集', (change) => change.addRecord('operation-log', auto), {
    at: NOW,
  });
  const edit = `/desk/records/operation-log/${id}/edit`;
  const opened = sentBy(await (await engineer.get(edit)).text());
  const names = Object.keys(opened).filter((name) => name.startsWith('f.'));
  expect(new Set(names.map((name) => name.replace(/\.\d+\./, '.')))).toEqual(
    new Set(['f.anomalies.id', 'f.anomalies.judged', 'f.anomalies.handling']),
  );
  const typed = {
    ...opened,
    'f.anomalies.0.judged': 'abnormal',
    'f.anomalies.0.handling': '已核实为值班操作',
    reason: '核实',
  };
  const done = await press(engineer, edit, typed, 'save');
  expect(done.status).toBe(303);
  const { records } = await session.workspace.records.list<OperationLogRecord>('operation-log');
  await session.close();
  const [before] = operationLog.example.anomalies;
  expect(records[0]?.anomalies[0]).toMatchObject({
    ...onDayBefore(before),
    judged: 'abnormal',
    handling: '已核实为值班操作',
  });
});

describe('withdrawing', () => {
  it('asks for a reason, and takes the record out of what counts', async () => {
    const id = await save();
    expect((await engineer.post(`${path}/${id}/withdraw`, {})).status).toBe(400);
    const answer = await engineer.post(`${path}/${id}/withdraw`, { reason: '重复登记' });
    expect(answer.status).toBe(303);
    expect((await notes()).some((one) => one.id === id)).toBe(false);
    expect(await (await engineer.get(`${path}/${id}`)).text()).toContain('重复登记');
    expect((await engineer.get(`${path}/${id}/edit`)).status).toBe(404);
  });

  it('takes back one row, by its own form beside it', async () => {
    const given = {
      'f.title': '秋季攻防演练',
      'f.startedAt': '2026-11-20T09:00',
      'f.endedAt': '2026-11-20T18:00',
      'f.noticedAt': '2026-11-10T09:00',
      'f.notice': '演练通知',
      'f.noticeFrom': '上级单位',
      'f.tasks': '值守监测',
      'f.people.0.person': '张工',
      'f.people.0.duty': '监测',
      'f.actions.0.at': '2026-11-20T10:00',
      'f.actions.0.action': '封禁来源地址',
      'f.summary': '没有失陷',
    };
    const review = await fill(engineer, '/desk/records/security-exercise', given, 'review');
    expect(faultsOf(review.html)).toEqual([]);
    const { to } = await press(engineer, '/desk/records/security-exercise', sentBy(review.html), 'save');
    const html = await (await engineer.get(to)).text();
    const [, row = ''] = /name="row" value="(actions\.r\d+)"/.exec(html) ?? [];
    expect((await engineer.post(`${to}/withdraw`, { row, reason: '记错了' })).status).toBe(303);
    expect(await (await engineer.get(to)).text()).toContain('<s>封禁来源地址</s>');
  });

  it('is not for who may not', async () => {
    const id = await save();
    const duty = await desk.person('duty');
    expect((await duty.post(`${path}/${id}/withdraw`, { reason: '不要' })).status).toBe(403);
  });
});

it('who may not enter gets no form, and names only who may see them', async () => {
  const id = await save({ ...NOTE, 'f.person': '张工' });
  const auditor = await desk.person('auditor');
  expect((await auditor.get(path)).status).toBe(403);
  expect((await auditor.post(path, NOTE)).status).toBe(403);
  expect(await (await auditor.get(`${path}/${id}`)).text()).toContain('张工');
});

it('the kinds of every day come first, and those that are not entered here stand apart', async () => {
  const html = await (await engineer.get('/desk/records')).text();
  const order = [...html.matchAll(/<h2>([^<]+)<|<strong>(工作记事|账号事项)</g)].map(
    ([, heading, kind]) => heading ?? kind,
  );
  expect(order.slice(order.indexOf('常用'))).toEqual([
    ...['常用', '工作记事', '其他人工登记的', '一般由程序或专门的页面登记的', '账号事项'],
  ]);
  expect(html).not.toContain('用 record 登记');
});

it('records are found by number and by what they say', async () => {
  const id = await save({ ...NOTE, 'f.text': '更换了核心交换机的风扇' });
  const byText = await (await engineer.get('/desk/records?q=%E6%A0%B8%E5%BF%83%E4%BA%A4%E6%8D%A2%E6%9C%BA')).text();
  const byNumber = await (await engineer.get(`/desk/records?q=${id}`)).text();
  for (const html of [byText, byNumber]) expect(html).toContain(`/desk/records/note/${id}`);
  expect(await (await engineer.get('/desk/choices/asset?q=%E6%9C%8D%E5%8A%A1%E5%99%A8')).json()).toMatchObject({
    choices: expect.arrayContaining([{ id: expect.any(String), text: expect.stringContaining('服务器') }]),
  });
});
