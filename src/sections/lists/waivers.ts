/** Why the purchaser does without a document, in one sentence. Pure. */

import { dateOf } from '../../contract/time.ts';
import { fieldsOf } from '../../records/fields.ts';
import waiver, { type WaiverRecord } from '../../records/kinds/waiver.ts';
import { choiceWord } from '../../wording/codes.ts';

const fields = fieldsOf(waiver.schema);

export const waiverKey = ({ obligation, period }: Pick<WaiverRecord, 'obligation' | 'period'>): string =>
  `${obligation} ${period}`;

/** By what is waived; of two the first counts. */
export function waiverTexts(waivers: readonly WaiverRecord[]): Map<string, string> {
  return new Map(
    waivers.toReversed().map((record) => {
      const { at, approvedBy, side, reason } = record;
      return [waiverKey(record), `${dateOf(at)} ${approvedBy}（${choiceWord(fields, 'side', side)}）同意：${reason}`];
    }),
  );
}
