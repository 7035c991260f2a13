/**
 * Column names as the manuals of MySQL 5.7 and 8.4 give them: Debian has no MySQL to ask, so these rows are written by
 * hand, not recorded. MariaDB itself is asked in tests/collectors/mysql.service.test.ts.
 */
import { describe, expect, test } from 'vitest';
import { channelOf, statusStatements } from '../../src/sources/mysql-replication.ts';

describe('replication status', () => {
  test('each version is asked in words that it knows', () => {
    expect(statusStatements('11.8.2-MariaDB-deb13-log')).toEqual(['SHOW ALL SLAVES STATUS']);
    expect(statusStatements('8.4.3')).toEqual(['SHOW REPLICA STATUS', 'SHOW SLAVE STATUS']);
  });

  test('from the manual: MySQL 8.4 names, a channel of several', () => {
    const row = {
      Replica_IO_Running: 'Yes',
      Replica_SQL_Running: 'Yes',
      Seconds_Behind_Source: 4,
      Channel_Name: 'ch1',
    };
    expect(channelOf(row)).toEqual({ name: 'ch1', state: 'running', lag: 4 });
  });

  test('from the manual: MySQL 5.7 names, the default channel', () => {
    const row = { Slave_IO_Running: 'Yes', Slave_SQL_Running: 'Yes', Seconds_Behind_Master: 0, Channel_Name: '' };
    expect(channelOf(row)).toEqual({ name: '默认通道', state: 'running', lag: 0 });
  });

  test.each([
    ['Yes', 'No', 'sql-stopped'],
    ['Connecting', 'No', 'sql-stopped'],
    ['No', 'Yes', 'io-stopped'],
    ['No', 'No', 'stopped'],
    ['Connecting', 'Yes', 'connecting'],
    ['Preparing', 'Yes', 'connecting'],
    ['', '', 'stopped'],
  ])('io %s, sql %s is %s, and NULL lag is no zero', (io, sql, state) => {
    const row = { Slave_IO_Running: io, Slave_SQL_Running: sql, Seconds_Behind_Master: null, Connection_name: 'x' };
    expect(channelOf(row)).toEqual({ name: 'x', state, lag: null });
  });
});
