/** The day's manual checks at the desk, through the whole app: grouped, half done, saved as the command would save them. */

import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DESK_DATABASE } from '../../src/accounts/database.ts';
import { keptMeasures, measuresBeside } from '../../src/desk/checks/measures.ts';
import { openDeskSession } from '../../src/desk/desk-session.ts';
import { exportAccount } from '../../src/desk/personal-data.ts';
import { judgedDay, type OpenRow } from '../../src/pipeline/collect/judged-day.ts';
import { addRecord } from '../../src/pipeline/record/add.ts';
import { type ConfirmRequest, confirm } from '../../src/pipeline/signoff/confirm.ts';
import { sweepDesk } from '../../src/serve/sweep.ts';
import type { InspectionRecord } from '../../src/subjects/inspections/kinds/inspection.ts';
import type { SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import { DAY, inspect, makeWorkspace, open } from '../pipeline/_workspace.ts';
import { asDemo } from '../support/as-demo.ts';
import { opsledgerHere } from '../support/command-here.ts';
import { pdfSaying, photoJpeg } from '../support/scans.ts';
import { openTestDesk, type Person, type TestDesk } from './_desk.ts';

const NOW = `${DAY}T09:30:00+08:00`;
let root: string;
let desk: TestDesk;
let engineer: Person;
beforeEach(async () => {
  root = await makeWorkspace();
  await asDemo(root, NOW);
  desk = await openTestDesk(root, NOW);
  engineer = await desk.person('engineer');
});
afterEach(() => desk.close());

const page = async (person: Person, path = '/desk/checks'): Promise<string> => (await person.get(path)).text();

/** Rows of the group that a page shows, as its form sends them when nobody touched it. */
function formOf(html: string): Record<string, string> {
  const hidden = [...html.matchAll(/<input type="hidden" name="(period|group|seen)" value="([^"]*)"/g)];
  const rows = [...html.matchAll(/name="(result:[^"]+)" value=""/g)];
  return {
    ...Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value])),
    ...Object.fromEntries(rows.map(([, name = '']) => [name, ''])),
  };
}

const groupsOf = (html: string): string[] =>
  [...html.matchAll(/class="desk-group" id="(g[0-9a-f]{8})"/g)].map(([, id = '']) => id);
const rowsOf = (form: Record<string, string>): string[] =>
  Object.keys(form).filter((name) => name.startsWith('result:'));

const fill = async (person: Person, form: Record<string, string | File>, how = 'rest-normal') =>
  person.post('/desk/checks/fill', { ...form, do: how });

/** Opens group after group and calls all of each normal, but for what is said of a row. */
async function goRound(person: Person, except: Record<string, string> = {}, path = '/desk/checks'): Promise<number> {
  for (let clicks = 0; ; clicks += 1) {
    const form = formOf(await page(person, path));
    if (rowsOf(form).length === 0) return clicks;
    const own = Object.entries(except).filter(([name]) => name.replace(/^\w+:/, 'result:') in form);
    const answer = await fill(person, { ...form, ...Object.fromEntries(own) });
    expect(answer.status, await answer.clone().text()).toBe(303);
  }
}

const save = (person: Person, fields: Record<string, string | File> = {}) =>
  person.post('/desk/checks/save', { period: DAY, ...fields });

async function savedRecords(): Promise<InspectionRecord[]> {
  const session = await open(root);
  const { records } = await session.workspace.records.list<InspectionRecord>('inspection');
  return records;
}

