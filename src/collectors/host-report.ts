/**
 * A host where nothing may be installed and no port opened: the read-only script `parts/host-report.sh` is run by hand, its
 * output comes in as a file. Values are as old as the report says. Clauses 4.3.1(a)–(c), 5.2.1.
 */
import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { optional, text } from '../contract/scalars.ts';
import { toText } from '../contract/time.ts';
import { SourceError } from '../sources/error.ts';
import {
  clockOf,
  cpuPercent,
  disksOf,
  type HostReport,
  loadOf,
  memoryPercent,
  parseHostReport,
  securityPatches,
  uptimeOf,
} from '../sources/host-report.ts';
import { isSignedBy } from '../sources/host-signature.ts';
import { sourceTypeWords } from '../wording/source-types.ts';
import { defineCollector, type RawAnswer } from './_collector.ts';
import { type Probe, takeAll, type Value } from './parts/separate-readings.ts';
import { pathIn } from './parts/workspace-path.ts';

const options = z.strictObject({
  file: text().meta({ label: '报告文件', example: 'app-server-3.txt' }),
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is what the person shall write
  secretKey: optional(text()).meta({ label: '主机密钥', example: '${HOST_REPORT_KEY}', sensitivity: 'internal' }),
});

/** A report is a few ten kilobytes. */
const MAX_BYTES = 4 * 1024 * 1024;

export default defineCollector<z.infer<typeof options>>({
  id: 'host-report',
  label: sourceTypeWords['host-report'],
  options,
  async collect({ file, secretKey }, context) {
    const { target, signal, clock } = context;
    const content = await readReport(pathIn(context, file));
    const report = parseHostReport(content);
    const signed = secretKey !== undefined && isSignedBy(content, secretKey);
    const raw: RawAnswer[] = [{ name: `主机巡检报告 ${report.host}`, body: content }];
    const readings = await takeAll(probes(report), raw, target, clock, signal);
    const dataAt = toText(Temporal.Instant.fromEpochMilliseconds(report.time * 1000));
    return { readings: readings.map((reading) => ({ ...reading, dataAt })), raw, ...(signed ? { signed } : {}) };
  },
});

async function readReport(file: string): Promise<string> {
  try {
    if ((await stat(file)).size > MAX_BYTES) throw new SourceError('报告文件过大');
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw new SourceError(error instanceof TypeError ? '报告文件不是 UTF-8 文字' : '报告文件无法读取', {
      cause: error,
    });
  }
}

/** One part of the report that cannot be used costs only its own metrics. */
function probes(report: HostReport): Probe[] {
  const part = (metrics: string[], read: () => Value[]): Probe => ({
    metrics,
    take: async () => await Promise.resolve().then(read),
  });
  return [
    part(['cpu.used'], () => [{ metric: 'cpu.used', value: cpuPercent(report) }]),
    part(['memory.used'], () => {
      const { memory, swap } = memoryPercent(report);
      return [
        { metric: 'memory.used', value: memory },
        ...(swap === null ? [] : [{ metric: 'swap.used', value: swap }]),
      ];
    }),
    part(['load.1', 'load.per-core'], () => {
      const { one, cores } = loadOf(report);
      return [
        { metric: 'load.1', value: one },
        { metric: 'load.per-core', value: one / cores },
      ];
    }),
    part(['uptime'], () => [{ metric: 'uptime', value: uptimeOf(report) }]),
    part(['disk.used', 'disk.inodes'], () =>
      disksOf(report).flatMap(({ point: instance, used, inodes }) => [
        { metric: 'disk.used', instance, value: used },
        ...(inodes === null ? [] : [{ metric: 'disk.inodes', instance, value: inodes }]),
      ]),
    ),
    part(['patches.security'], () => [{ metric: 'patches.security', value: securityPatches(report) }]),
    part(['clock.synced', 'clock.offset'], () => {
      const { synced, offset } = clockOf(report);
      const distance: Value =
        offset === null
          ? { metric: 'clock.offset', value: null, problem: '主机不提供偏差' }
          : { metric: 'clock.offset', value: offset };
      return [{ metric: 'clock.synced', value: synced }, distance];
    }),
  ];
}
