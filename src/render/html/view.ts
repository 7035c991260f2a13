/**
 * The document as its templates see it: every text final, every choice made, so that templates only loop.
 * Pictures and charts are handed in ready, because making them is asynchronous or heavy.
 */
import type { Block, ReportDocument, Section } from '../../report/document.ts';
import { contentsOf, isFormal, type MetaRow, metaRows, openingOf } from '../front.ts';
import { sectionNumbers } from '../numbering.ts';
import { type BlockView, blockView, type Drawings, type Linker } from './block-view.ts';
import { linkResolver } from './links.ts';

export interface SectionView {
  id: string;
  number: string;
  title: string;
  /** Level of the heading element: 2–4. */
  rank: number;
  classes: string;
  blocks: BlockView[];
}

export interface DocumentView {
  number: string;
  title: string;
  /** The title with what stands in brackets apart, so that lines break there first. */
  titleParts: { text: string; long: boolean }[];
  subtitle: string;
  revisionText: string;
  /** Classes of the whole page: `formal`, `short`, or none for a daily one; `opened` with a page of its own before the contents. */
  form: string | undefined;
  marks: ReportDocument['marks'];
  meta: MetaRow[];
  contents: { id: string; href: string; number: string; title: string }[];
  /** Alone on the first page; the contents come after it and tell the pages. */
  opening: SectionView | undefined;
  watermark: string | undefined;
  fingerprint: string;
  sections: SectionView[];
}

/** Position of a block in its document, used for ids: the same document gives the same ids. */
export function blockKey(section: number, block: number): string {
  return `s${section + 1}b${block + 1}`;
}

function sectionView(section: Section, index: number, number: string, drawings: Drawings, link: Linker): SectionView {
  const blocks = section.blocks.map((block, b) => blockView(block, blockKey(index, b), section.title, drawings, link));
  const classes = [
    `level-${section.level ?? 1}`,
    blocks.some((block) => block.landscape) ? 'landscape' : '',
    isSignatureOnly(section.blocks) ? 'signing' : '',
  ];
  return {
    id: section.id,
    number,
    title: section.title,
    rank: (section.level ?? 1) + 1,
    classes: classes.filter(Boolean).join(' '),
    blocks,
  };
}

function isSignatureOnly(blocks: readonly Block[]): boolean {
  return (
    blocks.some((block) => block.type === 'signature') &&
    blocks.every((b) => b.type === 'signature' || b.type === 'note')
  );
}

/** Characters in brackets that fit a line of the title; longer ones are set smaller. */
const LONGEST_BRACKETS = 16;

/** Turns a document into what `templates/document.hbs` loops over. */
export function documentView(doc: ReportDocument, drawings: Drawings): DocumentView {
  const numbers = sectionNumbers(doc.sections);
  const link = linkResolver(doc);
  const opened = openingOf(doc) !== undefined;
  const formal = isFormal(doc);
  const sections = doc.sections.map((section, i) => ({
    section,
    view: sectionView(section, i, numbers[i] as string, drawings, link),
  }));
  return {
    number: doc.number,
    title: doc.title,
    titleParts: doc.title.split(/(?=（)/).map((text, n) => ({ text, long: n > 0 && text.length > LONGEST_BRACKETS })),
    subtitle: doc.subtitle,
    revisionText: doc.revisionText,
    form: [formal ? 'formal' : (doc.form ?? ''), opened ? 'opened' : ''].filter(Boolean).join(' ') || undefined,
    marks: doc.marks,
    meta: metaRows(doc, formal && !opened),
    contents: formal ? contentsOf(doc, numbers) : [],
    watermark: doc.watermark,
    fingerprint: doc.fingerprint,
    opening: sections.find(({ section }) => section.opening === true)?.view,
    sections: sections.flatMap(({ section, view }) => (section.opening === true ? [] : [view])),
  };
}
