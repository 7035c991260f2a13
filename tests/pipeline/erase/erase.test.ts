/** What is erased is nowhere any more, and nothing else is wrong: history, log, documents and checks go on. */
import { execFileSync } from 'node:child_process';
import { cp, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decideErasure, type EraseRequest } from '../../../src/pipeline/erase/decide.ts';
import { erase, pendingErasures, previewErasure } from '../../../src/pipeline/erase/erase.ts';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { signLog } from '../../../src/pipeline/log/sign.ts';
import { attach } from '../../../src/pipeline/record/attach.ts';
import { sha256Of } from '../../../src/workspace/store/evidence.ts';
import { cleanUp, DAY, inspect, makeWorkspace, newFolder, note, noteDraft, open } from '../_workspace.ts';
import { asProgram, at, copyOf, verified } from '../log/_signed.ts';

afterAll(cleanUp);

const SECRET = '身份证号四四零四零二一九九零零一零一一二三四';
const PICTURE = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from(` ${SECRET} 照片`, 'utf8')]);
const NOTE = 'JS-20261124-001';
const PATH = `records/note/2026/11/${NOTE}.yaml`;

export const request = (targets: string[], more: Partial<EraseRequest> = {}): EraseRequest => ({
  ...{ targets, reason: '误录身份证号', by: '驻点工程师', approvedBy: '采购人负责人', now: at('18:00:00') },
  ...more,
});

/** A note with the secret, corrected once, a picture at another, and documents that were made from them. */
async function sensitive(): Promise<string> {
  const root = await makeWorkspace();
  await signLog(await open(root), at('08:00:00', '2026-11-23'));
  const session = await open(root);
  await inspect(session, at('09:00:00', '2026-11-23'), at('09:00:00'));
  await note(session, noteDraft(at('10:00:00'), `${SECRET} 来访登记`));
  await note(session, noteDraft(at('10:05:00'), '更换硬盘'));
  const file = join(await newFolder(), '证件.png');
  await writeFile(file, PICTURE);
  await attach(session, {
    record: 'JS-20261124-002',
    files: [file],
    subject: '来访人证件',
    takenAt: at('10:00:00'),
    now: at('10:06:00'),
  });
  await issue(session, { now: at('17:00:00') });
  await issue(session, { obligation: 'daily-maintenance', period: DAY, now: at('17:00:00') });
  await signLog(await open(root), at('17:01:00'));
  await session.workspace.change(
    '更正',
    (change) => change.replaceRecord(NOTE, noteDraft(at('10:00:00'), `${SECRET} 来访登记，已离开`), '漏写', '工程师'),
    { at: at('17:05:00') },
  );
  await signLog(await open(root), at('17:06:00'));
  return root;
}

/** Every file below a folder, and every object that git holds, as text. */
async function everything(root: string): Promise<string[]> {
  const found: string[] = [];
  for (const one of await readdir(root, { withFileTypes: true, recursive: true })) {
    if (!one.isFile()) continue;
    const path = join(one.parentPath, one.name);
    const bytes = await readFile(path);
    found.push(`${path} ${bytes.toString('latin1')}`, `${path} ${bytes.toString('utf8')}`);
    if (path.endsWith('.gz')) found.push(gunzipSync(bytes).toString('utf8'));
  }
  const objects = execFileSync('git', ['-C', root, 'cat-file', '--batch-all-objects', '--batch'], {
    maxBuffer: 1 << 28,
  });
  return [...found, objects.toString('utf8')];
}

const holds = async (root: string, text: string): Promise<boolean> =>
  (await everything(root)).some((one) => one.includes(text));

/** The keys of every workspace here lie in a folder of their own, because each copy is the one that signs. */
let template: { root: string; data: string };
const outer = process.env['XDG_DATA_HOME'];
beforeAll(async () => {
  const data = join(await newFolder(), 'data');
  process.env['XDG_DATA_HOME'] = data;
  const made = await sensitive();
  const root = join(await newFolder(), 'w');
  await rename(made, root);
  template = { root, data };
});
afterAll(() => {
  process.env['XDG_DATA_HOME'] = outer;
});

/** A copy that may sign. */
async function fresh(): Promise<string> {
  const data = join(await newFolder(), 'data');
  await cp(template.data, data, { recursive: true });
  process.env['XDG_DATA_HOME'] = data;
  return copyOf(template.root);
}

describe('a record', () => {
  it('is found in documents that print it, which have to be decided on; nothing is changed by asking', async () => {
    const session = await open(await fresh());
    const head = await session.workspace.git.head();
    const plan = await previewErasure(session, request([NOTE]));
    expect(plan.printing.length).toBeGreaterThan(0);
    await expect(erase(session, request([NOTE]))).rejects.toThrow('已签发的文档印有要清除的内容');
    expect(await session.workspace.git.head()).toBe(head);
    expect(await pendingErasures(session)).toEqual([]);
  });

  it('is nowhere any more with the documents that print it, and verification says so and nothing else', async () => {
    const root = await fresh();
    expect(await holds(root, SECRET)).toBe(true);
    const before = (await verified(root)).checked;
    const session = await open(root);
    const done = await erase(session, request([NOTE, sha256Of(PICTURE)], { documents: 'erase' }));
    expect(done).toMatchObject({ record: 'QC-20261124-001', losing: ['JS-20261124-002'] });
    expect(done.commits).toBeGreaterThan(0);
    expect(await holds(root, SECRET)).toBe(false);
    const after = await verified(root, { deep: true });
    expect(after.problems).toEqual([]);
    expect(after.checked.documents).toBe(before.documents);
    expect(after.notes.filter((one) => one.startsWith('已依规清除'))).toContain(
      `已依规清除 ${PATH}：2026-11-24 18:00 采购人负责人 批准，误录身份证号（清除记录 QC-20261124-001）`,
    );
    expect(asProgram(root, ['status', '--porcelain'])).toBe('');
    expect((await readdir(join(root, '.git', 'objects', 'pack'))).some((one) => one.endsWith('.pack'))).toBe(true);
  });
});
