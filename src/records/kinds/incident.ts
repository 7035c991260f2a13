import { z } from 'zod';
import { ABSENT } from '../../contract/error.ts';
import { nearest } from '../../contract/nearest.ts';
import { boolean, count, date, optional, text } from '../../contract/scalars.ts';
import type { Place } from '../../contract/terms/calendars.ts';
import { outageWords } from '../../contract/terms/classes.ts';
import { contractOn } from '../../contract/terms/held-views.ts';
import { type Level, levelShort } from '../../contract/terms/levels.ts';
import { faultTopics } from '../../contract/terms/topics.ts';
import { compareInstants, dateOf } from '../../contract/time.ts';
import { assets, choice, line, maybe, person, phone, prose, reference, rows, time } from '../entry-fields.ts';
import { defineKind, envelope, type RecordProblem } from '../record.ts';
import { rules } from '../rules.ts';

/** How the fault came to be known; where not the user was first, the clocks start at 发现. */
export const foundByChoices = {
  user: '用户申报',
  monitoring: '监控发现',
  inspection: '巡检发现',
  engineer: '驻点工程师发现',
} as const;
/** What was down; a class of incidents may ask for it. 待定 while the phone is at the ear: a closed incident says what it was. */
export const outageChoices = { ...outageWords, pending: '待定' } as const;
/** 待定 exempts from nothing: neither from starting remotely nor from coming. */
export const diagnosisChoices = { onsite: '现场', remote: '远程', both: '现场与远程', pending: '待定' } as const;
export const responsibilityChoices = {
  supplier: '供应商',
  purchaser: '采购人',
  cloud: '云平台',
  'third-party': '第三方',
  'force-majeure': '不可抗力',
  pending: '待定',
} as const;
export const causeChoices = {
  software: '应用缺陷',
  database: '数据库',
  middleware: '中间件',
  system: '操作系统',
  hardware: '硬件设备',
  network: '网络',
  cloud: '云平台',
  interface: '外部接口',
  configuration: '配置变更',
  capacity: '容量不足',
  security: '安全事件',
  human: '人为操作',
  requirement: '适用性调整',
  unknown: '未查明',
} as const;
export const pauseReasons = {
  permit: '等待许可',
  purchaser: '等待采购人',
  cloud: '等待云平台',
  'third-party': '等待第三方',
  other: '其他',
} as const;

