/** 考核评分: what the penalty schemes make of the period that runs and made of those before, as the sheets have it. No page without a scheme. Pure. */

import { RECORD_ID } from '../contract/record-id.ts';
import type { Block, Cell, Section, TableBlock } from '../report/block.ts';
import { cellText, richCell } from '../report/cell.ts';
import type { SitePage } from '../report/site-model.ts';
import { defineSection } from './_section.ts';
import type { ScoreSheet, SiteFacts } from './parts/facts.ts';
import { documentHref, marks, recordHref } from './parts/links.ts';
import { conclusionsOf, newestSheets } from './parts/score-sheets.ts';

export default defineSection({
  id: 'scores',
  title: '考核评分',
  place: 'header',
  order: 15,
  needs: [],
  shows: [],
  compose(facts) {
    if (facts.scores.length === 0) return [];
    const newest = newestSheets(facts.scores);
    const page: SitePage = {
      path: '',
      title: '考核评分',
      description:
        '按合同的考核与扣款办法，本期到目前为止的结果和以前各期的结果；每一项扣减写明依据的记录。周期结束后以签发的文档为准。',
      sections: [...newest.flatMap((sheet) => sectionsOf(facts, sheet, newest.length > 1)), ...endedSection(facts)],
    };
    return [page];
  },
});

/** Signatures and evidence lists of the document are no part of a page. */
const SHOWN = /-(result|rules|basis|apart|readings|payment)$/;

/** Each period that has ended, with what became of it and the document that says so. */
function endedSection(facts: SiteFacts): SitePage['sections'] {
  const ended = facts.scores.filter((one) => one.ended);
  if (ended.length === 0) return [];
  return [
    {
      id: 'ended',
      title: '以前各期的结果',
      note: `${ended.length} 期`,
      blocks: [
        {
          type: 'table',
          title: '以前各期的结果',
          columns: [
            { key: 'period', label: '考核周期', title: true },
            { key: 'name', label: '文档' },
            { key: 'result', label: '结果', wide: true },
            { key: 'number', label: '文档编号' },
          ],
          rows: ended.map((sheet) => ({
            cells: {
              period: sheet.periodText,
              name: sheet.name,
              result: resultCell(sheet),
              number:
                sheet.document === null
                  ? { text: '未签发', tone: 'attention', mark: marks.attention, sub: '结果按现有记录计算' }
                  : { text: sheet.document, href: documentHref(sheet.document) },
            },
          })),
          empty: '没有已结束的考核周期。',
        },
      ],
    },
  ];
}

function resultCell(sheet: ScoreSheet): Cell {
  if (sheet.problem !== null) return { text: `未能计算：${sheet.problem}`, tone: 'attention', mark: marks.attention };
  const all = conclusionsOf(sheet);
  const tone = all.find((one) => one.tone !== undefined && one.tone !== 'normal')?.tone ?? 'normal';
  return { text: all.map(({ text }) => text).join(''), tone, mark: marks[tone] };
}

/** @param named there are sheets of several obligations, which bear their names */
function sectionsOf(
  facts: SiteFacts,
  { obligation, name, periodText, sections, problem }: ScoreSheet,
  named: boolean,
): SitePage['sections'] {
  if (problem !== null) {
    const text = `本期的结果未能计算：${problem}`;
    return [{ id: obligation, title: `${name} ${periodText}`, blocks: [{ type: 'note', text, tone: 'attention' }] }];
  }
  return sections
    .filter(({ id }) => SHOWN.test(id))
    .map((section) => ({
      id: `${obligation}-${section.id}`,
      title: named ? `${name}：${section.title}` : section.title,
      note: named ? periodText : `${name} ${periodText}`,
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

/** As the sheet has it; of its key figures the site makes facts. */
function blockOf(facts: SiteFacts, block: Block): Block[] {
  switch (block.type) {
    case 'note':
      return [block];
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
function tableOf(facts: SiteFacts, { columns: all, rows, ...table }: TableBlock): TableBlock {
  const isSeen = facts.mask.internal || rows[0]?.cells['record'] === undefined;
  const columns = all.filter(({ key }) => isSeen || key !== 'text');
  return {
    ...table,
    columns: columns.map(({ key, label, unit, type }, n) => ({
      key,
      label: unit === undefined ? label : `${label}（${unit}）`,
      ...(n === 0 ? { title: true as const } : {}),
      ...(type === 'number' ? { align: 'right' as const } : {}),
      ...(key === 'text' ? { wide: true as const } : {}),
    })),
    rows: rows.map(({ cells, tone, figures }) => ({
      ...(tone === undefined ? {} : { tone }),
      cells: Object.fromEntries(
        columns.map(({ key }) => {
          const figure = figures?.[key];
          return [key, { ...cellOf(facts, key, cells[key] ?? ''), ...(figure === undefined ? {} : { figure }) }];
        }),
      ),
    })),
  };
}

function cellOf(facts: SiteFacts, key: string, cell: Cell) {
  const text = cellText(cell);
  const { tone } = richCell(cell);
  const href = key === 'record' && RECORD_ID.test(text) ? recordHref(facts, text) : null;
  return {
    text,
    ...(tone === undefined ? {} : { tone, mark: marks[tone] }),
    ...(href === null ? {} : { href }),
  };
}
