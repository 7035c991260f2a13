/**
 * The document as it is printed: each value once, in as few lines as it takes. Nothing is judged and no figure is made here; what
 * paper groups or leaves out stands in the page and the workbook, and what was not measured is named. Pure.
 */
import type { Block, ReportDocument } from '../../report/document.ts';
import { withoutRepeatedCharts } from './charts.ts';
import { withoutAlikeColumns, withoutEmptyColumns, withoutZeroColumns } from './columns.ts';
import { asLine } from './counts.ts';
import { shortEvidence } from './evidence.ts';
import { denseGroups } from './groups.ts';
import { fewPictures } from './pictures.ts';
import { withoutSparseRows, withoutZeroRows } from './rows.ts';
import { type PaperTable, printedPart } from './table.ts';
import { timesOfTheDay } from './times.ts';

const STEPS: readonly ((table: PaperTable) => PaperTable)[] = [
  printedPart,
  withoutZeroRows,
  withoutEmptyColumns,
  withoutZeroColumns,
  timesOfTheDay,
  withoutAlikeColumns,
  denseGroups,
  withoutSparseRows,
  withoutEmptyColumns,
];

const fitted = (block: Block, { fingerprint }: ReportDocument): Block => {
  if (block.type === 'evidence') return shortEvidence(block, fingerprint);
  return block.type === 'table' ? asLine(STEPS.reduce((table, step) => step(table), block as PaperTable)) : block;
};

/** @param doc as drawn on paper */
export function forPaper(doc: ReportDocument): ReportDocument {
  const sections = doc.sections.map((section) => ({
    ...section,
    blocks: withoutRepeatedCharts(fewPictures(section.blocks)).map((block) => fitted(block, doc)),
  }));
  return { ...doc, sections };
}
