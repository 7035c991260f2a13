/** Each time limit of the contract over many incidents: reached, missed, still running. Pure. */
import { type LimitClock, levelTitle, limitClocks } from '../../../contract/terms/levels.ts';
import { type ClockState, clockStates } from '../../../states/clock.ts';
import { levelDemand, levelWordOf } from '../../../wording/levels.ts';
import type { IncidentRecord } from '../kinds/incident.ts';
import type { Clock } from './clock.ts';
import { assessIncident, type IncidentAssessment, type IncidentContext, isFailing } from './clocks.ts';
import { clausesOfLimits, type Limit, limitsOf } from './limits.ts';
import { hangingText, hangsOnReading, withOpenReadings } from './open-readings.ts';

export interface LimitCase {
  id: string;
  /** Name of the clock that is held against this limit: `恢复`; null where another limit decides it. */
  clock: string | null;
  state: ClockState;
  text: string;
  /** See `hangsOnReading`. */
  hanging: string;
  /** false: shown, but another clock decides whether a clause was kept. */
  decides: boolean;
}

/** One limit; terms of several clauses with the same clock and amount are one. */
export interface LimitSummary {
  /** `response-600`, `arrival-3600-urgent`, `restoration-P1`, `requirement`. */
  id: string;
  /** `1 小时内抵达现场`, `P1 重大故障恢复`. */
  label: string;
  clauses: string[];
  /** As printed: `10 分钟`; null: by the date that was agreed. */
  limit: string | null;
  met: number;
  missed: number;
  /** Of the missed, those that an open 口径 would make none, in words; empty without any. */
  hanging: string;
  /** Still open, or not concluded: 进行中, 待协商, 口径未定. */
  running: number;
  /** The words of those states, each once: `待协商`; empty where there are none. */
  unsettled: string;
  /** met ÷ (met + missed); null when nothing has been decided. */
  rate: number | null;
  /** Every incident that the limit applies to. */
  cases: LimitCase[];
}

type Term = Limit & { clock: LimitClock };

/** What a clock of the contract's data is called in an assessment. */
const clockIds: Readonly<Record<LimitClock, Clock['id']>> = {
  response: 'response',
  'remote-start': 'remote-start',
  arrival: 'arrival',
  restoration: 'restoration',
  analysis: 'record',
  notice: 'notice',
};

/**
 * The limits for response, remote start and arrival, and for the analysis where the submissions are known. One for a class of
 * incidents only is held against whatever is of the class by at least one reading that is still open.
 */
export function summariseCommitments(
  incidents: readonly IncidentRecord[],
  context: IncidentContext,
): (LimitSummary & { clock: LimitClock })[] {
  // The agreed dates of requirements are apart, as in the documents.
  const judged = incidents.map((incident) => assessIncident(incident, context)).filter((one) => !one.requirement);
  const clocks: LimitClock[] = [
    'response',
    'remote-start',
    'arrival',
    'notice',
    ...(context.submissions === null ? [] : (['analysis'] as const)),
  ];
  const groups = Map.groupBy(limitsOf(context, clocks), (one) =>
    [clockIds[one.clock], one.key, ...(one.levels ?? [])].join('-'),
  );
  return [...groups].map(([id, terms]) => {
    const [first] = terms as [Term];
    const ofClass = terms.every((one) => one.class !== null) ? first.class : null;
    const cases = judged
      .filter((one) => ofClass === null || one.classes.some((own) => own.id === ofClass && own.byAny))
      .filter((one) => first.levels === null || first.levels.includes(one.level))
      .flatMap((one) => limitCase(one, clockIds[first.clock], first.key));
    const label = labelOf(first, ofClass, context);
    return {
      ...summary({ id, label, limit: first.text }, clausesOfLimits(terms).split('、'), cases),
      clock: first.clock,
    };
  });
}

