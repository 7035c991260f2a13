import { z } from 'zod';
import type { ContractBundle } from '../../../contract/bundle/bundle.ts';
import { date } from '../../../contract/scalars.ts';
import { requirementsOf } from '../../../contract/terms/requirements.ts';
import { line, maybe, outsideNumber, person, prose, time } from '../../../records/entry-fields.ts';
import { defineKind, envelope, type RecordProblem } from '../../../records/record.ts';
import { rules } from '../../../records/rules.ts';

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('certificate'),
  at: time('登记时间', '2026-09-01 10:00'),
  person: person('持证人员'),
  name: line('证书名称', '信息安全管理员证书'),
  number: maybe(outsideNumber('证书编号', 'ISM-2024-01873')),
  issuer: maybe(line('发证单位', '省信息安全测评中心')),
  validFrom: date().meta({ label: '有效期起', example: '2024-09-01' }),
  validUntil: date().meta({ label: '有效期止', example: '2027-08-31' }),
  note: maybe(prose('说明', '换证，原证编号另存')),
});

export type CertificateRecord = z.infer<typeof schema>;
const rule = rules<CertificateRecord>(schema);

/** 持证: a certificate of a person, with the days on which it is valid. */
export default defineKind<CertificateRecord>({
  id: 'certificate',
  label: '持证记录',
  prefix: 'CZ',
  topics: ['certificate', 'staffing'],
  schema,
  about: ['person', 'name', 'validUntil'],
  example: {
    schema: 2,
    kind: 'certificate',
    id: 'CZ-20260901-001',
    source: 'manual',
    at: '2026-09-01T10:00:00+08:00',
    enteredAt: '2026-09-01T10:05:00+08:00',
    person: '驻点运维工程师',
    name: '信息安全管理员证书',
    number: 'ISM-2024-01873',
    issuer: '省信息安全测评中心',
    validFrom: '2024-09-01',
    validUntil: '2027-08-31',
  },
  check: (record, contract) => [
    ...rule.entered(record),
    ...rule.order(record, 'validFrom', 'validUntil'),
    ...isAsked(record, contract),
  ],
});

/** A name that the contract does not use would prove nothing, and nobody would see why. */
function isAsked({ name }: CertificateRecord, { contract }: ContractBundle): RecordProblem[] {
  const names = requirementsOf(contract).certificates.flatMap(({ name: own, also = [] }) => [own, ...also]);
  if (names.length === 0 || names.includes(name)) return [];
  return [
    { field: 'name', found: name, expected: `合同数据 requirements.certificates 中的证书名称：${names.join('、')}` },
  ];
}
