/** What each option of each unconfirmed 口径 would make of one incident: shown side by side, none of them concluded. Pure. */
import type { Interpretation } from '../../../contract/terms/interpretations.ts';
import { dateOf } from '../../../contract/time.ts';
import type { IncidentRecord } from '../kinds/incident.ts';
import { assessIncident, type IncidentAssessment, type IncidentContext } from './clocks.ts';
import { choosing, isSettled, openOn } from './interpretation.ts';

/** Effects whose readings give an incident another result; the others have one reading or are about delivery. */
const JUDGING: readonly (string | undefined)[] = [
  ...['response-limit', 'class', 'clock-start', 'pauses', 'arrival', 'working-time'],
];

export interface OptionResult {
  /** Interpretation id, its clauses and question. */
  interpretation: string;
  clauses: readonly string[];
  question: string;
  option: string;
  label: string;
  /** The default, by which a document lists results until one is confirmed. */
  isDefault: boolean;
  /** See `Interpretation`. */
  countsFrom?: string;
  /** The whole assessment, were this option confirmed and the other questions left as they are. */
  assessment: IncidentAssessment;
}

/** One result per option of each unconfirmed question, in the order of the data; none when all are confirmed. */
export function resultsByOption(incident: IncidentRecord, context: IncidentContext): OptionResult[] {
  return openFor(incident, context).flatMap((one) =>
    one.options.map((option): OptionResult => {
      const interpretations = choosing(context.interpretations, one.id, option.id);
      return {
        interpretation: one.id,
        clauses: one.clauses,
        question: one.question,
        option: option.id,
        label: option.label,
        isDefault: option.id === one.default,
        ...(one.countsFrom === undefined ? {} : { countsFrom: one.countsFrom }),
        assessment: assessIncident(incident, { ...context, interpretations }),
      };
    }),
  );
}

const judging = (one: Interpretation): boolean => JUDGING.includes(one.binds);

/** The questions that decide an incident and are open for it. */
export const openFor = (
  { at }: Pick<IncidentRecord, 'at'>,
  { interpretations }: Pick<IncidentContext, 'interpretations'>,
): Interpretation[] => openOn(interpretations, [dateOf(at)]).filter(judging);

/** The confirmed ones among the questions that decide, with the option that both sides agreed on. */
export function settledOptions(interpretations: readonly Interpretation[]): { question: string; label: string }[] {
  return interpretations
    .filter((one) => judging(one) && isSettled(one))
    .map((one) => ({
      question: one.question,
      label: one.options.find((option) => option.id === one.chosen)?.label ?? String(one.chosen),
    }));
}
