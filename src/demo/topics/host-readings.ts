/** Linux hosts: load by weekday and season, disks that fill slowly, patches that wait for their window (4.3.1). Pure. */
import type { Measure } from '../../subjects/signing/kinds/signoff.ts';
import { later, plusDays, type StoryDay, t } from '../kit/times.ts';
import { cleanUps, flutter, percentAt } from '../story/disks.ts';
import { type ReadingContext, round, type Source, since, type Value, within } from './readings.ts';

interface Host {
  id: string;
  cpu: number;
  memory: number;
  /** Use of `/` on the first day, and percent gained in a week; `/data` has a story of its own. */
  root: readonly [used: number, weekly: number];
}

const hosts: readonly Host[] = [
  {
    id: 'app-server-1',
    cpu: 38,
    memory: 62,
    root: [41, 0.08],
  },
  {
    id: 'app-server-2',
    cpu: 34,
    memory: 58,
    root: [39, 0.07],
  },
  {
    id: 'app-server-3',
    cpu: 29,
    memory: 66,
    root: [44, 0.09],
  },
  {
    id: 'db-server-1',
    cpu: 42,
    memory: 71,
    root: [36, 0.05],
  },
  {
    id: 'db-server-2',
    cpu: 26,
    memory: 64,
    root: [36, 0.05],
  },
  {
    id: 'db-server-3',
    cpu: 31,
    memory: 60,
    root: [35, 0.05],
  },
];

/** Days on which security patches were installed, by host; they had been waiting for some days. */
const patchDays: Readonly<Record<string, readonly string[]>> = {
  'app-server-1': ['2025-12-19', '2026-08-19', '2026-10-21'],
  'app-server-2': ['2025-12-19', '2026-08-19', '2026-10-21'],
  'app-server-3': ['2025-12-19', '2026-08-19', '2026-10-21'],
  'db-server-1': ['2026-03-17', '2026-08-19'],
  'db-server-2': ['2026-03-17', '2026-08-19'],
  'db-server-3': ['2026-03-17', '2026-08-19'],
};
const WAITING_DAYS = 8;
const MOUNTS = ['/', '/data'];

export function hostSources(context: ReadingContext): Source[] {
  return hosts.map((host) => hostSource(host, context));
}

function hostSource(host: Host, context: ReadingContext): Source {
  const { day, random } = context;
  const busy = day.working ? 1 : 0.32;
  const month = Number(day.date.slice(5, 7));
  const season = month === 12 || month === 1 ? 1.15 : month === 8 ? 0.9 : 1;
  const measures: Measure[] = [];
  const disks = MOUNTS.map((mount) => {
    const value = diskUse(host, mount, context);
    if (value > 80)
      measures.push({
        check: 'host-disk',
        target: host.id,
        instance: mount,
        action: diskRemedy(host.id, day, value),
        permit: '@permit:cleanup',
      });
    return { metric: 'disk.used', instance: mount, value, unit: '%' };
  });
  const waiting = patchesWaiting(host.id, day.date);
  if (waiting.count > 0)
    measures.push({
      check: 'host-patches',
      target: host.id,
      action: `${waiting.count} 个已列入 ${waiting.window} 补丁窗口（${-since(day, waiting.window)} 天后），测试机先行验证`,
    });
  const blocked = Math.max(0, Math.round(random.around(5.5, 3)));
  const values: Value[] = [
    {
      metric: 'cpu.used',
      value: round(within(host.cpu * busy * season * (0.8 + random.next() * 0.4), 2, 84)),
      unit: '%',
    },
    {
      metric: 'memory.used',
      value: round(within(host.memory * (day.working ? 1 : 0.9) * (0.96 + random.next() * 0.08), 20, 89)),
      unit: '%',
    },
    ...disks,
    {
      metric: 'load.per-core',
      value: round(within((host.cpu / 60) * busy * season * (0.7 + random.next() * 0.5), 0.03, 1.4), 2),
    },
    { metric: 'uptime', value: uptime(host.id, context), unit: 's' },
    { metric: 'patches.security', value: waiting.count, unit: '个' },
    ...MOUNTS.map((mount, n) => ({
      metric: 'disk.inodes',
      instance: mount,
      value: round(8 + n * 5 + day.index * 0.012),
      unit: '%',
    })),
    { metric: 'clock.synced', value: true },
    { metric: 'backup.last', instance: 'config-weekly', value: t(lastSunday(day.date, day.weekday), '04:54') },
    { metric: 'protection.database', value: plusDays(day.date, -1 - (random.chance(0.05) ? 1 : 0)) },
    { metric: 'protection.online', value: true },
    { metric: 'protection.kills', value: host.id === 'app-server-3' && day.date === '2026-04-07' ? 1 : 0, unit: '个' },
    { metric: 'protection.blocked', value: blocked, unit: '次' },
    { metric: 'login.abnormal', value: host.id === 'app-server-1' && day.date === '2026-02-20' ? 1 : 0, unit: '次' },
  ];
  return {
    name: host.id,
    type: 'node-exporter',
    target: host.id,
    values,
    measures: [...measures, ...securityMeasures(host.id, day.date)],
  };
}

