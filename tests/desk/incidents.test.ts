/** An incident at the desk from the call to the closed record, through the whole app. */

import { randomUUID } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { plainWords, sayIn } from '../../src/contract/party-words.ts';
import { initialise } from '../../src/pipeline/init.ts';
import { addRecordText } from '../../src/pipeline/record/add.ts';
import { handOn, vouchedIncident } from '../../src/records/purchaser.ts';
import { claimsOf } from '../../src/records/standing.ts';
import { vouchedIncident as recounted } from '../../src/recount/vouched.ts';
import { assessIncident } from '../../src/subjects/incidents/judge/clocks.ts';
import { contextOf } from '../../src/subjects/incidents/judge/context.ts';
import { NO_MONITORING } from '../../src/subjects/incidents/judge/monitoring.ts';
import alertKind from '../../src/subjects/incidents/kinds/alert-proposal.ts';
import type { IncidentRecord } from '../../src/subjects/incidents/kinds/incident.ts';
import { makeWorkspace, newFolder, open, SERVICE_FROM } from '../pipeline/_workspace.ts';
import { type Fields, openTestDesk, type Person, type TestDesk } from './_desk.ts';

const at = (time: string): string => `2026-11-24T${time}+08:00`;
let desk: TestDesk;
let engineer: Person;
const root = await makeWorkspace();
desk = await openTestDesk(root, at('09:10:00'));
beforeEach(async () => {
  desk.setClock(at('09:10:00'));
  engineer = await desk.person('engineer');
});
afterAll(() => desk.close());

const CALL: Fields = {
  reporter: '人事处用户',
  what: '提交请假时提示“系统繁忙”。已经半小时了',
  asset: '人事管理子系统',
  level: 'P2',
  foundBy: 'user',
  when: '',
};

const stored = async (id: string): Promise<IncidentRecord> => {
  const session = await open(root);
  const found = await session.workspace.records.onFile<IncidentRecord>(id);
  await session.close();
  return found?.record as IncidentRecord;
};

const all = async (): Promise<IncidentRecord[]> => {
  const session = await open(root);
  const { records } = await session.workspace.records.list<IncidentRecord>('incident');
  await session.close();
  return records;
};

async function call(changes: Fields = {}): Promise<string> {
  const answer = await engineer.post('/desk/incidents', { ...CALL, form: randomUUID(), ...changes });
  expect([answer.status, await answer.text()]).toEqual([303, '']);
  return answer.headers.get('location')?.split('/').at(-1) ?? '';
}

/** Sets the clock, and signs the engineer in anew: half an hour may have passed. */
const press = async (id: string, step: string, time: string, fields: Fields = {}): Promise<number> => {
  desk.setClock(at(time));
  engineer = await desk.person('engineer');
  return (await engineer.post(`/desk/incidents/${id}/steps/${step}`, fields)).status;
};

it('what counts stands on every page until it is over, and on none when nothing runs', async () => {
  expect(await (await engineer.get('/desk/account')).text()).not.toContain('desk-running');
  const id = await call();
  const page = await (await engineer.get('/desk/account')).text();
  expect(page).toContain(`/desk/incidents/${id}`);
  expect(page).toMatch(/响应（时限 10 分钟）[\s\S]*data-due="2026-11-24T09:20:00\+08:00">应于 09:20:00 前/);
  desk.setClock(at('09:26:00'));
  const late = await (await engineer.get('/desk/account')).text();
  // What can still be kept counts on; what cannot any more is told beside it.
  expect(late).toMatch(/诊断启动（时限 1 小时）[\s\S]*应于 10:10:00 前[\s\S]*响应已超时/);
  await press(id, 'respond', '09:26:00');
  await press(id, 'remote', '09:26:00');
  expect(await (await engineer.get('/desk/account')).text()).not.toContain('响应已超时');
  await press(id, 'restore', '09:30:00');
  expect(await (await engineer.get('/desk/account')).text()).not.toContain('desk-running');
});

