/** Backups restored for real: into a second server, or with a server of our own on a copy; and what may never be a target. */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { scratchAccess, sourceServers } from '../../../../src/pipeline/backup/restore/access.ts';
import { takeLock } from '../../../../src/pipeline/backup/restore/marker.ts';
import { sourceSeeing } from '../../../../src/pipeline/backup/restore/scratch-guard.ts';
import { withScratchMysql } from '../../../../src/sources/mysql.ts';
import type { RestoreTestRecord } from '../../../../src/subjects/recovery/kinds/restore-test.ts';
import { startSmallDisk } from '../../../support/disk.ts';
import { makeFolder, need } from '../../../support/services.ts';
import {
  aged,
  BASELINE_PASSWORD,
  MONITOR_PASSWORD,
  restorePlace,
  SCRATCH_PASSWORD,
  schemasOn,
  startServers,
  variable,
} from '../_restore.ts';

const servers = await startServers();
const at = await restorePlace(servers);
const dump = await at.dump('oa-good.sql');
const physical = await at.backup('full-good');
afterAll(() => servers.stop());
beforeEach(() => at.settings());

const table = (record: RestoreTestRecord, name: string) => {
  const row = record.tables.find((one) => one.table === name);
  if (row === undefined) throw new Error(`no table ${name}`);
  return row;
};
/** A set of its own with the baseline of the good one. Byte for byte: the dump holds raw binary values. */
const variant = (name: string, change: (text: string) => string | Buffer): string => {
  const path = join(at.dumps, name);
  const made = change(readFileSync(dump, 'latin1'));
  writeFileSync(path, made, 'latin1');
  cpSync(`${dump}.tables.json`, `${path}.tables.json`);
  aged(path, 5);
  return name;
};
const nothingLeft = () => {
  expect(schemasOn(servers.scratch)).toBe('NULL');
  expect(existsSync(join(at.root, '..', 'work')) ? readdirSync(join(at.root, '..', 'work')) : []).toEqual([]);
};

describe('a clean restore passes', () => {
  test('of the newest complete dump, table by table, with the business queries and goals', async () => {
    const cut = join(
      at.dumps,
      variant('oa-newest-but-cut.sql', (text) => text.slice(0, -400)),
    );
    aged(cut, 0.05);
    aged(dump, 0.1);
    const record = await at.test();
    rmSync(cut);
    expect(record.failure).toBeUndefined();
    expect(record).toMatchObject({
      result: 'passed',
      asset: 'mysql-primary',
      set: 'oa-good.sql',
      rtoTarget: 120,
      rpoTarget: 1440,
    });
    expect(record.tables.map(({ table, result }) => [table, result])).toEqual([
      ['casework.transcript', 'same'],
      ['oa.attendance', 'same'],
      ['oa.file_store', 'same'],
      ['oa.leave_request', 'same'],
    ]);
    expect(table(record, 'oa.attendance')).toMatchObject({ expectedRows: 3000, actualRows: 3000 });
    expect(record.queries).toEqual([
      { id: 'r1', name: '请假单数', expected: '3', actual: '3', result: 'passed' },
      { id: 'r2', name: '近期请假', expected: '2', actual: '2', result: 'passed' },
    ]);
    expect(record.rpoActual).toBeGreaterThan(0);
    expect(record.environment).toMatch(/MariaDB .*字符集 utf8mb4，sql_mode STRICT/);
    expect(record.cleanedAt).toBeDefined();
    nothingLeft();
  });

  test('of a compressed dump of one database, which names it in a comment only', async () => {
    await at.settings({ queries: [] });
    const one = (text: string) => {
      const [head = ''] = text.split('\n-- Current Database');
      const body = text.slice(
        text.indexOf('USE `oa`;') + 'USE `oa`;'.length,
        text.indexOf('-- Current Database: `casework`'),
      );
      return gzipSync(
        Buffer.from(
          `${head.replace(/Database: *$/m, 'Database: oa')}\n${body}\n-- Dump completed on 2026-11-24\n`,
          'latin1',
        ),
      );
    };
    const name = variant('oa-one.sql.gz', one);
    const baseline = JSON.parse(readFileSync(`${dump}.tables.json`, 'utf8'));
    baseline.tables = baseline.tables.filter((row: { schema: string }) => row.schema === 'oa');
    writeFileSync(join(at.dumps, `${name}.tables.json`), JSON.stringify(baseline));
    const record = await at.test(name);
    expect([record.result, record.failure, record.tables.length]).toEqual(['passed', undefined, 3]);
  });

  // One that was not prepared passes at the command.
  test('of a physical backup, prepared when it was made, on a server of our own that has no network', async () => {
    const path = join(at.physical, 'full-prepared');
    cpSync(physical, path, { recursive: true });
    cpSync(`${physical}.tables.json`, `${path}.tables.json`);
    execFileSync(need('mariadb-backup', 'mariadb-backup'), ['--no-defaults', '--prepare', `--target-dir=${path}`], {
      stdio: 'pipe',
    });
    aged(path, 9);
    const checkpoints = () => readFileSync(join(path, 'mariadb_backup_checkpoints'), 'utf8');
    const before = checkpoints();
    const record = await at.test('full-prepared');
    expect([record.result, record.failure]).toEqual(['passed', undefined]);
    expect(record.tables.filter((row) => row.result === 'same')).toHaveLength(4);
    expect(record.queries?.map((row) => row.result)).toEqual(['passed', 'passed']);
    nothingLeft();
    // The set itself is as it was.
    expect(checkpoints()).toBe(before);
  });
});

