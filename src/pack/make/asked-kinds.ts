/** Which kind of document or record a request means, by its name or one that is near: 巡检记录 means 系统巡检日志. Pure. */
import { isFarOff } from '../../search/about.ts';
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
  /** The one that is called just so; undefined: none is. */
  named(name: string): string | undefined;
  /** Names of those that are a little like it, for a message. */
  near(name: string): string[];
}

/** Words that say what form a paper has and not what it is about: who shares no other word is not meant. */
const FORM =
  /(?:记录表|登记表|登记簿|统计表|明细表|汇总表|情况表|记录|报告|台账|日志|清单|资料|文件|文档|材料|汇总|情况|复印件|扫描件|原件|表|单|书|簿)+$/;
/** Share of the words of a request that its kind has to hold. */
const MEANT = 0.4;
/** Share below which nothing is looked at: with the head of the request in its name, a kind may hold less of the rest. */
const LIKELY = 0.25;
/** What a kind counts that is about the very thing. */
const OF_THE_SAME = 3;
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
  const byName = new Map(kinds.map(({ id, name }) => [normalise(name), id]));
  const byId = new Map(kinds.map((one) => [one.id, { ...one, folded: normalise(one.name) }]));
  return {
    find(name) {
      const query = asNamed(normalise(name).trim());
      const exact = byName.get(query);
      if (exact !== undefined) return [exact];
      // One sign alone is no subject: 工 of 工单.
      const stripped = query.replace(FORM, '');
      const subject = stripped.length > 1 ? stripped : '';
      const hits = subject === '' ? likely(index, query) : likely(index, subject);
      const whole = new Map(likely(index, query).map(({ url, score }) => [url, score]));
      const found = hits.flatMap(({ url, score, share }) => {
        const kind = byId.get(url);
        if (kind === undefined) return [];
        return [{ ...kind, score: (score + (whole.get(url) ?? 0)) * cadenceFit(query, kind.every), share }];
      });
      return nearest(found, headOf(subject)).map(({ id }) => id);
    },
    named: (name) => byName.get(normalise(name).trim()),
    near(name) {
      const found = search(index, normalise(name), MOST);
      return isFarOff(found) ? [] : found.map(({ title }) => title);
    },
  };
}

/** Hits of the search that are looked at. */
const MANY = 20;

const likely = (index: SearchIndex, query: string) => search(index, query, MANY).filter(({ share }) => share >= LIKELY);

/** 月度运维报告 is what contracts call 运维月报. */
const asNamed = (query: string): string =>
  query.replace(/^(.*)(月|季)度(.*?)(?:工作)?(?:总结)?(?:报告|报表|汇报)$/, '$1$3$2报');

function cadenceFit(query: string, every: AskableKind['every']): number {
  const said = CADENCES.filter(([pattern]) => pattern.test(query)).flatMap(([, units]) => units);
  return said.length === 0 || every === undefined || said.includes(every) ? 1 : OTHER_CADENCE;
}

/** What a Chinese name is about stands last in it: 演练 of 应急演练. Empty where there is no such word. */
const headOf = (subject: string): string => /\p{Script=Han}{2}$/u.exec(subject)?.[0] ?? '';

interface Hit {
  id: string;
  folded: string;
  score: number;
  share: number;
}

/** The best, and those that come near it; where some have the head of what was asked, they alone. */
function nearest(found: readonly Hit[], head: string): Hit[] {
  const withHead = head === '' ? [] : found.filter(({ folded }) => folded.includes(head));
  const ranked = (withHead.length > 0 ? withHead : found.filter(({ share }) => share >= MEANT))
    .map((one) => ({ ...one, score: isAbout(one.folded, head) ? one.score * OF_THE_SAME : one.score }))
    .sort((a, b) => b.score - a.score);
  const best = ranked[0]?.score ?? 0;
  return ranked.filter(({ score }) => score >= best * AS_NEAR).slice(0, MOST);
}

/** true for a name that is about the same thing: its own head, before the word for its form, is that one. */
const isAbout = (folded: string, head: string): boolean =>
  head !== '' &&
  folded
    .replace(/[（(].*$/, '')
    .replace(FORM, '')
    .endsWith(head);
