/** Daily protection figures and the analysis of the systems' operation logs (5.2.2, 5.5.3). Pure. */
import type { OperationLogRecord } from '../../subjects/operation-logs/kinds/operation-log.ts';
import type { Entry } from '../kit/book.ts';
import { people } from '../kit/people.ts';
import type { Random } from '../kit/random.ts';
import type { StoryContext } from '../kit/story.ts';
import { clock, plusDays, plusMinutes, type StoryDay, t } from '../kit/times.ts';

interface SecurityEvent {
  /** ISO; listed on the next morning after it. */
  at: string;
  asset: string;
  event: string;
  handling: string;
  blocked?: number;
}

/** Day of the record that lists it, and the kind of event. */
const securityEvents: Readonly<Record<string, readonly [type: string, event: SecurityEvent]>> = {
  '2025-12-23': [
    'brute-force',
    {
      at: t('2025-12-23', '03:12:40'),
      asset: 'nginx-1',
      event: '登录页口令爆破 620 次',
      handling: '封禁来源地址，核查无成功登录',
      blocked: 620,
    },
  ],
  '2026-02-20': [
    'abnormal-login',
    {
      at: t('2026-02-19', '20:46:10'),
      asset: 'app-server-1',
      event: '非常用地区登录堡垒机',
      handling: '核实为值班工程师异地值守',
    },
  ],
  '2026-04-07': [
    'virus',
    {
      at: t('2026-04-07', '02:31:05'),
      asset: 'app-server-3',
      event: '夜间查杀检出宏病毒附件 1 个',
      handling: '已隔离，通知上传人重新提交',
    },
  ],
  '2026-06-16': [
    'intrusion',
    {
      at: t('2026-06-16', '03:12:40'),
      asset: 'nginx-2',
      event: '注入探测 310 次',
      handling: '防护规则拦截，核查无异常查询',
      blocked: 310,
    },
  ],
  '2026-07-22': [
    'brute-force',
    {
      at: t('2026-07-21', '20:10:00'),
      asset: 'mini-program',
      event: '撞库 3.1 万次',
      handling: '封禁来源，限流策略调整',
      blocked: 31_000,
    },
  ],
  '2026-09-09': [
    'brute-force',
    {
      at: t('2026-09-08', '14:20:00'),
      asset: 'nginx-1',
      event: '演练期间口令爆破 1,240 次',
      handling: '封禁来源地址，已上报',
      blocked: 1_240,
    },
  ],
  '2026-09-11': [
    'other',
    {
      at: t('2026-09-10', '11:40:00'),
      asset: 'subsystem-administration',
      event: '钓鱼邮件 3 封，1 人点击',
      handling: '终端隔离查杀，重置口令',
    },
  ],
  '2026-10-29': [
    'weak-password',
    {
      at: t('2026-10-29', '03:12:40'),
      asset: 'db-server-2',
      event: '检出弱口令 1 个',
      handling: '当日更换并停用远程口令登录',
    },
  ],
};

export function protectionEntries(context: StoryContext): Entry[] {
  const random = context.random.of('protection');
  return context.days.filter((day) => context.inspected(day.date)).map((day) => protection(day, random));
}

function protection({ date, index }: StoryDay, random: Random): Entry {
  const [type, event] = securityEvents[date] ?? [];
  const at = t(date, '09:05');
  const blocked = Math.max(
    3,
    Math.round(random.around(34, 16) + (date >= '2026-09-07' && date <= '2026-09-11' ? 180 : 0)),
  );
  return {
    kind: 'protection',
    writtenAt: plusMinutes(at, 16),
    draft: {
      date,
      at,
      product: '主机安全（云平台）',
      virusDbVersion: `${plusDays(date, -1).replaceAll('-', '')}.10`,
      virusDbDate: plusDays(date, -1 - (random.chance(0.08) ? 1 : 0)),
      covered: 6,
      online: 6,
      kills: type === 'virus' ? 1 : 0,
      // What an event counts was blocked since the morning before, too.
      blocked: blocked + (event?.blocked ?? 0),
      weakPasswords: type === 'weak-password' ? 1 : 0,
      abnormalLogins: type === 'abnormal-login' ? 1 : 0,
      ...(event === undefined
        ? {}
        : {
            events: [{ at: event.at, asset: event.asset, type, event: event.event, handling: event.handling }],
          }),
      reviewer: index % 7 === 0 ? people.security : people.resident,
    },
  };
}

const users = ['人事处用户', '办公室用户', '财务处用户', '执法一科用户', '执法二科用户', '值班室用户'];
/** Share of each hour of a working day. */
const hourly = [1, 1, 1, 1, 1, 2, 6, 30, 96, 118, 104, 88, 34, 52, 96, 110, 98, 70, 30, 16, 12, 9, 6, 3];

