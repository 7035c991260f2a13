/** Why a document was late, as its revisions tell it. */
import { describe, expect, it } from 'vitest';
import { GIVEN_LATER, lateReason, NO_REASON, owesReason } from '../../../src/subjects/deliveries/judge/late-reason.ts';

const revision = (number: number, late: boolean, reason: string | null) => ({ revision: number, late, reason });

describe('补报原因', () => {
  it('is the one of the late document, and nothing of one in time', () => {
    expect(lateReason([])).toBeNull();
    expect(lateReason([revision(1, false, null), revision(2, false, '更正')])).toBeNull();
    expect(lateReason([revision(1, true, '停电'), revision(2, false, '更正')])).toBe('停电');
    expect(lateReason([revision(1, true, null)])).toBeNull();
  });

  it('is owed until a revision says it; the reason of a correction is not it', () => {
    const late = revision(1, true, NO_REASON);
    expect(owesReason([late])).toBe(true);
    expect(owesReason([late, revision(2, false, '更正')])).toBe(true);
    const told = [late, revision(2, false, '更正'), revision(3, false, `${GIVEN_LATER}停电`)];
    expect([owesReason(told), lateReason(told)]).toEqual([false, '停电']);
    expect(owesReason([revision(1, true, '停电')])).toBe(false);
  });
});
