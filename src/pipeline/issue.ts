/** Issuing: what is due, or what was named, becomes an archived document that is never changed again. */

import type { Deliverable } from '../../reports/_deliverable.ts';
import type { RevisionNote } from '../../reports/_frame.ts';
import { digest } from '../archive/digest.ts';
import { DOCUMENT, downloadName, MANIFEST, revisionFolder } from '../archive/layout.ts';
import { type Manifest, manifestBytes } from '../archive/manifest.ts';
import { type ArchivedDocument, readArchive, requireSound } from '../archive/store.ts';
import { expandClauses } from '../contract/clauses.ts';
import { UserError } from '../contract/error.ts';
import { periodText } from '../contract/period-text.ts';
import { compareInstants, formatDateTime } from '../contract/time.ts';
import { changedInputs } from './changed-inputs.ts';
import { type ComposedDocument, composeDocument } from './compose.ts';
import { type Plan, type PlannedOccurrence, planAt } from './plan.ts';
import { findPlanned } from './select.ts';
import type { Session } from './session.ts';
import { composerHash, toolRoot, toolVersion } from './source-hash.ts';

export interface IssueRequest {
  /** Without it: everything that is due. */
  obligation?: string;
  period?: string;
  /** Goes with a late issue (补报) or makes a revision. */
  reason?: string;
  /** ISO instant of issuing. */
  now: string;
  /** Called after each document, for a progress bar. */
  progress?(done: number, total: number, what: string): void;
}

export interface IssuedDocument {
  obligation: string;
  period: string;
  revision: number;
  number: string;
  /** Relative to the workspace. */
  files: { html: string; pdf: string; xlsx: string };
}

export interface IssueResult {
  issued: IssuedDocument[];
  /** Documents that stand as they were, by number. */
  unchanged: { obligation: string; period: string; revision: number; number: string }[];
  failed: { obligation: string; period: string; reason: string }[];
}

/** Reason of a document that the schedule issues after its time because nothing ran before. */
export const CAUGHT_UP = '系统未运行，自动补报';

/**
 * One commit for all that is issued; a document that cannot be made is listed as failed and stops no other.
 * @throws UserError when the named obligation or period does not exist, or the archive cannot be read
 */
export async function issue(session: Session, request: IssueRequest): Promise<IssueResult> {
  const { workspace } = session;
  requireSound(await readArchive(workspace.root));
  const edits = await workspace.handEdits({ at: request.now });
  const plan = await planAt(planSource(session), request.now);
  const chosen = request.obligation === undefined ? dueNow(plan, request) : findPlanned(plan, session, request);
  const result: IssueResult = { issued: [], unchanged: [], failed: [] };
  for (const refused of edits.refused)
    result.failed.push({ obligation: '', period: '', reason: `${refused.path}：${refused.message}` });
  const made = await makeAll(session, request, chosen, result);
  if (made.length > 0) await archive(session, request.now, made);
  result.issued.push(...made.map(({ manifest, folder }) => listed(manifest, folder)));
  return result;
}

export const planSource = (session: Session) => ({
  root: session.workspace.root,
  contract: session.workspace.contract,
  records: session.workspace.records,
  workdays: session.workdays,
  deliverables: session.deliverables,
});

export const composeSource = (session: Session) => ({
  root: session.workspace.root,
  contract: session.workspace.contract,
  records: session.workspace.records,
  workdays: session.workdays,
});

/** Confirmed: at once after `issueFrom`. Unconfirmed: when its time has come. */
function dueNow(plan: Plan, { now }: IssueRequest): PlannedOccurrence[] {
  return plan.items.filter((item) => {
    if (item.issued !== null || !item.hasEvidence) return false;
    if (item.state === 'overdue') return true;
    if (item.state !== 'due') return false;
    const { dueAt } = item.occurrence;
    return item.confirmed || (dueAt !== null && compareInstants(now, dueAt) >= 0);
  });
}

interface MadeDocument {
  folder: string;
  manifest: Manifest;
  files: { name: string; bytes: Uint8Array }[];
}

async function makeAll(
  session: Session,
  request: IssueRequest,
  chosen: PlannedOccurrence[],
  result: IssueResult,
): Promise<MadeDocument[]> {
  const made: MadeDocument[] = [];
  let done = 0;
  const one = async (item: PlannedOccurrence): Promise<void> => {
    const { obligation, period } = item.occurrence;
    try {
      const document = await makeOne(session, request, item);
      if ('folder' in document) made.push(document);
      else result.unchanged.push({ obligation, period, ...document });
    } catch (error) {
      if (request.obligation !== undefined && chosen.length === 1 && error instanceof UserError) throw error;
      result.failed.push({ obligation, period, reason: error instanceof Error ? error.message : String(error) });
    }
    done += 1;
    request.progress?.(done, chosen.length, item.obligation.name);
  };
  await inParallel(chosen, 2, one);
  return made.sort((a, b) => (a.folder < b.folder ? -1 : 1));
}

