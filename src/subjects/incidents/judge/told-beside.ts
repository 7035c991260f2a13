/**
 * What stands beside the verdict of a clock: that a value which decides it was another before, by whom, and what the supplier claims
 * in place of what was vouched for. In the clock's own sentence, so that paper, site, workbook, desk and terminal say it alike. Pure.
 */
import type { PauseTerm } from '../../../contract/terms/pauses.ts';
import { compareInstants, type InstantText } from '../../../contract/time.ts';
import type { AnyRecord } from '../../../records/record.ts';
import { besideText } from '../../../wording/corrections.ts';
import { responsibilityChoices } from '../kinds/incident/choices.ts';
import type { IncidentRecord } from '../kinds/incident.ts';
import type { Clock } from './clock.ts';

/** Where every clock starts, and how long it may run. */
const OF_ALL = [
  ...(['occurredAt', 'discoveredAt', 'reportedAt', 'levels', 'outage', 'foundBy'] as const),
  ...(['assets', 'customers'] as const),
] as const satisfies Fields;

/** Besides. */
const OF_CLOCK = {
  response: ['respondedAt', 'arrivedAt', 'residentOnSpot'],
  'remote-start': ['remoteStartedAt'],
  arrival: [
    ...(['arrivedAt', 'gateAt', 'arrivalSignedAt', 'onDuty'] as const),
    ...(['residentOnSpot', 'diagnosis', 'placeId'] as const),
  ],
  diagnosis: ['diagnosis', 'remoteStartedAt', 'arrivedAt', 'gateAt', 'arrivalSignedAt', 'onDuty'],
  restoration: ['restoredAt', 'confirmedRestoredAt', 'pauses', 'agreedOn'],
  notice: ['notices', 'restoredAt', 'confirmedRestoredAt', 'closedAt'],
  record: ['recordedAt', 'restoredAt', 'confirmedRestoredAt', 'closedAt'],
} as const satisfies Record<Clock['id'], Fields>;

type Fields = readonly (keyof IncidentRecord)[];

/** Of the corrections that were made by then. Empty: nothing is to be told. @param contract which clocks a pause stops */
export const besideClock = (
  incident: IncidentRecord,
  id: Clock['id'],
  asOf: InstantText,
  { pauses = [] }: { pauses?: readonly PauseTerm[] | undefined } = {},
): string => {
  const stopped = pauses.some(({ clocks }) => clocks.some((one) => one === id));
  return besideText(madeBy(incident, asOf), [...OF_ALL, ...OF_CLOCK[id], ...(stopped ? (['pauses'] as const) : [])]);
};

/** By whom it counts, and what was said of it before or is claimed now: a quota rests on it. */
export function responsibilityText(incident: IncidentRecord, asOf: InstantText): string {
  const beside = besideText(madeBy(incident, asOf), ['responsibility']);
  const word = responsibilityChoices[incident.responsibility];
  return beside === '' ? word : `${word}（${beside}）`;
}

const madeBy = ({ corrections = [] }: AnyRecord, asOf: InstantText): Pick<AnyRecord, 'corrections'> => ({
  corrections: corrections.filter(({ at }) => compareInstants(at, asOf) <= 0),
});

/** The clock with it. */
export function withBeside(
  clock: Clock,
  incident: IncidentRecord,
  asOf: InstantText,
  contract: { pauses?: readonly PauseTerm[] | undefined },
): Clock {
  const beside = besideClock(incident, clock.id, asOf, contract);
  return beside === '' ? clock : { ...clock, beside, text: `${clock.text}（${beside}）` };
}
