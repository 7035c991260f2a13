/** What the penalty schemes of the contract make of a period: the one computation, for the score sheet and the statement. */

import type { ClauseException } from '../../src/assess/contract/exception.ts';
import { onTimeRule } from '../../src/assess/contract/on-time.ts';
import { type SchemeScore, type ScoreFacts, scoresOf } from '../../src/assess/contract/score.ts';
import type { Interpretation } from '../../src/contract/terms/interpretations.ts';
import type { PenaltyScheme } from '../../src/contract/terms/penalties.ts';
import { dateOf } from '../../src/contract/time.ts';
import { type JudgedObjection, judgeObjection } from '../../src/subjects/scores/judge/objections.ts';
import assessment from '../../src/subjects/scores/kinds/assessment.ts';
import objection from '../../src/subjects/scores/kinds/objection.ts';
import { type IncidentPart, incidentPart } from '../incident/part.ts';
import { allOf, nameOf, ofPeriod, type PeriodView, periodView } from '../period/period.ts';
import { downFaults } from '../service/availability-windows.ts';

/** What of the facts no reading of an incident changes. */
export interface ScoreKnown
  extends Pick<
    ScoreFacts,
    | 'deliveries'
    | 'attendance'
    | 'activities'
    | 'availability'
    | 'windows'
    | 'covers'
    | 'owedSets'
    | 'keptSets'
    | 'certified'
  > {
  incidents: IncidentPart;
  /** Records of the period, of whatever kind. */
  recorded: number;
  /** Exceptions, with the incidents judged by some reading. */
  exceptionsBy(incidents: IncidentPart): readonly ClauseException[];
}

export function scorePart(view: PeriodView, schemes: readonly PenaltyScheme[], known: ScoreKnown): SchemeScore[] {
  const { input } = view;
  const { contract, interpretations } = input.contract;
  return scoresOf({
    contract,
    schemes,
    interpretations,
    from: view.from,
    to: view.to,
    recorded: known.recorded,
    factsBy: (readings) => factsBy(view, known, readings),
  });
}

/** What a period is judged from, by the readings that stand: for a contract without a scheme, too. */
export const scoreFacts = (view: PeriodView, known: ScoreKnown): ScoreFacts =>
  factsBy(view, known, view.input.contract.interpretations);

/** Judged when a rule asks for it, and once: there is one set of facts for each option of each 口径. */
function lazily<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Raised against the period, whenever that was: it is answered after the period is over. */
function objectionsOf(view: PeriodView): JudgedObjection[] {
  const { asOf, isWorkingDay } = view.input;
  const { penalties, servicePeriod } = view.input.contract.contract;
  return allOf(view, objection)
    .filter(({ date: day }) => view.from <= day && day <= view.to)
    .map((one) => {
      const terms = penalties.find(({ id }) => id === one.scheme)?.objections;
      return judgeObjection(one, terms, { isWorkingDay, servicePeriod }, asOf);
    });
}

function factsBy(view: PeriodView, known: ScoreKnown, interpretations: readonly Interpretation[]): ScoreFacts {
  const { input } = view;
  const { contract } = input.contract;
  const isOwn = interpretations === input.contract.interpretations;
  const reading = { ...input, contract: { ...input.contract, interpretations: [...interpretations] } };
  const incidents = lazily(() => (isOwn ? known.incidents : incidentPart(periodView(reading))));
  const ruleOf = onTimeRule({ contract, interpretations });
  const names = new Map(contract.levels.map(({ id, name }): [string, string] => [id, name]));
  return {
    get incidents() {
      return incidents().timed.map(({ incident, judged, clocks }) => ({
        ...{ incident, judged, clocks },
        levelName: names.get(judged.level) ?? judged.level,
      }));
    },
    deliveries: known.deliveries,
    get quotas() {
      return incidents().quotas;
    },
    get faults() {
      return incidents().told.map(({ incident, judged }) => ({
        ...{ incident, judged },
        levelName: names.get(judged.level) ?? judged.level,
      }));
    },
    get counted() {
      const part = incidents();
      const own = new Set(part.own.map(({ id }) => id));
      return new Map(
        part.told
          .filter(({ incident }) => own.has(incident.id))
          .map(({ incident: { id, title }, judged }) => [id, { title, day: dateOf(judged.start) }]),
      );
    },
    onTimeBy: (obligation) => ruleOf(obligation).by,
    attendance: known.attendance,
    activities: known.activities,
    availability: known.availability,
    get windows() {
      return known.windows.faults === null ? known.windows : { ...known.windows, faults: downFaults(incidents().told) };
    },
    covers: known.covers,
    owedSets: known.owedSets,
    keptSets: known.keptSets,
    certified: known.certified,
    assessments: ofPeriod(view, assessment),
    objections: objectionsOf(view),
    get exceptions() {
      return known.exceptionsBy(incidents());
    },
    asOf: input.asOf,
    assetName: (asset) => nameOf(view, asset),
  };
}