describe('the page of the day', () => {
  it('groups the checks that people make by place and kind, and answers none of them', async () => {
    const html = await page(engineer);
    expect(html).toContain('共 31 项，已填 0 项');
    expect(html.indexOf('横琴跨域多维云平台')).toBeLessThan(html.indexOf('微信平台'));
    expect(groupsOf(html)).toHaveLength(4);
    expect(html).not.toMatch(/value="(normal|abnormal|not-applicable)" checked/);
    expect(html.length).toBeLessThan(60_000);
  });

  it('prints as one sheet that names each check once, of a day that has come', async () => {
    const html = await page(engineer, '/desk/checks/sheet');
    expect([...html.matchAll(/<tr><td>(\d+)<\/td>/g)].map(([, n]) => Number(n))).toEqual(
      Array.from({ length: 31 }, (_, n) => n + 1),
    );
    expect(html).toContain('检查人签字');
    for (const period of ['2026-11-31', '2026-13-01', '2026-11-25', '../x', 'x']) {
      const answer = await engineer.get(`/desk/checks?period=${encodeURIComponent(period)}`);
      expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('没有这一次人工检查')]);
    }
  });

  it('is for those who may fill in checks alone', async () => {
    for (const role of ['purchaser', 'auditor', 'administrator']) {
      expect((await (await desk.person(role)).get('/desk/checks')).status).toBe(403);
    }
  });

  it('has nothing of it where people check nothing', async () => {
    const path = join(root, 'contract', 'inspection-checklist.yaml');
    const [head = '', ...checks] = (await readFile(path, 'utf8')).split(/(?=^ {2}- id: )/m);
    await writeFile(path, [head, ...checks.filter((text) => !text.includes('manual: true'))].join(''));
    expect(await page(engineer)).toContain('检查清单没有人工检查项');
    expect(await page(engineer, '/desk/')).not.toContain('人工检查');
  });
});

describe('全部正常，除…', () => {
  it('is refused for a group that the person was not shown, and keeps nothing', async () => {
    const html = await page(engineer);
    const form = formOf(html);
    const [, second = ''] = groupsOf(html);
    const refused = await fill(engineer, { period: DAY, group: second, seen: NOW });
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('这一组还没有打开看过')]);
    const other = await desk.person('manager');
    const { group = '', period = '' } = form;
    expect((await fill(other, { group, period, seen: NOW })).status).toBe(400);
    expect(await page(engineer, '/desk/checks?group=none')).toContain('已填 0 项');
  });

  it('fills the rows without an answer, and leaves the ones with one', async () => {
    const form = formOf(await page(engineer));
    const [first = ''] = rowsOf(form);
    const key = first.replace('result:', '');
    await fill(engineer, { ...form, [first]: 'abnormal', [`note:${key}`]: '提示密码过期' });
    const html = await page(engineer, `/desk/checks?group=${form['group']}`);
    expect(html).toContain('异常 1 项');
    expect(html).toContain('value="提示密码过期"');
    expect(html).toContain('engineer 测试员，09:30，尚未登记');
  });
});

it('what was done about an abnormal check is written beside it, stands in the form of the confirmation, and is a measure of that alone', async () => {
  const form = formOf(await page(engineer));
  const [first = '', second = ''] = rowsOf(form);
  const [key, other] = [first.replace('result:', ''), second.replace('result:', '')];
  const typed = { [first]: 'abnormal', [`note:${key}`]: '提示密码过期', [`measure:${key}`]: '已重置密码' };
  // Of a row that is normal nothing was done, whatever stands in its field.
  await fill(engineer, { ...form, ...typed, [second]: 'normal', [`measure:${other}`]: '无关' });
  const html = await page(engineer, `/desk/checks?group=${form['group']}`);
  expect(html).toContain(`name="measure:${key}" value="已重置密码"`);
  expect(html).not.toContain('无关');
  expect((await save(engineer)).status).toBe(303);
  const log = `/desk/documents/inspection-log/${DAY}`;
  const draft = await page(engineer, log);
  expect(draft).toMatch(/name="action\.\d+"[^>]*value="已重置密码"|>已重置密码<\/textarea>/);
  expect(draft).not.toContain('项异常没有写处理措施');
  const seen = /name="seen" value="([^"]*)"/.exec(draft)?.[1] ?? '';
  // As of many that are confirmed at once, whose form shows no rows.
  const answer = await engineer.post(`${log}/confirm`, { seen, knows: 'yes' });
  expect(answer.status, await answer.clone().text()).toBe(303);
  const [check, target] = key.split('~');
  const { records } = await (await open(root)).workspace.records.list<SignoffRecord>('signoff');
  expect(records.map(({ measures }) => measures)).toMatchObject([[{ check, target, action: '已重置密码' }]]);
  expect(keptMeasures(root, DAY)).toEqual([]);
});

