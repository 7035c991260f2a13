/** What issued documents say of limits, and what they leave open because a 口径 was not settled when they were made, as they state it. */

import type { ArchivedDocument } from '../../archive/store.ts';
import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import { dayOfRecordId } from '../../contract/record-id.ts';
import type { StatedClock } from '../../report/statement.ts';
import type { LeftOpen } from '../../sections/parts/facts.ts';
import { decidesClocks, isSettled } from '../../subjects/incidents/judge/interpretation.ts';
import incidentKind from '../../subjects/incidents/kinds/incident.ts';
import { letterIds } from '../../subjects/interpretations/judge/paper.ts';
import { issuedStatement } from './issued-statement.ts';

/**
 * Of the documents about faults of the year that the site shows, and of those that list the 口径 themselves, where any is settled.
 * @param archived all issued documents @param yearFrom first day of faults with a page
 */
export async function leftOpen(
  { root, contract }: { root: string; contract: ContractBundle },
  archived: readonly ArchivedDocument[],
  yearFrom: string,
): Promise<LeftOpen[]> {
  const settled = contract.interpretations.filter(isSettled);
  const newest = new Map(archived.map(({ manifest }) => [keyOf(manifest), manifest.revision]));
  for (const { manifest } of archived)
    newest.set(keyOf(manifest), Math.max(manifest.revision, newest.get(keyOf(manifest)) ?? 0));
  const letters = settled.length === 0 ? new Set<string>() : letterIds(contract);
  const clocks = settled.some(decidesClocks);
  const found: LeftOpen[] = [];
  for (const document of archived) {
    const { obligation, period, number, title, times } = document.manifest;
    if (!(letters.has(obligation) || isOfFault(period, yearFrom))) continue;
    const statement = await issuedStatement(root, document, contract.contract);
    const limits = statement?.clocks ?? [];
    const isNewest = newest.get(keyOf(document.manifest)) === document.manifest.revision;
    const said: Omit<LeftOpen, 'document'> = {
      clocks: clocks ? openClocks(limits) : [],
      interpretations: letters.has(obligation) ? (statement?.openInterpretations ?? []) : [],
      judged: isNewest ? judgedClocks(limits) : [],
    };
    if (Object.values(said).some((list) => list.length > 0))
      found.push({ document: { number, name: title, period, issuedAt: times.issued }, ...said });
  }
  return found;
}

const keyOf = ({ obligation, period }: { obligation: string; period: string }): string => `${obligation} ${period}`;

/** Parts of a record's id; behind them a document's period says which of several it is: `GZ-20260320-001-z`. */
const ID_PARTS = 3;

export const isOfFault = (period: string, yearFrom: string): boolean =>
  period.startsWith(`${incidentKind.prefix}-`) &&
  dayOfRecordId(period.split('-').slice(0, ID_PARTS).join('-')) >= yearFrom;

/** Names of the limits that it calls 口径未定, each once. */
const openClocks = (limits: readonly StatedClock[]): string[] => [
  ...new Set(limits.flatMap(({ label, state }) => (state === 'undecided' ? [label] : []))),
];

/** The limits that it says were kept or missed; of one that it tells twice, the first. */
export function judgedClocks(limits: readonly StatedClock[]): LeftOpen['judged'] {
  const found = new Map<string, LeftOpen['judged'][number]>();
  for (const { label, state, text } of limits)
    if ((state === 'met' || state === 'missed') && !found.has(label)) found.set(label, { label, state, text });
  return [...found.values()];
}