describe('an incident that is called in', () => {
  it('is a record at once, open, with the server’s time and nothing made up', async () => {
    const record = await stored(await call());
    expect(record).toMatchObject({
      title: '提交请假时提示“系统繁忙”',
      assets: ['subsystem-hr'],
      reportedAt: at('09:10:00'),
      discoveredAt: at('09:10:00'),
      outage: 'pending',
      diagnosis: 'pending',
      responsibility: 'pending',
      enteredBy: { account: 'engineer', channel: 'desk' },
      levels: [{ level: 'P2', at: at('09:10:00') }],
    });
    expect(record.impact).toBeUndefined();
  });

  it('is one, however often the form is sent, also at once', async () => {
    const before = (await all()).length;
    const form = { ...CALL, what: '打不开首页', form: 'form-1', opened: at('09:10:00') };
    await Promise.all([1, 2, 3].map(() => engineer.post('/desk/incidents', form)));
    await engineer.post('/desk/incidents', form);
    expect(await all()).toHaveLength(before + 1);
    // Another process does not remember the form, and finds what it gave.
    await desk.close();
    desk = await openTestDesk(root, at('09:11:00'));
    engineer = await desk.person('engineer');
    await engineer.post('/desk/incidents', form);
    expect(await all()).toHaveLength(before + 1);
    await engineer.post('/desk/incidents', { ...form, form: 'form-2', opened: at('09:11:00') });
    expect(await all()).toHaveLength(before + 2);
  });

  it('keeps what was typed when something is wrong, and names what is meant', async () => {
    const answer = await engineer.post('/desk/incidents', { ...CALL, asset: '人事管理' });
    expect(answer.status).toBe(303);
    const wrong = await engineer.post('/desk/incidents', { ...CALL, form: 'b', asset: '人事管里子系统' });
    const page = await wrong.text();
    expect(wrong.status).toBe(400);
    expect(page).toContain('您是不是要 人事管理子系统');
    expect(page).toContain('已经半小时了</textarea>');
    const empty = await engineer.post('/desk/incidents', { form: 'c' });
    expect(await empty.text()).toContain('什么故障、哪个系统或设备、级别、怎么发现的');
  });

  it('at another time than now asks why', async () => {
    const late = { ...CALL, when: '2026-11-24T08:00:00' };
    expect((await engineer.post('/desk/incidents', late)).status).toBe(400);
    const id = await call({ ...late, why: '当时在机房处理' });
    const [row] = (await stored(id)).timeline;
    expect(row).toMatchObject({ at: at('08:00:00'), result: expect.stringContaining('当时在机房处理') });
  });
});