/** Id of a thing of the contract; its name passes, so that the message about it can tell the id that is meant. */
const term = (what: string) =>
  z.string().regex(/^[A-Za-z0-9\p{Script=Han}（）()、_-]+$/u, `应为合同写明的${what}，例如 urgent`);

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('incident'),
  title: line('故障名称', '请假审批提交报错'),
  assets: assets('影响系统'),
  foundBy: choice('发现方式', foundByChoices),
  occurredAt: maybe(time('发生时间', '2026-11-24 10:01:00')),
  discoveredAt: time('发现时间', '2026-11-24 10:04:10'),
  reportedAt: maybe(time('申报时间', '2026-11-24 10:05:30')),
  respondedAt: maybe(time('响应时间', '2026-11-24 10:09:12')),
  remoteStartedAt: maybe(time('远程启动时间', '2026-11-24 10:15:02')),
  arrivedAt: maybe(time('到场时间', '2026-11-24 10:31:00')),
  restoredAt: maybe(time('恢复时间', '2026-11-24 11:20:45')),
  confirmedRestoredAt: maybe(time('采购人确认恢复时间', '2026-11-24 11:32:00')),
  closedAt: maybe(time('处理完成（关闭）时间', '2026-11-24 16:00:00')),
  recordedAt: maybe(time('分析处理记录完成时间', '2026-11-25 09:30:00')),
  reporter: maybe(person('报障人', '人事处用户')),
  reporterPhone: maybe(phone('报障电话')),
  reporterUnit: maybe(line('报障部门', '人事处')),
  handler: person('受理人'),
  confirmer: maybe(person('采购人确认人', '采购人项目负责人')),
  levels: rows('定级记录', {
    level: term('故障级别').meta({ label: '级别', example: 'P2', choicesFrom: 'levels' }),
    at: time('时间', '2026-11-24 10:12:00'),
    reason: line('原因', '关键业务模块不可用，提交失败率约 60 %'),
    setBy: person('定级人', '运维项目负责人'),
    confirmedBy: maybe(person('采购人定级确认人', '采购人项目负责人')),
    confirmedAt: maybe(time('采购人定级确认时间', '2026-11-24 10:20:00')),
  }),
  placeId: maybe(term('地点').meta({ label: '地点', example: 'east-campus', choicesFrom: 'places' })).describe(
    'Where one had to go, when it is not the place of the assets.',
  ),
  outage: choice('中断范围', outageChoices),
  diagnosis: choice('诊断方式', diagnosisChoices),
  residentOnSpot: boolean()
    .meta({ label: '驻点工程师当时在现场' })
    .describe('true: with the resident engineer on the spot, arrival is the response.'),
  agreedOn: maybe(date().meta({ label: '约定完成日期', example: '2026-12-05' })).describe(
    'Of a level whose restoration is agreed case by case: the date both sides agreed on.',
  ),
  agreement: maybe(prose('约定依据', '2026-11-24 需求确认单')),
  impact: maybe(prose('影响', '全局人事处及各部门请假申请无法提交')),
  affectedUsers: maybe(count().meta({ label: '受影响用户数', unit: '人', example: 86 })),
  affectedBusiness: maybe(line('受影响业务量', '未提交成功的申请 23 笔，均已补录')),
  symptom: prose('现象', '提交时提示“系统繁忙”，日志出现数据库连接超时'),
  causeCategory: maybe(choice('原因类别', causeChoices)),
  directCause: maybe(prose('直接原因', '数据库连接池耗尽')),
  rootCause: maybe(prose('根本原因', '统计报表查询未走索引，长时间占用连接')),
  whys: optional(
    rows('五问', { question: line('问', '为什么提交报错？'), answer: line('答', '取不到数据库连接') }),
  ).meta({ label: '五问' }),
  responsibility: choice('责任归属', responsibilityChoices),
  responsibilityBasis: maybe(prose('责任依据', '应用日志与慢查询日志')),
  pauses: optional(
    rows('暂停计时', {
      from: time('起', '2026-11-24 10:25:00'),
      to: maybe(time('止', '2026-11-24 10:40:00')),
      reason: choice('原因', pauseReasons),
      detail: maybe(line('说明', '等待数据库参数调整许可')),
      evidence: maybe(line('证据', '许可 XK-20261124-001 申请与批复时间')),
      confirmedBy: maybe(person('采购人确认人', '采购人项目负责人')),
      confirmedAt: maybe(time('采购人确认时间', '2026-11-24 15:00:00')),
    }),
  ).meta({ label: '暂停计时' }),
  timeline: rows('处理过程', {
    at: time('时间', '2026-11-24 10:15:02'),
    actor: maybe(person('人员')),
    action: line('操作', '查询数据库连接数与慢查询'),
    result: maybe(line('结果', '连接数达到上限 200')),
  }),
  permit: maybe(reference('permit', '许可编号', 'XK-20261120-002')),
  verification: maybe(prose('验证', '由人事处用户实际提交 3 笔请假，均成功')),
  prevention: maybe(prose('预防措施', '为报表查询增加索引，连接池设占用时限')),
  articles: optional(z.array(text(), '应为清单')).meta({
    label: '知识条目',
    example: 'mysql/connections-exhausted',
  }),
  flagged: boolean().meta({ label: '列入整改' }),
  measures: optional(
    rows('整改措施', {
      problem: line('问题', '报表查询占用连接'),
      measure: line('措施', '报表查询改走只读从库'),
      owner: person('责任人', '数据库工程师'),
      dueOn: date().meta({ label: '期限', example: '2026-12-10' }),
      acceptance: line('验收标准', '高峰时段连接数低于 60 %'),
      status: choice('状态', { open: '未开始', doing: '进行中', done: '已完成' }),
      doneOn: maybe(date().meta({ label: '完成日期', example: '2026-12-08' })),
    }),
  ).meta({ label: '整改措施' }),
  suggestion: maybe(prose('建议', '建议为统计报表配置独立的只读实例')),
  purchaserOpinion: maybe(prose('采购人意见', '同意处理结果')),
});

export type IncidentRecord = z.infer<typeof schema>;
const rule = rules<IncidentRecord>(schema);

