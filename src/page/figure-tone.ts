/**
 * How pressing a printed number is, by its id and by what it counts: once, for every place that prints it. Documents and pages of the
 * site are marked by it after they were composed, so that no table has to think of it and none says otherwise. Pure.
 */
import type { Block, Cell, KeyFigure, Row } from '../report/block.ts';
import type { Figure } from '../report/figure.ts';
import { besideStatements, type ClauseState, clauses } from '../states/clause.ts';
import { type Tone, toneMarks } from '../states/look.ts';
import { type OccurrenceState, occurrences } from '../states/occurrence.ts';

type Counted = Pick<Figure, 'id' | 'value' | 'numerator' | 'denominator'>;

/** Tones that say that somebody has to look; the others need no mark. */
type Pressing = Extract<Tone, 'abnormal' | 'attention'>;

/** A share of which a part is lacking. */
const lacks = ({ numerator, denominator }: Counted): boolean =>
  numerator !== undefined && denominator !== undefined && numerator < denominator;

const some = ({ value }: Counted): boolean => (value ?? 0) > 0;

const pressing = (tone: Tone | undefined): Pressing | undefined =>
  tone === 'abnormal' || tone === 'attention' ? tone : undefined;

const clauseTone = (state: string): Pressing | undefined =>
  pressing({ ...clauses, ...besideStatements, unproven: clauses['no-evidence'] }[state as ClauseState]?.tone);

/** The first whose expression fits the id; `of` is told what stands in its brackets. */
const rules: readonly { id: RegExp; of(figure: Counted, name: string): Pressing | undefined }[] = [
  // One limit that was missed is one that was not kept, however many were.
  {
    id: /^(?:clocks|limits)\..+\.rate(?:\..+)?$|^goals\.(?:response|remote-start|arrival|diagnosis|restoration|record)$/,
    of: (figure) => (lacks(figure) ? 'abnormal' : undefined),
  },
  { id: /^limits\.missed$/, of: (figure) => (some(figure) ? 'abnormal' : undefined) },
  // Of one object; over all together it is no finding that one of them was down.
  {
    id: /^availability\.(?!overall$|with-maintenance$)[^.]+$/,
    of: (figure) => (lacks(figure) ? 'attention' : undefined),
  },
  { id: /^findings\.(?:late|fixed-late)(?:\..+)?$/, of: (figure) => (some(figure) ? 'abnormal' : undefined) },
  {
    id: /^findings\.waiting(?:\.(?:critical|high|severe))?$/,
    of: (figure) => (some(figure) ? 'attention' : undefined),
  },
  // By the state that it counts, of a document, of a period and over the service.
  {
    id: /^clauses\.(?:state\.)?([\w-]+)(?:\..+)?$/,
    of: (figure, name) => (some(figure) ? clauseTone(name) : undefined),
  },
  {
    id: /^occurrences\.([\w-]+)$/,
    of: (figure, name) => (some(figure) ? pressing(occurrences[name as OccurrenceState]?.tone) : undefined),
  },
  { id: /^logs\.systems-without$/, of: (figure) => (some(figure) ? 'abnormal' : undefined) },
];

/** undefined: nothing about it has to be looked at, or its tone does not follow from the number. */
function figureTone(figure: Counted): Pressing | undefined {
  for (const { id, of } of rules) {
    const found = id.exec(figure.id);
    if (found !== null) return of(figure, found[1] ?? '');
  }
  return undefined;
}

/** Tone and mark of a cell that prints the figure; none where nobody has to look. */
export function figureMark(figure: Counted): { tone?: Pressing; mark?: string } {
  const tone = figureTone(figure);
  return tone === undefined ? {} : { tone, mark: toneMarks[tone] };
}

/** The blocks in which every figure stands out as it does everywhere. */
export const tonedBlocks = (blocks: readonly Block[]): Block[] =>
  blocks.map((block): Block => {
    if (block.type === 'table') return { ...block, rows: block.rows.map(tonedRow), ...totalsOf(block) };
    if (block.type === 'key-figures') return { ...block, items: block.items.map(tonedItem) };
    return block;
  });

const totalsOf = ({ totals }: { totals?: Row[] }): { totals?: Row[] } =>
  totals === undefined ? {} : { totals: totals.map(tonedRow) };

function tonedItem(item: KeyFigure): KeyFigure {
  const tone = item.figure === undefined ? undefined : figureTone(item.figure);
  return tone === undefined ? item : { ...item, tone };
}

function tonedRow(row: Row): Row {
  const marked = Object.entries(row.cells).flatMap(([key, cell]): [string, Cell][] => {
    const figure = row.figures?.[key] ?? (typeof cell === 'object' ? cell?.figure : undefined);
    const tone = figure === undefined ? undefined : figureTone(figure);
    return tone === undefined ? [] : [[key, tonedCell(cell, tone)]];
  });
  return marked.length === 0 ? row : { ...row, cells: { ...row.cells, ...Object.fromEntries(marked) } };
}

/** With its mark: a black-and-white copy still tells. */
export function tonedCell(cell: Cell, tone: Pressing): Cell {
  const shown = { tone, mark: toneMarks[tone] };
  if (typeof cell === 'number') return { text: String(cell), value: cell, kind: 'number', decimals: 0, ...shown };
  return typeof cell === 'object' ? { ...cell, text: cell?.text ?? '', ...shown } : { text: cell, ...shown };
}
