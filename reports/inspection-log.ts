/** 系统巡检日志: clauses 5.3.5, 5.7(2), 4.3, 4.4. */

import type { ContractBundle } from '../src/contract/bundle/bundle.ts';
import type { Occurrence } from '../src/contract/calendar/occurrence.ts';
import { periodText } from '../src/contract/calendar/period-text.ts';
import { withoutShift } from '../src/contract/calendar/shift-period.ts';
import { UserError } from '../src/contract/error.ts';
import type { CheckGroup } from '../src/contract/terms/asset-kinds.ts';
import { settledTable } from '../src/page/table.ts';
import type { AnyRecord } from '../src/records/record.ts';
import type { Block, Section, TableBlock } from '../src/report/block.ts';
import { isOpen, outcomeWords } from '../src/states/outcome.ts';
import { checkTable, groupSection, openTable } from '../src/subjects/inspections/check-tables.ts';
import { collectionsText } from '../src/subjects/inspections/collections.ts';
import {
  conclusionText,
  conclusionTone,
  noneAbnormalText,
  outcomeFigures,
} from '../src/subjects/inspections/conclusion.ts';
import {
  CARRIED,
  handMethods,
  inspectionsFor,
  inspectionsOf,
  inspectorsOf,
  isFromPaper,
  LOOK_BACK_DAYS,
  type WholeDay,
} from '../src/subjects/inspections/judge/day.ts';
import { confirmOfDay } from '../src/subjects/inspections/judge/day-confirm.ts';
import { judgeDay } from '../src/subjects/inspections/judge/days.ts';
import { carriedSources, inspectionContext } from '../src/subjects/inspections/judge/judge.ts';
import type { CheckResult } from '../src/subjects/inspections/judge/result.ts';
import { type Comparison, compareInspections, countOutcomes } from '../src/subjects/inspections/judge/result.ts';
import type { InspectionRecord } from '../src/subjects/inspections/kinds/inspection.ts';
import type { SignoffRecord } from '../src/subjects/signing/kinds/signoff.ts';
import { apartName } from '../src/wording/asset-names.ts';
import { MISSING, namesText } from '../src/wording/words.ts';
import { type Composed, type ComposeInput, defineDeliverable } from './_deliverable.ts';
import { pictureSection } from './cells/pictures.ts';
import { confirmedText, ownConfirm } from './frame/confirm.ts';
import { daySubtitle } from './frame/frame.ts';
import { sectionChoices } from './frame/section-choices.ts';
import { confirmsInspection } from './inspection/confirmed.ts';
import { operationLogSection } from './inspection/log-anomalies.ts';
import { resourceTrend } from './inspection/trend.ts';

const FOLLOW_UP = '异常与整改跟踪';

export default defineDeliverable({
  id: 'inspection-log',
  sections: sectionChoices['inspection-log'],
  needs: [
    { kind: 'inspection', window: 'period' },
    { kind: 'inspection', window: { days: 30 } },
    // By what people saw of the day before it is judged in its own log, and compared with here.
    { kind: 'signoff', window: { lastSigned: LOOK_BACK_DAYS }, only: confirmsBefore },
    { kind: 'operation-log', window: 'period' },
  ],
  evidence: ['inspection'],
  compose,
});

function compose(input: ComposeInput): Composed {
  const { occurrence } = input;
  const { day, inspections, own: ofDays } = inspectionsFor(input.records.inspection as InspectionRecord[], occurrence);
  const gone = inspectionsFor((input.gone?.['inspection'] ?? []) as InspectionRecord[], occurrence).own;
  const { today, before } = inspectionsOf(inspections, day, ofDays, gone);
  if (today === undefined) {
    throw new UserError(`${input.obligation.name} ${occurrence.period} 没有可用的巡检记录`, {
      found: '截至该时间没有登记当日的巡检记录',
      expected: '至少一条当日的巡检记录',
    });
  }
  const judged = judge(input, inspections, { today, before });
  const { own, opsHost } = judged;
  const inspectors = inspectorsOf(today, input.confirm);

  return {
    subtitle: isWholeDay(occurrence) ? daySubtitle(day) : periodText(occurrence),
    marks: [...handMarks(input, today), ...sourceMarks(own), ...uncheckedMarks(own, input.confirm !== null)],
    collected: { from: today.startedAt, to: today.finishedAt },
    ...(inspectors.length === 0 ? {} : { inspector: inspectors.join('、') }),
    sections: [
      conclusion(input, today, judged),
      ...resourceTrend(input.contract, inspections),
      ...groupsOf(input).map((group) => groupSection(group, own)),
      ...operationLogSection(input.contract, input.records['operation-log'] ?? []),
      { id: 'details', title: '逐项明细', blocks: detailBlocks(own) },
      ...apartSection(opsHost),
      ...pictureSection('截图与照片', [today, ...(input.confirm === null ? [] : [input.confirm])]),
      followUp([...own, ...opsHost]),
    ],
  };
}

