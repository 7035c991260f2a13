/** What is open of one incident: the 口径 that nobody confirmed and whose readings touch it, each combination of them as if agreed on. */
import type { Data } from '../data.ts';
import { readingsOf } from './options.ts';

/** More combinations than so many are not judged one by one. */
const MOST = 64;

export interface Combined {
  /** The questions as each combination settles them, and the label of each option taken; the first is in force. */
  readings: { interpretations: Data[]; taken: readonly Data[] }[];
  /** There are more than were tried: nothing is proven. */
  isUnproven: boolean;
}

const touches: Readonly<Record<string, (record: Data, options: readonly Data[]) => boolean>> = {
  'working-time': ({ levels }, options) =>
    levels.some((row: Data) => options.some((one) => (one.levels ?? []).includes(row.level))),
  arrival: ({ gateAt, arrivalSignedAt, arrivedAt, onDuty, residentOnSpot }) =>
    onDuty === true || residentOnSpot === true || (gateAt ?? arrivalSignedAt ?? arrivedAt) !== undefined,
  pauses: ({ pauses = [] }) => pauses.some((one: Data) => one.evidence !== undefined && one.confirmedAt !== undefined),
};

/** @param record as the purchaser vouches for it @param interpretations as they count for it */
export function combined(record: Data, interpretations: readonly Data[]): Combined {
  const asked = Object.entries(touches).flatMap(([binds, touched]) => {
    const question = interpretations.find((one) => one.binds === binds);
    if (question === undefined || !touched(record, question.options)) return [];
    const { chosen, all } = readingsOf({ interpretations: [...interpretations] }, binds, '');
    return all.length < 2 ? [] : [{ question, options: [chosen, ...all.filter((one) => one !== chosen)] }];
  });
  const inForce = asked.map(({ options }) => options[0] as Data);
  const isUnproven = asked.reduce((product, { options }) => product * options.length, 1) > MOST;
  const ways = isUnproven
    ? [inForce, ...asked.flatMap(({ options }, n) => options.slice(1).map((one) => inForce.with(n, one)))]
    : asked.reduce<Data[][]>((all, { options }) => all.flatMap((one) => options.map((own) => [...one, own])), [[]]);
  const readings = ways.map((taken) => ({
    taken,
    interpretations: interpretations.map((one) => {
      const n = asked.findIndex(({ question }) => question === one);
      return n === -1 ? one : { ...one, confirmed: true, chosen: taken[n]?.id, effectiveFrom: undefined };
    }),
  }));
  return { readings, isUnproven };
}