/** 故障记录: one fault, every time to the second. */
export default defineKind<IncidentRecord>({
  id: 'incident',
  label: '故障记录',
  prefix: 'GZ',
  topics: [...faultTopics, 'operation', 'interface'],
  schema,
  atField: 'discoveredAt',
  example: {
    schema: 2,
    kind: 'incident',
    id: 'GZ-20261124-001',
    source: 'manual',
    at: '2026-11-24T10:04:10+08:00',
    enteredAt: '2026-11-24T10:12:30+08:00',
    enteredBy: { name: '驻点运维工程师', channel: 'terminal' },
    attachments: [
      {
        sha256: '9c56cc51b374c3ba189210d5b6d4bf57790d351c96c47c02190ecf1e430635ab',
        name: '故障处理确认单.pdf',
        type: 'application/pdf',
        size: 182_044,
        subject: '采购人签字的故障处理确认单',
        takenAt: '2026-11-24T16:00:00+08:00',
        proof: 'purchaser',
      },
    ],
    title: '请假审批提交报错',
    assets: ['subsystem-hr', 'mysql-primary'],
    foundBy: 'user',
    occurredAt: '2026-11-24T10:01:00+08:00',
    discoveredAt: '2026-11-24T10:04:10+08:00',
    reportedAt: '2026-11-24T10:05:30+08:00',
    respondedAt: '2026-11-24T10:09:12+08:00',
    remoteStartedAt: '2026-11-24T10:15:02+08:00',
    arrivedAt: '2026-11-24T10:31:00+08:00',
    restoredAt: '2026-11-24T11:20:45+08:00',
    confirmedRestoredAt: '2026-11-24T11:32:00+08:00',
    closedAt: '2026-11-24T16:00:00+08:00',
    recordedAt: '2026-11-25T09:30:00+08:00',
    reporter: '人事处用户',
    reporterPhone: '0756-0000000',
    reporterUnit: '人事处',
    handler: '驻点运维工程师',
    confirmer: '采购人项目负责人',
    levels: [
      {
        level: 'P3',
        at: '2026-11-24T10:12:00+08:00',
        reason: '报表生成缓慢，初判为非核心功能异常',
        setBy: '运维项目负责人',
      },
      {
        level: 'P2',
        at: '2026-11-24T10:18:00+08:00',
        reason: '关键业务模块不可用，提交失败率约 60 %',
        setBy: '运维项目负责人',
        confirmedBy: '采购人项目负责人',
        confirmedAt: '2026-11-24T10:20:00+08:00',
      },
    ],
    outage: 'partial',
    diagnosis: 'both',
    residentOnSpot: false,
    impact: '全局人事处及各部门请假申请无法提交',
    affectedUsers: 86,
    affectedBusiness: '未提交成功的申请 23 笔，均已补录',
    symptom: '提交时提示“系统繁忙”，日志出现数据库连接超时',
    causeCategory: 'database',
    directCause: '数据库连接池耗尽',
    rootCause: '统计报表查询未走索引，长时间占用连接',
    whys: [
      { question: '为什么提交报错？', answer: '取不到数据库连接' },
      { question: '为什么取不到连接？', answer: '报表查询长时间占用' },
      { question: '为什么占用这么久？', answer: '查询条件没有索引' },
    ],
    responsibility: 'supplier',
    responsibilityBasis: '应用日志与慢查询日志',
    pauses: [
      {
        from: '2026-11-24T10:40:00+08:00',
        to: '2026-11-24T10:52:00+08:00',
        reason: 'permit',
        detail: '等待数据库参数调整许可',
        evidence: '许可 XK-20261124-001 申请与批复时间',
        confirmedBy: '采购人项目负责人',
        confirmedAt: '2026-11-24T15:00:00+08:00',
      },
    ],
    timeline: [
      { at: '2026-11-24T10:09:12+08:00', actor: '驻点运维工程师', action: '电话响应报障人，核对现象' },
      {
        at: '2026-11-24T10:15:02+08:00',
        actor: '数据库工程师',
        action: '查询数据库连接数与慢查询',
        result: '连接数达到上限 200',
      },
      {
        at: '2026-11-24T11:20:45+08:00',
        actor: '数据库工程师',
        action: '终止占用连接的查询并增加索引',
        result: '业务恢复',
      },
    ],
    permit: 'XK-20261124-001',
    verification: '由人事处用户实际提交 3 笔请假，均成功',
    prevention: '为报表查询增加索引，连接池设占用时限',
    articles: ['mysql/connections-exhausted'],
    flagged: true,
    measures: [
      {
        problem: '报表查询占用连接',
        measure: '报表查询改走只读从库',
        owner: '数据库工程师',
        dueOn: '2026-12-10',
        acceptance: '高峰时段连接数低于 60 %',
        status: 'doing',
      },
    ],
    suggestion: '建议为统计报表配置独立的只读实例',
    purchaserOpinion: '同意处理结果',
  },
  check(record, contract) {
    return [
      ...timesInOrder(record),
      ...levelsKnown(record, contractOn(contract.contract, dateOf(record.at)).levels),
      ...placeKnown(record, contract.contract.places ?? []),
      ...pausesSound(record),
      ...rule.assets(record.assets, 'assets', contract),
      ...rule.required(record, record.foundBy === 'user', 'reportedAt', '用户申报的故障'),
      ...rule.required(record, record.confirmedRestoredAt !== undefined, 'restoredAt', '采购人确认恢复时'),
      ...rule.required(record, record.confirmedRestoredAt !== undefined, 'confirmer', '采购人确认恢复时'),
      ...closedWhole(record, contract.contract.levels),
      ...rule.rowsAscending(record.timeline, 'timeline', 'at'),
      ...rule.rowsWithin(record, record.timeline, 'timeline', 'at', 'occurredAt', null),
      ...rule.needs(record, 'agreedOn', 'agreement'),
      ...doneMeasures(record),
    ];
  },
});

