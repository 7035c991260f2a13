/** Monthly scans and what was decided about their findings (5.3.6). Pure. */
import { sha256 } from '../../archive/digest.ts';
import type { Entry } from '../kit/book.ts';
import { people } from '../kit/people.ts';
import type { StoryContext } from '../kit/story.ts';
import { drop, plusDays, plusMinutes, t } from '../kit/times.ts';
import { type Weakness, weaknesses } from '../story/scans-data.ts';

/** Night of each month's scan, under which permit; that of May was made before the new permit was granted. */
const nights: readonly (readonly [date: string, permit: string])[] = [
  ['2025-11-27', 'scan-1'],
  ['2025-12-16', 'scan-1'],
  ['2026-01-20', 'scan-1'],
  ['2026-02-10', 'scan-1'],
  ['2026-03-24', 'scan-2'],
  ['2026-04-21', 'scan-2'],
  ['2026-05-26', 'scan-2'],
  ['2026-06-23', 'scan-3'],
  ['2026-07-21', 'scan-3'],
  ['2026-08-25', 'scan-3'],
  ['2026-09-22', 'scan-4'],
  ['2026-10-20', 'scan-4'],
  ['2026-11-17', 'scan-4'],
];

const hosts: readonly (readonly [asset: string, address: string])[] = [
  ['app-server-1', '10.0.0.11'],
  ['app-server-2', '10.0.0.12'],
  ['app-server-3', '10.0.0.13'],
  ['db-server-1', '10.0.0.21'],
  ['db-server-2', '10.0.0.22'],
  ['db-server-3', '10.0.0.23'],
  ['nginx-1', '10.0.0.31'],
  ['nginx-2', '10.0.0.32'],
  ['mysql-primary', '10.0.0.41'],
  ['mysql-replica-1', '10.0.0.42'],
  ['mysql-casework', '10.0.0.43'],
  ['redis-1', '10.0.0.51'],
  ['redis-2', '10.0.0.52'],
];
const addressOf = new Map(hosts);

/** The subsystems are scanned from outside, by the name under which users reach them. */
const sites: readonly (readonly [asset: string, address: string])[] = [
  'subsystem-hr',
  'subsystem-attendance',
  'subsystem-supplies',
  'subsystem-administration',
  'subsystem-statistics',
  'subsystem-contract-staff',
  'subsystem-monitoring-map',
  'subsystem-casework',
  'subsystem-transcript',
  'mini-program',
].map((asset) => [asset, `${asset}.example.internal`]);

const shown = ({ from, to = Number.POSITIVE_INFINITY, again }: Weakness, month: number): boolean =>
  (month >= from && month <= to) || (again !== undefined && month >= again[0] && month <= again[1]);

export function scanEntries(context: StoryContext): Entry[] {
  return nights.flatMap(([date, permit], month) => [
    ...scan(date, permit, month),
    ...weaknesses.filter((one) => isNewIn(one, month)).flatMap((one) => decisions(one, date, month, context)),
    ...retests(date, month),
  ]);
}

const isNewIn = (one: Weakness, month: number): boolean => one.from === month || one.again?.[0] === month;

