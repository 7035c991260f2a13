import { describe, expect, test } from 'vitest';
import { plainWords, sayIn } from '../../src/contract/party-words.ts';
import type { RecordProblem } from '../../src/records/record.ts';
import { contract, kindOf, kinds, variant } from './_kinds.ts';
import { violations } from './_violations.ts';

/** Problems that the kind's own rules find in a record that its schema accepts. */
function problems(id: string, patch: Readonly<Record<string, unknown>>): RecordProblem[] {
  const kind = kindOf(id);
  return kind.check?.(kind.schema.parse(variant(id, patch)), contract) ?? [];
}

test('every kind with rules has each of them broken here', () => {
  expect(Object.keys(violations).sort()).toEqual(
    kinds
      .filter((kind) => kind.check !== undefined)
      .map((kind) => kind.id)
      .sort(),
  );
});

describe.for(Object.entries(violations))('%s', ([id, list]) => {
  test('the example breaks no rule', () => expect(problems(id, {})).toEqual([]));

  test.for(list.map(([patch, field, says]) => [field, says, patch] as const))('%s: %s', ([field, says, patch]) => {
    const found = problems(id, patch).find(
      (one) => one.field === field && sayIn(plainWords, one.expected).includes(says),
    );
    expect(found, JSON.stringify(problems(id, patch))).toBeDefined();
    expect(found?.found).not.toBe('');
    expect(found?.expected).toMatch(/\p{Script=Han}/u);
  });
});

test.for([
  ['incident', { foundBy: 'monitoring', reportedAt: undefined }],
  ['incident', { respondedAt: undefined }],
  ['change', { permit: undefined, withoutPermit: '紧急发布，事后报告', agreedAt: undefined, agreedBy: undefined }],
  ['change', { permit: undefined, withoutPermit: '紧急发布，事后同意', agreedAt: '2026-11-19T21:00:00+08:00' }],
  ['incident', { foundBy: 'engineer', reportedAt: '2026-11-24T10:10:00+08:00' }],
  ['incident', { respondedAt: '2026-11-24T10:05:30+08:00', arrivedAt: undefined, remoteStartedAt: undefined }],
  ['incident', { closedAt: undefined, recordedAt: undefined, restoredAt: undefined, confirmedRestoredAt: undefined }],
  ['restore-test', { permit: undefined, withoutPermit: '未取得许可，已报告采购人' }],
  ['change', { stage: 'withdrawn' }],
  ['duty', { state: 'planned', signedInAt: undefined, signedOutAt: undefined }],
  ['permit', { type: 'emergency', channel: 'phone', writtenDue: '2026-11-25T17:30:00+08:00' }],
  [
    'device-repair',
    {
      ...{
        irreparable: true,
        irreparableAt: '2026-11-24T15:00:00+08:00',
        repairedAt: undefined,
        closedAt: undefined,
      },
      ...{ decision: 'replace', decidedBy: '采购人项目负责人', decidedAt: '2026-11-24T16:00:00+08:00' },
    },
  ],
  ['permit', { assets: undefined }],
  ['scan', { source: 'auto', permit: undefined }],
  ['call', { outcome: 'missed', answeredAt: undefined, handler: undefined }],
  ['signoff', { action: 'return', reason: '缺少附件' }],
  ['service-request', { category: 'account', action: 'account-reset', backup: undefined, backupNote: undefined }],
] as const)('what is allowed %s %o', ([id, patch]) => expect(problems(id, patch)).toEqual([]));
