/** The statements that cost each database most, as its statistics give them: totals that begin anew with the server (4.3.3(d)). Pure. */
import { lastDatabaseStart } from './host-readings.ts';
import { type ReadingContext, round, since, type Value } from './readings.ts';

interface Statement {
  /** Normalised by the server: `?` for every value. */
  text: string;
  /** Seconds on a working day. */
  daily: number;
  /** Day from which an optimisation made it cheaper, and what is left of it. */
  optimised?: readonly [from: string, share: number];
}

interface Database {
  host: string;
  statements: readonly Statement[];
}

const databases: Readonly<Record<string, Database>> = {
  'mysql-primary': {
    host: 'db-server-1',
    statements: [
      {
        text: 'SELECT `r` . `dept_id` , SUM ( `r` . `hours` ) FROM `overtime_request` `r` WHERE `r` . `status` = ? AND `r` . `begin_at` BETWEEN ? AND ? GROUP BY `r` . `dept_id`',
        daily: 412,
        optimised: ['2025-12-24', 0.18],
      },
      {
        text: 'SELECT `id` , `user_id` , `punched_at` , `device` FROM `attendance_record` WHERE `user_id` = ? AND `punched_at` >= ? ORDER BY `punched_at`',
        daily: 168,
      },
      {
        text: 'SELECT COUNT ( * ) FROM `leave_request` WHERE `approver_id` = ? AND `status` = ?',
        daily: 96,
      },
      {
        text: 'UPDATE `supply_stock` SET `quantity` = `quantity` - ? WHERE `item_id` = ? AND `quantity` >= ?',
        daily: 31,
      },
      {
        text: 'INSERT INTO `attendance_record` ( `user_id` , `punched_at` , `device` , `raw` ) VALUES (...)',
        daily: 27,
      },
      {
        text: 'SELECT `id` , `title` , `published_at` FROM `notice` WHERE `expired_at` > ? ORDER BY `published_at` DESC LIMIT ?',
        daily: 22,
      },
    ],
  },
  'mysql-casework': {
    host: 'db-server-3',
    statements: [
      {
        text: 'SELECT `c` . * , `d` . `name` FROM `case_register` `c` LEFT JOIN `case_document` `d` ON `d` . `case_id` = `c` . `id` WHERE `c` . `title` LIKE ? ORDER BY `c` . `registered_at` DESC LIMIT ?',
        daily: 236,
      },
      {
        text: 'SELECT `id` , `content` FROM `transcript` WHERE `case_id` = ? ORDER BY `version` DESC LIMIT ?',
        daily: 88,
      },
      {
        text: 'SELECT COUNT ( * ) FROM `case_document` WHERE `case_id` IN (...) AND `deleted` = ?',
        daily: 54,
      },
      {
        text: 'INSERT INTO `operation_log` ( `user_id` , `action` , `object` , `at` ) VALUES (...)',
        daily: 19,
      },
    ],
  },
};

/** Share of a working day that other days cost, seven days taken together. */
const WEEKLY = 0.78;

/** Readings of one database; none for a replica that nobody asks. */
export function topStatements(id: string, { day, at }: ReadingContext): Value[] {
  const database = databases[id];
  if (database === undefined) return [];
  const boot = lastDatabaseStart(database.host, day);
  const running = (Date.parse(at) - Date.parse(boot)) / 86_400_000;
  return database.statements.map(({ text, daily, optimised }) => {
    const cheaper = optimised === undefined ? 0 : Math.max(0, Math.min(running, since(day, optimised[0])));
    const days = running - cheaper + cheaper * (optimised?.[1] ?? 1);
    return { metric: 'mysql.top-statement', instance: text, value: round(daily * WEEKLY * days, 3), unit: 's' };
  });
}