describe('the steps', () => {
  it('lead from the call to the closed record, and the clocks are those of the judgement', async () => {
    const id = await call();
    expect(await press(id, 'respond', '09:14:00')).toBe(303);
    expect(await press(id, 'remote', '09:20:30')).toBe(303);
    expect(await press(id, 'restore', '10:05:00', { result: '释放连接' })).toBe(303);
    const claim = { confirmer: '采购人经办人', how: '电话', evidence: '值班电话录音 12 号' };
    expect(await press(id, 'confirm', '10:10:00', claim)).toBe(303);
    const record = await stored(id);
    expect(record).toMatchObject({
      respondedAt: at('09:14:00'),
      remoteStartedAt: at('09:20:30'),
      restoredAt: at('10:05:00'),
      confirmedRestoredAt: at('10:10:00'),
      confirmer: '采购人经办人',
      diagnosis: 'remote',
    });
    expect(record.timeline.map(({ action }) => action)).toEqual([
      '接到申报',
      '响应',
      '远程启动',
      '恢复',
      '采购人口头确认恢复',
    ]);
    // Nothing was corrected: the course of an open incident is filled in as it goes.
    expect(record.corrections).toBeUndefined();

    const session = await open(root);
    const judged = assessIncident(
      record,
      contextOf(session.workspace.contract, {
        ...{ asOf: at('10:10:00'), monitoring: NO_MONITORING, submissions: null },
        isWorkingDay: session.workdays.isWorkingDay,
      }),
    );
    await session.close();
    const page = await (await engineer.get(`/desk/incidents/${id}`)).text();
    // The diagnosis was remote: 到场 can be taken down, and nobody is asked to.
    expect(page).toMatch(/<button class="desk-button" type="submit">到场/);
    for (const { text } of judged.clocks) expect(page).toContain(sayIn(plainWords, text));
    expect(page).toContain('供应商登记，待采购人确认');
    expect(page).toContain('故障分析处理记录');

    expect((await engineer.post(`/desk/incidents/${id}/steps/close`)).status).toBe(400);
    const analysis = {
      ...{ outage: 'partial', impact: '请假无法提交', causeCategory: 'database', verification: '用户提交成功' },
      ...{ responsibility: 'supplier', responsibilityBasis: '慢查询日志', flagged: 'true' },
      ...{ 'whys.0.question': '为什么报错？', 'whys.0.answer': '连接耗尽' },
      ...{ 'was.outage': 'pending', 'was.responsibility': 'pending', 'was.flagged': 'false' },
    };
    expect((await engineer.post(`/desk/incidents/${id}/analysis`, analysis)).status).toBe(303);
    expect(await press(id, 'close', '11:00:00')).toBe(303);
    expect(await stored(id)).toMatchObject({ closedAt: at('11:00:00'), flagged: true, whys: [{ answer: '连接耗尽' }] });
  });

  it('pressed twice are one, and two people at once both stand', async () => {
    const id = await call();
    const other = await desk.person('manager');
    desk.setClock(at('09:14:00'));
    const both = [
      engineer.post(`/desk/incidents/${id}/steps/respond`),
      engineer.post(`/desk/incidents/${id}/steps/respond`),
      other.post(`/desk/incidents/${id}/steps/remote`),
      other.post(`/desk/incidents/${id}/steps/note`, { action: '查看日志' }),
      other.post(`/desk/incidents/${id}/steps/note`, { action: '查看日志' }),
    ];
    expect((await Promise.all(both)).map(({ status }) => status)).toEqual([303, 303, 303, 303, 303]);
    const record = await stored(id);
    expect(record).toMatchObject({ respondedAt: at('09:14:00'), remoteStartedAt: at('09:14:00') });
    expect(record.timeline.map(({ action }) => action).toSorted()).toEqual(
      ['接到申报', '响应', '远程启动', '查看日志'].toSorted(),
    );
  });

  it('at another time ask why; another time for what stands is a correction and moves its row', async () => {
    const id = await call();
    expect(await press(id, 'respond', '09:30:00', { at: '2026-11-24T09:12:00' })).toBe(400);
    expect(await press(id, 'respond', '09:30:00', { at: '2026-11-24T09:12:00', why: '接电话时即响应' })).toBe(303);
    expect((await stored(id)).corrections).toBeUndefined();
    expect(await press(id, 'respond', '09:40:00', { at: '2026-11-24T09:15:00', why: '看错表' })).toBe(303);
    const record = await stored(id);
    expect(record.respondedAt).toBe(at('09:15:00'));
    expect(record.timeline.filter(({ action }) => action === '响应')).toMatchObject([{ at: at('09:15:00') }]);
    expect(record.corrections).toMatchObject([{ reason: '看错表', entered: { account: 'engineer', channel: 'desk' } }]);
  });

  it('pause and go on, and change the level', async () => {
    const id = await call();
    expect(await press(id, 'pause', '09:20:00', { cause: 'permit', detail: '等待许可', evidence: '申请单' })).toBe(303);
    expect(await press(id, 'resume', '09:40:00')).toBe(303);
    expect(await press(id, 'level', '09:45:00', { level: 'P1', basis: '全系统中断' })).toBe(303);
    expect(await stored(id)).toMatchObject({
      pauses: [{ from: at('09:20:00'), to: at('09:40:00'), reason: 'permit' }],
      levels: [{ level: 'P2' }, { level: 'P1', at: at('09:45:00') }],
    });
  });
});

