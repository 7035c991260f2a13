/** What comes back of a workbook: plain texts, so that it may cross from thread to thread. */
export interface Sheet {
  name: string;
  /** Rows with at least one cell that is not empty; `row` is the number in the sheet, from 1. */
  rows: { row: number; cells: string[] }[];
}

/** What the thread is asked. */
export interface SheetRequest {
  bytes: Uint8Array<ArrayBuffer>;
  maxRows: number;
  maxColumns: number;
  /** Of all sheets together. */
  maxCells: number;
  /** How a person sees it: each row of a merged cell has its value, and a formula without a result has this text. */
  asSeen?: { unread: string };
}

/** What it answers: `problem` is a sentence for the person who imports. */
export type SheetAnswer = { sheets: Sheet[] } | { problem: string };
