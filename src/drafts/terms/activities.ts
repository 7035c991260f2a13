/** What has to happen so many times a period, as clauses say it: drills, trainings, stock-takings, restore tests, upkeep. Pure. */
import type { RequirementPeriod } from '../../contract/terms/requirements.ts';
import { numberOf } from '../marker.ts';
import type { Source } from './levels.ts';

export interface DraftActivity {
  id: string;
  name: string;
  /** Kind of record; those of 专项活动 name the id. */
  kind: 'drill' | 'restore-test' | 'activity';
  times: number;
  per: RequirementPeriod;
  clause: string;
  paper: string;
}

const WHAT: readonly [topic: string, kind: DraftActivity['kind'], word: RegExp][] = [
  ['drill', 'drill', /演[练习]/],
  ['restore-test', 'restore-test', /恢复测试|恢复验证|可读性检测/],
  ['training', 'activity', /培训/],
  ['stock-taking', 'activity', /盘点|盘库|清点/],
  ['activity', 'activity', /保养|评审会|回访|校准|清洗|清洁消毒|清洁|消毒|除尘|标定|校验/],
];
const PERIODS: Readonly<Record<string, RequirementPeriod>> = {
  ...{ 月: 'month', 个月: 'month', 季: 'quarter', 季度: 'quarter', 半年: 'half-year', 年: 'year', 学期: 'term' },
  ...{ 服务年度: 'year', 年度: 'year' },
};
const CN = '[一二两三四五六七八九十]+|\\d+';
const EVERY = /每(服务年度|年度|半年|学期|季度|季|个月|月|年)(?!\d+[日月]|末|[一二三四五六七八九十\d]*个?百分)/;

/** One for each clause that says how often in so many words. */
export function activitiesIn(clauses: readonly Source[]): DraftActivity[] {
  const taken = new Map<string, number>();
  return clauses.flatMap(({ id: clause, paper, text, topics }) =>
    WHAT.filter(([topic]) => topics.includes(topic)).flatMap(([topic, kind, word]): DraftActivity[] => {
      const said = oftenIn(text, word);
      if (said === undefined) return [];
      const n = (taken.get(topic) ?? 0) + 1;
      taken.set(topic, n);
      return [{ id: n === 1 ? topic : `${topic}-${n}`, kind, clause, paper, ...said }];
    }),
  );
}

/** Several steps in one sentence, or so many of each, are no single row: nothing is drafted of them. */
function oftenIn(text: string, word: RegExp): Pick<DraftActivity, 'name' | 'times' | 'per'> | undefined {
  const sentence = text.split(/[。；;\n]/).find((one) => EVERY.test(one) && word.test(one)) ?? '';
  if (sentence.split('每').length > 2 || /各[^，]{0,6}次/.test(sentence)) return undefined;
  const per = PERIODS[EVERY.exec(sentence)?.[1] ?? ''];
  const count = new RegExp(`(${CN})次(?!以[上下])`).exec(sentence)?.[1];
  const times = count === undefined ? 1 : (numberOf(count.replace('两', '二')) ?? 0);
  return per === undefined || times < 1 ? undefined : { name: nameOf(sentence, word), times, per };
}

const words = new Intl.Segmenter('zh', { granularity: 'word' });
/** Longest that stands before the word. */
const LEAD = 6;

/** The word with what is said of it in front: 防台应急演练; never what is no word, counts, or is one character. */
function nameOf(sentence: string, word: RegExp): string {
  const found = word.exec(sentence);
  const [own, index] = [found?.[0] ?? '', found?.index ?? 0];
  let name = own;
  for (const { segment } of [...words.segment(sentence.slice(0, index))].reverse()) {
    const isPart =
      /^[\u4e00-\u9fff]{2,4}$/.test(segment) &&
      !/[一二两三四五六七八九十每各次]|组织|进行|开展|举办|参加|接受|不少|至少|季度|半年/.test(segment);
    if (!isPart || name.length + segment.length > own.length + LEAD) break;
    name = `${segment}${name}`;
  }
  return name;
}
