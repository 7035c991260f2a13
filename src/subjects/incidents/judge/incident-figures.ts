/** Figures over many incidents: reached and missed per clock, by level, cause and responsibility, with the exceptions. Pure. */

import { type Level, levelTitle } from '../../../contract/terms/levels.ts';
import type { ClockState } from '../../../states/clock.ts';
import type { Rate } from '../../../wording/figures.ts';
import { levelWord, levelWordOf } from '../../../wording/levels.ts';
import { causeChoices, responsibilityChoices } from '../kinds/incident/choices.ts';
import type { IncidentRecord } from '../kinds/incident.ts';
import type { Clock } from './clock.ts';
import { assessIncident, type IncidentAssessment, type IncidentContext, isFailing } from './clocks.ts';
import { countedState } from './decision.ts';
import { hangsOnReading, withOpenReadings } from './open-readings.ts';
import { responsibilityText } from './told-beside.ts';

export interface ClockSummary {
  id: Clock['id'];
  label: string;
  clause: string;
  /** By the state that counts; of what is still 进行中 the readings may differ already. */
  counts: Record<ClockState, number>;
  /** true: on one of them at least the readings differ by now, whether it is over or not. */
  differs: boolean;
  /** true: they differ on one that decides by itself, so that a clause about it hangs on them. */
  open: boolean;
  /** 达成率: met of what has been decided (met, missed, overrun, unrecorded). */
  rate: Rate;
  /** What was not met, with its sentence. */
  exceptions: {
    id: string;
    title: string;
    clause: string;
    level: string;
    responsibility: string;
    state: ClockState;
    text: string;
    /** See `hangsOnReading`. */
    open: string;
    /** false: shown, but another clock decides whether the limit was kept: no clause is broken by it. */
    decides: boolean;
  }[];
}

export interface LevelSummary {
  /** Id of the level, and as it is printed: `P1`, `P1 重大故障`. */
  level: string;
  word: string;
  title: string;
  count: number;
  /** Restorations that are counted here. */
  restored: number;
  /** Of the restored ones, confirmed pauses taken out as the option in force says. Seconds; null for none. */
  averageSeconds: number | null;
  longestSeconds: number | null;
  /** How many of the restored ones lasted longer than what is counted of them, and how long the longest lasted. */
  paused: number;
  longestGross: number | null;
}

export interface IncidentSummary {
  /** Without requirements. */
  total: number;
  /** Of levels that are no fault: requirements, outside the statistics. */
  requirements: IncidentAssessment[];
  assessments: IncidentAssessment[];
  byLevel: LevelSummary[];
  /** Chinese word and count; most frequent first. */
  byCause: { label: string; count: number }[];
  byResponsibility: { label: string; count: number }[];
  clocks: ClockSummary[];
  /** Not restored at `asOf`. */
  open: string[];
}

/** Of which incidents the clocks are counted, when they are not those of the period: a clock belongs to the one that decides it. */
export interface CountedClocks {
  incidents: readonly IncidentRecord[];
  /** true: this clock is counted. */
  counts(incident: IncidentRecord, clock: Clock): boolean;
}

/**
 * Summarises incidents of a period.
 * @param clocks without it all clocks of the incidents are counted
 */
