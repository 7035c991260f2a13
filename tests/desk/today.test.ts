/** 今日 at the desk: signing in and out, and to each side what waits for it. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { issue } from '../../src/pipeline/issue/issue.ts';
import type { AnyRecord, RecordKind } from '../../src/records/record.ts';
import duty, { type DutyRecord } from '../../src/subjects/attendance/kinds/duty.ts';
import incident from '../../src/subjects/incidents/kinds/incident.ts';
import consultation from '../../src/subjects/requests/kinds/consultation.ts';
import type { Draft } from '../../src/workspace/change/change.ts';
import { DAY, inspect, makeWorkspace, open, signoff } from '../pipeline/_workspace.ts';
import { openTestDesk, type Person, type TestDesk } from './_desk.ts';

let root: string;
let desk: TestDesk;
let engineer: Person;
const at = (time: string): string => `${DAY}T${time}:00+08:00`;
const setUp = async (now: string): Promise<void> => {
  root = await makeWorkspace();
  desk = await openTestDesk(root, now);
  engineer = await desk.person('engineer');
};
beforeEach(() => setUp(at('08:55')));
afterEach(() => desk.close());

const today = async (person: Person): Promise<string> => (await person.get('/desk/')).text();
const slotIn = (html: string): string => /name="slot" value="([^"]+)"/.exec(html)?.[1] ?? '';
const recordIn = (html: string): string => /name="record" value="([^"]+)"/.exec(html)?.[1] ?? '';

async function duties(): Promise<DutyRecord[]> {
  return (await (await open(root)).workspace.records.list<DutyRecord>('duty')).records;
}

/** A record like the example of its kind, with other values. */
async function add<T extends AnyRecord>(kind: RecordKind<T>, changes: object): Promise<string> {
  const { id: _id, schema: _schema, kind: _kind, attachments: _a, ...example } = kind.example;
  const session = await open(root);
  const draft = { ...example, ...changes } as unknown as Draft<AnyRecord>;
  const saved = await session.workspace.change('登记', (change) => change.addRecord(kind.id, draft), {
    at: at('09:00'),
  });
  return saved.id;
}

