/** Tables of a document as the second count reads them: a cell is its words. */
import type { Data } from '../../data.ts';

export interface PrintedTable {
  /** Id of its section. */
  section: string;
  title: string;
  /** Labels of its columns, by key. */
  labels: ReadonlyMap<string, string>;
  rows: readonly PrintedRow[];
}

/** A word that is printed, and the one that was counted. */
export interface WrongWord {
  /** `word.clocks.GZ-20261118-001.response`. */
  id: string;
  printed: string;
  counted: string;
}

export class PrintedRow {
  readonly #cells: Data;

  constructor({ cells }: Data) {
    this.#cells = cells;
  }

  has(key: string): boolean {
    return this.#cells[key] !== undefined && this.#cells[key] !== null;
  }

  /** What stands there; empty where nothing does. */
  text(key: string): string {
    const cell = this.#cells[key];
    return String((typeof cell === 'object' ? cell?.text : cell) ?? '');
  }

  /** The number or time behind the words; undefined where there is none. */
  value(key: string): number | string | undefined {
    const cell = this.#cells[key];
    return typeof cell === 'object' ? cell?.value : undefined;
  }
}

/** Every table of a document that has these columns. */
export function tablesWith(document: Data, ...columns: string[]): PrintedTable[] {
  return document.sections.flatMap(({ id, blocks }: Data) =>
    blocks.flatMap((block: Data) => {
      if (block.columns === undefined || block.rows === undefined) return [];
      const labels = new Map<string, string>(block.columns.map(({ key, label }: Data) => [key, label]));
      if (!columns.every((key) => labels.has(key))) return [];
      return [
        { section: id, title: block.title ?? '', labels, rows: block.rows.map((row: Data) => new PrintedRow(row)) },
      ];
    }),
  );
}
