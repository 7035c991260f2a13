import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DoctorCheck, doctor } from '../../../src/pipeline/doctor/doctor.ts';
import { type Answer, type BrowserTrial, type Machine, thisMachine } from '../../../src/pipeline/doctor/machine.ts';
import { cleanUp, makeWorkspace } from '../_workspace.ts';

const GIB = 1024 ** 3;
const EXT4 = 0xef53;

const browser =
  (network: BrowserTrial['network'], sandbox: boolean): Machine['startBrowser'] =>
  () =>
    Promise.resolve({ version: 'Chrome/153.0.0.0', network, sandbox });

/** A machine on which everything is as it should be; each test takes one thing away. */
function machine(change: Partial<Machine> = {}, answers: Record<string, Answer | null> = {}): Machine {
  const healthy: Record<string, Answer | null> = {
    git: { code: 0, output: 'git version 2.47.3' },
    timedatectl: { code: 0, output: 'yes' },
    ...answers,
  };
  return {
    nodeVersion: '26.10.0',
    isRoot: false,
    run: (command) => Promise.resolve(healthy[command] ?? null),
    disk: () => Promise.resolve({ free: 80 * GIB, type: EXT4 }),
    access: () => Promise.resolve('writable'),
    workspaceProblem: () => Promise.resolve(null),
    foreignFiles: () => Promise.resolve(null),
    secretProblems: () => Promise.resolve([]),
    permitProblem: () => Promise.resolve(null),
    scheduler: () => Promise.resolve({ state: 'alive', text: '运行中', remedy: null, livedAt: null, notes: [] }),
    reminderFindings: () => Promise.resolve(null),
    deskFindings: () => Promise.resolve([]),
    hasCommand: () => Promise.resolve(true),
    missingFonts: () => Promise.resolve([]),
    knowsZone: () => true,
    startBrowser: browser('namespace', true),
    ...change,
  };
}

async function check(id: string, on: Machine): Promise<DoctorCheck> {
  const { checks } = await doctor({ root: 'w', machine: on });
  const found = checks.find((entry) => entry.id === id);
  if (found === undefined) throw new Error(`no check ${id}`);
  return found;
}

test('on a machine that has everything nothing is left to do', async () => {
  const { checks } = await doctor({ root: 'w', machine: machine() });
  expect(checks.length).toBeGreaterThan(5);
  expect(checks.filter((entry) => entry.state !== 'ok' || entry.remedy !== null)).toEqual([]);
  expect(new Set(checks.map((entry) => entry.id)).size).toBe(checks.length);
});

const network = (type: number) => machine({ disk: () => Promise.resolve({ free: 80 * GIB, type }) });
const free = (bytes: number) => machine({ disk: () => Promise.resolve({ free: bytes, type: EXT4 }) });

const noAccount = { state: 'limited' as const, detail: '还没有账号', remedy: '建立账号' };
const noTls = { state: 'limited' as const, detail: '没有 TLS', remedy: '写明证书' };
const expired = { state: 'wrong' as const, detail: '证书已过期', remedy: '换发证书' };

test.for<[string, DoctorCheck['state'], string, Machine]>([
  ['node', 'missing', '20.20.2', machine({ nodeVersion: '20.20.2' })],
  ['git', 'missing', '没有找到', machine({}, { git: null })],
  ['git', 'missing', '2.30.2', machine({}, { git: { code: 0, output: 'git version 2.30.2' } })],
  ['git', 'ok', '3.0.1', machine({}, { git: { code: 0, output: 'git version 3.0.1' } })],
  ['browser', 'missing', 'libnss3.so', machine({ startBrowser: () => Promise.reject(new Error('libnss3.so')) })],
  ['browser', 'limited', '拦截', machine({ startBrowser: browser('proxy', false) })],
  ['browser', 'limited', 'root', machine({ startBrowser: browser('namespace', false) })],
  ['fonts', 'missing', '400Regular.ttf', machine({ missingFonts: () => Promise.resolve(['fonts/400Regular.ttf']) })],
  ['clock', 'missing', 'Asia/Shanghai', machine({ knowsZone: () => false })],
  ['clock', 'limited', '未与', machine({}, { timedatectl: { code: 0, output: 'no' } })],
  ['clock', 'limited', '无法得知', machine({}, { timedatectl: { code: 1, output: 'no bus' } })],
  ['disk', 'limited', '3.00 GB', free(3 * GIB)],
  ['disk', 'missing', '512.0 MB', free(GIB / 2)],
  ['local-disk', 'missing', 'NFS', network(0x6969)],
  ['local-disk', 'missing', 'CIFS', network(0xff534d42 - 2 ** 32)],
  ['local-disk', 'limited', 'FUSE', network(0x65735546)],
  ['workspace', 'missing', '权限', machine({ access: () => Promise.resolve('read-only') })],
  [
    'workspace',
    'wrong',
    '有 2 个文件不属于工作区文件夹的用户（如 records/a.json）',
    machine({ foreignFiles: () => Promise.resolve({ count: 2, first: 'records/a.json' }) }),
  ],
  ['workspace', 'wrong', '有不认识的键', machine({ workspaceProblem: () => Promise.resolve('有不认识的键') })],
  ['secrets', 'limited', '缺少 DB', machine({ secretProblems: () => Promise.resolve(['mysql-1：缺少 DB']) })],
  ['permit', 'limited', '没有有效的长期许可', machine({ permitProblem: () => Promise.resolve('没有有效的长期许可') })],
  ['desk', 'limited', '还没有账号；没有 TLS', machine({ deskFindings: () => Promise.resolve([noAccount, noTls]) })],
  ['desk', 'wrong', '证书已过期', machine({ deskFindings: () => Promise.resolve([expired, noAccount]) })],
  ['desk', 'ok', '设置可用后再查', machine({ workspaceProblem: () => Promise.resolve('有不认识的键') })],
  ['secrets', 'ok', '设置可用后再查', machine({ workspaceProblem: () => Promise.resolve('有不认识的键') })],
  ['test-tools', 'limited', 'poppler-utils', machine({ hasCommand: (name) => Promise.resolve(name !== 'pdftotext') })],
])('%s is %s: %s', async ([id, state, detail, on]) => {
  const found = await check(id, on);
  expect(found).toMatchObject({ state, detail: expect.stringContaining(detail) });
  expect(found.remedy === null).toBe(state === 'ok');
});

