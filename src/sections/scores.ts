/** 考核评分: what the penalty schemes make of the period that runs, as the score sheet will print it. No page without a scheme. Pure. */

import { RECORD_ID } from '../contract/record-id.ts';
import type { Block, Cell, Section, TableBlock } from '../report/document.ts';
import type { SiteBlock, SiteCell, SitePage, SiteTable } from '../report/site-model.ts';
import { defineSection } from './_section.ts';
import type { ScoreSheet, SiteFacts } from './parts/facts.ts';
import { marks, recordHref } from './parts/links.ts';

export default defineSection({
  id: 'scores',
  title: '考核评分',
  place: 'header',
  order: 15,
  needs: [],
  shows: [],
  compose(facts) {
    if (facts.scores.length === 0) return [];
    const page: SitePage = {
      path: '',
      title: '考核评分',
      description:
        '按合同的考核与扣款办法，到目前为止的结果；每一项扣减写明依据的记录。周期结束后以签发的考核评分表为准。',
      sections: facts.scores.flatMap((sheet) => sectionsOf(facts, sheet)),
    };
    return [page];
  },
});

/** Signatures and evidence lists of the document are no part of a page. */
const SHOWN = /-(result|rules|basis|apart|readings|payment)$/;

function sectionsOf(
  facts: SiteFacts,
  { obligation, name, periodText, sections, problem }: ScoreSheet,
): SitePage['sections'] {
  if (problem !== null) {
    const text = `本期的结果未能计算：${problem}`;
    return [{ id: obligation, title: `${name} ${periodText}`, blocks: [{ type: 'note', text, tone: 'attention' }] }];
  }
  return sections
    .filter(({ id }) => SHOWN.test(id))
    .map((section) => ({
      id: `${obligation}-${section.id}`,
      title: section.title,
      note: `${name} ${periodText}`,
      blocks: section.blocks.flatMap((block) => blockOf(facts, block)),
      figures: figuresOf(section),
    }));
}

/** Numbers that its notes and key figures name. */
const figuresOf = ({ blocks }: Section) =>
  blocks.flatMap((block) =>
    block.type === 'key-figures'
      ? block.items.flatMap((one) => one.figure ?? [])
      : block.type === 'note'
        ? [...(block.figures ?? [])]
        : [],
  );

function blockOf(facts: SiteFacts, block: Block): SiteBlock[] {
  switch (block.type) {
    case 'note':
      return [{ type: 'note', text: block.text, ...(block.tone === undefined ? {} : { tone: block.tone }) }];
    case 'key-figures':
      return [
        {
          type: 'facts',
          items: block.items.map(({ label, value, unit, note, figure }) => ({
            label,
            value: {
              text: unit === undefined ? value : `${value} ${unit}`,
              ...(note === undefined ? {} : { sub: note }),
              ...(figure === undefined ? {} : { figure }),
            },
          })),
        },
      ];
    case 'table':
      return [tableOf(facts, block)];
    default:
      return [];
  }
}

/** What the words of a record say is the supplier's to show; others see which record it is, and what it costs. */
function tableOf(facts: SiteFacts, block: TableBlock): SiteTable {
  const isSeen = (key: string): boolean =>
    facts.mask.internal || !(key === 'text' && 'record' in (block.rows[0]?.cells ?? {}));
  return {
    type: 'table',
    caption: block.title ?? '',
    columns: block.columns
      .filter(({ key }) => isSeen(key))
      .map(({ key, label, unit, type }, n) => ({
        key,
        label: unit === undefined ? label : `${label}（${unit}）`,
        ...(n === 0 ? { title: true as const } : {}),
        ...(type === 'number' ? { align: 'right' as const } : {}),
        ...(key === 'text' ? { wide: true as const } : {}),
      })),
    rows: block.rows.map(({ cells, tone, figures }) => ({
      ...(tone === undefined ? {} : { tone }),
      cells: Object.fromEntries(
        block.columns
          .filter(({ key }) => isSeen(key))
          .map(({ key }) => {
            const figure = figures?.[key];
            return [key, { ...cellOf(facts, key, cells[key] ?? ''), ...(figure === undefined ? {} : { figure }) }];
          }),
      ),
    })),
    empty: block.empty,
  };
}

function cellOf(facts: SiteFacts, key: string, cell: Cell): Exclude<SiteCell, string> {
  const text = typeof cell === 'object' && cell !== null ? cell.text : String(cell ?? '');
  const tone = typeof cell === 'object' && cell !== null ? cell.tone : undefined;
  const href = key === 'record' && RECORD_ID.test(text) ? recordHref(facts, text) : null;
  return {
    text,
    ...(tone === undefined ? {} : { tone, mark: marks[tone] }),
    ...(href === null ? {} : { href }),
  };
}
