/** 知识库's lists as tables: what waits to be reviewed, written or tidied. Pure. */

import { monthText } from '../../contract/calendar/month-text.ts';
import type { Cell, SiteArticle, SiteConsultation, SiteKnowledge, TableBlock } from '../../report/site-model.ts';
import { articleHref } from './paths.ts';

/** Questions listed; the rest is counted below the list. */
export const LISTED_QUESTIONS = 50;

type Articles = readonly Pick<SiteArticle, 'id' | 'title' | 'owner'>[];

export function reviewTable(knowledge: SiteKnowledge, articles: Articles): TableBlock {
  const byId = new Map(articles.map((article) => [article.id, article]));
  return {
    type: 'table',
    title: '待复核的文章',
    columns: [
      { key: 'title', label: '文章', title: true },
      { key: 'reason', label: '复核', state: true },
      { key: 'owner', label: '维护人' },
    ],
    rows: knowledge.review.flatMap(({ article, reason }) => {
      const found = byId.get(article);
      if (found === undefined) return [];
      return [
        {
          cells: {
            title: { text: found.title, href: articleHref(article) },
            reason: { text: reason, tone: 'attention', mark: '△' },
            owner: found.owner ?? '未写',
          },
        },
      ];
    }),
    empty: '没有待复核的文章。复核日期已过或没有写复核日期的文章会列在这里。',
  };
}

export function unansweredTable({ unanswered }: SiteKnowledge): TableBlock {
  return {
    type: 'table',
    title: '问过但没有文章的问题',
    sortable: true,
    columns: [
      { key: 'question', label: '问题', title: true },
      { key: 'reason', label: '原因', state: true },
      { key: 'system', label: '系统' },
      { key: 'times', label: '次数', align: 'right' },
      { key: 'last', label: '最近一次' },
    ],
    rows: unanswered.slice(0, LISTED_QUESTIONS).map((one) => ({
      cells: {
        question: { text: one.question, href: one.href },
        reason: { text: one.reason, tone: 'attention', mark: '△' },
        system: one.system || '—',
        times: String(one.times),
        last: one.lastAsked,
      },
    })),
    empty: '近一年问过的问题都有文章可查。找不到相近文章的，或还没有答复的问题会列在这里。',
  };
}

export interface ConsultationMonth {
  month: string;
  name: string;
  consultations: SiteConsultation[];
  drafts: number;
}

/** Newest first. */
export function consultationMonths({ consultations }: SiteKnowledge): ConsultationMonth[] {
  const months = new Map<string, SiteConsultation[]>();
  for (const one of consultations) {
    const list = months.get(one.month);
    if (list === undefined) months.set(one.month, [one]);
    else list.push(one);
  }
  return [...months].map(([month, list]) => ({
    month,
    name: monthText(month),
    consultations: list,
    drafts: list.filter(({ draft }) => draft).length,
  }));
}

const states = { draft: '待整理', article: '已有文章' } as const;

export function consultationTable({ name, consultations }: ConsultationMonth, articles: Articles): TableBlock {
  const titles = new Map(articles.map(({ id, title }) => [id, title]));
  const near = (ids: readonly string[]): Cell => {
    const id = ids.find((one) => titles.has(one));
    return id === undefined ? '—' : { text: titles.get(id) ?? id, href: articleHref(id) };
  };
  return {
    type: 'table',
    title: `${name}咨询`,
    sortable: true,
    columns: [
      { key: 'question', label: '问题', title: true },
      { key: 'answer', label: '答复', wide: true },
      { key: 'system', label: '系统' },
      { key: 'at', label: '咨询时间', short: true },
      { key: 'near', label: '相近文章', wide: true },
      { key: 'state', label: '整理', state: true },
    ],
    filters: [
      { key: 'state', label: '整理', options: Object.entries(states).map(([value, text]) => ({ value, text })) },
      {
        key: 'system',
        label: '系统',
        options: [...new Set(consultations.map(({ system }) => system))]
          .filter((system) => system !== '')
          .map((system) => ({ value: system, text: system })),
      },
    ],
    rows: consultations.map((one) => ({
      id: one.id,
      filter: { state: one.draft ? 'draft' : 'article', system: one.system },
      cells: {
        question: { text: one.question, sub: `${one.id}　${one.topic}` },
        answer: { text: one.answer ?? '还没有答复', sub: one.status },
        system: one.system || '—',
        at: one.at.slice(0, 10),
        near: near(one.articles),
        state: one.draft
          ? { text: states.draft, tone: 'attention', mark: '○' }
          : { text: states.article, tone: 'normal' },
      },
    })),
    empty: '本月没有咨询。',
  };
}
