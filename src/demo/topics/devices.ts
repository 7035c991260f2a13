/** Device faults with photos, visits, spare parts and costs; one device is beyond repair (5.4). Pure but for drawing pictures. */
import type { Entry } from '../kit/book.ts';
import { NEXT } from '../kit/numbers.ts';
import { people } from '../kit/people.ts';
import { photo, type Scene } from '../kit/pictures.ts';
import type { ToldContext } from '../kit/story.ts';
import { drop, plusMinutes, t } from '../kit/times.ts';

interface DeviceFault {
  key: string;
  asset: string;
  scene: Scene;
  place: string;
  reporter: string;
  date: string;
  time: string;
  /** Minutes from the report. */
  responded: number;
  arrived: number;
  diagnosed: number;
  repaired?: number;
  symptom: string;
  cause: string;
  solution: string;
  steps: readonly (readonly [minutes: number, action: string])[];
  part?: { item: string; model: string; price: number; stock: number };
}

const deviceFaults: readonly DeviceFault[] = [
  {
    key: 'sign-17',
    asset: 'desk-sign-17',
    scene: 'desk-sign',
    place: '东楼 308',
    reporter: '办公室用户',
    date: '2025-12-05',
    time: '09:20',
    responded: 6,
    arrived: 18,
    diagnosed: 35,
    repaired: 52,
    symptom: '桌牌黑屏，按键无反应',
    cause: '电源线接触不良',
    solution: '更换电源线',
    steps: [
      [20, '测量电源线无输出'],
      [40, '更换电源线并通电测试'],
    ],
    part: { item: '桌牌电源线', model: '5V 2A', price: 28, stock: 6 },
  },
  {
    key: 'gps-05',
    asset: 'gps-05',
    scene: 'gps',
    place: '5号公务车',
    reporter: '综合保障科用户',
    date: '2026-01-12',
    time: '14:10',
    responded: 5,
    arrived: 55,
    diagnosed: 90,
    repaired: 130,
    symptom: '行驶中无定位上报',
    cause: '4G 卡松动',
    solution: '重新安装并加固卡槽',
    steps: [
      [60, '车辆回场后读取设备日志'],
      [110, '取出卡片清洁后重装'],
    ],
  },
  {
    key: 'att-1',
    asset: 'attendance-1',
    scene: 'attendance',
    place: '东楼一层',
    reporter: '办公室用户',
    date: '2026-01-27',
    time: '09:35',
    responded: 4,
    arrived: 12,
    diagnosed: 30,
    repaired: 65,
    symptom: '人脸识别慢，需重复站立',
    cause: '镜头积灰，补光灯老化',
    solution: '清洁镜头并更换补光灯',
    steps: [
      [18, '清洁镜头并试拍'],
      [45, '更换补光灯模组'],
    ],
    part: { item: '考勤机补光灯模组', model: 'B3', price: 96, stock: 3 },
  },
  {
    key: 'sign-33',
    asset: 'desk-sign-33',
    scene: 'desk-sign',
    place: '西楼 206',
    reporter: '财务处用户',
    date: '2026-02-09',
    time: '15:05',
    responded: 8,
    arrived: 26,
    diagnosed: 45,
    repaired: 70,
    symptom: '推送后画面残影',
    cause: '屏体驱动程序版本旧',
    solution: '升级固件到 2.3',
    steps: [
      [30, '读取固件版本 2.1'],
      [55, '升级并连续推送 10 次'],
    ],
  },
  {
    key: 'att-3',
    asset: 'attendance-3',
    scene: 'attendance',
    place: '西楼一层',
    reporter: '综合保障科用户',
    date: '2026-03-10',
    time: '09:12',
    responded: 5,
    arrived: 20,
    diagnosed: 50,
    repaired: 105,
    symptom: '屏幕无显示，指示灯不亮',
    cause: '电源适配器损坏',
    solution: '更换同型号电源适配器',
    steps: [
      [26, '万用表测得适配器无输出'],
      [80, '更换适配器并通电测试'],
    ],
    part: { item: '考勤机电源适配器', model: '12V 3A', price: 45, stock: 2 },
  },
  {
    key: 'gps-11',
    asset: 'gps-11',
    scene: 'gps',
    place: '11号公务车',
    reporter: '综合保障科用户',
    date: '2026-04-24',
    time: '10:30',
    responded: 7,
    arrived: 58,
    diagnosed: 80,
    repaired: 120,
    symptom: '定位漂移数公里',
    cause: '天线被金属物遮挡',
    solution: '调整天线位置',
    steps: [
      [62, '到场查看天线安装位置'],
      [95, '移到仪表台左侧并试行 3 公里'],
    ],
  },
  {
    key: 'sign-08',
    asset: 'desk-sign-08',
    scene: 'desk-sign',
    place: '东楼 208',
    reporter: '人事处用户',
    date: '2026-05-21',
    time: '11:15',
    responded: 6,
    arrived: 15,
    diagnosed: 28,
    repaired: 45,
    symptom: '桌牌无法唤醒',
    cause: '电池鼓包',
    solution: '更换电池组',
    steps: [
      [18, '拆下电池组检查'],
      [32, '更换电池组并充电测试'],
    ],
    part: { item: '桌牌电池组', model: '3.7V 4000mAh', price: 62, stock: 4 },
  },
  {
    key: 'gps-02',
    asset: 'gps-02',
    scene: 'gps',
    place: '2号公务车',
    reporter: '综合保障科用户',
    date: '2026-07-28',
    time: '16:40',
    responded: 9,
    arrived: 60,
    diagnosed: 100,
    symptom: '设备进水，无法开机',
    cause: '主板进水短路，多处元件烧毁',
    solution: '无法维修，建议更换同系列设备',
    steps: [
      [65, '到场拆检，主板有水渍'],
      [95, '检测供电对地短路'],
    ],
  },
  {
    key: 'sign-41',
    asset: 'desk-sign-41',
    scene: 'desk-sign',
    place: '西楼 305',
    reporter: '执法一科用户',
    date: '2026-09-15',
    time: '09:40',
    responded: 5,
    arrived: 22,
    diagnosed: 40,
    repaired: 62,
    symptom: '触摸无响应',
    cause: '触摸排线松动',
    solution: '重新插接并固定排线',
    steps: [
      [26, '拆开后盖检查排线'],
      [50, '固定后连续触摸测试'],
    ],
  },
  {
    key: 'att-2',
    asset: 'attendance-2',
    scene: 'attendance',
    place: '东楼三层',
    reporter: '办公室用户',
    date: '2026-10-29',
    time: '10:05',
    responded: 4,
    arrived: 14,
    diagnosed: 38,
    repaired: 72,
    symptom: '网络时断时续',
    cause: '网线水晶头氧化',
    solution: '更换水晶头并重新布线',
    steps: [
      [20, '测试网线丢包 12 %'],
      [48, '更换水晶头，丢包 0'],
    ],
    part: { item: '六类网线', model: 'CAT6 10 米', price: 55, stock: 5 },
  },
];

