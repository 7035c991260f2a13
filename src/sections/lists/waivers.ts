/** Why the purchaser does without a document, in one sentence. Pure. */

import { dateOf } from '../../contract/time.ts';
import { fieldsOf } from '../../records/fields.ts';
import { periodKey } from '../../subjects/deliveries/judge/claimed-waivers.ts';
import waiver, { type WaiverRecord } from '../../subjects/signing/kinds/waiver.ts';
import { choiceWord } from '../../wording/codes.ts';

const fields = fieldsOf(waiver.schema);

/** By what is waived (`periodKey`); of two the first counts. */
export function waiverTexts(waivers: readonly WaiverRecord[]): Map<string, string> {
  return new Map(
    waivers.toReversed().map((record) => {
      const { at, approvedBy, side, reason } = record;
      return [periodKey(record), `${dateOf(at)} ${approvedBy}（${choiceWord(fields, 'side', side)}）同意：${reason}`];
    }),
  );
}
