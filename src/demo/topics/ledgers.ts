/** Renewals, the security exercise, spare parts bought, routine visits. Pure. */
import type { Entry } from '../kit/book.ts';
import { fill } from '../kit/fill.ts';
import { NEXT } from '../kit/numbers.ts';
import { people } from '../kit/people.ts';
import type { StoryContext } from '../kit/story.ts';
import { plusMinutes, t } from '../kit/times.ts';
import { residentOf } from './duty.ts';

type Renewal = readonly [
  item: string,
  type: string,
  asset: string,
  expiresOn: string,
  cost: number,
  payer: 'purchaser' | 'supplier',
  doing: string,
  renewedOn?: string,
  renewedTo?: string,
];

const renewals: readonly Renewal[] = [
  [
    '公务车 GPS 4G 卡（13 张）',
    'sim',
    'subsystem-monitoring-map',
    '2025-12-31',
    1560,
    'purchaser',
    '2025-12-10',
    '2025-12-22',
    '2026-12-31',
  ],
  [
    '小程序认证年检',
    'mini-program',
    'mini-program',
    '2026-03-18',
    300,
    'purchaser',
    '2026-02-26',
    '2026-03-09',
    '2027-03-18',
  ],
  [
    '行政管理系统 HTTPS 证书',
    'certificate',
    'nginx-1',
    '2026-04-30',
    980,
    'supplier',
    '2026-04-08',
    '2026-04-20',
    '2027-04-30',
  ],
  [
    '执法办案系统 HTTPS 证书',
    'certificate',
    'nginx-2',
    '2026-06-15',
    980,
    'supplier',
    '2026-05-18',
    '2026-06-02',
    '2027-06-15',
  ],
  ['短信包 20 万条', 'sms', 'interface-sms', '2026-08-31', 9000, 'purchaser', '2026-08-05', '2026-08-24', '2027-08-31'],
  [
    '系统域名',
    'domain',
    'subsystem-administration',
    '2026-10-20',
    69,
    'purchaser',
    '2026-09-24',
    '2026-10-12',
    '2027-10-20',
  ],
  ['云主机安全防护授权', 'licence', 'app-server-1', '2026-12-15', 7200, 'purchaser', '2026-11-12'],
];

/** Listed on the first day; taken in hand a few weeks before, and renewed, each as a later version. */
export function renewalEntries({ days }: StoryContext): Entry[] {
  const first = days[0]?.date ?? '';
  return renewals.flatMap(([item, type, asset, expiresOn, cost, payer, doing, renewedOn, renewedTo], n): Entry[] => {
    const key = `renewal:${n + 1}`;
    const at = t(first, '10:00');
    const written = plusMinutes(at, 5 + n);
    const base = { at, item, type, asset, expiresOn, noticeDays: 30, owner: people.resident, payer, cost };
    const edit = (writtenAt: string, draft: object, reason: string): Entry => ({
      kind: 'renewal',
      key,
      writtenAt,
      draft: { ...draft, enteredAt: written },
      edit: { reason, who: people.resident },
    });
    const found: Entry[] = [
      { kind: 'renewal', key, writtenAt: written, draft: { ...base, status: 'open', note: '服务期开始时清点登记' } },
      edit(t(doing, '10:30'), { ...base, status: 'doing', note: '已报采购人，办理中' }, '开始办理'),
    ];
    if (renewedOn === undefined || renewedTo === undefined) return found;
    return [
      ...found,
      edit(
        t(renewedOn, '16:10'),
        { ...base, status: 'renewed', renewedOn, renewedTo, note: '已办理并核对生效' },
        '办理完成',
      ),
      {
        kind: 'expense',
        writtenAt: t(renewedOn, '16:20'),
        draft: {
          at: t(renewedOn, '15:50'),
          type: 'renewal',
          item,
          quantity: 1,
          unit: '项',
          unitPrice: cost,
          amount: cost,
          payer,
          ...(payer === 'purchaser' ? { approvedBy: people.owner } : {}),
          asset,
          handler: people.resident,
        },
      },
    ];
  });
}