describe('the purchaser’s own act', () => {
  const restored = async (): Promise<string> => {
    const id = await call();
    await press(id, 'restore', '10:05:00');
    await press(id, 'confirm', '10:10:00', { confirmer: '经办人', how: '电话', evidence: '录音' });
    return id;
  };

  it('takes the place of what the supplier told, and vouches for it', async () => {
    const id = await restored();
    expect(vouchedIncident(await stored(id)).confirmedRestoredAt).toBeUndefined();
    desk.setClock(at('11:00:00'));
    const purchaser = await desk.person('purchaser');
    engineer = await desk.person('engineer');
    const answer = await purchaser.post(`/desk/incidents/${id}/vouch/restored`, { choice: '2026-11-24T10:05:00' });
    expect(answer.status).toBe(303);
    const record = await stored(id);
    expect(record).toMatchObject({
      confirmedRestoredAt: at('10:05:00'),
      confirmer: 'purchaser 测试员',
      corrections: [{ entered: { account: 'purchaser', channel: 'purchaser' } }],
    });
    expect(vouchedIncident(record).confirmedRestoredAt).toBe(at('10:05:00'));
    expect(recounted(record).confirmedRestoredAt).toBe(at('10:05:00'));
    expect(await (await engineer.get(`/desk/incidents/${id}`)).text()).toContain('采购人账号确认');
    // A link that would be refused leads nobody on.
    const theirs = await (await purchaser.get(`/desk/incidents/${id}`)).text();
    expect(theirs).toContain('故障分析处理记录');
    expect(theirs).not.toContain('href="/desk/documents/');
    // The same click again, and a supplier who has another time.
    await purchaser.post(`/desk/incidents/${id}/vouch/restored`, { choice: '2026-11-24T10:05:00' });
    expect((await stored(id)).corrections).toHaveLength(1);
    await press(id, 'confirm', '11:05:00', {
      ...{ confirmer: '经办人', how: '电话', evidence: '录音' },
      ...{ at: '2026-11-24T10:06:00', why: '听错' },
    });
    // It stays what the purchaser said, with the other word beside it, until they say so themselves.
    const changed = await stored(id);
    expect(vouchedIncident(changed).confirmedRestoredAt).toBe(at('10:05:00'));
    expect(recounted(changed).confirmedRestoredAt).toBe(at('10:05:00'));
    const beside = /供应商主张 2026-11-24 10:06，未经采购人确认/;
    expect(await (await engineer.get(`/desk/incidents/${id}`)).text()).toMatch(beside);
    await purchaser.post(`/desk/incidents/${id}/vouch/restored`, { choice: '2026-11-24T10:06:00' });
    expect(vouchedIncident(await stored(id)).confirmedRestoredAt).toBe(at('10:06:00'));
    expect(await (await engineer.get(`/desk/incidents/${id}`)).text()).not.toMatch(beside);
  });

  it('answers any claim of the supplier’s, once, and nobody else does', async () => {
    const id = await call();
    await press(id, 'respond', '09:20:00');
    await press(id, 'remote', '09:25:00');
    await press(id, 'restore', '10:05:00');
    desk.setClock(at('11:00:00'));
    const purchaser = await desk.person('purchaser');
    engineer = await desk.person('engineer');
    await purchaser.post(`/desk/incidents/${id}/vouch/restored`, { choice: '2026-11-24T10:05:00' });
    const session = await open(root);
    const text = `id: ${id}\nremoteStartedAt: '${at('09:13:00')}'\nrespondedAt: '${at('09:12:00')}'\n`;
    await addRecordText(session, text, { kind: 'incident', now: at('11:10:00'), by: '驻点运维工程师', reason: '核对' });
    await session.close();
    desk.setClock(at('11:15:00'));
    const path = `/desk/records/incident/${id}`;
    const shown = at('11:10:00');
    const answer = (by: Person, place: string, what: string, when = shown) =>
      by.post(`${path}/claims`, { path: place, answer: what, shown: when }).then(({ status }) => status);
    const page = async (by: Person) => (await by.get(path)).text();
    expect(await (await purchaser.get('/desk/receive')).text()).toMatch(
      new RegExp(`${path}">${id}</a>，.*主张 2026-11-24 09:12`),
    );
    expect(await page(purchaser)).toContain('不同意，以 2026-11-24 09:20 为准');
    expect(await page(engineer)).toContain('主张 2026-11-24 09:12');
    expect(await page(engineer)).not.toContain('不同意，以');
    const before = await stored(id);
    expect([
      await answer(engineer, 'respondedAt', 'agree'),
      await answer(purchaser, 'respondedAt', 'agree', at('11:09:00')),
    ]).toEqual([403, 400]);
    expect(await stored(id)).toEqual(before);
    // One is agreed to, the other is not; by the purchaser's own hand from then on.
    expect([
      await answer(purchaser, 'remoteStartedAt', 'agree'),
      await answer(purchaser, 'respondedAt', 'refuse'),
    ]).toEqual([303, 303]);
    const after = await stored(id);
    expect(after).toMatchObject({ remoteStartedAt: at('09:13:00'), respondedAt: at('09:20:00') });
    expect(claimsOf(after)).toEqual([]);
    for (const place of ['remoteStartedAt', 'respondedAt'])
      expect(handOn(after, place)).toMatchObject({ account: 'purchaser' });
    expect(await answer(purchaser, 'respondedAt', 'agree')).toBe(400);
    expect(await page(purchaser)).not.toContain('供应商的主张');
  });

  it('vouches also for the very time that stood there', async () => {
    const id = await restored();
    const purchaser = await desk.person('purchaser');
    await purchaser.post(`/desk/incidents/${id}/vouch/restored`, { choice: '2026-11-24T10:10:00' });
    const record = await stored(id);
    expect(vouchedIncident(record).confirmedRestoredAt).toBe(at('10:10:00'));
    expect(recounted(record).confirmedRestoredAt).toBe(at('10:10:00'));
    expect(record.corrections?.[0]?.changes).toContainEqual(expect.objectContaining({ kind: 'vouched' }));
  });

  it('confirms level and pause', async () => {
    const id = await call();
    await press(id, 'pause', '09:20:00', { cause: 'purchaser', evidence: '邮件' });
    await press(id, 'resume', '09:40:00');
    const purchaser = await desk.person('purchaser');
    const record = await stored(id);
    for (const [what, row] of [
      ['level', record.levels[0]?.id],
      ['pause', record.pauses?.[0]?.id],
    ] as const) {
      expect((await purchaser.post(`/desk/incidents/${id}/vouch/${what}`, { row: row ?? '' })).status).toBe(303);
    }
    const vouched = vouchedIncident(await stored(id));
    expect([vouched.levels[0]?.confirmedAt, vouched.pauses?.[0]?.confirmedAt]).toEqual([
      at('09:40:00'),
      at('09:40:00'),
    ]);
  });

  it('is of what they saw: a row that is filled in since wants it anew', async () => {
    const id = await call();
    const purchaser = await desk.person('purchaser');
    const [row] = (await stored(id)).levels;
    await purchaser.post(`/desk/incidents/${id}/vouch/level`, { row: row?.id ?? '' });
    expect(vouchedIncident(await stored(id)).levels[0]?.confirmedAt).toBeDefined();
    await press(id, 'pause', '09:20:00', { cause: 'purchaser', evidence: '邮件' });
    const [pause] = (await stored(id)).pauses ?? [];
    // One that goes on may yet become longer: it cannot be confirmed.
    await purchaser.post(`/desk/incidents/${id}/vouch/pause`, { row: pause?.id ?? '' });
    expect((await stored(id)).pauses?.[0]?.confirmedAt).toBeUndefined();
  });

  it('that is still wanting is told to whoever can do nothing about it', async () => {
    const id = await call();
    await press(id, 'restore', '10:05:00');
    const page = await (await desk.person('auditor')).get(`/desk/incidents/${id}`);
    expect(await page.text()).toContain('<p>采购人尚未确认。</p>');
  });

  it('is nobody else’s', async () => {
    const id = await restored();
    for (const role of ['engineer', 'duty', 'manager', 'auditor', 'administrator']) {
      const person = await desk.person(role);
      expect((await person.post(`/desk/incidents/${id}/vouch/restored`, { choice: 'now' })).status).toBe(403);
    }
    const purchaser = await desk.person('purchaser');
    expect((await purchaser.post(`/desk/incidents/${id}/steps/respond`)).status).toBe(403);
    expect((await stored(id)).corrections).toBeUndefined();
  });
});

