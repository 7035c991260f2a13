/** Whether things fall on one place more often than chance lets them: the same cause, the same asset. Pure. */
import { binomialAtLeast } from './exact.ts';
import type { Look } from './look.ts';

export interface Placed {
  /** Where it belongs. */
  key: string;
  /** As it is named in the sentence. */
  name: string;
  /** What a reader finds it by. */
  id: string;
}

export interface RepeatedWords {
  /** `故障` and `起`. */
  what: string;
  unit: string;
  /** `服务期至今 `: over which time they were counted, where that is not the document's own. */
  since?: string;
  /** `资产`, `原因类别`: of what the places are. */
  place: string;
}

/** Ids that a sentence names. */
const NAMED = 4;
const CASES_AT_LEAST = 3;

/**
 * @param things in order of time
 * @param places how many places there are that they could have fallen on
 * @param fresh ids of which one must be among those that fell together: what repeated long ago is no news; without it all
 */
export function repeatedLooks(
  { what, unit, place, since = '' }: RepeatedWords,
  things: readonly Placed[],
  places: number,
  fresh?: ReadonlySet<string>,
): Look[] {
  if (things.length < CASES_AT_LEAST || places < 2) return [];
  const groups = [...Map.groupBy(things, (one) => one.key).values()].filter((own) => own.length > 1);
  const news = groups.filter((own) => fresh === undefined || own.some((one) => fresh.has(one.id)));
  return news.map((own): Look => {
    const ids = own.slice(-NAMED).map((one) => one.id);
    return {
      sort: 'repeated',
      about: own.map((one) => one.id).join(' '),
      // Any of the places could have been the one.
      chance: Math.min(1, places * binomialAtLeast(own.length, things.length, 1 / places)),
      text: `${since}${things.length} ${unit}${what}中 ${own.length} ${unit}同属${own[0]?.name ?? ''}（${ids.join('、')}${own.length > NAMED ? ' 等' : ''}）`,
      test: `假定 ${places} 个${place}机会均等，二项检验`,
    };
  });
}