export function deviceEntries(context: ToldContext): Entry[] {
  const random = context.random.of('devices');
  return deviceFaults.flatMap((fault) => {
    const reported = t(fault.date, fault.time);
    const after = (minutes: number) => plusMinutes(reported, minutes);
    const shots = [
      photo(fault.scene, random, {
        name: `${fault.asset}-故障.png`,
        subject: `${fault.place} 故障现象`,
        takenAt: after(fault.arrived + 2),
        place: fault.place,
      }),
      photo(fault.scene, random, {
        name: `${fault.asset}-处理.png`,
        subject: `${fault.place} 处理情况`,
        takenAt: after(fault.diagnosed),
        place: fault.place,
      }),
    ];
    const base = {
      at: reported,
      asset: fault.asset,
      serial: `DEMO-${fault.asset.toUpperCase()}`,
      place: fault.place,
      reporter: fault.reporter,
      reportedAt: reported,
      respondedAt: after(fault.responded),
      arrivedAt: after(fault.arrived),
      engineer: people.resident,
      symptom: fault.symptom,
      cause: fault.cause,
      solution: fault.solution,
      diagnosedAt: after(fault.diagnosed),
      steps: fault.steps.map(([minutes, action]) => ({ at: after(minutes), action })),
      attachments: shots.map((one) => one.attachment),
    };
    const files = shots.map((one) => one.bytes);
    if (fault.repaired === undefined) return beyondRepair(fault, base, files, context);
    const done = after(fault.repaired + 8);
    return [
      {
        kind: 'device-repair',
        key: `repair:${fault.key}`,
        writtenAt: plusMinutes(done, 15),
        files,
        draft: { ...base, repairedAt: after(fault.repaired), irreparable: false, closedAt: done },
      },
      order(fault, reported, done),
      ...spare(fault, after(fault.repaired)),
    ];
  });
}

