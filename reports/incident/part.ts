/** The incidents of a period, judged once for all the sections that speak of them. */

import { type Correction, correctionsOf, countedOf, sumOf } from '../../src/contract/calendar/balance.ts';
import type { Counted } from '../../src/contract/calendar/occurrence.ts';
import { compareInstants, type InstantText } from '../../src/contract/time.ts';
import type { Clock } from '../../src/subjects/incidents/judge/clock.ts';
import {
  assessIncident,
  type IncidentAssessment,
  type IncidentContext,
} from '../../src/subjects/incidents/judge/clocks.ts';
import { contextOf } from '../../src/subjects/incidents/judge/context.ts';
import { decisionOf } from '../../src/subjects/incidents/judge/decision.ts';
import {
  type CountedClocks,
  type IncidentSummary,
  summariseIncidents,
} from '../../src/subjects/incidents/judge/incident-figures.ts';
import { type Quota, quotasOf } from '../../src/subjects/incidents/judge/quota.ts';
import { submissionsIn } from '../../src/subjects/incidents/judge/submissions.ts';
import incident, { type IncidentRecord } from '../../src/subjects/incidents/kinds/incident.ts';
import { allOf, countsHere, factOrigin, isCountedByNow, type Origin, type PeriodView } from '../period/period.ts';

export interface IncidentPart {
  context: IncidentContext;
  /** All that this document or one before it tells of. */
  told: readonly Judged[];
  /** Counted in this document: their clocks began in its interval, or it is the first to know of them; requirements among them. */
  own: IncidentRecord[];
  /** Where each of `own` comes from, by id. */
  origin: ReadonlyMap<string, Origin>;
  /** 上期转入. */
  carried: IncidentRecord[];
  /** Of `own`; the clocks are those that are decided in this document's interval, whenever the incident began. */
  summary: IncidentSummary;
  /** Of `carried`. */
  carriedSummary: IncidentSummary;
  /** Incidents with a clock that is counted here, or still running: those clocks. */
  timed: { incident: IncidentRecord; judged: IncidentAssessment; clocks: readonly Clock[] }[];
  /** Whose clocks `summary` counts; the options of an open 口径 count the same. */
  counting: CountedClocks;
  /** 更正以前各期: what earlier documents counted and is different now. */
  corrections: Correction[];
  /** What this document counted, for the next ones to correct. */
  counted: Counted;
  /** Each quota of the contract, over its year up to the moment of judging. */
  quotas: Quota[];
}

/** Needs `incident` since the begin of service, and `manifest`. */
export function incidentPart(view: PeriodView): IncidentPart {
  const { input } = view;
  const { asOf, monitoring, isWorkingDay } = input;
  const submissions = submissionsIn(input.issued, input.contract.obligations);
  const context = contextOf(input.contract, { asOf, monitoring, submissions, isWorkingDay });
  const all = judgedByNow(view, context);
  const own = all.filter((one) => countsHere(view, levelKey(one.incident), startOf(one)));
  const ids = new Set(own.map((one) => one.incident.id));
  const carried = all.filter((one) => !ids.has(one.incident.id) && isOpenHere(view, one.incident));
  const records = (list: readonly Judged[]) => list.map((one) => one.incident);
  const before = ofIncidents(view, all);
  const corrections = [
    ...correctionsOf(sumOf(all.flatMap((one) => countedAs(one, input.asOf))), before),
    ...all.flatMap((one) => classesLearned(view, one, before)),
  ];
  const counts = (record: IncidentRecord, clock: Clock): boolean => isCountedClock(view, record, clock);
  const counting: CountedClocks = { incidents: records(all), counts };
  return {
    context,
    told: all,
    own: records(own),
    origin: new Map(own.map((one) => [one.incident.id, factOrigin(view, startOf(one))])),
    carried: records(carried),
    summary: summariseIncidents(records(own), context, counting),
    counting,
    timed: all.flatMap(({ incident: one, judged }) => {
      const clocks = judged.requirement ? [] : judged.clocks.filter((clock) => counts(one, clock));
      return clocks.length === 0 ? [] : [{ incident: one, judged, clocks }];
    }),
    carriedSummary: summariseIncidents(records(carried), context),
    corrections,
    counted: sumOf([...countedHere(view, all, own), countedOf(corrections)]),
    quotas: quotasOf(records(all), context, { from: view.firstDay, to: view.lastDay }),
  };
}

