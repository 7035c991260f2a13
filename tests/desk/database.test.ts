/** The desk's database in a workspace: never in git, nobody's leftover, backed up and restored with it. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, it } from 'vitest';
import { DESK_COPY, DESK_DATABASE, openDeskDatabase } from '../../src/accounts/database.ts';
import { addAccount, listAccounts } from '../../src/desk/accounts.ts';
import { measuresBeside } from '../../src/desk/checks/measures.ts';
import { openDeskSession } from '../../src/desk/desk-session.ts';
import { deskTrouble, hasDesk, othersViews } from '../../src/pipeline/desk-accounts.ts';
import { deskFindings } from '../../src/pipeline/doctor/desk.ts';
import { mend } from '../../src/pipeline/doctor/mend.ts';
import { verify } from '../../src/pipeline/verify/verify.ts';
import { keepDesk } from '../../src/serve/kept-desk.ts';
import { sweepDesk } from '../../src/serve/sweep.ts';
import { createApp } from '../../src/server/app.ts';
import { makeUnfilledWorkspace, newFolder, open } from '../pipeline/_workspace.ts';

const NOW = '2026-11-24T09:00:00+08:00';
const TERMINAL = { now: NOW, by: { channel: 'terminal' }, address: '命令行' } as const;
let root: string;
beforeEach(async () => {
  root = await makeUnfilledWorkspace();
  await withSession((place) => addAccount(place, { name: 'wang-lei', person: '王磊', role: 'engineer' }, TERMINAL));
});

async function withSession<T>(work: (place: ReturnType<typeof openDeskSession>) => Promise<T>): Promise<T> {
  const session = openDeskSession(root);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}

const git = (...args: string[]): string => execFileSync('git', ['-C', root, ...args], { encoding: 'utf8' });

/** As it was before there was a desk. */
const makeOld = (): void => {
  const file = join(root, '.gitignore');
  writeFileSync(file, readFileSync(file, 'utf8').replace('/state/*.sqlite*\n', ''));
  git('-c', 'user.name=OpsLedger', '-c', 'user.email=opsledger@localhost', 'commit', '-qam', '旧');
};

describe.each([
  ['a new workspace', () => undefined],
  ['one that was made before there was a desk', makeOld],
])('in %s', (_, prepare) => {
  it('it is in no commit and no complaint', async () => {
    prepare();
    const database = openDeskDatabase(root); // open, so that -wal and -shm stand beside it
    await withSession((place) => sweepDesk(place, NOW));
    expect(existsSync(join(root, `${DESK_DATABASE}-wal`))).toBe(true);
    const session = await open(root);
    await withSession((place) =>
      addAccount(place, { name: 'cai-gou', person: '采购联系人', role: 'purchaser' }, TERMINAL),
    );
    expect(git('log', '--format=%s', '-1').trim()).toBe('账号 cai-gou：建立');
    expect(git('ls-files', 'state')).not.toContain('sqlite');
    const changed = await session.workspace.git.changedPaths();
    expect(changed.map(({ path }) => path).filter((path) => path.includes('sqlite'))).toEqual([]);
    const { problems } = await verify(session);
    expect(problems.filter(({ path }) => path.includes('state'))).toEqual([]);
    const mends = await mend(root, { fix: true, uid: process.getuid?.() });
    expect(mends.filter(({ found }) => found.includes('sqlite'))).toEqual([]);
    await session.close();
    database.close();
  });
});

it('by hand no git takes it in, in a new workspace', () => {
  git('add', '-A');
  expect(git('diff', '--cached', '--name-only')).not.toContain('sqlite');
});