export function summariseIncidents(
  incidents: readonly IncidentRecord[],
  context: IncidentContext,
  clocks: CountedClocks = { incidents, counts: () => true },
): IncidentSummary {
  const judge = (incident: IncidentRecord): Judged => ({ incident, judged: assessIncident(incident, context) });
  const all = incidents.map(judge);
  const faults = all.filter(({ judged }) => !judged.requirement);
  const timed = (clocks.incidents === incidents ? all : clocks.incidents.map(judge))
    .filter(({ judged }) => !judged.requirement)
    .map(({ incident, judged }) => ({
      incident,
      judged: { ...judged, clocks: judged.clocks.filter((clock) => clocks.counts(incident, clock)) },
    }));
  return {
    total: faults.length,
    requirements: all.filter(({ judged }) => judged.requirement).map(({ judged }) => judged),
    assessments: all.map(({ judged }) => judged),
    byLevel: context.contract.levels
      .filter((level) => level.requirement !== true)
      .map((level) =>
        levelSummary(
          level,
          faults.filter(({ judged }) => judged.level === level.id),
          timed.filter(({ judged }) => judged.level === level.id && isRestored(judged)).map(({ judged }) => judged),
        ),
      ),
    byCause: tally(faults.map(({ incident }) => causeChoices[incident.causeCategory ?? 'unknown'])),
    byResponsibility: tally(faults.map(({ incident }) => responsibilityChoices[incident.responsibility])),
    clocks: clockSummaries(timed, context),
    open: faults.filter(({ judged }) => !judged.restored).map(({ judged }) => judged.id),
  };
}

interface Judged {
  incident: IncidentRecord;
  judged: IncidentAssessment;
}

/** The restoration is among the clocks that are counted. */
const isRestored = ({ restored, clocks }: IncidentAssessment): boolean =>
  restored && clocks.some(({ id }) => id === 'restoration');

function levelSummary(
  level: Pick<Level, 'id' | 'name'>,
  judged: readonly Judged[],
  restored: readonly IncidentAssessment[],
): LevelSummary {
  const times = restored.map((one) => one.downtime.counted);
  const longest = restored.toSorted((a, b) => b.downtime.counted - a.downtime.counted)[0]?.downtime;
  const sum = times.reduce((total, seconds) => total + seconds, 0);
  return {
    level: level.id,
    word: levelWord(level),
    title: levelTitle(level),
    count: judged.length,
    restored: times.length,
    averageSeconds: times.length === 0 ? null : Math.round(sum / times.length),
    longestSeconds: longest?.counted ?? null,
    paused: restored.filter(({ downtime }) => downtime.gross > downtime.counted).length,
    longestGross: longest?.gross ?? null,
  };
}

function tally(labels: readonly string[]): { label: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].map(([label, count]) => ({ label, count })).sort((a, b) => b.count - a.count);
}

const none = (): Record<ClockState, number> => ({
  met: 0,
  missed: 0,
  running: 0,
  undecided: 0,
  overrun: 0,
  'to-be-agreed': 0,
  'not-applicable': 0,
  unrecorded: 0,
});

function clockSummaries(faults: readonly Judged[], { asOf, contract }: IncidentContext): ClockSummary[] {
  const found = new Map<Clock['id'], ClockSummary>();
  for (const { incident, judged } of faults) {
    for (const clock of judged.clocks) {
      const row = found.get(clock.id) ?? newRow(clock);
      found.set(clock.id, row);
      row.counts[countedState(incident, clock, asOf)] += 1;
      row.differs ||= clock.state === 'undecided';
      row.open ||= clock.decides && clock.state === 'undecided';
      if (!isFailing(clock.state)) continue;
      const responsibility = responsibilityText(incident, asOf);
      row.exceptions.push({
        id: judged.id,
        title: incident.title,
        clause: clock.clause,
        level: levelWordOf(contract.levels, judged.level),
        responsibility,
        state: clock.state,
        text: withOpenReadings(clock),
        open: hangsOnReading(clock),
        decides: clock.decides,
      });
    }
  }
  return [...found.values()].map((row) => ({ ...row, rate: rateOf(row.counts) }));
}

const newRow = ({ id, label, clause }: Clock): ClockSummary => ({
  id,
  label,
  clause,
  counts: none(),
  differs: false,
  open: false,
  rate: { numerator: 0, denominator: 0 },
  exceptions: [],
});

function rateOf(counts: Record<ClockState, number>): Rate {
  return { numerator: counts.met, denominator: counts.met + counts.missed + counts.overrun + counts.unrecorded };
}
