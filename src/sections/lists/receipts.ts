/** How an issued document stands with the purchaser, for every list of documents. Pure. */

import type { AnswerBy } from '../../contract/calendar/answer-by.ts';
import { revisionText } from '../../contract/calendar/period-text.ts';
import { type DateText, dateOf, toDate } from '../../contract/time.ts';
import type { Tone } from '../../report/block.ts';
import type { SiteReceipt } from '../../report/site-model.ts';
import { receiptWords } from '../../states/receipt.ts';
import { answerText } from '../../subjects/deliveries/judge/answer-words.ts';
import type { DeliveryFacts } from '../../subjects/deliveries/judge/delivery-facts.ts';
import { isOnline } from '../../subjects/deliveries/judge/online.ts';
import { awaitsSince, daysWaiting, type EarlierHanded, receiptState } from '../../subjects/deliveries/judge/receipt.ts';
import type { SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';
import { ONLINE, ONLINE_SIGNED } from '../../wording/words.ts';

/**
 * @param facts of the newest revision @param today contract date
 * @param isSigned true for an act of an account that stands on a list which the purchaser signed on paper
 * @param earlier revision that the purchaser has or signed for while this one was not handed over
 */
export function siteReceipt(
  facts: DeliveryFacts,
  today: DateText,
  isSigned: (signoff: SignoffRecord) => boolean = () => false,
  earlier?: EarlierHanded,
): SiteReceipt {
  const state = receiptState(facts);
  const since = awaitsSince(facts);
  const { delivered, received, returned } = facts;
  const act = state === 'received' ? received : state === 'returned' ? returned : null;
  const at = (act ?? delivered)?.at;
  return {
    state,
    text: receiptWords[state],
    on: at === undefined ? null : dateOf(at),
    days: since === null ? null : daysWaiting(since, today),
    ...(facts.answer === null
      ? {}
      : { answer: { text: answerText(facts.answer), tone: answerTone(facts.answer, today) } }),
    ...(earlier === undefined ? {} : { earlier: { state: earlier.state, text: earlierText(earlier) } }),
    ...(act === null || !isOnline(act) ? {} : { note: isSigned(act) ? ONLINE_SIGNED : ONLINE }),
  };
}

/** What has passed, and what passes today or tomorrow, asks for a look; a receipt by silence is settled. */
const answerTone = ({ what, dueAt, isPast, deemed }: AnswerBy, today: DateText): Tone => {
  if (isPast) return deemed ? 'muted' : what === 'again' ? 'abnormal' : 'attention';
  return toDate(today).until(toDate(dateOf(dueAt))).days <= 1 ? 'attention' : 'muted';
};

const earlierText = ({ revision, state, at }: EarlierHanded): string =>
  `${revisionText(revision)}已于 ${dateOf(at)} ${state === 'received' ? '签收' : '送达，未签收'}`;
