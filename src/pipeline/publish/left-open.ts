/** What issued documents leave open because a 口径 was not settled when they were made, in their own words. */
import type { ArchivedDocument } from '../../archive/store.ts';
import { clockStates } from '../../assess/incidents/clock.ts';
import { decidesClocks, isSettled } from '../../assess/incidents/interpretation.ts';
import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import { dayOfRecordId } from '../../contract/record-id.ts';
import incidentKind from '../../records/kinds/incident.ts';
import type { Section } from '../../report/document.ts';
import type { SiteDocument } from '../../report/site-model.ts';
import type { LeftOpen } from '../../sections/parts/facts.ts';
import { letterIds } from '../../sections/parts/settled.ts';
import { PENDING } from '../../wording/interpretations.ts';
import { issuedSections } from '../status/issued-sections.ts';

/**
 * Of the documents about faults of the year that the site shows, and of those that list the 口径 themselves. Nothing is read where
 * nothing is settled: then no document says otherwise than the site.
 * @param archived all issued documents @param shown the same as the site shows them @param yearFrom first day of faults with a page
 */
export async function leftOpen(
  { root, contract }: { root: string; contract: ContractBundle },
  archived: readonly ArchivedDocument[],
  shown: readonly SiteDocument[],
  yearFrom: string,
): Promise<LeftOpen[]> {
  const settled = contract.interpretations.filter(isSettled);
  if (settled.length === 0) return [];
  const byNumber = new Map(shown.map((one) => [one.number, one]));
  const letters = letterIds(contract);
  const clocks = settled.some(decidesClocks);
  const found: LeftOpen[] = [];
  for (const document of archived) {
    const own = byNumber.get(document.manifest.number);
    const { obligation, period } = document.manifest;
    if (own === undefined || !(letters.has(obligation) || (clocks && isOfFault(period, yearFrom)))) continue;
    const sections = await issuedSections(root, document);
    const open = { clocks: openClocks(sections ?? []), interpretations: openInterpretations(sections ?? []) };
    if (open.clocks.length + open.interpretations.length > 0) found.push({ document: own, ...open });
  }
  return found;
}

/** Parts of a record's id; behind them a document's period says which of several it is: `GZ-20260320-001-z`. */
const ID_PARTS = 3;

export const isOfFault = (period: string, yearFrom: string): boolean =>
  period.startsWith(`${incidentKind.prefix}-`) &&
  dayOfRecordId(period.split('-').slice(0, ID_PARTS).join('-')) >= yearFrom;

/** Names of the limits that its table of limits calls 口径未定, without what stands in brackets behind a name. */
export function openClocks(sections: readonly Section[]): string[] {
  const rows = sections.flatMap(({ blocks }) => blocks.flatMap((block) => (block.type === 'table' ? block.rows : [])));
  return [
    ...new Set(
      rows.flatMap(({ cells: { item, state } }) =>
        typeof item === 'string' && typeof state === 'object' && state?.text === clockStates.undecided
          ? [item.replace(/（.*）$/, '')]
          : [],
      ),
    ),
  ];
}

const SECTION = 'interpretation-';

/** Ids of the 口径 that it lists as 待确认. */
export const openInterpretations = (sections: readonly Section[]): string[] =>
  sections.flatMap(({ id, blocks }) =>
    id.startsWith(SECTION) &&
    blocks.some(
      (block) =>
        block.type === 'facts' && block.items.some(({ label, value }) => label === '状态' && value === PENDING),
    )
      ? [id.slice(SECTION.length)]
      : [],
  );
