/** 应做应有的事项 so far: the one list that site and terminal read, counted for 首页 and `status`, whole on a page of its own. Pure. */

import { activityStates, activityThing } from '../../assess/contract/activities.ts';
import { heldDuring } from '../../contract/bundle/held-on.ts';
import { opensOf } from '../../contract/calendar/named-days.ts';
import { wholeOf } from '../../contract/precedence/held-views.ts';
import { WARN_DAYS } from '../../contract/terms/certificates.ts';
import { type Asking, keepsBackups, requirementsOf } from '../../contract/terms/requirements.ts';
import { figureIds } from '../../page/figure-ids.ts';
import { figureOf } from '../../report/figure.ts';
import type { SiteBoard } from '../../report/site-model.ts';
import { certificateEnds, certifiedDuties } from '../../subjects/attendance/judge/certificates.ts';
import certificateKind from '../../subjects/attendance/kinds/certificate.ts';
import dutyKind from '../../subjects/attendance/kinds/duty.ts';
import {
  certificateThing,
  keptThing,
  type OwedKind,
  type OwedThing,
  owedCounts,
  owedKinds,
} from '../../subjects/holdings/judge/owed.ts';
import { keptSets } from '../../subjects/recovery/judge/backup-kept.ts';
import backupKind from '../../subjects/recovery/kinds/backup.ts';
import deletionKind from '../../subjects/recovery/kinds/backup-deletion.ts';
import listKind from '../../subjects/recovery/kinds/backup-list.ts';
import { daysLeftText } from '../../wording/durations.ts';
import type { SiteFacts } from '../parts/facts.ts';
import { serviceTo } from '../parts/figures.ts';
import { assetNames, recordHref } from '../parts/links.ts';
import { EVERY_KIND, type SiteNeed } from '../parts/needs.ts';
import { isServices, ofService } from '../parts/of-service.ts';

const asksCertificates = (contract: Asking): boolean => requirementsOf(contract).certificates.length > 0;

/** Of what is done so many times a period, and of what it has to follow. */
const activityKinds = (contract: Asking): string[] =>
  requirementsOf(contract).activities.flatMap(({ kind, after }) => [
    kind,
    ...(after === undefined ? [] : [after.kind]),
  ]);

/** Of the whole service, and only where the contract asks for what they tell of. */
export const owedNeeds: readonly SiteNeed[] = [
  ...[backupKind, deletionKind, listKind].map(({ id }): SiteNeed => ({ kind: id, window: 'all', when: keepsBackups })),
  ...[dutyKind, certificateKind].map(({ id }): SiteNeed => ({ kind: id, window: 'all', when: asksCertificates })),
  { kind: EVERY_KIND, window: 'all', when: (contract, kind) => activityKinds(contract).includes(kind) },
];

export type OwedFacts = Pick<SiteFacts, 'now' | 'today' | 'until' | 'contract' | 'records' | 'isWorkingDay'>;

const DECIDED: readonly OwedThing['state'][] = ['met', 'missed', 'unseen'];

/** Everything that is decided by the site's moment, and what has to be held still; oldest first. */
export function thingsOf(facts: OwedFacts): OwedThing[] {
  return [...keptThings(facts), ...certificateThings(facts), ...activityThings(facts)]
    .filter(({ state, day }) => !DECIDED.includes(state) || day <= facts.until)
    .toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

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

/** Of shifts on days that are over. */
function certificateThings(facts: OwedFacts): OwedThing[] {
  if (!asksCertificates(facts.contract.contract)) return [];
  const { contract } = contractOf(facts);
  const { certificates: asked, posts } = requirementsOf(contract);
  const own = ofService(facts, dutyKind).filter(({ date }) => date < facts.today);
  const known = { asked, certificates: ofService(facts, certificateKind), people: wholeOf(contract).people };
  const { isWorkingDay } = facts;
  return certifiedDuties(known, own, posts, opensOf(contract, { isWorkingDay })).map(certificateThing);
}

function activityThings(facts: OwedFacts): OwedThing[] {
  const { isWorkingDay, now } = facts;
  const { contract } = contractOf(facts);
  return activityStates(requirementsOf(contract).activities, {
    recordsOf: (id) => (facts.records[id] ?? []).filter((one) => isServices(facts, one)),
    service: { ...contract.servicePeriod, terms: contract.terms },
    ...{ isWorkingDay, asOf: now },
  }).map((one) => activityThing(one, (asset) => assetNames(facts, [asset])));
}

/** Certificates that end within the days of the contract, or have ended: whoever has left holds none. */
export function endingCertificates(facts: OwedFacts & Parameters<typeof recordHref>[0]) {
  const { contract } = facts.contract;
  const { certificates: asked } = requirementsOf(contract);
  if (asked.length === 0) return [];
  const certificates = ofService(facts, certificateKind);
  return certificateEnds({ asked, certificates, people: wholeOf(contract).people }, facts.today)
    .filter(({ asked: one, daysLeft }) => daysLeft <= (one.warnDays ?? WARN_DAYS))
    .map(({ certificate: { id, person, name, validUntil }, daysLeft }) => ({
      daysLeft,
      href: recordHref(facts, id),
      item: `${person}的${name}`,
      expiresOn: validUntil,
      left: daysLeftText(daysLeft),
      ...{
        state: '',
        text: `有效至 ${validUntil}，没有登记换证`,
        tone: 'attention' as const,
        owner: person,
        payer: '',
      },
    }));
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
