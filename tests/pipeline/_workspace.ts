/** Workspaces from the real starter, sessions whose documents are drawn without a browser, and records to fill them. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { dateOf } from '../../src/contract/time.ts';
import { composeDocument } from '../../src/pipeline/compose/compose.ts';
import { wholeDeliverable } from '../../src/pipeline/deliverable-facts.ts';
import { planAt } from '../../src/pipeline/plan/plan.ts';
import { composeSource, openSession, planSource, type Session } from '../../src/pipeline/session.ts';
import type { Reading } from '../../src/records/reading.ts';
import type { Renderer } from '../../src/render/renderer.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import inspection, { type InspectionRecord } from '../../src/subjects/inspections/kinds/inspection.ts';
import type { SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import type { NoteRecord } from '../../src/subjects/work/kinds/note.ts';
import type { Draft } from '../../src/workspace/change/change.ts';
import { tempFolder } from '../support/at-end.ts';
import { draftOf } from '../support/draft-of.ts';
import { copyFolder } from '../support/made.ts';
import { filledWorkspace, newWorkspace } from '../support/new-workspace.ts';
import '../support/story-times.ts';

/** First day of service of every workspace here, a Monday; 24 November is the Tuesday after. */
export const SERVICE_FROM = '2026-11-23';
export const DAY = '2026-11-24';

/** Removes what was made here so far: for who makes much in one file, and for programs that are no test. */
export { putAway as cleanUp } from '../support/at-end.ts';

/** A temporary folder, until the end of the file. */
export const newFolder = (): Promise<string> => tempFolder('pipeline');

/** Folder of a new workspace as `init` leaves it. */
export const makeUnfilledWorkspace = (): Promise<string> => copied(newWorkspace(SERVICE_FROM, '00:00'));

/** The same, with all that was 待填写 filled in on the first day, so that documents go out by themselves. */
export const makeWorkspace = (): Promise<string> => copied(filledWorkspace(SERVICE_FROM, '00:00'));

async function copied(from: Promise<string>): Promise<string> {
  const root = join(await newFolder(), 'w');
  await copyFolder(await from, root);
  return root;
}

/** Draws a document as its JSON, three times: everything but the browser is real. `drawn` counts what was drawn. */
export function plainRenderer(drawn: string[] = []): Renderer {
  const bytes = (kind: string, doc: ReportDocument) => new TextEncoder().encode(`${kind} ${JSON.stringify(doc)}`);
  return {
    render(doc) {
      drawn.push(doc.number);
      return Promise.resolve({ html: bytes('html', doc), pdf: bytes('pdf', doc), xlsx: bytes('xlsx', doc), pages: 1 });
    },
    renderPdf: (doc) => Promise.resolve(bytes('pdf', doc)),
    close: () => Promise.resolve(),
  };
}

export function open(root: string, renderer: Renderer = plainRenderer()): Promise<Session> {
  return openSession(root, { renderer: () => Promise.resolve(renderer) });
}

/** An inspection as a collect run leaves it. @param startedAt ISO */
export function inspectionDraft(
  startedAt: string,
  changes: Partial<Draft<InspectionRecord>> = {},
): Draft<InspectionRecord> {
  const example = draftOf(inspection.example);
  const finishedAt = startedAt.replace(/:\d\d\+/, ':30+');
  const run = { ...example.runs[0], startedAt, finishedAt } as InspectionRecord['runs'][number];
  return {
    ...example,
    at: startedAt,
    enteredAt: finishedAt,
    date: dateOf(startedAt),
    startedAt,
    finishedAt,
    runs: [run],
    readings: [reading({ at: startedAt })],
    ...changes,
  };
}

export function reading(changes: Partial<Reading>): Reading {
  return { ...(inspection.example.readings[0] as Reading), ...changes };
}

export function noteDraft(at: string, text: string, changes: Partial<Draft<NoteRecord>> = {}): Draft<NoteRecord> {
  return { source: 'manual', at, enteredAt: at, date: dateOf(at), topic: 'operation', text, ...changes };
}

/** Saves an inspection of each of these moments, one commit each. @returns their paths */
export async function inspect(session: Session, ...moments: string[]): Promise<string[]> {
  const paths: string[] = [];
  for (const at of moments) {
    const saved = await session.workspace.change(
      '巡检',
      (change) => change.addRecord('inspection', inspectionDraft(at)),
      { at },
    );
    paths.push(saved.path);
  }
  return paths;
}

export async function note(session: Session, draft: Draft<NoteRecord>): Promise<string> {
  const saved = await session.workspace.change('登记', (change) => change.addRecord('note', draft), {
    at: draft.enteredAt,
  });
  return saved.path;
}

export async function signoff(session: Session, changes: Partial<Draft<SignoffRecord>>): Promise<string> {
  const at = changes.at ?? `${DAY}T09:30:00+08:00`;
  const draft: Draft<SignoffRecord> = {
    source: 'manual',
    at,
    enteredAt: at,
    action: 'confirm',
    obligation: 'inspection-log',
    period: DAY,
    revision: 1,
    person: '驻点运维工程师',
    ...changes,
  };
  const saved = await session.workspace.change('签收', (change) => change.addRecord('signoff', draft), { at });
  return saved.path;
}

export const git = (root: string, ...args: string[]): string =>
  execFileSync('git', ['-C', root, '-c', 'user.name=t', '-c', 'user.email=t@localhost', ...args], {
    encoding: 'utf8',
  }).trim();

/** The document of the first planned occurrence of an obligation, composed as if it were issued now. */
export async function composedAt(session: Session, id: string, now: string) {
  const item = (await planAt(planSource(session), now)).items.find((one) => one.obligation.id === id);
  if (item === undefined) throw new Error(`no ${id}`);
  const { obligation, occurrence } = item;
  const deliverable = await wholeDeliverable(session.deliverables, id);
  const moment = { issuedAt: now, readAt: now, late: null, revises: null, firstIssuedAt: null, revision: 1 };
  return composeDocument(composeSource(session), { deliverable, obligation, occurrence, ...moment });
}
