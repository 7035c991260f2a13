/** The step before every script, run for real in a copy of its folder, with stand-ins for npm, apt-get and systemctl. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const repository = join(import.meta.dirname, '..');

const FONTS = 'src/render/chromium/fonts.json';

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

let root: string;
let log: string;

/** A program of the stand-in folder, which comes first on the PATH. */
async function program(name: string, script: string): Promise<void> {
  const file = join(root, 'programs', name);
  await writeFile(file, `#!/bin/sh\necho "${name} $*" >> "${log}"\n${script}\n`);
  await chmod(file, 0o755);
}

/** npm that installs as `npm ci` does: what was there is gone, then the packages are there. */
const workingNpm = (seconds = 0) => `rm -rf node_modules; sleep ${seconds}; mkdir -p node_modules/.bin
ln -s "${process.execPath}" node_modules/.bin/node; echo "added 1 package"`;

function setup(script: string, env: Record<string, string> = {}): Promise<Outcome> {
  const path = `${join(root, 'programs')}:${process.env['PATH']}`;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(root, 'src', 'setup.mjs'), script],
      { env: { ...process.env, PATH: path, ...env } },
      (error, stdout, stderr) => resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

/** What npm notes that it installed. */
async function notes(packages: Record<string, string>): Promise<void> {
  const named = Object.entries(packages).map(([name, version]) => [`node_modules/${name}`, { version }]);
  await mkdir(join(root, 'node_modules', '.bin'), { recursive: true });
  await writeFile(
    join(root, 'node_modules', '.package-lock.json'),
    JSON.stringify({ packages: Object.fromEntries(named) }),
  );
}

async function calls(): Promise<string[]> {
  return (await readFile(log, 'utf8')).split('\n').filter((line) => line !== '');
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'opsledger-setup-'));
  log = join(root, 'calls.log');
  await mkdir(join(root, 'src'));
  await mkdir(join(root, 'programs'));
  for (const part of ['src/setup.mjs', 'src/setup', FONTS])
    await cp(join(repository, part), join(root, part), { recursive: true });
  await writeFile(join(root, 'src', 'debian.json'), '[]');
  await writeFile(join(root, 'package-lock.json'), lockOf('1.10.0'));
  await writeFile(log, '');
  await program('npm', workingNpm());
});
afterEach(() => rm(root, { recursive: true, force: true }));

function lockOf(version: string): string {
  const others = {
    'node_modules/foreign': { version: '1.0.0', optional: true },
    'node_modules/tester': { version: '1.0.0', dev: true },
  };
  return JSON.stringify({ packages: { '': { name: 'x' }, 'node_modules/a': { version }, ...others } });
}

