/** Queries for a fleet measured by node_exporter through Prometheus: the settings' `preset: node`. */
import type { PrometheusQuery } from './prometheus.ts';

const REAL = 'fstype=~"ext[234]|xfs|btrfs|zfs|f2fs|jfs|vfat",device!~"/dev/loop.*"';

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
