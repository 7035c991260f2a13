import type { Cell } from '../report/block.ts';

/** How a side names what a row is about: paper by its name, the site by a link. */
export interface Naming {
  asset(id: string): Cell;
  /** Where more is told of a record; nowhere on paper. */
  href?(id: string): string | undefined;
}
