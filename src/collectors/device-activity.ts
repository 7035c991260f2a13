/**
 * The newest data of each device (考勤打卡、桌牌推送、GPS 点位) by a read-only query from the settings: "online" means that
 * data really arrived. Which day a device may be silent is the asset's `silentDays`, not this collector's business.
 * Clauses 4.4.1(b), 4.4.2(b), 4.4.3(b).
 */
import { z } from 'zod';
import { text } from '../contract/scalars.ts';
import { NONE } from '../records/reading.ts';
import { SourceError } from '../sources/error.ts';
import { type Row, withMysql } from '../sources/mysql.ts';
import { readOnlyProblem } from '../sources/read-only-sql.ts';
import { sourceTypeWords } from '../wording/source-types.ts';
import { defineCollector } from './_collector.ts';
import { accessOf, mysqlAccess } from './parts/mysql-access.ts';
import { toReading, type Value } from './parts/separate-readings.ts';
import { CONTRACT_OFFSET, sqlTime } from './parts/sql-time.ts';
import { targetMap } from './parts/target-map.ts';

const options = z.strictObject({
  ...mysqlAccess,
  query: text()
    .superRefine((sql, check) => {
      const problem = readOnlyProblem(sql);
      if (problem !== null) check.addIssue({ code: 'custom', message: problem });
    })
    .meta({ label: '查询语句', example: 'SELECT sn AS device, MAX(punched_at) AS last FROM punches GROUP BY sn' })
    .describe('Gives two columns, `device` and `last`: the newest time, in contract time or as seconds since 1970.'),
  devices: targetMap()
    .meta({ label: '设备对照', example: 'KQJ-0080: attendance-1' })
    .describe('Value of `device` in the query → asset id. A device without a row is silent.'),
});
type Options = z.infer<typeof options>;

export default defineCollector<Options>({
  id: 'device-activity',
  label: sourceTypeWords['device-activity'],
  options,
  targets: (given) => Object.values(given.devices),
  async collect(given, { signal, clock }) {
    const access = await accessOf(given, CONTRACT_OFFSET);
    const rows = await withMysql(access, signal, (query) => query(given.query));
    const newest = newestByDevice(rows);
    const at = clock();
    const readings = Object.entries(given.devices).map(([device, asset]) =>
      toReading(lastValue(newest.get(device)), asset, at),
    );
    return { readings, raw: [{ name: given.query, body: JSON.stringify(rows) }] };
  },
});

/** Newest row of each device: several rows of one are no error. */
function newestByDevice(rows: readonly Row[]): Map<string, Row['last']> {
  const newest = new Map<string, Row['last']>();
  for (const row of rows) {
    if (!('device' in row) || !('last' in row)) throw new SourceError('查询结果应有 device 和 last 两列');
    const device = String(row['device']);
    const before = sqlTime(newest.get(device));
    const now = sqlTime(row['last']);
    if (!newest.has(device) || now === undefined || (now !== null && (before ?? '') < now))
      newest.set(device, row['last'] ?? null);
  }
  return newest;
}

function lastValue(last: Row[string] | undefined): Value {
  const time = sqlTime(last);
  if (time === undefined) return { metric: 'device.last-data', value: null, problem: '数值不可信（不是时间）' };
  return { metric: 'device.last-data', value: time ?? NONE };
}
