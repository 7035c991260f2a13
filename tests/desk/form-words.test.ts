/** What forms say to whoever fills them in: the words of the contract, things by their names, and only what applies. */
import { randomUUID } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { fieldsOf, withTerms } from '../../src/records/fields.ts';
import activity from '../../src/subjects/work/kinds/activity.ts';
import { DAY, makeUnfilledWorkspace } from '../pipeline/_workspace.ts';
import { openTestDesk } from './_desk.ts';
import { faultsOf, fill, sentBy } from './_forms.ts';

/** Of another contract. */
const ACTIVITY = { id: 'training', name: '使用培训', kind: 'activity', times: 1, per: 'year', clauses: [] };

const desk = await openTestDesk(await makeUnfilledWorkspace(), `${DAY}T09:00:00+08:00`);
const engineer = await desk.person('engineer');
afterAll(() => desk.close());

const page = async (path: string): Promise<string> => (await engineer.get(path)).text();

it('levels are called the same at the call, in the whole record and when they are changed', async () => {
  const [call, record] = await Promise.all(['/desk/incidents/new', '/desk/records/incident'].map(page));
  for (const html of [call, record]) expect(html).toContain('P1 重大故障');
  expect(record).not.toContain('一级故障');
});

it('what is chosen is shown by its name, and what the contract names is chosen', async () => {
  expect(await page('/desk/records/note')).toContain('可按名称、类别、位置查找；例：应用服务器 1<');
  // This contract has no activity that is written down so: no id of another one is proposed.
  expect(await page('/desk/records/activity')).not.toMatch(/例：[a-z-]+</);
  const fields = withTerms(fieldsOf(activity.schema), {
    contract: { penalties: [], requirements: { activities: [ACTIVITY] } } as never,
  });
  expect(fields.find(({ name }) => name === 'activity')?.choices).toEqual({ training: '使用培训' });
});

it('a choice that is missing is told as missing, whatever its words are', async () => {
  const { html } = await fill(engineer, '/desk/records/incident', { 'f.title': '请假提交报错' }, 'review');
  expect(faultsOf(html).join()).not.toContain('supplier');
  expect(faultsOf(html)).toContain('必填，没有填写');
});

it('what a call lacks is told beside each field', async () => {
  const answer = await engineer.post('/desk/incidents', { form: randomUUID(), foundBy: 'user' });
  const html = await answer.text();
  expect([answer.status, html.match(/<p class="desk-fault">必填，没有填写/g)?.length]).toEqual([400, 3]);
});

it('what only a level by agreement asks for is not asked of another, nor kinds of customers where there are none', async () => {
  const given = { reporter: '用户', what: '报表打不开', asset: '人事管理子系统', foundBy: 'user' };
  const analysis = async (level: string): Promise<string> => {
    const answer = await engineer.post('/desk/incidents', { ...given, level, form: randomUUID() });
    return page(`${answer.headers.get('location')}/analysis`);
  };
  expect(await analysis('P3')).not.toMatch(/name="(agreedOn|customers)"/);
  expect(await analysis('P5')).toContain('name="agreedOn"');
});

it('an article is written by its name where an incident is analysed, too', async () => {
  const given = { reporter: '用户', what: '数据库连不上', asset: '人事管理子系统', level: 'P3', foundBy: 'user' };
  const { headers } = await engineer.post('/desk/incidents', { ...given, form: randomUUID() });
  const path = `${headers.get('location')}`;
  const form = await page(`${path}/analysis`);
  const [, title = ''] = /写名称或编号，例如 ([^<]+)</.exec(form) ?? [];
  expect(title).toMatch(/\p{Script=Han}/u);
  const answer = await engineer.post(`${path}/analysis`, { articles: title, 'was.articles': '' });
  expect([answer.status, await answer.text()]).toEqual([303, '']);
  expect(await page(`${path}/analysis`)).toMatch(/<textarea id="articles"[^>]*>[\w-]+\/[\w-]+</);
});

it('a draft is told from others of its kind by what was written', async () => {
  const opened = sentBy(await page('/desk/records/note'));
  await engineer.post('/desk/drafts', { ...opened, 'f.text': '更换 2 号机柜的电源模块' });
  expect(await page('/desk/records')).toContain('更换 2 号机柜的电源模块');
});