describe('a restore that fails is a result that names the table', () => {
  test('a dump cut short within a table', async () => {
    const name = variant('oa-cut.sql', (text) => text.slice(0, text.indexOf('INSERT INTO `attendance`') + 5000));
    const record = await at.test(name);
    expect(record.result).toBe('failed');
    expect(record.failure).toMatch(/oa\.attendance/);
    expect(record.failure).toMatch(/缺少转储结尾/);
    expect(table(record, 'oa.file_store').result).toBe('missing');
    nothingLeft();
  });

  test('a compressed dump cut short', async () => {
    const name = variant('oa-cut.sql.gz', (text) => gzipSync(Buffer.from(text, 'latin1')).subarray(0, 3000));
    const record = await at.test(name);
    expect(record.result).toBe('failed');
    expect(record.failure).toMatch(/压缩包不完整/);
    expect(record.failure).toMatch(/oa\./);
  });

  test('a changed row, a missing table, and business queries with another answer or none that was expected', async () => {
    const name = variant('oa-changed.sql', (text) => {
      const from = text.indexOf('-- Table structure for table `file_store`');
      const lacking = text.slice(0, from) + text.slice(text.indexOf('-- Table structure for table `leave_request`'));
      return lacking.replace("; -- x',2.0", "; -- y',2.0");
    });
    const asset = 'mysql-primary';
    await at.settings({
      queries: [
        { name: '多于', asset, sql: 'SELECT COUNT(*) FROM oa.leave_request', expected: '4' },
        { name: '没有预期', asset, sql: 'SELECT COUNT(*) FROM oa.attendance' },
      ],
    });
    const record = await at.test(name);
    expect(record.failure).toBe(
      '缺表 oa.file_store；不一致 oa.leave_request（校验和不同）；业务查询未通过 多于、没有预期',
    );
    expect(table(record, 'oa.leave_request')).toMatchObject({ expectedRows: 3, actualRows: 3, result: 'different' });
    expect(table(record, 'oa.attendance').result).toBe('same');
  });

  test('no baseline: what was not compared has not passed', async () => {
    const name = variant('oa-bare.sql', (text) => text);
    rmSync(join(at.dumps, `${name}.tables.json`));
    const record = await at.test(name);
    expect(record.result).toBe('failed');
    expect(record.failure).toMatch(/未采集基线/);
    expect(record.tables.every((row) => row.result === 'unchecked' && row.actualRows !== undefined)).toBe(true);
  });

  test('a full disk on the scratch server', async () => {
    const rows = Array.from(
      { length: 400 },
      (_, n) => `INSERT INTO \`file_store\` VALUES (${n + 100},'${'x'.repeat(60_000)}');\n`,
    );
    const next = '-- Table structure for table `leave_request`';
    const name = variant('oa-large.sql', (text) => text.replace(next, `${rows.join('')}${next}`));
    const record = await servers.whileFull(() => at.test(name));
    expect(record.result).toBe('failed');
    expect(record.failure).toMatch(/^恢复失败：表 oa\.file_store，临时服务器磁盘已满/);
    expect(table(record, 'oa.attendance').result).toBe('same');
    expect(table(record, 'casework.transcript').result).toBe('missing');
    nothingLeft();
  });

  test('a full disk under the copy of a physical backup', async () => {
    const disk = startSmallDisk(20);
    try {
      await at.settings({ workFolder: join(disk.point, 'work') });
      const record = await at.test('full-good');
      expect(record.failure).toMatch(/磁盘已满/);
      expect(record.tables.every((row) => row.result === 'unchecked')).toBe(true);
      expect(readdirSync(join(disk.point, 'work'))).toEqual([]);
    } finally {
      await disk.stop();
    }
  });

  test('a physical backup with a damaged table', async () => {
    const path = join(at.physical, 'full-damaged');
    cpSync(physical, path, { recursive: true });
    cpSync(`${physical}.tables.json`, `${path}.tables.json`);
    // `.new` for a table that is younger than the last checkpoint.
    for (const extension of ['ibd', 'new']) rmSync(join(path, 'oa', `attendance.${extension}`), { force: true });
    aged(path, 9);
    const record = await at.test('full-damaged');
    expect(record.result).toBe('failed');
    expect(record.failure).toMatch(/oa\.attendance/);
    nothingLeft();
  });
});

