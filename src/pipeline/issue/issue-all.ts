/** Issues what was chosen: composes, draws and archives it, each document for itself, and lists what became of it. */
import { UserError } from '../../contract/error.ts';
import type { Session } from '../session.ts';
import { archive } from './archive.ts';
import { type ComposedOrder, composeOrder, drawOrder, type IssueOrder, type MadeDocument } from './make.ts';
import { type IssuedDocument, type IssueResult, nothingIssued } from './result.ts';
import { inParallel, inWaves } from './waves.ts';

export interface ListOptions {
  /** true: the one order was named by a person, so that its refusal is thrown instead of listed. */
  alone?: boolean;
}

/** Told after each document, for a progress bar. */
interface Progress {
  progress?(done: number, total: number, what: string): void;
}

/**
 * Issues what was chosen from a plan, all in one commit dated by the newest of their times; what tells of another document of
 * the same round goes into the next one.
 */
export async function issueAll(
  session: Session,
  orders: readonly IssueOrder[],
  options: ListOptions & Progress = {},
): Promise<IssueResult> {
  const result = nothingIssued();
  let done = 0;
  const { progress } = options;
  const step = (what: string): void => {
    done += 1;
    progress?.(done, orders.length, what);
  };
  for (const wave of inWaves(orders, session.deliverables))
    await archiveAll(session, await makeAll(session, wave, { ...options, step }, result), result);
  return result;
}

/** Archives what was made, in one commit, and lists it in the result. */
export async function archiveAll(session: Session, made: readonly MadeDocument[], result: IssueResult): Promise<void> {
  const sorted = made.toSorted((a, b) => (a.folder < b.folder ? -1 : 1));
  const archived = sorted.length === 0 ? [] : await archive(session, sorted, result);
  result.issued.push(...archived.map(({ manifest, folder }) => listed(manifest, folder)));
}

/** Composes one order. @returns undefined when there is nothing to draw: it is in the result as unchanged or failed */
export function composeListed(
  session: Session,
  order: IssueOrder,
  result: IssueResult,
  options: ListOptions = {},
): Promise<ComposedOrder | undefined> {
  return listingFailure({ order, result, options }, async () => {
    const composed = await composeOrder(session, order);
    if ('folder' in composed) return composed;
    const { obligation, period } = order.planned.occurrence;
    result.unchanged.push({ obligation, period, ...composed });
    return undefined;
  });
}

/** Draws one composed order. @returns undefined when that failed: it is in the result */
export function drawListed(
  session: Session,
  composed: ComposedOrder,
  result: IssueResult,
  options: ListOptions = {},
): Promise<MadeDocument | undefined> {
  return listingFailure({ order: composed.order, result, options }, () => drawOrder(session, composed));
}

interface Listing {
  order: IssueOrder;
  result: IssueResult;
  options: ListOptions;
}

async function listingFailure<T>({ order, result, options }: Listing, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (options.alone === true && error instanceof UserError) throw error;
    const { obligation, period } = order.planned.occurrence;
    result.failed.push({ obligation, period, reason: error instanceof Error ? error.message : String(error) });
    return undefined;
  }
}

async function makeAll(
  session: Session,
  orders: readonly IssueOrder[],
  options: ListOptions & { step(what: string): void },
  result: IssueResult,
): Promise<MadeDocument[]> {
  const made: MadeDocument[] = [];
  const one = async (order: IssueOrder): Promise<void> => {
    const composed = await composeListed(session, order, result, options);
    const document = composed && (await drawListed(session, composed, result, options));
    if (document !== undefined) made.push(document);
    options.step(order.planned.obligation.name);
  };
  await inParallel(orders, 2, one);
  return made;
}

function listed(manifest: MadeDocument['manifest'], folder: string): IssuedDocument {
  const file = (extension: string) => `${folder}/${manifest.number}.${extension}`;
  return {
    obligation: manifest.obligation,
    period: manifest.period,
    revision: manifest.revision,
    number: manifest.number,
    reason: manifest.reason,
    confirmedAt: manifest.times.confirmed,
    files: { html: file('html'), pdf: file('pdf'), xlsx: file('xlsx') },
  };
}
