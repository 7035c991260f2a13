/** One document as the purchaser is shown it: how it stands, its files as the archive has them, and what was sent back before. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { savedAs } from '../archive/layout.ts';
import type { ArchivedDocument } from '../archive/store.ts';
import { revisionText } from '../contract/calendar/period-text.ts';
import { EnvironmentError } from '../contract/error.ts';
import { dateOf, formatDateTime } from '../contract/time.ts';
import { declaredByBoth } from '../pipeline/log/declared.ts';
import type { Plan } from '../pipeline/plan/plan.ts';
import type { PlannedOccurrence } from '../pipeline/plan/planned.ts';
import type { Session } from '../pipeline/session.ts';
import { isPurchasers } from '../records/purchaser.ts';
import { receiptWords } from '../states/receipt.ts';
import { awaitsSince, receiptState } from '../subjects/deliveries/judge/receipt.ts';
import { returnText } from '../subjects/signing/judge/returns.ts';
import { type SignoffRecord, signoffActions } from '../subjects/signing/kinds/signoff.ts';
import { blobOfMark } from '../workspace/git/erased.ts';
import { ErasedError } from '../workspace/store/evidence.ts';
import { eventTitles } from './documents/line-words.ts';
import { keptPlan } from './kept-plan.ts';
import { type AwaitingDocument, awaitingDocument, type Opened } from './receive-waiting.ts';

/** One file of a document as the archive has it. */
export interface ArchivedFile {
  bytes: Uint8Array;
  type: string;
  name: string;
  fingerprint: string;
  /** Pages of the printed document; 0: not counted. */
  pages: number;
}

export interface DocumentToReceive extends AwaitingDocument {
  fingerprint: string;
  /** 签收 or 退回 is still to be said. */
  waits: boolean;
  /** How it stands, in a word. */
  state: string;
  /** What was printed on it: 补报, 未经人工确认 … */
  marks: string[];
  hasPdf: boolean;
  /** 签收 or 退回 that an account of the purchaser's said of this revision, and that they may take back; null: none. */
  own: { what: string; at: string; person: string; said: string } | null;
  /** Earlier revisions that were sent back, and why. */
  before: { revision: string; at: string; person: string; said: string }[];
}

/** Forms in which a document is read, with their media types. */
const FORMATS: Readonly<Record<string, string>> = { html: 'text/html; charset=utf-8', pdf: 'application/pdf' };

/** The current revision of that number; undefined: none, or a later one took its place. */
export const currentOf = (
  { items }: Plan,
  number: string,
): (PlannedOccurrence & { issued: ArchivedDocument }) | undefined =>
  items.find((one): one is PlannedOccurrence & { issued: ArchivedDocument } => one.issued?.manifest.number === number);

/** See `receiveCalls`. */
export async function oneDocument(
  session: Session,
  number: string,
  opened: Opened,
  now: string,
): Promise<DocumentToReceive | null> {
  const plan = await keptPlan(session, now);
  const item = currentOf(plan, number);
  if (item === undefined) return null;
  const { issued, delivery, obligation, occurrence } = item;
  const { manifest } = issued;
  const since = awaitsSince(delivery);
  const before = plan.returns.filter(
    (one) => one.obligation === obligation.id && one.period === occurrence.period && one.revision < manifest.revision,
  );
  const handedOver = since ?? delivery.delivered?.at ?? null;
  const titles = await eventTitles(session, [item]);
  const around = { opened, titles, declared: await declaredByBoth(session.workspace), today: dateOf(now) };
  const shown = awaitingDocument({ item, issued, since: handedOver ?? now }, around);
  return {
    ...shown,
    deliveredAt: handedOver === null ? '' : shown.deliveredAt,
    fingerprint: manifest.fingerprint,
    waits: since !== null,
    state: receiptWords[receiptState(delivery)],
    marks: [...manifest.marks, ...shown.declared],
    own: ownAnswer(delivery),
    hasPdf: manifest.outputs.some(({ path }) => path.endsWith('.pdf')),
    before: before.map((one) => ({
      revision: revisionText(one.revision),
      at: formatDateTime(one.at),
      person: one.person,
      said: returnText(one),
    })),
  };
}

function ownAnswer(delivery: PlannedOccurrence['delivery']): DocumentToReceive['own'] {
  const own = answerOf(delivery);
  if (own === null) return null;
  const { action, at, person, reason } = own;
  const said = action === 'return' ? returnText(own) : (reason ?? '');
  return { what: signoffActions[action], at: formatDateTime(at), person, said };
}

/** What an account of the purchaser's said of the revision that stands. */
export function answerOf({ received, returned }: PlannedOccurrence['delivery']): SignoffRecord | null {
  const own = received ?? returned;
  return own !== null && isPurchasers(own.enteredBy) ? own : null;
}

/** See `receiveCalls`. */
export async function archivedFile(
  session: Session,
  number: string,
  format: string,
  now: string,
): Promise<ArchivedFile | null> {
  const type = FORMATS[format];
  const item = currentOf(await keptPlan(session, now), number);
  if (type === undefined || item === undefined) return null;
  const { issued } = item;
  const bytes = await intactFile(session, issued, format);
  if (bytes === null) return null;
  const printed = format === 'pdf' ? bytes : await intactFile(session, issued, 'pdf');
  const { fingerprint } = issued.manifest;
  return { bytes, type, name: savedAs(issued.manifest, format), fingerprint, pages: pagesOf(printed) };
}

/** @throws EnvironmentError when it cannot be read, or is not the file that was issued: nobody signs for another one */
async function intactFile(
  { workspace: { root } }: Session,
  { folder, manifest }: ArchivedDocument,
  format: string,
): Promise<Uint8Array | null> {
  const name = `${manifest.number}.${format}`;
  const output = manifest.outputs.find(({ path }) => path === name);
  if (output === undefined) return null;
  const file = `${folder}/${name}`;
  const bytes = await readFile(join(root, file)).catch((error: NodeJS.ErrnoException) => {
    throw fault(file, error.code ?? error.message);
  });
  if (blobOfMark(bytes) !== undefined) throw new ErasedError(file);
  if (createHash('sha256').update(bytes).digest('hex') !== output.sha256) throw fault(file, '内容与清单的校验值不符');
  return bytes;
}

const fault = (file: string, found: string): EnvironmentError =>
  new EnvironmentError('文档的文件不可用，不能据以签收', {
    file,
    found,
    expected: '签发时的文件',
    hint: '请⟦供应商⟧运行 opsledger verify 查明',
  });

/** A page object of a PDF, of those that this program writes: not compressed into object streams. */
const PAGE = /\/Type\s*\/Page(?![s\w])/g;

const pagesOf = (pdf: Uint8Array | null): number =>
  pdf === null ? 0 : (Buffer.from(pdf).toString('latin1').match(PAGE)?.length ?? 0);
