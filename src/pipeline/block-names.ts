/** Which fields of a block are ids, addresses and drawings that the program put together; see `guard/structure.ts`. */
import { each, type NamesIn } from '../guard/structure.ts';
import type { Block, RichCell, Row, Section, TableBlock } from '../report/block.ts';
import type { Figure } from '../report/figure.ts';

export const figureNames: NamesIn<Figure> = { id: 'name' };
export const cellNames: Exclude<NamesIn<RichCell>, (value: RichCell) => NamesIn<RichCell>> = {
  value: 'name',
  kind: 'name',
  link: 'name',
  href: 'name',
  more: { href: 'name' },
  figure: figureNames,
};
const labelled: NamesIn<{ label: string; value: RichCell[] }[]> = { value: cellNames };
const row: NamesIn<Row> = {
  id: 'name',
  cells: { [each]: cellNames },
  filter: { [each]: 'name' },
  figures: { [each]: figureNames },
};

export const tableNames: NamesIn<TableBlock> = {
  type: 'name',
  columns: { key: 'name', type: 'name' },
  rows: row,
  totals: row,
  filters: { key: 'name', options: { value: 'name' } },
};

const blocks: { [Type in Block['type']]: NamesIn<Extract<Block, { type: Type }>> } = {
  'key-figures': { type: 'name', items: { figure: figureNames } },
  note: { type: 'name', figures: figureNames },
  table: tableNames,
  list: { type: 'name' },
  facts: { type: 'name', items: { value: cellNames } },
  // A drawing is made of coordinates, of which two read like a telephone number; its words stand beside it as data.
  chart: { type: 'name', chart: 'name', key: 'name', svg: 'drawn' },
  image: { type: 'name', sha256: 'name', mediaType: 'name' },
  timeline: { type: 'name' },
  checklist: { type: 'name', items: { state: 'name' } },
  signature: { type: 'name' },
  evidence: { type: 'name', items: { record: 'name', hash: 'name' } },
  links: { type: 'name', items: { href: 'name', figure: figureNames } },
  ids: { type: 'name', items: { id: 'name', href: 'name' } },
  days: { type: 'name', rows: { head: cellNames, days: { href: 'name' } } },
  records: {
    type: 'name',
    items: {
      id: 'name',
      more: cellNames,
      desk: 'name',
      facts: labelled,
      details: labelled,
      lists: { rows: cellNames, all: { href: 'name' } },
    },
  },
};
export const blockNames: NamesIn<Block> = (one) => blocks[one.type] as NamesIn<Block>;

export const sectionNames: NamesIn<Section> = {
  id: 'name',
  blocks: blockNames,
  figures: figureNames,
  found: { series: 'name' },
};