describe('what was done about an abnormal check, confirmed on the terminal', () => {
  const terminal = async (said: Partial<ConfirmRequest> = {}) => {
    const session = await open(root);
    const notices: string[] = [];
    const { id } = await confirm(session, {
      ...{ obligation: 'inspection-log', period: DAY, person: '驻点运维工程师', now: `${DAY}T10:00:00+08:00` },
      ...{ unfinished: () => Promise.resolve(true), notice: (text) => notices.push(text) },
      beside: measuresBeside(root, (text) => notices.push(text)),
      ...said,
    });
    const { record } = (await session.workspace.records.onFile(id)) as { record: SignoffRecord };
    await session.close();
    return { measures: record.measures ?? [], notices: notices.join('\n') };
  };
  /** An abnormal check with its measure, saved at the desk. */
  const written = async (): Promise<{ check: string; target: string }> => {
    const form = formOf(await page(engineer));
    const [first = ''] = rowsOf(form);
    const key = first.replace('result:', '');
    const typed = { [first]: 'abnormal', [`note:${key}`]: '提示密码过期', [`measure:${key}`]: '已重置密码' };
    await fill(engineer, { ...form, ...typed });
    expect((await save(engineer)).status).toBe(303);
    const [check = '', target = ''] = key.split('~');
    return { check, target };
  };

  it('is told and taken there too, asked about no more, and gone from the desk', async () => {
    const row = await written();
    const asked: OpenRow[] = [];
    const askMeasures = (rows: OpenRow[]) => {
      asked.push(...rows);
      return Promise.resolve([]);
    };
    const { measures, notices } = await terminal({ askMeasures });
    expect(measures).toMatchObject([{ ...row, action: '已重置密码' }]);
    expect(notices).toMatch(/取用登记台上已写的处理措施 1 条：\S+ 登录：已重置密码/);
    expect(asked.filter(({ check, target }) => check === row.check && target === row.target)).toEqual([]);
    expect(keptMeasures(root, DAY)).toEqual([]);
  });

  it('is listed by the command for many and taken by the one for a single document', async () => {
    await written();
    const common = ['--by', '驻点运维工程师', '--unfinished', '--workspace', root];
    // Nobody agrees: it only lists.
    const listed = await opsledgerHere(['confirm', '--all-due', '--at', `${DAY} 18:00`, ...common]);
    expect(listed).toMatchObject({ code: 2, stderr: expect.stringContaining('取用登记台上已写的处理措施 1 条') });
    expect(keptMeasures(root, DAY)).toHaveLength(1);
    const taken = await opsledgerHere(['confirm', 'inspection-log', DAY, '--at', `${DAY} 10:00`, ...common]);
    expect(taken).toMatchObject({ code: 0, stderr: expect.stringContaining('取用登记台上已写的处理措施 1 条') });
    expect(keptMeasures(root, DAY)).toEqual([]);
  });

  it('gives way to what is said there', async () => {
    const said = { ...(await written()), action: '已更换账号' };
    const { measures, notices } = await terminal({ measures: [said] });
    expect(measures).toMatchObject([said]);
    expect(notices).not.toContain('登记台');
    expect(keptMeasures(root, DAY)).toEqual([]);
  });

  it('keeps nobody from confirming when the database cannot be read, and says so', async () => {
    await written();
    await desk.close();
    for (const end of ['', '-wal', '-shm']) await rm(join(root, `${DESK_DATABASE}${end}`), { force: true });
    expect((await terminal({ reason: '试' })).notices).not.toContain('登记台');
    expect(existsSync(join(root, DESK_DATABASE))).toBe(false);
    await writeFile(join(root, DESK_DATABASE), 'no database at all, '.repeat(500));
    const notices: string[] = [];
    expect(measuresBeside(root, (text) => notices.push(text)).of(DAY)).toEqual([]);
    expect(notices.join()).toContain('没有取用');
    await rm(join(root, DESK_DATABASE));
    desk = await openTestDesk(root, `${DAY}T11:00:00+08:00`);
  });
});

