/** The sections of the site and its first page, each from the records that it asks for. */
import { asksFor } from '../../contract/asked.ts';
import { tonedBlocks } from '../../page/figure-tone.ts';
import { withoutUnseen } from '../../records/unseen.ts';
import { cellText } from '../../report/cell.ts';
import type { Cell, SiteModel, SitePage, TableBlock } from '../../report/site-model.ts';
import type { Section } from '../../sections/_section.ts';
import { askedCounts, askedNeeds } from '../../sections/board/asked.ts';
import { boardNeeds, boardOf } from '../../sections/board/board.ts';
import { consultationPages, knowledgeNeeds } from '../../sections/lists/knowledge.ts';
import type { SiteFacts } from '../../sections/parts/facts.ts';
import { factsFor, type SiteNeed } from '../../sections/parts/needs.ts';
import { placesOf } from '../../sections/parts/places.ts';
import { shownRecords } from '../../sections/parts/shown.ts';
import { wholeRecord } from '../../sections/parts/whole-record.ts';
import { areMixed, dividedText } from '../../wording/thousands.ts';

/** Everything that is wanted of the records, by the sections and by the pages that are none. */
export const siteNeeds = (sections: readonly Section[]): SiteNeed[] => [
  ...boardNeeds,
  ...askedNeeds,
  ...knowledgeNeeds,
  ...sections.flatMap(({ needs }) => needs),
];

/** Where each kind of record is shown, by the sections and by the pages that are none. */
export const siteShown = (sections: readonly Section[]): SiteFacts['shown'] =>
  shownRecords([consultationPages, ...sections]);

/** A clause asks for what the section is about, or a record that it shows was written down anyway. */
const isWanted = (facts: SiteFacts, { topics, shows }: Section): boolean =>
  topics === undefined ||
  asksFor(facts.contract.contract, ...topics) ||
  shows.some(({ kind }) => (facts.ids.get(kind) ?? []).length > 0);

/** What the pipeline composes for the site, all from the same facts. @param sections in their order */
export function composeSite(
  facts: SiteFacts,
  sections: readonly Section[],
): Pick<SiteModel, 'board' | 'places' | 'sections'> {
  return {
    board: withoutUnseen({
      ...boardOf(factsFor(facts, boardNeeds)),
      asked: askedCounts(factsFor(facts, askedNeeds)),
    }),
    places: placesOf(facts),
    sections: withWholeRecords(facts, composeSections(facts, sections)),
  };
}

/** A page about one record ends with the record itself: what a section tells of it is not all of it. */
function withWholeRecords(facts: SiteFacts, sections: SiteModel['sections']): SiteModel['sections'] {
  const known = new Map(
    facts.kinds.flatMap((kind) =>
      (facts.records[kind.id] ?? []).map((record) => [record.id, { kind, record }] as const),
    ),
  );
  return sections.map((section) => ({
    ...section,
    pages: section.pages.map((page) => {
      const found = known.get(page.path);
      if (found === undefined) return page;
      const item = wholeRecord(facts, found.kind, found.record, { place: `/${section.id}/${page.path}` });
      return {
        ...page,
        sections: [...page.sections, { id: 'record', title: '记录全文', blocks: [{ type: 'records', items: [item] }] }],
      };
    }),
  }));
}

/** A section about what the contract does not ask for has no page, and none leads to it. */
export function composeSections(facts: SiteFacts, sections: readonly Section[]): SiteModel['sections'] {
  return sections.flatMap((section) => {
    const { id, title, place, needs, searchKind, compose } = section;
    if (!isWanted(facts, section)) return [];
    const pages = alikeThousands(withoutUnseen(compose(factsFor(facts, needs))));
    return pages.length === 0 ? [] : [{ id, title, place, ...(searchKind === undefined ? {} : { searchKind }), pages }];
  });
}

/** The pages, whose figures stand out as everywhere, and in whose tables a column that stands at the right has all figures divided by thousands where it has one. */
export const alikeThousands = (pages: readonly SitePage[]): SitePage[] =>
  pages.map((page) => ({
    ...page,
    sections: page.sections.map((section) => ({
      ...section,
      blocks: tonedBlocks(section.blocks).map((block) => (block.type === 'table' ? alikeTable(block) : block)),
    })),
  }));

function alikeTable(table: TableBlock): TableBlock {
  const mixed = table.columns.filter(
    ({ key, align }) => align === 'right' && areMixed(table.rows.map(({ cells }) => cellText(cells[key]))),
  );
  if (mixed.length === 0) return table;
  const rows = table.rows.map((row) => ({
    ...row,
    cells: { ...row.cells, ...Object.fromEntries(mixed.map(({ key }) => [key, divided(row.cells[key] ?? '')])) },
  }));
  return { ...table, rows };
}

const divided = (cell: Cell): Cell =>
  typeof cell === 'object' && cell !== null ? { ...cell, text: dividedText(cell.text) } : dividedText(cellText(cell));
