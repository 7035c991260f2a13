/** A table of assets is an input of every document, and a workspace from before there were kinds still proves what it issued. */
import { appendFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readArchive } from '../../../src/archive/store.ts';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { verify } from '../../../src/pipeline/verify/verify.ts';
import { archivedText } from '../../support/archived.ts';
import { DAY, inspect, makeWorkspace, open } from '../_workspace.ts';

const at = (time: string) => `${DAY}T${time}+08:00`;
const TABLE = 'contract/assets/pumps.csv';
const FOLDER = `archive/2026/inspection-log/${DAY}`;

const inputsOf = async (root: string, revision: number): Promise<string[]> => {
  const { documents } = await readArchive(root);
  const own = documents.find(({ folder }) => folder === `${FOLDER}/r${revision}`);
  return (own?.manifest.inputs ?? []).map(({ path }) => path);
};

it('a document is made from the table too: what is changed there gives another revision, and verify knows the file', async () => {
  const root = await makeWorkspace();
  await mkdir(join(root, 'contract/assets'));
  await writeFile(join(root, TABLE), '名称,位置\n一号泵,3 病区\n二号泵,4 病区\n');
  await appendFile(join(root, 'contract/kinds.yaml'), '  - { id: pump, name: 输液泵, counter: 台, family: device }\n');
  const entry = '  - { id: pump-1..2, table: assets/pumps.csv, kind: pump, clause: 4.4.1, contract: true }\n';
  await appendFile(join(root, 'contract/assets.yaml'), entry);
  const session = await open(root);
  await inspect(session, at('09:00:00'));
  await issue(session, { now: at('17:00:00') });
  expect(await inputsOf(root, 1)).toEqual(expect.arrayContaining(['contract/kinds.yaml', TABLE]));

  const request = { obligation: 'inspection-log', period: DAY, reason: '位置有误', now: at('18:00:00') };
  expect((await issue(await open(root), request)).unchanged).toHaveLength(1);
  await writeFile(join(root, TABLE), '名称,位置\n一号泵,5 病区\n二号泵,4 病区\n');
  expect((await issue(await open(root), request)).issued.map(({ revision }) => revision)).toEqual([2]);
  const { problems, notes } = await verify(await open(root), { rerender: true });
  expect(problems).toEqual([]);
  expect(notes.filter((one) => one.includes('不属于工作区'))).toEqual([]);
});

it('a workspace without kinds issues, and proves what it issued from its own files', async () => {
  const root = await makeWorkspace();
  await rm(join(root, 'contract/kinds.yaml'));
  const session = await open(root);
  await inspect(session, at('09:00:00'));
  await issue(session, { now: at('17:00:00') });
  expect(await inputsOf(root, 1)).not.toContain('contract/kinds.yaml');
  const text = archivedText(join(root, FOLDER, 'r1'));
  expect(text).toContain('中间件与数据库');
  expect((await verify(await open(root), { rerender: true })).problems).toEqual([]);
});
