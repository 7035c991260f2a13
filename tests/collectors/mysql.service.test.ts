/** Two MariaDB servers, the second replicating the first. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createConnection } from 'mysql2/promise';
import { afterAll, describe, expect, test } from 'vitest';
import mysql from '../../src/collectors/mysql.ts';
import { toText } from '../../src/contract/time.ts';
import { asPrevious, measured, readingOf, runCollector, until } from '../support/collect.ts';
import { accountStatements } from '../support/manual.ts';
import { type MariaDb, startMariadb } from '../support/services.ts';

const running: MariaDb[] = [];
const keep = async (starting: Promise<MariaDb>) => {
  const server = await starting;
  running.push(server);
  return server;
};
const tomorrow = () => toText(Temporal.Now.instant().add({ hours: 24 }));
/** To the letter what the manual tells people to grant. */
const ACCOUNT = accountStatements('MariaDB 10.5 以上', { user: 'monitor', password: 'pw-for-test' });

const primary = await keep(startMariadb(1));
const replica = await keep(startMariadb(2));
primary.sql(
  `CREATE USER repl@'127.0.0.1' IDENTIFIED BY 'pw-for-test'; GRANT REPLICATION SLAVE ON *.* TO repl@'127.0.0.1';`,
);
replica.sql(
  `CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=${primary.port}, MASTER_USER='repl', MASTER_PASSWORD='pw-for-test', MASTER_CONNECT_RETRY=1, MASTER_USE_GTID=slave_pos; START SLAVE;`,
);
primary.sql(
  `CREATE DATABASE shop; CREATE TABLE shop.orders (id INT PRIMARY KEY, note VARCHAR(200)); INSERT INTO shop.orders VALUES (1, 'a'), (2, 'b'); ${ACCOUNT}`,
);
await until(() => replica.sql("SELECT COUNT(*) FROM mysql.user WHERE user = 'monitor'").trim() === '1');
afterAll(async () => {
  for (const server of running.reverse()) await server.stop();
});

const collect = (server: MariaDb, settings = {}, run = {}) =>
  runCollector(
    mysql,
    { host: '127.0.0.1', port: server.port, user: 'monitor', password: 'pw-for-test', ...settings },
    run,
  );

