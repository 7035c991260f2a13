/** Documents print the head of the log before their round; it changes no fingerprint, and what is composed again prints it again. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { parseClaim } from '../../../src/archive/log/check-heads.ts';
import type { Manifest } from '../../../src/archive/manifest.ts';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { showLog } from '../../../src/pipeline/log/show.ts';
import { signLog } from '../../../src/pipeline/log/sign.ts';
import { checkpointCodeText } from '../../../src/render/pdf/qr.ts';
import { archivedDocument } from '../../support/archived.ts';
import { cleanUp, inspect, makeWorkspace, open } from '../_workspace.ts';
import { at, copyOf, FOLDER, verified } from './_signed.ts';

afterAll(cleanUp);

const json = async <T>(root: string, name: string) => JSON.parse(await readFile(join(root, FOLDER, name), 'utf8')) as T;

it('is printed, kept in the manifest outside the fingerprint, and used again', async () => {
  const unsigned = await makeWorkspace();
  await inspect(await open(unsigned), at('09:00:00', '2026-11-23'), at('09:00:00'));
  const root = await copyOf(unsigned);
  await signLog(await open(root), at('16:00:00'));
  const { short } = await showLog(await open(root));
  for (const one of [unsigned, root])
    await issue(await open(one), { now: at('17:00:00'), obligation: 'inspection-log', period: '2026-11-24' });
  const [plain, manifest] = [
    await json<Manifest>(unsigned, 'manifest.json'),
    await json<Manifest>(root, 'manifest.json'),
  ];
  expect(archivedDocument(join(unsigned, FOLDER)).frame.checkpoint).toBeNull();
  expect(archivedDocument(join(root, FOLDER)).frame.checkpoint).toBe(short);
  expect([plain.checkpoint, manifest.checkpoint]).toEqual([undefined, short]);
  expect(manifest.fingerprint).toBe(plain.fingerprint);
  await signLog(await open(root), at('17:01:00'));
  // What the paper says is what `verify --checkpoint` takes.
  const result = await verified(root, {
    rerender: true,
    claims: [{ text: `存证校验点　${manifest.checkpoint}`, shown: '纸面' }],
  });
  expect(result.problems).toEqual([]);
  expect(result.notes).toContainEqual(expect.stringMatching(/^给出的校验点（\d+ 条）与现在的日志连续/));
});

it('is read in every form in which somebody may have it, and nothing else is', () => {
  const root = 'ozrRD9gaF0L4FsA7jRYEqyrpC/DSF1GVUXeVZUD8Vm0=';
  const hex = Buffer.from(root, 'base64').toString('hex');
  const text = `opsledger/617eb70e5a85\n10773\n${root}\n`;
  expect(parseClaim(text, 'x')).toMatchObject({ origin: 'opsledger/617eb70e5a85', size: 10773, root: hex });
  for (const one of [
    '10773 a33a·d10f·d81a·1742',
    '存证校验点：10773 a33ad10f d81a1742',
    '10773 条，根 a33a-d10f-d81a-1742',
    // Scanned from the sheet.
    checkpointCodeText('10773 条 a33a·d10f·d81a·1742'),
  ])
    expect(parseClaim(one, 'x')).toMatchObject({ origin: null, size: 10773, root: 'a33ad10fd81a1742' });
  for (const one of [
    '',
    '10773',
    '10773 a33a',
    'a33a·d10f·d81a·1742',
    `10773 ${hex}00000000`,
    '10773 a33a·d10f·d81a·174g',
  ])
    expect(() => parseClaim(one, '--checkpoint')).toThrow('不是存证日志的校验点');
});
