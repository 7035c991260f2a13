import { z } from 'zod';
import { assetSlug, optional } from '../../../contract/scalars.ts';
import { type PermitOperation, permitOperations } from '../../../contract/terms/permits/permit-terms.ts';
import { compareInstants } from '../../../contract/time.ts';
import { choice, maybe, outsideNumber, person, prose, time } from '../../../records/entry-fields.ts';
import { defineKind, envelope, type RecordProblem } from '../../../records/record.ts';
import { rules } from '../../../records/rules.ts';

export const permitTypes = { standing: '长期许可', single: '单次许可', emergency: '紧急口头许可' } as const;

/** 查看 or 改动: how far remote work may go, and how far it went. */
export const accesses = { read: '只查看', change: '可改动' } as const;

/** Conditions that can be compared with the record of an operation. */
export const permitConditions = {
  'backup-first': '操作前备份',
  companion: '⟦采购人⟧陪同或知悉',
  bastion: '经堡垒机',
  'off-hours': '在办公时间以外',
  review: '另一人复核',
  'clean-up': '测试数据当日清除',
} as const;
export type PermitCondition = keyof typeof permitConditions;

const operation = z.enum(
  Object.keys(permitOperations) as [PermitOperation, ...PermitOperation[]],
  '应为许可的操作之一',
);

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('permit'),
  type: choice('类型', permitTypes),
  number: maybe(outsideNumber('⟦采购人⟧批复编号', '商服信〔2026〕18号')),
  applicant: person('申请人'),
  at: time('申请时间', '2026-11-20 09:10'),
  reason: prose('事由', '季度恢复测试'),
  operations: z
    .array(operation, '应为清单')
    .min(1, '至少一项')
    .meta({ label: '许可的操作', choices: permitOperations, example: 'restore' }),
  assets: optional(z.array(assetSlug(), '应为清单'))
    .meta({ label: '范围', example: 'mysql-primary' })
    .describe('Absent or empty: every asset of the contract.'),
  scope: prose('范围说明', '仅限临时环境恢复与比对，不改动生产库'),
  access: maybe(choice('远程维护限于', accesses)).describe(
    'How far remote work under it may go; asked for when it permits remote work. Older permits say so in their text only.',
  ),
  requires: optional(
    z.array(z.enum(Object.keys(permitConditions) as [PermitCondition, ...PermitCondition[]]), '应为清单'),
  )
    .meta({ label: '须满足的条件', choices: permitConditions, example: 'bastion' })
    .describe('Compared with the record of every operation under the permit.'),
  conditions: maybe(prose('附加条件', '测试数据当日清除并回报')),
  validFrom: time('有效期起', '2026-11-24 09:00'),
  validTo: time('有效期止', '2026-11-24 18:00'),
  grantedBy: person('许可人', '采购人项目负责人'),
  grantedAt: time('许可时间', '2026-11-20 16:30'),
  channel: choice('许可方式', {
    written: '书面',
    mail: '邮件',
    phone: '电话口头',
    onsite: '当面口头',
    message: '即时消息',
  }),
  writtenDue: maybe(time('补办书面期限', '2026-11-25 17:30')),
  writtenAt: maybe(time('补办书面时间', '2026-11-25 10:00')),
  revokedAt: maybe(time('撤销时间', '2026-11-24 12:00')),
});

export type PermitRecord = z.infer<typeof schema>;
const rule = rules<PermitRecord>(schema);

const oral = new Set<PermitRecord['channel']>(['phone', 'onsite']);

/** Operations that are covered by any permit that fits, and need not name one. */
const ROUTINE: ReadonlySet<PermitOperation> = new Set(['collect', 'backup']);

