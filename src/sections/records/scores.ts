/** 用户评价: how many there are over the service, in surveys and on service orders, as documents count them together. Pure. */

import { dayOfRecordId } from '../../contract/record-id.ts';
import { figureIds } from '../../page/figure-ids.ts';
import { figureOf } from '../../report/figure.ts';
import type { Section } from '../../report/site-model.ts';
import { userScores } from '../../subjects/requests/judge/satisfaction.ts';
import satisfactionKind from '../../subjects/requests/kinds/satisfaction.ts';
import serviceOrderKind from '../../subjects/requests/kinds/service-order.ts';
import { recordsOf, type SiteFacts } from '../parts/facts.ts';
import { recordsHref } from '../parts/links.ts';

/** None where there is no score. @param kind on whose page it stands: the other is led to */
export function scoreSection(facts: SiteFacts, kind: 'satisfaction' | 'service-order'): Section[] {
  const [from = facts.yearFrom] = [facts.contract.contract.servicePeriod.from, facts.yearFrom].sort().toReversed();
  const inService = ({ id }: { id: string }): boolean => dayOfRecordId(id) >= from && dayOfRecordId(id) <= facts.until;
  const { surveys, orders } = userScores(
    recordsOf(facts, satisfactionKind).filter(inService),
    recordsOf(facts, serviceOrderKind).filter(inService),
  );
  const total = surveys.length + orders.length;
  if (total === 0) return [];
  const within = { from, to: facts.until };
  const others = [satisfactionKind, serviceOrderKind].filter(({ id }) => id !== kind);
  return [
    {
      ...{ id: 'scores', title: '用户评价' },
      figures: [
        figureOf(figureIds.satisfaction, total, within),
        figureOf('satisfaction.surveys', surveys.length, within),
        figureOf('satisfaction.orders', orders.length, within),
      ],
      blocks: [
        {
          type: 'note',
          text: `${from} 至 ${facts.until} 评价共 ${total} 份：满意度评价 ${surveys.length} 份，服务单上的评价 ${orders.length} 份；服务单的评价已另登记为满意度评价的，只计一次。月报、年度总结的评价份数是两者之和。`,
        },
        {
          type: 'links',
          items: others
            .filter(({ id }) => (facts.ids.get(id) ?? []).length > 0)
            .map(({ id, label }) => ({ text: label, href: recordsHref(id) })),
        },
      ],
    },
  ];
}
