/** Walks what the site says: every figure of a model, every number that is none, and the rows that a link opens. */
import { richCell } from '../../src/report/cell.ts';
import type { Figure } from '../../src/report/figure.ts';
import type { Block, Cell, Section, SiteModel, SitePage } from '../../src/report/site-model.ts';
import { countStates, entriesOf } from '../../src/site/lib/deliverables.ts';

const isFigure = (one: unknown): one is Figure =>
  typeof one === 'object' && one !== null && 'id' in one && 'interval' in one && 'value' in one;

/** Every figure below a value, wherever it stands. */
export function figuresBelow(value: unknown): Figure[] {
  if (isFigure(value)) return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(figuresBelow);
}

/** Everything that prints a number and opens something: a cell, a link, a reason. */
export interface Opening {
  href: string;
  figure: Figure;
}

export function openingsBelow(value: unknown): Opening[] {
  if (typeof value !== 'object' || value === null) return [];
  const { href, figure } = value as { href?: unknown; figure?: unknown };
  const own = typeof href === 'string' && isFigure(figure) ? [{ href, figure }] : [];
  return [...own, ...Object.values(value).flatMap(openingsBelow)];
}

export interface Opened {
  /** Figures that stand in what is opened. */
  figures: Figure[];
  rows: number;
  met: number;
  missed: number;
}

/**
 * How many rows an address opens: those of the section that it names, else of the whole page, that pass the filters in it.
 * @returns null when no such page is made of the model's own lists
 */
export function rowsOpened(model: SiteModel, href: string): Opened | null {
  const [, path = '', query = '', anchor] = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/.exec(decodeURI(href)) ?? [];
  const state = /^\/deliverables\/state\/(.+)$/.exec(path)?.[1];
  if (state !== undefined) {
    const found = countStates(entriesOf(model)).find((one) => one.state === state);
    return { figures: [], rows: found?.count ?? 0, met: 0, missed: 0 };
  }
  const page = pageAt(model, path);
  if (page === undefined) return null;
  const filters = new URLSearchParams(query);
  const sections = anchor === undefined ? page.sections : page.sections.filter(({ id }) => id === anchor);
  const tables = sections.flatMap(({ blocks }) => blocks);
  // A filter belongs to the table that has it; the others of the page are no part of what is opened.
  const keys = [...filters.keys()];
  const lists = tables.filter(
    (block) => keys.length === 0 || (block.type === 'table' && keys.every((key) => hasFilter(block, key))),
  );
  const rows = lists.flatMap((block) => listed(block, filters));
  const count = (result: string): number => rows.filter((row) => row['result'] === result).length;
  return { figures: figuresBelow(sections), rows: rows.length, met: count('met'), missed: count('missed') };
}

const hasFilter = (block: Block, key: string): boolean =>
  block.type === 'table' && (block.filters ?? []).some((one) => one.key === key);

function listed(block: Block, filters: URLSearchParams): Record<string, string>[] {
  if (block.type === 'ids') return block.items.map(() => ({}));
  // What was withdrawn is shown, and counts nowhere.
  if (block.type === 'records') return block.items.filter(({ withdrawn }) => withdrawn === undefined).map(() => ({}));
  if (block.type !== 'table') return [];
  return block.rows
    .map(({ filter = {} }) => filter)
    .filter((filter) => [...filters].every(([key, value]) => filter[key] === value));
}

function pageAt(model: SiteModel, path: string): SitePage | undefined {
  return model.sections
    .flatMap(({ id, pages }) => pages.map((page) => ({ at: `/${id}${page.path === '' ? '' : `/${page.path}`}`, page })))
    .find(({ at }) => at === path)?.page;
}

/**
 * true when what is opened is what was counted: as many rows as the figure; of a rate, so many that were kept of so many that were
 * decided, or, of what is no count of cases, the figure itself with what it is made of.
 */
export function opens({ figure }: Opening, opened: Opened | null): boolean {
  if (opened === null) return false;
  const { id, value, numerator, denominator } = figure;
  if (denominator === undefined) return opened.rows === value;
  if (opened.met === numerator && opened.met + opened.missed === denominator) return true;
  return opened.figures.some((one) => one.id === id && one.numerator === numerator && one.denominator === denominator);
}

