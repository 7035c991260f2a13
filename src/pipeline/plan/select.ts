/** Finds the occurrence that a person named. */

import { currentRevision, firstIssueOf } from '../../archive/store.ts';
import { allObligations } from '../../contract/bundle/bundle.ts';
import { onRequestOccurrence } from '../../contract/calendar/calendar.ts';
import { UserError } from '../../contract/error.ts';
import { isOfDays } from '../../contract/terms/cadence.ts';
import { dateOf } from '../../contract/time.ts';
import { noFacts } from '../../subjects/deliveries/judge/delivery-facts.ts';
import { isInspectionAlone } from '../../subjects/deliveries/judge/observed.ts';
import type { Session } from '../session.ts';
import { lackingRecords } from './lacking.ts';
import { noSuchObligation } from './obligation-names.ts';
import { requestedDay } from './on-request.ts';
import { blanksOf, type Plan } from './plan.ts';
import { type PlannedOccurrence, standingIssue } from './planned.ts';

/** Periods named in a message at most. */
const SHOWN = 6;

const OPEN: ReadonlySet<string> = new Set(['due', 'overdue']);

/**
 * The occurrences of an obligation, or the one of a period.
 * Without a period: all that are open and have evidence.
 * @throws UserError when there is no such obligation or period, it has not begun, or nothing was observed for it
 */
export async function findPlanned(
  plan: Plan,
  session: Session,
  named: { obligation?: string; period?: string; now: string },
): Promise<PlannedOccurrence[]> {
  const obligation = namedObligation(session, named.obligation);
  const own = plan.items.filter((i) => i.obligation.id === obligation.id);
  if (named.period === undefined) {
    return own.filter((i) => OPEN.has(i.state) && i.hasEvidence && standingIssue(i) === null);
  }
  const found = own.find((i) => i.occurrence.period === named.period) ?? onRequest(plan, session, obligation, named);
  if (found === undefined) throw noSuchPeriod(obligation, named.period, own);
  refuseNotBegun(found, named.now);
  if (!found.hasEvidence && found.issued === null) {
    const lacking = await lackingRecords(session, found.occurrence);
    throw new UserError(`${obligation.name} ${named.period} 没有证据，不能签发`, {
      found: lacking.length === 0 ? '该期没有任何记录' : `缺 ${lacking.map(({ text }) => text).join('；')}`,
      expected: lacking.length === 0 ? '至少一条证据记录' : '该期合同要求的记录齐全：没有发生的事，不能以文档交付',
      hint: `${lacking.map(({ kind }) => `已经做过的先登记：opsledger record ${kind}；`)[0] ?? ''}${wayOut(found, dateOf(named.now))}曾有记录而现在没有的，用 opsledger verify 查被手工改动或删除的记录`,
    });
  }
  return [found];
}

/** What still helps: what was written on paper that day, or a note of what was done; nothing measured comes back. */
function wayOut({ obligation, occurrence }: PlannedOccurrence, today: string): string {
  const rest = '没有观测的保持“缺失”，不补造数据；';
  if (isInspectionAlone(obligation)) {
    return occurrence.to >= today
      ? '先采集当日的巡检：opsledger collect；'
      : `当日有纸质巡检表的，先登记纸质补录：opsledger record inspection --from 文件.yaml --sheet 扫描件；${rest}`;
  }
  return isOfDays(obligation) ? `当日做过的事先登记工作记事：opsledger record note；${rest}` : rest;
}

/** Nothing can be told of a period to come, and an issued document stays; what people write ahead is no such report. */
function refuseNotBegun({ obligation, occurrence }: PlannedOccurrence, now: string): void {
  if (occurrence.from <= dateOf(now) || 'file' in obligation) return;
  throw new UserError(`${obligation.name} ${occurrence.period} 的统计区间尚未开始，不能编制`, {
    found: `区间自 ${occurrence.from} 起`,
    expected: `不晚于 ${dateOf(now)} 开始的一期`,
  });
}

/** @throws UserError naming the obligations that have a deliverable */
function namedObligation(session: Session, id: string | undefined): PlannedOccurrence['obligation'] {
  const { contract } = session.workspace;
  const known = allObligations(contract).filter((one) => session.deliverables.has(one.id));
  const obligation = known.find((one) => one.id === id);
  if (obligation === undefined) throw noSuchObligation(id ?? '', known);
  return obligation;
}

/**
 * The occurrences of some periods, whatever their state.
 * @throws UserError when there is no such obligation, or one of the periods is none of it
 */
export function findOccurrences(
  plan: Plan,
  session: Session,
  id: string,
  wanted: readonly string[],
): PlannedOccurrence[] {
  const obligation = namedObligation(session, id);
  const own = plan.items.filter((i) => i.obligation.id === obligation.id);
  return [...new Set(wanted)].map((period) => {
    const found = own.find((i) => i.occurrence.period === period);
    if (found !== undefined) return found;
    throw noSuchPeriod(obligation, period, own);
  });
}

function noSuchPeriod(
  obligation: PlannedOccurrence['obligation'],
  period: string,
  own: PlannedOccurrence[],
): UserError {
  return new UserError(`${obligation.name}没有这一期`, {
    found: period,
    expected: periods(own.map((i) => i.occurrence.period)),
    hint: `运行 opsledger due 查看应交项`,
  });
}

/** `service-20261124`: a document made on request, for obligations that allow it. */
function onRequest(
  plan: Plan,
  session: Session,
  obligation: PlannedOccurrence['obligation'],
  { period = '', now }: { period?: string; now: string },
): PlannedOccurrence | undefined {
  if (obligation.onRequest !== true) return undefined;
  const service = session.workspace.contract.contract.servicePeriod;
  const day = requestedDay(period, service, now);
  if (day === undefined) return undefined;
  const occurrence = onRequestOccurrence(obligation, service, day);
  return {
    obligation,
    occurrence,
    state: 'due',
    onTimeBy: 'issued',
    handedIn: { issued: null, delivered: null, received: null },
    issued: currentRevision(plan.documents, obligation.id, period) ?? null,
    firstIssuedAt: firstIssueOf(plan.documents, obligation.id, period),
    confirmed: false,
    delivery: noFacts,
    hasEvidence: true,
    lacks: [],
    blanks: blanksOf(plan, obligation),
  };
}

function periods(all: string[]): string {
  if (all.length === 0) return '（目前没有）';
  const shown = all.length > SHOWN ? [...all.slice(0, SHOWN - 1), '…', all.at(-1)] : all;
  return shown.join('、');
}
