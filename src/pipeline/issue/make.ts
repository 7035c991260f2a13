/** One occurrence becomes one document with its manifest, ready to be archived: first composed, then drawn. */

import { digest } from '../../archive/digest.ts';
import { dataBytes } from '../../archive/document-file.ts';
import { DOCUMENT, revisionFolder, STATEMENT } from '../../archive/layout.ts';
import type { Manifest } from '../../archive/manifest.ts';
import type { ArchivedDocument } from '../../archive/store.ts';
import { folderYear, periodText } from '../../contract/calendar/period-text.ts';
import { sayIn, wordsOf } from '../../contract/party-words.ts';
import { countBlanks } from '../../contract/terms/blanks.ts';
import { expandClauses } from '../../contract/terms/clauses.ts';
import { TO_BE_FILLED } from '../../contract/terms/contract.ts';
import { compareInstants, formatDateTime } from '../../contract/time.ts';
import { requireNoLeaks, textsOf, traceLeaks } from '../../guard/allowed.ts';
import type { ReportDocument } from '../../report/document.ts';
import type { DocumentStatement } from '../../report/statement.ts';
import { GIVEN_LATER, NO_REASON } from '../../subjects/deliveries/judge/late-reason.ts';
import { composeDocument } from '../compose/compose.ts';
import { composerHash } from '../compose/composer.ts';
import { cutOf } from '../compose/cut-of.ts';
import { type ComposedDocument, type Revised, requireReadable, revising } from '../compose/document.ts';
import { wholeDeliverable } from '../deliverable-facts.ts';
import { shownHead } from '../log/show.ts';
import { type PlannedOccurrence, standingIssue } from '../plan/planned.ts';
import { rendererIdentity, toolVersion } from '../program.ts';
import { leaksOfDocument } from '../publishable.ts';
import { composeSource, type Session } from '../session.ts';
import { type AskSeen, requireSeen } from './must-be-seen.ts';
import { requireSound, type Unsound } from './sound-records.ts';

/** Reason of a document that the schedule issues after its time because nothing ran before. */
export const CAUGHT_UP = '系统未运行，自动补报';
/** Reason of a document that fell due while the schedule was at work and could not be issued in that minute. */
export const BUSY = '到期时系统正在采集或签发，随即补报';

/** One document to issue. */
export interface IssueOrder {
  planned: PlannedOccurrence;
  /** ISO instant of issuing. */
  now: string;
  /** Records that were changed or deleted by hand: what holds one of them is not issued. */
  unsound?: readonly Unsound[];
  /** See `ComposeRequest`. */
  altered?: readonly string[];
  /** Goes with a late issue, or makes a revision. */
  reason?: string;
  /** true: the issued one was late without a reason, so that a reason alone makes a revision. */
  owesReason?: boolean;
  /** Told before issuing what the person may want to mend first, in Chinese. */
  notice?(text: string): void;
  /** Asked when there was something to look at first; see `requireSeen`. */
  seen?: AskSeen;
  /** ISO instant since which the schedule has run without a break: what fell due later is not late for its standing still. */
  runningSince?: string;
  /** true: the closing revision, which counts up to its own issue time. */
  closing?: boolean;
}

export interface MadeDocument {
  folder: string;
  /** `dataCommit` is set when the document is archived: the commit that is then seen to hold every input. */
  manifest: Omit<Manifest, 'dataCommit'>;
  files: { name: string; bytes: Uint8Array }[];
}

/** One document that is composed and found fit to be issued, before it is drawn. */
export interface ComposedOrder {
  order: IssueOrder;
  folder: string;
  document: ReportDocument;
  statement: DocumentStatement;
  /** What only drawing and archiving tell is not there yet. */
  manifest: Omit<Manifest, 'dataCommit' | 'outputs' | 'pages'>;
}

/** The revision that stands because nothing changed. */
export interface Standing {
  revision: number;
  number: string;
  /** See `Manifest`. */
  reason: string | null;
}

