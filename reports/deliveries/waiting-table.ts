/** What waits for the signature of the purchaser at the moment of a report, one row each: page one names their number and the first. */

import { allObligations } from '../../src/contract/bundle/bundle.ts';
import { revisionText } from '../../src/contract/calendar/period-text.ts';
import { dateOf, formatDateTime } from '../../src/contract/time.ts';
import { momentCell } from '../../src/page/value-cell.ts';
import type { Block } from '../../src/report/block.ts';
import { daysWaiting } from '../../src/subjects/deliveries/judge/receipt.ts';
import { namesText } from '../../src/wording/words.ts';
import { documentLink } from '../cells/document-link.ts';
import { table } from '../cells/figures.ts';
import type { PeriodView } from '../period/period.ts';
import { shortPeriod } from './lists.ts';
import { waitingDocuments } from './waiting.ts';

/** The whole list on screen and in the workbook; on paper the numbers of the first. Nothing where nothing waits. Needs what `waitingDocuments` needs. */
export function waitingBlocks(view: PeriodView): Block[] {
  const waiting = waitingDocuments(view);
  if (waiting.length === 0) return [];
  const { asOf, contract, occurrences } = view.input;
  const names = new Map(allObligations(contract).map(({ id, name }) => [id, name]));
  const numbers = waiting.map(({ current }) => current.number);
  const title = `已送达、待⟦采购人⟧签收的文档（截至 ${formatDateTime(asOf)}，以当时最新一版计）`;
  const list = table(
    title,
    [
      { key: 'name', label: '文档与期次', type: 'text', weight: 2.4 },
      { key: 'number', label: '文档编号', type: 'text', weight: 1.8 },
      { key: 'revision', label: '版次', type: 'text' },
      { key: 'since', label: '送达时间', type: 'datetime' },
      { key: 'days', label: '已等待（天）', type: 'number' },
    ],
    waiting.map(({ current, since }) => {
      const own = occurrences.find((one) => one.obligation === current.obligation && one.period === current.period);
      return {
        cells: {
          name: `${names.get(current.obligation) ?? current.obligation} ${own === undefined ? current.period : shortPeriod(own)}`,
          number: documentLink(occurrences, current),
          revision: revisionText(current.revision),
          since: momentCell(since),
          days: daysWaiting(since, dateOf(asOf)),
        },
      };
    }),
    '没有待签收的文档。',
  );
  return [
    { ...list, on: ['screen', 'workbook'] },
    {
      ...{ type: 'note', tone: 'muted', on: ['paper'] },
      text: `待⟦采购人⟧签收（截至 ${formatDateTime(asOf)}，按当时最新一版）：${namesText(numbers, '份')}。`,
    },
  ];
}
