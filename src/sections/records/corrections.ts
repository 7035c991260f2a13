/** 更正与作废的记录: every correction of the records that the site shows, and every record that was taken back, newest first. Pure. */
import { monthText } from '../../contract/calendar/month-text.ts';
import { compareInstants } from '../../contract/time.ts';
import { settledTable, type TableColumn, type TableDefinition } from '../../page/table.ts';
import { fieldLabel } from '../../records/fields.ts';
import { type AnyRecord, correctionSchema, type RecordKind } from '../../records/record.ts';
import { withdrawnSchema } from '../../records/row.ts';
import { figureOf } from '../../report/figure.ts';
import type { SitePage, TableBlock } from '../../report/site-model.ts';
import { timeText } from '../../wording/words.ts';
import {
  ABOVE,
  CORRECTIONS_PATH,
  type CorrectionWay,
  correctionsOf,
  correctionWays,
  orNobody,
  orNoReason,
  type ToldCorrection,
} from '../parts/corrections.ts';
import type { SiteFacts } from '../parts/facts.ts';
import { everTo } from '../parts/figures.ts';
import { isRecent } from '../parts/months.ts';
import { wholeHref } from '../parts/places.ts';
import { recordAbout } from '../parts/record-about.ts';

interface Of {
  kind: RecordKind;
  record: AnyRecord;
}

interface Corrected extends Of {
  told: ToldCorrection;
}

interface Gone extends Of {
  gone: NonNullable<AnyRecord['withdrawn']>;
}

/** Corrections that the page lists; of each record all stand on its own place. */
const MOST = 400;
/** Fields that a line names; the record has the others. */
const NAMED = 3;
/** Characters of one line. */
const LONGEST = 160;

export function correctionsPage(facts: SiteFacts): SitePage {
  const all = facts.kinds.flatMap((kind) =>
    [...(facts.records[kind.id] ?? []), ...(facts.withdrawn[kind.id] ?? [])]
      .filter(({ id }) => isRecent(facts, id))
      .map((record): Of => ({ kind, record })),
  );
  const corrected = all
    .flatMap((one) => correctionsOf(facts, one.record).map((told) => ({ ...one, told })))
    .sort((a, b) => compareInstants(b.told.at, a.told.at));
  const gone = all
    .flatMap((one) => (one.record.withdrawn === undefined ? [] : [{ ...one, gone: one.record.withdrawn }]))
    .sort((a, b) => compareInstants(b.gone.at, a.gone.at));
  const counts = Object.fromEntries(
    WAYS.map((way) => [way, corrected.filter(({ told }) => told.way === way).length]),
  ) as Record<CorrectionWay, number>;
  const within = everTo(facts);
  const listed = corrected.slice(0, MOST);
  const more = listed.length < corrected.length ? `，列出最近 ${listed.length} 次` : '';
  return {
    path: CORRECTIONS_PATH,
    title: '更正与作废的记录',
    description: `哪些记录改过、谁在什么时候改的、为什么改、原来是什么：近一年的记录更正 ${corrected.length} 次，其中${WAYS.map((way) => `${correctionWays[way]}的 ${counts[way]} 次`).join('、')}；作废 ${gone.length} 条。每一行都能打开那条记录，逐项的原值和新值在记录的“更正明细”里。`,
    figures: [
      figureOf('records.corrections', corrected.length, within),
      figureOf('records.corrections.replacing', counts.changed, within),
      figureOf('records.corrections.advanced', counts.advanced, within),
      figureOf('records.withdrawn', gone.length, within),
    ],
    sections: [
      { id: 'list', title: '更正', note: `${corrected.length} 次${more}`, blocks: [correctionTable(facts, listed)] },
      { id: 'withdrawn', title: '作废的记录', note: `${gone.length} 条`, blocks: [withdrawnTable(facts, gone)] },
      {
        ...{ id: 'documents', title: '作废的文档' },
        blocks: [{ type: 'links', items: [{ text: '作废和退回的文档另有清单', href: '/deliverables/voided' }] }],
      },
    ],
  };
}

/** The record by its number, leading to where it stands whole. */
const recordColumn = (facts: SiteFacts): TableColumn<Of> => ({
  ...{ label: '记录', title: true, value: ({ record }) => record.id },
  href: ({ kind, record }) => wholeHref(facts, kind.id, record.id),
  sub: ({ kind, record }) => [kind.label, recordAbout(facts, kind, record)].filter((text) => text !== '').join('，'),
});

/** What the fields of a correction and of a withdrawal are called. */
const corrected = (field: string): string => fieldLabel(correctionSchema, field);
const withdrawn = (field: string): string => fieldLabel(withdrawnSchema, field);

function correctionTable(facts: SiteFacts, listed: readonly Corrected[]): TableBlock {
  const kinds = [...new Map(listed.map(({ kind }) => [kind.id, kind.label]))];
  const months = [...new Set(listed.map(({ told }) => monthOf(told.at)))];
  const table: TableDefinition<Corrected> = {
    title: '更正',
    sortable: true,
    columns: {
      record: recordColumn(facts),
      at: { label: corrected('at'), short: true, value: ({ told }) => timeText(told.at) },
      by: { label: corrected('by'), value: ({ told }) => orNobody(told.by) },
      what: { label: '改了什么', value: ({ told }) => whatText(told) },
      reason: { label: corrected('reason'), wide: true, value: ({ told }) => orNoReason(told.reason) },
    },
    filters: [
      { key: 'way', label: '方式', options: WAYS.map((value) => ({ value, text: correctionWays[value] })) },
      { key: 'kind', label: '种类', options: kinds.map(([value, text]) => ({ value, text })) },
      { key: 'month', label: '月份', options: months.map((value) => ({ value, text: monthText(value) })) },
    ],
    filter: ({ told, kind }) => ({ way: told.way, kind: kind.id, month: monthOf(told.at) }),
    tone: ({ told }) => (told.reason === '' ? 'attention' : undefined),
    empty: '近一年的记录没有更正过。',
  };
  return settledTable(table, listed, 'site');
}

const WAYS = Object.keys(correctionWays) as CorrectionWay[];
const monthOf = (at: string): string => at.slice(0, 'YYYY-MM'.length);

/** The first fields with both values; how many others there are. */
function whatText({ changes }: ToldCorrection): string {
  const told = changes.slice(0, NAMED).map(({ label, before, after }) => {
    const text = before === '—' || after === ABOVE ? label : `${label}：${before} → ${after}`;
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  });
  const more = changes.length - told.length;
  return `${told.join('；')}${more > 0 ? `；另有 ${more} 处` : ''}`;
}

const withdrawnTable = (facts: SiteFacts, gone: readonly Gone[]): TableBlock =>
  settledTable<Gone>(
    {
      title: '作废的记录',
      columns: {
        record: recordColumn(facts),
        at: { label: withdrawn('at'), short: true, value: ({ gone }) => timeText(gone.at) },
        by: { label: withdrawn('by'), value: ({ gone }) => gone.by },
        reason: { label: withdrawn('reason'), wide: true, value: ({ gone }) => gone.reason },
      },
      empty: '近一年没有作废的记录。',
    },
    gone,
    'site',
  );