describe('npm packages', () => {
  test('are installed once, from the lock file, with stdout left clean', async () => {
    const first = await setup('opsledger');
    expect(first).toMatchObject({ code: 0, stdout: '' });
    expect(first.stderr).toMatch(/正在安装依赖[\s\S]*依赖已安装/);
    expect(await setup('opsledger')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await calls()).toEqual([expect.stringMatching(/^npm ci .*--include=dev --include=optional/)]);
  });

  test('are installed again when the lock file changed', async () => {
    await setup('start');
    await writeFile(join(root, 'package-lock.json'), lockOf('1.11.0'));
    await setup('start');
    expect(await calls()).toHaveLength(2);
  });

  test('are installed by one of two commands started together; the other waits', async () => {
    await program('npm', workingNpm(1));
    const both = await Promise.all([setup('start'), setup('test')]);
    expect(both.map((outcome) => outcome.code)).toEqual([0, 0]);
    expect(both.map((outcome) => outcome.stderr).join()).toContain('等它完成');
    expect(await calls()).toHaveLength(1);
  });

  test.for([
    ['equal to the lock file', 'start', { a: '1.10.0', tester: '1.0.0' }, 0],
    ['older than the lock file', 'start', { a: '1.1.0', tester: '1.0.0' }, 1],
    ['without those of development, for use', 'start', { a: '1.10.0' }, 0],
    ['without those of development, for tests', 'lint', { a: '1.10.0' }, 1],
    ['with old ones of development', 'start', { a: '1.10.0', tester: '0.9.0' }, 1],
  ] as const)('installed by hand and %s', async ([, script, there, installs]) => {
    await notes(there);
    expect(await setup(script)).toMatchObject({ code: 0 });
    expect(await calls()).toHaveLength(installs);
    // npm worked there again, by hand: what was found then says nothing.
    await program('npm', workingNpm());
    await notes({ a: '1.1.0' });
    await setup(script);
    expect(await calls()).toHaveLength(installs + 1);
  });

  test.for([
    ['npm error code ENOTFOUND', '连不上 npm 软件源'],
    ['npm error code ENOSPC', '磁盘已满'],
    ['npm error code EACCES', '没有写入权限'],
    ['npm error code EINTEGRITY', '校验值不符'],
    ['npm error something else', '手工执行 npm ci'],
  ])('that cannot be installed: %s', async ([message, remedy]) => {
    await program('npm', `echo "${message}" >&2; exit 1`);
    const outcome = await setup('start');
    expect(outcome).toMatchObject({ code: 3, stdout: '' });
    expect(outcome.stderr).toContain(remedy);
    expect(outcome.stderr).toContain(message);
    await program('npm', workingNpm());
    expect(await setup('start')).toMatchObject({ code: 0 });
  });
});

describe('what nobody reads of the packages', () => {
  const listed = async (path: string) => JSON.parse(await readFile(join(repository, path), 'utf8')) as never;
  const unread = async () => ((await listed('src/setup/unread.json')) as { path: string }[]).map(({ path }) => path);
  const fonts = async (): Promise<string[]> => listed(FONTS);

  test('is not in the packages that these tests run with, and what is read is', async () => {
    const modules = join(repository, 'node_modules');
    const packages = new Set((await fonts()).map((font) => dirname(dirname(font))));
    const weights = await Promise.all(
      [...packages].map(async (name) =>
        (await readdir(join(modules, name), { recursive: true })).map((file) => `${name}/${file}`),
      ),
    );
    expect(weights.flat().filter((file) => file.endsWith('.ttf'))).toEqual(await fonts());
    expect((await unread()).length).toBeGreaterThan(1);
    expect((await unread()).filter((path) => existsSync(join(modules, path)))).toEqual([]);
  });

  test('is removed after an installation, and nothing beside or behind it', async () => {
    await notes({ a: '1.10.0' });
    const put = async (path: string) => {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), '');
    };
    const [first = '', ...others] = await unread();
    const [font = ''] = await fonts();
    const unused = join(dirname(dirname(font)), '100Thin', 'thin.ttf');
    for (const path of [`${first}/x.h`, `${first}-beside/x.h`, font, unused]) await put(join('node_modules', path));
    // A package that is worked on elsewhere and linked here is somebody's source.
    const [linked = ''] = others.slice(-1);
    await put('elsewhere/dist/x.js');
    await symlink(join(root, 'elsewhere'), join(root, 'node_modules', dirname(linked)));
    const before = Date.now();
    expect(await setup('postinstall')).toEqual({ code: 0, stdout: '', stderr: '' });
    const left = (await readdir(root, { recursive: true })).filter((path) => /\.(h|ttf|js)$/.test(path));
    expect(left.sort()).toEqual(
      [
        `elsewhere/dist/x.js`,
        `node_modules/${linked}/x.js`,
        `node_modules/${first}-beside/x.h`,
        `node_modules/${font}`,
      ].sort(),
    );
    // npm still trusts its note, or it would fetch every package again.
    const note = await stat(join(root, 'node_modules', '.package-lock.json'));
    expect(note.mtimeMs).toBeGreaterThanOrEqual(before);
  });
});