const isWholeDay = ({ from, to, span }: ComposeInput['occurrence']): boolean => from === to && span === undefined;

interface Judged {
  own: CheckResult[];
  opsHost: CheckResult[];
  /** null: nothing was inspected in the days before. */
  changes: Comparison | null;
}

/** Both days by the same: what the contract allows of a day it allows of the day before, too. */
function judge(
  input: ComposeInput,
  among: readonly InspectionRecord[],
  { today, before }: { today: InspectionRecord; before: InspectionRecord | null },
): Judged {
  const context = inspectionContext(input);
  const rows = judgeDay(context, { inspection: today, among, confirm: input.confirm, asOf: input.asOf });
  const own = rows.filter((row) => row.contract);
  const opsHost = rows.filter((row) => !row.contract);
  if (before === null) return { own, opsHost, changes: null };
  const confirm = confirmOfDay((input.records['signoff'] ?? []) as SignoffRecord[], before.date);
  const then = judgeDay(context, { inspection: before, among, confirm, asOf: before.finishedAt });
  const changes = compareInspections(
    own,
    then.filter((row) => row.contract),
  );
  return { own, opsHost, changes };
}

/** true for the confirmation of the log of a day before, as far as one is compared with. */
function confirmsBefore(
  record: AnyRecord,
  contract: Pick<ContractBundle, 'obligations'>,
  { period }: Pick<Occurrence, 'period'>,
): boolean {
  return confirmsInspection(record, contract) && withoutShift((record as SignoffRecord).period) < withoutShift(period);
}

function conclusion(input: ComposeInput, today: WholeDay, { own, opsHost, changes }: Judged): Section {
  const { occurrence } = input;
  return {
    id: 'conclusion',
    title: '巡检结论',
    blocks: [
      { type: 'key-figures', items: outcomeFigures(countOutcomes(own), own.length, occurrence.from, occurrence.to) },
      {
        type: 'note',
        text: conclusionText(own, opsHost, changes, isWholeDay(occurrence) ? '本日' : '本次'),
        emphasis: true,
        tone: conclusionTone(own),
      },
      {
        type: 'facts',
        columns: 2,
        items: people(input, today, own),
      },
    ],
  };
}

/** What of the day people looked at, copied from paper, or brought from a host that did not sign it. */
function byHand({ confirm }: ComposeInput, today: InspectionRecord) {
  const rows = [...today.manual, ...(confirm?.manual ?? [])];
  const paper = rows.filter(isFromPaper).length;
  return { seen: rows.length - paper, paper, carried: carriedSources(today).size };
}

function methodText(input: ComposeInput, today: InspectionRecord): string {
  const { seen, paper, carried } = byHand(input, today);
  return [
    today.runs.length > 0 ? '自动采集' : '当日没有自动采集',
    ...(seen > 0 ? [`${handMethods.seen} ${seen} 项`] : []),
    ...(paper > 0 ? [`${handMethods.paper} ${paper} 项`] : []),
    ...(carried > 0 ? [`${CARRIED} ${carried} 台`] : []),
  ].join('，');
}

/** On the first page: what no machine vouches for. */
function handMarks(input: ComposeInput, today: InspectionRecord): NonNullable<Composed['marks']> {
  const { paper, carried } = byHand(input, today);
  return [
    ...(paper > 0
      ? [{ text: `含${handMethods.paper} ${paper} 项，依据纸质巡检表扫描件`, tone: 'attention' as const }]
      : []),
    ...(carried > 0 ? [{ text: `含${CARRIED} ${carried} 台，未经主机签名`, tone: 'attention' as const }] : []),
  ];
}

