/**
 * The page that a report of a period opens with: what the purchaser has to know, worst first; the figures beside those of the
 * period before and what the contract asks for; what waits for the purchaser. Its facts are those of the sections after it. Pure.
 */
import { formatDateTime } from '../../src/contract/time.ts';
import type { Block, Cell, Column, NoteBlock, RichCell, Row, Section, TableBlock } from '../../src/report/block.ts';
import { NEWS } from '../../src/report/opening.ts';
import { toneOf } from '../../src/states/gravity.ts';
import { ownConfirm } from '../frame/confirm.ts';
import { intervalText, waivedText, wholeDaysOf } from '../period/composition.ts';
import { lengthsText, periodWords, wordBefore } from '../period/words.ts';
import type { PeriodFacts } from '../periodic/facts.ts';
import { addedUpNote } from './added-up.ts';
import { documentBefore, keyFigureTable } from './key-figures.ts';
import type { Decision, KeyRow, Part } from './part.ts';
import { readings } from './parts/readings.ts';
import { type News, type Reference, topNews, withoutTwice } from './ranking.ts';
import { settledSinceNote } from './settled-since.ts';

export interface FirstPage {
  section: Section;
  /** Its figures by their ids, for the document of the period after. */
  figures: Readonly<Record<string, number | null>>;
}

/** @param parts what the sections of the report bring to it: it tells of nothing else */
export function firstPage(facts: PeriodFacts, parts: readonly Part[]): FirstPage {
  const told = [...parts, readings].toSorted((a, b) => a.order - b.order);
  const of = <T>(pick: (part: Part) => ((facts: PeriodFacts) => readonly T[]) | undefined): T[] =>
    told.flatMap((part) => pick(part)?.(facts) ?? []);
  const rows = of<KeyRow>((part) => part.rows);
  const before = documentBefore(facts.view);
  const figures = Object.fromEntries(
    rows.flatMap(({ item: { figure } }) => (figure === undefined ? [] : [[figure.id, figure.value] as const])),
  );
  const spoken = periodWords(facts.view);
  const words = before === null ? spoken : { ...spoken, before: wordBefore(facts.view, before.period) };
  return {
    section: {
      id: 'first-page',
      title: `${words.own}要点`,
      opening: true,
      blocks: [
        ...summaryOf(facts),
        ...newsBlocks(
          of<News>((part) => part.news),
          of<string>((part) => part.proofs),
        ),
        ...keyFigureTable(rows, before?.figures ?? null, words),
        ...(before?.figures == null || rows.length === 0 ? [] : lengthsNote(facts, before.period)),
        ...(before?.figures == null ? [] : settledSinceNote(facts, rows, before, words)),
        ...addedUpNote(facts, rows),
        decisionBlock(of<Decision>((part) => part.decisions)),
        coverageOf(facts),
      ],
      stated: { ...wholeDaysOf(facts.view), totals: figures },
    },
    figures,
  };
}

/** That the column of the period before stands for more days, or for fewer. */
function lengthsNote({ view }: PeriodFacts, period: string): NoteBlock[] {
  const text = lengthsText(view, period);
  return text === '' ? [] : [{ type: 'note', text, tone: 'muted' }];
}

/** What the person who confirmed it wrote about the period, in their own words. */
function summaryOf({ view }: PeriodFacts): NoteBlock[] {
  const confirm = ownConfirm(view.input);
  if (confirm?.summary === undefined) return [];
  const text = `综述（${confirm.person}，${formatDateTime(confirm.at)}）\n${confirm.summary}`;
  return [{ type: 'note', text, emphasis: true }];
}

