/** What a composed document prints: its sections, tables and texts, and the golden documents. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import type { Block, Section, TableBlock } from '../../src/report/block.ts';
import { cellText } from '../../src/report/cell.ts';
import type { ReportDocument } from '../../src/report/document.ts';

/** Compares with tests/golden/reports/<name>.json; written only with UPDATE_GOLDEN=1 and never in CI. */
export function expectGolden(name: string, document: ReportDocument): void {
  const path = join(import.meta.dirname, '../golden/reports', `${name}.json`);
  const text = `${JSON.stringify(document, null, 2)}\n`;
  if (process.env['UPDATE_GOLDEN'] === '1' && process.env['CI'] === undefined) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  expect(existsSync(path), `golden file ${name}.json`).toBe(true);
  expect(document).toEqual(JSON.parse(readFileSync(path, 'utf8')));
}

export function sectionOf(document: ReportDocument, id: string): Section {
  const found = document.sections.find((section) => section.id === id);
  if (found === undefined) {
    throw new Error(`no section ${id}, only ${document.sections.map((section) => section.id).join(', ')}`);
  }
  return found;
}

/** A table of the document by its caption. */
export function tableOf(document: ReportDocument, title: string | RegExp): TableBlock {
  const tables = document.sections.flatMap(({ blocks }) => blocks.filter((block) => block.type === 'table'));
  const found = tables.find((table) =>
    typeof title === 'string' ? table.title === title : title.test(table.title ?? ''),
  );
  if (found === undefined) throw new Error(`no table ${title}, only ${tables.map((table) => table.title).join('、')}`);
  return found;
}

/** The printed text of a cell. */
export const textOf = cellText;

/** Rows of a table as their printed texts, by column key. */
export const rowsOf = (table: TableBlock): Record<string, string>[] =>
  table.rows.map((row) => Object.fromEntries(Object.entries(row.cells).map(([key, cell]) => [key, textOf(cell)])));

/** Every text that a block prints, joined; to ask whether a document says something. */
export function printed(target: ReportDocument | Section | Block): string {
  const texts: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === 'string') texts.push(value);
    else if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
  };
  walk(target);
  return texts.join('\n');
}
