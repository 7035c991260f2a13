/** Confirming the next revision of a document that is issued: what the earlier confirmation said, and whether anything changed. */

import { MANIFEST } from '../../archive/layout.ts';
import type { ArchivedDocument } from '../../archive/store.ts';
import { UserError } from '../../contract/error.ts';
import { compareInstants } from '../../contract/time.ts';
import { isInspectionAlone } from '../../subjects/deliveries/judge/observed.ts';
import { unusedAnswers } from '../../subjects/inspections/judge/answers.ts';
import { returnText } from '../../subjects/signing/judge/returns.ts';
import { MISSING } from '../../wording/words.ts';
import { confirmationOf, judgedRows } from '../collect/judged-day.ts';
import { changedInputs } from '../compose/changed-inputs.ts';
import { composeDraft } from '../issue/preview.ts';
import { isToClose, type PlannedOccurrence } from '../plan/planned.ts';
import type { Session } from '../session.ts';
import type { Answers } from './answers.ts';

/** What of a confirmation makes a new revision by itself. */
export interface Correction extends Answers {
  /** Why the revision is made. */
  reason?: string;
  remark?: string;
  summary?: string;
  /** ISO instant. */
  now: string;
}

/**
 * Holds the next revision of an issued document against the one that stands.
 * @param documents all that was issued
 * @throws UserError when there is nothing to revise: not returned and no reason given; or nothing changed, be it returned
 * (a reason says why not) or confirmed before
 */
export async function requireCorrection(
  session: Session,
  item: PlannedOccurrence,
  correction: Correction,
  documents: readonly ArchivedDocument[],
): Promise<void> {
  const { issued, delivery } = item;
  // What was made void is issued again whether anything changed or not: nothing stands beside which it would have to differ.
  if (issued === null || delivery.annulled !== null) return;
  // It is made whether anything came after the cut or not, and that is its reason.
  if (isToClose(item, correction.now) && delivery.returned === null) return;
  const returned = delivery.returned !== null;
  if (!returned && correction.reason === undefined) throw alreadyIssued(item);
  // A return that asks for no correction of the text (a seal, a scan) is answered by a word; to look at what went out
  // unseen is worth a revision by itself.
  if (returned ? correction.reason !== undefined : issued.manifest.times.confirmed === null) return;
  if ([correction.measures, correction.manual, correction.remark, correction.summary].some((one) => one !== undefined))
    return;
  if (await hasNewEvidence(session, item, documents, correction.now)) return;
  throw returned ? returnUnanswered(item) : nothingChanged(item);
}

/**
 * Confirmations and returns say something about the document; they are no evidence for what stands in it. Nor are documents that
 * were issued before it came back, its own revision first of all: a return is answered by what came after it.
 */
async function hasNewEvidence(
  session: Session,
  item: PlannedOccurrence,
  documents: readonly ArchivedDocument[],
  now: string,
): Promise<boolean> {
  const { inputs, signoffs } = await composeDraft(session, item, now);
  const { added, changed, removed } = changedInputs(item.issued?.manifest.inputs ?? [], inputs);
  const since = item.delivery.returned?.at ?? item.issued?.manifest.times.issued ?? now;
  const before = documents.filter(({ manifest }) => compareInstants(manifest.times.issued, since) <= 0);
  const known = new Set([...signoffs, ...before.map(({ folder }) => `${folder}/${MANIFEST}`)]);
  return [...changed, ...removed].some((name) => !signoffs.includes(name)) || added.some((name) => !known.has(name));
}

function alreadyIssued({ obligation, occurrence, issued }: PlannedOccurrence): UserError {
  return new UserError(`${obligation.name} ${occurrence.period} 已签发，不能再确认`, {
    found: issued?.manifest.number ?? '',
    expected: '尚未签发或被退回的文档；更正后修订的，写明原因',
    hint: `数据有误时先更正记录，再运行 opsledger confirm ${obligation.id} ${occurrence.period} --by 姓名 --reason 更正原因`,
  });
}

function returnUnanswered({ obligation, occurrence, issued, delivery }: PlannedOccurrence): UserError {
  return new UserError(`${issued?.manifest.number ?? ''} 退回以来没有任何更正，没有确认，也没有签发`, {
    found: `证据没有变化；退回原因：${delivery.returned === null ? MISSING : returnText(delivery.returned)}`,
    expected: '先更正或补登记录，或在 --from 文件中改写处理措施、人工检查结果',
    hint: `内容确实不必更正的，写明理由：opsledger confirm ${obligation.id} ${occurrence.period} --by 姓名 --reason 理由`,
  });
}

function nothingChanged({ obligation, occurrence, issued }: PlannedOccurrence): UserError {
  return new UserError(`${obligation.name} ${occurrence.period} 没有可修订的内容`, {
    found: `${issued?.manifest.number ?? ''} 签发以来，所依据的记录没有变化`,
    expected: '先更正或补登记录（record 种类 --from 文件 --reason 原因），或在 --from 文件中改写处理措施、人工检查结果',
  });
}

/**
 * Measures and manual results of the latest confirmation that still reach a row: a revision, or whoever confirms anew what has
 * changed since, would lose what the engineer had done. Nothing for any other document than the inspection log.
 */
export async function earlierAnswers(session: Session, item: PlannedOccurrence): Promise<Answers> {
  const { obligation, occurrence } = item;
  if (!isInspectionAlone(obligation)) return {};
  const last = await confirmationOf(session, occurrence.period);
  if (last === null) return {};
  const { measures = [], manual = [] } = last;
  const unused = unusedAnswers(await judgedRows(session, occurrence), { measures, manual });
  const reaches = (list: 'measures' | 'manual') => (_: unknown, index: number) =>
    !unused.some((one) => one.list === list && one.index === index);
  const kept = { measures: measures.filter(reaches('measures')), manual: manual.filter(reaches('manual')) };
  return {
    ...(kept.measures.length === 0 ? {} : { measures: kept.measures }),
    ...(kept.manual.length === 0 ? {} : { manual: kept.manual }),
  };
}
