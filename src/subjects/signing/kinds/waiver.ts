import { z } from 'zod';
import { slug, text } from '../../../contract/scalars.ts';
import { choice, line, maybe, person, prose, time } from '../../../records/entry-fields.ts';
import { defineKind, envelope, type RecordProblem } from '../../../records/record.ts';
import { rules } from '../../../records/rules.ts';

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('waiver'),
  obligation: slug().meta({ label: '交付义务', example: 'recovery-drill' }),
  period: text().meta({ label: '期次', example: '2026-11-24' }),
  reason: prose('豁免原因', '重大活动保障期间采购人要求暂停演练'),
  approvedBy: person('批准人', '采购人项目负责人'),
  side: choice('批准方', { purchaser: '⟦采购人⟧', both: '双方' }),
  at: time('批准时间', '2026-11-23 16:00'),
  document: maybe(line('批准文件', '2026-11-23 工作联系单')),
});

export type WaiverRecord = z.infer<typeof schema>;
const rule = rules<WaiverRecord>(schema);

/** 豁免记录: the purchaser does without one deliverable of one period. Clause 5.7. */
export default defineKind<WaiverRecord>({
  id: 'waiver',
  label: '豁免记录',
  prefix: 'HM',
  topics: ['report'],
  schema,
  about: ['obligation', 'period', 'reason'],
  example: {
    schema: 2,
    kind: 'waiver',
    id: 'HM-20261123-001',
    source: 'manual',
    at: '2026-11-23T16:00:00+08:00',
    enteredAt: '2026-11-23T16:30:00+08:00',
    attachments: [
      {
        sha256: '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03',
        name: '工作联系单.pdf',
        type: 'application/pdf',
        size: 96_310,
        subject: '2026-11-23 工作联系单',
        takenAt: '2026-11-23T16:00:00+08:00',
        proof: 'purchaser',
      },
    ],
    obligation: 'inspection-log',
    period: '2026-11-24',
    reason: '机房整体停电检修，采购人书面同意当日不巡检',
    approvedBy: '采购人项目负责人',
    side: 'purchaser',
    document: '2026-11-23 工作联系单',
  },
  check(record, contract) {
    return [
      ...rule.entered(record),
      ...knownObligation(record, [...contract.obligations, ...contract.registers, ...contract.written]),
    ];
  },
});

function knownObligation(record: WaiverRecord, known: readonly { id: string }[]): RecordProblem[] {
  if (known.some((one) => one.id === record.obligation)) return [];
  return [
    { field: 'obligation', found: record.obligation, expected: '合同数据 obligations、registers 或 written 中的编号' },
  ];
}
