/** What the purchaser sent back as a table: when, who, why, and the revision that answered it. Pure. */
import type { Cell, SiteDocument, SiteReturn, TableBlock } from '../../report/site-model.ts';
import { receipts } from '../../states/receipt.ts';
import { fullTime, splitPeriod } from './deliverables.ts';
import { kindHref } from './paths.ts';

/** Answered returns that are listed; older ones are in the 交付登记簿 of their month. */
const MOST_ANSWERED = 100;

export interface ReturnLists {
  open: TableBlock;
  answered: TableBlock;
  /** Answered ones that are not listed. */
  more: number;
}

/** @param purchaser what the contract calls who sent them back */
export function returnLists(
  returns: readonly SiteReturn[],
  documents: readonly SiteDocument[],
  purchaser: string,
): ReturnLists {
  const known: Known = {
    byNumber: new Map(documents.map((one) => [one.number, one])),
    newest: new Map(documents.flatMap((one) => (one.receipt === undefined ? [] : [[keyOf(one), one] as const]))),
  };
  const answered = returns.filter(({ answer }) => answer !== null);
  return {
    open: tableOf(
      returns.filter(({ answer }) => answer === null),
      known,
      '退回而未修订',
      `眼下没有退回而未改正的交付物。${purchaser}退回的文档会连同原因列在这里，直到签发修订版。`,
    ),
    answered: tableOf(
      answered.slice(0, MOST_ANSWERED),
      known,
      '退回后已修订',
      '还没有退回后修订的交付物。修订版签发后，退回的原因和修订的版次列在这里。',
    ),
    more: Math.max(0, answered.length - MOST_ANSWERED),
  };
}

interface Known {
  byNumber: ReadonlyMap<string, SiteDocument>;
  /** Of each document the revision of which it is known how it stands with the purchaser. */
  newest: ReadonlyMap<string, SiteDocument>;
}

const keyOf = ({ obligation, period }: SiteDocument): string => `${obligation} ${period}`;

function tableOf(
  returns: readonly SiteReturn[],
  { byNumber, newest }: Known,
  caption: string,
  empty: string,
): TableBlock {
  return {
    type: 'table',
    title: caption,
    columns: [
      { key: 'name', label: '交付物', title: true },
      { key: 'period', label: '统计区间' },
      { key: 'revision', label: '退回的版次' },
      { key: 'at', label: '退回时间', short: true },
      { key: 'person', label: '退回人', short: true },
      { key: 'reason', label: '退回原因', wide: true },
      { key: 'answer', label: '修订', state: true },
      { key: 'since', label: '后来' },
    ],
    rows: returns.flatMap((one) => {
      const document = byNumber.get(one.document);
      return document === undefined
        ? []
        : [rowOf(one, document, byNumber.get(one.answer ?? ''), newest.get(keyOf(document)))];
    }),
    empty,
  };
}

function rowOf(
  one: SiteReturn,
  document: SiteDocument,
  answer: SiteDocument | undefined,
  newest: SiteDocument | undefined,
): TableBlock['rows'][number] {
  const { name: period, days } = splitPeriod(document.periodText);
  return {
    id: one.record,
    ...(answer === undefined ? { tone: 'abnormal' } : {}),
    cells: {
      name: { text: document.name, href: kindHref(document.obligation), sub: document.number },
      period: { text: period, sort: document.period, ...(days === undefined ? {} : { sub: days }) },
      revision: { text: document.revisionText, href: document.files.html },
      at: { text: one.at, sub: one.record },
      person: one.via === '' ? one.person : { text: one.person, sub: one.via },
      reason: one.reason,
      answer:
        answer === undefined
          ? { text: '尚未修订', tone: 'abnormal', mark: '▲' }
          : {
              text: answer.revisionText,
              href: answer.files.html,
              tone: 'normal',
              mark: '●',
              sub: `${fullTime(answer.issuedAt)} 签发`,
            },
      since: answer === undefined ? '—' : sinceCell(newest, answer),
    },
  };
}

/** How the document stands with the purchaser since, as every list of documents says it: of the revision that stands, named where it is a later one. */
function sinceCell(newest: SiteDocument | undefined, answer: SiteDocument): Cell {
  if (newest?.receipt === undefined) return '—';
  const { state, text, on, days, note } = newest.receipt;
  const { tone, mark } = receipts[state];
  const sub = [on, note, days === null ? undefined : `已等 ${days} 天`].filter(
    (one) => one !== undefined && one !== null,
  );
  return {
    text: newest.number === answer.number ? text : `${newest.revisionText}${text}`,
    tone,
    mark,
    ...(sub.length === 0 ? {} : { sub: sub.join('，') }),
  };
}
