/** The sections of the site, and what stands below the one that is open. */

import { occurrences } from '../../states/occurrence.ts';
import { receipts } from '../../states/receipt.ts';
import { pagesOf } from './composed.ts';
import { countStates, monthsOfService } from './deliverables.ts';
import { entries, kinds, months } from './entries.ts';
import { consultationMonths } from './knowledge.ts';
import { model } from './model.ts';
import {
  articleHref,
  consultationsHref,
  DUTY_HREF,
  kindHref,
  MONTHS_HREF,
  manualHref,
  monthHref,
  RETURNED_HREF,
  stateHref,
  VOIDED_HREF,
} from './paths.ts';
import { countReceipts, receiptHrefOf } from './receipts.ts';
import { byTopic, topicAnchor } from './topics.ts';

export interface NavLink {
  href: string;
  text: string;
  count?: number;
}
export interface NavGroup {
  title: string;
  links: NavLink[];
}
export interface Section {
  href: string;
  text: string;
  /** Reached from where it is needed, and not in the header. */
  aside?: true;
  /** What stands beside a page of the section; nothing without it. */
  groups?: (path: string) => NavGroup[];
}

function deliverableGroups(): NavGroup[] {
  const counts = countStates(entries).filter(({ count }) => count > 0);
  const received = countReceipts(entries).filter(({ count }) => count > 0);
  const { own, earlier } = monthsOfService(months, model.servicePeriod);
  return [
    {
      title: '按状态',
      links: [
        ...counts.map(({ state, count }) => ({ href: stateHref(state), text: occurrences[state].word, count })),
        { href: RETURNED_HREF, text: '退回', count: model.returns.open.rows.length + model.returns.revised },
        { href: VOIDED_HREF, text: '作废', count: model.voids.rows.length },
      ],
    },
    ...(received.some(({ state }) => state !== 'undelivered')
      ? [
          {
            title: '按签收',
            links: received.map(({ state, count }) => ({
              href: receiptHrefOf(state),
              text: receipts[state].word,
              count,
            })),
          },
        ]
      : []),
    {
      title: '按月份',
      links: [
        ...own.map(({ id, name }) => ({ href: monthHref(id), text: name })),
        ...(earlier === 0 ? [] : [{ href: MONTHS_HREF, text: '更早的月份', count: earlier }]),
      ],
    },
    { title: '按种类', links: kinds.map(({ id, name }) => ({ href: kindHref(id), text: name })) },
  ];
}

/** The articles of the open topic, and the other topics: a page must not grow with the whole knowledge base. */
function knowledgeGroups(path: string): NavGroup[] {
  const topics = byTopic(model.articles);
  const open = topics.find(({ articles }) => articles.some(({ id }) => decodeURI(articleHref(id)) === path));
  const links = topics
    .filter((topic) => topic !== open)
    .map((topic) => ({
      href: `/knowledge-base#${topicAnchor(topic)}`,
      text: topic.name,
      count: topic.articles.length,
    }));
  const others = { title: open === undefined ? '主题' : '其他主题', links };
  if (open === undefined) return [others];
  return [
    { title: open.name, links: open.articles.map(({ id, title }) => ({ href: articleHref(id), text: title })) },
    others,
  ];
}

function consultationGroups(): NavGroup[] {
  const months = consultationMonths(model.knowledge);
  return [
    {
      title: '按月份',
      links: months.map(({ month, name, drafts }) => ({ href: consultationsHref(month), text: name, count: drafts })),
    },
    { title: '知识库', links: [{ href: '/knowledge-base', text: '全部文章' }] },
  ];
}

function manualGroups(): NavGroup[] {
  return [{ title: '目录', links: model.manual.map(({ id, title }) => ({ href: manualHref(id), text: title })) }];
}

/** A kind of which there is no record yet has no page. */
const hasDuty = pagesOf('records').some(({ path }) => path === 'duty');

/** Every section in the order of the header; those that the pipeline composed say themselves what they are called. */
export const sections: Section[] = [
  { href: '/', text: '首页' },
  { href: '/deliverables', text: '交付物', groups: deliverableGroups },
  ...model.sections.map(({ id, title, place }): Section => {
    const link = { href: `/${id}`, text: title };
    return place === 'aside' ? { ...link, aside: true } : link;
  }),
  ...(hasDuty ? [{ href: DUTY_HREF, text: '值班' }] : []),
  { href: '/knowledge-base', text: '知识库', groups: knowledgeGroups },
  { href: '/consultations', text: '咨询待整理', groups: consultationGroups, aside: true },
  { href: '/verify', text: '档案查验' },
  { href: '/manual', text: '使用手册', groups: manualGroups },
  { href: '/search', text: '搜索' },
  ...(model.problems.length > 0 ? [{ href: '/problems', text: '待处理问题' }] : []),
];

/** The section in which a page lies. */
export function sectionOf(path: string): Section | undefined {
  // The longer address first: who was on duty lies below the records, and stands in the header by itself.
  return sections
    .filter(({ href }) => (href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`)))
    .toSorted((a, b) => b.href.length - a.href.length)[0];
}