describe('never the source, never foreign data', () => {
  const refused = async (scratch: object, message: RegExp) => {
    await at.settings({ scratch: { user: 'root', ...scratch } });
    const before = servers.source.sql('SHOW DATABASES');
    const records = (await (await at.session()).workspace.records.ids('restore-test')).length;
    await expect(at.test('oa-good.sql')).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(message),
    });
    expect(servers.source.sql('SHOW DATABASES')).toBe(before);
    expect((await (await at.session()).workspace.records.ids('restore-test')).length).toBe(records);
  };

  test.each(['127.0.0.1', 'localhost', '127.0.0.2'])('the source as %s', async (host) => {
    await refused({ host, port: String(servers.source.port) }, /就是生产数据库/);
  });

  test('the source by its socket', () => refused({ socket: join(servers.source.folder, 's') }, /同一台服务器/));

  test('the source behind another port', async () => {
    const { createServer, connect } = await import('node:net');
    const proxy = createServer((socket) => {
      const onward = connect(servers.source.port, '127.0.0.1');
      socket.pipe(onward).pipe(socket);
      for (const one of [socket, onward]) one.on('error', () => one.destroy());
    });
    await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
    const { port } = proxy.address() as { port: number };
    await refused({ host: '127.0.0.1', port: String(port) }, /同一台服务器/).finally(() => proxy.close());
  });

  test('a server with foreign data', async () => {
    servers.scratch.sql('CREATE DATABASE somebody; CREATE TABLE somebody.t (id INT)');
    await expect(at.test('oa-good.sql')).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/有别的数据[\s\S]*somebody/),
    });
    expect(schemasOn(servers.scratch)).toBe('somebody');
    servers.scratch.sql('DROP DATABASE somebody');
  });

  test('no database to compare with', async () => {
    await at.sources(
      [
        {
          name: 'b',
          type: 'backup',
          target: 'mysql-primary',
          plans: [{ name: 'n', folder: at.dumps, pattern: 'oa-*', type: 'mysqldump' }],
        },
      ],
      {
        restore: {
          scratch: {
            host: '127.0.0.1',
            port: String(servers.scratch.port),
            user: 'restorer',
            password: variable('T_SCRATCH'),
          },
        },
      },
    );
    await expect(at.test('oa-good.sql')).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/不能核对/),
    });
    expect(schemasOn(servers.scratch)).toBe('NULL');
  });

  test('a physical set that leads out of itself', async () => {
    const path = join(at.physical, 'full-leading');
    cpSync(physical, path, { recursive: true });
    writeFileSync(join(path, 'oa', 'elsewhere.isl'), join(servers.source.folder, 'data', 'oa', 'attendance.ibd'));
    aged(path, 9);
    await expect(at.test('full-leading')).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/指向别处/),
    });
    rmSync(path, { recursive: true });
  });
});

