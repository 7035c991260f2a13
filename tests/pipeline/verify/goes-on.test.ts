/** One file that cannot be used hides nothing else: it is told with its place, and whatever can be judged is. */
import { chmod, mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/contract/error.ts';
import { openSession } from '../../../src/pipeline/session.ts';
import type { Problem } from '../../../src/pipeline/verify/problem.ts';
import { verify } from '../../../src/pipeline/verify/verify.ts';
import type { Git } from '../../../src/workspace/git/git.ts';
import { standInContract } from '../../../src/workspace/store/stand-in-contract.ts';
import { runs } from '../../support/runs.ts';
import { git } from '../_workspace.ts';
import { copyOf, FOLDER, filesBelow, signedWorkspace } from '../log/_signed.ts';

const signed = await signedWorkspace();
const html = (await readdir(join(signed.root, FOLDER))).find((name) => name.endsWith('.html')) ?? '';

const DAMAGE: Readonly<Record<string, (path: string) => Promise<unknown>>> = {
  'no data': (path) => writeFile(path, '}{: [\n\t- ?'),
  'a folder': async (path) => {
    await rm(path);
    await mkdir(join(path, 'in'), { recursive: true });
  },
  'other data': (path) => writeFile(path, 'schema: 99\nids: 5\n'),
  'no text': (path) => writeFile(path, Buffer.from([0, 0xff, 0xfe, 0x80, 10])),
  gone: (path) => rm(path),
  nothing: (path) => writeFile(path, ''),
  'a link to nowhere': async (path) => {
    await rm(path);
    await symlink('/nowhere/at/all', path);
  },
};
const WAYS = Object.keys(DAMAGE);

/** One file of each kind that a workspace has; of contract and settings each. */
async function targets(): Promise<string[]> {
  const all = await filesBelow(signed.root, 'contract', 'records', 'plans', 'knowledge-base', 'archive', 'evidence');
  const kindOf = (path: string): string =>
    path.startsWith('contract/')
      ? path
      : path.replace(/\d{4}.*\//, '').replace(/(^[a-z-]+\/)?.*?(\w+\/)?[^/]*(\.[\w-]+)$/, '$1$2*$3');
  return [
    ...[...Map.groupBy(all, kindOf).values()].map(([path]) => path as string),
    ...['opsledger.yaml', '.gitignore', 'state/withdrawn.json'],
  ];
}

interface Looked {
  ok: boolean;
  problems: Problem[];
  standsIn: boolean;
}

/** As the command verifies. */
async function looked(root: string): Promise<Looked> {
  const session = await openSession(root, { settings: false, goesOn: true });
  try {
    const { ok, problems } = await verify(session);
    return { ok, problems, standsIn: session.workspace.standIn !== undefined };
  } finally {
    await session.close();
  }
}

const names = (problems: readonly Problem[], of: string): boolean =>
  problems.some(({ path }) => path === of || path.startsWith(`${of}/`) || of.startsWith(`${path}/`));

/** @returns what is missing in the answer, in words */
async function damaged(path: string, way: string, isCommitted: boolean): Promise<string[]> {
  const root = await copyOf(signed.root);
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), '', { flag: 'a' });
  await DAMAGE[way]?.(join(root, path));
  await writeFile(join(root, FOLDER, html), 'forged');
  if (isCommitted) {
    git(root, 'add', '-A', '.');
    git(root, 'commit', '-q', '--allow-empty', '-m', 'x');
  }
  const { problems, standsIn } = await looked(root);
  // What was committed is as it is to be: it is named where it cannot be used, or nobody but the program writes it.
  const isEdit = isCommitted && !standsIn && !/^(?:records|archive|evidence)\//.test(path);
  await rm(root, { recursive: true });
  return [
    ...(names(problems, path) || isEdit ? [] : ['not named']),
    ...(problems.some((one) => one.path.endsWith(html)) ? [] : ['hides another']),
  ].map((word) => `${path}, ${way}: ${word}`);
}

it('whichever file it is, and however it is damaged, committed or not', async () => {
  const failed: string[] = [];
  const each = runs(1);
  // Of a change every third kind is tried, at night all of them in every way.
  const some = (await targets()).filter((_, n) => each > 1 || n % 3 === 0);
  for (const [n, path] of some.entries())
    for (const way of WAYS.slice(0, each).map((_, m) => WAYS[(n + m) % WAYS.length] as string))
      failed.push(...(await damaged(path, way, (n + way.length) % 2 === 1)));
  for (const path of ['contract/contract.yaml', 'state/withdrawn.json'])
    for (const way of WAYS.slice(0, 3)) failed.push(...(await damaged(path, way, false)));
  expect(failed).toEqual([]);
}, 600_000);

describe('it says what was not judged', () => {
  it('by the contract as it is, and judges by the last one that can be used', async () => {
    const root = await copyOf(signed.root);
    await writeFile(join(root, 'contract/contract.yaml'), 'schema: [');
    git(root, 'commit', '-q', '-a', '-m', 'x');
    const { problems } = await looked(root);
    const own = problems.filter(({ path }) => path === 'contract/contract.yaml').map(({ message }) => message);
    expect(own[0]).toMatch(/不能使用：YAML 格式错误.*改按提交 [0-9a-f]{12} 的合同数据：没有按现在的合同核对.*照常核对/);
  });

  it('where no version of the contract can be used, either', async () => {
    const none = {
      head: () => Promise.resolve('x'),
      historyOf: () => Promise.resolve([]),
      listTree: () => Promise.resolve([]),
    };
    const fault = new UserError('YAML 格式错误', { file: 'contract/contract.yaml' });
    const last = join(import.meta.dirname, '../../../data/starters/bureau');
    const found = await standInContract(none as unknown as Git, fault, last);
    expect(found).toMatchObject({ commit: null, contract: { contract: { shortName: 'HQSF' } } });
  });

  // Root reads everything: there another user looks.
  it('of a folder and a file that nobody may read', async () => {
    const root = await copyOf(signed.root);
    const [folder, file] = ['records/inspection', `${FOLDER}/${html}`];
    for (const path of [folder, file]) await chmod(join(root, path), 0);
    const { ok, problems } = await asNobody(root, () => looked(root));
    expect(ok).toBe(false);
    for (const path of [folder, file])
      expect(
        problems.filter((one) => one.path === path && /读不出来|没有读写权限/.test(one.message)),
        path,
      ).not.toEqual([]);
    expect(problems.filter(({ message }) => /文件被删除/.test(message))).toEqual([]);
  });
});

/** Runs it as a user who is not root, whose the folder is then. */
async function asNobody<T>(root: string, work: () => Promise<T>): Promise<T> {
  const [uid, nobody] = [process.geteuid?.() ?? -1, 65_534];
  if (uid !== 0) return work();
  const { execFileSync } = await import('node:child_process');
  execFileSync('chown', ['-R', `${nobody}`, root]);
  for (let at = dirname(root); at.includes('opsledger'); at = dirname(at)) await chmod(at, 0o755);
  process.seteuid?.(nobody);
  try {
    return await work();
  } finally {
    process.seteuid?.(uid);
  }
}
