/**
 * What a document and a page of the site consist of: sections of settled blocks. Plain JSON, text beside every value; whatever
 * draws it (HTML, PDF, workbook, site, search) computes nothing. A block says of itself on which media it is drawn; some are
 * drawn by one of them alone and say so.
 */

import type { Figure } from './figure.ts';
import type { Statement } from './statement.ts';

/** How a row, figure or cell stands out; print shows a mark beside the colour, so black and white still tells. */
export type Tone = 'normal' | 'abnormal' | 'attention' | 'muted';

/** Where a document is read; a block is drawn on all three unless it says otherwise. */
export type Medium = 'paper' | 'screen' | 'workbook';

/** A cell with its printed text and, for workbooks, the real value behind it. */
export interface RichCell {
  text: string;
  /** The number, ISO date or ISO instant behind `text`. */
  value?: number | string;
  /** `percent`: `value` is the share, 0.995 for a text of 99.5 %. A plain `number` is the figure of the text, 99.5. */
  kind?: 'number' | 'date' | 'datetime' | 'percent';
  /** Digits after the decimal point in a workbook. */
  decimals?: number;
  /** Of a rate, what was counted of how many: a workbook has both in columns of their own. */
  of?: { numerator: number; denominator: number; unit?: string };
  /** Unit of `value`, where it is another than that of the text: 120 分钟 behind `2 小时`. */
  unit?: string;
  tone?: Tone;
  /** Mark in front of the text: ▲ ◇ △ – ○. */
  mark?: string;
  /** Target of a link: a document number, a record id, a relative file, or `#` and the id of a section of the same document. */
  link?: string;
  /** An address of the site. */
  href?: string;
  /** It leads to a file that is saved by this name, and not to a page. */
  download?: string;
  /** Second, smaller line. */
  sub?: string;
  /** What it tells of one by one, each leading to its own page. */
  more?: { text: string; href: string }[];
  /** What its column is sorted by, where that is not the text: a rank, seconds. */
  sort?: string | number;
  /** The number that the text prints, as data. */
  figure?: Figure;
  /** Of a level of severity its place among the levels, the worst 0: a swatch in its colour stands in front. */
  severity?: number;
}
export type Cell = string | number | null | RichCell;

export interface Column {
  key: string;
  label: string;
  /** Decides alignment and, in workbooks, the cell type; a rich cell overrides it. Default: text. */
  type?: 'text' | 'number' | 'date' | 'datetime' | 'outcome';
  unit?: string;
  /** Digits after the decimal point. */
  decimals?: number;
  /** Its figures are divided by thousands from four digits on, because one of them has five: the renderer says so. */
  thousands?: true;
  /**
   * How much this column wants room compared with the others; default 1. Widths follow the content first: nothing is
   * squeezed below its longest word, and room goes where it saves lines.
   */
  weight?: number;
  align?: 'left' | 'right' | 'center';
  /** On a phone, where a row is a card: its name, its state, what has a line of its own, what never breaks. */
  title?: true;
  state?: true;
  wide?: true;
  short?: true;
}

export interface Row {
  /** Anchor, unique on the page. */
  id?: string;
  cells: Record<string, Cell>;
  tone?: Tone;
  /** Values of the filters. */
  filter?: Record<string, string>;
  /** Headline figures among the cells, by column. */
  figures?: Record<string, Figure>;
}

/** What every block may say of itself. */
export interface BlockBase {
  /** Where it is drawn; everywhere without it. */
  on?: readonly Medium[];
}

export interface KeyFigure {
  label: string;
  value: string;
  number?: number;
  unit?: string;
  tone?: Tone;
  note?: string;
  /** The figure as data; a rate has its numerator and denominator there. */
  figure?: Figure;
}
export interface KeyFiguresBlock extends BlockBase {
  type: 'key-figures';
  items: KeyFigure[];
}
/** Running text. `emphasis` draws a conclusion in its own box with the tone's colour. */
export interface NoteBlock extends BlockBase {
  type: 'note';
  text: string;
  tone?: Tone;
  emphasis?: boolean;
  /** Headline figures that the text tells. */
  figures?: readonly Figure[];
}
export interface TableBlock extends BlockBase {
  type: 'table';
  /** Caption above the table, and the name of its sheet in a workbook. */
  title?: string;
  columns: Column[];
  rows: Row[];
  /** Totals, drawn under a strong rule. */
  totals?: Row[];
  /** Draw only so many rows on paper and screen; a workbook holds them all. The composer says so beside the table. */
  printedRows?: number;
  /** What to print when there is no row; a table without rows always says why. */
  empty: string;
  /** Readers of the site may sort it by the heads of its columns. */
  sortable?: true;
  /** Selects above the table on the site; the choice stands in the address. */
  filters?: { key: string; label: string; options: { value: string; text: string }[] }[];
}
export interface ListBlock extends BlockBase {
  type: 'list';
  ordered?: boolean;
  items: { text: string; tone?: Tone; sub?: string[] }[];
  empty?: string;
}
/** Label–value pairs in a grid. */
export interface FactsBlock extends BlockBase {
  type: 'facts';
  columns?: 1 | 2 | 3;
  items: { label: string; value: Cell | RichCell[]; tone?: Tone }[];
}
export interface ChartSeries {
  name: string;
  /** null: nothing was observed. */
  values: (number | null)[];
  /** Each value as it reads anywhere else, where the reader may point at it. */
  texts?: string[];
  /** Of a series that is a level of severity its place among the levels, the worst 0: drawn in the colours of severity. */
  severity?: number;
}
export interface ChartBlock extends BlockBase {
  type: 'chart';
  chart: 'line' | 'bar' | 'stacked-bar' | 'horizontal-bar';
  title: string;
  /** Category of each value, already as printed. */
  x: string[];
  series: ChartSeries[];
  unit?: string;
  /** Fixed axis range; automatic without it. */
  min?: number;
  max?: number;
  thresholds?: { label: string; value: number }[];
  /** Height in millimetres on paper; default 55. */
  height?: number;
  /** One sentence that says in words what is to be seen; alternative text of the figure. */
  summary: string;
  /** On a page of the site: prefix of every id in its drawing, unique there. */
  key?: string;
  /** There, once it is drawn: its markup, so that it shows without scripts. */
  svg?: string;
}
/** What a chart is drawn from: for the table beside it and for the browser, which makes it answer to the hand. */
export type ChartData = Pick<ChartBlock, 'chart' | 'x' | 'series' | 'unit' | 'min' | 'max'>;
export interface ImageBlock extends BlockBase {
  type: 'image';
  /** SHA-256 of the picture in the evidence store. */
  sha256: string;
  mediaType: 'image/png' | 'image/jpeg';
  caption: string;
  /** Alternative text. */
  alt: string;
}
export interface TimelineBlock extends BlockBase {
  type: 'timeline';
  items: { time: string; text: string; tone?: Tone; who?: string }[];
  empty?: string;
}
export interface ChecklistBlock extends BlockBase {
  type: 'checklist';
  items: { text: string; state: 'done' | 'open' | 'not-applicable'; note?: string }[];
}
export interface SignatureBlock extends BlockBase {
  type: 'signature';
  /** One column a party; each line is a label followed by room to write, `value` when already known. */
  parties: { title: string; lines: { label: string; value?: string }[] }[];
  note?: string;
}
/** 附件与证据清单 */
export interface EvidenceBlock extends BlockBase {
  type: 'evidence';
  items: {
    title: string;
    kind: string;
    time: string;
    record: string;
    hash: string;
    /** Of a line of many records, what it counts: those of its name, those of them counted in the period, what is attached to them. */
    counted?: { label: string; records: number; own: number; attached: number };
  }[];
  empty: string;
}

