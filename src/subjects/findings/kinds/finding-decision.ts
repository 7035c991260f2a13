import { z } from 'zod';
import { date, text } from '../../../contract/scalars.ts';
import { address, choice, maybe, person, prose, reference, time } from '../../../records/entry-fields.ts';
import { defineKind, envelope } from '../../../records/record.ts';
import { rules } from '../../../records/rules.ts';

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('finding-decision'),
  at: time('决定时间', '2026-11-25 10:00'),
  vulnerability: text().meta({ label: '漏洞编号', example: 'CVE-2024-6387' }),
  target: address('资产', 'app-server-1').describe('Asset id, or the address where no asset is known.'),
  component: text().meta({ label: '端口/组件', example: '22/tcp' }),
  decision: choice('处理', {
    assign: '安排整改',
    accept: '接受风险',
    'false-positive': '误报',
    retest: '复测',
    reopen: '撤销此前决定',
  }),
  reason: maybe(prose('理由', '仅内网可达，且已限制来源地址')),
  approver: maybe(person('批准人', '采购人项目负责人')),
  expiresOn: maybe(date().meta({ label: '有效期至', example: '2027-02-28' })),
  owner: maybe(person('责任人')),
  dueOn: maybe(date().meta({ label: '整改期限', example: '2026-12-08' })),
  plan: maybe(prose('修复方案', '维护窗口内升级 openssh-server')),
  change: maybe(reference('change', '整改实施', 'BG-20261110-001')),
  retest: maybe(choice('复测结果', { fixed: '已修复', present: '仍存在' })),
});

export type FindingDecisionRecord = z.infer<typeof schema>;
const rule = rules<FindingDecisionRecord>(schema);

/** 漏洞处理决定: accept, false positive, owner and plan, retest. Clause 5.3.6. */
export default defineKind<FindingDecisionRecord>({
  id: 'finding-decision',
  label: '漏洞处理决定',
  prefix: 'LJ',
  topics: ['scan', 'patch'],
  schema,
  about: ['vulnerability', 'target', 'decision'],
  example: {
    schema: 2,
    kind: 'finding-decision',
    id: 'LJ-20261125-001',
    source: 'manual',
    at: '2026-11-25T10:00:00+08:00',
    enteredAt: '2026-11-25T10:10:00+08:00',
    attachments: [
      {
        sha256: '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03',
        name: '风险接受单.pdf',
        type: 'application/pdf',
        size: 96_310,
        subject: '风险接受单',
        takenAt: '2026-11-25T10:10:00+08:00',
        proof: 'purchaser',
      },
    ],
    vulnerability: 'CVE-2024-6387',
    target: 'app-server-1',
    component: '22/tcp',
    decision: 'accept',
    reason: '仅内网可达，且已限制来源地址',
    approver: '采购人项目负责人',
    expiresOn: '2027-02-28',
  },
  check(record) {
    const accepted = record.decision === 'accept';
    const argued = accepted || record.decision === 'false-positive';
    return [
      ...rule.entered(record),
      ...rule.order(record, 'at', 'expiresOn'),
      ...rule.required(record, argued, 'reason', '接受风险或误报时'),
      ...rule.required(record, argued, 'approver', '接受风险或误报时'),
      ...rule.required(record, accepted, 'expiresOn', '接受风险时'),
      ...rule.required(record, record.decision === 'assign', 'owner', '安排整改时'),
      ...rule.required(record, record.decision === 'assign', 'plan', '安排整改时'),
      ...rule.required(record, record.decision === 'retest', 'retest', '复测时'),
    ];
  },
});
