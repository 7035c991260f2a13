/** What interrupted one thing that is observed, as a table. */
import type { Outage } from '../../assess/service/availability.ts';
import type { SiteTable } from '../../report/site-model.ts';
import { formatDuration } from '../../wording/durations.ts';
import { orMissing, timeText } from '../../wording/words.ts';

/** @param outages in the order in which they are shown @param span days, both included, that were looked at */
export const outageTable = (outages: readonly Outage[], { from, to }: { from: string; to: string }): SiteTable => ({
  type: 'table',
  caption: '中断',
  columns: [
    { key: 'from', label: '起', title: true },
    { key: 'to', label: '止' },
    { key: 'length', label: '时长', align: 'right' },
    { key: 'reason', label: '原因', wide: true },
  ],
  rows: outages.map((one) => ({
    cells: {
      from: timeText(one.from),
      to: timeText(one.to),
      length: { text: formatDuration(one.seconds), sort: one.seconds },
      reason: orMissing(one.reason),
    },
  })),
  empty: `${from} 至 ${to}，观测到的时间内没有中断。`,
});
