/** The desk's database in a workspace: never in git, nobody's leftover, backed up and restored with it. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { DESK_COPY } from '../../src/accounts/copy.ts';
import { DESK_DATABASE, openDeskDatabase } from '../../src/accounts/database.ts';
import { addAccount, listAccounts } from '../../src/desk/accounts.ts';
import { openDeskSession } from '../../src/desk/desk-session.ts';
import { mend } from '../../src/pipeline/doctor/mend.ts';
import { verify } from '../../src/pipeline/verify/verify.ts';
import { sweepDesk } from '../../src/serve/sweep.ts';
import { cleanUp, makeUnfilledWorkspace, newFolder, open } from '../pipeline/_workspace.ts';

afterAll(cleanUp);

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
