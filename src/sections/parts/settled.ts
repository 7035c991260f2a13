/** 口径 wherever the site speaks of them: how many are settled, and what documents left open that is judged now. Pure. */

import { expandClauses } from '../../contract/terms/clauses.ts';
import type { Interpretation } from '../../contract/terms/interpretations.ts';
import { dateOf } from '../../contract/time.ts';
import { figureIds } from '../../page/figure-ids.ts';
import { figureOf } from '../../report/figure.ts';
import type { Block } from '../../report/site-model.ts';
import type { IncidentAssessment } from '../../subjects/incidents/judge/clocks.ts';
import { decidesClocks, isSettled } from '../../subjects/incidents/judge/interpretation.ts';
import { countsText } from '../../subjects/interpretations/tables.ts';
import { settledAs } from '../../wording/interpretation-words.ts';
import type { LeftOpen, SiteFacts } from './facts.ts';
import { everTo } from './figures.ts';
import { documentHref, isAbout } from './links.ts';

const INTERPRETATIONS_HREF = '/interpretations';
/** Anchor of the table of all. */
export const LIST_ANCHOR = 'list';
export const interpretationAnchor = (id: string): string => `i-${id}`;
/** Where a mark leads that says 口径未定: to all of them, since several may leave the same thing open. */
export const openHref = (isOpen: boolean): { href?: string } =>
  isOpen ? { href: `${INTERPRETATIONS_HREF}#${LIST_ANCHOR}` } : {};
export const interpretationHref = (id: string): string => `${INTERPRETATIONS_HREF}#${interpretationAnchor(id)}`;

type Agreed = Pick<SiteFacts, 'contract' | 'now'>;

/** `口径 13 项：已确认 1 项，待确认 12 项`; none where the contract has no ambiguous clause, which has no page then. */
export function agreedLinks(facts: Agreed): { text: string; href: string; figure: ReturnType<typeof figureOf> }[] {
  const all = facts.contract.interpretations;
  if (all.length === 0) return [];
  return [
    {
      text: `口径 ${all.length} 项：${countsText(all)}`,
      href: `${INTERPRETATIONS_HREF}#${LIST_ANCHOR}`,
      figure: figureOf(figureIds.interpretations, all.length, everTo(facts)),
    },
  ];
}

/** Those that name a clause. */
export const interpretationsOf = ({ contract: { contract, interpretations } }: Agreed, clause: string) =>
  interpretations.filter(({ clauses }) => expandClauses(clauses, contract).some(({ id }) => id === clause));

/** A document of a fault, with the limits that it leaves open and that are judged now. */
interface Since {
  document: LeftOpen['document'];
  labels: string[];
}

/**
 * What documents of a fault left open because of a 口径 that is settled now: so the same limit reads 口径未定 there and is judged here.
 * @param judged labels of the limits that are judged now
 * @returns null where no document says otherwise, or no such 口径 is settled
 */
export function judgedSince(
  { contract: { interpretations }, leftOpen }: Pick<SiteFacts, 'contract' | 'leftOpen'>,
  incident: string,
  judged: readonly string[],
): { by: Interpretation[]; documents: Since[] } | null {
  const by = interpretations.filter((one) => decidesClocks(one) && isSettled(one));
  const documents = leftOpen
    .filter(({ document }) => isAbout(document.period, incident))
    .map(({ document, clocks }) => ({ document, labels: clocks.filter((label) => judged.includes(label)) }))
    .filter(({ labels }) => labels.length > 0);
  return by.length === 0 || documents.length === 0 ? null : { by, documents };
}

/** Names of the limits that are judged now. */
export const judgedLabels = ({ clocks }: Pick<IncidentAssessment, 'clocks'>): string[] =>
  clocks.filter(({ state }) => state !== 'undecided').map(({ label }) => label);

type JudgedSince = NonNullable<ReturnType<typeof judgedSince>>;

/** `按 2026-09-02 双方确认的口径“…”判定`. */
const byText = ({ by }: JudgedSince): string => `按 ${by.map(settledAs).join('、')}判定`;

/** For one limit in a line: `按 …判定；HQSF-… 签发时写为口径未定`. */
export const sinceText = (since: JudgedSince): string =>
  `${byText(since)}；${since.documents.map(({ document }) => document.number).join('、')} 签发时写为口径未定`;

/** For the page of the fault: what is judged, by what, and each document that left it open. */
export function sinceBlocks(since: JudgedSince): Block[] {
  const labels = [...new Set(since.documents.flatMap((one) => one.labels))];
  return [
    {
      type: 'note',
      text: `${labels.join('、')}${byText(since)}。下列文档签发时这项口径还没有登记为已确认，写为口径未定；已签发的文档不作改动。`,
      tone: 'attention',
    },
    {
      type: 'links',
      items: [
        ...since.by.map((one) => ({ text: `口径：${one.question}`, href: interpretationHref(one.id) })),
        ...since.documents.map(({ document: { number, name, issuedAt }, labels: own }) => ({
          text: `${number} ${name}（${issuedAt === null ? '' : `${dateOf(issuedAt)} 签发，`}${own.join('、')}口径未定）`,
          href: documentHref(number),
        })),
      ],
    },
  ];
}
