/** From which moment the time of a report on a fault runs, and how long: for its own page and for that of the fault. Pure. */
import { addHours, instantField } from '../../../contract/calendar/due-rule.ts';
import { classField } from '../../../contract/calendar/events.ts';
import type { DueRule, Obligation } from '../../../contract/terms/obligations.ts';
import { compareInstants, formatDateTimeSeconds, HOUR_SECONDS, type InstantText } from '../../../contract/time.ts';
import { fieldsOf } from '../../../records/fields.ts';
import { formatDuration } from '../../../wording/durations.ts';
import incidentKind, { type IncidentRecord } from '../kinds/incident.ts';
import type { ClassResult } from './classes.ts';
import type { IncidentAssessment } from './clocks.ts';

/** A report as the calendar has it. */
interface DueReport {
  /** Suffix of the report: `c`, `x2`; of a combined one that of its first; none where the obligation has one report. */
  suffix: string | undefined;
  /** ISO instant. */
  dueAt: InstantText | null;
}

/** `自成为重大故障的时刻（2026-07-21 22:13:15，…）起` and `1 小时`. */
export interface DueBasis {
  from: string;
  length: string;
}

/**
 * What the time of a report runs from, and how long.
 * @returns null where the time runs by no hours, is not known yet, or is another than the rule gives by how the fault is judged now
 */
export function dueBasis(
  obligation: Pick<Obligation, 'due' | 'parts'>,
  { suffix, dueAt }: DueReport,
  incident: IncidentRecord,
  judged: Pick<IncidentAssessment, 'classes'>,
): DueBasis | null {
  if (dueAt === null) return null;
  const [, letter = '', number = ''] = /^([a-z]+)(\d*)/.exec(suffix ?? '') ?? [];
  const part = suffix === undefined ? undefined : obligation.parts?.find((one) => one.suffix === letter);
  const rule = suffix === undefined ? obligation.due : part?.due;
  if (rule?.hours === undefined || rule.after === undefined) return null;
  const begun = begunBy(rule, incident, judged.classes);
  if (begun === null) return null;
  const every = part?.everyHours;
  const repeats = every === undefined || number === '' ? 0 : Number(number) - 1;
  const hours = rule.hours + repeats * (every ?? 0);
  if (compareInstants(addHours(begun.at, hours), dueAt) !== 0) return null;
  const more = repeats === 0 ? '' : `（首次 ${length(rule.hours)}，其后每 ${length(every ?? 0)}）`;
  return { from: `自${begun.text}起`, length: `${length(hours)}${more}` };
}

const length = (hours: number): string => formatDuration(Math.round(hours * HOUR_SECONDS)).trim();

interface Begun {
  at: InstantText;
  text: string;
}

/** The later of the field that the rule names and of when the fault was known to be of the class. */
function begunBy(rule: DueRule, incident: IncidentRecord, classes: readonly ClassResult[]): Begun | null {
  const at = instantField({ ...incident }, rule.after);
  if (at === undefined) return null;
  const own = classes.find(({ id }) => classField(id) === rule.orLater);
  if (own?.byAny === true && own.since !== null && compareInstants(own.since, at) > 0) return becoming(own, own.since);
  const label = fieldsOf(incidentKind.schema).find(({ name }) => name === rule.after)?.label ?? rule.after;
  return { at, text: `${label}（${formatDateTimeSeconds(at)}）` };
}

/** By the reading that made it one first; of several that did at once each is said. */
function becoming({ name, byOption, confirmed }: ClassResult, since: InstantText): Begun {
  const first = Object.values(byOption).filter((one) => one.since !== null && compareInstants(one.since, since) === 0);
  const why = first.map(({ label, text }) => (confirmed ? text : `按口径“${label}”：${text}`));
  const of = why.length === 0 ? '' : `，${why.join('；')}`;
  return { at: since, text: `成为${name}的时刻（${formatDateTimeSeconds(since)}${of}）` };
}

/** A line for each moment: `自…起：初报为 1 小时，续报1为 3 小时。` @param reports by name, those without a basis are left out */
export function basisLines(reports: readonly { name: string; basis: DueBasis | null }[]): string[] {
  const found = reports.flatMap(({ name, basis }) => (basis === null ? [] : [{ name, ...basis }]));
  return [...Map.groupBy(found, ({ from }) => from)].map(
    ([from, own]) => `${from}：${own.map(({ name, length: long }) => `${name}为 ${long}`).join('，')}。`,
  );
}
