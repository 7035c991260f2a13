/**
 * Lists of requests as auditors of other fields word them, against what their contracts call things: 提供 is right each time, and 没有 is
 * said of nothing that is there.
 */
import { expect, it } from 'vitest';
import { type Askable, answersTo } from '../../src/pack/make/answers.ts';

/** What a contract has: kinds of documents, and of records, by what they are called there. */
interface Field {
  documents: Readonly<Record<string, string>>;
  records: Readonly<Record<string, string>>;
  /** What is asked for → ids of all that is truly that; empty: it is not there. */
  asked: readonly (readonly [name: string, meant: readonly string[]])[];
}

const school: Field = {
  documents: {
    score: '半年考核评分表',
    faults: '故障统计',
    attendance: '驻校签到表',
    training: '培训与盘点登记表',
    assets: '设备清单',
    exam: '考试保障报告',
    summary: '学期运维总结',
  },
  records: { incident: '故障记录', duty: '值班与考勤', order: '服务单', opinion: '满意度评价' },
  asked: [
    ['驻校签到表', ['attendance']],
    ['驻校人员签到台账', ['attendance', 'duty']],
    ['到岗打卡记录', ['attendance', 'duty']],
    ['教师培训签到及课件', ['training']],
    ['固定资产清册', ['assets', 'training']],
    ['多媒体设备报修单', ['incident', 'order', 'faults']],
    ['师生满意度问卷', ['opinion']],
    ['考核打分表', ['score']],
    ['半年考核评分表（盖章件）', ['score']],
    ['学期总结', ['summary']],
    ['高考考点保障报告', ['exam']],
    ['考试保障报告', ['exam']],
    ['故障统计', ['faults']],
    ['故障报告', ['faults', 'incident']],
    ['上门服务单', ['order']],
    ['食堂留样记录', []],
    ['消防检查记录', []],
  ],
};

const water: Field = {
  documents: {
    patrol: '自控系统巡检日志',
    station: '泵站巡检记录表',
    dosing: '加药间仪表校验报告',
    spare: '备品备件领用台账',
    drill: '停水应急演练报告',
    plan: '供水应急预案',
    monthly: '运行维护月报',
    scada: '数据采集率统计',
  },
  records: { change: '变更记录', incident: '故障记录', permit: '操作许可', backup: '备份记录' },
  asked: [
    ['巡检记录', ['patrol', 'station']],
    ['泵站巡检记录', ['station']],
    ['泵房巡查记录', ['station', 'patrol']],
    ['仪表检定报告', ['dosing']],
    ['备件出入库台账', ['spare']],
    ['耗材使用情况', ['spare']],
    ['应急演习记录', ['drill']],
    ['供水应急预案', ['plan']],
    ['突发事件预案', ['plan']],
    ['月度运行维护报告', ['monthly']],
    ['运行维护月报', ['monthly']],
    ['工作票', ['permit']],
    ['程序改动登记', ['change']],
    ['容灾拷贝记录', ['backup']],
    ['停机抢修记录', ['incident']],
    ['水质化验单', []],
  ],
};

const hospital: Field = {
  documents: {
    ward: '病区信息点点检表',
    his: 'HIS 数据备份与恢复测试报告',
    leak: '信息系统漏洞扫描评估报告',
    accounts: '医护账号与权限台账',
    monthly: '信息运维月报',
    oncall: '夜间值班登记表',
    grade: '等级保护整改方案',
    handover: '服务移交清单',
    year: '年度运维总结',
  },
  records: {
    scan: '漏洞扫描记录',
    restore: '恢复测试记录',
    call: '来电受理',
    visit: '远程维护会话',
    incident: '故障记录',
    usb: '外设接入登记',
  },
  asked: [
    ['月度报告', ['monthly']],
    ['移动介质管理台账', ['usb']],
    ['病区点检表', ['ward']],
    ['信息点巡检单', ['ward']],
    ['HIS备份恢复测试报告', ['his', 'restore']],
    ['数据还原验证', ['his', 'restore']],
    ['漏扫报告', ['leak', 'scan']],
    ['漏洞扫描记录', ['scan', 'leak']],
    ['医护人员权限清单', ['accounts']],
    ['帐号台帐', ['accounts']],
    ['夜班值守登记', ['oncall']],
    ['等保整改材料', ['grade']],
    ['交接清单', ['handover']],
    ['年终总结', ['year']],
    ['热线电话记录', ['call']],
    ['远控记录', ['visit']],
    ['系统宕机事件报告', ['incident']],
    ['系统漏洞扫描评估报告', ['leak', 'scan']],
    ['手术室消毒记录', []],
  ],
};

const FROM = '2026-03-01';
const TO = '2026-03-31';

/** One document, or record, of each kind, in March. */
function askableOf({ documents, records }: Field): Askable {
  return {
    kinds: Object.entries(documents).map(([id, name]) => ({ id, name, evidence: [] })),
    recordKinds: Object.entries(records).map(([id, name]) => ({ id, name })),
    documents: Object.keys(documents).map((id) => ({ number: id, obligation: id, from: FROM, to: TO })),
    items: [],
    records: Object.keys(records).map((id) => ({ id, kind: id, path: id, day: FROM })),
    service: { from: '2026-01-01', to: '2026-12-31' },
  };
}

const PERIODS = [
  '2026年3月',
  '三月份',
  '2026.03',
  '一季度',
  '2026年2、3月',
  'Mar 2026',
  '2026年3月底前',
  '',
  '近三个月',
];

type Answer = ReturnType<typeof answersTo>['requests'][number];

/** What is wrong with an answer, in words; nothing where it is right. */
function faultsOf({ grade, found, told }: Answer, meant: readonly string[]): string[] {
  const isRight = (one: string): boolean => meant.includes(one);
  return [
    ...(grade === 'given' && !found.every(isRight) ? ['提供 of what was not asked for'] : []),
    ...(grade === 'none' ||
    (/没有[^读签登]/.test(told.replace('不等于没有', '')) && found.length === 0 && meant.length > 0)
      ? ['没有 of what is there']
      : []),
    ...(grade === 'perhaps' && !/^(?:期间.*；)?可能是 .*请核对$/.test(told) ? ['no names'] : []),
    ...(meant.length > 0 && !found.some(isRight) ? ['what is there was not found'] : []),
  ];
}

it('are answered 提供 where that is sure, 可能是 with every name that may be meant, and never 没有', () => {
  const wrong: string[] = [];
  const counts: Record<string, number> = {};
  for (const field of [school, water, hospital]) {
    const askable = askableOf(field);
    for (const [n, [name, meant]] of field.asked.entries()) {
      const period = PERIODS[n % PERIODS.length] ?? '';
      const row = { sheet: 'S', row: n + 2, name, period, note: '', unread: false };
      const [answer] = answersTo([row], askable).requests as [Answer];
      counts[answer.grade ?? ''] = (counts[answer.grade ?? ''] ?? 0) + 1;
      wrong.push(...faultsOf(answer, meant).map((what) => `${name} ${period}: ${what}: ${answer.told}`));
    }
  }
  expect(wrong).toEqual([]);
  // Whoever is sure of nothing is never wrong.
  expect(counts['given']).toBeGreaterThan(7);
});
