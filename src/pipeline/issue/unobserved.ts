/** Says before a day's log is confirmed or issued that nothing of the contract was observed: afterwards it stands so for good. */

import type { ManualResult } from '../../records/reading.ts';
import { type Outcome, outcomeWords } from '../../states/outcome.ts';
import { isInspectionAlone } from '../../subjects/deliveries/judge/observed.ts';
import { judgedRows } from '../collect/judged-day.ts';
import type { PlannedOccurrence } from '../plan/planned.ts';
import type { Session } from '../session.ts';

/** Outcomes that tell how something is; any other one says why nothing was seen. */
const SEEN: readonly Outcome[] = ['normal', 'abnormal'];

/**
 * @param manual results that the confirmation brings along: what a person looked at is observed
 * @returns one line; nothing of any other document, without an inspection, or where something was observed
 */
export async function unobservedNotice(
  session: Session,
  { obligation, occurrence }: PlannedOccurrence,
  manual: readonly ManualResult[] = [],
): Promise<string | undefined> {
  if (!isInspectionAlone(obligation) || manual.length > 0) return undefined;
  const own = (await judgedRows(session, occurrence)).filter((row) => row.contract);
  if (own.length === 0 || own.some((row) => SEEN.includes(row.outcome))) return undefined;
  const counts = Map.groupBy(own, (row) => row.outcome);
  const words = (Object.keys(outcomeWords) as Outcome[]).flatMap((outcome) => {
    const count = counts.get(outcome)?.length ?? 0;
    return count === 0 ? [] : [`${outcomeWords[outcome]} ${count} 项`];
  });
  return [
    `${occurrence.period} 的巡检没有观测到合同内的任何一项：${words.join('、')}；日志将照此写明，签发后不能改动`,
    '数据源在 opsledger.yaml 的 sources 中配置；人工检查的结果在登记台的“人工检查”填写，或写在 confirm --from 文件的 manual 中',
  ].join('\n      ');
}