/**
 * Composes one document and looks for what must not leave the house; nothing is drawn or written.
 * @throws UserError when its evidence cannot be read or it holds secrets; whatever composing throws
 */
export async function composeOrder(session: Session, given: IssueOrder): Promise<ComposedOrder | Standing> {
  const order = inWords(session, given);
  const { planned } = order;
  const before = planned.issued;
  await requireSound(session, planned, order.now, order.unsound ?? []);
  if (before !== null && order.reason === undefined) return standing(before);
  const revision = (before?.manifest.revision ?? 0) + 1;
  const late = lateness(order);
  const cut = order.closing === true ? order.now : await cutOf(session.workspace, before);
  const deliverable = await wholeDeliverable(session.deliverables, planned.obligation.id);
  const checkpoint = await shownHead(session.workspace.root);
  const compose = (revises: Revised | null) =>
    composeDocument(composeSource(session), {
      deliverable,
      obligation: planned.obligation,
      occurrence: planned.occurrence,
      revision,
      issuedAt: order.now,
      readAt: order.now,
      late,
      revises,
      firstIssuedAt: planned.firstIssuedAt,
      cut,
      checkpoint,
      altered: order.altered,
    });
  const first = await compose(null);
  requireReadable(first.problems);
  const same = before !== null && first.fingerprint === before.manifest.fingerprint;
  if (same && order.owesReason !== true && order.closing !== true) return standing(before);
  // Nothing but the reason is new then, and the page of changes says which reason it is.
  const reason = same && order.closing !== true ? `${GIVEN_LATER}${order.reason}` : order.reason;
  const composed = before === null ? first : await compose(revising(before.manifest, reason ?? ''));
  await requirePublishable(session, order, composed);
  const manifest = await manifestOf(session, order, {
    composed,
    late,
    reason: late?.reason ?? reason ?? null,
    cut: cut ?? order.now,
    checkpoint,
  });
  const { document, statement } = composed;
  return { order, folder: folderOf(planned, revision), document, statement, manifest };
}

/** The reason stands in the manifest: it is kept as the contract says it. */
function inWords({ workspace }: Session, order: IssueOrder): IssueOrder {
  const { reason } = order;
  return reason === undefined ? order : { ...order, reason: sayIn(wordsOf(workspace.contract.contract), reason) };
}

/** Draws a composed document in all its formats; nothing is written. @throws whatever drawing throws */
export async function drawOrder(
  session: Session,
  { folder, document, statement, manifest }: ComposedOrder,
): Promise<MadeDocument> {
  const renderer = await session.renderer();
  const rendered = await renderer.render(document, (sha) => session.workspace.evidence.getEvidence(sha));
  const files = [
    { name: `${document.number}.html`, bytes: rendered.html },
    { name: `${document.number}.pdf`, bytes: rendered.pdf },
    { name: `${document.number}.xlsx`, bytes: rendered.xlsx },
    { name: DOCUMENT, bytes: dataBytes(document) },
    { name: STATEMENT, bytes: dataBytes(statement) },
  ];
  const outputs = files.map((f) => ({ path: f.name, ...digest(f.bytes) }));
  return { folder, manifest: { ...manifest, outputs, pages: rendered.pages }, files };
}

const standing = ({ manifest }: ArchivedDocument): Standing => ({
  revision: manifest.revision,
  number: manifest.number,
  reason: manifest.reason,
});

/** Whether a document that is issued now is late, since when, and the reason that is printed. null: it is in time, or a revision. */
export function lateness({ planned, now, reason, runningSince }: IssueOrder): { dueAt: string; reason: string } | null {
  const limit = planned.occurrence.dueAt;
  if (standingIssue(planned) !== null || limit === null || compareInstants(now, limit) <= 0) return null;
  const ran = runningSince !== undefined && compareInstants(limit, runningSince) >= 0;
  return { dueAt: limit, reason: reason ?? (ran ? BUSY : CAUGHT_UP) };
}

