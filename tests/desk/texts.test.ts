/** A written document with 待填写, filled in at the desk: place by place, in one commit, and only what may enter the history. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { git, makeUnfilledWorkspace } from '../pipeline/_workspace.ts';
import { openTestDesk } from './_desk.ts';

const NOW = '2026-11-24T09:00:00+08:00';
const PATH = '/desk/texts/interpretation-letter';
const FILE = 'plans/interpretation-letter.md';

const root = await makeUnfilledWorkspace();
const desk = await openTestDesk(root, NOW);
const engineer = await desk.person('engineer');
afterAll(() => desk.close());
const text = (): Promise<string> => readFile(join(root, FILE), 'utf8');
let html = '';
beforeEach(async () => {
  html = await (await engineer.get(PATH)).text();
});
const hidden = (name: string): string =>
  new RegExp(`name="${name.replace('.', '\\.')}" value="([^"]*)"`).exec(html)?.[1] ?? '';

it('is led to from its document', async () => {
  const [period = ''] =
    /\/desk\/documents\/interpretation-letter\/([\w-]+)/
      .exec(await (await engineer.get('/desk/documents')).text())
      ?.slice(1) ?? [];
  const page = await (await engineer.get(`/desk/documents/interpretation-letter/${period}`)).text();
  expect(page).toContain(`href="${PATH}?back`);
  expect(page).toContain('填写正文中待填写的 4 处');
});

it('has what is written put in its place, under whose name, and the rest left', async () => {
  const fields = { version: hidden('version'), 'blank.0': '张工', 'blank.3': '以双方盖章之日起算' };
  const answer = await engineer.post(PATH, fields);
  expect([answer.status, answer.headers.get('location')]).toEqual([303, PATH]);
  const saved = await text();
  expect(saved).toContain('prepared: "张工"\n');
  expect(saved).toContain('以双方盖章之日起算\n');
  expect(saved.match(/待填写/g)).toHaveLength(2);
  expect(git(root, 'log', '-1', '--format=%s %b')).toMatch(
    /填写 plans\/interpretation-letter\.md .*填写 2 处（engineer 测试员）/,
  );
  expect(git(root, 'status', '--porcelain')).toBe('');
});

it('of another text than was seen is not saved, and what was typed stands beside the same words', async () => {
  const fields = { version: hidden('version'), 'blank.1': '王处', 'place.1': hidden('place.1') };
  await writeFile(join(root, FILE), (await text()).replace('reviewed: 待填写', 'reviewed: 李工'));
  const before = await text();
  const answer = await engineer.post(PATH, fields);
  const again = await answer.text();
  expect([answer.status, again.includes('在您填写期间有了改动')]).toEqual([400, true]);
  expect(again).toMatch(/name="blank\.0" value="王处"/);
  expect(await text()).toBe(before);
});

it('takes nothing that the history must not hold, and nothing that is still to be filled in', async () => {
  const before = await text();
  for (const wrong of ['密码：Tr0ub4dor&3x9', '由项目组待填写']) {
    const answer = await engineer.post(PATH, { version: hidden('version'), 'blank.0': wrong });
    expect([answer.status, (await answer.text()).includes('desk-problem')], wrong).toEqual([400, true]);
  }
  expect(await text()).toBe(before);
});

it('is no page where there is no such document', async () => {
  expect((await engineer.get('/desk/texts/inspection-log')).status).toBe(404);
  expect((await engineer.get('/desk/texts/..%2Fopsledger')).status).toBe(404);
});
