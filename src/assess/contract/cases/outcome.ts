/** What the code that judges makes of the case of an option: by the same functions as every record and document. Pure. */
import type { ContractBundle } from '../../../contract/bundle/bundle.ts';
import { loadWorkingDays } from '../../../contract/calendar/working-days-data.ts';
import type { CaseKind, OptionCase, Verdict } from '../../../contract/terms/cases.ts';
import type { EffectId } from '../../../contract/terms/effects.ts';
import type { Interpretation } from '../../../contract/terms/interpretations.ts';
import { assessIncident, type IncidentAssessment } from '../../../subjects/incidents/judge/clocks.ts';
import { contextOf } from '../../../subjects/incidents/judge/context.ts';
import { choosing, isSettled } from '../../../subjects/incidents/judge/interpretation.ts';
import incidentKind from '../../../subjects/incidents/kinds/incident.ts';
import { type WrittenState, writtenStateOf } from '../../../subjects/permits/judge/written.ts';
import { documentOutcome, planOutcome, receiptOutcome } from './documents.ts';
import { incidentOf, judgedAt, monitoringOf, type Outcome } from './facts.ts';

/** Of what the cases of an effect tell. */
export const kindOfEffect: Readonly<Record<EffectId, CaseKind>> = {
  'response-limit': 'fault',
  class: 'fault',
  requirement: 'fault',
  'clock-start': 'fault',
  pauses: 'fault',
  arrival: 'fault',
  open: 'fault',
  'oral-permit': 'permit',
  'on-time': 'document',
  contradicting: 'fault',
  closing: 'fault',
  'online-receipt': 'document',
  'working-time': 'fault',
};

type Asked = ContractBundle;

/**
 * The case as it is judged with this option in force, and of every other 口径 what is confirmed, or presumed as long as nothing is.
 * @returns null for a question by which nothing is judged, or a clock that the contract has not
 */
export function outcomeOf(
  bundle: Asked,
  interpretation: Interpretation,
  option: string,
  one: OptionCase,
): Outcome | null {
  if (interpretation.binds === undefined) return null;
  // From whichever day on it counts: it is asked what the option makes of the case.
  const presumed = bundle.interpretations.map(
    ({ effectiveFrom: _, ...own }): Interpretation =>
      isSettled(own) ? own : { ...own, confirmed: true, chosen: own.default },
  );
  const interpretations = choosing(presumed, interpretation.id, option);
  return judgements[interpretation.binds]({ ...bundle, interpretations }, one, interpretation);
}

type Judgement = (bundle: Asked, one: OptionCase, interpretation: Interpretation) => Outcome | null;

const faultsJudged: Judgement = (bundle, one) => {
  const judged = judge(bundle, one);
  return one.clock === undefined
    ? { start: judged.start, verdict: judged.requirement ? 'not-counted' : 'counted' }
    : clockOutcome(judged, one);
};

const judgements: Readonly<Record<EffectId, Judgement>> = {
  'response-limit': faultsJudged,
  requirement: faultsJudged,
  'clock-start': faultsJudged,
  pauses: faultsJudged,
  arrival: faultsJudged,
  open: faultsJudged,
  closing: (bundle, one, asked) => (one.clock === 'plan' ? planOutcome : faultsJudged)(bundle, one, asked),
  'working-time': faultsJudged,
  class: (bundle, one, { class: id }) => {
    const { classes, downtime, start } = judge(bundle, one);
    const own = classes.find((found) => found.id === id);
    if (own === undefined) return null;
    return { start, figure: downtime.counted / 60, verdict: own.holds ? 'counted' : 'not-counted' };
  },
  contradicting: (bundle, one) => {
    const problems = incidentKind.check?.(incidentOf(one, bundle), bundle) ?? [];
    return { verdict: problems.length > 0 ? 'refused' : 'accepted' };
  },
  'oral-permit': (bundle, one) => {
    if (one.oral === undefined) return null;
    const { isWorkingDay } = loadWorkingDays(bundle.holidays);
    const permit = {
      ...{ type: 'emergency' as const, grantedAt: one.oral },
      ...(one.written === undefined ? {} : { writtenAt: one.written }),
    };
    const state = writtenStateOf(permit, judgedAt(one), isWorkingDay);
    return state === 'not-needed' ? null : { verdict: writtenVerdicts[state] };
  },
  'on-time': documentOutcome,
  'online-receipt': receiptOutcome,
};

const writtenVerdicts: Readonly<Record<Exclude<WrittenState, 'not-needed'>, Verdict>> = {
  'in-time': 'written-in-time',
  late: 'written-late',
  pending: 'written-pending',
  overdue: 'written-overdue',
};

function judge(bundle: Asked, one: OptionCase): IncidentAssessment {
  const incident = incidentOf(one, bundle);
  const submissions = new Map(one.submitted === undefined ? [] : [[incident.id, one.submitted] as const]);
  const monitoring = monitoringOf(one, incident);
  return assessIncident(incident, contextOf(bundle, { asOf: judgedAt(one), monitoring, submissions }));
}

function clockOutcome({ clocks }: IncidentAssessment, one: OptionCase): Outcome | null {
  const clock = clocks.find(({ id }) => id === one.clock);
  if (clock === undefined) return null;
  const minutes = (seconds: number | null): number | null => (seconds === null ? null : seconds / 60);
  return {
    start: clock.start,
    limit: minutes(clock.limitSeconds),
    deadline: clock.deadline ?? null,
    figure: minutes(clock.seconds),
    verdict: clock.state,
  };
}
