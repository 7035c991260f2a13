/**
 * The document as its templates see it: every text final, every choice made, so that templates only loop.
 * Pictures and charts are handed in ready, because making them is asynchronous or heavy.
 */
import type { Block, Section } from '../../report/block.ts';
import type { ReportDocument } from '../../report/document.ts';
import { contentsOf, isFormal, type MetaRow, metaRows, openingOf } from '../front.ts';
import { textWidth } from '../measure.ts';
import { sectionNumbers } from '../numbering.ts';
import { besideEachOther } from './beside.ts';
import type { BlockView, Drawings, ViewContext } from './block.ts';
import { blockView } from './block-view.ts';
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
  /** Whether it is printed, where dates alone are kept on one line. */
  paper: boolean;
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
  /** Whether the contents are set in three columns. */
  narrowContents: boolean;
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

function sectionView(section: Section, index: number, number: string, context: ViewContext): SectionView {
  const own = section.blocks.map((block, b) => blockView(block, blockKey(index, b), section.title, context));
  const blocks = context.paper ? besideEachOther(own) : own;
  const classes = [
    `level-${section.level ?? 1}`,
    blocks.some((block) => block.landscape) ? 'landscape' : '',
    isSignatureOnly(section.blocks) ? 'signing' : '',
    context.paper && isOneLine(section.blocks) ? 'run-in' : '',
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

/** Characters of a remark that fit beside its heading. */
const LONGEST_RUN_IN = 80;

/** A section that has one sentence to say stands in the line of its heading. */
function isOneLine(blocks: readonly Block[]): boolean {
  const [block] = blocks;
  if (blocks.length !== 1 || block === undefined) return false;
  if (block.type === 'note') return block.emphasis !== true && block.text.length <= LONGEST_RUN_IN;
  return block.type === 'table' && block.rows.length === 0 && block.empty.length <= LONGEST_RUN_IN;
}

function isSignatureOnly(blocks: readonly Block[]): boolean {
  return (
    blocks.some((block) => block.type === 'signature') &&
    blocks.every((b) => b.type === 'signature' || b.type === 'note')
  );
}

/** Characters in brackets that fit a line of the title; longer ones are set smaller. */
const LONGEST_BRACKETS = 16;

/** First-level sections from which on a formal document opens on paper with a cover block and contents; of few one has the view. */
const FEWEST_CONTENTS = 12;
/** Longest title, in em, of contents in three columns. */
const NARROW_TITLE = 11;

/**
 * Turns a document into what `templates/document.hbs` loops over.
 * @param paper whether it is printed, where room counts
 */
export function documentView(doc: ReportDocument, drawings: Drawings, paper = false): DocumentView {
  const numbers = sectionNumbers(doc.sections);
  const context = { drawings, link: linkResolver(doc), paper };
  const opened = openingOf(doc) !== undefined;
  const own = contentsOf(doc, numbers);
  const formal = isFormal(doc) && (!paper || opened || own.length >= FEWEST_CONTENTS);
  const sections = doc.sections.map((section, i) => ({
    section,
    view: sectionView(section, i, numbers[i] as string, context),
  }));
  return {
    paper,
    number: doc.number,
    title: doc.title,
    titleParts: doc.title.split(/(?=（)/).map((text, n) => ({ text, long: n > 0 && text.length > LONGEST_BRACKETS })),
    subtitle: doc.subtitle,
    revisionText: doc.revisionText,
    form: [formal ? 'formal' : (doc.form ?? ''), opened ? 'opened' : ''].filter(Boolean).join(' ') || undefined,
    marks: doc.marks,
    meta: metaRows(doc, formal && !opened),
    contents: formal ? own : [],
    narrowContents: paper && opened && own.every(({ title }) => textWidth(title) <= NARROW_TITLE),
    watermark: doc.watermark,
    fingerprint: doc.fingerprint,
    opening: sections.find(({ section }) => section.opening === true)?.view,
    sections: sections.flatMap(({ section, view }) => (section.opening === true ? [] : [view])),
  };
}
