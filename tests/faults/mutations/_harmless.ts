/** What anybody may do to a workspace, and nobody is to be told of. */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, git } from './_ground.ts';
import { pick, type Scene } from './_scene.ts';

export interface Harmless {
  name: string;
  /** @returns where the workspace is from now on, when not where it was */
  run(scene: Scene): string | undefined;
}

const FOLDERS = ['records', 'evidence', 'archive', 'contract', 'state'];

/** Some of the files, or all of them. */
function some({ root, random }: Scene): string[] {
  const share = pick([0.01, 0.3, 2], random);
  return filesBelow(root, ...FOLDERS).filter(() => random() < share);
}

const gitCall = (name: string, ...calls: string[][]): Harmless => ({
  name: `git ${name}`,
  run({ root }) {
    for (const args of calls) git(root, args);
    return undefined;
  },
});

/** In place of the workspace: what a command made of it. */
const inItsPlace = (name: string, make: (from: string, to: string) => void): Harmless => ({
  name,
  run({ root }) {
    const to = `${root}-made`;
    make(root, to);
    rmSync(root, { recursive: true });
    renameSync(to, root);
    return undefined;
  },
});

const clone = (from: string, to: string, ...options: string[]) =>
  execFileSync('git', ['clone', '-q', '--no-local', ...options, from, to], { stdio: 'pipe' });

export const harmless: Harmless[] = [
  gitCall('gc', ['gc', '-q']),
  gitCall('gc --prune=now', ['gc', '-q', '--prune=now']),
  gitCall('repack', ['repack', '-q', '-a', '-d', '--window=20', '--depth=60']),
  gitCall(
    'repack, loosened first',
    ['repack', '-q', '-A', '-d', '--unpack-unreachable=now'],
    ['repack', '-q', '-a', '-d', '-f'],
  ),
  gitCall('prune-packed and pack-refs', ['prune-packed', '-q'], ['pack-refs', '--all']),
  gitCall('reflog expire', ['reflog', 'expire', '--expire=now', '--all']),
  gitCall(
    'commit-graph and multi-pack-index',
    ['repack', '-q', '-a', '-d'],
    ['commit-graph', 'write', '--reachable'],
    ['multi-pack-index', 'write'],
  ),
  gitCall('branch, tag and note', ['branch', '旁支'], ['tag', 'v1'], ['notes', 'add', '-m', '看过']),
  gitCall('stash of nothing, status, fsck', ['stash', 'list'], ['status', '--short'], ['fsck', '--no-progress']),
  gitCall('index made anew', ['read-tree', 'HEAD'], ['update-index', '-q', '--refresh']),
  gitCall(
    'settings of a person',
    ['config', 'user.name', '张三'],
    ['config', 'color.ui', 'always'],
    ['config', 'gc.auto', '0'],
  ),
  gitCall('a remote', ['remote', 'add', 'backup', '/srv/backup.git']),
  {
    name: 'git checkout of all files, removed before',
    run({ root }) {
      for (const folder of FOLDERS) rmSync(join(root, folder), { recursive: true });
      git(root, ['-c', 'core.autocrlf=false', 'checkout', '-q', '-f', 'HEAD', '--', '.']);
      return undefined;
    },
  },
  {
    name: 'git checkout of some files, removed before',
    run(scene) {
      for (const path of some(scene)) rmSync(join(scene.root, path));
      git(scene.root, ['checkout', '-q', '-f', 'HEAD', '--', '.']);
      return undefined;
    },
  },
  {
    name: 'other times of files',
    run(scene) {
      for (const path of some(scene)) utimesSync(join(scene.root, path), scene.random() * 4e9, scene.random() * 4e9);
      return undefined;
    },
  },
  {
    name: 'other rights of files',
    run(scene) {
      const mode = pick([0o600, 0o640, 0o644, 0o664, 0o755, 0o444], scene.random);
      for (const path of some(scene)) chmodSync(join(scene.root, path), mode);
      return undefined;
    },
  },
  {
    name: 'an empty folder',
    run({ root, random }) {
      mkdirSync(join(root, pick(['archive/2031/01', 'records/note/2031/02', 'evidence/ff', 'inbox/x'], random)), {
        recursive: true,
      });
      return undefined;
    },
  },
  {
    name: 'a file that waits in inbox/, and what the program keeps for itself',
    run({ root }) {
      mkdirSync(join(root, 'inbox'), { recursive: true });
      writeFileSync(join(root, 'inbox/扫描件.pdf'), 'x');
      return undefined;
    },
  },
  {
    name: 'no index of git',
    run({ root }) {
      rmSync(join(root, '.git/index'), { force: true });
      git(root, ['reset', '-q']);
      return undefined;
    },
  },
  inItsPlace('a clone in its place', (from, to) => clone(from, to)),
  inItsPlace('a clone of its mirror in its place', (from, to) => {
    clone(from, `${to}.git`, '--mirror');
    clone(`${to}.git`, to);
    rmSync(`${to}.git`, { recursive: true });
  }),
  inItsPlace('a clone of a bundle in its place', (from, to) => {
    git(from, ['bundle', 'create', '-q', `${to}.bundle`, 'HEAD', 'main']);
    clone(`${to}.bundle`, to, '-b', 'main');
    rmSync(`${to}.bundle`);
  }),
  inItsPlace('a copy in its place', (from, to) => cpSync(from, to, { recursive: true })),
  inItsPlace('what tar packed and unpacked in its place', (from, to) => {
    mkdirSync(to);
    execFileSync('sh', ['-c', `tar -C "$0" -cf - . | tar -C "$1" -xf -`, from, to]);
  }),
  {
    name: 'moved to a folder with another name',
    run({ root }) {
      const to = join(root, '..', '另一处 备份');
      renameSync(root, to);
      return to;
    },
  },
  {
    name: 'copied to a folder with another name, itself still there',
    run({ root }) {
      const to = join(root, '..', 'copy');
      cpSync(root, to, { recursive: true });
      return to;
    },
  },
];
