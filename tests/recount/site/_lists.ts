/**
 * What the lists of the site have to hold, found again from the records: the newest of what they tell of, each finding in the list of its
 * state, the cases of a 口径, the days of the newest month. A figure is counted wherever it stands; a row that is not there has none.
 */
import { standingFindings } from '../../../src/recount/counted-findings.ts';
import { type Data, idDate } from '../../../src/recount/data.ts';
import { serviceRecords } from '../../../src/recount/world.ts';
import type { SiteWorld } from './_site-world.ts';

const WORDS: Readonly<Record<string, string>> = {
  ...{ new: '新增', continuing: '持续', reopened: '重新出现', fixed: '已修复', accepted: '接受风险' },
  'false-positive': '误报',
};
const WAITING = ['new', 'continuing', 'reopened'];
const DECIDED = ['accepted', 'false-positive'];

/** What is wrong, each by a name of its own. @param sections those of the site */
export function wrongLists(world: SiteWorld, sections: readonly Data[]): string[] {
  const pagesOf = (id: string): Data[] => sections.find((one) => one.id === id)?.pages ?? [];
  return [
    ...newestFault(world, pagesOf('faults')),
    ...casesOfLimits(pagesOf('faults')),
    ...findingLists(world, pagesOf('findings')),
    ...casesOfReadings(world, pagesOf('interpretations')),
    ...newestMonths(world, pagesOf('records')),
  ];
}

const tablesIn = (sections: readonly Data[]): Data[] =>
  sections.flatMap(({ blocks }) => blocks.filter(({ type }: Data) => type === 'table'));

const wordIn = (cell: Data): string => String((typeof cell === 'object' ? cell?.text : cell) ?? '');

/** The fault that began last stands in the list. */
function newestFault(world: SiteWorld, pages: readonly Data[]): string[] {
  const page = pages.find(({ path }) => path === '');
  const newest = serviceRecords(world, 'incident')
    .map(({ id }) => id as string)
    .sort()
    .at(-1);
  if (page === undefined || newest === undefined) return [];
  const ids = tablesIn(page.sections).flatMap(({ rows }) => rows.map(({ id }: Data) => id));
  return ids.includes(newest) ? [] : [`list.faults.${newest}`];
}

/** As many cases as the heading says, or a round number of the newest where they are more than a page holds. */
function casesOfLimits(pages: readonly Data[]): string[] {
  const lists: Data[] = pages
    .filter(({ path }) => path.startsWith('limit/'))
    .flatMap(({ path, sections }) => sections.map((one: Data) => ({ ...one, path })));
  return lists.flatMap(({ path, note = '', blocks }) => {
    const told = Number(/^(\d+) 次$/.exec(note)?.[1] ?? 0);
    const rows = tablesIn([{ blocks }])[0]?.rows.length ?? 0;
    return rows === told || (rows < told && rows > 0 && rows % PAGE === 0) ? [] : [`list.${path}`];
  });
}

const PAGE = 50;

/** On the page of an asset what waits and what was seen to, each by its state; what was mended long ago may be left out. */
function findingLists(world: SiteWorld, pages: readonly Data[]): string[] {
  const byAsset = Map.groupBy(
    standingFindings(world, () => true),
    ({ place }) => place,
  );
  return pages.flatMap(({ path, sections }) => {
    const own = byAsset.get(path);
    if (own === undefined) return [];
    const printed = (id: string): string[] =>
      tablesIn(sections.filter((one: Data) => one.id === id))
        .filter(({ columns }) => columns.some(({ key }: Data) => key === 'state'))
        .flatMap(({ rows }) => rows.map(({ cells }: Data) => wordIn(cells.state).split('，')[0] as string));
    const counted = (codes: readonly string[]): number => own.filter(({ state }) => codes.includes(state)).length;
    const [open, done] = [printed('open'), printed('done')];
    // Which of them are new the page says by its own interval.
    const isOpen = open.length === counted(WAITING) && open.every(isWaitingWord);
    const isDone = !done.some(isWaitingWord);
    const decided = counted(DECIDED);
    const tables = tablesIn(sections.filter((one: Data) => one.id === 'done')).length;
    return [
      ...(isOpen ? [] : [`list.findings.${path}.open`]),
      ...(isDone && done.filter((word) => isDecidedWord(word)).length === decided
        ? []
        : [`list.findings.${path}.done`]),
      ...(tables > 1 === decided > 0 ? [] : [`list.findings.${path}.decided`]),
    ];
  });
}

const isWaitingWord = (word: string): boolean => WAITING.some((code) => WORDS[code] === word);
const isDecidedWord = (word: string): boolean => DECIDED.some((code) => WORDS[code] === word);

/** A table of cases for each 口径 of which an option has any, and no other. */
function casesOfReadings({ interpretations }: SiteWorld, pages: readonly Data[]): string[] {
  const printed = tablesIn(pages.flatMap(({ sections }) => sections)).filter(({ columns }) =>
    ['option', 'situation', 'result'].every((key) => columns.some((one: Data) => one.key === key)),
  ).length;
  const counted = interpretations.filter(({ options }) =>
    options.some(({ cases = [] }: Data) => cases.length > 0),
  ).length;
  return pages.length === 0 || printed === counted ? [] : ['list.interpretations.cases'];
}

/** Each kind has the days of its newest month, and what is drawn of a month is drawn of that one. */
function newestMonths(world: SiteWorld, pages: readonly Data[]): string[] {
  return world.kinds.flatMap((kind) => {
    const own = pages.find(({ path }) => path === kind);
    const month = serviceRecords(world, kind)
      .map(({ id }) => idDate(id).slice(0, 'yyyy-mm'.length))
      .sort()
      .at(-1);
    if (own === undefined || month === undefined) return [];
    const grids: string[] = own.sections.map(({ id }: Data) => id).filter((id: string) => id.startsWith('grid-'));
    const isDrawn = grids.length === 0 || grids.includes(`grid-${month}`);
    const isThere = pages.some(({ path }) => path.startsWith(`${kind}/${month}`));
    return [...(isDrawn ? [] : [`list.${kind}.grid-${month}`]), ...(isThere ? [] : [`list.${kind}.${month}`])];
  });
}
