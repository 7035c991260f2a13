/** 登记数据中的未结事项: what the records know to be open when the service is handed over, beside what people wrote. */

import { openQuestions } from '../../src/assess/contract/to-decide.ts';
import { clauseMarks } from '../../src/contract/terms/clause-marks.ts';
import { formatDateTime } from '../../src/contract/time.ts';
import { settledTable } from '../../src/page/table.ts';
import type { Block, Section, TableBlock } from '../../src/report/block.ts';
import { interpretationStates } from '../../src/states/interpretation.ts';
import { waitingTable } from '../../src/subjects/findings/finding-tables.ts';
import { isWaiting } from '../../src/subjects/findings/judge/findings.ts';
import { toldFindings } from '../../src/subjects/findings/told-finding.ts';
import { isToDo } from '../../src/subjects/measures/judge/measures.ts';
import { isAhead, runsOutText } from '../../src/subjects/renewals/judge/renewals.ts';
import type { ComposeInput, Need } from '../_deliverable.ts';
import { table } from '../cells/figures.ts';
import { claimedWaivers, waitingDocuments } from '../deliveries/waiting.ts';
import { type PeriodView, periodView } from '../period/period.ts';
import { type PeriodFacts, periodFacts } from '../periodic/facts.ts';
import { KEPT_DAYS, measureTable, openTable } from '../periodic/open.ts';
import { findingNaming } from '../vulnerability/view.ts';

/** What is looked through; `occurrences` are not: what is not issued yet stands in the register of deliveries. */
export const unfinishedNeeds: readonly Need[] = [
  ...['incident', 'drill', 'change', 'device-repair', 'renewal', 'scan', 'finding-decision', 'waiver'].map(
    (kind): Need => ({ kind, window: 'service-to-date' }),
  ),
  { kind: 'note', window: { days: KEPT_DAYS } },
  { kind: 'signoff', window: 'waiting' },
  { kind: 'manifest', window: 'service-to-date' },
];

/** The same lists as the 月报 has, of the whole service, and what lies with the purchaser. */
export function unfinishedSection(input: ComposeInput): Section {
  const view = periodView(input);
  const facts = periodFacts(view, []);
  return {
    id: 'unfinished',
    title: '登记数据中的未结事项',
    blocks: [
      {
        type: 'note',
        text: `以下由系统按截至 ${formatDateTime(input.asOf)} 的登记数据列出，与各期报告同一口径；正文由人员填写，与此不一致的，移交时逐项核对。`,
      },
      openTable(facts),
      findingTable(facts),
      measureTable(view, isToDo),
      aheadTable(facts),
      withPurchaser(view),
    ],
  };
}

const findingTable = ({ view, vulnerabilities: { findings, chains } }: PeriodFacts): TableBlock =>
  settledTable(waitingTable(findingNaming(view)), toldFindings(findings.filter(isWaiting), chains), 'paper');

/** What runs out after the hand-over, and nobody of the old service sees to it. */
function aheadTable({ renewals }: PeriodFacts): TableBlock {
  return table(
    '即将到期的事项',
    [
      { key: 'item', label: '到期事项', type: 'text', weight: 2 },
      { key: 'record', label: '记录编号', type: 'text', weight: 1.3 },
      { key: 'owner', label: '负责人', type: 'text' },
      { key: 'expires', label: '到期', type: 'text', weight: 2 },
    ],
    renewals.filter(isAhead).map((one) => ({
      cells: {
        item: one.renewal.item,
        record: one.renewal.id,
        owner: one.renewal.owner,
        expires: runsOutText(one),
      },
    })),
    '登记的到期事项，没有尚未进入提醒期而即将到期的。',
  );
}

/** What only the purchaser can end. */
function withPurchaser(view: PeriodView): Block {
  const documents = waitingDocuments(view).length;
  return {
    type: 'list',
    items: [
      ...openQuestions(view.input.contract.interpretations).map((one) => ({
        text: `口径${interpretationStates.pending}：${one.question}（条款 ${clauseMarks(one.clauses)}）`,
      })),
      ...claimedWaivers(view).map(({ waiver, name }) => ({ text: `豁免待确认：${name}（${waiver.id}）` })),
      ...(documents === 0 ? [] : [{ text: `已送达、⟦采购人⟧尚未签收的文档 ${documents} 份，见交付登记簿` }]),
    ],
    empty: '没有等待⟦采购人⟧确认的口径、豁免，也没有送达后未签收的文档。',
  };
}
