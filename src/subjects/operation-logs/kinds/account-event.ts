import { z } from 'zod';
import { slug } from '../../../contract/scalars.ts';
import { choice, line, maybe, prose, time } from '../../../records/entry-fields.ts';
import { defineKind, envelope } from '../../../records/record.ts';
import { rules } from '../../../records/rules.ts';

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('account-event'),
  at: time('时间', '2026-11-24 09:30:00'),
  account: slug().meta({ label: '账号', example: 'caigouren-1', sensitivity: 'personal' }),
  role: line('角色', '采购人'),
  action: choice('事项', { created: '建立', reset: '重置口令', disabled: '停用' }),
  reason: maybe(prose('原因', '岗位调整')),
});

export type AccountEventRecord = z.infer<typeof schema>;
const rule = rules<AccountEventRecord>(schema);

/**
 * 账号事项: what the supplier did with an account of the purchaser's, for which it could sign in the purchaser's name. Never a
 * password, and no address.
 */
export default defineKind<AccountEventRecord>({
  id: 'account-event',
  label: '账号事项',
  prefix: 'ZH',
  topics: [],
  schema,
  about: ['account', 'action'],
  writer: 'program',
  example: {
    schema: 2,
    kind: 'account-event',
    id: 'ZH-20261124-001',
    source: 'manual',
    at: '2026-11-24T09:30:00+08:00',
    enteredAt: '2026-11-24T09:30:00+08:00',
    enteredBy: { account: 'zhanghao-1', channel: 'desk' },
    account: 'caigouren-1',
    role: '采购人',
    action: 'disabled',
    reason: '岗位调整',
  },
  check(record) {
    return [...rule.entered(record), ...rule.required(record, record.action === 'disabled', 'reason', '停用时')];
  },
});
