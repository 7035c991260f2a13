/** One document as it would be issued now, with all that whoever confirms it has to see. */

import { openRows } from '../../pipeline/collect/judged-day.ts';
import type { ComposedDocument } from '../../pipeline/compose/document.ts';
import { planWithRequests } from '../../pipeline/plan/on-request.ts';
import type { PlannedOccurrence } from '../../pipeline/plan/planned.ts';
import { findPlanned } from '../../pipeline/plan/select.ts';
import type { Session } from '../../pipeline/session.ts';
import type { Answers } from '../../pipeline/signoff/answers.ts';
import { issuesAtOnce } from '../../pipeline/signoff/confirm.ts';
import { lookAtDraft } from '../../pipeline/signoff/draft-look.ts';
import { unfinishedText } from '../../pipeline/signoff/unfinished.ts';
import { loadKind } from '../../pipeline/units.ts';
import { renderHtml } from '../../render/html/archived-page.ts';
import type { ReportDocument } from '../../report/document.ts';
import { isInspectionAlone } from '../../subjects/deliveries/judge/observed.ts';
import type { SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';
import { measuresBeside } from '../checks/measures.ts';
import { markBlanks } from './blanks.ts';
import type { Named } from './lines.ts';

/** A row of an inspection that is not normal, with what was said of it before. */
export interface OpenRow {
  check: string;
  target: string;
  instance: string | null;
  text: string;
  /** false: no asset of the contract, listed apart and not counted. */
  contract: boolean;
  action: string;
  permit: string;
}

/** A document as it would be issued now, and what whoever confirms it has to see first. */
export interface DraftLook {
  number: string;
  revision: number;
  title: string;
  /** Fingerprint of what it rests on; the confirmation is of this alone. */
  seen: string;
  /** What is still 待填写 or 待补充 in it: anchor in the draft, heading above it, and the words around it. */
  blanks: readonly { id: string; where: string; text: string }[];
  openRows: readonly OpenRow[];
  /** 处理措施 and the like are answered in its confirmation. */
  takesAnswers: boolean;
  /** Whether it is issued as soon as it is confirmed: its time has come, and no blank holds it back. */
  issuesNow: boolean;
  /** What is told before a confirmation, in Chinese. */
  notices: readonly string[];
  /** Of these each has to be looked at before it is confirmed. */
  mustSee: readonly string[];
  /** What differs from a plain one. */
  unusual: readonly string[];
  /** What is not done or written yet; whoever confirms it says that they know. */
  unfinished: { text: string /** No field of its form would mend it. */; standing: boolean } | null;
  /** 复核人 of the confirmation before; empty: none. */
  reviewer: string;
  /** 综述 of the confirmation before; null: the document has no first page on which it would stand. */
  summary: string | null;
  /** Evidence that cannot be read: it cannot be issued. */
  problems: readonly { path: string; message: string }[];
  /** Records it rests on, newest first, at most a page of them. */
  records: readonly { kind: string; id: string; label: string }[];
  recordCount: number;
  /** Records that came after a confirmation that counts no more. */
  changed: readonly { kind: string; id: string }[];
}

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
  const unread: string[] = [];
  const { composed, answers, notices, unusual, unfinished } = await lookAtDraft(
    session,
    plan,
    item,
    named.now,
    measuresBeside(session.workspace.root, (text) => unread.push(text)),
  );
  const page = await renderHtml(composed.document, (sha) => session.workspace.evidence.getEvidence(sha));
  const { html, blanks } = markBlanks(new TextDecoder().decode(page));
  const rows = await answeredRows(session, item, answers);
  const { document, seen, problems } = composed;
  const text = unfinishedText(unfinished);
  const look: DraftLook = {
    number: document.number,
    revision: document.revision,
    title: document.title,
    seen,
    blanks,
    openRows: rows,
    takesAnswers: isInspectionAlone(item.obligation),
    issuesNow: issuesAtOnce(item, named.now),
    notices: [...notices, ...unread],
    mustSee: composed.notices,
    unusual,
    unfinished: text === null ? null : { text, standing: unfinished.manual > 0 || unfinished.blank },
    problems,
    ...(await saidBefore(session, item, document)),
    ...(await recordsOf(composed)),
    changed: item.voided?.changed ?? [],
  };
  return { look, html };
}

/** Of a revision, or of what has to be confirmed anew: who reviewed it before, and what was said on its first page. */
async function saidBefore(
  session: Session,
  { obligation, occurrence }: PlannedOccurrence,
  { sections }: Pick<ReportDocument, 'sections'>,
): Promise<Pick<DraftLook, 'reviewer' | 'summary'>> {
  const { records } = await session.workspace.records.list<SignoffRecord>('signoff', { from: occurrence.from });
  const own = records.filter(
    (one) => one.action === 'confirm' && one.obligation === obligation.id && one.period === occurrence.period,
  );
  const last = own.at(-1);
  const opens = sections.some(({ opening }) => opening === true);
  return { reviewer: last?.reviewer ?? '', summary: opens ? (last?.summary ?? '') : null };
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