describe('system packages of the tests', () => {
  /** Whoever runs this test: the step takes itself for this user, and its one file of the system is in the scratch folder. */
  const as = (uid: number, env: Record<string, string> = {}): Promise<Outcome> =>
    setup('test', { NODE_OPTIONS: `--import ${join(root, 'stand-in.mjs')}`, STAND_IN_UID: String(uid), ...env });
  const policy = () => join(root, 'policy-rc.d');
  const ROOT = 0;
  const SOMEBODY = 1000;

  beforeEach(async () => {
    const list = [
      { package: 'made-up-reader', probe: 'made-up-reader', use: '读回文件' },
      { package: 'made-up-server', probe: join(root, 'made-up.so'), use: '采集测试', service: 'made-up' },
      { package: 'shell', probe: 'sh', use: '已有' },
    ];
    await writeFile(join(root, 'src', 'debian.json'), JSON.stringify(list));
    await notes({ a: '1.10.0', tester: '1.0.0' });
    await symlink(process.execPath, join(root, 'node_modules', '.bin', 'node'));
    await writeFile(
      join(root, 'stand-in.mjs'),
      `import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
process.getuid = () => Number(process.env.STAND_IN_UID);
for (const name of ['existsSync', 'readFileSync', 'writeFileSync', 'rmSync']) {
  const real = fs[name];
  fs[name] = (path, ...more) => real(path === '/usr/sbin/policy-rc.d' ? '${policy()}' : path, ...more);
}
syncBuiltinESMExports();
`,
    );
    await program('systemctl', '');
    await program(
      'apt-get',
      `case "$*" in *install*) cat "${policy()}" > "${root}/policy-seen";; esac
case "$*" in *install*) cp "$0" "${root}/programs/made-up-reader"; touch "${root}/made-up.so";; esac`,
    );
  });

  test.for([
    ['by somebody who is not root', SOMEBODY, {}],
    ['where they may not be installed', ROOT, { OPSLEDGER_NO_APT: '1' }],
  ] as const)('are named with the way to get them %s', async ([, uid, env]) => {
    const outcome = await as(uid, env);
    expect(outcome).toMatchObject({ code: 0, stdout: '' });
    expect(outcome.stderr).toContain('made-up-reader：读回文件');
    expect(outcome.stderr).toContain(
      '以 root 执行 apt-get update && apt-get install --no-install-recommends made-up-reader made-up-server',
    );
    expect(await calls()).toEqual([]);
  });

  test('are asked for by no script but test', async () => {
    expect(await setup('start')).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('are installed by root once, their services neither started nor enabled', async () => {
    expect((await as(ROOT)).code).toBe(0);
    const lines = (await calls()).filter((line) => !line.startsWith('made-up-reader'));
    expect(lines).toEqual([
      expect.stringMatching(/^apt-get .* update$/),
      expect.stringMatching(/^apt-get .* install --no-install-recommends made-up-reader made-up-server$/),
      'systemctl disable made-up',
    ]);
    // What keeps services from starting stood there while they were installed, and is gone.
    expect(await readFile(join(root, 'policy-seen'), 'utf8')).toContain('exit 101');
    await expect(readFile(policy(), 'utf8')).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await as(ROOT)).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('that cannot be installed are named, with what apt-get said', async () => {
    await program('apt-get', 'echo "E: Unable to locate package made-up-reader"; exit 100');
    const outcome = await as(ROOT);
    expect(outcome).toMatchObject({ code: 0, stdout: '' });
    expect(outcome.stderr).toContain('缺少测试所需的系统软件');
    expect(outcome.stderr).toContain('E: Unable to locate package');
  });
});

test('every system package is described once, in one list', async () => {
  const list = JSON.parse(await readFile(join(repository, 'src', 'debian.json'), 'utf8')) as Record<string, string>[];
  expect(new Set(list.map((entry) => entry['package'])).size).toBe(list.length);
  for (const entry of list)
    expect(entry).toMatchObject({ probe: expect.stringMatching(/^\/?[a-z]/), use: expect.any(String) });
});