describe('signing in and out', () => {
  it('is one button each, with the time of the server', async () => {
    const slot = slotIn(await today(engineer));
    const answer = await engineer.post('/desk/today/sign-in', { slot });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/desk/']);
    const [signed] = await duties();
    expect(signed).toMatchObject({
      ...{ person: 'engineer 测试员', post: 'resident', state: 'present', way: 'system', signedInAt: at('08:55') },
      ...{ plannedFrom: at('09:00'), plannedTo: at('18:00') },
      enteredBy: { account: 'engineer', channel: 'desk' },
    });
    desk.setClock(at('09:10'));
    const html = await today(engineer);
    expect(html).toContain('现在签退将记为早退');
    // What would be an early leave, or one person too many, is no button to press next.
    expect(html).toMatch(/<button class="desk-button" type="submit">签退/);
    const other = await today(await desk.person('manager'));
    expect(other).toMatch(/<button class="desk-button" type="submit">签到/);
    expect(other).toContain('这一班已有 1 人签到');
    // Of a post without hours somebody writes down who is there; where one signs in, the button is the way.
    expect(other.match(/">登记值班</g)).toHaveLength(1);
    expect(html).toContain('在岗');
    expect(slotIn(html)).toBe('');
    desk.setClock(at('18:05'));
    engineer = await desk.person('engineer');
    await engineer.post('/desk/today/sign-out', { record: recordIn(await today(engineer)) });
    expect(await duties()).toMatchObject([{ state: 'present', signedOutAt: at('18:05') }]);
    expect(await today(engineer)).not.toContain('/desk/today/sign-out');
  });

  it('twice is one record, and after the begin of the shift 迟到', async () => {
    desk.setClock(at('09:12'));
    const html = await today(engineer);
    expect(html).toContain('将记为迟到');
    const slot = slotIn(html);
    const answers = await Promise.all([1, 2].map(() => engineer.post('/desk/today/sign-in', { slot })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 400]);
    expect(await duties()).toMatchObject([{ state: 'late', signedInAt: at('09:12') }]);
  });

  it('later is 补登 with its reason', async () => {
    desk.setClock(at('10:00'));
    engineer = await desk.person('engineer');
    const slot = slotIn(await today(engineer));
    const bare = await engineer.post('/desk/today/sign-in', { slot, time: '08:50' });
    expect([bare.status, await bare.text()]).toEqual([400, expect.stringContaining('补登签到须写原因')]);
    const ahead = await engineer.post('/desk/today/sign-in', { slot, time: '23:50', reason: '断电' });
    expect(await ahead.text()).not.toContain('已签到');
    await engineer.post('/desk/today/sign-in', { slot, time: '08:50', reason: '断电' });
    expect((await duties()).filter(({ signedInAt }) => signedInAt === at('08:50'))).toMatchObject([
      { state: 'present', reason: '补登签到：断电', enteredAt: at('10:00') },
    ]);
  });

  it('of the day before is made up for alone, the sign-out that was forgotten and the sign-in', async () => {
    await engineer.post('/desk/today/sign-in', { slot: slotIn(await today(engineer)) });
    desk.setClock('2026-11-25T07:00:00+08:00');
    engineer = await desk.person('engineer');
    const html = await today(engineer);
    expect(html).toContain(`${DAY} 09:00–18:00：签到 <strong>08:55:00</strong>（在岗），未签退`);
    expect(html.match(/action="\/desk\/today\/sign-out"/g)).toHaveLength(1);
    await engineer.post('/desk/today/sign-out', { record: recordIn(html), time: '18:10', reason: '忘记' });
    expect(await duties()).toMatchObject([{ signedOutAt: at('18:10'), corrections: [{ reason: '补登签退：忘记' }] }]);
    const other = await desk.person('manager');
    const slots = [...(await today(other)).matchAll(/<option value="([^"]+)">([^<]+)/g)];
    expect(slots.map(([, , text]) => text)).toEqual([
      `驻点运维工程师 ${DAY} 09:00–18:00`,
      '驻点运维工程师 09:00–18:00',
    ]);
    await other.post('/desk/today/sign-in', { slot: slots[0]?.[1] as string, time: '08:58', reason: '断网' });
    expect((await duties()).at(-1)).toMatchObject({ date: DAY, signedInAt: at('08:58'), state: 'present' });
  });

  it('is held beside what the attendance machine has', async () => {
    await engineer.post('/desk/today/sign-in', { slot: slotIn(await today(engineer)) });
    await add(duty, {
      person: 'engineer 测试员',
      signedInAt: at('08:52'),
      signedOutAt: undefined,
      enteredAt: at('09:00'),
      at: at('08:52'),
    });
    expect(await today(engineer)).toContain('考勤机签到 08:52:00，签到相差 3 分');
  });

  it('is not there where the contract asks for no post', async () => {
    const path = join(root, 'contract', 'contract.yaml');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace(/^ {2}posts:\n(?: {4}.*\n)+/m, ''));
    const html = await today(engineer);
    for (const word of ['签到', '在岗与值班']) expect(html).not.toContain(word);
  });
});

describe('taking over a post on call', () => {
  const keyIn = (html: string): string => /name="watch" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const heldIn = (html: string): string => /hand-over"[\s\S]*?name="record" value="([^"]+)"/.exec(html)?.[1] ?? '';

  it('is one button with the time of the server, and so is handing it over', async () => {
    desk.setClock(at('14:02'));
    engineer = await desk.person('engineer');
    const html = await today(engineer);
    expect(html).toContain('接班　电话值班');
    expect(html).toContain('现在是 14:02');
    const watch = keyIn(html);
    const answers = await Promise.all([1, 2].map(() => engineer.post('/desk/today/take-over', { watch })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 400]);
    expect(await duties()).toMatchObject([
      {
        ...{ person: 'engineer 测试员', post: 'oncall', state: 'present', way: 'system', signedInAt: at('14:02') },
        // What nobody did before is claimed by nobody.
        ...{ plannedFrom: at('14:02'), plannedTo: '2026-11-25T00:00:00+08:00' },
      },
    ]);
    const other = await desk.person('manager');
    expect(await today(other)).toContain('现由 engineer 测试员 值班');
    const record = heldIn(await today(engineer));
    expect((await other.post('/desk/today/hand-over', { record })).status).toBe(400);
    desk.setClock(at('16:30'));
    engineer = await desk.person('engineer');
    expect((await engineer.post('/desk/today/hand-over', { record })).status).toBe(303);
    expect(await duties()).toMatchObject([{ state: 'present', signedOutAt: at('16:30') }]);
    expect(keyIn(await today(engineer))).toBe(watch);
  });

  it('is there in the shift that runs, also of the night before, and where the contract asks for it', async () => {
    const path = join(root, 'contract', 'contract.yaml');
    const text = await readFile(path, 'utf8');
    const shifts =
      '      shifts:\n        - { name: 白班, from: "08:00", to: "20:00" }\n        - { name: 夜班, from: "20:00", to: "08:00" }\n';
    await writeFile(path, text.replace('      post: oncall\n', `      post: oncall\n${shifts}`));
    expect(await today(engineer)).toMatch(/接班　电话值班 白班/);
    desk.setClock('2026-11-25T03:00:00+08:00');
    engineer = await desk.person('engineer');
    const html = await today(engineer);
    expect(html.match(/接班　/g)).toHaveLength(1);
    expect((await engineer.post('/desk/today/take-over', { watch: keyIn(html) })).status).toBe(303);
    expect(await duties()).toMatchObject([
      { date: DAY, plannedFrom: at('20:00'), signedInAt: '2026-11-25T03:00:00+08:00' },
    ]);
    await writeFile(path, text.replaceAll('post: oncall', 'post: backup'));
    expect(await today(engineer)).not.toContain('接班');
  });
});

describe('the day of the supplier', () => {
  it('tells what is due, with its address, and what is missing', async () => {
    await inspect(await open(root), at('09:00'));
    desk.setClock(at('17:00'));
    engineer = await desk.person('engineer');
    const html = await today(engineer);
    expect(html).toContain(`/desk/documents/inspection-log/${DAY}`);
    expect(html).toMatch(/待交<\/span>还有 [^<]+期限 /);
    expect(html).toContain('由您确认');
    expect(await today(await desk.person('duty'))).not.toContain('由您确认');
    expect(html.length).toBeLessThan(60_000);
  });

  it('counts the clocks of open incidents, and leaves out those restored', async () => {
    const times = { respondedAt: undefined, remoteStartedAt: undefined, arrivedAt: undefined, restoredAt: undefined };
    const open_ = { ...times, confirmedRestoredAt: undefined, closedAt: undefined, recordedAt: undefined };
    const id = await add(incident, { ...open_, timeline: [], pauses: undefined, measures: undefined });
    desk.setClock(at('10:10'));
    engineer = await desk.person('engineer');
    const html = await today(engineer);
    expect(html).toContain(`/desk/incidents/${id}`);
    // The section and the bar of every page say the same of the same clock.
    const told = [...html.matchAll(/data-due="(2026-11-24T1[^"]+)">([^<]+)/g)].map(([, due, text]) => `${due} ${text}`);
    expect(told.length - new Set(told).size).toBe(1);
    expect(html).toContain('data-now="2026-11-24T10:10:00+08:00"');
    await add(incident, { title: '已经恢复的故障' });
    const after = await today(engineer);
    expect(after).not.toMatch(/<h3>.*已经恢复的故障/);
    // The document about it is still owed, and its line says what it is about.
    expect(after).toMatch(/href="\/desk\/documents\/[^"]+">[^<]*已经恢复的故障<\/a>/);
  });

  it('names questions without an article where the contract asks for a knowledge base', async () => {
    await add(consultation, { question: '怎样导出考勤表？', article: undefined, articleChange: undefined });
    await add(consultation, { question: '加班怎样改？' });
    desk.setClock(at('12:00'));
    engineer = await desk.person('engineer');
    const html = await today(engineer);
    expect(html).toContain('怎样导出考勤表？');
    expect(html).not.toContain('加班怎样改？');
  });
});

it('counts for the purchaser the documents that were handed over, and days they have waited', async () => {
  const session = await open(root);
  await inspect(session, at('09:00'));
  await signoff(session, { at: at('09:30'), enteredAt: at('09:30') });
  await issue(session, { obligation: 'inspection-log', period: DAY, now: at('09:40') });
  const purchaser = await desk.person('purchaser');
  expect(await today(purchaser)).not.toContain('待签收');
  await signoff(session, { action: 'deliver', at: at('09:50'), enteredAt: at('09:50') });
  desk.setClock('2026-11-26T09:00:00+08:00');
  expect(await today(await desk.person('purchaser'))).toMatch(
    /待签收 1 份<\/a>[^<]*<span class="desk-help">最早的已等 2 天/,
  );
  await signoff(session, {
    action: 'receive',
    at: at('10:00'),
    enteredAt: at('10:00'),
    enteredBy: { account: 'p', channel: 'purchaser' },
  });
  expect(await today(await desk.person('purchaser'))).not.toContain('待签收');
});

it('shows the purchaser what waits for them alone, and others nothing of it', async () => {
  await inspect(await open(root), at('09:00'));
  const html = await today(await desk.person('purchaser'));
  for (const word of ['签到', '应交的文档', '人工检查', '在岗与值班', '随时登记']) expect(html).not.toContain(word);
  // What both sides have not agreed yet is theirs to decide.
  expect(html).toMatch(/href="\/desk\/interpretations">口径待确认 \d+ 项</);
  expect(html).not.toContain('今天没有待办');
  // Whoever may read sees the same list, and the site's page in place of one on which they could decide.
  expect(await today(await desk.person('auditor'))).toMatch(/href="\/decisions\?kind&#x3D;reading">口径待确认 \d+ 项</);
  expect(await today(await desk.person('administrator'))).toContain('今天没有待办');
  expect((await (await desk.person('purchaser')).post('/desk/today/sign-in', { slot: 'x' })).status).toBe(403);
});

it('names what is due within a month, and counts what is due later', async () => {
  const html = await today(engineer);
  expect(html).toContain('应急预案');
  expect(html).not.toContain('演练方案');
  expect(html).toMatch(/另有 \d+ 项，见<a href="\/desk\/documents">文档<\/a>/);
});