/** `重大故障 30 分钟内响应`; `紧急故障 1 小时内抵达现场`. */
function labelOf(term: Term, ofClass: string | null, { contract }: IncidentContext): string {
  const className = contract.classes?.find(({ id }) => id === ofClass)?.name;
  const levels = (term.levels ?? []).map((id) => levelWordOf(contract.levels, id));
  const whose = [...(className === undefined ? [] : [className]), ...(levels.length === 0 ? [] : [levels.join('、')])];
  const demand =
    term.clock === 'notice' ? `每 ${term.text}${limitClocks.notice}` : `${term.text}内${limitClocks[term.clock]}`;
  return [...whose, demand].join(' ');
}

function limitCase(one: IncidentAssessment, id: Clock['id'], key: string): LimitCase[] {
  const clock = one.clocks.find((candidate) => candidate.id === id);
  if (clock === undefined) return [];
  const found =
    clock.limitKey === key
      ? clock
      : clock.alternatives.find((other) => other.option === undefined && other.limitKey === key);
  if (found === undefined || found.state === 'not-applicable') return [];
  return [
    found === clock
      ? caseOf(one, clock)
      : { id: one.id, clock: null, state: found.state, text: found.text, hanging: '', decides: false },
  ];
}

/** As the documents list it. */
const caseOf = ({ id }: IncidentAssessment, clock: Clock): LimitCase => ({
  ...{ id, clock: clock.label, state: clock.state },
  text: withOpenReadings(clock),
  hanging: hangsOnReading(clock),
  decides: clock.decides,
});

/** Restoration by level against its limit; and the requirements by their agreed date, apart: null where no level is one. */
export function summariseRestoration(
  incidents: readonly IncidentRecord[],
  context: IncidentContext,
): { levels: (LimitSummary & { level: string })[]; requirements: LimitSummary | null } {
  const judged = incidents.map((incident) => assessIncident(incident, context));
  const casesOf = (list: readonly IncidentAssessment[]): LimitCase[] =>
    list.flatMap((one) => {
      const clock = one.clocks.find(({ id }) => id === 'restoration');
      return clock === undefined ? [] : [caseOf(one, clock)];
    });
  const terms = limitsOf(context, ['restoration']);
  const termsOf = (level: string): Limit[] => terms.filter((one) => one.levels === null || one.levels.includes(level));
  const held = context.contract.levels.filter(({ id }) => termsOf(id).length > 0);
  const levels = held
    .filter((level) => level.requirement !== true)
    .map((level) => {
      const own = termsOf(level.id);
      const cases = casesOf(judged.filter((one) => one.level === level.id));
      const limit = own[0]?.agreed === true ? null : (own[0]?.text ?? null);
      const told = { id: `restoration-${level.id}`, label: `${levelTitle(level)}恢复`, limit };
      return { ...summary(told, clausesOfLimits(own).split('、'), cases), level: level.id };
    });
  const demands = held.filter((level) => level.requirement === true);
  if (demands.length === 0) return { levels, requirements: null };
  const label = demands.map(levelDemand).join('、');
  const clauses = clausesOfLimits(demands.flatMap(({ id }) => termsOf(id))).split('、');
  const requirements = summary(
    { id: 'requirement', label, limit: null },
    clauses,
    casesOf(judged.filter((one) => one.requirement)),
  );
  return { levels, requirements };
}

function summary(
  told: Pick<LimitSummary, 'id' | 'label' | 'limit'>,
  clauses: string[],
  cases: LimitCase[],
): LimitSummary {
  const count = (test: (state: ClockState) => boolean): number => cases.filter(({ state }) => test(state)).length;
  const met = count((state) => state === 'met');
  const missed = count(isFailing);
  const open = cases.filter(({ state }) => unsettled.has(state));
  const words = [...new Set(open.map(({ state }) => clockStates[state]))];
  return {
    ...{ ...told, clauses, met, missed, cases, hanging: hangingText(cases.map(({ hanging }) => hanging)) },
    ...{ running: open.length, unsettled: words.join('、') },
    rate: met + missed === 0 ? null : met / (met + missed),
  };
}

/** Neither kept nor missed; each is called by its own word wherever it is counted. */
const unsettled = new Set<ClockState>(['running', 'to-be-agreed', 'undecided']);