describe('MariaDB', () => {
  test('a healthy primary and its replica', async () => {
    primary.sql(
      `USE shop; CREATE TABLE shop.filled (id INT PRIMARY KEY, note CHAR(200)); INSERT INTO shop.filled SELECT seq, 'x' FROM seq_1_to_20000; ${'SELECT COUNT(*), MIN(note) FROM shop.filled;'.repeat(20)}`,
    );
    const first = await collect(primary, { role: 'primary' });
    expect(measured(first, 'mysql.version')).toMatch(/MariaDB/);
    expect(measured(first, 'mysql.connections')).toBeGreaterThan(0);
    expect(measured(first, 'mysql.connections')).toBeLessThan(10);
    expect(measured(first, 'mysql.buffer-pool-hit')).toBeGreaterThan(0);
    expect(measured(first, 'mysql.slow-rate')).toBe(0);
    expect(measured(first, 'mysql.replica.lag')).toBe('not-applicable');
    expect(measured(first, 'mysql.longest-transaction')).toBe(0);
    expect(measured(first, 'mysql.deadlocks')).toBe(0);
    expect(measured(first, 'mysql.table-size', 'shop.orders')).toBeGreaterThan(0);
    expect(readingOf(first, 'mysql.top-statement').unit).toBe('s');
    const second = await collect(primary, { role: 'primary' }, { previous: asPrevious(first), clock: tomorrow });
    expect(measured(second, 'mysql.growth')).toBe(0);
    // What was just written may still be on its way, which is a lag and is measured as one.
    let other = await collect(replica, { role: 'replica' });
    await until(async () => {
      other = await collect(replica, { role: 'replica' });
      return measured(other, 'mysql.replica.lag', '默认通道') === 0;
    });
    expect(measured(other, 'mysql.replica.state', '默认通道')).toBe('running');
    expect(measured(other, 'mysql.replica.lag', '默认通道')).toBe(0);
  });

  test('a stopped SQL thread is named, a stopped IO thread too', async () => {
    replica.sql('STOP SLAVE SQL_THREAD');
    expect(measured(await collect(replica, { role: 'replica' }), 'mysql.replica.lag', '默认通道')).toBe('sql-stopped');
    replica.sql('START SLAVE; STOP SLAVE IO_THREAD');
    expect(measured(await collect(replica, { role: 'replica' }), 'mysql.replica.lag', '默认通道')).toBe('io-stopped');
    replica.sql('STOP SLAVE');
    expect(measured(await collect(replica, { role: 'replica' }), 'mysql.replica.lag', '默认通道')).toBe('stopped');
    replica.sql('START SLAVE');
    await until(
      async () => measured(await collect(replica, { role: 'replica' }), 'mysql.replica.lag', '默认通道') === 0,
    );
  });

  test('a replica that lost its configuration is no 不适用, and an unknown role is no 正常', async () => {
    expect(measured(await collect(primary, { role: 'replica' }), 'mysql.replica.lag')).toBe('none');
    expect(readingOf(await collect(primary), 'mysql.replica.lag').problem).toMatch('请在设置中写明角色');
  });

  test('a long transaction is seen by its age', async () => {
    primary.sql(
      "CREATE USER IF NOT EXISTS app@'127.0.0.1' IDENTIFIED BY 'pw-for-test'; GRANT ALL ON shop.* TO app@'127.0.0.1'",
    );
    const app = await createConnection({ host: '127.0.0.1', port: primary.port, user: 'app', password: 'pw-for-test' });
    try {
      await app.query('BEGIN');
      await app.query("UPDATE shop.orders SET note = 'c' WHERE id = 1");
      // Asking more often than every 0.1 s would be answered from the server's own cache of this table.
      await new Promise((resolve) => setTimeout(resolve, 2200));
      expect(measured(await collect(primary, { role: 'primary' }), 'mysql.longest-transaction')).toBeGreaterThanOrEqual(
        2,
      );
    } finally {
      await app.query('ROLLBACK');
      await app.end();
    }
  });

  test('the account of the manual reads no row of any table, and can change nothing', async () => {
    const connection = await createConnection({
      ...{ host: '127.0.0.1', port: primary.port, user: 'monitor', password: 'pw-for-test' },
    });
    try {
      const refused = async (sql: string) =>
        await connection.query(sql).then(
          () => 'done',
          (error: { code: string }) => error.code,
        );
      expect(await refused('SELECT * FROM shop.orders')).toBe('ER_TABLEACCESS_DENIED_ERROR');
      expect(await refused("INSERT INTO shop.orders VALUES (9, 'x')")).toBe('ER_TABLEACCESS_DENIED_ERROR');
      expect(await refused('DROP TABLE shop.orders')).toBe('ER_TABLEACCESS_DENIED_ERROR');
      expect(await refused('STOP SLAVE')).toBe('ER_SPECIFIC_ACCESS_DENIED_ERROR');
      expect(await refused('SET GLOBAL max_connections = 5')).toBe('ER_SPECIFIC_ACCESS_DENIED_ERROR');
    } finally {
      await connection.end();
    }
  });

  test('what the account may not see costs only itself', async () => {
    primary.sql("CREATE USER IF NOT EXISTS poor@'127.0.0.1' IDENTIFIED BY 'pw-for-test'");
    const outcome = await collect(primary, { user: 'poor', role: 'primary' });
    expect(measured(outcome, 'mysql.connections')).toBeGreaterThan(0);
    for (const metric of ['mysql.replica.lag', 'mysql.longest-transaction']) {
      expect(readingOf(outcome, metric)).toMatchObject({ value: null, problem: expect.stringContaining('没有权限') });
    }
  });

  test('a wrong password; and a certificate that nobody vouches for where TLS is wanted', async () => {
    expect((await collect(primary, { password: 'wrong' })).reason).toBe('账号或口令有误');
    // MariaDB 11.4 and later make themselves a self-signed certificate.
    expect((await collect(primary, { tls: 'true' })).reason).toMatch(/证书|TLS/);
  });

  test('the general query log shows nothing but reads', async () => {
    writeFileSync(primary.generalLogFile, '');
    await collect(primary, { role: 'primary' });
    const log = readFileSync(primary.generalLogFile, 'utf8');
    const statements = [...log.matchAll(/\t\s*\d+ (Query|Execute|Prepare)\t(.*)/g)].map((m) => m[2] ?? '');
    expect(statements.length).toBeGreaterThan(6);
    for (const statement of statements)
      expect(statement).toMatch(/^(SELECT|SHOW|SET SESSION TRANSACTION READ ONLY$|SET SESSION time_zone = 'SYSTEM'$)/);
  });
});
