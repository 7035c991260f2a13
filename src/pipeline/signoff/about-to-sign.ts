/** A confirmation that is about to be given, for a draft that is looked at first: nothing of it is kept. */
import type { SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';
import type { PlannedOccurrence } from '../plan/planned.ts';
import type { Session } from '../session.ts';
import type { Answers } from './answers.ts';
import { requireAnswersReach } from './answers.ts';
import type { MeasuresBeside } from './beside.ts';
import { answersOf, confirmDraft } from './confirm.ts';

export interface Signing extends Answers {
  /** See `ConfirmRequest`; nothing of it is forgotten. */
  beside?: MeasuresBeside;
  /** Who is about to confirm. */
  person?: string;
  /** File of the answers, as it was typed. */
  shown: string;
  /** ISO instant. */
  now: string;
}

/** In place of the name of who confirms. */
const NOBODY_YET = '（预览，尚未确认）';
/** Sorts after every record of the day. */
const UNSAVED = '999';

/**
 * @returns gives the confirmation for an occurrence, with what stands of the one before
 * @throws UserError when an answer reaches no row
 */
export function aboutToSign({ person = NOBODY_YET, shown, now, ...answers }: Signing) {
  return async (session: Session, item: PlannedOccurrence): Promise<SignoffRecord> => {
    const { obligation, occurrence } = item;
    const whole = await answersOf(session, item, { ...answers, obligation: obligation.id, person, now });
    await requireAnswersReach(session, obligation, occurrence, whole, shown);
    const draft = confirmDraft(item, { ...whole, person, now });
    const id = `QS-${now.slice(0, 10).replaceAll('-', '')}-${UNSAVED}`;
    return { ...draft, id, kind: 'signoff', schema: 1 } as unknown as SignoffRecord;
  };
}
