/** Documents that were made void (作废), for registers of what was issued: where nothing was, nothing is said. Pure. */

import type { IssuedSummary } from '../../src/contract/calendar/occurrence.ts';
import { formatDateTime } from '../../src/contract/time.ts';
import { factOf } from '../../src/records/counted.ts';
import type { Section } from '../../src/report/block.ts';
import { voidsOf } from '../../src/subjects/deliveries/judge/delivery-facts.ts';
import type { SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import { returnText } from '../../src/subjects/signing/returns.ts';
import type { ComposeInput, Need } from '../_deliverable.ts';
import { table } from '../cells/figures.ts';
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
        table(
          '作废的文档',
          [
            { key: 'number', label: '文档编号', type: 'text', weight: 1.6 },
            { key: 'title', label: '文档名称', type: 'text', weight: 1.4 },
            { key: 'at', label: '作废时间', type: 'text', weight: 1.1 },
            { key: 'by', label: '作废人', type: 'text' },
            { key: 'reason', label: '原因', type: 'text', weight: 2 },
            ...(own.some(({ agreedBy }) => agreedBy !== undefined)
              ? [{ key: 'agreed', label: '⟦采购人⟧同意', type: 'text' as const }]
              : []),
            { key: 'next', label: '代替的文档', type: 'text', weight: 1.6 },
          ],
          own.map((one) => ({
            tone: 'attention' as const,
            cells: {
              number: byRevision.get(keyOf(one))?.number ?? keyOf(one),
              title: byRevision.get(keyOf(one))?.title ?? '',
              at: formatDateTime(one.at),
              by: one.person,
              reason: returnText(one),
              agreed: one.agreedBy ?? '',
              next: byRevision.get(keyOf({ ...one, revision: one.revision + 1 }))?.number ?? '尚未签发',
            },
          })),
          '没有作废的文档。',
        ),
      ],
    },
  ];
}
