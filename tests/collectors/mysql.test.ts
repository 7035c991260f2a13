/** The collector against servers that are no real ones: every fault, and versions that Debian does not have. */
import { describe, expect, test } from 'vitest';
import mysql from '../../src/collectors/mysql.ts';
import { measured, readingOf, runCollector } from '../support/collect.ts';
import { startFault, startGreetingFault } from '../support/fault-server.ts';
import { keepServers } from '../support/kept-servers.ts';
import { startMysqlServer } from '../support/mysql-server.ts';
import { meetsFaults } from './_faults.ts';

const keep = keepServers();
const GREETED = /连接中断|应答不是 MySQL/;

describe('mysql against faults', () => {
  meetsFaults(mysql, {
    options: ({ port }) => ({ host: '127.0.0.1', port, user: 'monitor', password: 's3cret' }),
    said: { half: GREETED, huge: GREETED, html: GREETED, unauthorized: null },
    start: (fault) => (fault === 'refuse' ? startFault(fault) : startGreetingFault(fault)),
  });

  test('a name that does not exist', async () => {
    expect((await runCollector(mysql, { host: 'no-such-host.invalid', user: 'x' })).reason).toBe('域名无法解析');
  });
});

/**
 * A whole answer of a version, by its statement words: written by hand from the manuals, not recorded, since there is no
 * MySQL to record here. Statements of another version are refused, as the server would.
 */
const versions = {
  '5.7.44-log': { words: /^SHOW SLAVE STATUS/, prefix: 'Slave', source: 'Master', performanceSchema: '1' },
  '8.0.21': { words: /^SHOW SLAVE STATUS/, prefix: 'Slave', source: 'Master', performanceSchema: '1' },
  '8.0.40': { words: /^SHOW (REPLICA|SLAVE) STATUS/, prefix: 'Replica', source: 'Source', performanceSchema: '1' },
  '8.4.3': { words: /^SHOW REPLICA STATUS/, prefix: 'Replica', source: 'Source', performanceSchema: '0' },
};
const counters = {
  Uptime: 864_000,
  Threads_connected: 30,
  Questions: 50_000,
  Slow_queries: 5,
  Innodb_buffer_pool_read_requests: 100_000,
  Innodb_buffer_pool_reads: 100,
};

describe.each(Object.entries(versions))('MySQL %s', (version, { words, prefix, source, performanceSchema }) => {
  const asked: string[] = [];
  const answering = async (sqlRunning: string, lag: number | null) => {
    asked.length = 0;
    const channel = (name: string, running: string, behind: number | null) => ({
      [`${prefix}_IO_Running`]: 'Yes',
      [`${prefix}_SQL_Running`]: running,
      [`Seconds_Behind_${source}`]: behind,
      Channel_Name: name,
    });
    const answers: [RegExp, Record<string, string | number | null>[] | null][] = [
      [/VERSION\(\)/, [{ version, max_connections: 100, performance_schema: performanceSchema }]],
      [/^SHOW GLOBAL STATUS/, Object.entries(counters).map(([name, value]) => ({ Variable_name: name, Value: value }))],
      [words, [channel('', sqlRunning, lag), channel('reports', 'Yes', 2)]],
      [/^SHOW \w+ STATUS/, null],
      [/information_schema\.tables/, [{ name: 'oa.punches', bytes: 4096 }]],
      [/lock_deadlocks/, [{ n: 3 }]],
      [/events_statements/, [{ statement: 'SELECT ?', calls: 9, seconds: '1.500' }]],
    ];
    const starting = startMysqlServer((sql) => {
      asked.push(sql);
      const found = answers.find(([question]) => question.test(sql));
      return found === undefined ? [] : found[1];
    });
    const { port } = await keep(starting);
    return await runCollector(mysql, { host: '127.0.0.1', port, user: 'monitor', password: 's3cret' });
  };

  test('is read in its own words: every channel, connections, rates, sizes, deadlocks, statements', async () => {
    const outcome = await answering('Yes', 1);
    expect(measured(outcome, 'mysql.version')).toBe(version);
    expect(measured(outcome, 'mysql.connections')).toBe(30);
    expect(measured(outcome, 'mysql.buffer-pool-hit')).toBeCloseTo(99.9, 5);
    expect(measured(outcome, 'mysql.slow-rate')).toBeCloseTo(0.01, 5);
    expect([
      measured(outcome, 'mysql.replica.lag', '默认通道'),
      measured(outcome, 'mysql.replica.lag', 'reports'),
    ]).toEqual([1, 2]);
    expect(measured(outcome, 'mysql.table-size', 'oa.punches')).toBe(4096);
    expect(measured(outcome, 'mysql.deadlocks')).toBe(3);
    const statements = outcome.collected?.readings.filter((one) => one.metric === 'mysql.top-statement');
    expect(statements?.map((one) => one.value)).toEqual(performanceSchema === '1' ? [1.5] : []);
    for (const sql of asked) expect(sql).toMatch(/^\s*(SELECT|SHOW)/);
  });

  test('a stopped thread and a lag of NULL are no zero', async () => {
    const outcome = await answering('No', null);
    expect(measured(outcome, 'mysql.replica.state', '默认通道')).toBe('sql-stopped');
    expect(measured(outcome, 'mysql.replica.lag', '默认通道')).toBe('sql-stopped');
    expect(readingOf(outcome, 'mysql.replica.lag', 'reports').value).toBe(2);
  });
});
