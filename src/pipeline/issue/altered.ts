/**
 * What of what a document rests on was altered by one side alone or is doubtful, in the words of `verify`, for its head: terms of the
 * contract, and of a draft the records that keep it from being issued.
 */
import type { ArchivedDocument } from '../../archive/store.ts';
import { doubtsOf, doubtText, saidInDrafts } from '../doubts.ts';
import type { PlannedOccurrence } from '../plan/planned.ts';
import type { Session } from '../session.ts';
import { standingTerms } from '../verify/terms/altered.ts';
import { type Unsound, unsoundIn } from './sound-records.ts';

/**
 * @param documents all that were issued
 * @param chosen of what makes everything doubtful, what a document says: another one while it is a draft than when it is issued
 */
export async function alteredTermsText(
  session: Session,
  documents: readonly ArchivedDocument[],
  chosen = saidInDrafts,
): Promise<string[]> {
  // A long run of one process writes all there is; nobody else was at the contract in between.
  if (session.workspace.writesAlone === true) return [];
  const terms = (await standingTerms(session, documents)).map(({ path, said }) => `${said}（${path}）`);
  return [...terms, ...chosen(await doubtsOf(session)).map(doubtText)];
}

/** What a draft says of it: the terms, and the records that it shows as they were before they were altered. */
export async function alteredUnder(
  session: Session,
  item: PlannedOccurrence,
  now: string,
  { terms, unsound }: { terms: readonly string[]; unsound: readonly Unsound[] },
): Promise<string[]> {
  const held = await unsoundIn(session, item, now, unsound);
  const how = ({ late }: Unsound) => (late === true ? '按进入版本库的时间编制' : '按改动之前的内容编制');
  return [...terms, ...held.map((one) => `${one.message}；${how(one)}，不能签发（${one.path}）`)];
}