/** Rule 9: times that contradict each other are refused, naming both fields. */
function timesInOrder(record: IncidentRecord): RecordProblem[] {
  const start = clockStartField(record);
  return [
    ...rule.entered(record),
    ...rule.sameAsAt(record, 'discoveredAt'),
    ...rule.order(record, 'occurredAt', 'discoveredAt'),
    ...rule.order(record, 'occurredAt', 'reportedAt'),
    ...rule.order(record, start, 'respondedAt'),
    ...rule.order(record, start, 'remoteStartedAt'),
    ...rule.order(record, start, 'arrivedAt', 'closedAt'),
    ...rule.order(record, start, 'restoredAt', 'confirmedRestoredAt', 'closedAt', 'recordedAt'),
    ...rule.order(record, 'respondedAt', 'closedAt'),
    ...rule.order(record, 'remoteStartedAt', 'closedAt'),
  ];
}

/**
 * Field at which the incident's clocks start (rule 4): 申报, or 发现 where the supplier's own watch (monitoring, inspection,
 * resident engineer) was first.
 */
export function clockStartField(
  record: Pick<IncidentRecord, 'foundBy' | 'discoveredAt' | 'reportedAt'>,
): 'reportedAt' | 'discoveredAt' {
  if (record.reportedAt === undefined) return 'discoveredAt';
  const ownWatch = record.foundBy !== 'user';
  return ownWatch && compareInstants(record.discoveredAt, record.reportedAt) < 0 ? 'discoveredAt' : 'reportedAt';
}

function placeKnown({ placeId }: IncidentRecord, places: readonly Place[]): RecordProblem[] {
  if (placeId === undefined || places.some(({ id }) => id === placeId)) return [];
  return [{ field: 'placeId', found: placeId, expected: `合同写明的地点：${oneOf(placeId, places)}` }];
}

/** `P1（重大故障）、P2（严重故障）`, what was probably meant before them. */
function oneOf(wrong: string, all: readonly { id: string; name: string }[]): string {
  const [close] = nearest(wrong, all, ({ id, name }) => (/^[\x20-\x7e]*$/.test(wrong) ? id : name), 1);
  const told = all.map(({ id, name }) => `${id}（${name}）`).join('、');
  return `${told === '' ? '（还没有）' : told}${close === undefined ? '' : `；可能想写 ${close.id}（${close.name}）`}`;
}

const isRequirement = (levels: readonly Level[], id: string | undefined): boolean =>
  levels.find((one) => one.id === id)?.requirement === true;

function levelsKnown(record: IncidentRecord, levels: readonly Level[]): RecordProblem[] {
  const known = levels.map(({ id }) => id);
  if (record.levels.length === 0) return [{ field: 'levels', found: ABSENT, expected: '至少一行定级记录' }];
  return [
    ...record.levels.flatMap((row, i) =>
      known.includes(row.level)
        ? []
        : [{ field: `levels[${i}].level`, found: row.level, expected: `合同的故障级别：${oneOf(row.level, levels)}` }],
    ),
    ...adjustmentThatStoppedBusiness(record, levels),
    ...rule.rowsAscending(record.levels, 'levels', 'at'),
    ...rule.rowOrder(record.levels, 'levels', 'at', 'confirmedAt'),
    ...rule.rowsWithin(record, record.levels, 'levels', 'at', 'occurredAt', null),
    ...record.levels.flatMap((row, i) =>
      (row.confirmedBy === undefined) === (row.confirmedAt === undefined)
        ? []
        : [
            {
              field: `levels[${i}].confirmedAt`,
              found: row.confirmedAt ?? ABSENT,
              expected: '定级确认人（confirmedBy）与定级确认时间（confirmedAt）同时填写',
            },
          ],
    ),
  ];
}

