/**
 * What was corrected in a record, field by field with the old and the new value, who did it, when and why: on the place of the record
 * and in the list of all corrections. From the versions that the repository has; where it has none, from what the corrections keep.
 * Of a version that was destroyed (依规清除) nothing is told. Pure.
 */
import { formatDateTimeSeconds } from '../../contract/time.ts';
import { fieldLabel, type RecordField, withTerms } from '../../records/fields.ts';
import { isProgress } from '../../records/progress.ts';
import { type AnyRecord, correctionSchema, type FieldChange } from '../../records/record.ts';
import type { Difference, TracedStep } from '../../records/record-step.ts';
import { rowEnvelope } from '../../records/row.ts';
import type { RichCell, SiteRecord } from '../../report/site-model.ts';
import { changeText } from '../../wording/corrections.ts';
import { differingParts } from '../../wording/long-change.ts';
import type { SiteFacts } from './facts.ts';
import { recordsHref } from './links.ts';
import { valueLinks } from './record-values.ts';

/** One field, or several that were empty before, as they read. */
export interface ToldChange {
  label: string;
  before: string;
  after: string;
}

/** What a correction did, by the gravest of its changes. */
export const correctionWays = {
  /** Something that was there has another value now, or was taken back. */
  changed: '改动原有内容',
  /** A state that was not the last word moved on. */
  advanced: '流程推进',
  /** What was empty was filled in, rows were added. */
  filled: '补填',
} as const;
export type CorrectionWay = keyof typeof correctionWays;

export interface ToldCorrection {
  at: string;
  by: string;
  /** Empty where nobody said why. */
  reason: string;
  way: CorrectionWay;
  changes: ToldChange[];
}

/** Below 证据记录: the list of all corrections. */
export const CORRECTIONS_PATH = 'corrections';
/** Where all corrections and withdrawals stand. */
export const CORRECTIONS_HREF = recordsHref(CORRECTIONS_PATH);

const EMPTY = '（空）';
/** In place of a value that the record itself has. */
export const ABOVE = '见记录的现有内容';
/** What a view that is not the supplier's own has in place of the values of such a field. */
const WITHHELD: Readonly<Record<string, string>> = {
  personal: '〔个人信息，本视图不列〕',
  contact: '〔联系方式，本视图不列〕',
  internal: '〔内部信息，本视图不列〕',
};

/** Oldest first; none of a record that was written once. */
export function correctionsOf(facts: SiteFacts, record: AnyRecord): ToldCorrection[] {
  const steps = facts.histories.get(record.id) ?? [];
  if (steps.length < 2) return (record.corrections ?? []).map((one) => keptIn(one));
  return steps
    .filter(({ differences, reason }) => differences.length > 0 || reason !== '')
    .map((step) => toldOf(facts, step));
}

/** As a list of the record: a line a field. */
export function correctionList(facts: SiteFacts, record: AnyRecord): SiteRecord['lists'] {
  const told = correctionsOf(facts, record);
  if (told.length === 0) return [];
  const rows = told.flatMap(({ at, by, reason, changes }) =>
    changes.map((change): RichCell[] =>
      [formatDateTimeSeconds(at), orNobody(by), change.label, change.before, change.after, orNoReason(reason)].map(
        (text) => ({ text }),
      ),
    ),
  );
  const all = { text: '全部更正与作废', href: CORRECTIONS_HREF };
  const nameOf = (field: string): string => fieldLabel(correctionSchema, field);
  const columns = [nameOf('at'), nameOf('by'), '项目', '原值', '新值', nameOf('reason')];
  return [{ label: nameOf('changes'), columns, rows, all }];
}

export const orNobody = (by: string): string => (by === '' ? '没有写明' : by);
export const orNoReason = (reason: string): string => (reason === '' ? '没有写明' : reason);

