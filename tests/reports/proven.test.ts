/** 均 and 全部 are said of a set only where all of it was checked: what nobody checked is named with its number. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beyondCountsNote, precheckSection } from '../../reports/compliance/precheck.ts';
import { soundText } from '../../reports/recovery/backup-words.ts';
import { coversTone, permitText, provenText } from '../../reports/service/permit-words.ts';
import type { PrecheckLine } from '../../src/assess/precheck/line.ts';
import type { Cover } from '../../src/subjects/permits/judge/permits.ts';
import type { BackupRecord } from '../../src/subjects/recovery/kinds/backup.ts';

const WHOLE = /均|全部/;

const coverOf = fc.record({
  how: fc.constantFrom('covered', 'breach', 'doubt'),
  open: fc.boolean(),
  pending: fc.boolean(),
});
const coverFrom = ({ how, open, pending }: { how: string; open: boolean; pending: boolean }): Cover =>
  ({
    breach: how === 'breach',
    doubt: how === 'doubt',
    uncompared: open ? ['采购人在场'] : [],
    written: pending ? 'pending' : 'not-needed',
  }) as unknown as Cover;

describe('operations and their permits', () => {
  test('all have a valid permit only where every condition of it was compared and it is there in writing', () => {
    fc.assert(
      fc.property(fc.array(coverOf, { maxLength: 6 }), (all) => {
        const covers = all.map(coverFrom);
        const amiss = all.some(({ how }) => how !== 'covered');
        const open = all.filter(({ open }) => open).length;
        const pending = all.filter(({ pending }) => pending).length;
        const said = provenText('登记的', covers);
        expect(said === null).toBe(all.length === 0 || amiss);
        if (said === null) return;
        expect(WHOLE.test(said)).toBe(open + pending === 0);
        if (open > 0) expect(said).toContain(`其中 ${open} 项的许可另有条件`);
        if (pending > 0) expect(said).toContain(`其中 ${pending} 项的书面许可待补办`);
        expect(coversTone(covers).tone === 'normal').toBe(open + pending === 0);
      }),
    );
  });

  test('the counts of the sentence sum to all, and none of it says that a part unknown is good', () => {
    fc.assert(
      fc.property(fc.array(coverOf, { minLength: 1, maxLength: 6 }), (all) => {
        const text = permitText(all.map(coverFrom));
        expect(text).not.toMatch(WHOLE);
        const count = (how: string) => all.filter((one) => one.how === how).length;
        expect(text).toContain(`与许可相符的 ${count('covered')} 项`);
        expect(text).toContain(`不符 ${count('breach')} 项`);
        expect(text.includes('待核实')).toBe(count('doubt') > 0);
        const open = all.filter((one) => one.how === 'covered' && one.open).length;
        expect(text.includes('未核对')).toBe(open > 0);
      }),
    );
  });
});

test('backups are whole only where each was checked', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('passed', 'not-checked'), { minLength: 1, maxLength: 6 }), (all) => {
      const backups = all.map((verified) => ({ result: 'success', verified })) as BackupRecord[];
      const open = all.filter((one) => one === 'not-checked').length;
      expect(soundText(backups).includes('校验均通过')).toBe(open === 0);
      expect(soundText(backups).includes(`${open} 份未校验`)).toBe(open > 0);
    }),
  );
});

describe('待核实 of permits, counted twice in the 对照表', () => {
  const lineOf = fc.record({
    rule: fc.constantFrom('permit', 'permit-doubt', 'repeated-text'),
    operation: fc.boolean(),
  });

  test('each line about a permit is one of those that 许可核对 counts, or told not to be', () => {
    fc.assert(
      fc.property(fc.array(lineOf, { maxLength: 6 }), (all) => {
        const lines = all.map(({ rule, operation }) => ({
          rule,
          records: ['XK-1'],
          text: '…',
          ...(operation && rule !== 'repeated-text' ? { operation: true } : {}),
        })) as PrecheckLine[];
        const own = lines.filter(({ rule }) => rule !== 'repeated-text');
        const rest = own.filter(({ operation }) => operation !== true).length;
        const beyond = JSON.stringify(beyondCountsNote(lines));
        expect(beyond.includes(`另有 ${rest} 条许可提示`)).toBe(rest > 0);
        const told = JSON.stringify(
          precheckSection({ precheck: lines, prechecked: 9, view: { input: { draft: false } } } as never),
        );
        expect(told.includes(`关于许可的 ${own.length} 条提示`)).toBe(own.length > 0);
        const count = (rule: string) => lines.filter((one) => one.rule === rule && one.operation === true).length;
        if (own.length > rest)
          expect(told).toContain(`所列的不符 ${count('permit')} 项、待核实 ${count('permit-doubt')} 项`);
        if (rest > 0 && own.length > 0) expect(told).toContain(`${rest} 条出自本身不列为须经许可的操作的记录`);
      }),
    );
  });
});
