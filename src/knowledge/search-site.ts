/** What of the site itself can be searched beside articles and documents: its pages, the rows on them, what is owed. Pure. */
import { cellText, factCells, richCell } from '../report/cell.ts';
import type { Block, Cell, ComposedSection, SiteModel, SiteOccurrence, SitePage } from '../report/site-model.ts';
import type { SearchDocument } from '../search/index/types.ts';
import { isRecordId, pageHref } from './record-places.ts';
import { sentences } from './sentences.ts';

/** Kind of a page that is a list or an overview. */
export const PAGE_KIND = 'page';
/** Kind of one day among the records of a kind. */
export const DAY_KIND = 'day';
/** Kind of a document that is owed and was not made. */
export const OWED_KIND = 'owed';

/** More rows of one kind of record than these are found by their ids and on the pages of their months. */
const MOST_ROWS = 400;

/** The pages that the site draws itself, and as what people look for them. */
export function fromOwnPages({ called, due, kinds }: Pick<SiteModel, 'called' | 'due' | 'kinds'>): SearchDocument[] {
  const page = (url: string, title: string, text: string): SearchDocument => ({ url, title, kind: PAGE_KIND, text });
  return [
    page(
      '/',
      '履约看板',
      '合同履约正常吗。合同要求的都做到了没有，有没有逾期、缺失，时限达标情况，限额，可用率，今日在岗，到期提醒。',
    ),
    page(
      '/deliverables',
      '交付物',
      `每一份应交的文档：交了没有、逾期没有，${kinds.map(({ name }) => name).join('、')}。`,
    ),
    page('/deliverables/awaiting', '待签收的文档', `已经送达，等${called.purchaser}签收的文档，等了几天。`),
    page('/deliverables/returned', '退回的文档', `${called.purchaser}退回的文档，为什么退回，改了没有。`),
    ...(due.length === 0
      ? []
      : [page('/deliverables/state/overdue', '逾期未交的交付物', '期限已过还没有签发的文档。')]),
    page('/verify', '档案查验', '这份文件是不是真的，有没有改过：按文档编号或文件查验。'),
    page('/knowledge-base', '知识库', '按主题、系统列出的全部文章。'),
    page('/consultations', '咨询记录', '用户问过的问题和答复，按月列出。'),
  ];
}

/** Pages of the sections that no other rule finds, and the rows on them that are something of their own. */
export function fromSections(sections: readonly ComposedSection[]): SearchDocument[] {
  const seen = new Set<string>();
  const pages = sections.flatMap((section) => section.pages.map((page) => ({ section, page })));
  const own = new Set(pages.map(({ section, page }) => pageHref(section.id, page.path)));
  const rows = pages.flatMap(({ section, page }) => rowsOf(section, page, own));
  const once = rows.filter(({ id }) => !own.has(id) && seen.size < seen.add(id).size);
  const counts = Map.groupBy(once, ({ id }) => seriesOf(id));
  return [
    ...newestFirst(pages).flatMap(({ section, page }) => fromPage(section, page)),
    ...fromFound(pages),
    ...once
      .filter(({ id }) => (counts.get(seriesOf(id))?.length ?? 0) <= MOST_ROWS)
      .map(({ id, document }) => ({ ...document, ...(isRecordId(id) ? { series: seriesOf(id) } : {}) })),
  ];
}

/** Records of one kind are a series: of all changes the newest comes first. */
const seriesOf = (id: string): string => /^[A-Z]+/.exec(id)?.[0] ?? id;

interface ComposedPage {
  section: ComposedSection;
  page: SitePage;
}

/** A list, or a page about one thing of a section whose pages `fromSection` does not take. */
function fromPage({ id, title: name, searchKind }: ComposedSection, page: SitePage): SearchDocument[] {
  const isList = page.path === '' || page.path.includes('/');
  if (searchKind !== undefined && !isList) return [];
  return [
    {
      url: pageHref(id, page.path),
      title: page.title,
      kind: isList ? PAGE_KIND : id,
      text: sentences([
        page.description,
        ...page.sections.flatMap(({ title, blocks }) => [title, ...blocks.flatMap(wordsOf)]),
      ]),
      lead: page.description,
      topics: [name],
      ...(isList ? periodOf(id, page) : {}),
    },
  ];
}

/** A part of an address that is a period: `2026-05`, `2026-Q2`, `2026-05-early`. */
const PERIOD = /^\d{4}-/;