export function exerciseEntries(): Entry[] {
  const start = t('2026-09-07', '09:00');
  const ended = t('2026-09-11', '18:00');
  return [
    {
      kind: 'security-exercise',
      key: 'exercise:year',
      writtenAt: plusMinutes(ended, 35),
      draft: {
        at: start,
        title: '2026 年网络安全攻防演练',
        notice: '关于开展 2026 年网络安全攻防演练的通知',
        noticeFrom: '上级主管部门',
        noticedAt: t('2026-08-21', '10:30'),
        startedAt: start,
        endedAt: ended,
        tasks: '资产梳理、漏洞加固、值守监测、应急处置、总结上报',
        people: [
          { person: people.security, duty: '监测与研判' },
          { person: people.resident, duty: '值守与处置' },
          { person: people.dba, duty: '数据库加固' },
          { person: people.manager, duty: '协调上报' },
        ],
        actions: [
          { at: t('2026-08-25', '15:00'), action: '梳理互联网暴露面，关闭不必要端口 3 个', result: '复扫确认已关闭' },
          { at: t('2026-09-02', '10:00'), action: '核查弱口令与高权限账号', result: '更换口令 2 个，停用账号 1 个' },
          { at: t('2026-09-07', '09:00'), action: '开始 7×24 小时值守', result: '每日 18:00 报送情况' },
          { at: t('2026-09-11', '17:30'), action: '结束值守，恢复临时限制', result: '业务访问正常' },
        ],
        problems: [
          {
            at: t('2026-09-08', '14:20'),
            problem: '登录页遭口令爆破 1,240 次',
            handling: '封禁来源地址，核查无成功登录',
            status: 'done',
          },
          {
            at: t('2026-09-09', '23:05'),
            problem: '附件服务出现目录遍历探测',
            handling: '防护规则拦截，确认无文件泄露',
            status: 'done',
          },
          {
            at: t('2026-09-10', '11:40'),
            problem: '钓鱼邮件 3 封，1 人点击',
            handling: '隔离终端查杀，重置口令',
            status: 'done',
          },
        ],
        summary: '演练期间系统运行正常，未被攻破；发现的三类问题均已处置',
        closedAt: plusMinutes(ended, 25),
      },
    },
  ];
}

const bought: readonly (readonly [
  date: string,
  item: string,
  model: string,
  quantity: number,
  price: number,
  stock: number,
])[] = [
  ['2025-11-28', '考勤机电源适配器', '12V 3A', 3, 45, 3],
  ['2025-11-28', '桌牌电源线', '5V 2A', 7, 28, 7],
  ['2026-01-09', '考勤机补光灯模组', 'B3', 4, 96, 4],
  ['2026-05-11', '桌牌电池组', '3.7V 4000mAh', 5, 62, 5],
  ['2026-10-12', '六类网线', 'CAT6 10 米', 6, 55, 6],
];

export function purchaseEntries(): Entry[] {
  return bought.map(([date, item, model, quantity, unitPrice, stock]) => ({
    kind: 'expense',
    writtenAt: t(date, '15:30'),
    draft: {
      at: t(date, '15:00'),
      type: 'spare-in',
      item,
      model,
      quantity,
      unit: '个',
      unitPrice,
      amount: quantity * unitPrice,
      payer: 'supplier',
      stock,
      handler: people.resident,
      note: '备件入库，供维修领用',
    },
  }));
}

const visits = [
  [
    '东楼会议室',
    '会议桌牌排座推送协助',
    '办公室用户',
    ['subsystem-administration'],
    '排座 {12-45} 席，核对推送 {12-45} 块',
  ],
  ['人事处', '新版请假流程使用培训', '人事处用户', ['subsystem-hr'], '培训 {4-18} 人，答疑 {3-11} 项'],
  ['执法一科', '电子笔录签字板调试', '执法一科用户', ['subsystem-transcript'], '校准签字板 {1-4} 块，试签 {5-20} 次'],
  [
    '西楼一层',
    '考勤机清洁与对时检查',
    '综合保障科用户',
    ['attendance-3'],
    '清洁镜头，对时偏差 {tenth} s，试打卡 {3-9} 次',
  ],
  [
    '车库',
    '公务车 GPS 设备季度检查',
    '综合保障科用户',
    ['subsystem-monitoring-map'],
    '检查 {5-13} 台，紧固接线 {0-3} 处，定位正常',
  ],
] as const;

/** Written under the name of the engineer who was away that day; the reviewer is to notice. */
const WRONG_NAME = '2026-10-19';

/** Visits that no fault asked for: training, checks, help on the spot. */
export function visitEntries(context: StoryContext): Entry[] {
  const random = context.random.of('visits');
  return context.days
    .filter((day) => day.working && random.chance(0.14))
    .flatMap(({ date }): Entry[] => {
      const [place, purpose, user, assets, done] = random.pick(visits);
      const at = t(date, `15:${random.int(10, 30)}`);
      const arrived = plusMinutes(at, random.int(8, 25));
      const left = plusMinutes(arrived, random.int(25, 70));
      const there = [residentOf(date), people.resident2];
      const engineer = date === WRONG_NAME ? people.resident : context.diary.takeFirst(there, at, left);
      const [satisfaction, opinion] = [
        random.pick(['5', '5', '4']),
        random.pick(['讲解清楚', '处理及时', '希望多组织培训']),
      ];
      // Nobody who could have gone.
      if (engineer === undefined) return [];
      const order = {
        kind: 'service-order',
        writtenAt: plusMinutes(left, 15),
        draft: {
          number: NEXT,
          at,
          place,
          purpose,
          assets: [...assets],
          engineer,
          departedAt: plusMinutes(at, 3),
          arrivedAt: arrived,
          leftAt: left,
          work: fill(`${purpose}：${done}，{经使用人确认|使用人在场核对|现场演示通过}`, random.of(`work/${date}`)),
          result: 'done',
          signedBy: user,
          signedAt: plusMinutes(left, -1),
          satisfaction,
          opinion,
        },
      };
      return [order];
    });
}