test('a check that fails itself is reported and hides no other', async () => {
  const broken = machine({ run: () => Promise.reject(new Error('EAGAIN')) });
  const { checks } = await doctor({ root: 'w', machine: broken });
  const git = checks.find((entry) => entry.id === 'git');
  expect(git).toMatchObject({ state: 'missing', detail: expect.stringContaining('EAGAIN') });
  expect(checks.find((entry) => entry.id === 'disk')?.state).toBe('ok');
});

describe('on this machine', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'opsledger-doctor-'));
    await mkdir(join(folder, 'made', '.git'), { recursive: true });
    await writeFile(join(folder, 'made', 'opsledger.yaml'), 'schema: 1\n');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** The real machine, but for the browser, which doctor.service.test.ts starts. */
  const here: Machine = { ...thisMachine, startBrowser: browser('namespace', true) };

  test('what the tool ships with is found', async () => {
    const { checks } = await doctor({ root: folder, machine: here });
    const states = Object.fromEntries(checks.map((entry) => [entry.id, entry.state]));
    expect(states).toMatchObject({ node: 'ok', git: 'ok', fonts: 'ok', 'local-disk': 'ok' });
  });

  test.for([
    ['none yet', 'limited', '尚未建立'],
    ['.', 'missing', '不是工作区'],
    ['made', 'wrong', '缺少必填的内容；文件：opsledger.yaml'],
  ])('the workspace %s is %s', async ([name, state, detail]) => {
    const { checks } = await doctor({ root: join(folder, name ?? ''), machine: here });
    const found = checks.find((entry) => entry.id === 'workspace');
    expect(found).toMatchObject({ state, detail: expect.stringContaining(detail ?? '') });
  });

  test('passwords that are missing or too short are named by their variables, never shown', async () => {
    const root = await makeWorkspace();
    const variable = (name: string) => ['$', `{${name}}`].join('');
    const source = (name: string, password: string) => ({
      name,
      type: 'redis',
      target: 'redis-1',
      host: 'h',
      password,
    });
    const settings = {
      schema: 1,
      timeZone: 'Asia/Shanghai',
      inspection: { opensAt: '09:00' },
      sources: [
        source('good', variable('DOCTOR_GOOD')),
        source('short', variable('DOCTOR_SHORT')),
        source('absent', variable('DOCTOR_ABSENT')),
      ],
    };
    await writeFile(join(root, 'opsledger.yaml'), JSON.stringify(settings));
    Object.assign(process.env, { DOCTOR_GOOD: 'long enough', DOCTOR_SHORT: 'q9z' });
    const { checks } = await doctor({ root, machine: here });
    const found = checks.find((entry) => entry.id === 'secrets');
    expect(found?.state).toBe('limited');
    expect(found?.detail).toMatch(/^short：变量 DOCTOR_SHORT 的值不足 4 个字符.*；absent：缺少 DOCTOR_ABSENT$/);
    expect(JSON.stringify(checks)).not.toContain('q9z');
    for (const name of ['DOCTOR_GOOD', 'DOCTOR_SHORT']) delete process.env[name];
    await cleanUp();
  });

  test('commands and zones are asked of the system', async () => {
    expect(await thisMachine.run('no-such-command-here', [])).toBeNull();
    expect(await thisMachine.run('sh', ['-c', 'echo no; exit 3'])).toEqual({ code: 3, output: 'no' });
    expect(await thisMachine.hasCommand('sh')).toBe(true);
    expect(await thisMachine.hasCommand('no-such-command-here')).toBe(false);
    expect(thisMachine.knowsZone('Asia/Shanghai')).toBe(true);
    expect(thisMachine.knowsZone('Asia/Nowhere')).toBe(false);
  });
});

test('files of another user are counted on the real disk', async () => {
  const root = await makeWorkspace();
  expect(await thisMachine.foreignFiles(root)).toBeNull();
  const { uid } = await stat(root);
  expect(await thisMachine.foreignFiles(join(root, 'contract'), uid + 1)).toEqual({
    count: (await readdir(join(root, 'contract'))).length,
    first: 'assets.yaml',
  });
  await cleanUp();
});

test('reminders have a line only where the settings name somebody, and say what does not get through', async () => {
  const { checks } = await doctor({ root: 'w', machine: machine() });
  expect(checks.map(({ id }) => id)).not.toContain('reminders');
  expect(await check('reminders', machine({ reminderFindings: () => Promise.resolve([]) }))).toMatchObject({
    state: 'ok',
  });
  const found = [
    { detail: '通道 group：缺少 DING_TOKEN', remedy: '写进环境变量' },
    { detail: '角色 值班 没有可用的地址', remedy: '写明地址' },
    { detail: '角色 项目经理 没有可用的地址', remedy: '写明地址' },
  ];
  expect(await check('reminders', machine({ reminderFindings: () => Promise.resolve(found) }))).toMatchObject({
    state: 'limited',
    detail: found.map(({ detail }) => detail).join('；'),
    remedy: '写进环境变量；写明地址',
  });
});
