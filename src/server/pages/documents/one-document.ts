/** The page of one document: its draft with all that has to be seen first, or what was issued of it. */
import { formatDateTime } from '../../../contract/time.ts';
import type { DraftLook } from '../../../desk/documents/draft-look.ts';
import type { IssuedLook } from '../../../desk/documents/issued.ts';
import type { DocumentLine } from '../../../desk/documents/lines.ts';
import type { FormValues } from '../../../forms/form-values.ts';
import { mayDo } from '../../request/viewer.ts';
import type { Answer, SignedIn } from '../_page.ts';
import { canBeConfirmed, documentHref, instantOf, isTheirs, localOf, measuresIn, saidIn, shownLine } from './forms.ts';

/** What a page shows again after a form was refused. */
export interface DocumentPage {
  refused?: { form: 'confirm' | 'issue' | 'deliver' | 'void'; text: string };
}

/** Issued, standing, and nobody handed it over. */
export const isUndelivered = ({ issued, returned, annulled }: DocumentLine): boolean =>
  issued !== null && !issued.delivered && returned === null && annulled === null;

/** What a form of a document says beside its rows. @param now whose offset the time of a field has */
export function said(form: FormValues, now = '') {
  const { at, ...rest } = saidIn(form);
  return { ...rest, happenedAt: instantOf(at, now) };
}

/** @param line the document as it stands */
export async function documentPage(request: SignedIn, line: DocumentLine, again: DocumentPage): Promise<Answer> {
  const { desk, viewer, query, form, now } = request;
  const name = { obligation: line.obligation, period: line.period, now };
  const issued = line.issued === null ? null : await desk.documents.issued(name);
  // Of what went out the next revision is composed only for whoever is about to make it.
  const revises = line.issued !== null && (query.revise === 'yes' || again.refused?.form === 'confirm');
  const wantsDraft =
    line.hasEvidence &&
    line.state !== 'waived' &&
    (line.issued === null || line.returned !== null || line.annulled !== null || revises);
  const look = wantsDraft ? await desk.documents.look(name) : null;
  const theirs = isTheirs(viewer, line);
  const { refused } = again;
  return {
    page: 'document',
    title: `${line.name} ${line.periodText}`,
    ...(refused === undefined ? {} : { status: 400 as const }),
    data: {
      line: shownLine(viewer, line),
      href: documentHref(line),
      refused,
      toFill: await textToFill(request, line),
      people: look === null ? [] : await desk.documents.people(),
      values: {
        ...valuesIn(form, refused === undefined ? look : null),
        at: form.text('at') || localOf(now),
        agreedBy: form.text('agreedBy'),
      },
      draft: look === null ? null : shownDraft(look, line, form, refused !== undefined),
      issued: issued === null ? null : shownIssued(issued),
      confirmForm: look !== null && theirs && mayDo(viewer, 'confirm') && (canBeConfirmed(line) || revises),
      issueForm: look !== null && theirs && mayDo(viewer, 'issue') && line.returned === null,
      deliverForm: isUndelivered(line) && theirs && mayDo(viewer, 'deliver'),
      voidForm: line.issued !== null && line.annulled === null && theirs && mayDo(viewer, 'withdraw'),
      signedFor: line.issued?.received === true,
      reviseLink: line.issued !== null && look === null && theirs && mayDo(viewer, 'confirm'),
      hasSummary: typeof look?.summary === 'string',
      isRevision: line.issued !== null,
      reopened: line.returned !== null || line.annulled !== null,
      issuesNow: look?.issuesNow === true,
      mayRecord: mayDo(viewer, 'record'),
      // What people look at is written down on its day.
      checksLink:
        look?.takesAnswers === true && line.period === now.slice(0, 'yyyy-mm-dd'.length) && mayDo(viewer, 'check'),
    },
  };
}

/** What was typed; before anything was, what the confirmation before said. */
function valuesIn(form: FormValues, before: DraftLook | null) {
  const typed = saidIn(form);
  return before === null ? typed : { ...typed, reviewer: before.reviewer, summary: before.summary ?? '' };
}

/** Where the text of a written document is filled in, while it says 待填写 anywhere. */
async function textToFill({ desk, viewer }: SignedIn, line: DocumentLine) {
  const text = mayDo(viewer, 'record') ? await desk.texts.one(line.obligation) : null;
  if (text === null || text.blanks.length === 0) return null;
  const href = `/desk/texts/${encodeURIComponent(line.obligation)}?back=${encodeURIComponent(documentHref(line))}`;
  return { href, count: text.blanks.length };
}

function shownDraft(look: DraftLook, line: DocumentLine, form: FormValues, typed: boolean) {
  const given = measuresIn(form);
  const rows = look.openRows
    .map((row, n) => {
      const own = given.find(
        (one) => one.check === row.check && one.target === row.target && one.instance === row.instance,
      );
      return {
        ...row,
        n,
        instance: row.instance ?? '',
        ...(typed && own ? { action: own.action, permit: own.permit } : {}),
      };
    })
    // What nobody has said anything about comes first.
    .toSorted((a, b) => Number(a.action !== '') - Number(b.action !== ''));
  const asideRows = rows.filter(({ contract }) => !contract);
  return {
    ...look,
    src: `${documentHref(line)}/draft?seen=${look.seen}`,
    openRows: rows.filter(({ contract }) => contract),
    asideRows,
    asideCount: asideRows.length,
    rowCount: look.openRows.length,
    blankCount: look.blanks.length,
    moreRecords: look.recordCount - look.records.length,
    hasNothing: look.problems.length + look.blanks.length + look.openRows.length + look.mustSee.length === 0,
  };
}

function shownIssued({ revisions, delivered, received, returned }: IssuedLook) {
  return {
    revisions: revisions.map((one) => ({
      ...one,
      issuedText: formatDateTime(one.issuedAt),
      confirmedText: one.confirmedAt === null ? '未确认' : formatDateTime(one.confirmedAt),
    })),
    delivered: delivered && { ...delivered, time: formatDateTime(delivered.at) },
    received: received && { ...received, time: formatDateTime(received.at) },
    returned: returned && { ...returned, time: formatDateTime(returned.at) },
  };
}