it('the analysis tells who changed the same meanwhile, and keeps what both wrote', async () => {
  const id = await call();
  const first = { impact: '全局无法请假', 'was.impact': '' };
  const empty = await (await engineer.get(`/desk/incidents/${id}/analysis`)).text();
  // What has to be there before it is closed is told apart from what would only be printed as missing.
  expect(empty).toMatch(/<label for="impact">影响<span class="desk-required">完成前必填/);
  expect(empty).toMatch(/<label for="rootCause">根本原因<span class="desk-help">　待补充/);
  expect((await engineer.post(`/desk/incidents/${id}/analysis`, first)).status).toBe(303);
  const second = { impact: '人事处无法请假', 'was.impact': '', prevention: '加索引', 'was.prevention': '' };
  const answer = await engineer.post(`/desk/incidents/${id}/analysis`, second);
  const page = await answer.text();
  expect([answer.status, page.includes('全局无法请假'), page.includes('人事处无法请假')]).toEqual([409, true, true]);
  expect(await stored(id)).not.toHaveProperty('prevention');
});

describe('an alert of monitoring', () => {
  const raise = async (changes: object = {}): Promise<string> => {
    const session = await open(root);
    const { id: _id, schema: _schema, kind: _kind, handling: _handling, ...example } = alertKind.example;
    const { decidedBy: _by, decidedAt: _at, ...rest } = example;
    const fired = {
      at: at('03:12:00'),
      firedAt: at('03:12:00'),
      enteredAt: at('03:12:05'),
      resolvedAt: at('03:40:00'),
    };
    const draft = { ...rest, ...fired, decision: 'pending' as const, ...changes };
    const saved = await session.workspace.change('告警', (change) => change.addRecord('alert-proposal', draft), {
      at: draft.enteredAt,
    });
    await session.close();
    return saved.id;
  };

  it('becomes an incident with the times that monitoring knows, once', async () => {
    const alert = await raise();
    expect(await (await engineer.get('/desk/incidents')).text()).toContain(`/desk/incidents/new?alert=${alert}`);
    const form = await (await engineer.get(`/desk/incidents/new?alert=${alert}`)).text();
    expect(form).toContain('value="2026-11-24T03:12:00"');
    const given = { alert, what: '磁盘将满', asset: '应用服务器 1', level: 'P3', foundBy: 'monitoring' };
    const id = await call({ ...given, when: '2026-11-24T03:12:00' });
    expect(await stored(id)).toMatchObject({
      discoveredAt: at('03:12:00'),
      foundBy: 'monitoring',
      restoredAt: at('03:40:00'),
      timeline: [{ at: at('03:12:00') }, { at: at('03:40:00'), result: `监控所测（${alert}）` }],
    });
    expect(await stored(alert)).toMatchObject({ decision: 'incident', incident: id });
    const again = await engineer.post('/desk/incidents', { ...CALL, ...given, form: 'other' });
    expect([again.status, (await again.text()).includes(id)]).toEqual([400, true]);
  });

  it('becomes one by one click, marked as measured, and the second click leads to the same', async () => {
    const alert = await raise({ asset: 'app-server-2' });
    expect(await (await engineer.get('/desk/incidents')).text()).toContain(`/desk/alerts/${alert}/incident`);
    const clicked = await engineer.post(`/desk/alerts/${alert}/incident`, { level: 'P3' });
    const path = clicked.headers.get('location') ?? '';
    expect([clicked.status, path]).toEqual([303, expect.stringMatching(/^\/desk\/incidents\/GZ-20261124-\d+$/)]);
    expect(await (await engineer.get(path)).text()).toMatch(new RegExp(`恢复</strong> [^<]*（监控所测，${alert}）`));
    const again = await engineer.post(`/desk/alerts/${alert}/incident`, { level: 'P3' });
    expect(again.headers.get('location')).toBe(path);
    expect(await (await engineer.get('/desk/incidents')).text()).not.toContain(`/desk/alerts/${alert}/incident`);
  });

  it('that ends later gives its end by one button', async () => {
    const alert = await raise({
      asset: 'app-server-2',
      resolvedAt: undefined,
      firedAt: at('04:00:00'),
      ...{ at: at('04:00:00'), enteredAt: at('04:00:05') },
    });
    const path = (await engineer.post(`/desk/alerts/${alert}/incident`, { level: 'P3' })).headers.get('location') ?? '';
    expect(await (await engineer.get(path)).text()).not.toContain('以监控所测的');
    const session = await open(root);
    const known = (await session.workspace.records.onFile(alert))?.record;
    const over = { ...known, resolvedAt: at('05:00:00'), enteredAt: at('05:00:00') };
    await session.workspace.change('告警', (change) => change.replaceRecord(alert, over as never, '恢复', '自动采集'), {
      at: at('05:00:00'),
    });
    await session.close();
    const page = await (await engineer.get(path)).text();
    expect(page).toContain('以监控所测的');
    const given = { at: '2026-11-24T05:00:00', why: `监控所测的恢复时间（${alert}）` };
    expect((await engineer.post(`${path}/steps/restore`, given)).status).toBe(303);
    const after = await (await engineer.get(path)).text();
    expect([after.includes('以监控所测的'), after.includes(`（监控所测，${alert}）`)]).toEqual([false, true]);
    // It fires again: the restoration that stands is contradicted.
    const again = await open(root);
    const { resolvedAt: _over, ...firing } = over;
    await again.workspace.change(
      '告警',
      (change) => change.replaceRecord(alert, firing as never, '再次触发', '自动采集'),
      {
        at: at('05:10:00'),
      },
    );
    await again.close();
    expect(await (await engineer.get(path)).text()).toContain(`监控告警 ${alert} 仍未恢复`);
  });

  it('is put aside with a reason, and not without one', async () => {
    const alert = await raise({ asset: 'app-server-2' });
    expect((await engineer.post(`/desk/alerts/${alert}/dismiss`, { why: ' ' })).status).toBe(400);
    expect((await engineer.post(`/desk/alerts/${alert}/dismiss`, { why: '计划内数据导入' })).status).toBe(303);
    expect(await stored(alert)).toMatchObject({ decision: 'dismissed', reason: '计划内数据导入' });
    const purchaser = await desk.person('purchaser');
    expect((await purchaser.post(`/desk/alerts/${await raise()}/dismiss`, { why: '不用' })).status).toBe(403);
    expect(await (await engineer.get('/desk/incidents')).text()).not.toContain(alert);
  });

  it('that is likely the same fault is made part of it by one button', async () => {
    const alert = await raise({ asset: 'subsystem-hr', resolvedAt: undefined });
    const id = await call();
    expect(await (await engineer.get(`/desk/incidents/${id}`)).text()).toContain('归入这起故障');
    expect((await engineer.post(`/desk/incidents/${id}/alerts`, { alert })).status).toBe(303);
    expect(await stored(alert)).toMatchObject({ decision: 'incident', incident: id });
    const page = await (await engineer.get(`/desk/incidents/${id}`)).text();
    expect([page.includes('归入这起故障'), page.includes('晚于监控记录')]).toEqual([false, true]);
    expect((await engineer.post(`/desk/incidents/${id}/alerts`, { alert })).status).toBe(400);
  });
});