function securityMeasures(host: string, date: string): Measure[] {
  if (host === 'app-server-3' && date === '2026-04-07')
    return [{ check: 'protection-kills', target: 'linux', action: '宏病毒附件已隔离，通知上传人重新提交' }];
  if (host === 'app-server-1' && date === '2026-02-20')
    return [{ check: 'protection-logins', target: 'linux', action: '核实为值班工程师异地值守登录，已登记' }];
  return [];
}

/** What is written and cleaned, as the notes tell it: `disks.ts`. */
function diskUse({ id, root: [used, weekly] }: Host, mount: string, { day }: ReadingContext): number {
  return round(
    mount === '/data'
      ? percentAt(id, day.date)
      : used + (day.index / 7) * weekly + flutter(`${id} ${mount} ${day.date}`),
  );
}

function diskRemedy(host: string, day: StoryDay, used: number): string {
  if (host === 'app-server-2') return `春节值守期间持续观察（${used} %），计划节后清理预览临时文件`;
  const next = cleanUps.find((one) => one.host === host && one.date >= day.date)?.date;
  const when = next === day.date ? '今日' : `定于 ${next} `;
  const plan = day.date < '2026-11-10' ? '方案评估中' : `方案测试第 ${since(day, '2026-11-09')} 天`;
  return `${when}清理历史导出文件（当前 ${used} %）；附件增量打包${plan}`;
}

function patchesWaiting(host: string, date: string): { count: number; window: string } {
  const next = (patchDays[host] ?? []).find((one) => one > date);
  if (next === undefined || plusDays(next, -WAITING_DAYS) > date) return { count: 0, window: '' };
  return { count: 2 + (host.charCodeAt(host.length - 1) % 3) + (next === '2026-08-19' ? 9 : 0), window: next };
}

function uptime(host: string, { day, at }: ReadingContext): number {
  return Math.round((Date.parse(at) - Date.parse(lastBoot(host, day))) / 1000);
}

/** When a host started last before the day: after its patches. ISO instant. */
export function lastBoot(host: string, day: StoryDay): string {
  const reboots = (patchDays[host] ?? []).filter((one) => one < day.date).sort();
  return t(reboots.at(-1) ?? '2025-10-12', '20:40');
}

/** When the database of a host started last: with the host, and after its process had been killed. */
export function lastDatabaseStart(host: string, day: StoryDay): string {
  const killed = host === 'db-server-1' && day.date > '2026-03-20' ? t('2026-03-20', '11:28') : lastBoot(host, day);
  return later(killed, lastBoot(host, day));
}

const lastSunday = (date: string, weekday: number): string => plusDays(date, -(weekday % 7));
