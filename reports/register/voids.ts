/** Documents that were made void (作废), for registers of what was issued: where nothing was, nothing is said. Pure. */

import type { IssuedSummary } from '../../src/contract/calendar/occurrence.ts';
import { settledTable } from '../../src/page/table.ts';
import { factOf } from '../../src/records/counted.ts';
import type { Section } from '../../src/report/block.ts';
import { voidsOf } from '../../src/subjects/deliveries/judge/delivery-facts.ts';
import { type Voided, voidTable } from '../../src/subjects/deliveries/taken-back-tables.ts';
import type { SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import type { ComposeInput, Need } from '../_deliverable.ts';
import { belongsHere, type PeriodView } from '../period/period.ts';

/** What made other documents void than the register's own. */
export const voidNeeds: readonly Need[] = [
  {
    kind: 'signoff',
    window: 'to-date',
    only: (record, _contract, own) => {
      const { action, obligation, period } = record as SignoffRecord;
      return action === 'void' && (obligation !== own.obligation || period !== own.period);
    },
  },
];

type Revision = Pick<IssuedSummary, 'obligation' | 'period' | 'revision'>;

const keyOf = ({ obligation, period, revision }: Revision): string => `${obligation} ${period} ${revision}`;

const voidsIn = ({ records, asOf }: ComposeInput): SignoffRecord[] =>
  voidsOf((records['signoff'] ?? []) as SignoffRecord[], asOf);

/** true for a revision that was void when the register was made. */
export const isVoid = (input: ComposeInput, issued: Revision): boolean =>
  voidsIn(input).some((one) => keyOf(one) === keyOf(issued));

/** What was made void in the register's own interval, in whichever one it was listed; none: no section. */
export function voidSection(view: PeriodView): Section[] {
  const { input } = view;
  const own = voidsIn(input).filter((one) => belongsHere(view, factOf(one, input.occurrence)));
  if (own.length === 0) return [];
  const byRevision = new Map(input.issued.map((one) => [keyOf(one), one]));
  return [
    {
      id: 'voids',
      title: '作废的文档',
      blocks: [
        { type: 'note', text: '文件原样留存，不再算作已交；由下一版代替的列出其编号。', tone: 'muted' },
        settledTable(
          voidTable(own.some(({ agreedBy }) => agreedBy !== undefined)),
          own.map((act): Voided => {
            const found = byRevision.get(keyOf(act));
            return {
              ...{ act, number: found?.number ?? keyOf(act), name: found?.title ?? '' },
              next: byRevision.get(keyOf({ ...act, revision: act.revision + 1 }))?.number ?? null,
            };
          }),
          'paper',
        ),
      ],
    },
  ];
}