/** What is known to be good is said after what is not; where nothing was measured neither is said. */
function newsBlocks(news: readonly News[], proofs: readonly string[]): Block[] {
  const { shown, left } = topNews(withoutTwice(news));
  const good = proofs.join('；');
  if (shown.length === 0) {
    const text = good === '' ? '统计区间内没有登记可据以判断的事项。' : `没有需要⟦采购人⟧处置的异常：${good}。`;
    return [{ type: 'note', text, emphasis: true, tone: good === '' ? 'attention' : 'normal' }];
  }
  const rest = left.length === 0 ? '' : `另有 ${left.length} 项较轻的，见正文。`;
  const also = good === '' ? rest : `${rest}其余：${good}。`;
  return [newsTable(shown), ...(also === '' ? [] : [{ type: 'note' as const, text: also, tone: 'muted' as const }])];
}

function newsTable(shown: readonly News[]): TableBlock {
  const rows = shown.map((one, n): Row => {
    const tone = toneOf(one.gravity);
    return {
      tone,
      cells: {
        no: String(n + 1),
        [NEWS]: { text: one.text, tone, mark: tone === 'abnormal' ? '▲' : '△' },
        ...referenceCells(one.references),
      },
    };
  });
  const columns: Column[] = [
    { key: 'no', label: '序', type: 'text', align: 'center', weight: 0.4 },
    { key: NEWS, label: '事项', type: 'text', weight: 4.6 },
    ...referenceColumns(shown),
  ];
  return { type: 'table', title: '须知事项（由重到轻）', columns, rows, empty: '没有。' };
}

/** What the purchaser is asked for fits a page; what waits longest comes first. */
const DECISIONS = 6;

function decisionBlock(all: readonly Decision[]): Block {
  if (all.length === 0) return { type: 'note', text: NOTHING_TO_DECIDE, tone: 'muted' };
  // Since the service began is longest of all.
  const sorted = all.toSorted((a, b) => ((a.since ?? '') < (b.since ?? '') ? -1 : a.since === b.since ? 0 : 1));
  const shown = sorted.slice(0, DECISIONS);
  const left = sorted.length - shown.length;
  return {
    type: 'table',
    title:
      left === 0 ? '请⟦采购人⟧决定或签字' : `请⟦采购人⟧决定或签字（共 ${sorted.length} 项，列最早的 ${DECISIONS} 项）`,
    columns: [
      { key: 'what', label: '事项', type: 'text', weight: 3 },
      { key: 'since', label: '自何时', type: 'date' },
      ...referenceColumns(shown),
    ],
    rows: shown.map(({ text, since, references }) => ({
      cells: {
        what: text,
        since: since === null ? '服务期开始' : { text: since, value: since, kind: 'date' },
        ...referenceCells(references),
      },
    })),
    empty: NOTHING_TO_DECIDE,
  };
}

const NOTHING_TO_DECIDE = '没有等待⟦采购人⟧决定或签字的事项。';

type Referring = readonly { references: readonly Reference[] }[];

/** Numbers of records and documents; a column of nothing is none. */
function referenceColumns(all: Referring): Column[] {
  const has = (test: (one: Reference) => boolean): boolean => all.some(({ references }) => references.some(test));
  return [
    ...(has((one) => one.document !== true) ? [{ key: 'id', label: '编号', type: 'text' as const, weight: 1.5 }] : []),
    ...(has((one) => one.document === true)
      ? [{ key: 'document', label: '文档编号', type: 'text' as const, weight: 1.7 }]
      : []),
  ];
}

function referenceCells(references: readonly Reference[]): Record<string, Cell> {
  const cell = (own: readonly Reference[]): Cell => {
    const text = own.map((one) => one.text).join('、');
    const first = own[0];
    const link = first?.link ?? (first?.section === undefined ? undefined : `#${first.section}`);
    return { text, ...(link === undefined ? {} : { link }) } satisfies RichCell;
  };
  return {
    id: cell(references.filter((one) => one.document !== true)),
    document: cell(references.filter((one) => one.document === true)),
  };
}

/** A report issued on the last working day cannot know the hours after it; it says where they will stand. */
const coverageOf = ({ view }: PeriodFacts): NoteBlock => ({
  type: 'note',
  text: `${intervalText(view)}${waivedText(view)}`,
  tone: 'muted',
});