/** That nobody wrote down a use is no proof that there was none. */
function unused(record: PermitRecord, named: ReadonlySet<string>, now: string): string | undefined {
  if (named.size > 0) {
    const isRemote = record.operations.includes('remote') && !named.has('remote-session');
    return isRemote ? '许可远程维护，没有登记用到它的会话' : undefined;
  }
  if (record.operations.every((one) => ROUTINE.has(one)))
    return '只读采集和备份不逐次写许可编号，按有效期和范围与它核对';
  const { validFrom, validTo, revokedAt } = record;
  if (revokedAt !== undefined && compareInstants(revokedAt, now) <= 0) return '已撤销，没有登记用到它的操作';
  if (compareInstants(now, validFrom) < 0) return '有效期还没有开始';
  if (compareInstants(now, validTo) <= 0) return '有效期内，还没有登记用到它的操作';
  return '有效期已过，没有登记用到它的操作：没有使用，或用了没有登记';
}

/** 操作许可: standing, single, or oral in an emergency with its deadline for the written one. Clauses 5.2.1, 5.2.3. */
export default defineKind<PermitRecord>({
  id: 'permit',
  label: '操作许可',
  prefix: 'XK',
  topics: ['permit', 'remote'],
  schema,
  about: ['type', 'reason', 'assets'],
  example: {
    schema: 2,
    kind: 'permit',
    id: 'XK-20261120-002',
    source: 'manual',
    at: '2026-11-20T09:10:00+08:00',
    enteredAt: '2026-11-20T16:45:00+08:00',
    attachments: [
      {
        sha256: '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03',
        name: '许可批复.pdf',
        type: 'application/pdf',
        size: 96_310,
        subject: '商服信〔2026〕18号 许可批复',
        takenAt: '2026-11-20T16:40:00+08:00',
        proof: 'purchaser',
      },
    ],
    type: 'single',
    number: '商服信〔2026〕18号',
    applicant: '驻点运维工程师',
    reason: '季度恢复测试',
    operations: ['restore', 'scan', 'drill'],
    assets: ['mysql-primary', 'mysql-replica-1', 'app-server-1'],
    scope: '仅限临时环境恢复与比对，不改动生产库',
    requires: ['clean-up'],
    conditions: '测试数据当日清除并回报',
    validFrom: '2026-11-24T00:00:00+08:00',
    validTo: '2026-11-24T23:00:00+08:00',
    grantedBy: '采购人项目负责人',
    grantedAt: '2026-11-20T16:30:00+08:00',
    channel: 'written',
  },
  unused,
  check(record, contract) {
    return [
      ...rule.entered(record),
      ...rule.order(record, 'at', 'grantedAt', 'writtenAt'),
      ...rule.order(record, 'grantedAt', 'writtenDue'),
      ...rule.order(record, 'validFrom', 'validTo'),
      ...rule.order(record, 'grantedAt', 'revokedAt'),
      ...rule.assets(record.assets ?? [], 'assets', contract),
      ...rule.differentPeople(record, 'applicant', 'grantedBy'),
      ...rule.required(record, record.type === 'emergency', 'writtenDue', '紧急口头许可'),
      ...rule.required(record, record.operations.includes('remote'), 'access', '许可远程维护时'),
      ...oralOnlyInEmergency(record),
      ...grantedBeforeUse(record),
    ];
  },
});

/** Outside an emergency permission is written. */
function oralOnlyInEmergency(record: PermitRecord): RecordProblem[] {
  if (record.type === 'emergency' || !oral.has(record.channel)) return [];
  return [
    {
      field: 'channel',
      found: record.channel === 'phone' ? '电话口头' : '当面口头',
      expected: '长期、单次许可须为书面；口头许可的类型（type）为紧急口头许可',
    },
  ];
}

/** A permit is not valid from before it was granted: that would be permission after the fact. */
function grantedBeforeUse(record: PermitRecord): RecordProblem[] {
  if (Date.parse(record.validFrom) >= Date.parse(record.grantedAt)) return [];
  return [{ field: 'validFrom', found: record.validFrom, expected: `不早于许可时间（grantedAt）${record.grantedAt}` }];
}
