/** A signed workspace with what should never have come in, its copies, and a look at everything that they hold. */

import { execFileSync } from 'node:child_process';
import { cp, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll } from 'vitest';
import type { EraseRequest } from '../../../src/pipeline/erase/decide.ts';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { signLog } from '../../../src/pipeline/log/sign.ts';
import { attach } from '../../../src/pipeline/record/attach.ts';
import { photoPng } from '../../support/scans.ts';
import { cleanUp, DAY, inspect, makeWorkspace, newFolder, note, noteDraft, open } from '../_workspace.ts';
import { at, copyOf } from '../log/_signed.ts';

export const SECRET = '身份证号四四零四零二一九九零零一零一一二三四';
export const PICTURE = Buffer.concat([photoPng(), Buffer.from(` ${SECRET} 照片`, 'utf8')]);
export const NOTE = 'JS-20261124-001';
export const PATH = `records/note/2026/11/${NOTE}.yaml`;

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

/** A content as text, unpacked where it is packed; what stands for an erased file bears the old name and is not. */
const asText = (bytes: Buffer): string =>
  bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes).toString('utf8') : bytes.toString('utf8');

/** Every file below a folder, and every object that git holds, as text. */
async function everything(root: string): Promise<string[]> {
  const found: string[] = [];
  for (const one of await readdir(root, { withFileTypes: true, recursive: true })) {
    if (!one.isFile()) continue;
    const path = join(one.parentPath, one.name);
    const bytes = await readFile(path);
    found.push(`${path} ${bytes.toString('latin1')}`, `${path} ${asText(bytes)}`);
  }
  return [...found, ...objectsOf(root).map(asText)];
}

/** Contents of all objects, those in packs and those that nothing leads to included. */
function objectsOf(root: string): Buffer[] {
  const all = execFileSync('git', ['-C', root, 'cat-file', '--batch-all-objects', '--batch'], { maxBuffer: 1 << 28 });
  const objects: Buffer[] = [];
  for (let at = 0; at < all.length; ) {
    const end = all.indexOf(10, at);
    const size = Number(all.subarray(at, end).toString('latin1').split(' ')[2]);
    objects.push(all.subarray(end + 1, end + 1 + size));
    at = end + 2 + size;
  }
  return objects;
}

export const holds = async (root: string, text: string): Promise<boolean> =>
  (await everything(root)).some((one) => one.includes(text));

let template: { root: string; data: string };
const outer = process.env['XDG_DATA_HOME'];

/** Makes it before the tests of a file. The keys lie in a folder of their own, because each copy is the one that signs. */
export function withSensitive(): void {
  beforeAll(async () => {
    const data = join(await newFolder(), 'data');
    process.env['XDG_DATA_HOME'] = data;
    const made = await sensitive();
    const root = join(await newFolder(), 'w');
    await rename(made, root);
    template = { root, data };
  });
  afterAll(async () => {
    process.env['XDG_DATA_HOME'] = outer;
    await cleanUp();
  });
}

/** A copy that may sign. */
export const fresh = (): Promise<string> => copyOfSigner(template.root, template.data);

/** The same of a workspace that was changed since. */
export const freshFrom = (root: string): Promise<string> => copyOfSigner(root, dataOf.get(root) ?? '');

const dataOf = new Map<string, string>();

async function copyOfSigner(from: string, keys: string): Promise<string> {
  const data = join(await newFolder(), 'data');
  await cp(keys, data, { recursive: true });
  process.env['XDG_DATA_HOME'] = data;
  const root = await copyOf(from);
  const folder = join(data, 'opsledger', 'keys');
  for (const name of await readdir(folder)) {
    const home = join(folder, name, 'workspace');
    await writeFile(home, JSON.stringify({ ...JSON.parse(await readFile(home, 'utf8')), root }));
  }
  dataOf.set(root, data);
  return root;
}
