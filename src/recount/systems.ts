/** What a review counts of each system, and of all equipment of one kind, counted again. */
import { balanceOf } from './balance.ts';
import { ofPeriod } from './belongs.ts';
import type { Counted, Figures } from './counted.ts';
import type { Data } from './data.ts';
import type { World } from './world.ts';

/** Families of which a document tells by their kind, not one by one. */
const EQUIPMENT = ['terminal', 'device', 'power'];

/** @param figures of the same document: the seconds of each asset stand there */
export function systemFigures(world: World, figures: Figures): Figures {
  const inContract: Data[] = world.assets.filter((one: Data) => one.contract !== false);
  const groups = Map.groupBy(inContract, ({ id, kind, family }) => (EQUIPMENT.includes(family) ? `kind-${kind}` : id));
  const { incidents, counts } = balanceOf(world);
  const faults = incidents.filter(({ requirement, record }) => !requirement && counts(`${record.id} level`));
  const found: Record<string, Counted> = {};
  for (const [key, own] of groups) {
    const ids = new Set(own.map(({ id }) => id));
    const about = (kind: string): number => ofPeriod(world, kind).filter(({ asset }) => ids.has(asset)).length;
    const hit = faults.filter(({ record }) => (record.assets as string[]).some((id) => ids.has(id)));
    found[`systems.asked.${key}`] = about('consultation') + about('service-request');
    found[`systems.faults.${key}`] = hit.length + about('device-repair');
    const up = own.flatMap(({ id }) => figures[`availability.${id}`] ?? []) as {
      numerator: number;
      denominator: number;
    }[];
    found[`systems.up.${key}`] = {
      numerator: up.reduce((sum, one) => sum + one.numerator, 0),
      denominator: up.reduce((sum, one) => sum + one.denominator, 0),
    };
  }
  return found;
}
