/** Which 应交项 stand in one row of 交付物完成表. */

import { cadenceKey, cadenceText } from '../../src/contract/terms/cadence.ts';
import { countDeliveries, type Delivery } from '../../src/subjects/deliveries/judge/deliveries.ts';
import type { Origin, PeriodView } from '../period/period.ts';
import { originOfDelivery } from './due.ts';

/** The 应交项 of one row, and its name. */
export interface DeliveryRow {
  /** Of its figures: `deliveries.inspection-log.own`. */
  id: string;
  name: string;
  own: Delivery[];
}

const dueOrigins = { 'after-cut': '上期截止后到期', late: '以前各期补登' } as const;

const withOrigin = (name: string, origin: Origin): string =>
  origin === 'own' ? name : `${name}（${dueOrigins[origin]}）`;

interface Kind {
  origin: Origin;
  own: Delivery[];
}

/**
 * One row an obligation; what fell due after the cut of the document before has a row of its own.
 * @param joined obligations of which everything was in time are one row for all of the same cadence, so that a month shows
 * its exceptions and not a list of what went well
 */
export function deliveryRows(view: PeriodView, list: readonly Delivery[], joined = false): DeliveryRow[] {
  const kinds = [...Map.groupBy(list, (one) => `${one.obligation.id} ${originOfDelivery(view, one)}`).values()].map(
    (own): Kind => ({ origin: originOfDelivery(view, own[0] as Delivery), own }),
  );
  const rows = Map.groupBy(kinds, ({ own, origin }) => {
    const { obligation } = own[0] as Delivery;
    return joined && wentWell(own) ? `${cadenceKey(obligation)} ${origin}` : `${obligation.id} ${origin}`;
  });
  return [...rows.values()].map((all) => {
    const { own, origin } = all[0] as Kind;
    const { obligation } = own[0] as Delivery;
    const name = all.length === 1 ? obligation.name : `${cadenceText(obligation)}提交的文档 ${all.length} 种`;
    const kind = all.length === 1 ? obligation.id : cadenceKey(obligation);
    return {
      id: `deliveries.${kind}.${origin}`,
      name: withOrigin(name, origin),
      own: all.flatMap((one) => one.own),
    };
  });
}

/** Everything was in time, by the fact that decides. */
function wentWell(own: readonly Delivery[]): boolean {
  const { owed, onTime, waived, open } = countDeliveries(own);
  return owed === onTime && waived + open === 0;
}