/** Lists of one thing in several periods are a series: who names no period wants the one of all of them, and the newest. */
function periodOf(section: string, { path }: SitePage): { series?: string } {
  const at = path.lastIndexOf('/');
  return PERIOD.test(path.slice(at + 1)) ? { series: pageHref(section, path.slice(0, Math.max(0, at))) } : {};
}

/** Those of a series in the place of its first, the newest period first; all others where they were. */
function newestFirst(pages: readonly ComposedPage[]): ComposedPage[] {
  const groups = Map.groupBy(pages, (one) => periodOf(one.section.id, one.page).series ?? one);
  return [...groups.values()].flatMap((of) =>
    of.toSorted((a, b) => (a.page.path < b.page.path ? 1 : a.page.path > b.page.path ? -1 : 0)),
  );
}

/** Sections that are found by themselves, the newest first. */
function fromFound(pages: readonly ComposedPage[]): SearchDocument[] {
  const all = pages.flatMap(({ section, page }) =>
    page.sections.flatMap(({ id, found }) =>
      found === undefined ? [] : [{ url: `${pageHref(section.id, page.path)}#${id}`, section, found }],
    ),
  );
  return all
    .sort((a, b) => (a.found.on < b.found.on ? 1 : a.found.on > b.found.on ? -1 : 0))
    .map(({ url, section, found: { title, text, series } }) => ({
      ...{ url, title, kind: DAY_KIND },
      ...{ text, series, topics: [section.title] },
    }));
}

/** What a page is about; of its tables the heads: their rows are found by themselves. */
function wordsOf(block: Block): string[] {
  if (block.type === 'note') return [block.text];
  if (block.type === 'table') return [block.title ?? '', ...block.columns.map(({ label }) => label)];
  if (block.type === 'chart') return [block.title, block.summary];
  if (block.type !== 'facts') return [];
  return block.items.flatMap((item) => [item.label, ...factCells(item).map(({ text }) => text)]);
}

interface Row {
  id: string;
  document: SearchDocument;
}

/** Rows with an anchor; one whose name opens a page, or the place of a record, is found by that. */
function rowsOf({ id, title: name }: ComposedSection, page: SitePage, pages: ReadonlySet<string>): Row[] {
  const url = pageHref(id, page.path);
  return page.sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => {
      if (block.type !== 'table') return [];
      const caption = block.title ?? '';
      const named = block.columns.find((one) => one.title)?.key ?? '';
      return block.rows.flatMap((row): Row[] => {
        const title = row.cells[named];
        if (row.id === undefined || title === undefined || isFound(row.id, title, pages)) return [];
        const cells = block.columns.flatMap(({ key, label }) => {
          const text = cellText(row.cells[key]);
          return text === '' || text === '—' ? [] : [`${label} ${text}`];
        });
        const { text, sub = '' } = richCell(title);
        const own = /^\d{4}-\d{2}/.test(text) ? `${caption} ${text}` : text;
        const said = [own, sub, isRecordId(row.id) && !own.includes(row.id) ? row.id : ''];
        return [
          {
            id: isRecordId(row.id) ? row.id : `${url}#${row.id}`,
            document: {
              url: `${url}#${row.id}`,
              title: said.filter((one, n) => one !== '' && said.indexOf(one) === n).join(' '),
              kind: id,
              text: cells.join('，'),
              topics: [name, page.title, caption],
            },
          },
        ];
      });
    }),
  );
}

/** By the page that its name opens, or, of a row that tells of a record of another id than its own, by that id. */
function isFound(id: string, cell: Cell, pages: ReadonlySet<string>): boolean {
  const { href } = richCell(cell);
  return href !== undefined && (pages.has(href) || (!isRecordId(id) && isRecordId(href.split('#')[1] ?? '')));
}

const OWED: readonly SiteOccurrence['state'][] = ['missing', 'overdue', 'due', 'waived'];

/** What is due and was not made: who asks for that day learns that it is missing. @param made keys `obligation|period` of what there is */
export function fromOwed(occurrences: readonly SiteOccurrence[], made: ReadonlySet<string>): SearchDocument[] {
  return occurrences
    .filter(({ state, obligation, period }) => OWED.includes(state) && !made.has(`${obligation}|${period}`))
    .map(({ name, periodText, obligation, state, stateText, lacks, waiver, cause }) => ({
      url: `/deliverables/kind/${obligation}?state=${state}`,
      title: `${name} ${periodText}（${stateText}）`,
      kind: OWED_KIND,
      text: sentences([
        `${stateText}：没有签发的文档`,
        waiver ?? '',
        cause?.text ?? '',
        ...lacks.map((lack) => `缺：${lack}`),
      ]),
      series: obligation,
    }));
}
