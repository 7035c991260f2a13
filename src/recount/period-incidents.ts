/** The incidents that a document of a period tells of, judged at its moment. */

import { isTold } from './belongs.ts';
import { type Data, ms } from './data.ts';
import { type Judged, judge } from './incidents.ts';
import type { Fact } from './spans.ts';
import { isOf } from './units.ts';
import { serviceRecords, type World } from './world.ts';

/** When the clocks began, and when the incident was written down. */
export const startOf = ({ start, record }: Judged): Fact => ({ event: ms(start), entered: ms(record.enteredAt) });

/** Issue time of the first 故障分析处理记录 of each incident: a revision submits nothing anew. */
export function submissionsOf(world: World): Map<string, string> {
  const first = new Map<string, string>();
  for (const { obligation, period, times } of world.known) {
    const before = first.get(period);
    if (isOf(world, obligation, 'incident-analysis') && (before === undefined || ms(times.issued) < ms(before)))
      first.set(period, times.issued);
  }
  return first;
}

/** Those that this document or one before it counts. */
export function incidentsOf(world: World): Judged[] {
  const submitted = submissionsOf(world);
  return serviceRecords(world, 'incident')
    .map((one: Data) => judge(world, one, submitted.get(one.id)))
    .filter((one) => isTold(world, startOf(one)));
}
