/** What is wrong with a backup set: each is counted once, whatever is wrong with it, wherever it is counted. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  backupFault,
  badSetsCount,
  badSetsNote,
  badSetsText,
  damagedSets,
  damagedText,
  faultWord,
  isBadSet,
} from '../../../src/subjects/recovery/judge/backup-state.ts';
import { summariseBackups } from '../../../src/subjects/recovery/judge/backup-summary.ts';
import backup, { type BackupRecord } from '../../../src/subjects/recovery/kinds/backup.ts';

const results = ['success', 'incomplete', 'failed'] as const;
const checks = ['passed', 'failed', 'not-checked'] as const;
const setOf = (result: BackupRecord['result'], verified: BackupRecord['verified'], day = 14): BackupRecord => ({
  ...backup.example,
  ...{ result, verified, startedAt: `2026-03-${String(day).padStart(2, '0')}T02:00:00+08:00` },
});
const sets = fc.array(
  fc
    .tuple(fc.constantFrom(...results), fc.constantFrom(...checks), fc.integer({ min: 1, max: 28 }))
    .map(([result, verified, day]) => setOf(result, verified, day)),
);

describe('a set that is bad', () => {
  test('counts once in words, in the summary of its plan and among the faults', () => {
    fc.assert(
      fc.property(sets, (list) => {
        const bad = list.filter(isBadSet).length;
        const [plan] = summariseBackups(list);
        expect(plan?.failed ?? 0).toBe(bad);
        expect(plan?.success ?? 0).toBe(list.length - bad);
        expect(Number(/^\d*/.exec(damagedText(list, '次'))?.[0])).toBe(damagedSets(list));
        expect(list.filter((one) => backupFault(one) !== null)).toHaveLength(bad);
        expect(list.filter((one) => faultWord(one) !== '')).toHaveLength(bad);
        expect(badSetsText(list).startsWith(badSetsCount(list))).toBe(true);
        expect(badSetsText(list).match(/^\D*(\d+) 次/)?.[1] ?? '0').toBe(String(bad));
        const kinds = [
          ...badSetsText(list)
            .replace(/^[^（]*/, '')
            .matchAll(/(?:失败|不完整|校验未通过) (\d+) 次/g),
        ].map(([, n]) => Number(n));
        if (kinds.length > 1) expect(kinds.reduce((sum, n) => sum + n, 0)).toBe(bad);
      }),
    );
  });

  test('is said to be of its kind, and that it did not pass its check either', () => {
    expect(badSetsText([setOf('success', 'passed')])).toBe('');
    expect(badSetsText([setOf('incomplete', 'failed')])).toBe('未成功 1 次（不完整，完整性校验也未通过）');
    expect(badSetsText([setOf('success', 'failed')])).toBe('完整性校验未通过 1 次');
    expect(badSetsText([setOf('failed', 'not-checked'), setOf('incomplete', 'failed')])).toBe(
      '未成功 2 次（失败 1 次，不完整 1 次；未成功的中 1 次完整性校验也未通过）',
    );
    expect(badSetsText([setOf('success', 'failed'), setOf('incomplete', 'failed')])).toBe(
      '未成功或完整性校验未通过 2 次（不完整 1 次，完整性校验未通过 1 次；未成功的中 1 次完整性校验也未通过）',
    );
  });

  test('whose plan made a good one the same day is told apart from a day without any', () => {
    const bad = [setOf('failed', 'not-checked', 3), setOf('incomplete', 'failed', 4)];
    expect(badSetsNote(bad)).not.toContain('同日');
    expect(badSetsNote([...bad, setOf('success', 'passed', 4)])).toMatch(/，其中 1 次同日另有成功的备份集$/);
    expect(badSetsNote([bad[0] as BackupRecord, setOf('success', 'passed', 3)])).toMatch(/，同日另有成功的备份集$/);
  });
});