export interface Judged {
  incident: IncidentRecord;
  judged: IncidentAssessment;
}

function judgedByNow(view: PeriodView, context: IncidentContext): Judged[] {
  return allOf(view, incident)
    .map((one) => ({ incident: one, judged: assessIncident(one, context) }))
    .filter((one) => isCountedByNow(view, startOf(one)));
}

const startOf = ({ incident: { enteredAt }, judged }: Judged) => ({ event: judged.start, entered: enteredAt });

/** Not over before this document's interval begins. */
const isOpenHere = ({ start }: PeriodView, { closedAt }: IncidentRecord): boolean =>
  closedAt === undefined || compareInstants(closedAt, start) > 0;

/** How an incident is counted: by its level, its cause and its responsibility. */
const levelKey = ({ id }: { id: string }): string => `${id} level`;
const clockKey = ({ id }: { id: string }, clock: Pick<Clock, 'id'>): string => `${id} ${clock.id}`;

function classesOf({ incident: one, judged }: Judged): Counted {
  if (judged.requirement) return { [levelKey(one)]: { [judged.level]: 1 } };
  return {
    [levelKey(one)]: { [judged.level]: 1 },
    [`${one.id} cause`]: { [one.causeCategory ?? 'unknown']: 1 },
    [`${one.id} responsibility`]: { [one.responsibility]: 1 },
  };
}

/**
 * What was counted as a demand had neither cause nor responsibility: raised to a fault, it gets both where that is learned.
 * Clocks are counted by their own decision.
 */
function classesLearned({ input }: PeriodView, one: Judged, before: Counted): Correction[] {
  const stands = (key: string): boolean => Object.values(before[key] ?? {}).some((count) => count !== 0);
  const demands = input.contract.contract.levels.filter((level) => level.requirement === true);
  if (!demands.some(({ id }) => (before[levelKey(one.incident)]?.[id] ?? 0) > 0)) return [];
  return Object.entries(classesOf(one))
    .filter(([key]) => !stands(key))
    .flatMap(([key, values]) => Object.entries(values).map(([value, count]) => ({ key, value, count })));
}

/** How each thing of an incident would be counted now. */
function countedAs(one: Judged, asOf: InstantText): Counted[] {
  const clocks = one.judged.requirement ? [] : one.judged.clocks;
  return [classesOf(one), ...clocks.map((clock) => clockCount(one.incident, clock, asOf))];
}

function clockCount(record: IncidentRecord, clock: Clock, asOf: InstantText): Counted {
  const decision = decisionOf(record, clock, asOf);
  return decision === null ? {} : { [clockKey(record, clock)]: { [decision.state]: 1 } };
}

/** Decided here and nowhere else; one that is still running is listed, and judged in the next document. */
function isCountedClock(view: PeriodView, record: IncidentRecord, clock: Clock): boolean {
  const decision = decisionOf(record, clock, view.input.asOf);
  if (decision === null) return clock.state !== 'not-applicable';
  return countsHere(view, clockKey(record, clock), { event: decision.at, entered: record.enteredAt });
}

function countedHere(view: PeriodView, all: readonly Judged[], own: readonly Judged[]): Counted[] {
  const clocks = all
    .filter((one) => !one.judged.requirement)
    .flatMap((one) =>
      one.judged.clocks
        .filter((clock) => isCountedClock(view, one.incident, clock))
        .map((clock) => clockCount(one.incident, clock, view.input.asOf)),
    );
  return [...own.map(classesOf), ...clocks];
}

const INCIDENT_KEY = /^GZ-\d{8}-\d+ /;

/** What other documents counted of incidents; what belongs to a later period is corrected there. */
function ofIncidents(view: PeriodView, all: readonly Judged[]): Counted {
  const known = new Set(all.map((one) => one.incident.id));
  const later = new Set(allOf(view, incident).flatMap(({ id }) => (known.has(id) ? [] : [id])));
  const own = Object.entries(view.input.countedBefore).filter(
    ([key]) => INCIDENT_KEY.test(key) && !later.has(key.split(' ')[0] ?? ''),
  );
  return Object.fromEntries(own);
}