/** What only the site draws. */
export interface LinksBlock extends BlockBase {
  type: 'links';
  /** `figure`: the number that the text names. */
  items: { text: string; href: string; figure?: Figure }[];
}
/** Record ids in one list, each with an anchor. `about`: when it was and what it is about, of a record that is at hand. */
export interface IdsBlock extends BlockBase {
  type: 'ids';
  items: { id: string; href?: string; about?: string }[];
}
/** A cell of a grid of days. */
export interface DayCell {
  /** Sign of what the day was, so that colour is never alone. */
  mark: string;
  tone: Tone;
  /** What it was in words, said to who does not see the sign and shown to who points at it. */
  text: string;
  href?: string;
  /** It is the day on which the site was built. */
  today?: true;
}
/** A row a month or a person, a cell a day of the month; on a phone a line of days. `legend`: every sign that occurs, once. */
export interface DaysBlock extends BlockBase {
  type: 'days';
  title: string;
  /** Head of the column of heads. */
  heading: string;
  /** From the first of the month on; `null`: nothing is said of the day, or the month has none. */
  rows: { head: Cell; days: (DayCell | null)[] }[];
  legend: Pick<DayCell, 'mark' | 'tone' | 'text'>[];
}
/** One record whole: every field that it has, in the words of its kind. */
export interface SiteRecord {
  /** Anchor. */
  id: string;
  /** When it was, as people read it. */
  at: string;
  /** The page that tells more of it than its fields. */
  more?: RichCell;
  /** 作废: by whom, when and why; it counts nowhere. */
  withdrawn?: string;
  /** Where the desk gives the originals of its attachments, to whom it may. */
  desk?: string;
  /** Numbers that papers from outside bear, by which it is found; as the view shows them. */
  bears?: string[];
  facts: { label: string; value: RichCell[] }[];
  /** What only who checks it asks for: file and digests. Folded. */
  details: { label: string; value: RichCell[] }[];
  /** Its lists of rows, without columns in which nothing stands. `all`: where what they list stands of every record. */
  lists: {
    label: string;
    columns: string[];
    rows: RichCell[][];
    note?: string;
    all?: { text: string; href: string };
  }[];
}
export interface RecordsBlock extends BlockBase {
  type: 'records';
  items: SiteRecord[];
}
export type Block =
  | KeyFiguresBlock
  | NoteBlock
  | TableBlock
  | ListBlock
  | FactsBlock
  | ChartBlock
  | ImageBlock
  | TimelineBlock
  | ChecklistBlock
  | SignatureBlock
  | EvidenceBlock
  | LinksBlock
  | IdsBlock
  | DaysBlock
  | RecordsBlock;
export type BlockType = Block['type'];

export interface Section {
  /** Stable id, unique in the document; anchors and sheets are named by it. */
  id: string;
  /** Without its number; renderers number level 1 一、二、三 and level 2 （一）（二）. */
  title: string;
  level?: 1 | 2 | 3;
  /** The document opens with it: alone on the first page, below a short head, before the contents; it has no number. */
  opening?: true;
  /** Beside its title on the site: how many, of which period. */
  note?: string;
  blocks: Block[];
  /** Numbers that its texts name, where no list or cell of it is their count. */
  figures?: readonly Figure[];
  /** What it says as data: composing takes it into the document's statement, and out of the document. */
  stated?: Statement;
  /** The search finds it by itself, under this name; without it it is found with its page or document. */
  found?: Found;
}
/** A section as the search knows it. `series`: of those that are alike the newest, by `on`, comes first. */
export interface Found {
  title: string;
  text: string;
  series: string;
  /** Contract date. */
  on: string;
}
