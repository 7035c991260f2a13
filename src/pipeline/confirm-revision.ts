/** Confirming the next revision of a document that is issued: what the earlier confirmation said, and whether anything changed. */
import { unusedAnswers } from '../assess/check-answers.ts';
import { UserError } from '../contract/error.ts';
import type { SignoffRecord } from '../records/kinds/signoff.ts';
import { changedInputs } from './changed-inputs.ts';
import { type Answers, INSPECTION_LOG } from './confirm-answers.ts';
import { judgedRows } from './open-rows.ts';
import type { PlannedOccurrence } from './plan.ts';
import { composeDraft } from './preview.ts';
import type { Session } from './session.ts';

/** What of a confirmation makes a new revision by itself. */
export interface Correction extends Answers {
  /** Why the revision is made. */
  reason?: string;
  remark?: string;
  /** ISO instant. */
  now: string;
}

/**
 * Holds the next revision of an issued document against the one that stands.
 * @returns a line for who confirms, when the purchaser returned a document in which nothing changed since; undefined otherwise
 * @throws UserError when the document was not returned and either no reason is given, or it was confirmed and nothing changed since
 */
export async function requireCorrection(
  session: Session,
  item: PlannedOccurrence,
  correction: Correction,
): Promise<string | undefined> {
  const { issued, delivery } = item;
  if (issued === null) return undefined;
  const { number } = issued.manifest;
  if (delivery.returned === null && correction.reason === undefined) throw alreadyIssued(item);
  // To look at what went out unseen is worth a revision by itself.
  const unseen = issued.manifest.times.confirmed === null;
  const said = [correction.measures, correction.manual, correction.remark].some((one) => one !== undefined);
  if (unseen || said || (await hasNewEvidence(session, item, correction.now))) return undefined;
  if (delivery.returned === null) throw nothingChanged(item);
  return `${number} 退回以来证据没有变化，修订版的内容将与退回的一版相同；退回原因：${delivery.returned.reason ?? '未登记'}`;
}

/** Confirmations and returns say something about the document; they are no evidence for what stands in it. */
async function hasNewEvidence(session: Session, item: PlannedOccurrence, now: string): Promise<boolean> {
  const { inputs, signoffs } = await composeDraft(session, item, now);
  const own = new Set(signoffs);
  const { added, changed, removed } = changedInputs(item.issued?.manifest.inputs ?? [], inputs);
  return [...added, ...changed, ...removed].some((name) => !own.has(name));
}

function alreadyIssued({ obligation, occurrence, issued }: PlannedOccurrence): UserError {
  return new UserError(`${obligation.name} ${occurrence.period} 已签发，不能再确认`, {
    found: issued?.manifest.number ?? '',
    expected: '尚未签发或被退回的文档；更正后修订的，写明原因',
    hint: `数据有误时先更正记录，再运行 opsledger confirm ${obligation.id} ${occurrence.period} --by 姓名 --reason 更正原因`,
  });
}

function nothingChanged({ obligation, occurrence, issued }: PlannedOccurrence): UserError {
  return new UserError(`${obligation.name} ${occurrence.period} 没有可修订的内容`, {
    found: `${issued?.manifest.number ?? ''} 签发以来，所依据的记录没有变化`,
    expected: '先更正或补登记录（record 种类 --from 文件 --reason 原因），或在 --from 文件中改写处理措施、人工检查结果',
  });
}

/**
 * Measures and manual results of the latest confirmation that still reach a row: a revision that left them out would lose
 * what the engineer had done. Nothing for any other document than the inspection log.
 */
export async function earlierAnswers(session: Session, item: PlannedOccurrence): Promise<Answers> {
  const { obligation, occurrence, issued } = item;
  if (issued === null || obligation.id !== INSPECTION_LOG) return {};
  const { records } = await session.workspace.records.list<SignoffRecord>('signoff', { from: occurrence.from });
  const last = records
    .filter((one) => one.action === 'confirm' && one.obligation === obligation.id && one.period === occurrence.period)
    .at(-1);
  if (last === undefined) return {};
  const { measures = [], manual = [] } = last;
  const unused = unusedAnswers(await judgedRows(session, occurrence.from), { measures, manual });
  const reaches = (list: 'measures' | 'manual') => (_: unknown, index: number) =>
    !unused.some((one) => one.list === list && one.index === index);
  const kept = { measures: measures.filter(reaches('measures')), manual: manual.filter(reaches('manual')) };
  return {
    ...(kept.measures.length === 0 ? {} : { measures: kept.measures }),
    ...(kept.manual.length === 0 ? {} : { manual: kept.manual }),
  };
}