describe('what is half done', () => {
  it('stays over a restart, and is seen by the next person', async () => {
    const form = formOf(await page(engineer));
    const [first = ''] = rowsOf(form);
    await fill(engineer, { ...form, [first]: 'normal' }, 'keep');
    await desk.close();
    desk = await openTestDesk(root, `${DAY}T11:00:00+08:00`);
    const html = await page(await desk.person('manager'));
    expect(html).toContain('已填 1 项；<strong>1 项尚未登记');
    expect(html).toContain('engineer 测试员，09:30，尚未登记');
    expect(await page(await desk.person('engineer'), '/desk/')).toContain('1 项尚未登记');
    expect(await savedRecords()).toEqual([]);
  });

  it('of a colleague is not overwritten by a page that did not show it', async () => {
    const other = await desk.person('manager');
    const [mine, theirs] = [formOf(await page(engineer)), formOf(await page(other))];
    const [first = '', second = ''] = rowsOf(mine);
    desk.setClock(`${DAY}T09:31:00+08:00`);
    await fill(other, { ...theirs, [first]: 'abnormal', [`note:${first.slice(7)}`]: '打不开' }, 'keep');
    const answer = await fill(engineer, { ...mine, [first]: 'normal', [second]: 'normal' }, 'keep');
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining('manager 测试员 09:31：异常，打不开'),
    ]);
    await fill(engineer, mine);
    const html = await page(engineer, `/desk/checks?group=${mine['group']}`);
    expect(html).toContain('value="打不开"');
    expect(html).toContain('异常 1 项');
  });

  it('cannot say something of a row without its result, and what was typed is not lost', async () => {
    const form = formOf(await page(engineer));
    const [first = ''] = rowsOf(form);
    const answer = await fill(engineer, { ...form, [`note:${first.slice(7)}`]: '页面慢' }, 'keep');
    const html = await answer.text();
    expect([answer.status, html]).toEqual([400, expect.stringContaining('写了情况，没有选结果')]);
    expect(html).toContain('value="页面慢"');
  });
});

