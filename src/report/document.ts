/**
 * The report document: the one structure between composing and rendering. Plain JSON; it is archived as
 * `document.json` and every format is drawn from it. Renderers compute nothing: all text, dates and judgements are
 * already here, numbers and times beside their text so that a workbook can hold real values.
 */

import type { Figure } from './figure.ts';

export type { Figure, FigureInterval } from './figure.ts';

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
}
export type Cell = string | number | null | RichCell;

export interface Column {
  key: string;
  label: string;
  /** Decides alignment and, in workbooks, the cell type; a rich cell overrides it. */
  type: 'text' | 'number' | 'date' | 'datetime' | 'outcome';
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
}

export interface Row {
  cells: Record<string, Cell>;
  tone?: Tone;
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
  items: { label: string; value: string; tone?: Tone }[];
}
export interface ChartSeries {
  name: string;
  values: (number | null)[];
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
}
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
  | EvidenceBlock;
export type BlockType = Block['type'];

export interface Section {
  /** Stable id, unique in the document; anchors and sheets are named by it. */
  id: string;
  /** Without its number; renderers number level 1 一、二、三 and level 2 （一）（二）. */
  title: string;
  level?: 1 | 2 | 3;
  /** The document opens with it: alone on the first page, below a short head, before the contents; it has no number. */
  opening?: true;
  blocks: Block[];
}

/** 封面信息 and the times of a document, as printed; kept apart from each other (业务日期、采集、确认、签发). */
export interface Frame {
  project: string;
  purchaser: string;
  supplier: string;
  /** What the contract calls the two; absent: 采购人, 供应商. */
  called?: { purchaser: string; supplier: string };
  /** Of a contract that bears one. */
  contractNumber?: string;
  servicePeriod: string;
  informationMark: string;
  /** 统计区间 or 业务日期, as printed. */
  periodLabel: '业务日期' | '统计区间' | '事件编号';
  periodText: string;
  /** 采集时间, as printed, when the document has live readings. */
  collected?: string;
  /** 确认时间, or 未确认. */
  confirmed: string;
  /** 签发时间, or 未签发. */
  issued: string;
  /** 数据截至: newest evidence time among the inputs. */
  dataAsOf: string;
  prepared?: string;
  reviewed?: string;
  approved?: string;
  /** The line kept for the checkpoint of the log before the document's round; null prints nothing. */
  checkpoint?: string | null;
  /** true: the first page bears that line as a QR code, too, since it is printed, stamped and kept by the other side. */
  checkpointCode?: true;
}

export interface ReportDocument {
  schema: 1;
  obligation: string;
  period: string;
  revision: number;
  /** 文档编号, e.g. `HQSF-XJ-20261124-r1`. */
  number: string;
  title: string;
  subtitle: string;
  /** 第 1 版 */
  revisionText: string;
  frame: Frame;
  /** Lines under the title: 自动生成，未经人工确认 · 补报 · 演示数据. */
  marks: { text: string; tone: Tone }[];
  /** `short`: a form of one page; it opens compact and without contents, however it is signed. */
  form?: 'short';
  /** Drawn across every page and sheet: 草稿, 演示数据. */
  watermark?: string;
  sections: Section[];
  /** 数据指纹 as printed: three groups of four hex digits; full hash in the manifest. */
  fingerprint: string;
  /** The document's own time for metadata of PDF, XLSX and zip entries: issue time, for a draft 数据截至. ISO instant. */
  time: string;
}
