/** Documents that are due by a limit of the level (`due: { limit: analysis }`): each level that brings one up has such a limit. Pure. */
import { limitClocks, limitTerms } from '../terms/levels.ts';
import type { Obligation } from '../terms/obligations.ts';
import type { BundleParts } from './bundle-parts.ts';
import { type Found, when } from './check-known.ts';

type Terms = Pick<Obligation, 'eventKind' | 'eventLevels' | 'eventClass' | 'due' | 'parts'>;

/**
 * A level without the limit, or with one that is agreed case by case, would give a document that is never due.
 * @param at place of the obligation in its file
 * @returns one problem for each rule that asks for the limit, with the levels that lack it
 */
export function checkDueLimits({ contract }: Pick<BundleParts, 'contract'>, at: string, one: Terms): Found[] {
  const rules = [
    { place: `${at}.due`, due: one.due },
    ...(one.parts ?? []).map(({ due }, n) => ({ place: `${at}.parts[${n}].due`, due })),
  ];
  return rules.flatMap(({ place, due }) => {
    const clock = due?.limit;
    if (clock === undefined || one.eventKind !== 'incident') return [];
    const terms = limitTerms(contract).filter(
      (term) =>
        term.clock === clock &&
        term.agreed !== true &&
        term.during === undefined &&
        term.outside === undefined &&
        (term.class === undefined || term.class === one.eventClass),
    );
    const lacking = contract.levels
      .filter(({ id }) => one.eventLevels === undefined || one.eventLevels.includes(id))
      .filter(({ id }) => terms.every(({ levels }) => levels !== undefined && !levels.includes(id)));
    return when(
      lacking.length > 0,
      `${place}.limit`,
      `${clock}；没有“${limitClocks[clock]}”时限的级别：${[...new Set(lacking.map(({ id, name }) => `${id}（${name}）`))].join('、')}`,
      `contract.yaml 中这些级别都有可以算出期限的 limits（clock: ${clock}），或在 eventLevels 中只列出有的级别`,
    );
  });
}
