/** 应做应有的事项 so far: the one list that site and terminal read, counted for 首页 and `status`, whole on a page of its own. Pure. */

import { heldDuring } from '../../contract/bundle/held-on.ts';
import { dayOfRecordId } from '../../contract/record-id.ts';
import { keepsBackups, requirementsOf } from '../../contract/terms/requirements.ts';
import { figureIds } from '../../page/figure-ids.ts';
import { isOfService } from '../../records/of-service.ts';
import type { AnyRecord, RecordKind } from '../../records/record.ts';
import { figureOf } from '../../report/figure.ts';
import type { SiteBoard } from '../../report/site-model.ts';
import { keptThing, type OwedKind, type OwedThing, owedCounts, owedKinds } from '../../subjects/holdings/judge/owed.ts';
import { keptSets } from '../../subjects/recovery/judge/backup-kept.ts';
import backupKind from '../../subjects/recovery/kinds/backup.ts';
import deletionKind from '../../subjects/recovery/kinds/backup-deletion.ts';
import listKind from '../../subjects/recovery/kinds/backup-list.ts';
import { recordsOf, type SiteFacts } from '../parts/facts.ts';
import { serviceTo } from '../parts/figures.ts';
import { assetNames } from '../parts/links.ts';
import type { SiteNeed } from '../parts/needs.ts';

/** Of the whole service, and only where the contract asks for what they tell of. */
export const owedNeeds: readonly SiteNeed[] = [backupKind, deletionKind, listKind].map(
  ({ id }): SiteNeed => ({ kind: id, window: 'all', when: keepsBackups }),
);

export type OwedFacts = Pick<SiteFacts, 'now' | 'today' | 'until' | 'contract' | 'records'>;

const DECIDED: readonly OwedThing['state'][] = ['met', 'missed', 'unseen'];

/** Everything that is decided by the site's moment, and what has to be held still; oldest first. */
export function thingsOf(facts: OwedFacts): OwedThing[] {
  return keptThings(facts)
    .filter(({ state, day }) => !DECIDED.includes(state) || day <= facts.until)
    .toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

/** Of this service, as the documents of it count them. */
const ofService = <T extends AnyRecord>(facts: OwedFacts, kind: RecordKind<T>): T[] =>
  recordsOf(facts, kind).filter(({ id }) =>
    isOfService(kind.id, dayOfRecordId(id), facts.contract.contract.servicePeriod),
  );

/** The contract by the days on which each of its numbers held. */
const contractOf = ({ contract, today }: OwedFacts): SiteFacts['contract'] =>
  heldDuring(contract, { from: contract.contract.servicePeriod.from, to: today });

function keptThings(facts: OwedFacts): OwedThing[] {
  if (!keepsBackups(facts.contract.contract)) return [];
  const known = {
    made: ofService(facts, backupKind),
    deletions: ofService(facts, deletionKind),
    lists: ofService(facts, listKind),
  };
  const { backups } = requirementsOf(contractOf(facts).contract);
  return keptSets(backups, known, facts.now).map((one) => keptThing(one, (asset) => assetNames(facts, [asset])));
}

/** Id of the section that lists them. */
export const OWED = 'owed';
/** Its parts: what was missed one by one, and of what nothing is known. */
export const MISSED_THINGS = 'missed';
export const UNSEEN_THINGS = 'unseen';

/** What of each kind was missed, or is known by nothing; kinds of which neither is so are left out. */
export function owedFigures(facts: OwedFacts): SiteBoard['owed'] {
  const byKind = Map.groupBy(thingsOf(facts), ({ kind }) => kind);
  return (Object.keys(owedKinds) as OwedKind[]).flatMap((kind) => {
    const { missed, unseen } = owedCounts(byKind.get(kind) ?? []);
    const { counter, ...words } = owedKinds[kind];
    if (missed + unseen === 0) return [];
    const figure = figureOf(figureIds.owedOfKind(kind, 'missed'), missed, serviceTo(facts), counter);
    return [
      {
        missed:
          missed === 0
            ? null
            : { text: `${words.missed} ${missed} ${counter}`, figure, href: `/${OWED}#${MISSED_THINGS}` },
        unseen:
          unseen === 0 ? null : { text: `${words.unseen} ${unseen} ${counter}`, href: `/${OWED}#${UNSEEN_THINGS}` },
      },
    ];
  });
}
