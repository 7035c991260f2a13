/** What waits for the purchaser at the moment of a document, whenever it fell due or was handed over. */

import { allObligations } from '../../src/contract/bundle/bundle.ts';
import { type AnswerBy, answersOf } from '../../src/contract/calendar/answer-by.ts';
import type { IssuedSummary } from '../../src/contract/calendar/occurrence.ts';
import { revisionText } from '../../src/contract/calendar/period-text.ts';
import { compareInstants, dateOf, formatDateTime, type InstantText } from '../../src/contract/time.ts';
import { settledTable, type TableDefinition } from '../../src/page/table.ts';
import { momentCell } from '../../src/page/value-cell.ts';
import type { Block } from '../../src/report/block.ts';
import { answerText } from '../../src/subjects/deliveries/judge/answer-words.ts';
import { periodKey, waiversByHand } from '../../src/subjects/deliveries/judge/claimed-waivers.ts';
import { deliveryFacts } from '../../src/subjects/deliveries/judge/delivery-facts.ts';
import { receiptsAsCounted } from '../../src/subjects/deliveries/judge/online.ts';
import { awaitsSince, daysWaiting } from '../../src/subjects/deliveries/judge/receipt.ts';
import type { SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import type { WaiverRecord } from '../../src/subjects/signing/kinds/waiver.ts';
import { namesText } from '../../src/wording/words.ts';
import { documentLink } from '../cells/document-link.ts';
import type { PeriodView } from '../period/period.ts';
import { shortPeriod } from './lists.ts';

interface Waiting {
  current: IssuedSummary;
  since: InstantText;
  /** By when the contract asks for the answer; null: by no time. */
  answer: AnswerBy | null;
}

/**
 * Documents whose newest revision was handed over and neither received nor sent back, those that wait longest first. Needs all
 * manifests, and of `signoff` at least the window `waiting`.
 */
export function waitingDocuments({ input }: PeriodView): Waiting[] {
  const signoffs = (input.records.signoff ?? []) as SignoffRecord[];
  const factsOf = deliveryFacts(
    receiptsAsCounted(input.contract, input.issued, signoffs),
    input.asOf,
    answersOf(input.contract, input),
  );
  return [...Map.groupBy(input.issued, periodKey).values()]
    .flatMap((revisions) => {
      const current = revisions.reduce((best, one) => (one.revision > best.revision ? one : best));
      const facts = factsOf(current.obligation, current.period, current.revision);
      const since = awaitsSince(facts);
      return since === null ? [] : [{ current, since, answer: facts.answer }];
    })
    .toSorted((a, b) => compareInstants(a.since, b.since));
}

/** 豁免 that only the supplier tells of, and which nobody of the purchaser has granted since, by what it is about. Needs `waiver`. */
export function claimedWaivers({ input }: PeriodView): { waiver: WaiverRecord; name: string }[] {
  const names = new Map(allObligations(input.contract).map(({ id, name }) => [id, name]));
  const all = (input.records.waiver ?? []) as WaiverRecord[];
  return [...waiversByHand(all).claimed.values()].map((waiver) => ({
    waiver,
    name: `${names.get(waiver.obligation) ?? waiver.obligation} ${waiver.period}`,
  }));
}

/** The whole list on screen and in the workbook; on paper the numbers of the first. Nothing where nothing waits. Needs what `waitingDocuments` needs. */
export function waitingBlocks(view: PeriodView): Block[] {
  const waiting = waitingDocuments(view);
  if (waiting.length === 0) return [];
  const { asOf, contract, occurrences } = view.input;
  const names = new Map(allObligations(contract).map(({ id, name }) => [id, name]));
  const numbers = waiting.map(({ current }) => current.number);
  const nameOf = ({ obligation, period }: IssuedSummary): string => {
    const own = occurrences.find((one) => one.obligation === obligation && one.period === period);
    return `${names.get(obligation) ?? obligation} ${own === undefined ? period : shortPeriod(own)}`;
  };
  const waits: TableDefinition<Waiting> = {
    title: `已送达、待⟦采购人⟧签收的文档（截至 ${formatDateTime(asOf)}，以当时最新一版计）`,
    columns: {
      name: { label: '文档与期次', weight: 2.4, value: ({ current }) => nameOf(current) },
      number: { label: '文档编号', weight: 1.8, value: ({ current }) => documentLink(occurrences, current) },
      revision: { label: '版次', value: ({ current }) => revisionText(current.revision) },
      since: { label: '送达时间', type: 'datetime', value: ({ since }) => momentCell(since) },
      days: { label: '已等待（天）', type: 'number', value: ({ since }) => daysWaiting(since, dateOf(asOf)) },
      ...(contract.contract.answers === undefined
        ? {}
        : { answer: { label: '答复期限', weight: 2, value: ({ answer }: Waiting) => answer && answerText(answer) } }),
    },
    empty: '没有待签收的文档。',
  };
  return [
    settledTable(waits, waiting, 'paper', ['screen', 'workbook']),
    {
      ...{ type: 'note', tone: 'muted', on: ['paper'] },
      text: `待⟦采购人⟧签收（截至 ${formatDateTime(asOf)}，按当时最新一版）：${namesText(numbers, '份')}。`,
    },
  ];
}