function scan(date: string, permit: string, month: number): Entry[] {
  const start = t(date, '22:00');
  const end = plusMinutes(start, 96 + month);
  const findings = weaknesses
    .filter((one) => shown(one, month))
    .flatMap((one) =>
      one.assets.map((asset) => ({
        id: one.id,
        asset,
        address: addressOf.get(asset),
        component: one.component,
        installed: one.installed,
        fixed: one.fixed,
        cvss: one.cvss,
        level: one.level,
        title: one.title,
        description: `${one.title}，影响组件 ${one.component}，当前为 ${one.installed}。`,
        evidence: evidenceOf(one),
        solution: one.solution,
      })),
    );
  const failed = month === 7 ? 'redis-2' : undefined;
  const entry: Entry = {
    kind: 'scan',
    key: `scan:${date}`,
    writtenAt: plusMinutes(t(plusDays(date, 1), '09:20'), 10),
    draft: {
      source: 'import',
      at: end,
      scanner: 'Nessus',
      scannerVersion: '10.8.3',
      feed: `${date.replaceAll('-', '')}0200`,
      format: 'nessus',
      scope: '6 台云主机、2 套 Nginx、3 套 MySQL、2 套 Redis，10 个子系统的访问面',
      permit: `@permit:${permit}`,
      operator: people.security,
      startedAt: start,
      finishedAt: end,
      original: sha256(`演示扫描报告 ${date}`),
      originalName: `${date.replaceAll('-', '')}-演示.nessus`,
      entries: findings.filter((one) => one.asset !== failed).length + 4,
      hosts: [...hosts, ...sites].map(([asset, address]) => ({
        address,
        asset,
        state: asset === failed ? 'failed' : 'scanned',
      })),
      findings: findings.filter((one) => one.asset !== failed),
      exposures: hosts.slice(0, 8).map(([asset, address], n) => ({
        asset,
        address,
        port: n < 6 ? '22/tcp' : '443/tcp',
        service: n < 6 ? 'ssh' : 'https',
      })),
      note: failed === undefined ? '扫描在夜间时段内进行' : 'Redis 2 当晚维护未扫描，次月补扫',
    },
  };
  if (date !== UNCOVERED) return [entry];
  const draft = { ...entry.draft, enteredAt: entry.writtenAt, note: EXPLAINED };
  const edit = { reason: '按采购人退回意见补充说明', who: people.security };
  return [entry, { ...entry, writtenAt: t('2026-06-02', '15:10'), draft, edit }];
}

/** Night of the scan that its permit did not cover any more, and what was added when the report came back. */
const UNCOVERED = '2026-05-26';
const EXPLAINED =
  '扫描开始时原许可已于 5 月 25 日到期，新许可 5 月 27 日批准，属先扫描后取得许可；已向采购人书面说明，列为例外，此后按许可有效期安排扫描';

/** A version is too low; a setting is another one than it should be. */
const evidenceOf = ({ id, installed, fixed }: Weakness): string =>
  id.startsWith('CVE-') ? `版本比对：${installed} 低于 ${fixed}` : `配置核对：实测“${installed}”，应为“${fixed}”`;

const days: Readonly<Record<Weakness['level'], number>> = { critical: 7, high: 15, medium: 30, low: 90 };

function decisions(one: Weakness, date: string, month: number, context: StoryContext): Entry[] {
  const day = context.workingDayAfter(date, 2);
  return one.assets.map((asset, n): Entry => {
    const at = plusMinutes(t(day, '10:10'), n * 3);
    const base = { at, vulnerability: one.id, target: asset, component: one.component };
    const draft =
      one.decision === 'accept'
        ? {
            ...base,
            decision: 'accept',
            reason: '仅内网可达，已限制来源地址，升级计划列入下年度',
            approver: people.owner,
            expiresOn: '2026-12-31',
          }
        : one.decision === 'false-positive'
          ? { ...base, decision: 'false-positive', reason: '复核配置已禁用该方法，扫描器误判', approver: people.owner }
          : {
              ...base,
              decision: 'assign',
              owner: month % 2 === 0 ? people.resident : people.security,
              plan: one.solution,
              dueOn: plusDays(date, days[one.level]),
            };
    return { kind: 'finding-decision', writtenAt: plusMinutes(at, 8), draft };
  });
}

/** A month after a finding is gone: what carried it out, and the retest. */
function retests(date: string, month: number): Entry[] {
  return weaknesses
    .filter((one) => one.decision === undefined && one.to === month - 1)
    .flatMap((one) =>
      one.assets.map((asset, n): Entry => {
        const at = plusMinutes(t(plusDays(date, 1), '11:10'), n * 3);
        return {
          kind: 'finding-decision',
          writtenAt: plusMinutes(at, 6),
          draft: drop({
            at,
            vulnerability: one.id,
            target: asset,
            component: one.component,
            decision: 'retest',
            retest: 'fixed',
            change: one.change === undefined ? undefined : `@change:${one.change}`,
          }),
        };
      }),
    );
}
