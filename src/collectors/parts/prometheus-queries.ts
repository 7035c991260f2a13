/** Queries of the `prometheus` collector: their settings, and the preset for a fleet measured by node_exporter. */
import { z } from 'zod';
import { boolean, number, optional, text } from '../../contract/scalars.ts';

export const querySchema = z.strictObject({
  metric: text().meta({ label: '指标', example: 'availability' }),
  query: text().meta({ label: '查询语句', example: '100 * avg_over_time(probe_success[30d])' }),
  instanceLabel: optional(text()).meta({ label: '实例标签', example: 'mountpoint' }),
  boolean: optional(boolean()).meta({ label: '是否值' }).describe('true: 0 and 1 are read as false and true.'),
  hours: optional(number())
    .meta({ label: '区间', unit: '小时' })
    .describe('Makes it a range query over the last hours.'),
  take: optional(z.enum(['mean', 'max', 'min', 'last']))
    .meta({ label: '取值' })
    .describe('Of a range; default mean.'),
});
export type PrometheusQuery = z.infer<typeof querySchema>;

const REAL = 'fstype=~"ext[234]|xfs|btrfs|zfs|f2fs|jfs|vfat",device!~"/dev/loop.*"';

/** `preset: node`. */
export const nodeQueries: readonly PrometheusQuery[] = [
  {
    metric: 'cpu.used',
    query:
      '100 * (1 - sum by (instance) (rate(node_cpu_seconds_total{mode=~"idle|iowait"}[5m])) / count by (instance) (node_cpu_seconds_total{mode="idle"}))',
  },
  { metric: 'memory.used', query: '100 * (1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes)' },
  {
    metric: 'disk.used',
    query: `100 * (node_filesystem_size_bytes{${REAL}} - node_filesystem_free_bytes{${REAL}}) / (node_filesystem_size_bytes{${REAL}} - node_filesystem_free_bytes{${REAL}} + node_filesystem_avail_bytes{${REAL}})`,
    instanceLabel: 'mountpoint',
  },
  {
    metric: 'disk.inodes',
    query: `100 * (1 - node_filesystem_files_free{${REAL}} / (node_filesystem_files{${REAL}} > 0))`,
    instanceLabel: 'mountpoint',
  },
  { metric: 'load.1', query: 'node_load1' },
  {
    metric: 'load.per-core',
    query: 'node_load1 / on (instance) count by (instance) (count by (instance, cpu) (node_cpu_seconds_total))',
  },
  { metric: 'uptime', query: 'node_time_seconds - node_boot_time_seconds' },
  { metric: 'clock.synced', query: 'node_timex_sync_status == bool 1', boolean: true },
  { metric: 'clock.offset', query: 'abs(node_timex_offset_seconds)' },
];
