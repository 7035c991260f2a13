/** What the view of a block is, and what the views of one document share. */
import type { BlockType, ChartBlock, ImageBlock } from '../../report/block.ts';

/** Fields differ per partial; `landscape` asks for the whole section to be turned. */
export interface BlockView {
  partial: BlockType | 'beside' | 'stacked';
  /** Of a small table: its share of the page's width, by which others may stand beside it. */
  narrow?: number;
  landscape?: boolean;
  [field: string]: unknown;
}

/** What a renderer must make before the view: pictures as data URIs and charts as markup of our own. */
export interface Drawings {
  image(block: ImageBlock): string;
  /** @param key `s<section>b<block>`: the block's position, from which ids in the markup are made */
  chart(block: ChartBlock, key: string): { toHTML(): string };
  /** Whether it was drawn at half the page's width. */
  isHalf?(block: ChartBlock): boolean;
}

/** Where a cell's link leads, if anywhere. */
export type Linker = (target: string | undefined) => string | undefined;

/** What the views of one document share. */
export interface ViewContext {
  drawings: Drawings;
  link: Linker;
  /** true: for paper, where room counts; a page on a screen scrolls. */
  paper: boolean;
}
