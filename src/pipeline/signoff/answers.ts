/** Refuses a confirmation whose answers would be left out of the document: it is issued for good at once. */

import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import { UserError } from '../../contract/error.ts';
import { editDistance } from '../../contract/nearest.ts';
import type { Obligation } from '../../contract/terms/obligations.ts';
import { dateOf, formatDateTime, secondsBetween } from '../../contract/time.ts';
import type { Days } from '../../pipeline/collect/judged-day.ts';
import { CLOCK_TOLERANCE_SECONDS, type ManualResult } from '../../records/reading.ts';
import { outcomeWords } from '../../states/outcome.ts';
import { isInspectionAlone } from '../../subjects/deliveries/judge/observed.ts';
import { type UnusedAnswer, unusedAnswers, withMembers } from '../../subjects/inspections/judge/answers.ts';
import type { CheckResult } from '../../subjects/inspections/judge/result.ts';
import type { Measure } from '../../subjects/signing/kinds/signoff.ts';
import { judgedRows } from '../collect/judged-day.ts';
import type { PlannedOccurrence } from '../plan/planned.ts';
import type { Session } from '../session.ts';

export interface Answers {
  measures?: Measure[];
  manual?: ManualResult[];
}

const listNames = { measures: '处理措施', manual: '人工检查结果' } as const;
/** Rows that a message suggests. */
const SUGGESTED = 6;

/**
 * @param day contract date of the inspection
 * @param shown the file as the person typed it; undefined when the answers were given on the terminal
 * @throws UserError naming the first answer that reaches no row, the nearest rows, and how many others there are
 */
const logsText = ({ obligations }: ContractBundle): string => {
  const logs = obligations.filter(isInspectionAlone).map(({ id, name }) => `${name}（${id}）`);
  return logs.length === 0 ? '巡检日志' : `当日${logs.join('、')}`;
};

export async function requireAnswersReach(
  session: Session,
  obligation: Obligation,
  day: Days,
  answers: Answers,
  shown?: string,
): Promise<void> {
  const { measures = [], manual = [] } = answers;
  if (measures.length + manual.length === 0) return;
  const file = shown === undefined ? {} : { file: shown };
  if (!isInspectionAlone(obligation)) {
    throw new UserError(`${obligation.name}不收处理措施和人工检查结果`, {
      ...file,
      at: measures.length > 0 ? 'measures（处理措施）' : 'manual（人工检查结果）',
      found: `${measures.length + manual.length} 条`,
      expected: `写在${logsText(session.workspace.contract)}的确认中，日常维护报告从中取用`,
    });
  }
  const rows = await judgedRows(session, day);
  const unused = unusedAnswers(rows, { measures, manual });
  const first = unused[0];
  if (first === undefined) return;
  const answer = (first.list === 'measures' ? measures : manual)[first.index] as Measure | ManualResult;
  const others = unused.slice(1).map(placeOf);
  throw new UserError(summaries[first.fault](first), {
    ...file,
    at: `${placeOf(first)}（${listNames[first.list]}）`,
    found: answerText(answer),
    expected: expectedText(first, answer, withMembers(rows)),
    hint: `改正后再确认；没有保存，也没有签发${others.length === 0 ? '' : `；另有 ${others.length} 条同样不对（${others.slice(0, 5).join('、')}）`}`,
  });
}

/**
 * What was seen on one day stands in no other day's log, and nothing was seen that is still to come.
 * @throws UserError naming the first answer whose time is not of the log's day, or later than now
 */
