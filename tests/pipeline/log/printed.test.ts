/** Documents print the head of the log before their round; it changes no fingerprint, and what is composed again prints it again. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseClaim } from '../../../src/archive/log/check-heads.ts';
import { contradictedByMemory } from '../../../src/archive/log/check-remembered.ts';
import { keyFolder } from '../../../src/archive/log/keys.ts';
import type { Manifest } from '../../../src/archive/manifest.ts';
import { readArchive } from '../../../src/archive/store.ts';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { showLog } from '../../../src/pipeline/log/show.ts';
import { signLog } from '../../../src/pipeline/log/sign.ts';
import { checkNamedFiles } from '../../../src/pipeline/verify/named-file.ts';
import { checkpointCodeText } from '../../../src/render/pdf/qr.ts';
import { archivedDocument } from '../../support/archived.ts';
import { git, inspect, makeWorkspace, open } from '../_workspace.ts';
import { at, CHECKPOINT, copyOf, FOLDER, signedWorkspace, verified } from './_signed.ts';

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

it('tells of a workspace that was put back to before a paper that somebody has, by file, number and line', async () => {
  const root = await makeWorkspace();
  await signLog(await open(root), at('08:00:00', '2026-11-23'));
  const before = git(root, 'rev-parse', 'HEAD~1');
  await inspect(await open(root), at('09:00:00'));
  await signLog(await open(root), at('16:00:00'));
  const { short, origin } = await showLog(await open(root));
  const file = join(root, '..', 'kept.html');
  await writeFile(file, `<title>HQSF-XJ-20261124-r1</title><dt>存证校验</dt><dd>${short}</dd>`);
  const asked = async (of: string) => (await checkNamedFiles(await open(of), [file])).files[0]?.printed;
  expect(await asked(root)).toMatchObject({ continues: true });
  const claims = [{ text: short, shown: '纸面' }];
  const told = async () => (await verified(root, { claims, choice: { numbers: ['HQSF-XJ-20261124-r1'] } })).problems;
  // To before there was a log, nothing of it left on this machine; then with a log that was begun anew.
  git(root, 'reset', '-q', '--hard', before);
  await rm(keyFolder(origin), { recursive: true });
  await rm(join(root, '.git/logs'), { recursive: true });
  for (const isAnew of [false, true]) {
    if (isAnew) await signLog(await open(root), at('17:00:00'));
    expect(await asked(root)).toMatchObject({ continues: false, text: expect.stringMatching(/换回旧版/) });
    const problems = (await told()).map(({ message }) => message);
    expect(problems).toEqual([
      expect.stringMatching(/都没有编号 HQSF-XJ-20261124-r1.*存证校验/),
      expect.stringMatching(isAnew ? /给出的校验点/ : /给出的校验点有 \d+ 条，工作区现在没有存证日志/),
    ]);
  }
});

it('is what the workspace itself remembers: by its documents and by what git still names', async () => {
  const { root, checkpoints } = await signedWorkspace();
  const { documents } = await readArchive(root);
  const { git: own } = (await open(root)).workspace;
  expect(await contradictedByMemory({ git: own }, undefined, documents)).toMatch(
    /^文档 HQSF-\S+ 所印的校验点有 \d+ 条，现在没有存证日志/,
  );
  const { origin } = await showLog(await open(root));
  git(root, 'branch', 'mirror');
  git(root, 'reset', '-q', '--hard', git(root, 'log', '--format=%H', '--', CHECKPOINT).split('\n')[1] ?? '');
  await rm(join(root, '.git/logs'), { recursive: true });
  await rm(keyFolder(origin), { recursive: true });
  expect(await readFile(join(root, CHECKPOINT), 'utf8')).toBe(checkpoints[1]);
  expect((await verified(root)).problems).toEqual([
    expect.objectContaining({
      path: CHECKPOINT,
      message: expect.stringMatching(/不在当前历史里的提交 [0-9a-f]{12}的校验点/),
    }),
  ]);
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