/** A requirement is outside the statistics and the quotas: what stopped the system or its core business is none. */
function adjustmentThatStoppedBusiness(
  { levels: rows, outage }: IncidentRecord,
  levels: readonly Level[],
): RecordProblem[] {
  const last = levels.find(({ id }) => id === rows.at(-1)?.level);
  if (last?.requirement !== true || (outage !== 'whole' && outage !== 'core')) return [];
  const faults = levels.filter((one) => one.requirement !== true).map(({ id }) => id);
  const expected = `${spanText(faults)}：${outageChoices[outage]}（outage）的故障不是${levelShort(last)}`;
  return [{ field: `levels[${rows.length - 1}].level`, found: last.id, expected }];
}

/** `P1–P4` of levels that stand beside each other. */
const spanText = (ids: readonly string[]): string => (ids.length > 2 ? `${ids[0]}–${ids.at(-1)}` : ids.join('、'));

function pausesSound(record: IncidentRecord): RecordProblem[] {
  const pauses = record.pauses ?? [];
  const start = clockStartField(record);
  return [
    ...rule.rowOrder(pauses, 'pauses', 'from', 'to'),
    ...rule.rowsAscending(pauses, 'pauses', 'from'),
    ...rule.rowsWithin(record, pauses, 'pauses', 'from', start, 'closedAt'),
    ...rule.rowsWithin(record, pauses, 'pauses', 'to', start, 'closedAt'),
    ...rule.rowOrder(pauses, 'pauses', 'from', 'confirmedAt'),
    ...pauses.flatMap((row, i) => {
      const before = pauses[i - 1];
      const problems: RecordProblem[] = [];
      if (before !== undefined && (before.to === undefined || compareInstants(row.from, before.to) < 0)) {
        problems.push({
          field: `pauses[${i}].from`,
          found: row.from,
          expected: `不早于上一行的止（to）${before.to ?? '（未结束）'}，暂停不得重叠`,
        });
      }
      if ((row.confirmedBy === undefined) !== (row.confirmedAt === undefined)) {
        problems.push({
          field: `pauses[${i}].confirmedAt`,
          found: row.confirmedAt ?? ABSENT,
          expected: '确认人（confirmedBy）与确认时间（confirmedAt）同时填写',
        });
      }
      return problems;
    }),
  ];
}

/**
 * A closed incident says what it was; a requirement need not have been restored. A response that nobody wrote down is
 * 未登记 and held against the supplier: asking for it here would only have one made up.
 */
function closedWhole(record: IncidentRecord, levels: readonly Level[]): RecordProblem[] {
  const closed = record.closedAt !== undefined;
  const fault = !isRequirement(levels, record.levels.at(-1)?.level);
  return [
    ...rule.required(record, closed && fault, 'restoredAt', '处理完成时'),
    ...rule.required(record, closed && fault, 'causeCategory', '处理完成时'),
    ...rule.required(record, closed, 'verification', '处理完成时'),
    ...rule.required(record, closed, 'impact', '处理完成时'),
    ...settledWhen(record, closed, 'outage', outageChoices),
    ...settledWhen(record, closed && fault, 'diagnosis', diagnosisChoices),
    ...rule.required(
      record,
      closed && record.responsibility !== 'supplier' && record.responsibility !== 'pending',
      'responsibilityBasis',
      '责任归属不是供应商时',
    ),
  ];
}

/** What was 待定 when the incident was taken down is known when it is closed. */
function settledWhen(
  record: IncidentRecord,
  closed: boolean,
  field: 'outage' | 'diagnosis',
  choices: Readonly<Record<string, string>>,
): RecordProblem[] {
  if (!closed || record[field] !== 'pending') return [];
  const others = Object.entries(choices).filter(([code]) => code !== 'pending');
  const expected = `处理完成时须写明：${others.map(([code, word]) => `${code}（${word}）`).join('、')}`;
  return [{ field, found: `pending（${choices['pending']}）`, expected }];
}

function doneMeasures(record: IncidentRecord): RecordProblem[] {
  return (record.measures ?? []).flatMap((row, i) =>
    row.status === 'done' && row.doneOn === undefined
      ? [
          {
            field: `measures[${i}].doneOn`,
            found: ABSENT,
            expected: '状态（status）为已完成时须填写完成日期（doneOn）',
          },
        ]
      : [],
  );
}