export function requireOwnDay(
  { obligation, occurrence }: PlannedOccurrence,
  { manual = [] }: Answers,
  { now, shown }: { now: string; shown?: string },
): void {
  if (!isInspectionAlone(obligation)) return;
  const isOwn = (at: string): boolean => occurrence.from <= dateOf(at) && dateOf(at) <= occurrence.to;
  const wrong = manual.findIndex(({ at }) => !isOwn(at) || isLater(at, now));
  const answer = manual[wrong];
  if (answer === undefined) return;
  const early = isOwn(answer.at);
  throw new UserError(early ? '人工检查的时间晚于现在' : '人工检查不是这一天做的，不能写入这一天的日志', {
    ...(shown === undefined ? {} : { file: shown }),
    at: `manual[${wrong}].at（检查时间）`,
    found: `${answerText(answer)}，${formatDateTime(answer.at)}`,
    expected: early ? `不晚于 ${formatDateTime(now)}` : `${occurrence.period} 当日的时间`,
    hint: isLater(answer.at, now)
      ? '改正时间后再确认；没有保存，也没有签发'
      : ownLogHint(obligation.id, dateOf(answer.at), dateOf(now)),
  });
}

/** Where a check belongs that was made on another day than the log's; of a day that is over only a sheet of paper proves it. */
function ownLogHint(log: string, day: string, today: string): string {
  const command = `opsledger confirm ${log} ${day} --by 姓名`;
  return day === today
    ? `今天做的检查写入今天的日志：${command}；当日已做的写明 at（检查时间）`
    : `${day} 做的检查写入该日的日志，该日已过，须附纸质巡检表：${command} --from 文件 --sheet 扫描件`;
}

const isLater = (at: string, now: string): boolean => secondsBetween(now, at) > CLOCK_TOLERANCE_SECONDS;

const summaries: Record<UnusedAnswer['fault'], (one: UnusedAnswer) => string> = {
  'no-row': ({ list }) => `${listNames[list]}对不上巡检草稿的任何一行`,
  double: ({ list }) => `${listNames[list]}写了两次，后一条不会印出`,
  measured: () => '该项由自动采集，人工检查结果不会采用',
  settled: () => '该项已有人工检查的结果，后写的不会采用',
};

const placeOf = ({ list, index }: UnusedAnswer): string => `${list}[${index}]`;

function answerText(answer: Measure | ManualResult): string {
  const instance = 'instance' in answer && answer.instance !== undefined ? `，instance: ${answer.instance}` : '';
  return `check: ${answer.check}，target: ${answer.target}${instance}`;
}

function expectedText(
  { fault, row }: UnusedAnswer,
  answer: Measure | ManualResult,
  rows: readonly CheckResult[],
): string {
  if (fault === 'double') return '每一行只写一条';
  if ((fault === 'measured' || fault === 'settled') && row !== null) {
    return `待人工的一行；这一行为${outcomeWords[row.outcome]}（${row.measured}），要说明的写在 measures`;
  }
  return ['最接近的有', ...nearestRows(answer, rows).map((r) => `    ${keyText(r)}`)].join('\n');
}

/** `check: host-disk，target: app-server-3，instance: /data（应用服务器 3 磁盘使用率 /data，异常）` */
function keyText(r: CheckResult): string {
  const instance = r.instance === null ? '' : `，instance: ${r.instance}`;
  const name = `${r.assetName} ${r.label}${r.instance === null ? '' : ` ${r.instance}`}`;
  return `check: ${r.check}，target: ${r.asset}${instance}（${name}，${outcomeWords[r.outcome]}）`;
}

/** By letters wrong, those of the check and of the object weighing alike: mostly one of the two is mistyped. */
function nearestRows(answer: Measure | ManualResult, rows: readonly CheckResult[]): CheckResult[] {
  const instance = 'instance' in answer ? answer.instance : undefined;
  const off = (r: CheckResult): number =>
    share(answer.check, r.check) + share(answer.target, r.asset) + 0.1 * share(instance ?? '', r.instance ?? '');
  return rows
    .map((row) => ({ row, off: off(row) }))
    .toSorted((a, b) => a.off - b.off)
    .slice(0, SUGGESTED)
    .map(({ row }) => row);
}

const share = (a: string, b: string): number => editDistance(a, b) / Math.max(a.length, b.length, 1);
