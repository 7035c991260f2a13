/** 知识库 for the site: related records, what is to be reviewed, and the consultations that wait to be written up. Pure. */

import { compareRecordIds } from '../../contract/record-id.ts';
import { articleMatcher, MATCH_RULE } from '../../knowledge/match.ts';
import { fieldsOf } from '../../records/fields.ts';
import type { SiteConsultation, SiteKnowledge, SiteRelated, SiteUnanswered } from '../../report/site-knowledge.ts';
import type { SiteArticle } from '../../report/site-model.ts';
import incident from '../../subjects/incidents/kinds/incident.ts';
import consultation, { type ConsultationRecord } from '../../subjects/requests/kinds/consultation.ts';
import { choiceWord } from '../../wording/codes.ts';
import { timeText } from '../../wording/words.ts';
import { recordsOf, type SiteFacts } from '../parts/facts.ts';
import { assetLink, recordHref } from '../parts/links.ts';
import { isRecent, monthOfId } from '../parts/months.ts';
import type { SiteNeed } from '../parts/needs.ts';
import type { Shower } from '../parts/shown.ts';

/** What it is made from. */
export const knowledgeNeeds: readonly SiteNeed[] = [
  { kind: 'consultation', window: 'year' },
  { kind: 'incident', window: 'all' },
];

/** 咨询 is a page of the site and no section; it shows its records all the same. */
export const consultationPages: Shower = {
  id: 'consultations',
  place: 'header',
  shows: [{ kind: 'consultation', path: (facts, id) => (isRecent(facts, id) ? `${monthOfId(id)}#${id}` : null) }],
};

/** Related records shown with an article, of each sort. */
const MOST_RELATED = 5;

/** @param articles those of the workspace, as the view may see them */
export function knowledgeOf(
  facts: Pick<SiteFacts, 'records' | 'contract' | 'until' | 'yearFrom' | 'kinds' | 'shown' | 'ids'>,
  articles: readonly SiteArticle[],
): SiteKnowledge {
  const match = articleMatcher(articles, facts.contract);
  const known = new Set(articles.map(({ id }) => id));
  const consultations = recordsOf(facts, consultation)
    .map((one) => toConsultation(facts, one, known, match))
    .toSorted(newestFirst);
  const incidents = recordsOf(facts, incident).map((one) => ({
    articles: match({ text: one.title, assets: one.assets }),
    related: {
      id: one.id,
      text: one.title,
      date: one.discoveredAt.slice(0, 10),
      href: recordHref(facts, one.id),
    },
  }));
  return {
    rule: MATCH_RULE,
    related: relatedOf(
      incidents.toSorted((a, b) => newestFirst(a.related, b.related)),
      onceEach(consultations).map((one) => ({
        articles: one.articles,
        related: { id: one.id, text: one.question, date: one.at.slice(0, 10), href: one.href },
      })),
    ),
    review: reviewOf(articles, facts.until),
    unanswered: unansweredOf(consultations),
    consultations,
  };
}

const newestFirst = (a: { id: string }, b: { id: string }): number => compareRecordIds(b.id, a.id);

function toConsultation(
  facts: Pick<SiteFacts, 'contract' | 'yearFrom' | 'kinds' | 'shown' | 'ids'>,
  record: ConsultationRecord,
  known: ReadonlySet<string>,
  match: ReturnType<typeof articleMatcher>,
): SiteConsultation {
  const fields = fieldsOf(consultation.schema);
  const { id, question, asset, article } = record;
  return {
    id,
    month: monthOfId(id),
    href: recordHref(facts, id),
    at: timeText(record.at),
    question,
    answer: record.answer ?? null,
    system: asset === undefined ? '' : assetLink(facts, asset).text,
    topic: choiceWord(fields, 'topic', record.topic),
    status: choiceWord(fields, 'status', record.status),
    draft: article === undefined || !known.has(article),
    articles: match({ text: question, assets: asset === undefined ? [] : [asset], article }),
  };
}

/** A question that is asked again and again is shown once, by its newest record. */
const onceEach = (newestFirstList: readonly SiteConsultation[]): SiteConsultation[] =>
  [...new Map(newestFirstList.toReversed().map((one) => [one.question, one])).values()].toSorted(newestFirst);

interface Linked {
  articles: readonly string[];
  related: SiteRelated;
}

function relatedOf(incidents: readonly Linked[], consultations: readonly Linked[]): SiteKnowledge['related'] {
  const related: SiteKnowledge['related'] = {};
  const put = (sort: 'incidents' | 'consultations', list: readonly Linked[]): void => {
    for (const { articles, related: record } of list) {
      for (const article of articles) {
        related[article] ??= { incidents: [], consultations: [] };
        const own = related[article][sort];
        if (own.length < MOST_RELATED) own.push(record);
      }
    }
  };
  put('incidents', incidents);
  put('consultations', consultations);
  return related;
}

function reviewOf(articles: readonly SiteArticle[], today: string): SiteKnowledge['review'] {
  return articles
    .filter(({ reviewDue }) => reviewDue === null || reviewDue < today)
    .toSorted((a, b) => ((a.reviewDue ?? '') < (b.reviewDue ?? '') ? -1 : 1))
    .map(({ id, reviewDue }) => ({
      article: id,
      reason: reviewDue === null ? '没有写复核日期' : `应于 ${reviewDue} 前复核`,
    }));
}

function unansweredOf(consultations: readonly SiteConsultation[]): SiteUnanswered[] {
  return [...Map.groupBy(consultations, ({ question }) => question).values()]
    .flatMap((asked) => {
      const newest = asked[0] as SiteConsultation;
      const reason =
        newest.answer === null ? '还没有答复' : newest.articles.length === 0 ? '知识库中没有相近的文章' : null;
      if (reason === null) return [];
      const { question, system, href } = newest;
      return [{ question, times: asked.length, lastAsked: newest.at.slice(0, 10), system, reason, href }];
    })
    .toSorted((a, b) => b.times - a.times || (a.lastAsked < b.lastAsked ? 1 : -1));
}
