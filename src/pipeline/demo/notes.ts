/** What the engineer notes during the day, and reminders and alerts of the tool (5.7(1), 5.5.4). Pure. */
import type { Entry } from './book.ts';
import { residentOf } from './duty.ts';
import type { Random } from './random.ts';
import type { StoryContext } from './story.ts';
import { drop, plus, plusMinutes, type StoryDay, t } from './times.ts';

const operations: readonly (readonly [text: string, asset: string, result: string])[] = [
  ['清理应用服务器 %n 的过期日志与临时文件，释放 %g GB', 'app-server-1', '已完成'],
  ['核对数据库主从状态与复制延迟，抽查关键表行数', 'mysql-replica-1', '正常'],
  ['检查反向代理错误日志，处理异常来源 %n 个', 'nginx-1', '已完成'],
  ['更换东楼 20%n 桌牌电量标签，核对推送', 'desk-sign-05', '已完成'],
  ['巡查机房与弱电间，测温 2%n ℃、湿度 4%n %', 'app-server-3', '正常'],
  ['抽查备份集 %n 个，校验值一致', 'mysql-primary', '一致'],
  ['核对小程序版本与合法域名配置', 'mini-program', '正常'],
  ['检查考勤机对时与存储，导出设备日志', 'attendance-1', '正常'],
  ['复核账号权限 %n 个，停用长期未登录账号', 'subsystem-administration', '已完成'],
  ['检查接口对账差异，补传 %n 条', 'interface-departments', '已完成'],
  ['协助用户整理附件目录，移交归档 %n 份', 'subsystem-transcript', '已完成'],
  ['检查 4G 卡流量余量，13 张均充足', 'subsystem-monitoring-map', '正常'],
];
const followups = [
  '磁盘使用率持续观察，今日 %n %，趋势平稳',
  '上周调整的清理任务运行正常',
  '服务商工单已受理，等待回复',
  '更换的适配器运行 %n 天无异常',
  '索引优化后报表导出稳定在 %n 秒内',
];
const opens = [
  '等待采购人确认新增报表口径',
  '备件到货前沿用临时设备',
  '与施工单位协调弱电间供电时间',
  '待补齐两名新入职人员的账号申请单',
  '外部接口变更时间未确定',
];
const plans = [
  '继续跟进接口对账差异',
  '安排西楼桌牌固件升级',
  '准备月度报告数据核对',
  '复核到期事项台账',
  '完成备份抽查与恢复点核对',
  '协助人事处核对考勤数据',
];
const suggestions = [
  '建议为统计报表配置独立只读库',
  '建议更换三台运行超过五年的考勤机',
  '建议增加弱电间温湿度监测',
  '建议统一桌牌供电方式',
];

export function noteEntries(context: StoryContext): Entry[] {
  const random = context.random.of('notes');
  return [...context.days.filter((day) => day.working).flatMap((day) => notes(day, random)), forgotten()];
}

/** Written down two days later, so that the daily report of that day had to be revised. */
function forgotten(): Entry {
  return {
    kind: 'note',
    writtenAt: t('2026-06-12', '09:20'),
    draft: {
      at: t('2026-06-10', '15:40'),
      date: '2026-06-10',
      topic: 'operation',
      asset: 'desk-sign-19',
      person: residentOf('2026-06-10'),
      text: '为东楼 401 桌牌更换网络端口并核对推送（补录）',
      result: '已完成',
    },
  };
}

function notes(day: StoryDay, random: Random): Entry[] {
  const { date } = day;
  const fill = (text: string) =>
    text.replaceAll('%n', String(random.int(1, 9))).replaceAll('%g', String(random.int(6, 42)));
  const note = (time: string, topic: string, text: string, more: object = {}): Entry => ({
    kind: 'note',
    writtenAt: plusMinutes(t(date, time), 12),
    draft: { at: t(date, time), date, topic, person: residentOf(date), text: fill(text), ...more },
  });
  const [text, asset, result] = random.pick(operations);
  return [
    note('10:25', 'operation', text, { asset, result }),
    ...(random.chance(0.55) ? [note('15:10', 'operation', ...second(random))] : []),
    ...(random.chance(0.5) ? [note('16:20', 'followup', random.pick(followups))] : []),
    ...(random.chance(0.25) ? [note('16:40', 'open', random.pick(opens))] : []),
    note('16:50', 'plan', random.pick(plans)),
    ...(random.chance(0.03) ? [note('16:55', 'suggestion', random.pick(suggestions))] : []),
  ];
}

function second(random: Random): [text: string, more: object] {
  const [text, asset, result] = random.pick(operations);
  return [text, { asset, result }];
}

const alerts: readonly (readonly [asset: string, alert: string, value: string, handling: string, decision: string])[] =
  [
    ['app-server-1', '磁盘使用率过高', '82.1 %', '清理过期日志后回落到 71 %', 'handled'],
    ['mysql-primary', '慢查询占比升高', '1.2 %', '定位为统计任务，已转优化', 'handled'],
    ['app-server-3', '内存使用率过高', '91.0 %', '计划内数据导入，已自行回落', 'dismissed'],
    ['redis-1', '内存使用率过高', '77.4 %', '会话高峰，持续观察', 'dismissed'],
    ['interface-departments', '对账差异', '0.4 %', '补传后为 0', 'handled'],
    ['nginx-1', '活动连接数升高', '4,180 个', '全局培训期间，培训后回落', 'dismissed'],
    ['db-server-2', '复制延迟升高', '36 s', '大事务提交，3 分钟后恢复', 'handled'],
  ];

export function alertEntries(context: StoryContext): Entry[] {
  const random = context.random.of('alerts');
  return context.days
    .filter((day) => context.inspected(day.date) && random.chance(0.2))
    .map((day) => alert(day, random));
}

function alert({ date }: StoryDay, random: Random): Entry {
  const [asset, name, value, handling, decision] = random.pick(alerts);
  const fired = t(date, `0${random.int(1, 8)}:${random.int(10, 55)}`);
  const decided = plusMinutes(fired, random.int(5, 24));
  return {
    kind: 'alert-proposal',
    writtenAt: plusMinutes(fired, 62),
    draft: drop({
      source: 'auto',
      at: fired,
      asset,
      alert: name,
      severity: decision === 'handled' ? 'warning' : 'info',
      value,
      summary: `${name}，当前 ${value}`,
      monitor: '监控平台',
      firedAt: fired,
      resolvedAt: plusMinutes(fired, random.int(15, 60)),
      decision,
      handling: decision === 'handled' ? handling : undefined,
      reason: decision === 'dismissed' ? handling : undefined,
      decidedBy: '值班工程师',
      decidedAt: decided,
    }),
  };
}

/** Each working morning the tool sends what is due; a few times the mail server was down. */
export function notificationEntries(context: StoryContext): Entry[] {
  const random = context.random.of('mail');
  return context.days
    .filter((day) => day.working)
    .map(({ date }): Entry => {
      const at = t(date, '08:30');
      const failed = random.chance(0.02);
      return {
        kind: 'notification',
        writtenAt: plus(at, 1),
        draft: {
          source: 'auto',
          at,
          channel: 'mail',
          recipient: 'ops@example.internal',
          subject: '今日待交与近期到期事项',
          reason: 'due',
          obligation: 'inspection-log',
          period: date,
          result: failed ? 'failed' : 'sent',
          attempts: failed ? 3 : 1,
          ...(failed ? { failure: '邮件服务器拒绝连接' } : {}),
        },
      };
    });
}