/** Whole parts by weight that add up to the total: the largest takes what rounding leaves. */
function shares(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const parts = weights.map((weight) => Math.round((total * weight) / sum));
  const largest = weights.indexOf(Math.max(...weights));
  return parts.with(largest, (parts[largest] ?? 0) + total - parts.reduce((a, b) => a + b, 0));
}

/** What the rules found in a system's log of a day, by system and day. */
export const anomalies: Readonly<Record<string, OperationLogRecord['anomalies']>> = {
  'subsystem-administration 2025-12-30': [
    {
      at: t('2025-12-30', '22:41'),
      user: '人事处用户',
      type: 'bulk-export',
      detail: '22:41 导出人员档案 320 条',
      count: 1,
      judged: 'normal',
      handling: '已与用户核实，为年终统计',
    },
  ],
  'subsystem-casework 2026-01-19': [
    {
      at: t('2026-01-19', '02:12'),
      user: '执法二科用户',
      type: 'off-hours',
      detail: '02:12 查询案件 14 件',
      count: 14,
      judged: 'normal',
      handling: '夜间值班办案，已核实',
    },
  ],
  'subsystem-administration 2026-03-27': [
    {
      at: t('2026-03-27', '18:40'),
      user: '办公室用户',
      type: 'bulk-delete',
      detail: '18:40 删除过期公告 46 条',
      count: 46,
      judged: 'normal',
      handling: '有清理申请单，已核对',
    },
  ],
  'subsystem-casework 2026-05-13': [
    {
      at: t('2026-05-13', '09:31'),
      user: '执法一科用户',
      type: 'failed-login',
      detail: '连续登录失败 11 次',
      count: 11,
      judged: 'normal',
      handling: '用户忘记口令，见当日账号申请',
    },
  ],
  'subsystem-administration 2026-07-16': [
    {
      at: t('2026-07-16', '10:20'),
      user: '驻点运维账号',
      type: 'privilege',
      detail: '未见许可的账号操作 1 次',
      count: 1,
      judged: 'abnormal',
      handling: '已补充说明并列为违规事项',
    },
  ],
  'subsystem-administration 2026-09-10': [
    {
      at: t('2026-09-10', '11:52'),
      user: '办公室用户',
      type: 'other',
      detail: '点击钓鱼链接后异常会话 1 个',
      count: 1,
      judged: 'abnormal',
      handling: '会话已终止，口令已重置',
    },
  ],
  'subsystem-casework 2026-11-10': [
    {
      at: t('2026-11-10', '20:15'),
      user: '执法二科用户',
      type: 'bulk-export',
      detail: '20:15 导出案件清单 210 件',
      count: 1,
      judged: 'pending',
    },
  ],
};

export function operationLogEntries(context: StoryContext): Entry[] {
  const random = context.random.of('logs');
  const systems = [
    ['subsystem-administration', 18_000],
    ['subsystem-casework', 6_400],
  ] as const;
  return context.days.flatMap((day) => systems.map(([asset, usual]) => operationLog(day, asset, usual, random)));
}

function operationLog(day: StoryDay, asset: string, usual: number, random: Random): Entry {
  const { date } = day;
  const working = day.working ? 1 : 0.07;
  const total = Math.max(40, Math.round(usual * working * (0.85 + random.next() * 0.3)));
  const login = Math.round(total * 0.22);
  const submit = Math.round(total * 0.06);
  const modify = Math.round(total * 0.03);
  const remove = Math.round(total * 0.002);
  const exported = Math.max(1, Math.round(total * 0.0008));
  const next = plusDays(date, 1);
  const weights = hourly.map((weight, hour) => (day.working ? weight : hour < 8 || hour > 20 ? 1 : 3));
  return {
    kind: 'operation-log',
    writtenAt: t(next, '01:40'),
    draft: {
      source: 'import',
      at: t(date, '23:59:59'),
      asset,
      from: t(date, '00:00'),
      to: t(date, '23:59:59'),
      total,
      categories: [
        { category: 'login', count: login },
        { category: 'submit', count: submit },
        { category: 'modify', count: modify },
        { category: 'delete', count: remove },
        { category: 'export', count: exported },
        { category: 'query', count: total - login - submit - modify - remove - exported },
      ],
      hours: shares(total, weights).map((count, hour) => ({ hour, count })),
      users: users.slice(0, 4).map((user, n) => ({ user, count: Math.round((total * (28 - n * 4)) / 200) })),
      anomalies: anomalies[`${asset} ${date}`] ?? [],
      backedUpAt: t(next, clock(5400 + random.int(0, 300))),
      backupLocation: `/backup/oplog/${date.slice(0, 7).replace('-', '')}`,
      earliest: t(plusDays(date, -200) < '2025-08-01' ? '2025-08-01' : plusDays(date, -200), '00:00'),
    },
  };
}
