/** One small workspace whose log was signed three times, its copies, and what somebody does to them. */
import { execFileSync } from 'node:child_process';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import { signLog } from '../../../src/pipeline/log/sign.ts';
import { type VerifyRequest, type VerifyResult, verify } from '../../../src/pipeline/verify/verify.ts';
import { DAY, inspect, makeWorkspace, newFolder, note, noteDraft, open, signoff } from '../_workspace.ts';

export const at = (time: string, day = DAY) => `${day}T${time}+08:00`;
export const FOLDER = `archive/2026/inspection-log/${DAY}/r1`;
export const CHECKPOINT = 'archive/log/checkpoint';

export interface Signed {
  root: string;
  /** The signed checkpoint of each signing, oldest first. */
  checkpoints: string[];
}

/** Signed after the contract was filled in, after the first documents, and after what came later, a correction among it. */
export async function signedWorkspace(): Promise<Signed> {
  const root = await makeWorkspace();
  const checkpoints: string[] = [];
  const sign = async (now: string) => {
    await signLog(await open(root), now);
    checkpoints.push(await readFile(join(root, CHECKPOINT), 'utf8'));
  };
  await sign(at('08:00:00', '2026-11-23'));
  const session = await open(root);
  await inspect(session, at('09:00:00', '2026-11-23'), at('09:00:00'));
  const noted = await note(session, noteDraft(at('10:00:00'), '清理临时文件'));
  await session.workspace.change('材料', (change) => change.putEvidence(Buffer.from('机柜照片')), {
    at: at('10:00:00'),
  });
  await issue(session, { now: at('17:00:00') });
  await issue(session, { obligation: 'daily-maintenance', period: DAY, now: at('17:00:00') });
  await sign(at('17:01:00'));
  const id = /([A-Z]+-\d+-\d+)\.yaml$/.exec(noted)?.[1] ?? '';
  await session.workspace.change(
    '更正',
    (change) => change.replaceRecord(id, noteDraft(at('10:00:00'), '清理临时文件与日志'), '漏写', '工程师'),
    { at: at('17:05:00') },
  );
  await signoff(session, { action: 'deliver', at: at('17:10:00') });
  await sign(at('17:11:00'));
  return { root, checkpoints };
}

export async function copyOf(root: string): Promise<string> {
  const copy = join(await newFolder(), 'w');
  await cp(root, copy, { recursive: true, preserveTimestamps: true });
  return copy;
}

export const verified = async (root: string, request?: VerifyRequest): Promise<VerifyResult> =>
  verify(await open(root), request);

/** git as whoever can write to the repository can call it, under the program's own name. */
export function asProgram(root: string, args: string[], env: Record<string, string> = {}): string {
  const name = { GIT_AUTHOR_NAME: 'OpsLedger', GIT_COMMITTER_NAME: 'OpsLedger' };
  const mail = { GIT_AUTHOR_EMAIL: 'opsledger@localhost', GIT_COMMITTER_EMAIL: 'opsledger@localhost' };
  return execFileSync('git', ['-C', root, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...name, ...mail, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();
}

/** Files of the workspace below these folders, sorted. */
export async function filesBelow(root: string, ...folders: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const folder of folders) {
    const entries = await readdir(join(root, folder), { withFileTypes: true, recursive: true });
    for (const one of entries) if (one.isFile()) found.push(join(one.parentPath, one.name).slice(root.length + 1));
  }
  return found.sort();
}

export async function edit(root: string, path: string, change: (bytes: Buffer) => Uint8Array): Promise<void> {
  await writeFile(join(root, path), change(await readFile(join(root, path))));
}
