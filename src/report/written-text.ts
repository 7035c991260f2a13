/** A document that people write, read into plain blocks; no deliverable has to know Markdown. */

export interface TextItem {
  text: string;
  /** Items below it, as texts. */
  sub: string[];
  /** Of a task list: ticked or not. */
  done?: boolean;
}

export type TextBlock =
  | { type: 'heading'; depth: number; text: string }
  | { type: 'paragraph'; text: string }
  | { type: 'list'; ordered: boolean; items: TextItem[] }
  | { type: 'table'; align: ('left' | 'right' | 'center' | null)[]; header: string[]; rows: string[][] };

/** A file under `plans/`: its head and its body. */
export interface WrittenText {
  title: string;
  prepared: string;
  reviewed: string;
  approved: string;
  blocks: TextBlock[];
  /** The text that the program gives to begin with, where no more than a tenth of this one is its own; absent: it is its own. */
  copied?: CopiedText;
}

export interface CopiedText {
  name: string;
  /** 0 to 1. */
  share: number;
  /** Headings of its parts that stand there as they are. */
  unchanged: readonly string[];
}
