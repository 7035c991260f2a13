/** One document as it would be issued now, with all that whoever confirms it has to see. */
import { isInspectionAlone } from '../../../assess/deliveries/observed.ts';
import { compareInstants, formatDateTime } from '../../../contract/time.ts';
import { renderHtml } from '../../../render/renderer.ts';
import type { DraftLook, Named, OpenRow } from '../../../server/ports/documents.ts';
import { openRows } from '../../collect/judged-day.ts';
import type { ComposedDocument } from '../../compose/document.ts';
import { composeDraft } from '../../issue/preview.ts';
import { unobservedNotice } from '../../issue/unobserved.ts';
import { voidedText } from '../../plan/confirmed.ts';
import { planWithRequests } from '../../plan/on-request.ts';
import type { Plan, PlannedOccurrence } from '../../plan/plan.ts';
import { findPlanned } from '../../plan/select.ts';
import type { Session } from '../../session.ts';
import type { Answers } from '../../signoff/answers.ts';
import { earlierAnswers } from '../../signoff/revision.ts';
import { aboutToConfirm, earlierReports } from '../../signoff/to-confirm.ts';
import { unusualIn } from '../../signoff/unusual.ts';
import { loadKind } from '../../units.ts';
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
  const item = findPlanned(plan, session, named)[0] as PlannedOccurrence;
  const composed = await composeDraft(session, item, named.now);
  const page = await renderHtml(composed.document, (sha) => session.workspace.evidence.getEvidence(sha));
  const { html, blanks } = markBlanks(new TextDecoder().decode(page));
  const answers = await earlierAnswers(session, item);
  const rows = await answeredRows(session, item, answers);
  const { document, seen, notices, problems } = composed;
  const { dueAt } = item.occurrence;
  const around = {
    withoutMeasure: rows.filter(({ action }) => action === '').map(({ text }) => text),
    blanks: blanks.length,
    late: item.issued === null && dueAt !== null && compareInstants(named.now, dueAt) > 0,
    returned: item.delivery.returned?.reason ?? null,
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
    notices: await told(session, { plan, item, answers, composed }),
    mustSee: notices,
    unusual: unusualIn(document, around),
    problems,
    ...(await recordsOf(composed)),
    changed: item.voided?.changed ?? [],
  };
  return { look, html };
}

/** What the command `confirm` tells before anything is kept. */
async function told(
  session: Session,
  {
    plan,
    item,
    answers,
    composed,
  }: { plan: Plan; item: PlannedOccurrence; answers: Answers; composed: ComposedDocument },
): Promise<string[]> {
  const unobserved = await unobservedNotice(session, item, answers.manual);
  const body = isInspectionAlone(item.obligation) ? null : composed.document;
  const lines = [...earlierReports(plan, item), ...(await aboutToConfirm(session, item, answers, body))];
  return unobserved === undefined ? lines : [unobserved, ...lines];
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
