/** Renders without issuing, watermarked 草稿. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../contract/error.ts';
import { compareInstants } from '../../contract/time.ts';
import type { ReportDocument } from '../../report/document.ts';
import type { SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';
import { writeDurable } from '../../workspace/disk/durable.ts';
import { type FileProblem, fileProblem } from '../../workspace/store/record-store.ts';
import { cutOf } from '../compose/cut-of.ts';
import { type ComposedDocument, type ComposeRequest, composeFrom } from '../compose/document.ts';
import { gatherInputs } from '../compose/inputs.ts';
import { wholeDeliverable } from '../deliverable-facts.ts';
import { planAt } from '../plan/plan.ts';
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
  const terms = await alteredTermsText(session, plan.documents);
  const { document, problems } = await composeDraft(session, item, request.now, { confirmation, terms, unsound });
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
    problems,
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

/** What a draft is made with besides what is kept. */
export interface DraftWith {
  /** As if it had been given already. */
  confirmation?: SignoffRecord | undefined;
  /** See `alteredTermsText`, for whoever shows the draft to a person. */
  terms?: readonly string[] | undefined;
  /** What was altered past the program, by whoever has looked for it. */
  unsound?: readonly Unsound[] | undefined;
}

/** The draft of an occurrence as it stands. @param now ISO; nothing written down later is in it */
export async function draftOf(
  session: Session,
  item: PlannedOccurrence,
  now: string,
  made: DraftWith = {},
): Promise<ReportDocument> {
  return (await composeDraft(session, item, now, made)).document;
}

const isClosing = ({ closing }: PlannedOccurrence, now: string): boolean =>
  closing !== undefined && compareInstants(now, closing) >= 0;

/**
 * The draft of an occurrence with all that it rests on. See `draftOf`. What was altered past the program stands in it as it was, and is
 * told in it, in the words of `status` and `verify`: it cannot be issued.
 */
export async function composeDraft(
  given: Session,
  item: PlannedOccurrence,
  now: string,
  { confirmation, terms = [], unsound: known }: DraftWith = {},
): Promise<ComposedDocument> {
  const unsound = known ?? (await unsoundRecords(given, await given.workspace.refusedHandEdits()));
  const session = soundSession(given, unsound);
  const source = composeSource(session);
  const altered = await alteredUnder(session, item, now, { terms, unsound });
  const request = { ...(await draftRequest(session, item, now)), altered };
  const inputs = await gatherInputs(source, request);
  const signoffs = confirmation === undefined ? inputs.signoffs : [...inputs.signoffs, confirmation];
  const composed = await composeFrom(source, { ...inputs, signoffs }, request);
  return { ...composed, problems: [...composed.problems, ...(await alteredIn(session, item, now, unsound))] };
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
