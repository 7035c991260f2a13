import { z } from 'zod';
import { compareInstants } from '../../../contract/time.ts';
import { assets, choice, maybe, person, prose, reference, time } from '../../../records/entry-fields.ts';
import { defineKind, envelope, type RecordProblem } from '../../../records/record.ts';
import { rules } from '../../../records/rules.ts';

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('maintenance-window'),
  at: time('提出时间', '2026-11-17 10:00'),
  assets: assets('对象'),
  from: time('窗口起', '2026-11-19 19:00'),
  to: time('窗口止', '2026-11-19 21:00'),
  purpose: prose('目的', '发布请假审批 2.10'),
  announced: choice('公告', { yes: '已公告', no: '未公告' }),
  approvedBy: maybe(person('⟦采购人⟧同意人', '采购人项目负责人')),
  approvedAt: maybe(time('⟦采购人⟧同意时间', '2026-11-17 16:00')),
  change: maybe(reference('change', '变更记录', 'BG-20261110-001')),
  permit: maybe(reference('permit', '许可编号', 'XK-20261118-001')),
  actualFrom: maybe(time('实际开始', '2026-11-19 19:05')),
  actualTo: maybe(time('实际结束', '2026-11-19 20:20')),
  afterwards: maybe(choice('是否事后认定', { yes: '事后认定', no: '事前同意' })).describe(
    'yes: an outage that was over when the purchaser agreed that it was planned maintenance.',
  ),
  cancelled: maybe(choice('是否取消', { yes: '已取消', no: '未取消' })),
});

export type MaintenanceWindowRecord = z.infer<typeof schema>;
const rule = rules<MaintenanceWindowRecord>(schema);

/**
 * A window that was agreed beforehand begins after the consent; one that was marked afterwards is over by then, and says that it
 * was: an outage does not become planned by a time that was typed wrong.
 */
function consentInOrder(record: MaintenanceWindowRecord): RecordProblem[] {
  if (record.afterwards !== 'yes') return rule.order(record, 'approvedAt', 'from');
  const { to, enteredAt } = record;
  const expected = `不晚于录入时间 ${enteredAt}：事后认定的维护已经结束`;
  return [
    ...rule.order(record, 'to', 'approvedAt'),
    ...(compareInstants(to, enteredAt) > 0 ? [{ field: 'to', found: to, expected }] : []),
  ];
}

/**
 * 维护窗口: planned downtime that the purchaser agreed to, beforehand or, where it says so, afterwards; availability is told
 * with and without it. Clauses 5.5.1, 5.5.4.
 */
export default defineKind<MaintenanceWindowRecord>({
  id: 'maintenance-window',
  label: '维护窗口',
  prefix: 'WH',
  topics: ['mechanism'],
  schema,
  about: ['assets', 'purpose'],
  planned: ['from', 'to'],
  example: {
    schema: 2,
    kind: 'maintenance-window',
    id: 'WH-20261117-001',
    source: 'manual',
    at: '2026-11-17T10:00:00+08:00',
    enteredAt: '2026-11-17T16:10:00+08:00',
    attachments: [
      {
        sha256: '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03',
        name: '维护窗口回执.pdf',
        type: 'application/pdf',
        size: 96_310,
        subject: '维护窗口 采购人同意回执',
        takenAt: '2026-11-17T16:10:00+08:00',
        proof: 'purchaser',
      },
    ],
    assets: ['subsystem-hr', 'app-server-1'],
    from: '2026-11-19T19:00:00+08:00',
    to: '2026-11-19T21:00:00+08:00',
    purpose: '发布请假审批 2.10',
    announced: 'yes',
    approvedBy: '采购人项目负责人',
    approvedAt: '2026-11-17T16:00:00+08:00',
    change: 'BG-20261110-001',
    permit: 'XK-20261118-001',
    actualFrom: '2026-11-19T19:05:00+08:00',
    actualTo: '2026-11-19T20:20:00+08:00',
  },
  check(record, contract) {
    return [
      ...rule.entered(record),
      ...rule.order(record, 'from', 'to'),
      ...rule.order(record, 'at', 'approvedAt'),
      ...consentInOrder(record),
      ...rule.order(record, 'actualFrom', 'actualTo'),
      ...rule.needs(record, 'approvedAt', 'approvedBy'),
      ...rule.needs(record, 'approvedBy', 'approvedAt'),
      ...rule.assets(record.assets, 'assets', contract),
    ];
  },
});
