/** Two real MariaDB servers, a source with data and an empty scratch one, and a workspace that knows both. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, rmSync, statfsSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { captureBaseline } from '../../../src/pipeline/backup/restore/baseline.ts';
import { type RestoreTestRequest, restoreTest } from '../../../src/pipeline/backup/restore/test-run.ts';
import type { RestoreTestRecord } from '../../../src/subjects/recovery/kinds/restore-test.ts';
import { startSmallDisk } from '../../support/disk.ts';
import { type MariaDb, need, startMariadb } from '../../support/services.ts';
import { type Place, place } from '../collect/_collect.ts';

/** Everything that an option file could take apart. */
export const SCRATCH_PASSWORD = 'p"a\\\\\'s #1;x';
export const BASELINE_PASSWORD = 'baseline-pw-for-test';
export const MONITOR_PASSWORD = 'monitor-pw-for-test';

/** As the settings name a variable. */
export const variable = (name: string): string => `\${${name}}`;

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

const DATA = `
CREATE DATABASE oa CHARACTER SET utf8mb4 COLLATE utf8mb4_bin; CREATE DATABASE casework; USE oa;
CREATE TABLE leave_request (id INT PRIMARY KEY, who VARCHAR(40), days DECIMAL(4,1), made DATETIME);
INSERT INTO leave_request VALUES (1, '张三', 1.5, '2026-11-01 09:00:00'), (2, '李四; -- x', 2, NULL), (3, 'a\\'b\\n"c', 0.5, NOW());
CREATE TABLE attendance (id INT PRIMARY KEY, note CHAR(200) NOT NULL);
INSERT INTO attendance SELECT seq, CONCAT('行 ', seq) FROM seq_1_to_3000;
CREATE TABLE file_store (id INT PRIMARY KEY, body LONGBLOB);
INSERT INTO file_store VALUES (1, RANDOM_BYTES(900)), (2, 0x00275C0A0D1A);
CREATE VIEW recent AS SELECT * FROM leave_request WHERE days > 1;
CREATE TRIGGER stamp BEFORE INSERT ON leave_request FOR EACH ROW SET NEW.made = COALESCE(NEW.made, NOW());
USE casework; CREATE TABLE transcript (id INT PRIMARY KEY, parent INT, FOREIGN KEY (parent) REFERENCES transcript (id));
INSERT INTO transcript VALUES (1, NULL), (2, 1);`;
const PROCEDURE = 'CREATE PROCEDURE oa.tidy() BEGIN\nDELETE FROM leave_request WHERE days < 0;\nEND';