describe('a backup of the folder', () => {
  it('holds a whole copy for this user alone, and gives the accounts back', async () => {
    await withSession((place) => sweepDesk(place, NOW));
    expect(statSync(join(root, DESK_COPY)).mode & 0o777).toBe(0o600);
    const restored = join(await newFolder(), 'restored');
    cpSync(root, restored, { recursive: true });
    // As the manual says, where the database itself came out torn.
    for (const end of ['', '-wal', '-shm']) rmSync(join(restored, `${DESK_DATABASE}${end}`), { force: true });
    writeFileSync(join(restored, DESK_DATABASE), 'torn in the middle of it, and no database any more'.repeat(100));
    await expect(listAccounts(restored)).rejects.toThrow(/登记台的账号库打不开[\s\S]*desk-copy\.sqlite/);
    copyFileSync(join(restored, DESK_COPY), join(restored, DESK_DATABASE));
    expect((await listAccounts(restored)).map(({ name }) => name)).toEqual(['wang-lei']);
    expect(statSync(join(restored, DESK_DATABASE)).mode & 0o777).toBe(0o600);
  });

  it('is made anew while others write', async () => {
    const database = openDeskDatabase(root);
    for (let n = 0; n < 3; n += 1) {
      database.exec(`INSERT INTO failure VALUES ('a', '', '10.0.0.7', '${n}')`);
      await withSession((place) => sweepDesk(place, NOW));
    }
    database.close();
    const copy = join(await newFolder(), 'state');
    cpSync(join(root, 'state'), copy, { recursive: true });
    copyFileSync(join(copy, 'desk-copy.sqlite'), join(copy, 'desk.sqlite'));
    for (const end of ['-wal', '-shm']) rmSync(join(copy, `desk.sqlite${end}`), { force: true });
    const read = openDeskDatabase(join(copy, '..'));
    expect(read.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    expect(read.prepare("SELECT count(*) AS n FROM failure WHERE account = 'a'").get()).toEqual({ n: 3 });
    read.close();
  });
});

describe('damaged', () => {
  const SOON = { againMs: 0 };
  const file = () => join(root, DESK_DATABASE);
  const whole = async (): Promise<Buffer> => {
    await withSession((place) => sweepDesk(place, NOW));
    return readFileSync(join(root, DESK_COPY));
  };
  /** In place of what was there, with nothing beside it. */
  const put = (bytes: Uint8Array | null): void => {
    for (const end of ['', '-wal', '-shm']) rmSync(`${file()}${end}`, { force: true });
    if (bytes !== null) writeFileSync(file(), bytes);
  };
  const foreign = (): Buffer => {
    const path = join(root, 'state/other');
    const other = new DatabaseSync(path);
    other.exec(`CREATE TABLE account (name TEXT); PRAGMA user_version = 7`);
    other.close();
    const bytes = readFileSync(path);
    rmSync(path);
    return bytes;
  };
  const ask = async (desk: Awaited<ReturnType<typeof keepDesk>>, path: string, from = '127.0.0.1') => {
    const app = createApp({ siteDir: join(root, 'none'), archiveDir: join(root, 'none'), hosts: [], desk });
    const env = { incoming: { socket: { remoteAddress: from } } };
    const answer = await app.request(`http://127.0.0.1${path}`, {}, env);
    return { status: answer.status, text: await answer.text() };
  };

  it.for<[string, (good: Buffer) => Uint8Array | null]>([
    ['cut short', (good) => good.subarray(0, good.length - 4096 * 3)],
    ['cut in its head', (good) => good.subarray(0, 60)],
    ['garbage', (good) => Buffer.alloc(good.length, 'no database ')],
    ['empty', () => Buffer.alloc(0)],
    ['gone, where a copy says that it was there', () => null],
    ['another program’s', foreign],
    [
      'a page of garbage',
      (good) => Buffer.concat([good.subarray(0, 4096), Buffer.alloc(4096, 7), good.subarray(8192)]),
    ],
  ])('%s: the desk alone is shut, says how to restore it, and opens again', async ([, damage]) => {
    const good = await whole();
    put(damage(good));
    const told: string[] = [];
    const desk = await keepDesk(root, { ...SOON, onError: (error) => told.push(String(error)) });
    for (const path of ['/', '/desk/', '/desk/sign-in', '/problems']) {
      const here = await ask(desk, path);
      expect([here.status, here.text], path).toEqual([503, expect.stringContaining('desk-copy.sqlite')]);
      const away = await ask(desk, path, '10.0.0.7');
      expect([away.status, away.text.includes('desk-copy')], path).toEqual([503, false]);
    }
    expect(told).toEqual([expect.stringMatching(/登记台的账号库打不开[\s\S]*处理：/)]);
    // Not in the words of SQLite.
    expect(told.join()).not.toMatch(/实际：[^\n]*[a-z]+ [a-z]+/i);
    put(good);
    await expect.poll(async () => (await ask(desk, '/desk/sign-in')).status, { timeout: 30_000 }).toBe(200);
    await desk.close();
  });

  it('what a round asks of it is told, and keeps no round from its work', async () => {
    await whole();
    put(Buffer.alloc(9000, 'no database '));
    const session = await open(root);
    const { settings } = session.workspace;
    expect(await othersViews(root, settings)).toEqual(['purchaser', 'audit']);
    expect([await hasDesk(root), await deskTrouble(root)]).toEqual([true, expect.stringContaining('desk-copy.sqlite')]);
    expect((await deskFindings(root, NOW)).map(({ state, detail }) => `${state} ${detail}`)).toContainEqual(
      expect.stringMatching(/^wrong 登记台的账号库打不开/),
    );
    const told: string[] = [];
    expect(measuresBeside(root, (text) => told.push(text)).of('2026-11-24')).toEqual([]);
    expect(told).toHaveLength(1);
    await session.close();
  });

  it('while it is open, or locked by another program: shut until that is over, and never an error of ours', async () => {
    const good = await whole();
    put(good);
    const desk = await keepDesk(root);
    expect((await ask(desk, '/desk/sign-in')).status).toBe(200);
    writeFileSync(file(), Buffer.alloc(good.length, 'no database '));
    rmSync(`${file()}-wal`, { force: true });
    const seen = new Set<number>();
    for (let n = 0; n < 8; n += 1) seen.add((await ask(desk, '/desk/today')).status);
    expect([...seen].filter((status) => ![303, 404, 503].includes(status))).toEqual([]);
    await desk.close();
    put(good);
    const other = new DatabaseSync(file());
    other.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    const locked = await keepDesk(root, SOON);
    expect((await ask(locked, '/')).text).toMatch(/有别的程序锁着它/);
    other.close();
    await expect.poll(async () => (await ask(locked, '/desk/sign-in')).status, { timeout: 30_000 }).toBe(200);
    await locked.close();
  });
});
