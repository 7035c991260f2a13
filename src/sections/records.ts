/** 证据记录: every record whole, by kind and day, and the ids of all by month, so that every document's evidence can be pointed at. Pure. */

import { monthText } from '../contract/calendar/month-text.ts';
import { figureIds } from '../page/figure-ids.ts';
import { figureOf } from '../report/figure.ts';
import type { Block, Section, SitePage } from '../report/site-model.ts';
import { defineSection } from './_section.ts';
import { incidentNeeds } from './board/figures.ts';
import { CORRECTIONS_PATH } from './parts/corrections.ts';
import type { SiteFacts } from './parts/facts.ts';
import { calendarMonth, countCell, everTo, linkedCount } from './parts/figures.ts';
import { recordsHref } from './parts/links.ts';
import { isFolded } from './parts/months.ts';
import { EVERY_KIND } from './parts/needs.ts';
import { isParted } from './parts/places.ts';
import { correctionsPage } from './records/corrections.ts';
import { dayList, dayPages, daysOf, monthGrid, type RecordDays } from './records/days.ts';
import { emptyMonths } from './records/empty-months.ts';
import { idList, idsByKind, type KindIds, monthRecords } from './records/kinds.ts';
import { foldedMonths } from './records/months.ts';
import { offShiftPages } from './records/off-shift.ts';
import { listedKinds, ownLists } from './records/own-lists.ts';

/** The overview, one page a kind, its records month by month, and one page a month: no page grows with the years. */
export default defineSection({
  id: 'records',
  title: '证据记录',
  place: 'aside',
  order: 60,
  needs: [
    { kind: EVERY_KIND, window: 'months' },
    ...listedKinds.map(([kind, { window }]) => ({ kind, window })),
    // What the folded months tell more of than an id.
    ...incidentNeeds,
    { kind: 'backup', window: 'year' },
    { kind: 'restore-test', window: 'all' },
    { kind: 'drill', window: 'all' },
  ],
  shows: listedKinds.map(([kind, { path }]) => ({ kind, path: (facts, id) => path(facts, `${kind}#${id}`, id) })),
  compose(facts) {
    const kinds = idsByKind(facts);
    const months = [...new Set(kinds.flatMap((one) => [...one.months.keys()]))].sort();
    const days = new Map(facts.kinds.map(({ id }) => [id, daysOf(facts, id)]));
    return [
      {
        path: '',
        title: '证据记录',
        description: '文档依据的每一条记录。记录原件在工作区，由版本库保存历次改动；文档的数据指纹由这些记录算出。',
        sections: [kindSection(facts, kinds), changedSection(), monthSection(facts, kinds, months)],
      },
      correctionsPage(facts),
      ...offShiftPages(facts),
      ...kinds.map((kind) => kindPage(facts, kind, days.get(kind.kind) ?? new Map())),
      ...facts.kinds.flatMap((kind) => dayPages(facts, kind, days.get(kind.id) ?? new Map())),
      ...months.filter((month) => !isFolded(facts, month)).map((month) => monthPage(facts, kinds, month)),
      ...foldedMonths(facts, kinds),
    ];
  },
});

/** What became of records after they were entered. */
const changedSection = (): Section => ({
  ...{ id: 'changed', title: '更正与作废' },
  blocks: [
    {
      type: 'links',
      items: [{ text: '更正与作废的记录：谁在什么时候改了什么、为什么', href: recordsHref(CORRECTIONS_PATH) }],
    },
  ],
});

const countIn = (month: string, kinds: readonly KindIds[]): number =>
  kinds.reduce((sum, { months }) => sum + (months.get(month)?.length ?? 0), 0);

const kindSection = (facts: SiteFacts, kinds: readonly KindIds[]): Section => ({
  id: 'kinds',
  title: '记录种类',
  blocks: [
    {
      type: 'table',
      title: '记录种类',
      columns: [
        { key: 'kind', label: '种类', title: true },
        { key: 'count', label: '记录数', align: 'right' },
        { key: 'latest', label: '最近一条' },
      ],
      rows: kinds.map(({ kind, label, ids }) => ({
        cells: {
          kind: { text: label, href: recordsHref(kind) },
          count: countCell(figureIds.records(kind), ids.length, everTo(facts)),
          latest: ids[0] ?? '',
        },
      })),
      empty: '还没有记录。采集、登记和导入的每一条记录都会列在这里。',
    },
  ],
});

