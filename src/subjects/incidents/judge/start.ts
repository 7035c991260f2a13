/**
 * Where the clocks of an incident start (5.3.3 申报后; 监控先发现): by each option of the 口径 that decides it, from what was recorded and
 * from what monitoring saw. Until one is confirmed all of them stand beside each other. Pure.
 */
import type { Interpretation } from '../../../contract/terms/interpretations.ts';
import { compareInstants, formatDateTimeSeconds, type InstantText } from '../../../contract/time.ts';
import { settledAs, unsettledText } from '../../../wording/interpretation-words.ts';
import { clockStartField, reportedDay } from '../kinds/incident/clock-start.ts';
import type { IncidentRecord } from '../kinds/incident.ts';
import { type ChosenOption, chosenOption, countingOn, optionsToShow } from './interpretation.ts';
import type { MonitoringEvidence } from './monitoring.ts';

/** What an instant is that clocks start at. */
export const startWords = {
  reported: '申报时间',
  discovered: '登记的发现时间',
  alert: '监控告警时间',
  sample: '首个失败样本时间',
} as const;

/** One instant at which the clocks may start. */
export interface StartReading {
  /** 口径 and option that say so; of what the supplier wrote down and no option says, `typed`. */
  interpretation: string;
  option: string;
  label: string;
  from: keyof typeof startWords;
  at: InstantText;
  /** Record that shows it; null: the incident's own. */
  record: string | null;
  /** Of a 口径 that both sides confirmed from this day on, of an incident before it. */
  countsFrom?: string;
}

/** 口径 of the clocks' start. */
export const startOption = (interpretations: readonly Interpretation[]): ChosenOption =>
  chosenOption(interpretations, 'clock-start');

/**
 * The readings of one incident that differ from each other: first the one in force, then those that stand beside it while
 * none is confirmed, the supplier's own time among them where monitoring contradicts it.
 * @param evidence of this incident, earliest first
 */
export function startReadings(
  incident: IncidentRecord,
  evidence: readonly MonitoringEvidence[],
  interpretations: readonly Interpretation[],
): StartReading[] {
  const chosen = startOption(interpretations);
  const typed = typedStart(incident);
  const interpretation = chosen.interpretation ?? 'clock-start';
  const countsFrom = chosen.countsFrom === undefined ? {} : { countsFrom: chosen.countsFrom };
  const shown = optionsToShow(chosen).toSorted(
    (a, b) => Number(b.id === chosen.option) - Number(a.id === chosen.option),
  );
  const readings = shown.map(
    ({ id, label, effect }): StartReading => ({
      interpretation,
      option: id,
      label,
      ...startBy(effect ?? chosen.effect, incident, evidence),
      ...countsFrom,
    }),
  );
  const own = typed.from === 'discovered' && !chosen.confirmed;
  return distinct([
    ...readings,
    ...(own
      ? [
          {
            interpretation,
            option: TYPED,
            label: `自${startWords.discovered}起算（不是合同所列口径，不作结论）`,
            ...typed,
            ...countsFrom,
          },
        ]
      : []),
  ]);
}

type Start = Pick<StartReading, 'from' | 'at' | 'record'>;

/** What was written down: 申报, or 发现 where the supplier's own watch was first. */
function typedStart(incident: IncidentRecord): Start {
  const field = clockStartField(incident);
  const from = field === 'reportedAt' ? 'reported' : 'discovered';
  return { from, at: incident[field] ?? incident.discoveredAt, record: null };
}

/**
 * What of monitoring an option goes by, and what stands for it where that is missing, whoever found the fault: the options' cases,
 * which both sides sign, say the same.
 * @param effect reading of the effect `clock-start`
 */
function startBy(effect: string, incident: IncidentRecord, evidence: readonly MonitoringEvidence[]): Start {
  if (effect === 'report' && incident.reportedAt !== undefined)
    return { from: 'reported', at: incident.reportedAt, record: null };
  const typed = typedStart(incident);
  const alert = evidence.find(({ kind }) => kind === 'alert');
  const sample = evidence.find(({ kind }) => kind === 'sample');
  const seen = effect === 'sample' ? (sample ?? alert) : (alert ?? sample);
  if (seen === undefined || compareInstants(seen.at, typed.at) >= 0) return typed;
  return { from: seen.kind, at: seen.at, record: seen.record };
}

/** true of a reading that an option of the contract is; what was merely typed stands beside them and decides nothing. */
export const isOffered = ({ option }: Pick<StartReading, 'option'>): boolean => option !== TYPED;

const TYPED = 'typed';

const distinct = (readings: readonly StartReading[]): StartReading[] =>
  readings.filter((one, n) => readings.findIndex(({ at }) => compareInstants(at, one.at) === 0) === n);

/**
 * Says that monitoring saw the fault before the time that was written down as 发现, for whoever writes it down and for
 * documents; null when nothing contradicts that time.
 * @param evidence of this incident, earliest first
 */
export function contradictionText(
  incident: Pick<IncidentRecord, 'discoveredAt'>,
  evidence: readonly MonitoringEvidence[],
): string | null {
  const [first] = evidence;
  if (first === undefined || compareInstants(first.at, incident.discoveredAt) >= 0) return null;
  return `登记的发现时间 ${formatDateTimeSeconds(incident.discoveredAt)} 晚于监控记录 ${first.record}：${first.text}`;
}

/**
 * By what the clocks are counted where monitoring contradicts a typed time: by the option on which both sides agreed, or by each of them
 * while they have not.
 */
export function startsRule(
  incident: IncidentRecord,
  evidence: readonly MonitoringEvidence[],
  interpretations: readonly Interpretation[],
): string {
  const day = reportedDay(incident);
  const chosen = startOption(countingOn(interpretations, day));
  const own = interpretations.find(({ id }) => id === chosen.interpretation);
  const [start, ...others] = startReadings(incident, evidence, countingOn(interpretations, day));
  const from = start === undefined ? '' : `自${startWords[start.from]} ${formatDateTimeSeconds(start.at)} 起算`;
  if (chosen.interpretation === null) return `各时限${from}`;
  if (chosen.confirmed && own !== undefined) return `按 ${settledAs(own)}，各时限${from}`;
  const each = others.length === 0 ? '' : '，时限按各起算分别计算，结果不同的不下结论';
  return `起算口径${unsettledText(chosen)}：暂${from}${each}`;
}

/** Where the clocks start (rule 4), as one sentence: by the reading that was confirmed, or by all of them. */
export function startsText(starts: readonly StartReading[]): string {
  const [own = '', ...others] = starts.map(({ from, at }) => `${startWords[from]} ${formatDateTimeSeconds(at)}`);
  const exact = '精确到秒，时限含本数';
  if (others.length === 0) return `各时限自${own} 起算，${exact}。`;
  return `起算口径${unsettledText(...starts)}：暂自${own} 起算，另按${others.join('、')} 起算列出；各口径结果不同的不下结论，结果相同的按相同的结果判定。${exact}。`;
}
