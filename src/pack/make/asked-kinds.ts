/** Which kind of document or record a request means, by its name or one that is near: 巡检记录 means 系统巡检日志. Pure. */
import { isFarOff } from '../../search/nearness.ts';
import { buildIndex, type SearchIndex, search } from '../../search/search.ts';
import { normalise } from '../../search/text/normalise.ts';

/** What can be asked for. */
export interface AskableKind {
  id: string;
  name: string;
  /** How often a document of it is made, as the contract has it; of records none. */
  every?: 'day' | 'week' | 'month' | 'quarter' | 'half-year' | 'term' | 'year' | 'service' | 'event' | undefined;
}

export interface KindFinder {
  /** Those that a name means, best first: one, or a few that are as near. Empty: none is. */
  find(name: string): string[];
  /** Names of those that are a little like it, for a message. */
  near(name: string): string[];
}

/** Words that say what form a paper has and not what it is about: who shares no other word is not meant. */
const FORM =
  /(?:记录表|登记表|登记簿|统计表|明细表|汇总表|情况表|记录|报告|台账|日志|清单|资料|文件|文档|材料|汇总|情况|复印件|扫描件|原件|表|单|书|簿)+$/;
/** Share of the words of a request that its kind has to hold. */
const MEANT = 0.4;
/** How near the best one others have to come to be meant as well. */
const AS_NEAR = 0.8;
const MOST = 3;
/** What another cadence than the one that was said counts. */
const OTHER_CADENCE = 0.3;
const CADENCES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/每日|日报|逐日/, ['day']],
  [/每周|周报/, ['week']],
  [/月度|月报|每月|逐月/, ['month']],
  [/季度|季报|每季/, ['quarter']],
  [/半年/, ['half-year']],
  [/年度|年报|全年/, ['year', 'service']],
];

export function openKinds(kinds: readonly AskableKind[]): KindFinder {
  const index = buildIndex(kinds.map(({ id, name }) => ({ url: id, title: name, kind: 'document', text: name })));
  const byId = new Map(kinds.map((one) => [one.id, one]));
  return {
    find(name) {
      const query = normalise(name).trim();
      const exact = kinds.filter((one) => normalise(one.name) === query);
      if (exact.length > 0) return exact.map(({ id }) => id);
      const subject = query.replace(FORM, '');
      const about = subject === '' ? undefined : new Set(meant(index, subject).map(({ url }) => url));
      const said = CADENCES.filter(([pattern]) => pattern.test(query)).flatMap(([, units]) => units);
      const weigh = (id: string): number => {
        const every = byId.get(id)?.every;
        return said.length === 0 || every === undefined || said.includes(every) ? 1 : OTHER_CADENCE;
      };
      const found = meant(index, query)
        .filter(({ url }) => about?.has(url) ?? true)
        .map(({ url, score }) => ({ id: url, score: score * weigh(url) }))
        .sort((a, b) => b.score - a.score);
      const best = found[0]?.score ?? 0;
      return found
        .filter(({ score }) => score >= best * AS_NEAR)
        .slice(0, MOST)
        .map(({ id }) => id);
    },
    near(name) {
      const found = search(index, normalise(name), MOST);
      return isFarOff(found) ? [] : found.map(({ title }) => title);
    },
  };
}

const MANY = 20;

const meant = (index: SearchIndex, query: string) => search(index, query, MANY).filter(({ share }) => share >= MEANT);
