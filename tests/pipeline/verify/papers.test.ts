/** The paper contract, altered after documents were issued under it: `verify` names the paper, and the clause. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { sha256 } from '../../../src/archive/digest.ts';
import { attach } from '../../../src/pipeline/record/attach.ts';
import { pdfSaying } from '../../support/scans.ts';
import { open } from '../_workspace.ts';
import { at, committed, edit, found, fresh, prepare, root } from './_tampered.ts';

beforeAll(prepare);
beforeEach(fresh);

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
  expect(await messages(CONTRACT)).toEqual([expect.stringMatching(/条款原文在《合同》.*中找不到.*：⟦条款:5\.3\.9⟧$/)]);
  expect(await messages(PAPER)).toEqual([]);
});

test('a correction that the contract’s data own up to is none', async () => {
  await committed(() => edit(PAPER, (text) => `${text}\n`))();
  const [message = ''] = await messages(PAPER);
  const sha256 = message.slice(-64);
  await committed(() => edit(CONTRACT, (text) => text.replace('rank: 1', `rank: 1\n    sha256: ${sha256}`)))();
  expect(await messages(PAPER)).toEqual([]);
});

test('terms that one side changed are named, whatever paper it types, until a record holds the paper that both sides signed', async () => {
  const paper = 'contract/papers/later.txt';
  const text = '补充协议：重大故障全年不超过 9 次。\n';
  const sets = '[{ term: quotas.major.limit, value: 9, text: 重大故障全年不超过 9 次 }]';
  await committed(async () => {
    await mkdir(join(root, dirname(paper)), { recursive: true });
    await writeFile(join(root, paper), text);
    await edit(CONTRACT, (was) =>
      was
        .replace(/(id: major\n[\s\S]*?limit: )\d+/, '$19')
        .replace(
          /^papers:\n/m,
          `$&  - { id: later, name: 补充协议, file: ${paper}, prefix: S, rank: 9, sha256: ${sha256(Buffer.from(text))}, sets: ${sets} }\n`,
        ),
    );
  })();
  const altered = expect.stringMatching(/改动过合同约定：quotas\.major\.limit（\d+ → 9）/);
  expect(await messages(CONTRACT)).toContainEqual(altered);
  const attached = async (name: string, body: string | Uint8Array, proof?: 'purchaser') => {
    const session = await open(root);
    try {
      await writeFile(join(root, '..', name), body);
      const given = { record: 'JS-20261124-001', files: [join(root, '..', name)], now: at('18:00:00'), by: '甲' };
      await attach(session, { ...given, ...(proof === undefined ? {} : { proof }) });
    } finally {
      await session.close();
    }
  };
  await attached('later.txt', text);
  expect(await messages(CONTRACT)).toContainEqual(altered);
  await attached('signed.pdf', pdfSaying('补充协议'), 'purchaser');
  expect(await messages(CONTRACT)).not.toContainEqual(altered);
});
