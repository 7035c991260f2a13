/**
 * The purchaser's answer to what the supplier claims in place of a value that was vouched for, of whatever kind of record: by their own
 * account, so that the value is theirs from then on. The same as a confirmed restoration, of any field.
 */
import { UserError } from '../../contract/error.ts';
import { isPurchasers } from '../../records/purchaser.ts';
import type { AnyRecord, EnteredBy } from '../../records/record.ts';
import { answeredClaim, claimsOf } from '../../records/standing.ts';
import { claimText } from '../../wording/corrections.ts';
import type { Draft } from '../../workspace/change/change.ts';
import type { Session } from '../session.ts';
import { loadKind } from '../units.ts';
import { entryProblems } from './check-entry.ts';
import { corrections } from './correct.ts';
import { refuseWithdrawn } from './not-for-people.ts';

export interface ClaimAnswer {
  record: string;
  /** Of the value: `responsibility`, `levels.r2.level`. */
  path: string;
  /** ISO: when what they had before them was claimed; another claim by now is not answered. */
  shown: string;
  agrees: boolean;
  /** ISO instant. */
  now: string;
  entered: EnteredBy;
}

/** @throws UserError when nothing is claimed there any more, or another value, or it is no account of the purchaser's */
export async function answerClaim({ workspace }: Session, given: ClaimAnswer): Promise<{ label: string }> {
  const { record: id, path, agrees, now, entered } = given;
  if (!isPurchasers(entered))
    throw new UserError('只有⟦采购人⟧的账号能答复⟦供应商⟧的主张', {
      found: entered.account === undefined ? '没有账号' : `账号 ${entered.account}`,
      expected: '⟦采购人⟧一方的账号',
    });
  const by = entered.name ?? entered.account ?? '';
  return await workspace.change(
    `答复 ${id} 的主张`,
    async (change) => {
      // Read under the lock: it may have been answered, or another value claimed, meanwhile.
      const stored = await workspace.records.onFile(id);
      if (stored === undefined) throw new UserError('没有这条记录', { found: id, expected: '已有的记录编号' });
      refuseWithdrawn(stored.record);
      const claim = claimsOf(stored.record).find((one) => one.path === path);
      if (claim === undefined || claim.at !== given.shown)
        throw new UserError('这一处主张已有变化，没有保存', {
          found: claim === undefined ? '没有待答复的主张' : claimText(claim),
          expected: '页面上所列的主张',
          hint: '重新打开这条记录再答复',
        });
      const answer = answeredClaim(stored.record, claim, agrees);
      const kind = await loadKind(stored.kind);
      const reason = agrees ? '⟦采购人⟧同意主张' : '⟦采购人⟧不同意主张，以确认过的值为准';
      const made = corrections({ at: now, by, entered, reason }, answer.changes);
      const draft = { ...answer.record, corrections: [...(stored.record.corrections ?? []), made] };
      const also = (record: AnyRecord) => entryProblems(workspace, kind, record, now);
      await change.replaceRecord(id, draft as unknown as Draft<AnyRecord>, reason, by, also);
      return { label: claim.label };
    },
    { at: now },
  );
}
