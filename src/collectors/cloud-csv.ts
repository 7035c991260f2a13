/**
 * Monitoring that a cloud console exports as CSV, by a column mapping in the settings: for hosts that nothing else
 * reaches. Values are as old as the file says. Clauses 4.3.1(c), 5.2.1.
 */

import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { UserError } from '../contract/error.ts';
import { ownValue } from '../contract/names.ts';
import { number, optional, text } from '../contract/scalars.ts';
import { type CsvRecord, csvTable } from '../scanners/read/csv.ts';
import { SourceError } from '../sources/error.ts';
import { sourceTypeWords } from '../wording/source-types.ts';
import { defineCollector } from './_collector.ts';
import { toReading, type Value } from './parts/separate-readings.ts';
import { sqlTime } from './parts/sql-time.ts';
import { targetMap } from './parts/target-map.ts';
import { pathIn } from './parts/workspace-path.ts';

const value = z.strictObject({
  metric: text().meta({ label: '指标', example: 'cpu.used' }),
  column: text().meta({ label: '列名', example: 'CPU使用率(%)' }),
  scale: optional(number()).meta({ label: '倍数', example: 100 }),
  instance: optional(text()).meta({ label: '实例', example: '/' }),
});

const options = z.strictObject({
  file: text().meta({ label: '文件', example: '云监控导出.csv' }),
  targetColumn: text().meta({ label: '对象列', example: '实例ID' }),
  timeColumn: text()
    .meta({ label: '时间列', example: '时间' })
    .describe('In contract time, ISO, or seconds since 1970.'),
  targets: targetMap().meta({ label: '对象对照', example: 'ins-0080: app-server-1' }),
  values: z.array(value).min(1, '至少一项').meta({ label: '取值' }),
});
type Options = z.infer<typeof options>;

const MAX_BYTES = 50 * 1024 * 1024;

export default defineCollector<Options>({
  id: 'cloud-csv',
  label: sourceTypeWords['cloud-csv'],
  options,
  targets: (given) => Object.values(given.targets),
  async collect(given, context) {
    const { clock } = context;
    const content = await readText(pathIn(context, given.file));
    const newest = newestRows(content, given);
    const at = clock();
    const readings = Object.entries(given.targets).flatMap(([key, target]) =>
      given.values.map((one) => toReading(toValue(newest.get(key), one), target, at)),
    );
    return { readings, raw: [{ name: given.file.replace(/^.*[\\/]/, ''), body: content }] };
  },
});

/** UTF-8, or GB18030, in which consoles and WPS write Chinese column names. */
async function readText(file: string): Promise<string> {
  let bytes: Buffer;
  try {
    if ((await stat(file)).size > MAX_BYTES) throw new SourceError('文件过大（超过 50 MB）');
    bytes = await readFile(file);
  } catch (error) {
    throw error instanceof SourceError ? error : new SourceError('文件无法读取', { cause: error });
  }
  for (const encoding of ['utf-8', 'gb18030']) {
    const content = decode(bytes, encoding);
    if (content !== null) return content;
  }
  throw new SourceError('文件编码不是 UTF-8 或 GB18030');
}

function decode(bytes: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    // Not in this encoding: the caller tries the next and says so when none fits.
    return null;
  }
}

interface Newest {
  row: CsvRecord;
  time: string;
}

/** The newest row of each target. A time that cannot be read is an error: which row is newest would be a guess. */
function newestRows(content: string, given: Options): Map<string, Newest> {
  const newest = new Map<string, Newest>();
  let isEmpty = true;
  for (const row of rowsOf(content, given)) {
    isEmpty = false;
    const key = row.cell(given.targetColumn);
    if (ownValue(given.targets, key) === undefined) continue;
    const time = sqlTime(row.cell(given.timeColumn).replaceAll('/', '-'));
    if (time === undefined || time === null)
      throw new SourceError(`第 ${row.line} 行的“${given.timeColumn}”列不是时间`);
    const before = newest.get(key);
    if (before === undefined || before.time < time) newest.set(key, { row, time });
  }
  if (isEmpty) throw new SourceError('文件中没有数据');
  return newest;
}

/** A file of which a part cannot be read is none: the part may be the newest. */
function* rowsOf(content: string, given: Options): Generator<CsvRecord, void> {
  const columns = [...new Set([given.targetColumn, given.timeColumn, ...given.values.map((one) => one.column)])];
  try {
    yield* csvTable(content.replace(/^\u{feff}/u, ''), given.file, '设置所述的云监控导出', columns);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { at, found, expected } = error.place;
    const place = at === undefined ? '' : `${at}：`;
    throw new SourceError(`${place}${error.summary}（实际：${found}；应为：${expected}）`, { cause: error });
  }
}

function toValue(found: Newest | undefined, one: Options['values'][number]): Value {
  const base = { metric: one.metric, ...(one.instance !== undefined && { instance: one.instance }) };
  if (found === undefined) return { ...base, value: null, problem: '文件中没有该对象' };
  const cell = found.row.cell(one.column).trim().replace(/\s*%$/, '').replaceAll(',', '');
  const dataAt = found.time;
  if (cell === '' || cell === '-' || cell === '--') return { ...base, value: null, problem: '文件中没有该值', dataAt };
  const number = Number(cell);
  if (!Number.isFinite(number)) return { ...base, value: null, problem: '数值不可信（不是数字）', dataAt };
  return { ...base, value: number * (one.scale ?? 1), dataAt };
}
