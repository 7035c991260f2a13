/** What issued documents have as open of a 口径 that was settled later: letters, documents about faults and statements of the clauses. Pure. */

import { clauseMarks } from '../../contract/terms/clause-marks.ts';
import { expandClauses } from '../../contract/terms/clauses.ts';
import type { Interpretation } from '../../contract/terms/interpretations.ts';
import { dateOf } from '../../contract/time.ts';
import type { Block, SiteDocument } from '../../report/site-model.ts';
import { clauseStates } from '../../states/clause.ts';
import { clockStates } from '../../states/clock.ts';
import { interpretationStates } from '../../states/interpretation.ts';
import type { IncidentAssessment } from '../../subjects/incidents/judge/clocks.ts';
import { isSettled, settledAfter } from '../../subjects/incidents/judge/interpretation.ts';
import { letterIds } from '../../subjects/interpretations/judge/paper.ts';
import { settledAs } from '../../wording/interpretation-words.ts';
import { saidOf } from '../clauses/service.ts';
import type { SiteFacts } from '../parts/facts.ts';
import { documentHref } from '../parts/links.ts';
import { interpretationHref, judgedLabels, judgedSince } from '../parts/settled.ts';

interface Item {
  text: string;
  href: string;
}

/** An issued document by its number, its name and the day, with what it left open. */
export const issuedLink = (
  { number, name, issuedAt }: Pick<SiteDocument, 'number' | 'name' | 'issuedAt'>,
  open = '',
): Item => {
  const told = [...(issuedAt === null ? [] : [`${dateOf(issuedAt)} 签发`]), ...(open === '' ? [] : [open])];
  return { text: `${number} ${name}${told.length === 0 ? '' : `（${told.join('，')}）`}`, href: documentHref(number) };
};

/**
 * Every document that left it open: lists of 口径, documents about faults (those that the page of the fault names) and statements of its
 * clauses.
 * @param faults as they are judged now
 */
export function leftOpenBy(
  facts: SiteFacts,
  one: Interpretation,
  faults: readonly Pick<IncidentAssessment, 'id' | 'clocks'>[],
): Item[] {
  if (!isSettled(one)) return [];
  const letters = facts.leftOpen.filter(({ interpretations }) => interpretations.includes(one.id));
  const ofFaults = faults.flatMap((fault) => {
    const since = judgedSince(facts, fault.id, judgedLabels(fault));
    return since?.by.includes(one) === true ? since.documents : [];
  });
  return [
    ...letters.map(({ document }) => issuedLink(document, `列为${interpretationStates.pending}`)),
    ...ofFaults.map(({ document, labels }) => issuedLink(document, `${labels.join('、')}${clockStates.undecided}`)),
    ...statements(facts, one),
  ];
}

/** The statements that found no answer for clauses of it, and were issued before it was settled: the pages of those clauses say so too. */
function statements({ clauses: { verdicts }, contract: { contract } }: SiteFacts, one: Interpretation): Item[] {
  const own = expandClauses(one.clauses, contract).map(({ id }) => id);
  return (verdicts?.periods ?? []).flatMap((period) => {
    const { statement } = period;
    if (typeof statement === 'string' || settledAfter([one], statement.issuedAt).length === 0) return [];
    const open = own.filter((clause) => saidOf(period, clause)?.code === 'undecided');
    if (open.length === 0) return [];
    const text = `${statement.source.text}（${dateOf(statement.issuedAt)} 签发，条款 ${clauseMarks(open)} ${clauseStates.undecided}）`;
    return [{ text, href: statement.source.href }];
  });
}

/** The newest letter that lists the 口径; undefined: none was issued. */
export function newestLetter({ contract, documents }: Pick<SiteFacts, 'contract' | 'documents'>) {
  const ids = letterIds(contract);
  return documents
    .filter((one) => one.status === 'issued' && ids.has(one.obligation))
    .toSorted((a, b) => Date.parse(a.issuedAt ?? '') - Date.parse(b.issuedAt ?? ''))
    .at(-1);
}

/** Which 口径 were settled that the newest letter has as open, each leading to what settled it; empty where there is none. */
export function settledSinceLetter(facts: Pick<SiteFacts, 'contract' | 'documents' | 'leftOpen'>): Block[] {
  const newest = newestLetter(facts);
  if (newest === undefined) return [];
  const open = facts.leftOpen.find(({ document }) => document.number === newest.number)?.interpretations ?? [];
  const since = facts.contract.interpretations.filter((one) => isSettled(one) && open.includes(one.id));
  if (since.length === 0) return [];
  return [
    {
      type: 'note',
      text: `${newest.number}（${newest.name}，最近一版）签发时，下列 ${since.length} 项列为${interpretationStates.pending}，其后已经确认，以确认的为准；函本身不作改动。`,
      tone: 'attention',
    },
    {
      type: 'links',
      items: since.map((one) => ({ text: `${one.question}：${settledAs(one)}`, href: interpretationHref(one.id) })),
    },
  ];
}
