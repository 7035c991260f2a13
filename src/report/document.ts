/**
 * The report document: the one structure between composing and rendering. Plain JSON; it is archived as
 * `document.json` and every format is drawn from it. Renderers compute nothing: all text, dates and judgements are
 * already here, numbers and times beside their text so that a workbook can hold real values.
 */

import type { Section, Tone } from './block.ts';

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
