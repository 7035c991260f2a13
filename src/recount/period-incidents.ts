/** Which incidents a document of a period counts. */
import { belongs } from './belongs.ts';
import { idDate, ms } from './data.ts';
import { type Judged, judge } from './incidents.ts';
import { serviceRecords, type World } from './world.ts';

/** Incidents whose clocks began in the period, and those before, judged at the document's moment. */
export function incidentsOf(world: World): { own: Judged[]; all: Judged[] } {
  const analysed = new Map<string, string>();
  for (const one of world.issued.filter((other) => other.obligation === 'incident-analysis')) {
    const before = analysed.get(one.period);
    if (before === undefined || ms(one.times.issued) < ms(before)) analysed.set(one.period, one.times.issued);
  }
  const all = serviceRecords(world, 'incident')
    .filter((one) => world.clock.day(one.at) <= world.manifest.to && idDate(one.id) <= world.manifest.to)
    .map((one) => judge(world, one, analysed.get(one.id)))
    .filter((one) => ms(one.start) <= ms(world.asOf));
  return { own: all.filter((one) => belongs(world, one.record, one.start)), all };
}