/** A text that is a number, with or without a unit. */
const NUMBER = /^[▲△]?\s*[−-]?\d[\d,]*(\.\d+)?(\/\d+)?( ?(%|项|次|起|份|条|台|个|天|页|种))?$/;
/** A count or a share in running text. */
const COUNTED = /(?<![\d.:年-])(\d[\d,]*(?:\.\d+)?) (?:项|次|起|份|条|个|种|%)(?!以内|以上|内)/g;

/** A number without a figure, and where it stands. */
export interface Bare {
  place: string;
  text: string;
}

/** Numbers of the composed pages that are no figure: cells, and counts in a text that are neither a figure nor a list's length. */
export function bareNumbers(model: Pick<SiteModel, 'sections'>): Bare[] {
  return model.sections.flatMap(({ id, pages }) =>
    pages.flatMap((page) => [
      ...textNumbers(page.description, page, `${id} description`),
      ...page.sections.flatMap((section) => [
        ...section.blocks.flatMap((block) => bareCells(block, `${id} ${section.id}`)),
        ...textsOf(section).flatMap((text) => textNumbers(text, page, `${id} ${section.id} text`)),
      ]),
    ]),
  );
}

function bareCells(block: Block, place: string): Bare[] {
  if (block.type === 'table')
    return block.rows.flatMap(({ cells }) =>
      Object.entries(cells).flatMap(([key, cell]) => bareCell(cell, `${place} ${block.title} ${key}`)),
    );
  if (block.type === 'facts')
    return block.items.flatMap(({ label, value }) =>
      [value].flat().flatMap((cell: Cell) => bareCell(cell, `${place} ${label}`)),
    );
  return [];
}

function bareCell(cell: Cell, place: string): Bare[] {
  const one = richCell(cell);
  return NUMBER.test(one.text) && one.figure === undefined ? [{ place, text: one.text }] : [];
}

const textsOf = ({ note, blocks }: Section): string[] => [
  ...(note === undefined ? [] : [note]),
  ...blocks.flatMap((block) => (block.type === 'note' ? [block.text] : block.type === 'chart' ? [block.summary] : [])),
];

function textNumbers(text: string, { sections, figures = [] }: SitePage, place: string): Bare[] {
  const known = new Set([...sections.flatMap(knownIn), ...figures.map(({ value }) => value)]);
  return [...text.matchAll(COUNTED)]
    .filter(([, number = '']) => !known.has(Number(number.replaceAll(',', ''))))
    .map(([found]) => ({ place, text: `${found}: ${text}` }));
}

/** What a text of the page may count: its figures, the length of its lists, what a chart draws. */
function knownIn(section: Section): number[] {
  const lists = section.blocks.map((block) => listed(block, new URLSearchParams()).length);
  const drawn = section.blocks.flatMap((block) =>
    block.type === 'chart' ? sums(block.series.map(({ values }) => values)) : [],
  );
  const values = figuresBelow(section).flatMap(({ value, numerator }) => [value ?? 0, numerator ?? 0]);
  return [
    ...lists,
    lists.reduce((sum, one) => sum + one, 0),
    section.blocks.length,
    ...drawn,
    ...values,
    ...grouped(section),
  ];
}

/** Lengths of the parts of a list: so many are late, so many were good. */
const grouped = ({ blocks }: Section): number[] =>
  blocks.flatMap((block) => {
    if (block.type !== 'table') return [];
    const keys = (block.filters ?? []).map(({ key }) => key);
    return keys.flatMap((key) =>
      [...Map.groupBy(block.rows, (row) => row.filter?.[key]).values()].map((own) => own.length),
    );
  });

/** Each column of a chart, each series, and all of it. */
function sums(series: readonly (readonly (number | null)[])[]): number[] {
  const total = (values: readonly (number | null)[]): number =>
    values.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  const columns = (series[0] ?? []).map((_, n) => total(series.map((values) => values[n] ?? 0)));
  return [...columns, ...series.map(total), total(columns), ...series.flat().flatMap((one) => one ?? [])];
}
