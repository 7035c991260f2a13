/** Who writes a record down is told what the documents would say of it a month later, while the paper is at hand. */
import { beforeAll, expect, it } from 'vitest';
import { addRecord } from '../../../src/pipeline/record/add.ts';
import type { Session } from '../../../src/pipeline/session.ts';
import permitKind from '../../../src/subjects/permits/kinds/permit.ts';
import remoteSession from '../../../src/subjects/permits/kinds/remote-session.ts';
import { DAY, makeWorkspace, open } from '../_workspace.ts';

const NOW = `${DAY}T18:00:00+08:00`;
const at = (time: string): string => `${DAY}T${time}+08:00`;

let session: Session;
let granted: Awaited<ReturnType<typeof addRecord>>;
beforeAll(async () => {
  session = await open(await makeWorkspace());
  granted = await add('permit', permit);
});

const add = (kind: string, value: object) =>
  addRecord(session, JSON.parse(JSON.stringify(value)), '记录.yaml', { kind, now: NOW });
const bare = ({ id: _, source: __, enteredAt: ___, attachments: ____, ...rest }: Record<string, unknown>) => rest;

const permit = {
  ...bare({ ...permitKind.example }),
  at: at('08:00:00'),
  grantedAt: at('08:30:00'),
  reason: '排查主库慢查询',
  operations: ['remote'],
  access: 'read',
  assets: ['mysql-primary'],
  scope: '仅限查看',
  requires: undefined,
  conditions: undefined,
  validFrom: at('09:00:00'),
  validTo: at('12:00:00'),
};
const work = (name: string, more: object) => ({
  ...bare({ ...remoteSession.example }),
  at: at('10:00:00'),
  permit: name,
  purpose: '排查慢查询',
  actions: '查看慢查询日志',
  access: 'read',
  assets: ['mysql-primary'],
  startedAt: at('10:00:00'),
  endedAt: at('11:00:00'),
  incident: undefined,
  change: undefined,
  ...more,
});

it.each([
  ['stays within it: nothing is said', {}, null],
  ['that changed something', { access: 'change' }, '与许可不符，月报和许可台账将照此列出：.*只限查看，操作有改动'],
  ['on another object', { assets: ['redis-1'] }, '与许可不符.*许可不含该对象'],
  ['that went on after it', { endedAt: at('12:00:01') }, '与许可不符.*许可已过期'],
  ['whose words name a change', { actions: '重启数据库服务' }, '许可待核实.*文字写有改动'],
])('a remote session under a permit that only looks %s', async (_, more, told) => {
  const { notices } = await add('remote-session', work(granted.id, more));
  expect(notices).toEqual(told === null ? [] : [expect.stringMatching(told)]);
});

it('a permit without the scan of what the purchaser signed is told to be the supplier’s word', async () => {
  expect(granted).toMatchObject({ claimed: true });
  expect(await add('note', { topic: 'other', text: '说明' })).toMatchObject({ claimed: false });
});