const monthSection = (facts: SiteFacts, kinds: readonly KindIds[], months: readonly string[]): Section => ({
  id: 'months',
  title: '逐月记录',
  blocks: [monthTable(facts, months, (month) => countIn(month, kinds))],
});

/** Newest month first, each leading to its page. @param kind of which it counts; of all kinds without one */
function monthTable(facts: SiteFacts, months: Iterable<string>, count: (month: string) => number, kind = ''): Block {
  const hrefOf = (month: string): string => {
    if (kind === '') return `/records/month/${month}`;
    // A month that has several pages has the list of its ids, which leads to each.
    const isListed = isFolded(facts, month) || isParted(facts, kind, month);
    return isListed ? `/records/month/${month}#${kind}` : `/records/${kind}/${month}`;
  };
  const id = kind === '' ? 'records' : figureIds.records(kind);
  return {
    type: 'table',
    title: '逐月记录数',
    columns: [
      { key: 'month', label: '月份', title: true },
      { key: 'count', label: '记录数', align: 'right' },
    ],
    rows: [...months]
      .sort()
      .toReversed()
      .map((month) => ({
        cells: {
          month: { text: monthText(month), href: hrefOf(month) },
          count: isFolded(facts, month)
            ? countCell(id, count(month), calendarMonth(month))
            : linkedCount(id, count(month), calendarMonth(month), hrefOf(month)),
        },
      })),
    empty: '还没有记录。',
  };
}

function kindPage(facts: SiteFacts, one: KindIds, days: RecordDays): SitePage {
  const { kind, label, ids, months } = one;
  return {
    path: kind,
    title: label,
    description: `共 ${ids.length} 条。每一天的记录都能打开：各项内容、录入与更正、校验值和用到它的文档。`,
    figures: [figureOf(figureIds.records(kind), ids.length, everTo(facts))],
    sections: [
      ...(ownLists[kind]?.sections(facts, ids.length) ?? []),
      ...newestGrids(facts, one, days),
      ...newest(facts, one),
      ...(days.size === 0 ? [] : [{ id: 'days', title: '逐日', blocks: [dayList(facts, kind, days)] }]),
      {
        id: 'months',
        title: '逐月',
        blocks: [
          ...emptyMonths(facts, kind, label, months.keys()),
          monthTable(facts, months.keys(), (month) => countIn(month, [one]), kind),
        ],
      },
    ],
  };
}

/** Ids that the page of a kind lists; all stand below their days. */
const NEWEST = 30;

/** The newest of a kind, where no table of its own lists them. */
function newest(facts: SiteFacts, { kind, ids }: KindIds): Section[] {
  if (ownLists[kind]?.rows !== undefined) return [];
  const listed = ids.slice(0, NEWEST);
  const title = listed.length < ids.length ? `最近 ${listed.length} 条` : '全部';
  return [{ id: 'newest', title, blocks: [idList(facts, kind, listed)] }];
}

/** Months whose grid stands on the page of the kind: this one may have begun today. */
const GRIDS = 2;

const newestGrids = (facts: SiteFacts, { kind, months }: KindIds, days: RecordDays): Section[] =>
  [...months.keys()].slice(0, GRIDS).flatMap((month) => monthGrid(facts, { id: kind }, month, days));

const monthPage = (facts: SiteFacts, kinds: readonly KindIds[], month: string): SitePage => ({
  path: `month/${month}`,
  title: `${monthText(month)}证据记录`,
  description: `共 ${countIn(month, kinds)} 条，编号中是业务日期。`,
  figures: [figureOf('records', countIn(month, kinds), calendarMonth(month))],
  sections: monthRecords(facts, kinds, month),
});
