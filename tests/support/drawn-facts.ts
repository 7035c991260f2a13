/**
 * What a document as it is drawn says, read from its page and held against the composed model beside it: by position, so that the
 * archive keeps its bytes. A table is found by its id, which is that of its block.
 */
import { printCell } from '../../src/render/cells.ts';
import type { Section, TableBlock } from '../../src/report/block.ts';

interface Drawn {
  tone: string | undefined;
  mark: string;
}

const TABLE = /<table id="s(\d+)b(\d+)"[^>]*>.*?<tbody>(.*?)<\/tbody>/gs;
const ROW = /<tr(?![^>]*class="(?:below|empty))[^>]*>(.*?)<\/tr>/gs;
const CELL = /<td(?: class="([^"]*)")?>(?:<span class="mark">(.*?)<\/span> )?/g;
const PRESSING = ['abnormal', 'attention'];

const drawnCells = (row: string): Drawn[] =>
  [...row.matchAll(CELL)].map(([, classes = '', mark = '']) => ({
    tone: classes.split(' ').find((one) => PRESSING.includes(one)),
    mark,
  }));

/**
 * Cells that are drawn otherwise than they were composed, and those drawn in a colour without a mark.
 * @param html the page of the document @param sections what was composed
 * @returns with how many cells were read, and of how many tables
 */
export function drawnOtherwise(
  html: string,
  sections: readonly Section[],
): { tables: number; cells: number; wrong: string[] } {
  const found = { tables: 0, cells: 0, wrong: [] as string[] };
  for (const [, section, place, body = ''] of html.matchAll(TABLE)) {
    const block = sections[Number(section) - 1]?.blocks[Number(place) - 1];
    if (block?.type !== 'table') continue;
    found.tables += 1;
    for (const [n, [, row = '']] of [...body.matchAll(ROW)].entries()) {
      for (const [column, drawn] of drawnCells(row).entries()) {
        found.cells += 1;
        const composed = composedCell(block, n, column);
        if (composed.tone !== drawn.tone || composed.mark !== drawn.mark)
          found.wrong.push(
            `s${section}b${place} row ${n + 1} cell ${column + 1}: ${said(composed)}, drawn ${said(drawn)}`,
          );
      }
    }
  }
  return found;
}

function composedCell({ columns, rows }: TableBlock, n: number, at: number): Drawn {
  const column = columns[at];
  if (column === undefined) return { tone: undefined, mark: '' };
  const { tone, mark = '' } = printCell(rows[n]?.cells[column.key], column);
  return { tone: PRESSING.find((one) => one === tone), mark };
}

const said = ({ tone = 'plain', mark }: Drawn): string => `${tone} ${mark}`.trim();
