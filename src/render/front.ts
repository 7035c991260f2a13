/** 封面信息: the frame's fields in the order in which they are printed, and the contents list of a formal document. */
import type { Section } from '../report/block.ts';
import type { ReportDocument } from '../report/document.ts';

export interface MetaItem {
  label: string;
  value: string;
}
/** One row of the meta block; a row of one item spans the block. */
export interface MetaRow {
  items: MetaItem[];
}

/** Fewest signature lines of one party that make a document one to be formally signed: name, seal and date. */
const FULL_SIGNATURE_LINES = 3;

/**
 * A formal document is signed by both sides in full and opens with a cover block and contents; a daily one, which has one
 * line 巡检人 / 复核人, and a form of one page open with the compact block.
 */
export function isFormal(doc: ReportDocument): boolean {
  if (doc.form === 'short') return false;
  return doc.sections.some((section) =>
    section.blocks.some(
      (block) =>
        block.type === 'signature' &&
        block.parties.length > 1 &&
        block.parties.some((party) => party.lines.length >= FULL_SIGNATURE_LINES),
    ),
  );
}

/** Every field of the frame as label and value, absent and empty ones left out; the workbook's cover lists the same. */
export function frameItems(doc: ReportDocument): Record<string, MetaItem | undefined> {
  const { frame } = doc;
  const item = (label: string, value: string | undefined): MetaItem | undefined =>
    value === undefined || value === '' ? undefined : { label, value };
  return {
    project: item('项目名称', frame.project),
    purchaser: item(frame.called?.purchaser ?? '采购人', frame.purchaser),
    supplier: item(frame.called?.supplier ?? '供应商', frame.supplier),
    contract: item('合同编号', frame.contractNumber),
    service: item('服务期', frame.servicePeriod),
    name: item('文档名称', doc.title),
    number: item('文档编号', doc.number),
    revision: item('版次', doc.revisionText),
    period: item(frame.periodLabel, frame.periodText),
    collected: item('采集时间', frame.collected),
    confirmed: item('确认时间', frame.confirmed),
    issued: item('签发时间', frame.issued),
    dataAsOf: item('数据截至', frame.dataAsOf),
    mark: item('信息标注', frame.informationMark),
    prepared: item('编制', frame.prepared),
    reviewed: item('审核', frame.reviewed),
    approved: item('批准', frame.approved),
    checkpoint: item('存证校验', frame.checkpoint ?? undefined),
  };
}

const COMPACT_ROWS = [
  ['project'],
  ['purchaser', 'supplier', 'number'],
  ['contract', 'service', 'revision'],
  ['period', 'collected', 'dataAsOf'],
  ['confirmed', 'issued', 'mark'],
  ['prepared', 'reviewed', 'approved'],
  ['checkpoint'],
];
const FORMAL_ROWS = [
  ['project'],
  ['purchaser', 'supplier'],
  ['contract', 'service'],
  ['number', 'revision'],
  ['period', 'collected'],
  ['dataAsOf', 'mark'],
  ['confirmed', 'issued'],
  ['prepared', 'reviewed', 'approved'],
  ['checkpoint'],
];

/** The section that the document opens with, where it has one. */
export const openingOf = (doc: ReportDocument): Section | undefined =>
  doc.sections.find(({ opening }) => opening === true);

/** Rows of the meta block. The document's name is its title just above and not repeated. */
export function metaRows(doc: ReportDocument, formal: boolean): MetaRow[] {
  const items = frameItems(doc);
  return (formal ? FORMAL_ROWS : COMPACT_ROWS)
    .map((keys) => ({ items: keys.flatMap((key) => items[key] ?? []) }))
    .filter((row) => row.items.length > 0);
}

/** First-level sections with their numbers, linked. */
export function contentsOf(
  doc: ReportDocument,
  numbers: readonly string[],
): { id: string; href: string; number: string; title: string }[] {
  return doc.sections.flatMap(({ id, level = 1, title, opening }, i) =>
    level === 1 && opening !== true ? [{ id, href: `#${id}`, number: numbers[i] as string, title }] : [],
  );
}
