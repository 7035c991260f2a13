/** Where the first page leads inside its own document: only to a section that tells of what is named. Pure. */
import type { Block, Cell, Row, Section } from '../../src/report/block.ts';
import { newsOf } from '../../src/report/opening.ts';

/** `GZ-20260312-001`: the id of a record. */
const RECORD = /[A-Z]{2}-\d{8}-\d+/g;

/**
 * The first page with its ways made sure: a record that the section it leads to does not name is led to in the section that does, and
 * in none of them to the document about it that stands beside it. What waits since an earlier period stands there, not here.
 * @param rest the sections after it
 */
export function leadingWhereItStands(first: Section, rest: readonly Section[]): Section {
  const texts = new Map<string, string>();
  const textOf = (section: Section): string => {
    const known = texts.get(section.id) ?? JSON.stringify(section.blocks);
    texts.set(section.id, known);
    return known;
  };
  const target = (link: string, ids: readonly string[]): string | undefined => {
    const names = (section: Section): boolean => ids.some((id) => textOf(section).includes(id));
    const own = rest.find(({ id }) => `#${id}` === link);
    if (own !== undefined && names(own)) return link;
    const other = rest.find(names);
    return other === undefined ? undefined : `#${other.id}`;
  };
  const blocks = first.blocks.map((block) => inBlock(block, target));
  return { ...first, blocks, stated: { ...first.stated, news: newsOf({ blocks }) } };
}

type Target = (link: string, ids: readonly string[]) => string | undefined;

function inBlock(block: Block, target: Target): Block {
  if (block.type !== 'table') return block;
  return { ...block, rows: block.rows.map((row) => ({ ...row, cells: inCells(row.cells, target) })) };
}

function inCells(cells: Row['cells'], target: Target): Row['cells'] {
  const elsewhere = Object.values(cells)
    .map(linkOf)
    .find((link) => link !== undefined && !link.startsWith('#'));
  return Object.fromEntries(
    Object.entries(cells).map(([key, cell]): [string, Cell] => {
      const link = linkOf(cell);
      const ids = typeof cell === 'object' && cell !== null ? (cell.text.match(RECORD) ?? []) : [];
      if (link === undefined || !link.startsWith('#') || ids.length === 0) return [key, cell];
      const { link: _, ...plain } = cell as Exclude<Cell, string | number | null>;
      const found = target(link, ids) ?? elsewhere;
      return [key, { ...plain, ...(found === undefined ? {} : { link: found }) }];
    }),
  );
}

const linkOf = (cell: Cell): string | undefined => (typeof cell === 'object' && cell !== null ? cell.link : undefined);
