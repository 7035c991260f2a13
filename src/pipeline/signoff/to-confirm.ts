/** Which document a confirmation is of, and what it is told of it before anything is kept or issued. */

import { periodText } from '../../contract/calendar/period-text.ts';
import { UserError } from '../../contract/error.ts';
import { isDaily } from '../../contract/terms/cadence.ts';
import { compareInstants, dateOf } from '../../contract/time.ts';
import { factText } from '../../report/cell.ts';
import type { ReportDocument } from '../../report/document.ts';
import { type Outcome, outcomeWords } from '../../states/outcome.ts';
import { isInspectionAlone } from '../../subjects/deliveries/judge/observed.ts';
import type { CheckResult } from '../../subjects/inspections/judge/result.ts';
import { countOutcomes } from '../../subjects/inspections/judge/result.ts';
import type { SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';
import { MISSING } from '../../wording/words.ts';
import { judgedDay } from '../collect/judged-day.ts';
import type { Plan } from '../plan/plan.ts';
import { type PlannedOccurrence, standingIssue } from '../plan/planned.ts';
import { findPlanned } from '../plan/select.ts';
import type { Session } from '../session.ts';
import type { Answers } from './answers.ts';
import { hasToBeSupplied, type Unfinished, unansweredRows } from './unfinished.ts';

/** What was asked for; without a period a document of every day is that of the day on which it is said. */
export interface Asked {
  obligation: string;
  period?: string;
  /** ISO instant. */
  now: string;
}

/** @throws UserError when there is nothing to confirm; of another day only that day's own name helps */
export async function itemToConfirm(plan: Plan, session: Session, asked: Asked): Promise<PlannedOccurrence> {
  const open = plan.items.filter((one) => one.obligation.id === asked.obligation);
  const daily = open[0] !== undefined && isDaily(open[0].obligation);
  if (!daily || asked.period !== undefined) {
    const item = (await findPlanned(plan, session, asked)).at(0);
    if (item !== undefined) return item;
    throw nothingOpen(asked.obligation, '有证据且未签发的一期');
  }
  const today = dateOf(asked.now);
  const item = open.find((one) => one.occurrence.period === today);
  if (item !== undefined && (item.hasEvidence || item.issued !== null)) return item;
  const others = await findPlanned(plan, session, { obligation: asked.obligation, now: asked.now });
  const names = others.map((one) => one.occurrence.period);
  const expected = names.length === 0 ? '今日有证据且未签发' : `写明期次；待确认的有 ${names.join('、')}`;
  throw nothingOpen(`${asked.obligation} ${today}（今日）没有证据`, expected);
}

const nothingOpen = (found: string, expected: string): UserError =>
  new UserError('没有待确认的文档', { found, expected, hint: '运行 opsledger due 查看应交项' });

/** Most rows that are named one by one. */
const NAMED = 12;

/** What is about to be confirmed. */
export interface AboutToConfirm {
  /** Lines that say it, and what of it is open, in Chinese. */
  lines: string[];
  unfinished: Unfinished;
}

/**
 * @param answers all that the confirmation will hold
 * @param draft the document as it stands; null for the inspection log, whose rows are judged with the answers
 */
export async function aboutToConfirm(
  session: Session,
  item: PlannedOccurrence,
  answers: Answers,
  draft: ReportDocument | null,
): Promise<AboutToConfirm> {
  const { obligation, occurrence, issued } = item;
  const revision = (issued?.manifest.revision ?? 0) + 1;
  const title = `将确认 ${obligation.name} ${periodText(occurrence)}（第 ${revision} 版）`;
  if (!isInspectionAlone(obligation)) {
    const empty = draft === null ? [] : emptyParts(draft);
    return {
      lines: [title, ...(empty.length === 0 ? [] : [`没有内容的部分，将照此印出：${empty.join('、')}`])],
      unfinished: { manual: 0, measures: 0, blank: draft !== null && hasToBeSupplied(draft) },
    };
  }
  const confirm = { measures: answers.measures ?? [], manual: answers.manual ?? [] } as unknown as SignoffRecord;
  const rows = (await judgedDay(session, occurrence, confirm))?.results.filter((row) => row.contract) ?? [];
  const { measures, manual } = unansweredRows(rows, confirm);
  return {
    lines: [
      `${title}：${countsText(rows)}`,
      ...(measures.length === 0 ? [] : [`没有处理措施的 ${measures.length} 项：${namesOf(measures)}`]),
      ...(manual.length === 0 ? [] : [`没有结果的人工检查 ${manual.length} 项：${namesOf(manual)}`]),
    ],
    unfinished: { manual: manual.length, measures: measures.length, blank: false },
  };
}

function countsText(rows: readonly CheckResult[]): string {
  const counts = countOutcomes(rows);
  const parts = (Object.keys(outcomeWords) as Outcome[]).flatMap((outcome) =>
    counts[outcome] === 0 ? [] : [`${outcomeWords[outcome]} ${counts[outcome]}`],
  );
  return `巡检 ${rows.length} 项，${parts.join('、')}`;
}

function namesOf(rows: readonly CheckResult[]): string {
  const names = rows.map((r) => `${r.assetName} ${r.label}${r.instance === null ? '' : ` ${r.instance}`}`);
  const rest = names.length - NAMED;
  return rest > 0 ? `${names.slice(0, NAMED).join('；')}；等 ${names.length} 项` : names.join('；');
}

/** Parts that are there when nothing is wrong, and empty then. */
const GOOD_EMPTY: ReadonlySet<string> = new Set(['progress', 'follow-up', 'evidence', 'signature', 'pictures']);

/**
 * The sections whose tables and lists hold nothing, by their titles; of one whose facts are filled in only that table or list,
 * by its own words: `原因（未登记五问分析）`.
 */
export function emptyParts({ sections }: Pick<ReportDocument, 'sections'>): string[] {
  return sections.flatMap(({ id, title, blocks }) => {
    const held = blocks.flatMap((block) => {
      if (block.type === 'table') return [{ count: block.rows.length, empty: block.empty }];
      return block.type === 'list' ? [{ count: block.items.length, empty: block.empty }] : [];
    });
    if (GOOD_EMPTY.has(id) || held.length === 0 || held.some(({ count }) => count > 0)) return [];
    const hasFacts = blocks.some((one) => one.type === 'facts' && one.items.some((item) => factText(item) !== MISSING));
    const words = held.flatMap(({ empty }) => (empty === undefined ? [] : [empty.replace(/。$/, '')]));
    return [hasFacts && words.length > 0 ? `${title}（${words.join('，')}）` : title];
  });
}

/**
 * Reports of the same event that were due before this one and have not gone out: whoever confirms the later one first is told,
 * since it lists them as 未签发.
 */
export function earlierReports(
  { items }: Pick<Plan, 'items'>,
  { obligation, occurrence }: PlannedOccurrence,
): string[] {
  if (occurrence.event === undefined || occurrence.dueAt === null) return [];
  const { event, dueAt } = occurrence;
  const open = items.filter(
    (one) =>
      one.obligation.id === obligation.id &&
      one.occurrence.event === event &&
      one.occurrence.dueAt !== null &&
      compareInstants(one.occurrence.dueAt, dueAt) < 0 &&
      standingIssue(one) === null &&
      one.state !== 'waived',
  );
  if (open.length === 0) return [];
  const names = open.map((one) => `${one.occurrence.part?.name ?? obligation.name}（${one.occurrence.period}）`);
  return [`同一故障先到期的尚未签发：${names.join('、')}；先确认的这一份将照此列出，宜按先后办理`];
}
