/** Calls that were answered or called back in time, counted again for the registers that list them. */
import { ofPeriod } from './belongs.ts';
import type { Figures } from './counted.ts';
import { type Data, ms } from './data.ts';
import { termsOn } from './levels/held.ts';
import { isInTime, limitsFor, usedOf } from './levels/level-limits.ts';
import { bearing } from './score/scored-clauses.ts';
import type { World } from './world.ts';

/** Nothing where no clause about the telephone has a limit, or nobody called. */
export function callFigures(world: World, register: Data): Figures {
  const tables: Data[] = [register, ...(register.more ?? [])];
  if (!tables.some(({ kind }) => kind === 'call')) return {};
  const judged = ofPeriod(world, 'call').flatMap((one) => isCallInTime(world, one) ?? []);
  if (judged.length === 0) return {};
  return { 'calls.in-time': { numerator: judged.filter(Boolean).length, denominator: judged.length } };
}

/** null where no limit holds at its moment. */
export function isCallInTime(world: World, call: Data): boolean | null {
  const clauses = bearing(world.contract, 'phone');
  const terms = termsOn(world.contract, world.clock.day(call.at));
  const limits = terms.limits.filter((one: Data) => clauses.includes(one.clause) && one.levels === undefined);
  const [limit] = limitsFor({ ...world, contract: { ...terms, levels: [], limits } }, 'response', '', call.at, null);
  if (limit === undefined) return null;
  const end = call.outcome === 'missed' ? undefined : (call.answeredAt ?? call.calledBackAt);
  return end !== undefined && isInTime(world, limit, call.at, usedOf(world, limit, ms(call.at), ms(end)));
}