/** Where the repository has no earlier version: the values that the correction itself keeps. */
const keptIn = ({ at, by, reason, what, changes }: NonNullable<AnyRecord['corrections']>[number]): ToldCorrection => ({
  ...{ at, by, reason },
  // Of what it keeps no field says in which order its words are passed.
  way: changes === undefined || changes.some(({ kind }) => isReplacing(kind)) ? 'changed' : 'filled',
  changes: changes === undefined ? [{ label: what, before: '—', after: '—' }] : changes.map(keptChange),
});

const keptChange = (change: FieldChange): ToldChange => {
  const { kind, label, from, to } = change;
  if (kind === 'added' || kind === 'withdrawn' || kind === 'vouched')
    return { label: changeText(change), before: '—', after: ABOVE };
  return { label, before: from ?? (kind === 'filled' ? EMPTY : '没有留存'), after: to ?? ABOVE };
};

const isReplacing = (kind: Difference['kind']): boolean => kind === 'changed' || kind === 'withdrawn';

/** A row that was withdrawn is no step forward, whatever became of it. */
const isAdvancing = ({ kind, field, before, after }: Difference): boolean =>
  kind === 'changed' && isProgress(field.unsettled, before, after);

function wayOf(differences: readonly Difference[]): CorrectionWay {
  const replaced = differences.filter(({ kind }) => isReplacing(kind));
  if (replaced.length === 0) return 'filled';
  return replaced.every(isAdvancing) ? 'advanced' : 'changed';
}

function toldOf(facts: SiteFacts, { madeAt, by, reason, what, differences }: TracedStep): ToldCorrection {
  const replaced = differences.filter(({ kind }) => isReplacing(kind)).map((one) => replacedOf(facts, one));
  const filled = differences.filter(({ kind }) => kind === 'filled').map(({ label }) => label);
  const added = [
    ...Map.groupBy(
      differences.filter(({ kind }) => kind === 'added'),
      ({ field }) => field.label,
    ),
  ];
  const changes = [
    ...replaced,
    ...(filled.length === 0 ? [] : [{ label: `补填 ${filled.join('、')}`, before: EMPTY, after: ABOVE }]),
    ...added.map(([list, rows]) => ({ label: `${list}新增 ${rows.length} 行`, before: '（没有）', after: ABOVE })),
  ];
  return {
    ...{ at: madeAt, by, reason, way: wayOf(differences) },
    changes: changes.length === 0 ? [{ label: what, before: '—', after: '—' }] : changes,
  };
}

function replacedOf(facts: SiteFacts, difference: Difference): ToldChange {
  const { label, kind, before, after, reason } = difference;
  if (kind === 'withdrawn')
    return { label, before: rowText(facts, difference), after: `作废${reason === undefined ? '' : `：${reason}`}` };
  const [was, is] = [before, after].map((value) => valueText(facts, difference.field, value)) as [string, string];
  const parts = differingParts(was, is);
  return { label, before: orEmpty(parts.before), after: orEmpty(parts.after) };
}

const orEmpty = (text: string): string => (text === '' ? EMPTY : text);

/** Characters of one value of which the other is another: the part that differs is cut out of it. */
const LONGEST = 20_000;

function valueText(facts: SiteFacts, given: RecordField, value: unknown): string {
  const [field = given] = withTerms([given], facts.contract);
  if (facts.mask.hides.includes(field.sensitivity)) return WITHHELD[field.sensitivity] ?? '';
  const rows = field.shape === 'rows' && Array.isArray(value) ? (value as Record<string, unknown>[]) : null;
  if (rows !== null) return rows.map((row) => cellsText(facts, field, row)).join('；');
  return valueLinks(facts, field, value, LONGEST)
    .map(({ text }) => text)
    .join('、');
}

const rowText = (facts: SiteFacts, { field, before }: Difference): string =>
  cellsText(facts, field, before as Record<string, unknown>);

const cellsText = (facts: SiteFacts, { columns }: RecordField, row: Record<string, unknown>): string =>
  columns
    .filter(({ name }) => !(name in rowEnvelope))
    .map((column) => [column.label, valueText(facts, column, row[column.name])] as const)
    .filter(([, text]) => text !== '')
    .map(([label, text]) => `${label} ${text}`)
    .join('，');
