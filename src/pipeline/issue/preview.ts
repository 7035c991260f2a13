/** Renders without issuing, watermarked 草稿. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../contract/error.ts';
import { compareInstants } from '../../contract/time.ts';
import type { ReportDocument } from '../../report/document.ts';
import type { SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';
import { writeDurable } from '../../workspace/disk/durable.ts';
import { type FileProblem, fileProblem } from '../../workspace/store/record-store.ts';
import { composeDocument } from '../compose/compose.ts';
import { cutOf } from '../compose/cut-of.ts';
import { type ComposedDocument, type ComposeRequest, composeFrom } from '../compose/document.ts';
import { gatherInputs } from '../compose/inputs.ts';
import { wholeDeliverable } from '../deliverable-facts.ts';
import { type Plan, planAt } from '../plan/plan.ts';
import type { PlannedOccurrence } from '../plan/planned.ts';
import { findPlanned } from '../plan/select.ts';
import { composeSource, planSource, remembering, type Session } from '../session.ts';
import { alteredTermsText, alteredUnder } from './altered.ts';
import { requireSound, type Unsound, unsoundRecords } from './sound-records.ts';
import { soundSession } from './sound-session.ts';

export interface PreviewRequest {
  obligation: string;
  period?: string;
  out: string;
  now: string;
  /**
   * The confirmation that is about to be given, which nothing keeps: the draft is shown as it would be signed.
   * @throws UserError when an answer reaches no row
   */
  confirmation?(session: Session, item: PlannedOccurrence): Promise<SignoffRecord>;
}

export interface Preview {
  number: string;
  /** Paths of the three files. */
  files: string[];
  /** Evidence that could not be read: the draft shows what is left, and cannot be issued. */
  problems: FileProblem[];
}

/** @throws UserError when there is nothing to preview */
export async function preview(given: Session, request: PreviewRequest): Promise<Preview> {
  // The plan and the document read the same records.
  const unsound = await unsoundRecords(given, await given.workspace.refusedHandEdits());
  const session = soundSession(remembering(given), unsound);
  // The browser takes as long to start as the records to read; what goes wrong with it is told when it is needed.
  const opening = session.renderer();
  opening.catch(() => undefined);
  const plan = await planAt(planSource(session), request.now);
  const item = (await findPlanned(plan, session, request)).at(0);
  if (item === undefined) {
    throw new UserError('没有可预览的文档', {
      found: request.obligation,
      expected: '有证据且未签发的一期，或写明期次',
    });
  }
  const confirmation = await request.confirmation?.(session, item);
  const { documents } = plan;
  const { document, problems } = await shownDraft(session, item, request.now, { documents, unsound, confirmation });
  const renderer = await opening;
  const rendered = await renderer.render(document, (sha) => session.workspace.evidence.getEvidence(sha));
  await mkdir(request.out, { recursive: true });
  const files: string[] = [];
  for (const kind of ['html', 'pdf', 'xlsx'] as const) {
    const path = join(request.out, `${document.number}-草稿.${kind}`);
    await writeDurable(path, rendered[kind]);
    files.push(path);
  }
  return {
    number: document.number,
    files,
    problems: [...problems, ...(await alteredIn(session, item, request.now, unsound))],
  };
}

/** The record that was altered and that the document would hold: it cannot be issued, and the draft shows what the record was. */
async function alteredIn(
  session: Session,
  item: PlannedOccurrence,
  now: string,
  unsound: readonly Unsound[],
): Promise<FileProblem[]> {
  try {
    await requireSound(session, item, now, unsound);
    return [];
  } catch (error) {
    if (error instanceof UserError) return [fileProblem(error.place.file ?? '', error)];
    throw error;
  }
}

/** The draft as a person sees it: with what was altered of what it rests on. @param session a sound one, see `soundSession` */
export async function shownDraft(
  session: Session,
  item: PlannedOccurrence,
  now: string,
  around: Pick<Plan, 'documents'> & Pick<ShownWith, 'confirmation'> & { unsound: readonly Unsound[] },
): Promise<ComposedDocument> {
  const { documents, unsound, confirmation } = around;
  const terms = await alteredTermsText(session, documents);
  const altered = await alteredUnder(session, item, now, { terms, unsound });
  return composeDraft(session, item, now, { confirmation, altered });
}

/** The draft of an occurrence as it stands. @param now ISO; nothing written down later is in it */
export async function draftOf(
  session: Session,
  item: PlannedOccurrence,
  now: string,
  shown: ShownWith = {},
): Promise<ReportDocument> {
  return (await composeDraft(session, item, now, shown)).document;
}

/** What a draft shows beside what is on record. */
export interface ShownWith {
  /** A confirmation as if it had been given already. */
  confirmation?: SignoffRecord | undefined;
  /** See `ComposeRequest`. */
  altered?: readonly string[];
}

const isClosing = ({ closing }: PlannedOccurrence, now: string): boolean =>
  closing !== undefined && compareInstants(now, closing) >= 0;

/**
 * The draft of an occurrence with all that it rests on. See `draftOf`.
 */
export async function composeDraft(
  session: Session,
  item: PlannedOccurrence,
  now: string,
  { confirmation, altered }: ShownWith = {},
): Promise<ComposedDocument> {
  const source = composeSource(session);
  const request = { ...(await draftRequest(session, item, now)), altered };
  if (confirmation === undefined) return composeDocument(source, request);
  const inputs = await gatherInputs(source, request);
  return composeFrom(source, { ...inputs, signoffs: [...inputs.signoffs, confirmation] }, request);
}

async function draftRequest(session: Session, item: PlannedOccurrence, now: string): Promise<ComposeRequest> {
  return {
    deliverable: await wholeDeliverable(session.deliverables, item.obligation.id),
    obligation: item.obligation,
    occurrence: item.occurrence,
    revision: (item.issued?.manifest.revision ?? 0) + 1,
    issuedAt: null,
    readAt: now,
    late: null,
    revises: null,
    firstIssuedAt: item.firstIssuedAt,
    // What closes counts up to its issue time, as `make.ts` has it.
    cut: isClosing(item, now) ? now : await cutOf(session.workspace, item.issued),
  };
}