/** Two pages of the browser render side by side; more would only wait for the two cores. */
async function inParallel<T>(items: readonly T[], lanes: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const lane = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

async function makeOne(
  session: Session,
  request: IssueRequest,
  item: PlannedOccurrence,
): Promise<MadeDocument | { revision: number; number: string }> {
  const before = item.issued;
  if (before !== null && request.reason === undefined) return standing(before);
  const revision = (before?.manifest.revision ?? 0) + 1;
  const late = lateness(item, request);
  const compose = (revisionNote: RevisionNote | null) =>
    composeDocument(composeSource(session), {
      deliverable: session.deliverables.get(item.obligation.id) as Deliverable,
      obligation: item.obligation,
      occurrence: item.occurrence,
      revision,
      issuedAt: request.now,
      readAt: request.now,
      late,
      revisionNote,
    });
  const first = await compose(null);
  requireReadable(first);
  if (before !== null && first.fingerprint === before.manifest.fingerprint) return standing(before);
  const composed = before === null ? first : await compose(noteOf(before, first, request.reason ?? ''));
  return finish(session, request, item, composed, before, late);
}

const standing = ({ manifest }: ArchivedDocument) => ({ revision: manifest.revision, number: manifest.number });

function requireReadable(composed: ComposedDocument): void {
  const first = composed.problems[0];
  if (first === undefined) return;
  throw new UserError('证据不可读，未签发', {
    file: first.path,
    found: first.message,
    expected: '可读取的记录文件',
    hint: '改正该文件或用 git 恢复后重新签发',
  });
}

function lateness(item: PlannedOccurrence, request: IssueRequest): { dueAt: string; reason: string } | null {
  const { dueAt } = item.occurrence;
  if (item.issued !== null || dueAt === null || compareInstants(request.now, dueAt) <= 0) return null;
  return { dueAt, reason: request.reason ?? CAUGHT_UP };
}

function noteOf(before: ArchivedDocument, now: ComposedDocument, reason: string): RevisionNote {
  return {
    previousNumber: before.manifest.number,
    previousIssuedAt: before.manifest.times.issued,
    reason,
    ...changedInputs(before.manifest.inputs, now.inputs),
  };
}

async function finish(
  session: Session,
  request: IssueRequest,
  item: PlannedOccurrence,
  composed: ComposedDocument,
  before: ArchivedDocument | null,
  late: { dueAt: string; reason: string } | null,
): Promise<MadeDocument> {
  const { document } = composed;
  const renderer = await session.renderer();
  const rendered = await renderer.render(document, (sha) => session.workspace.evidence.getEvidence(sha));
  const files = [
    { name: `${document.number}.html`, bytes: rendered.html },
    { name: `${document.number}.pdf`, bytes: rendered.pdf },
    { name: `${document.number}.xlsx`, bytes: rendered.xlsx },
    { name: DOCUMENT, bytes: new TextEncoder().encode(`${JSON.stringify(document, null, 1)}\n`) },
  ];
  const manifest = await manifestOf(session, request, item, composed, before, late, files);
  const folder = revisionFolder({
    year: item.occurrence.from.slice(0, 4),
    obligation: item.obligation.id,
    period: item.occurrence.period,
    revision: document.revision,
  });
  return { folder, manifest, files };
}

async function manifestOf(
  session: Session,
  request: IssueRequest,
  item: PlannedOccurrence,
  composed: ComposedDocument,
  before: ArchivedDocument | null,
  late: { dueAt: string; reason: string } | null,
  files: { name: string; bytes: Uint8Array }[],
): Promise<Manifest> {
  const { document } = composed;
  const { rendererHash } = await import('../render/renderer.ts');
  return {
    schema: 1,
    number: document.number,
    obligation: item.obligation.id,
    code: item.obligation.code,
    title: document.title,
    period: item.occurrence.period,
    periodText: periodText(item.occurrence),
    from: item.occurrence.from,
    to: item.occurrence.to,
    event: item.occurrence.event ?? null,
    revision: document.revision,
    supersedes: before?.manifest.number ?? null,
    reason: late?.reason ?? (before === null ? null : (request.reason ?? null)),
    late: late !== null,
    dueAt: item.occurrence.dueAt,
    asOf: composed.asOf,
    times: {
      collectedFrom: composed.collected?.from ?? null,
      collectedTo: composed.collected?.to ?? null,
      confirmed: composed.confirmedAt,
      issued: request.now,
      dataAsOf: composed.dataAsOf,
    },
    simulated: composed.simulated,
    marks: document.marks.map((m) => m.text),
    clauses: expandClauses(item.obligation.clauses, session.workspace.contract.contract).map((c) => c.id),
    fingerprint: composed.fingerprint,
    composer: await composerHash(),
    renderer: await rendererHash(toolRoot),
    dataCommit: await session.workspace.git.head(),
    tool: await toolVersion(),
    inputs: composed.inputs,
    outputs: files.map((f) => ({ path: f.name, ...digest(f.bytes) })),
  };
}

/** Writes all documents and commits them together. */
async function archive(session: Session, now: string, made: MadeDocument[]): Promise<void> {
  const names = made.map((m) => `${m.manifest.title} ${m.manifest.period}`);
  const subject = names.length === 1 ? `签发：${names[0]}` : `签发：${names[0]} 等 ${names.length} 份`;
  await session.workspace.change(
    subject,
    async (change) => {
      for (const { folder, manifest, files } of made) {
        for (const file of files) await change.writeFile(`${folder}/${file.name}`, file.bytes, { once: true });
        await change.writeFile(`${folder}/${MANIFEST}`, manifestBytes(manifest), { once: true });
      }
    },
    { at: now, body: made.map((m) => `${m.manifest.number}  ${formatDateTime(m.manifest.times.issued)}`).join('\n') },
  );
}

function listed(manifest: Manifest, folder: string): IssuedDocument {
  const file = (extension: string) => `${folder}/${manifest.number}.${extension}`;
  return {
    obligation: manifest.obligation,
    period: manifest.period,
    revision: manifest.revision,
    number: manifest.number,
    files: { html: file('html'), pdf: file('pdf'), xlsx: file('xlsx') },
  };
}

/** Name under which a file of the document is saved by a reader. */
export function savedAs(manifest: Manifest, extension: string): string {
  return downloadName(manifest.period, manifest.title, manifest.revision, extension);
}
