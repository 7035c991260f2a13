/** Permits: the standing ones, one for each planned operation, and oral ones in an emergency (5.2.1, 5.2.3). Pure. */
import type { Entry } from '../kit/book.ts';
import { NEXT } from '../kit/numbers.ts';
import { people } from '../kit/people.ts';
import type { StoryContext, ToldContext } from '../kit/story.ts';
import { dayOf, plus, plusDays, plusMinutes, t } from '../kit/times.ts';
import { faults } from '../story/all-faults.ts';
import { affectedOf, type Fault, handlerOf, startOf } from '../story/fault.ts';

/** The standing permits are granted on the first morning, before the first inspection. */
export function standingPermits({ days, contract }: StoryContext): Entry[] {
  const first = days[0]?.date ?? '';
  const last = days.at(-1)?.date ?? '';
  const devices = contract.assets.filter(({ kind }) => ['attendance', 'desk-sign', 'gps'].includes(kind));
  const standing = (
    key: string,
    operations: string[],
    reason: string,
    scope: string,
    minute: number,
    more: { assets?: string[]; conditions?: string } = {},
  ): Entry => ({
    kind: 'permit',
    key: `permit:${key}`,
    writtenAt: t(first, '08:58'),
    draft: {
      at: t(first, `08:1${minute}`),
      type: 'standing',
      number: NEXT,
      applicant: people.manager,
      reason,
      operations,
      ...(operations.includes('remote') ? { access: 'read' } : {}),
      scope,
      conditions: '不得改动业务数据和系统配置；每月报备一次',
      ...more,
      validFrom: t(first, '08:40'),
      validTo: t(last, '23:59:59'),
      grantedBy: people.owner,
      grantedAt: t(first, '08:40'),
      channel: 'written',
    },
  });
  return [
    standing('collect', ['collect'], '每日巡检和监控的只读采集', '全部合同资产的只读采集', 0),
    standing('backup', ['backup'], '按备份策略执行的例行备份', '全部数据库、附件、配置、操作日志的备份', 1),
    standing('remote', ['remote'], '故障诊断的远程接入', '经堡垒机的远程诊断，只读查看；改动另行申请', 2),
    standing('cleanup', ['data-delete'], '主机例行清理', '已过留存期的应用日志与临时文件；操作日志和业务附件除外', 3, {
      conditions: '清理前核对留存期；每月报备一次',
    }),
    standing('device', ['configuration'], '终端设备现场维护', '清洁、换件、对时、升级固件；考勤与定位数据除外', 4, {
      assets: devices.map(({ id }) => id),
      conditions: '由使用人在场确认；每月报备一次',
    }),
    ...scanPermits(first),
  ];
}

/** Scans are permitted a quarter at a time; the third was asked for late, so the May scan ran without one. */
function scanPermits(first: string): Entry[] {
  const quarters = [
    { key: 'scan-1', from: plusDays(first, 1), to: '2026-02-28', asked: plusDays(first, 0) },
    { key: 'scan-2', from: '2026-03-01', to: '2026-05-25', asked: '2026-02-26' },
    { key: 'scan-3', from: '2026-05-28', to: '2026-08-31', asked: '2026-05-27' },
    { key: 'scan-4', from: '2026-09-01', to: '2026-11-24', asked: '2026-08-28' },
  ];
  return quarters.map(({ key, from, to, asked }) => ({
    kind: 'permit',
    key: `permit:${key}`,
    writtenAt: t(asked, '16:40'),
    draft: {
      at: t(asked, '10:05'),
      type: 'standing',
      number: NEXT,
      applicant: people.security,
      reason: '季度内每月一次的漏洞扫描',
      operations: ['scan'],
      scope: '六台云主机、中间件、数据库和各子系统访问面，扫描在 20:00–次日 06:00 进行',
      validFrom: t(from, '00:00'),
      validTo: t(to, '23:59:59'),
      grantedBy: people.owner,
      grantedAt: t(asked, '16:20'),
      channel: 'written',
    },
  }));
}

export interface PermitOrder {
  key: string;
  operations: readonly string[];
  assets: readonly string[];
  reason: string;
  scope: string;
  /** Asked, granted, valid from and to. */
  at: string;
  grantedAt: string;
  validFrom: string;
  validTo: string;
  /** Default: a signed paper. */
  channel?: 'written' | 'mail';
}

/** A permit for one operation, in writing, before the operation. */
export function singlePermit(order: PermitOrder): Entry {
  return {
    kind: 'permit',
    key: `permit:${order.key}`,
    writtenAt: plusMinutes(order.grantedAt, 6),
    draft: {
      at: order.at,
      type: 'single',
      number: NEXT,
      applicant: people.resident,
      reason: order.reason,
      operations: [...order.operations],
      ...(order.operations.includes('remote') ? { access: 'change' } : {}),
      assets: [...order.assets],
      scope: order.scope,
      validFrom: order.validFrom,
      validTo: order.validTo,
      grantedBy: people.clerk,
      grantedAt: order.grantedAt,
      channel: order.channel ?? 'written',
    },
  };
}

/** What was asked for to end a fault: in writing where there was time, by word of mouth where there was none. */
export function faultPermits(told: ToldContext): Entry[] {
  return faults.flatMap((fault) => [...writtenPermit(fault), ...oralPermit(fault, told)]);
}

/** Asked for by mail once the cause is known, granted before anything is changed. */
function writtenPermit(fault: Fault): Entry[] {
  const { written } = fault;
  if (written === undefined) return [];
  const granted = plus(startOf(fault), written.at);
  return [
    singlePermit({
      key: `fix-${fault.key}`,
      operations: written.operations,
      assets: affectedOf(fault),
      reason: `故障处置：${fault.title}`,
      scope: `仅限${written.scope}`,
      at: plusMinutes(granted, -14),
      grantedAt: granted,
      validFrom: granted,
      validTo: plusMinutes(granted, 24 * 60),
      channel: 'mail',
    }),
  ];
}

/** Written down at once, the written one following; that of 18 February came late. */
function oralPermit(fault: Fault, { workingDayAfter, isWorkingDay }: ToldContext): Entry[] {
  const { emergency } = fault;
  if (emergency === undefined) return [];
  const granted = plus(startOf(fault), emergency.at);
  const day = dayOf(granted);
  const key = `permit:oral-${fault.key}`;
  const written = t(workingDayAfter(day, emergency.writtenAfterDays), '10:20');
  const draft = {
    at: plus(startOf(fault), emergency.asked ?? emergency.at - 180),
    type: 'emergency',
    applicant: handlerOf(fault, isWorkingDay),
    reason: `故障处置：${fault.title}`,
    operations: [...emergency.operations],
    ...(emergency.operations.includes('remote') ? { access: 'change' } : {}),
    assets: affectedOf(fault),
    scope: emergency.scope,
    validFrom: granted,
    validTo: plusMinutes(granted, 16 * 60),
    grantedBy: people.owner,
    grantedAt: granted,
    channel: 'phone',
    writtenDue: t(workingDayAfter(day, 1), '18:00'),
  };
  const first = plusMinutes(granted, 5);
  return [
    { kind: 'permit', key, writtenAt: first, draft },
    {
      kind: 'permit',
      key,
      writtenAt: plusMinutes(written, 12),
      draft: { ...draft, enteredAt: first, writtenAt: written, number: NEXT },
      edit: { reason: '补办书面许可', who: people.manager },
    },
  ];
}
