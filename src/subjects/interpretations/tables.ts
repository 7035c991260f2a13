/** 口径 as tables: all of them, the options of one, and what each option of an open one makes of the data. Pure. */

import { clauseMarks } from '../../contract/terms/clause-marks.ts';
import { type Interpretation, interpretationSchema } from '../../contract/terms/interpretations.ts';
import type { Naming } from '../../page/naming.ts';
import type { TableDefinition } from '../../page/table.ts';
import { fieldLabel } from '../../records/fields.ts';
import type { RichCell } from '../../report/block.ts';
import { interpretationOptions, interpretationStates, interpretations } from '../../states/interpretation.ts';
import { markedCell } from '../../states/look.ts';
import { type CaseWords, caseWords } from '../../wording/case-words.ts';
import { CLAIMED } from '../../wording/words.ts';
import { isSettled } from '../incidents/judge/interpretation.ts';

/** The label that a field of a 口径 has: `question`, `options.text`. */
export const labelOf = (field: string): string => fieldLabel(interpretationSchema, field);

type Option = Interpretation['options'][number];

/** `双方已确认 1 项，待确认 12 项` */
export function countsText(all: readonly Interpretation[]): string {
  const settled = all.filter(isSettled).length;
  return `双方${interpretationStates.settled} ${settled} 项，${interpretationStates.pending} ${all.length - settled} 项`;
}

/** The option in force, or the one that is presumed. */
function usedLabel({ options, ...one }: Interpretation): string {
  const id = isSettled({ options, ...one }) ? one.chosen : one.default;
  return options.find((option) => option.id === id)?.label ?? id ?? '—';
}

/** Written down as settled without a signed paper that is kept, only the supplier says so. */
export function stateCell(one: Interpretation): RichCell {
  if (isSettled(one)) return markedCell(interpretations.settled);
  const isClaimed = one.chosen !== null && one.confirmedOn !== undefined;
  return { ...markedCell(interpretations.pending), ...(isClaimed ? { sub: CLAIMED } : {}) };
}

export const interpretationTable = ({ href }: Pick<Naming, 'href'>): TableDefinition<Interpretation> => ({
  title: '各项口径',
  columns: {
    question: {
      ...{ label: labelOf('question'), weight: 3, title: true, value: ({ question }) => question },
      ...{ href: ({ id }) => href?.(id), sub: ({ clauses }) => clauseMarks(clauses) },
    },
    clauses: { label: '条款', weight: 1.4, only: 'paper', value: ({ clauses }) => clauseMarks(clauses) },
    used: { label: '暂列的选项', weight: 2, only: 'paper', value: usedLabel },
    state: { label: '状态', state: true, only: 'site', value: stateCell },
    day: {
      ...{ label: labelOf('confirmedOn'), short: true, only: 'site' },
      value: (one) => (isSettled(one) ? (one.confirmedOn ?? '未写明') : '—'),
    },
    option: {
      ...{ label: '选定，或确认前暂按', wide: true, only: 'site' },
      value: (one) => (isSettled(one) ? usedLabel(one) : `暂按：${usedLabel(one)}`),
    },
  },
  filters: [
    {
      ...{ key: 'state', label: '状态' },
      options: Object.entries(interpretationStates).map(([value, text]) => ({ value, text })),
    },
  ],
  filter: (one) => ({ state: isSettled(one) ? 'settled' : 'pending' }),
  empty: '各口径均已由双方确认。',
});

const hasChosen = (one: Interpretation, { id }: Option): boolean => isSettled(one) && one.chosen === id;

/** @param effect what the option makes of the data so far, on paper */
export const optionTable = (one: Interpretation, effect?: (option: Option) => string): TableDefinition<Option> => ({
  columns: {
    chosen: {
      ...{ label: interpretationOptions.chosen.word, align: 'center', weight: 0.5, only: 'paper' },
      value: (option) => (hasChosen(one, option) ? '√' : '□'),
    },
    label: {
      ...{ label: labelOf('options.label'), weight: 1.4, title: true },
      value: ({ id, label }) => (id === one.default ? `${label}（⟦供应商⟧建议）` : label),
    },
    result: {
      ...{ label: '结果', state: true, only: 'site' },
      value: (option) => {
        if (hasChosen(one, option)) return markedCell(interpretationOptions.chosen);
        if (isSettled(one)) return '未选';
        return option.id === one.default ? markedCell(interpretationOptions.presumed) : '—';
      },
    },
    text: { label: labelOf('options.text'), weight: 2.6, wide: true, value: ({ text }) => text },
    effect: { label: '对现有数据的影响', weight: 2, only: 'paper', value: (option) => effect?.(option) ?? null },
  },
  empty: '没有登记选项。',
});

/** One case of an option, in words. */
interface CaseRow extends CaseWords {
  option: Option;
}

/** The cases of the options, as they are signed with them; no row of an option that has none. */
export const caseRows = (
  one: Interpretation,
  options: readonly Option[],
  terms: Parameters<typeof caseWords>[2],
): CaseRow[] =>
  options.flatMap((option) => (option.cases ?? []).map((own) => ({ option, ...caseWords(own, one, terms) })));

export const caseTable: TableDefinition<CaseRow> = {
  title: '案例',
  columns: {
    option: { label: labelOf('options.label'), weight: 1.2, value: ({ option }) => option.label },
    situation: { label: '情形', weight: 2.6, title: true, wide: true, value: ({ situation }) => situation },
    result: { label: '按该选项的结果', weight: 1.6, wide: true, value: ({ result }) => result },
  },
  empty: '没有登记案例。',
};

/** The heads that say of which option of an open 口径 a row of results is. */
export const readingHeads = { question: { label: '口径' }, option: { label: labelOf('options.label') } } as const;

export const readingText = ({ label, isDefault }: { label: string; isDefault: boolean }): string =>
  isDefault ? `${label}（暂列）` : label;