interface Made {
  composed: ComposedDocument;
  late: { dueAt: string; reason: string } | null;
  reason: string | null;
  cut: string;
  /** See `shownHead`. */
  checkpoint: string | undefined;
}

async function requirePublishable(session: Session, order: IssueOrder, composed: ComposedDocument): Promise<void> {
  const { document } = composed;
  const leaks = await leaksOfDocument(session, document, order.reason);
  const inputs = composed.inputs.map(({ path }) => path);
  requireNoLeaks(await traceLeaks(session.workspace.root, leaks, inputs));
  tellIfEarly(order, document.number);
  const blanks = printedBlanks(document);
  for (const line of composed.notices) order.notice?.(line);
  if (blanks > 0) {
    const where = `在 ${[...filesOf(order.planned.blanks)].join('、') || 'contract/contract.yaml'} 填写`;
    order.notice?.(`${document.number} 有 ${blanks} 处“${TO_BE_FILLED}”，将照原样印出；${where}`);
  }
  const { obligation, occurrence } = order.planned;
  const reason = [undefined, NO_REASON].includes(order.reason) ? '' : ' --reason 原因';
  const command = `opsledger issue ${obligation.id} ${occurrence.period}${reason} --seen`;
  await requireSeen(composed.notices, order.planned, { act: '签发', command }, order.seen);
}

/** Blanks in what it says; the mark on its first page that counts them is none itself. */
const printedBlanks = (document: ReportDocument): number => countBlanks(textsOf({ ...document, marks: [] }));

/** Files that the entries name: `采购人（contract/contract.yaml）`. */
const filesOf = (blanks: readonly string[]): Set<string> =>
  new Set(blanks.flatMap((one) => /（([^（）]+)）$/.exec(one)?.[1] ?? []));

/** A person may ask for a document before its time; see `earlyMark` of the frame. */
function tellIfEarly({ planned, now, notice }: IssueOrder, number: string): void {
  const { issueFrom } = planned.occurrence;
  if (planned.issued !== null || issueFrom === null || compareInstants(now, issueFrom) >= 0) return;
  notice?.(`${number} 提前签发：早于 ${formatDateTime(issueFrom)}，其后的情况不在其中，文档上照此标明`);
}

const folderOf = ({ obligation, occurrence }: PlannedOccurrence, revision: number): string =>
  revisionFolder({
    year: folderYear(occurrence),
    obligation: obligation.id,
    period: occurrence.period,
    revision,
  });

async function manifestOf(
  session: Session,
  { planned: item, now, altered }: IssueOrder,
  { composed, late, reason, cut, checkpoint }: Made,
): Promise<ComposedOrder['manifest']> {
  const before = item.issued;
  const { document } = composed;
  return {
    schema: 2,
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
    reason: late === null && before === null ? null : reason,
    late: late !== null,
    dueAt: item.occurrence.dueAt,
    asOf: composed.asOf,
    cut,
    counted: composed.counted,
    ...(composed.figures === null ? {} : { figures: composed.figures }),
    times: {
      collectedFrom: composed.collected?.from ?? null,
      collectedTo: composed.collected?.to ?? null,
      confirmed: composed.confirmedAt,
      issued: now,
      dataAsOf: composed.dataAsOf,
    },
    simulated: composed.simulated,
    marks: document.marks.map((m) => m.text),
    clauses: expandClauses(item.obligation.clauses, session.workspace.contract.contract).map((c) => c.id),
    fingerprint: composed.fingerprint,
    composer: await composerHash(),
    renderer: await rendererIdentity(),
    tool: await toolVersion(),
    blanks: printedBlanks(document),
    ...(checkpoint === undefined ? {} : { checkpoint }),
    ...(altered === undefined ? {} : { altered: [...altered] }),
    inputs: composed.inputs,
  };
}