test('the last doubt: a marker that is seen on a source', async () => {
  const marker = 'opsledger_restore_0123456789abcdef';
  const sources = await sourceServers(await at.session());
  const { signal } = new AbortController();
  expect(await sourceSeeing(marker, sources, signal)).toBeNull();
  servers.source.sql(`CREATE DATABASE ${marker}`);
  expect(await sourceSeeing(marker, sources, signal)).toBe('mysql-primary');
  servers.source.sql(`DROP DATABASE ${marker}`);
});

test('two tests never share a scratch server', async () => {
  const { access } = await scratchAccess(await at.session());
  await withScratchMysql(access, AbortSignal.timeout(600_000), async (query) => {
    expect(await takeLock(query)).toBe(true);
    await expect(at.test('oa-good.sql')).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/另一个/),
    });
  });
  nothingLeft();
});

test('statements that would change the server itself stay out, and passwords are in no argument, environment, record or transcript', async () => {
  const name = variant('oa-server.sql', (text) =>
    text.replace(
      'USE `oa`;',
      "CHANGE MASTER TO MASTER_HOST='127.0.0.9',\n MASTER_LOG_FILE='x';\nSET GLOBAL max_connections = 7;\nGRANT ALL ON *.* TO intruder@'%' IDENTIFIED BY 'x';\nCREATE DATABASE `mysql`;\nUSE `mysql`;\nDROP TABLE `global_priv`;\nUSE `oa`;",
    ),
  );
  const before = servers.scratch.sql('SELECT @@global.max_connections, COUNT(*) FROM mysql.global_priv');
  const folder = makeFolder('client');
  const [wrapper, seen] = [join(folder, 'client'), join(folder, 'seen')];
  writeFileSync(
    wrapper,
    `#!/bin/sh\necho "$@" >> ${seen}\nenv >> ${seen}\nls -l "\${1#--defaults-file=}" >> ${seen} 2>/dev/null\nexec mariadb "$@"\n`,
  );
  chmodSync(wrapper, 0o700);
  await at.settings({ tools: { client: wrapper } });
  const record = await at.test(name);
  expect([record.result, record.failure]).toEqual(['passed', undefined]);
  expect(servers.scratch.sql('SELECT @@global.max_connections, COUNT(*) FROM mysql.global_priv')).toBe(before);
  const known = readFileSync(seen, 'utf8');
  expect(known).toMatch(/--defaults-file=/);
  expect(known).toMatch(/^-rw-------/m);
  const everything = await at.everything();
  for (const secret of [SCRATCH_PASSWORD, BASELINE_PASSWORD, MONITOR_PASSWORD]) {
    expect(known).not.toContain(secret);
    expect(everything).not.toContain(secret);
    expect(everything).not.toContain(JSON.stringify(secret).slice(1, -1));
  }
  rmSync(folder, { recursive: true });
});