function order(fault: DeviceFault, reported: string, done: string): Entry {
  return {
    kind: 'service-order',
    writtenAt: plusMinutes(done, 25),
    draft: drop({
      number: NEXT,
      at: reported,
      place: fault.place,
      purpose: fault.symptom,
      assets: [fault.asset],
      repair: `@repair:${fault.key}`,
      engineer: people.resident,
      departedAt: plusMinutes(reported, Math.max(1, fault.arrived - 10)),
      arrivedAt: plusMinutes(reported, fault.arrived),
      leftAt: done,
      work: fault.solution,
      result: fault.repaired === undefined ? 'open' : 'done',
      signedBy: fault.reporter,
      signedAt: plusMinutes(done, -2),
      satisfaction: fault.repaired === undefined ? '4' : '5',
      opinion: fault.repaired === undefined ? '检测说明清楚' : '处理及时',
    }),
  };
}

function spare(fault: DeviceFault, at: string): Entry[] {
  const { part } = fault;
  if (part === undefined) return [];
  return [
    {
      kind: 'expense',
      writtenAt: plusMinutes(at, 40),
      draft: {
        at,
        type: 'spare-out',
        item: part.item,
        model: part.model,
        quantity: 1,
        unit: '个',
        unitPrice: part.price,
        amount: part.price,
        payer: 'supplier',
        asset: fault.asset,
        repair: `@repair:${fault.key}`,
        stock: part.stock,
        handler: people.resident,
        note: '领用备件，不另收费',
      },
    },
  ];
}

/** Judged beyond repair the same day, reported in writing, decided two days later, replaced after a week. */
function beyondRepair(fault: DeviceFault, base: object, files: Uint8Array[], context: ToldContext): Entry[] {
  const key = `repair:${fault.key}`;
  const judged = t(fault.date, '18:25');
  const next = context.workingDayAfter(fault.date, 1);
  const report = t(next, '09:30');
  const decided = t(context.workingDayAfter(fault.date, 2), '10:20');
  const replaced = context.workingDayAfter(fault.date, 7);
  const written = plusMinutes(judged, 12);
  const found = {
    ...base,
    irreparable: true,
    irreparableAt: judged,
    damage: '主板进水，多处元件烧毁',
    testBasis: '主板供电对地短路，三路电压均为 0 V',
    replacement: '更换同系列 GPS 设备一台，配置由后台下发，原 4G 卡继续使用',
    quoteBasis: '三家报价取中',
    costs: [
      { item: 'GPS 设备', quantity: 1, unitPrice: 780, amount: 780 },
      { item: '安装与调试', quantity: 1, unitPrice: 0, amount: 0 },
    ],
  };
  const decision = {
    writtenReportAt: report,
    decision: 'replace',
    decisionNote: '同意更换，设备费用由采购人承担',
    decidedBy: people.owner,
    decidedAt: decided,
  };
  const closed = t(replaced, '15:40');
  const edit = (writtenAt: string, draft: object, reason: string): Entry => ({
    kind: 'device-repair',
    key,
    writtenAt,
    files,
    draft: { ...draft, enteredAt: written },
    edit: { reason, who: people.resident },
  });
  return [
    { kind: 'device-repair', key, writtenAt: written, files, draft: found },
    edit(plusMinutes(decided, 10), { ...found, ...decision }, '登记采购人决定'),
    edit(plusMinutes(closed, 10), { ...found, ...decision, closedAt: closed }, '登记更换完成'),
    order(fault, t(fault.date, fault.time), t(fault.date, '18:20')),
    {
      kind: 'expense',
      writtenAt: plusMinutes(closed, 30),
      draft: {
        at: closed,
        type: 'purchase',
        item: 'GPS 设备',
        model: 'G6',
        quantity: 1,
        unit: '台',
        unitPrice: 780,
        amount: 780,
        payer: 'purchaser',
        approvedBy: people.owner,
        asset: fault.asset,
        repair: `@${key}`,
        handler: people.resident,
        note: '采购人决定更换',
      },
    },
  ];
}
