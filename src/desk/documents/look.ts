/** One document as it would be issued now, with all that whoever confirms it has to see. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DOCUMENT } from '../../archive/layout.ts';
import { isInspectionAlone } from '../../assess/deliveries/observed.ts';
import { compareInstants, formatDateTime } from '../../contract/time.ts';
import { openRows } from '../../pipeline/collect/judged-day.ts';
import type { ComposedDocument } from '../../pipeline/compose/document.ts';
import { composeDraft } from '../../pipeline/issue/preview.ts';
import { unobservedNotice } from '../../pipeline/issue/unobserved.ts';
import { voidedText } from '../../pipeline/plan/confirmed.ts';
import { planWithRequests } from '../../pipeline/plan/on-request.ts';
import type { Plan, PlannedOccurrence } from '../../pipeline/plan/plan.ts';
import { findPlanned } from '../../pipeline/plan/select.ts';
import type { Session } from '../../pipeline/session.ts';
import type { Answers } from '../../pipeline/signoff/answers.ts';
import { issuesAtOnce } from '../../pipeline/signoff/confirm.ts';
import { earlierAnswers } from '../../pipeline/signoff/revision.ts';
import { aboutToConfirm, earlierReports } from '../../pipeline/signoff/to-confirm.ts';
import { unusualIn, usuallyEmpty } from '../../pipeline/signoff/unusual.ts';
import { loadKind } from '../../pipeline/units.ts';
import { renderHtml } from '../../render/renderer.ts';
import type { ReportDocument } from '../../report/document.ts';
import type { DraftLook, Named, OpenRow } from '../../server/ports/documents.ts';
import { returnText } from '../../wording/returns.ts';
import { markBlanks } from './blanks.ts';

/** Records that a page names. */
const SHOWN = 60;

/** The page itself beside what is said of it. */
export interface Looked {
  look: DraftLook;
  html: string;
}

/** @throws UserError when there is no such document, or nothing of which it could be made */
export async function lookAt(session: Session, named: Named): Promise<Looked> {
  const plan = await planWithRequests(session, named.now);
  const item = (await findPlanned(plan, session, named))[0] as PlannedOccurrence;
  const composed = await composeDraft(session, item, named.now);
  const page = await renderHtml(composed.document, (sha) => session.workspace.evidence.getEvidence(sha));
  const { html, blanks } = markBlanks(new TextDecoder().decode(page));
  const answers = await earlierAnswers(session, item);
  const rows = await answeredRows(session, item, answers);
  const { document, seen, problems } = composed;
  const { dueAt } = item.occurrence;
  const notices = await told(session, { plan, item, answers, composed });
  const around = {
    open: notices.open,
    usuallyEmpty: usuallyEmpty(await documentsBefore(session, plan, item)),
    late: item.issued === null && dueAt !== null && compareInstants(named.now, dueAt) > 0,
    returned: item.delivery.returned && returnText(item.delivery.returned),
    voided: item.voided === undefined ? null : voidedText(item.voided, formatDateTime(item.voided.at)),
    problems,
  };
  const look: DraftLook = {
    number: document.number,
    revision: document.revision,
    title: document.title,
    seen,
    blanks,
    openRows: rows,
    takesAnswers: isInspectionAlone(item.obligation),
    issuesNow: issuesAtOnce(item, named.now),
    notices: notices.all,
    mustSee: composed.notices,
    unusual: unusualIn(document, around),
    problems,
    ...(await recordsOf(composed)),
    changed: item.voided?.changed ?? [],
  };
  return { look, html };
}

/** What the command `confirm` tells before anything is kept, and what of it is open. */
async function told(
  session: Session,
  { plan, item, answers, composed }: Told,
): Promise<{ all: string[]; open: string[] }> {
  const log = isInspectionAlone(item.obligation);
  const unobserved = await unobservedNotice(session, item, answers.manual);
  // How a command is given the results is no word for a page that has fields for them.
  const [bare] = unobserved?.split('\n') ?? [];
  const before = [...(bare === undefined ? [] : [bare]), ...earlierReports(plan, item)];
  const [title = '', ...rest] = await aboutToConfirm(session, item, answers, log ? null : composed.document);
  // Of any other document the rest are parts that hold nothing, which is plain for many of them.
  return log ? { all: [title], open: [...before, ...rest] } : { all: [title, ...rest], open: before };
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
    last.map(({ folder }) =>
      readFile(join(session.workspace.root, folder, DOCUMENT), 'utf8').then(
        (text) => JSON.parse(text) as ReportDocument,
        // What the archive lacks says `verify`; here it only tells less of what is usual.
        () => null,
      ),
    ),
  );
  return read.filter((one) => one !== null);
}

async function answeredRows(session: Session, item: PlannedOccurrence, { measures = [] }: Answers): Promise<OpenRow[]> {
  if (!isInspectionAlone(item.obligation)) return [];
  return (await openRows(session, item.occurrence)).map((row) => {
    const said = measures.find(
      (one) => one.check === row.check && one.target === row.target && (one.instance ?? null) === row.instance,
    );
    return { ...row, action: said?.action ?? '', permit: said?.permit ?? '' };
  });
}

/** `records/incident/2026/11/GZ-20261124-001.json` */
const RECORD = /^records\/([a-z-]+)\/\d{4}\/\d{2}\/([^/]+)\.(?:json|yaml)$/;

async function recordsOf({ inputs }: ComposedDocument): Promise<Pick<DraftLook, 'records' | 'recordCount'>> {
  const all = inputs.flatMap(({ path }) => {
    const [, kind, id] = RECORD.exec(path) ?? [];
    return kind === undefined || id === undefined || kind === 'signoff' ? [] : [{ kind, id }];
  });
  const newest = all.toSorted((a, b) => (dayOf(a.id) < dayOf(b.id) ? 1 : -1)).slice(0, SHOWN);
  const labels = new Map<string, string>();
  for (const { kind } of newest) if (!labels.has(kind)) labels.set(kind, (await loadKind(kind)).label);
  return {
    records: newest.map((one) => ({ ...one, label: labels.get(one.kind) ?? one.kind })),
    recordCount: all.length,
  };
}

/** Ids of several kinds by their day. */
const dayOf = (id: string): string => id.slice(id.indexOf('-') + 1);
