/** Replication status of MySQL 5.7–8.4 and MariaDB 10.5–11.8: old and new column names. Pure. */
import type { Row } from './mysql.ts';

export interface Channel {
  name: string;
  state: 'running' | 'io-stopped' | 'sql-stopped' | 'stopped' | 'connecting';
  /** Seconds behind the source; null when the server says NULL. */
  lag: number | null;
}

/** Statements to try in this order for a server; the first that it knows gives all channels. */
export function statusStatements(version: string): string[] {
  if (/mariadb/i.test(version)) return ['SHOW ALL SLAVES STATUS'];
  return ['SHOW REPLICA STATUS', 'SHOW SLAVE STATUS'];
}

export function channelOf(row: Row): Channel {
  const io = textOf(row['Replica_IO_Running'] ?? row['Slave_IO_Running']);
  const sql = textOf(row['Replica_SQL_Running'] ?? row['Slave_SQL_Running']);
  const behind = row['Seconds_Behind_Source'] ?? row['Seconds_Behind_Master'] ?? null;
  const name = textOf(row['Channel_Name'] ?? row['Connection_name']);
  return {
    name: name === '' ? '默认通道' : name,
    state: stateOf(io, sql),
    lag: behind === null || behind === '' ? null : Number(behind),
  };
}

function stateOf(io: string, sql: string): Channel['state'] {
  if (sql !== 'Yes') return io === 'No' || io === '' ? 'stopped' : 'sql-stopped';
  if (io === 'Yes') return 'running';
  // MariaDB says Preparing before the first connection, both say Connecting while the source is away.
  return io === 'Connecting' || io === 'Preparing' ? 'connecting' : 'io-stopped';
}

const textOf = (value: Row[string] | undefined): string => (value === undefined || value === null ? '' : String(value));