describe('what is saved', () => {
  it('is the record that the command makes of the same answers, in five clicks for 31 checks', async () => {
    const session = await open(root);
    await inspect(session, `${DAY}T09:00:00+08:00`);
    const html = await page(engineer);
    const [first = ''] = rowsOf(formOf(html));
    const key = first.slice(7);
    const clicks = await goRound(engineer, { [`result:${key}`]: 'abnormal', [`note:${key}`]: '提示密码过期' });
    expect(clicks).toBe(4);
    const answer = await save(engineer);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, expect.stringContaining('/desk/checks?')]);
    const [, record] = await savedRecords();
    expect(record?.manual).toHaveLength(31);
    expect(record?.enteredBy).toEqual({ name: 'engineer 测试员', account: 'engineer', channel: 'desk' });
    const judged = await judgedDay(session, DAY, null);
    expect(judged?.results.filter((row) => row.manual && row.outcome === 'manual-pending')).toEqual([]);
    expect(judged?.results.filter((row) => row.manual && row.outcome === 'abnormal')).toMatchObject([
      { measured: '提示密码过期' },
    ]);
    const other = await makeWorkspace();
    await asDemo(other, NOW);
    const typed = await open(other);
    const manual = record?.manual.map(({ check, target, result, value, by, at }) => ({
      ...{ check, target, result, by, at },
      ...(value === undefined ? {} : { value }),
    }));
    const added = await addRecord(typed, { date: DAY, manual }, '检查.yaml', {
      ...{ kind: 'inspection', now: NOW },
      entered: { name: 'engineer 测试员', account: 'engineer', channel: 'desk' },
    });
    const byCommand = (await typed.workspace.records.get<InspectionRecord>(added.id))?.record;
    expect({ ...record, id: '' }).toEqual({ ...byCommand, id: '' });
  });

  it('is one record when the form was sent twice, and shown as on record afterwards', async () => {
    await goRound(engineer);
    const answers = await Promise.all([save(engineer), save(engineer)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 400]);
    expect(await savedRecords()).toHaveLength(1);
    const html = await page(engineer, `/desk/checks?group=${groupsOf(await page(engineer))[0]}`);
    expect(html).toContain('已登记：<strong>正常</strong>（09:30）');
    expect(html).not.toContain('登记 31 项检查结果');
  });

  it('holds the photos of its rows, and no file that is none', async () => {
    const form = formOf(await page(engineer));
    const [first = ''] = rowsOf(form);
    const jpeg = new File([(await photoJpeg()) as BlobPart], '登录页.jpg');
    const page_ = new File(['<html><script>1</script>'], '登录页.jpg');
    const refused = await fill(engineer, { ...form, photoOf: first.slice(7), photos: page_ }, 'keep');
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('内容与扩展名不符')]);
    const untimed = await fill(engineer, { ...form, [first]: 'normal', photoOf: first.slice(7), photos: jpeg }, 'keep');
    expect([untimed.status, await untimed.text()]).toEqual([400, expect.stringContaining('照片没有写明拍摄时间')]);
    const photo = { photoOf: first.slice(7), photos: jpeg, photoAt: '09:12' };
    await fill(engineer, { ...form, [first]: 'normal', ...photo }, 'keep');
    expect(await page(engineer, `/desk/checks?group=${form['group']}`)).toContain('照片：登录页.jpg');
    await save(engineer);
    const [record] = await savedRecords();
    expect(record?.attachments).toMatchObject([{ name: '登录页.jpg', type: 'image/jpeg', takenAt: NOW }]);
    expect(await readdir(join(root, '.opsledger/desk-checks'))).toEqual([]);
  });

  it('takes photos of the size that forms take, kept to the byte', async () => {
    const form = formOf(await page(engineer));
    const [first = ''] = rowsOf(form);
    const large = Buffer.concat([await photoJpeg(), Buffer.alloc(21 * 1024 * 1024)]);
    const photos = new File([large as BlobPart], '机柜.jpg');
    const kept = await fill(
      engineer,
      { ...form, [first]: 'normal', photoOf: first.slice(7), photos, photoAt: '09:12' },
      'keep',
    );
    expect(kept.status).toBe(303);
    expect((await save(engineer)).status).toBe(303);
    expect((await savedRecords())[0]?.attachments).toMatchObject([{ name: '机柜.jpg', size: large.byteLength }]);
  });

  it('is told to the account that gave it, and forgotten after a month', async () => {
    const form = formOf(await page(engineer));
    const [first = ''] = rowsOf(form);
    await fill(engineer, { ...form, [first]: 'normal' }, 'keep');
    const place = openDeskSession(root);
    const answers = async () => (await exportAccount(root, 'engineer')).others['checkAnswer'];
    expect(await answers()).toMatchObject([{ row: first.slice(7), account: 'engineer' }]);
    await sweepDesk(place, '2026-12-20T09:00:00+08:00');
    expect(await answers()).toHaveLength(1);
    await sweepDesk(place, '2026-12-25T09:00:00+08:00');
    expect(await answers()).toEqual([]);
    await place.close();
  });

  it('of a day that is over needs the time, and the sheet of paper', async () => {
    desk.setClock('2026-11-25T09:00:00+08:00');
    engineer = await desk.person('engineer');
    expect(await page(engineer)).toContain('name="period" max="2026-11-25"');
    const late = `/desk/checks?period=${DAY}`;
    const html = await page(engineer, late);
    expect(html).toContain('现在录入为纸质补录');
    const form = formOf(html);
    const untimed = await fill(engineer, form);
    expect([untimed.status, await untimed.text()]).toEqual([400, expect.stringContaining('检查时间不对')]);
    await fill(engineer, { ...form, time: '09:20', by: '甲' });
    const refused = await save(engineer);
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('纸质巡检表的扫描件')]);
    expect(await page(engineer)).toContain('2026 年 11 月 24 日有 26 项已填、尚未登记');
    const sheet = new File([pdfSaying('sheet') as BlobPart], '巡检表.pdf');
    expect((await save(engineer, { sheet })).status).toBe(303);
    const [record] = await savedRecords();
    expect(record).toMatchObject({ date: DAY, attachments: [{ proof: 'paper-sheet' }] });
    expect(record?.manual[0]).toMatchObject({ by: '甲', at: `${DAY}T09:20:00+08:00` });
  });
});