export interface Servers {
  source: MariaDb;
  /** Its data lie on a disk of their own, which a test may fill. */
  scratch: MariaDb;
  /** Runs `work` while the scratch server's disk has but a few megabytes left. */
  whileFull<T>(work: () => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

export async function startServers(): Promise<Servers> {
  const disk = startSmallDisk(300);
  const started = await Promise.allSettled([startMariadb(11), startMariadb(12, disk.point)]);
  const [source, scratch] = started.map((one) => (one.status === 'fulfilled' ? one.value : undefined));
  if (source === undefined || scratch === undefined) {
    for (const one of [source, scratch]) await one?.stop();
    await disk.stop();
    throw new Error('the servers could not be started', { cause: started });
  }
  source.sql(DATA);
  source.sql(`DELIMITER //\n${PROCEDURE}//`);
  source.sql(
    `CREATE USER monitor@'127.0.0.1' IDENTIFIED BY ${quoted(MONITOR_PASSWORD)}; GRANT PROCESS, SHOW VIEW ON *.* TO monitor@'127.0.0.1';
     CREATE USER counter@'127.0.0.1' IDENTIFIED BY ${quoted(BASELINE_PASSWORD)}; GRANT SELECT ON oa.* TO counter@'127.0.0.1'; GRANT SELECT ON casework.* TO counter@'127.0.0.1';`,
  );
  allowRestores(scratch);
  return {
    source,
    scratch,
    async whileFull(work) {
      const { bavail, bsize } = statfsSync(disk.point);
      const filler = join(disk.point, 'filler');
      writeFileSync(filler, Buffer.alloc(bavail * bsize - LEFT_BYTES, 1));
      try {
        return await work();
      } finally {
        rmSync(filler);
      }
    },
    stop: async () => {
      await source.stop();
      await scratch.stop();
      await disk.stop();
    },
  };
}

/** Enough for the tables to be made, too little for what is to go into one of them. */
const LEFT_BYTES = 12 * 1024 * 1024;

/** The account that the manual describes. */
function allowRestores(scratch: MariaDb): void {
  for (const host of ['127.0.0.1', 'localhost']) {
    scratch.sql(
      `CREATE USER restorer@'${host}' IDENTIFIED BY ${quoted(SCRATCH_PASSWORD)}; GRANT ALL ON *.* TO restorer@'${host}'`,
    );
  }
}

const userSchemas =
  "SELECT GROUP_CONCAT(schema_name) FROM information_schema.schemata WHERE schema_name NOT IN ('mysql', 'sys', 'performance_schema', 'information_schema')";
/** Names of the schemas that people or tests made, `NULL` for none. */
export const schemasOn = (server: MariaDb): string => server.sql(userSchemas).trim();

/** A workspace with folders of backups. */
export interface RestorePlace extends Place {
  dumps: string;
  physical: string;
  /** Writes the settings; parts of `restore` replace the usual ones. */
  settings(restore?: object): Promise<void>;
  /** A dump of the source beside its baseline. @returns its path */
  dump(name: string): Promise<string>;
  backup(name: string): Promise<string>;
  test(set?: string, more?: Partial<RestoreTestRequest>): Promise<RestoreTestRecord>;
}

export const QUERIES = [
  { name: '请假单数', asset: 'mysql-primary', sql: 'SELECT COUNT(*) FROM oa.leave_request' },
  { name: '近期请假', asset: 'mysql-primary', sql: 'SELECT COUNT(*) FROM oa.recent', expected: '2' },
];

export async function restorePlace({ source, scratch }: Servers): Promise<RestorePlace> {
  const at = await place();
  const [dumps, physical] = [join(at.root, '..', 'dumps'), join(at.root, '..', 'physical')];
  for (const folder of [dumps, physical]) mkdirSync(folder);
  process.env['T_SCRATCH'] = SCRATCH_PASSWORD;
  process.env['T_BASELINE'] = BASELINE_PASSWORD;
  process.env['T_MONITOR'] = MONITOR_PASSWORD;
  const usual = {
    scratch: { host: '127.0.0.1', port: String(scratch.port), user: 'restorer', password: variable('T_SCRATCH') },
    baseline: [{ source: 'mysql-primary', user: 'counter', password: variable('T_BASELINE') }],
    queries: QUERIES,
    rtoMinutes: '120',
    rpoMinutes: '1440',
    workFolder: join(at.root, '..', 'work'),
  };
  const settings = (restore: object = {}) =>
    at.sources(
      [
        {
          name: 'mysql-primary',
          type: 'mysql',
          target: 'mysql-primary',
          host: '127.0.0.1',
          port: String(source.port),
          user: 'monitor',
          password: variable('T_MONITOR'),
          role: 'single',
        },
        {
          name: 'mysql-backup',
          type: 'backup',
          target: 'mysql-primary',
          plans: [
            { name: '每日逻辑备份', id: 'nightly', folder: dumps, pattern: 'oa-*', type: 'mysqldump' },
            { name: '每周物理备份', id: 'weekly', folder: physical, pattern: 'full-*', type: 'mariadb-backup' },
          ],
        },
      ],
      { restore: { ...usual, ...restore } },
    );
  const capture = async (path: string) => {
    const session = await at.session();
    const request = { source: 'mysql-primary', output: `${path}.tables.json`, signal: AbortSignal.timeout(600_000) };
    await captureBaseline(session, { ...request, again: false });
    return () => captureBaseline(session, { ...request, again: true });
  };
  await settings();
  return {
    ...at,
    dumps,
    physical,
    settings,
    async dump(name) {
      const path = join(dumps, name);
      const again = await capture(path);
      const program = need('mariadb-dump', 'mariadb-client');
      const args = [
        '--no-defaults',
        `--socket=${join(source.folder, 's')}`,
        '-uroot',
        '--single-transaction',
        '--routines',
      ];
      const bytes = execFileSync(program, [...args, '--databases', 'oa', 'casework'], { maxBuffer: 64 * 1024 * 1024 });
      await again();
      writeFileSync(path, bytes);
      aged(path);
      return path;
    },
    async backup(name) {
      const path = join(physical, name);
      const again = await capture(path);
      const program = need('mariadb-backup', 'mariadb-backup');
      // Written elsewhere first: the folder's name is the set.
      const args = [
        '--no-defaults',
        '--backup',
        `--socket=${join(source.folder, 's')}`,
        '--user=root',
        `--target-dir=${path}.part`,
      ];
      execFileSync(program, args, { stdio: 'pipe' });
      renameSync(`${path}.part`, path);
      await again();
      aged(path);
      return path;
    },
    async test(set, more = {}) {
      const session = await at.session();
      const result = await restoreTest(session, {
        ...(set === undefined ? {} : { backup: set }),
        withoutPermit: '测试环境，不涉及许可',
        operator: '测试人员',
        signal: new AbortController().signal,
        ...more,
      });
      const stored = await session.workspace.records.get<RestoreTestRecord>(result.id);
      if (stored === undefined) throw new Error(`no record ${result.id}`);
      return stored.record;
    },
  };
}

/** What changed within the last minute counts as being written. */
export function aged(path: string, hours = 1): void {
  const at = new Date(Date.now() - hours * 3_600_000);
  const inside = statSync(path).isDirectory() ? readdirSync(path, { recursive: true, encoding: 'utf8' }) : [];
  for (const file of [path, ...inside.map((name) => join(path, name))]) utimesSync(file, at, at);
}
