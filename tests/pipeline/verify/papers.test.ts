/** The paper contract, altered after documents were issued under it: `verify` names the paper, and the clause. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { cleanUp } from '../_workspace.ts';
import { committed, edit, found, fresh, prepare } from './_tampered.ts';

beforeAll(prepare);
beforeEach(fresh);
afterAll(cleanUp);

const PAPER = 'contract/original.txt';
const CONTRACT = 'contract/contract.yaml';
const messages = async (path: string): Promise<string[]> =>
  (await found()).problems.filter((one) => one.path === path).map(({ message }) => message);

test('a word of the paper that no clause holds is noticed, too', async () => {
  await committed(() => edit(PAPER, (text) => `${text}另行约定：不计\n`))();
  expect(await messages(PAPER)).toEqual([
    expect.stringMatching(/首份文档签发之后改动过《合同》的全文.*sha256: [0-9a-f]{64}$/),
  ]);
});

test('a number in a clause, changed in paper and data alike', async () => {
  await committed(async () => {
    await edit(PAPER, (text) => text.replace('每年至少一次', '每年至多一次'));
    await edit(CONTRACT, (text) => text.replace('每年至少一次', '每年至多一次'));
  })();
  expect(await messages(PAPER)).toEqual([expect.stringContaining('首份文档签发之后改动过')]);
});

test('a clause that was changed in the data alone', async () => {
  await committed(() => edit(CONTRACT, (text) => text.replace('每年至少一次', '每年至多一次')))();
  expect(await messages(CONTRACT)).toEqual([expect.stringMatching(/条款原文在《合同》.*中找不到.*：5\.3\.9$/)]);
  expect(await messages(PAPER)).toEqual([]);
});

test('a correction that the contract’s data own up to is none', async () => {
  await committed(() => edit(PAPER, (text) => `${text}\n`))();
  const [message = ''] = await messages(PAPER);
  const sha256 = message.slice(-64);
  await committed(() => edit(CONTRACT, (text) => text.replace('rank: 1', `rank: 1\n    sha256: ${sha256}`)))();
  expect(await messages(PAPER)).toEqual([]);
});
