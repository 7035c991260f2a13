/**
 * What of a draft differs from a plain one: what whoever confirms it is shown first, one document on the desk or a whole month on the
 * terminal alike.
 */
import { documentText } from '../../archive/document-file.ts';
import { compareInstants, formatDateTime } from '../../contract/time.ts';
import type { ReportDocument } from '../../report/document.ts';
import { isInspectionAlone } from '../../subjects/deliveries/judge/observed.ts';
import type { Measure } from '../../subjects/signing/kinds/signoff.ts';
import type { ComposedDocument } from '../compose/document.ts';
import { alteredTermsText } from '../issue/altered.ts';
import { composeDraft } from '../issue/preview.ts';
import { unobservedNotice } from '../issue/unobserved.ts';
import { voidedText } from '../plan/confirmed.ts';
import type { Plan } from '../plan/plan.ts';
import { type PlannedOccurrence, revisionReason, standingIssue } from '../plan/planned.ts';
import type { Session } from '../session.ts';
import type { Answers } from './answers.ts';
import { type MeasuresBeside, measuresBesideOf } from './beside.ts';
import { notSaidAnew } from './confirm.ts';
import { earlierAnswers } from './revision.ts';
import { aboutToConfirm, earlierReports } from './to-confirm.ts';
import type { Unfinished } from './unfinished.ts';
import { unusualIn, usuallyEmpty } from './unusual.ts';

export interface DraftLooked {
  composed: ComposedDocument;
  /** What an earlier confirmation answered, which stands again, and what is prepared. */
  answers: Answers;
  /** What of the answers was written beside the checks and stands in no confirmation yet. */
  beside: Measure[];
  /** What the command `confirm` tells before anything is kept, in Chinese. */
  notices: string[];
  /** See `unusualIn`; empty: a plain document. */
  unusual: string[];
  /** What whoever confirms has to say that they know. */
  unfinished: Unfinished;
}

/** true when its time has come and gone, and nothing went out. @param now ISO */
export const isLateBy = (item: PlannedOccurrence, now: string): boolean => {
  const { dueAt } = item.occurrence;
  return standingIssue(item) === null && dueAt !== null && compareInstants(now, dueAt) > 0;
};

/**
 * @param beside measures that were written since the confirmation before
 * @throws whatever composing throws
 */
export async function lookAtDraft(
  session: Session,
  plan: Plan,
  item: PlannedOccurrence,
  now: string,
  beside?: MeasuresBeside,
): Promise<DraftLooked> {
  const terms = await alteredTermsText(session, plan.documents);
  const composed = await composeDraft(session, item, now, { terms });
  const earlier = await earlierAnswers(session, item);
  const written = await measuresBesideOf(session, item, beside);
  const measures = [...notSaidAnew(earlier.measures, written), ...written];
  const answers = measures.length === 0 ? earlier : { ...earlier, measures };
  const { document, problems } = composed;
  const notices = await told(session, { plan, item, answers, composed });
  const around = {
    open: notices.open,
    usuallyEmpty: usuallyEmpty(await documentsBefore(session, plan, item)),
    late: isLateBy(item, now),
    back: item.delivery.annulled === null && item.delivery.returned === null ? null : revisionReason(item),
    voided: item.voided === undefined ? null : voidedText(item.voided, formatDateTime(item.voided.at)),
    problems,
  };
  const { all, unfinished } = notices;
  return { composed, answers, beside: written, notices: all, unusual: unusualIn(document, around), unfinished };
}

/** What the command `confirm` tells before anything is kept, and what of it is open. */
async function told(
  session: Session,
  { plan, item, answers, composed }: Told,
): Promise<{ all: string[]; open: string[]; unfinished: Unfinished }> {
  const log = isInspectionAlone(item.obligation);
  const unobserved = await unobservedNotice(session, item, answers.manual);
  // How `confirm` is given the results is no word for a list, nor for a page that has fields for them.
  const [bare] = unobserved?.split('\n') ?? [];
  const before = [...(bare === undefined ? [] : [bare]), ...earlierReports(plan, item)];
  const { lines, unfinished } = await aboutToConfirm(session, item, answers, log ? null : composed.document);
  const [title = '', ...rest] = lines;
  // Of any other document the rest are parts that hold nothing, which is plain for many of them.
  const told = log ? { all: [title], open: [...before, ...rest] } : { all: [title, ...rest], open: before };
  return { ...told, unfinished };
}

interface Told {
  plan: Plan;
  item: PlannedOccurrence;
  answers: Answers;
  composed: ComposedDocument;
}

/** Documents that show what is plain. */
const BEFORE = 5;

/** The newest that were issued of the obligation for the periods before, as they were archived; one that is gone is left out. */
async function documentsBefore(
  session: Session,
  { documents }: Plan,
  item: PlannedOccurrence,
): Promise<ReportDocument[]> {
  const { obligation, occurrence } = item;
  const newest = new Map(
    documents
      .filter(({ manifest }) => manifest.obligation === obligation.id && manifest.to < occurrence.to)
      .toSorted((a, b) => a.manifest.revision - b.manifest.revision)
      .map((one) => [one.manifest.period, one]),
  );
  const last = [...newest.values()].toSorted((a, b) => (a.manifest.to < b.manifest.to ? 1 : -1)).slice(0, BEFORE);
  const read = await Promise.all(
    last.map((one) =>
      documentText(session.workspace.root, one).then(
        (text) => JSON.parse(text) as ReportDocument,
        // What the archive lacks says `verify`; here it only tells less of what is usual.
        () => null,
      ),
    ),
  );
  return read.filter((one) => one !== null);
}
