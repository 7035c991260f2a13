import { z } from 'zod';
import { optional, text } from '../../../contract/scalars.ts';
import { changeTypes } from '../../../contract/terms/permits/permit-terms.ts';
import {
  assets,
  choice,
  line,
  maybe,
  permission,
  person,
  prose,
  reference,
  rows,
  time,
} from '../../../records/entry-fields.ts';
import { defineKind, envelope, type RecordProblem } from '../../../records/record.ts';
import { rules } from '../../../records/rules.ts';

export const changeStages = {
  proposed: '已提出',
  assessed: '已评估',
  agreed: '⟦采购人⟧已同意',
  tested: '已测试',
  released: '已发布',
  confirmed: '用户已确认',
  withdrawn: '已撤回',
} as const;

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('change'),
  title: line('变更名称', '请假审批增加代理人'),
  type: choice('类别', changeTypes),
  assets: assets('对象'),
  requestedBy: person('提出人', '人事处用户'),
  department: maybe(line('提出部门', '人事处')),
  at: time('提出时间', '2026-11-10 10:00'),
  content: prose('内容', '请假审批时可指定代理审批人'),
  assessment: maybe(prose('评估', '涉及审批流程两处，风险低，工作量 3 人天')),
  assessedBy: maybe(person('评估人', '开发工程师')),
  assessedAt: maybe(time('评估时间', '2026-11-11 16:00')),
  agreedBy: maybe(person('⟦采购人⟧同意人', '采购人项目负责人')),
  agreedAt: maybe(time('⟦采购人⟧同意时间', '2026-11-12 09:30')),
  testedBy: maybe(person('测试人', '测试工程师')),
  testedAt: maybe(time('测试完成时间', '2026-11-18 17:00')),
  testResult: maybe(prose('测试结果', '用例 12 项全部通过')),
  ...permission,
  backup: maybe(reference('backup', '发布前备份', 'BF-20261119-001')),
  releasedBy: maybe(person('发布人')),
  startedAt: maybe(time('实施开始时间', '2026-11-19 19:00')).describe(
    'When the work on the system began; without it no window of the contract can be called kept.',
  ),
  releasedAt: maybe(time('发布时间', '2026-11-19 19:30')),
  versionBefore: maybe(text().meta({ label: '发布前版本', example: '2.9' })).describe('Kept to the letter.'),
  versionAfter: maybe(text().meta({ label: '发布后版本', example: '2.10' })),
  way: maybe(prose('回退方式', '恢复 2.9 发布包，脚本回滚两张表')),
  confirmedBy: maybe(person('用户确认人', '人事处用户')),
  confirmedAt: maybe(time('用户确认时间', '2026-11-20 10:00')),
  stage: choice('阶段', changeStages, ['proposed', 'assessed', 'agreed', 'tested', 'released']),
  findings: optional(z.array(text(), '应为清单')).meta({ label: '修复的漏洞', example: 'CVE-2024-6387' }),
  effects: optional(
    rows('优化前后', {
      item: line('指标', '请假列表查询耗时'),
      before: line('优化前', '3.2 s'),
      after: line('优化后', '0.18 s'),
    }),
  ).meta({ label: '优化前后' }),
});

export type ChangeRecord = z.infer<typeof schema>;
const rule = rules<ChangeRecord>(schema);

/** Time that each stage stands on; a stage is reached when its time is there. */
const stageTimes = {
  assessed: 'assessedAt',
  agreed: 'agreedAt',
  tested: 'testedAt',
  released: 'releasedAt',
  confirmed: 'confirmedAt',
} as const;

/** 变更记录: requirement → assessment → agreement → test → release → confirmation. Clauses 4.1, 4.3, 5.7(3), 5.6.2. */
export default defineKind<ChangeRecord>({
  id: 'change',
  label: '变更记录',
  prefix: 'BG',
  topics: ['upkeep', 'patch', 'tuning', 'interface', 'maintenance', 'permit'],
  schema,
  about: ['title', 'stage'],
  example: {
    schema: 2,
    kind: 'change',
    id: 'BG-20261110-001',
    source: 'manual',
    at: '2026-11-10T10:00:00+08:00',
    enteredAt: '2026-11-10T10:20:00+08:00',
    title: '请假审批增加代理人',
    type: 'requirement',
    assets: ['subsystem-hr'],
    requestedBy: '人事处用户',
    department: '人事处',
    content: '请假审批时可指定代理审批人',
    assessment: '涉及审批流程两处，风险低，工作量 3 人天',
    assessedBy: '开发工程师',
    assessedAt: '2026-11-11T16:00:00+08:00',
    agreedBy: '采购人项目负责人',
    agreedAt: '2026-11-12T09:30:00+08:00',
    testedBy: '测试工程师',
    testedAt: '2026-11-18T17:00:00+08:00',
    testResult: '用例 12 项全部通过',
    permit: 'XK-20261118-001',
    backup: 'BF-20261119-001',
    releasedBy: '驻点运维工程师',
    releasedAt: '2026-11-19T19:30:00+08:00',
    versionBefore: '2.9',
    versionAfter: '2.10',
    way: '恢复 2.9 发布包，脚本回滚两张表',
    confirmedBy: '人事处用户',
    confirmedAt: '2026-11-20T10:00:00+08:00',
    stage: 'confirmed',
    effects: [{ item: '请假列表查询耗时', before: '3.2 s', after: '0.18 s' }],
  },
  check(record, contract) {
    const released = record.releasedAt !== undefined;
    // What was released without leave must be recordable as the breach that it is, with whatever came too late or never.
    const asked = record.withoutPermit === undefined;
    return [
      ...rule.entered(record),
      ...rule.order(record, 'at', 'assessedAt', 'releasedAt', 'confirmedAt'),
      ...rule.order(record, 'at', 'startedAt', 'releasedAt'),
      ...rule.order(record, 'assessedAt', 'agreedAt'),
      ...(asked ? rule.order(record, 'agreedAt', 'releasedAt') : []),
      ...(asked ? rule.order(record, 'testedAt', 'releasedAt') : []),
      ...rule.order(record, 'at', 'testedAt'),
      ...rule.assets(record.assets, 'assets', contract),
      ...rule.permission(record, contract, released),
      ...rule.required(record, released && asked, 'agreedAt', '发布前须经⟦采购人⟧同意，'),
      ...rule.required(record, released && asked, 'testedAt', '发布前须经测试，'),
      ...rule.required(record, released, 'way', '已发布的变更'),
      ...rule.needs(record, 'assessedAt', 'assessment', 'assessedBy'),
      ...rule.needs(record, 'agreedAt', 'agreedBy'),
      ...rule.needs(record, 'testedAt', 'testedBy', 'testResult'),
      ...rule.needs(record, 'releasedAt', 'releasedBy'),
      ...rule.needs(record, 'confirmedAt', 'confirmedBy', 'releasedAt'),
      ...rule.differentPeople(record, 'releasedBy', 'confirmedBy'),
      ...stageReached(record),
    ];
  },
});

/** The stage is the last one whose time is there. */
function stageReached(record: ChangeRecord): RecordProblem[] {
  if (record.stage === 'withdrawn') return [];
  const reached = Object.entries(stageTimes).reduce<keyof typeof changeStages>(
    (last, [stage, field]) => (record[field] === undefined ? last : (stage as keyof typeof stageTimes)),
    'proposed',
  );
  if (reached === record.stage) return [];
  return [
    {
      field: 'stage',
      found: changeStages[record.stage],
      expected: `${changeStages[reached]}：与已填写的各阶段时间（assessedAt … confirmedAt）一致`,
    },
  ];
}
