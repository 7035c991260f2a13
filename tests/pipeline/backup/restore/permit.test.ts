/** Whose leave a restore test had: the judgement that the test itself says, and that the 合同履约对照表 lists. */
import { describe, expect, it } from 'vitest';
import { precheck } from '../../../../src/assess/precheck/precheck.ts';
import { namedPermit, permitProblem } from '../../../../src/pipeline/backup/restore/test-run.ts';
import permitKind, { type PermitRecord } from '../../../../src/subjects/permits/kinds/permit.ts';
import restoreTest from '../../../../src/subjects/recovery/kinds/restore-test.ts';
import { makeWorkspace, open } from '../../_workspace.ts';

const session = await open(await makeWorkspace());

// Valid on 24 November from 00:00:00 to 23:00:00.
const permit = (changes: Partial<PermitRecord> = {}): PermitRecord => ({ ...permitKind.example, ...changes });
const test = (from: string, to: string) => ({
  ...{ asset: 'mysql-primary', operator: '驻点运维工程师' },
  startedAt: `2026-11-24T${from}+08:00`,
  finishedAt: `2026-11-24T${to}+08:00`,
});

describe('a permit named for a restore test', () => {
  it.each<[string, PermitRecord, string, string, string | null]>([
    ['covers it to its last second', permit(), '22:00:00', '23:00:00', null],
    ['has expired when it ends a second later', permit(), '22:00:00', '23:00:01', '许可已过期'],
    ['was not valid yet', permit({ validFrom: '2026-11-24T10:00:01+08:00' }), '10:00:00', '11:00:00', '早于许可有效期'],
    ['is for other operations', permit({ operations: ['collect'] }), '10:00:00', '11:00:00', '许可不含该操作'],
    ['is for another asset', permit({ assets: ['mysql-replica-1'] }), '10:00:00', '11:00:00', '许可不含该对象'],
    ['was revoked', permit({ revokedAt: '2026-11-24T10:30:00+08:00' }), '10:00:00', '11:00:00', '许可已撤销'],
  ])('%s', (_name, named, from, to, says) => {
    const problem = permitProblem(session, named, test(from, to));
    if (says === null) expect(problem).toBeNull();
    else expect(problem).toContain(`${says}（${named.id}`);
  });

  it('is held against the record of the test in the same words', () => {
    const times = test('22:00:00', '23:00:01');
    const record = { ...restoreTest.example, ...times, at: times.startedAt, enteredAt: times.finishedAt };
    const problem = permitProblem(session, permit(), times);
    const lines = precheck({
      logs: ['inspection-log'],
      records: [record, permit()],
      asOf: times.finishedAt,
      isWorkingDay: () => true,
    });
    expect(lines.map(({ rule, text }) => [rule, `许可不符（⟦条款:5.2.3⟧）：${text}`])).toEqual([['permit', problem]]);
  });

  it('is one that is recorded, or its lack is said', async () => {
    await expect(namedPermit(session, {})).rejects.toThrow('须写明许可');
    await expect(namedPermit(session, { permit: 'XK-20260101-001' })).rejects.toThrow('没有这份许可');
    expect(await namedPermit(session, { withoutPermit: '未取得' })).toBeNull();
  });
});
