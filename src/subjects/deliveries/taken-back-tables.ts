/** 退回 and 作废 as tables, for documents and site: of whom, when, why, and what followed. Pure. */
import { formatDateTime } from '../../contract/time.ts';
import type { TableColumn, TableDefinition } from '../../page/table.ts';
import { momentCell } from '../../page/value-cell.ts';
import type { Cell } from '../../report/block.ts';
import { type Look, lookCell } from '../../states/look.ts';
import { returnText } from '../signing/judge/returns.ts';
import type { SignoffRecord } from '../signing/kinds/signoff.ts';

/** An act of the purchaser's or supplier's that took a revision back, and how a side names what it is about. */
export interface TakenBack {
  act: SignoffRecord;
  /** The document. */
  name: Cell;
  /** The revision that followed; null while none did. */
  next: Cell | null;
  /** Who did it, on the site. */
  person?: Cell;
  /** 统计区间, there. */
  period?: Cell;
}

const period: TableColumn<TakenBack> = { label: '统计区间', only: 'site', value: (one) => one.period ?? null };
const reason = { wide: true, value: ({ act }: TakenBack) => returnText(act) } as const;

const unrevised: Look = { word: '尚未签发修订版', tone: 'attention', mark: '△' };

export interface Returned extends TakenBack {
  revision: Cell;
  /** How the document stands with the purchaser since, on the site. */
  since?: Cell;
}

export const returnTable: TableDefinition<Returned> = {
  title: '退回与修订',
  columns: {
    name: { label: '文档', weight: 1.8, title: true, value: ({ name }) => name },
    period,
    revision: { label: '退回版次', value: ({ revision }) => revision },
    at: {
      ...{ label: '退回时间', type: 'datetime', short: true },
      ...{ value: ({ act }) => momentCell(act.at), sub: ({ act }) => act.id },
    },
    person: { label: '退回人', short: true, only: 'site', value: ({ person, act }) => person ?? act.person },
    reason: { ...reason, label: '退回原因', weight: 1.8 },
    next: { label: '修订情况', weight: 1.8, state: true, value: ({ next }) => next ?? lookCell(unrevised) },
    since: { label: '后来', only: 'site', value: ({ since }) => since ?? null },
  },
  empty: '没有登记退回。',
};

const unreplaced: Look = { word: '尚未签发', tone: 'muted', mark: '–' };

export interface Voided extends TakenBack {
  number: string;
  /** The site names it apart from the document. */
  revision?: Cell;
}

/** @param asksAgreement whether paper has a column of who of the purchaser agreed */
export const voidTable = (asksAgreement = false): TableDefinition<Voided> => ({
  title: '作废的文档',
  columns: {
    number: { label: '文档编号', weight: 1.6, only: 'paper', value: ({ number }) => number },
    title: { label: '文档名称', weight: 1.4, title: true, value: ({ name }) => name },
    period,
    revision: { label: '作废的版次', only: 'site', value: ({ revision }) => revision ?? null },
    at: {
      ...{ label: '作废时间', weight: 1.1, short: true },
      ...{ value: ({ act }) => formatDateTime(act.at), sub: ({ act }) => act.id },
    },
    by: { label: '作废人', short: true, value: ({ person, act }) => person ?? act.person },
    reason: { ...reason, label: '原因', weight: 2 },
    ...(asksAgreement
      ? { agreed: { label: '⟦采购人⟧同意', only: 'paper', value: ({ act }) => act.agreedBy ?? '' } }
      : {}),
    next: {
      ...{ label: '代替的文档', weight: 1.6, state: true, value: ({ next }) => next ?? unreplaced.word },
      look: ({ next }) => (next === null ? unreplaced : undefined),
    },
  },
  tone: () => 'attention',
  empty: '没有作废的文档。',
});
