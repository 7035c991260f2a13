/** The yearly recovery drill with its plan's approval, sign-in sheet and photos (5.3.9). Pure but for drawing pictures. */
import type { Entry } from '../kit/book.ts';
import { people } from '../kit/people.ts';
import { photo } from '../kit/pictures.ts';
import type { Random } from '../kit/random.ts';
import type { ToldContext } from '../kit/story.ts';
import { plus, plusMinutes, t } from '../kit/times.ts';
import { DRILL_DAY, drillTargets } from '../story/outages.ts';
import { singlePermit } from './permits.ts';

const start = t(DRILL_DAY, '19:00');
const at = (minutes: number): string => plusMinutes(start, minutes);
const assets = ['mysql-replica-1', ...drillTargets];

export function drillEntries({ random: source }: ToldContext): Entry[] {
  return [permit(), window(), drill(source.of('drill'))];
}

const permit = (): Entry =>
  singlePermit({
    key: 'drill',
    operations: ['drill', 'restore', 'remote', 'configuration'],
    assets,
    reason: '年度系统恢复演练',
    scope: '按演练方案执行主从切换与备份恢复，演练窗口 19:00–22:00',
    at: t('2026-07-15', '09:30'),
    grantedAt: t('2026-07-15', '16:20'),
    validFrom: t(DRILL_DAY, '18:00'),
    validTo: t(DRILL_DAY, '23:00'),
  });

const window = (): Entry => ({
  kind: 'maintenance-window',
  writtenAt: t('2026-07-15', '16:40'),
  draft: {
    at: t('2026-07-15', '09:30'),
    assets,
    from: start,
    to: t(DRILL_DAY, '22:00'),
    purpose: '年度系统恢复演练',
    announced: 'yes',
    approvedBy: people.owner,
    approvedAt: t('2026-07-15', '16:20'),
    permit: '@permit:drill',
  },
});

const timeline: readonly (readonly [minutes: number, actor: string, action: string, result: string])[] = [
  [0, people.manager, '宣布演练开始，停止主库', '主库不可用'],
  [3, people.resident, '监控告警后报告，启动应急预案', '各组 5 分钟内就位'],
  [8, people.dba, '核对从库复制位置', '无延迟，数据一致'],
  [17, people.dba, '提升从库为主库，修改应用连接', '切换成功'],
  [29, people.resident, '验证登录、提交、查询', '九个子系统恢复'],
  [40, people.dba, '在临时实例恢复误删的表并回填', '1,284 行与备份一致'],
  [78, people.dba, '回切原主库，核对数据', '主从一致'],
  [95, people.manager, '宣布演练结束', '采购人现场确认'],
];

const roles: readonly (readonly [role: string, person: string, unit: string])[] = [
  ['演练指挥', people.manager, '供应商'],
  ['数据库操作', people.dba, '供应商'],
  ['业务验证', people.resident, '供应商'],
  ['记录', people.resident2, '供应商'],
  ['见证', people.owner, '采购人'],
  ['业务确认', people.clerk, '采购人'],
];

function drill(random: Random): Entry {
  const place = '东楼机房值班室';
  const photos = [
    photo('room', random, { name: '演练现场.png', subject: '演练指挥与各组就位', takenAt: at(2), place }),
    photo('rack', random, {
      name: '数据库主机.png',
      subject: '主库停机后机柜状态',
      takenAt: at(9),
      place: '云平台管理终端',
    }),
    photo('sheet', random, { name: '签到表.png', subject: '演练签到表扫描件', takenAt: at(98), place }),
    photo('sheet', random, {
      name: '方案审批件.png',
      subject: '演练方案审批件扫描件',
      takenAt: t('2026-07-02', '16:05'),
    }),
  ];
  return {
    kind: 'drill',
    key: 'drill:year',
    writtenAt: t('2026-07-20', '11:10'),
    files: photos.map((one) => one.bytes),
    draft: {
      at: start,
      title: '数据库主从切换与备份恢复演练',
      assets,
      plan: 'HQSF-YF-service-r1',
      planApprovedBy: people.owner,
      planApprovedAt: t('2026-07-02', '16:00'),
      permit: '@permit:drill',
      scenario: '主库所在云主机故障，数据库不可用；切换后再由备份恢复一个误删的表',
      place,
      startedAt: start,
      finishedAt: at(95),
      closedAt: t('2026-07-20', '11:00'),
      timeline: timeline.map(([minutes, actor, action, result]) => ({ at: at(minutes), actor, action, result })),
      roles: roles.map(([role, person, unit], n) => ({
        role,
        person,
        unit,
        signedInAt: plus(t(DRILL_DAY, '18:44'), n * 95),
      })),
      rtoTarget: 120,
      rtoActual: 29 * 60,
      rpoTarget: 1440,
      rpoActual: 0,
      result: 'achieved',
      rollback: '演练结束前切回原主库，主从核对一致，演练数据已清除',
      evaluation: '切换 17 分钟完成，业务 29 分钟恢复，达到目标；电话通知第二联系人用时偏长',
      problems: [
        {
          problem: '值班电话第二联系人 6 分钟后接听',
          measure: '更新值班联系表并每月抽测',
          owner: people.manager,
          dueOn: '2026-07-31',
          status: 'done',
        },
        {
          problem: '应用连接切换需改两处配置',
          measure: '改为统一连接入口',
          owner: people.developer,
          dueOn: '2026-09-30',
          status: 'open',
        },
      ],
      attachments: photos.map((one) => one.attachment),
    },
  };
}
