/** `opsledger` as a program of its own: linked from anywhere, with the Node beside it, and plain words of a Node that is too old. */
import { execFile, spawn } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { basename, delimiter, join } from 'node:path';
import { runChecks } from 'es-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { tempFolder } from './support/at-end.ts';

const repository = join(import.meta.dirname, '..');
const manifest = JSON.parse(await readFile(join(repository, 'package.json'), 'utf8')) as {
  bin: Record<string, string>;
  scripts: Record<string, string>;
};
const bin = manifest.bin['opsledger'] ?? '';

/** A copy of what begins the program, without packages. */
let copy: string;
/** Another folder, where somebody types; `opsledger` in it is the link that npm makes. */
let elsewhere: string;

const scratch = await tempFolder('by-name');
beforeEach(async () => {
  const place = await mkdtemp(join(scratch, 'x'));
  [copy, elsewhere] = [join(place, 'the program'), join(place, 'elsewhere')];
  for (const part of [bin, 'src/opsledger.mjs', 'src/setup', 'src/pipeline/cache-root.mjs'])
    await cp(join(repository, part), join(copy, part), { recursive: true });
  await mkdir(elsewhere);
  await symlink(join(copy, bin), join(elsewhere, 'opsledger'));
});

interface Outcome {
  code: number | string;
  stdout: string;
  stderr: string;
}

function run(program: string, args: string[], env: Record<string, string> = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(program, args, { cwd: elsewhere, env: { ...process.env, ...env } }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : (error.code ?? ''), stdout, stderr }),
    );
  });
}

/** A Node of its own beside the copy, which says how it was called. */
async function pinned(script: string): Promise<void> {
  const node = join(copy, 'node_modules', '.bin', 'node');
  await mkdir(join(node, '..'), { recursive: true });
  await writeFile(node, `#!/bin/sh\n${script}\n`);
  await chmod(node, 0o755);
}

describe('the linked name', () => {
  it('gives its process to the Node beside the program, with what was typed and where', async () => {
    await pinned('printf "%s\\n" "$INIT_CWD" "$@"; cat; kill -TERM $$');
    const child = spawn(join(elsewhere, 'opsledger'), ['due', '--workspace', '我 的', ''], {
      cwd: elsewhere,
      // As below an npm script of another project, which then went elsewhere.
      env: { ...process.env, npm_package_json: '/other/package.json', INIT_CWD: '/other' },
    });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    child.stdin.end('typed');
    const ended = await new Promise((done) => child.on('close', (code, signal) => done([code, signal])));
    const [flags, args] = [said.split('\n').slice(1, -1), said.split('\n')];
    expect(args[0]).toBe(elsewhere);
    expect(flags.slice(flags.indexOf(join(copy, 'src/opsledger.mjs')) + 1)).toEqual([
      'due',
      '--workspace',
      '我 的',
      '',
    ]);
    expect(said.endsWith('typed')).toBe(true);
    expect(ended).toEqual([null, 'SIGTERM']);
  });

  it('is what the scripts of npm start, which say themselves where they were typed', async () => {
    for (const script of ['start', 'opsledger', 'demo'])
      expect(manifest.scripts[script]?.split(' ')[0], script).toBe(bin);
    await writeFile(join(copy, 'package.json'), '{}');
    await pinned('echo "$INIT_CWD $npm_lifecycle_event"');
    const env = { npm_package_json: join(copy, 'package.json'), INIT_CWD: '/typed', npm_lifecycle_event: 'start' };
    expect(await run(join(elsewhere, 'opsledger'), [], env)).toEqual({ code: 0, stdout: '/typed start\n', stderr: '' });
  });

  it('runs the program itself', async () => {
    await symlink(join(repository, bin), join(elsewhere, 'whole'));
    const { code, stdout, stderr } = await run(join(elsewhere, 'whole'), ['due', '--workspace', 'none'], {
      npm_package_json: '',
    });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(join(elsewhere, 'none'));
  });
});

describe('what is missing is said in words', () => {
  const OLD = ['10.24.1', '18.20.8', '20.19.0', '25.9.0'];

  it.each(OLD)('a Node that is too old: %s', async (version) => {
    const old = join(copy, 'old.mjs');
    await writeFile(old, `Object.defineProperty(process.versions, 'node', { value: '${version}' });`);
    const outcome = await run(process.execPath, [join(copy, 'src/opsledger.mjs'), 'due'], {
      NODE_OPTIONS: `--import "${old}"`,
    });
    expect(outcome).toMatchObject({ code: 3, stdout: '' });
    expect(outcome.stderr).toBe(
      `OpsLedger：本机 Node 是 ${version}，过旧，需要 26 以上\n  处理：执行 ${join(copy, bin)} 命令，它使用随附的 Node；还没有安装的，先在 ${copy} 执行 npm ci\n`,
    );
  });

  it('to every Node that people have: what begins is in the syntax of Node 12', async () => {
    const files = ['src/opsledger.mjs', 'src/setup.mjs', 'src/setup/node-version.mjs'];
    for (const file of files) {
      const text = await readFile(join(repository, file), 'utf8');
      // Of the syntax of 2020 it has these two.
      const older = text.replaceAll('import(', 'load(').replaceAll('import.meta', 'meta');
      await writeFile(join(copy, `${basename(file)}.txt`), older);
      // A name that a module of an old Node lacks is an error before the first line.
      const names = [...text.matchAll(/^import \{(.*?)\} from '(?:node:|\.)/gms)].flatMap(([, some = '']) =>
        some.split(','),
      );
      const known = ['dirname', 'join', 'fileURLToPath', 'demandNode', 'fail', 'isOlder', 'RUNTIME_NODE', 'SETUP_NODE'];
      expect(
        names.map((name) => name.trim()).filter((name) => !known.includes(name)),
        file,
      ).toEqual([]);
    }
    const { errors } = await runChecks([{ ecmaVersion: 'es2019', files: [join(copy, '*.txt')], module: true }], {});
    expect(errors).toEqual([]);
  });

  it('packages', async () => {
    await cp(join(repository, 'src/begin.mjs'), join(copy, 'src/begin.mjs'));
    await writeFile(join(copy, 'src/cli.ts'), "import 'commander';");
    await writeFile(join(copy, 'package.json'), '{ "type": "module" }');
    const outcome = await run(process.execPath, [join(copy, 'src/opsledger.mjs')]);
    expect(outcome).toMatchObject({ code: 3, stdout: '' });
    expect(outcome.stderr).toBe(
      `OpsLedger：依赖没有安装齐全，缺少 commander\n  处理：在 ${copy} 执行 npm ci（不开发的加 --omit=dev）\n`,
    );
  });

  it('packages and any Node', async () => {
    const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
    const programs = join(copy, 'programs');
    await mkdir(programs);
    for (const name of ['sh', 'readlink'])
      await symlink(await firstOf(folders.map((folder) => join(folder, name))), join(programs, name));
    const outcome = await run(join(elsewhere, 'opsledger'), [], { PATH: programs });
    expect(outcome).toMatchObject({ code: 3, stdout: '' });
    expect(outcome.stderr).toContain(`在 ${copy} 执行 npm ci`);
  });
});

async function firstOf(paths: string[]): Promise<string> {
  const { existsSync } = await import('node:fs');
  return paths.find((path) => existsSync(path)) ?? '';
}
