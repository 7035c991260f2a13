/** What a revision says of the receipt of the one whose place it takes. */

import { revisionText } from '../../src/contract/calendar/period-text.ts';
import type { Block } from '../../src/report/block.ts';
import { type Delivery, isReceived } from '../../src/subjects/deliveries/judge/deliveries.ts';
import type { PeriodView } from '../period/period.ts';

/**
 * A revision counts the receipt of the one that it takes the place of: from its issue on that one is no longer what is to be received, and
 * 首页 counts one less.
 */
export function ownNote({ input }: PeriodView, list: readonly Delivery[]): Block[] {
  const { obligation, occurrence, revision } = input;
  const own = list.find((one) => one.obligation.id === obligation.id && one.occurrence.period === occurrence.period);
  const before = own !== undefined && isReceived(own) ? (own.current?.revision ?? revision) : revision;
  if (before >= revision) return [];
  const earlier = revisionText(before);
  const text = `“已签收”含本文档的${earlier}；本版签发之后，签收以本版为准，${earlier}的不再计入。`;
  return [{ type: 'note', text, tone: 'muted' }];
}