/** Objects that a mark names. */
const MARKED = 4;

/** What vouches for less than it seems: values that were read from the machine that asked, or from another address than before. */
function sourceMarks(own: readonly CheckResult[]): NonNullable<Composed['marks']> {
  const rows = own.flatMap((row) => row.members ?? [row]);
  const byNote = Map.groupBy(
    rows.filter(({ sourceNote }) => sourceNote !== undefined),
    ({ sourceNote }) => sourceNote as string,
  );
  return [...byNote].map(([note, of]) => ({
    text: `${namesText([...new Set(of.map(({ assetName }) => assetName))], '个', MARKED)}：${note}`,
    tone: 'attention' as const,
  }));
}

/** Who inspected, who reviewed and confirmed this revision, and how; who confirmed is named where it was somebody else. */
function people(input: ComposeInput, today: WholeDay, own: readonly CheckResult[]): { label: string; value: string }[] {
  const collected = collectionsText(today);
  const inspectors = inspectorsOf(today, input.confirm);
  const confirmed = ownConfirm(input);
  const other = confirmed === null || inspectors.includes(confirmed.person) ? '' : `，${confirmed.person}`;
  return [
    { label: '巡检人', value: inspectors.length === 0 ? '未确认' : inspectors.join('、') },
    { label: '复核人', value: confirmed?.reviewer ?? MISSING },
    { label: '方式', value: methodText(input, today) },
    { label: '确认时间', value: `${confirmedText(input)}${other}${uncheckedText(own)}` },
    ...(collected === null ? [] : [{ label: '采集', value: collected }]),
  ];
}

const unchecked = (own: readonly CheckResult[]): number =>
  own.filter(({ outcome }) => outcome === 'manual-pending').length;

/** What nobody looked at is confirmed by nobody, on days off as on any other. */
function uncheckedText(own: readonly CheckResult[]): string {
  const count = unchecked(own);
  return count === 0 ? '' : `；人工检查 ${count} 项没有结果`;
}

function uncheckedMarks(own: readonly CheckResult[], confirmed: boolean): NonNullable<Composed['marks']> {
  const count = unchecked(own);
  const text = `人工检查 ${count} 项没有结果${confirmed ? '，不在确认之内' : ''}`;
  return count === 0 ? [] : [{ text, tone: 'attention' }];
}

const details = (results: CheckResult[], title: string): TableBlock =>
  settledTable({ ...checkTable(title), empty: '检查清单没有适用的检查项。' }, results, 'paper');

/** Paper has each value once, in the grids above, and in full what is not normal; each check with its method stands in page and workbook. */
const detailBlocks = (own: CheckResult[]): Block[] => [
  { type: 'note', on: ['paper'], text: ON_PAPER, tone: 'muted' },
  { ...details(own, '逐项明细'), on: ['screen', 'workbook'] },
];
const ON_PAPER = `各项实测值见以上各组，不正常的见“${FOLLOW_UP}”；逐项的方法、标准和判定见本文档的网页与工作簿。`;

/** Groups that the checklist has something for. */
function groupsOf({ contract: { groups, checks } }: ComposeInput): CheckGroup[] {
  const used = new Set(checks.map(({ group }) => group));
  return groups.filter(({ id }) => used.has(id));
}

/** What the supplier's own machines came to; nothing where none is checked. */
function apartSection(apart: CheckResult[]): Section[] {
  if (apart.length === 0) return [];
  const name = apartName(apart);
  return [{ id: 'ops-host', title: `${name}（合同外，不计入总项数）`, blocks: [details(apart, name)] }];
}

function followUp(results: CheckResult[]): Section {
  // What is outside the contract is listed, and counted apart: it is none of 未观测.
  const own = results.filter(({ contract }) => contract);
  const counts = results.length === 0 ? null : countOutcomes(own);
  const { abnormal, unreachable, stale } = outcomeWords;
  const empty = noneAbnormalText(counts, '本次巡检', `${abnormal}、${unreachable}或${stale}的情形`);
  return {
    id: 'follow-up',
    title: FOLLOW_UP,
    blocks: [settledTable({ ...openTable(FOLLOW_UP, 'reason'), empty }, results.filter(isOpen), 'paper')],
  };
}