/** A workspace of another contract than the bureau's. */
async function campus(): Promise<string> {
  const dir = join(await newFolder(), 'campus');
  await initialise(dir, { now: `${SERVICE_FROM}T00:00:00+08:00`, from: SERVICE_FROM, like: 'campus' });
  return dir;
}

describe('another contract', () => {
  let other: TestDesk;
  let person: Person;
  beforeAll(async () => {
    const dir = await campus();
    // A Tuesday evening: teaching is over, and its limits stand still until the morning.
    other = await openTestDesk(dir, at('19:00:00'));
    person = await other.person('engineer');
  });
  afterAll(() => other.close());

  it('has its own levels, no step that it does not ask for, and limits in its own time', async () => {
    const form = await (await person.get('/desk/incidents/new')).text();
    // A token of random letters may hold the name of a level, too.
    const shown = form.replace(/value="[\w-]{20,}"/g, '');
    expect([shown.includes('紧急故障'), shown.includes('P1'), shown.includes('中断范围')]).toEqual([
      true,
      false,
      false,
    ]);
    const given = { what: '投影机不亮', asset: '1 号教室投影机', level: 'general', foundBy: 'user', form: 'a' };
    const answer = await person.post('/desk/incidents', given);
    const path = answer.headers.get('location') ?? '';
    const page = await (await person.get(path)).text();
    expect(page).toContain('到场</button>');
    for (const absent of ['远程启动', '暂停计时', '响应（']) expect(page).not.toContain(absent);
    expect(page).toMatch(/到场（时限 2 小时（[^）]+）[\s\S]*data-due="2026-11-25T/);
    expect((await person.post(`${path}/steps/arrive`)).status).toBe(303);
    const analysis = await (await person.get(`${path}/analysis`)).text();
    expect([analysis.includes('约定完成日期'), analysis.includes('许可编号')]).toEqual([false, false]);
  });
});

describe('a contract whose pauses stop the arrival alone', () => {
  let other: TestDesk;
  let person: Person;
  beforeAll(async () => {
    const dir = await campus();
    const pauses = '\npauses:\n  - { clause: "4.1", clocks: [arrival], reasons: [access] }\n';
    await appendFile(join(dir, 'contract/contract.yaml'), pauses);
    other = await openTestDesk(dir, at('19:00:00'));
    person = await other.person('engineer');
  });
  afterAll(() => other.close());

  it('offers the pause, though no 口径 is about pauses', async () => {
    const given = { what: '投影机不亮', asset: '1 号教室投影机', level: 'general', foundBy: 'user', form: 'a' };
    const path = (await person.post('/desk/incidents', given)).headers.get('location') ?? '';
    const page = await (await person.get(path)).text();
    expect([page.includes('暂停计时'), page.includes('道路或场所不能通行')]).toEqual([true, true]);
    const told = { cause: 'access', evidence: '封路公告' };
    expect((await person.post(`${path}/steps/pause`, told)).status).toBe(303);
    expect(await (await person.get(path)).text()).toContain('道路或场所不能通行');
  });
});

describe('a contract that wants to hear of the progress', () => {
  let other: TestDesk;
  let person: Person;
  beforeAll(async () => {
    const dir = await campus();
    const limits = '\nlimits:\n  - { clock: notice, clause: "4.1", minutes: 30 }\n';
    await appendFile(join(dir, 'contract/contract.yaml'), limits);
    other = await openTestDesk(dir, at('19:00:00'));
    person = await other.person('engineer');
  });
  afterAll(() => other.close());

  it('counts down to the next report, and takes it once', async () => {
    const given = { what: '投影机不亮', asset: '1 号教室投影机', level: 'general', foundBy: 'user', form: 'a' };
    const path = (await person.post('/desk/incidents', given)).headers.get('location') ?? '';
    const page = await (await person.get(path)).text();
    expect(page).toContain('尚未通报');
    expect(page).toMatch(/进展通报（时限 30 分钟[\s\S]*data-due="2026-11-24T19:30/);
    const lacking = await person.post(`${path}/steps/notice`, { text: '正在更换灯泡' });
    expect(await lacking.text()).toContain('通报对象');
    const told = { to: '教务处', way: '电话', text: '正在更换灯泡' };
    for (const _ of [1, 2]) expect((await person.post(`${path}/steps/notice`, told)).status).toBe(303);
    const after = await (await person.get(path)).text();
    expect(after.match(/教务处，电话/g)).toHaveLength(1);
    expect(after).not.toContain('尚未通报');
  });
});
