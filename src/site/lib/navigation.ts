/** The sections of the site, and what stands below the one that is open. */
import { byKind, byMonth, entriesOf } from './deliverables.ts';
import { model } from './model.ts';
import { articleHref, kindHref, manualHref, monthHref } from './paths.ts';
import { byTopic } from './topics.ts';

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
  groups: NavGroup[];
}

const RECENT_MONTHS = 12;

function deliverableGroups(): NavGroup[] {
  const entries = entriesOf(model);
  return [
    { title: '按月份', links: byMonth(entries).slice(0, RECENT_MONTHS).map(({ id, name }) => ({ href: monthHref(id), text: name })) },
    { title: '按种类', links: byKind(entries).map(({ id, name }) => ({ href: kindHref(id), text: name })) },
  ];
}

/** Every section in the order of the header; a later section is one more entry here. */
export const sections: Section[] = [
  { href: '/', text: '首页', groups: [] },
  { href: '/deliverables', text: '交付物', groups: deliverableGroups() },
  {
    href: '/knowledge-base',
    text: '知识库',
    groups: byTopic(model.articles).map(({ name, articles }) => ({
      title: name,
      links: articles.map(({ id, title }) => ({ href: articleHref(id), text: title })),
    })),
  },
  {
    href: '/manual',
    text: '使用手册',
    groups: model.manual.length === 0 ? [] : [{ title: '目录', links: model.manual.map(({ id, title }) => ({ href: manualHref(id), text: title })) }],
  },
  { href: '/search', text: '搜索', groups: [] },
];
if (model.problems.length > 0) sections.push({ href: '/problems', text: '待处理问题', groups: [] });

/** The section in which a page lies. */
export function sectionOf(path: string): Section | undefined {
  return sections.find(({ href }) => (href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`)));
}
