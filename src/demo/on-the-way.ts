/**
 * Documents of the long run between being composed and being archived. The browser and another thread draw them: while they
 * are at it, the run goes on with the next moment, whose plan counts these documents as issued.
 */
import { type ArchivedDocument, readArchive, requireSound } from '../archive/store.ts';
import { compareInstants } from '../contract/time.ts';
import { archiveAll } from '../pipeline/issue/issue-all.ts';
import type { ComposedOrder, MadeDocument } from '../pipeline/issue/make.ts';
import type { IssueResult } from '../pipeline/issue/result.ts';
import type { Session } from '../pipeline/session.ts';

export interface OnTheWay {
  /** All that was issued so far, those on their way too, sorted by number. */
  issued(): ArchivedDocument[];
  /** Takes the documents of a moment; they are archived behind the caller. Waits only while too many are on their way. */
  send(documents: readonly Sent[]): Promise<void>;
  /** ISO; time of the earliest document that is on its way; null when none is. */
  oldest(): string | null;
  /** Waits until every document that was made from one of the records is archived. @throws what archiving failed with */
  arrivedOf(recordIds: ReadonlySet<string>): Promise<void>;
  /** Waits until every document of an obligation is archived: the next one rests on their manifests. @throws the same */
  arrivedOfObligation(id: string): Promise<void>;
  /** Waits until everything that was sent is archived. @throws what archiving failed with */
  arrived(): Promise<void>;
}

/** A document that is being drawn. */
export interface Sent {
  composed: ComposedOrder;
  /** undefined: drawing failed, and the result says so. */
  drawn: Promise<MadeDocument | undefined>;
}

/** Documents that are archived together: one commit for a few days costs git little more than one for a few hours. */
const TOGETHER = 6;
/** Lots on their way at one time: enough for the browser to have the next document at hand. */
const MOST = 2;

/** @param result gets what was archived, and what was not */
export async function openWay(session: Session, result: IssueResult): Promise<OnTheWay> {
  const archive = await readArchive(session.workspace.root);
  requireSound(archive);
  const issued = new Map(archive.documents.map((one) => [one.manifest.number, one]));
  let gathered: Sent[] = [];
  let lots: { documents: readonly Sent[]; done: Promise<void>; isDone: boolean }[] = [];
  let last: Promise<void> = Promise.resolve();

  const archiveDrawn = async (documents: readonly Sent[]): Promise<void> => {
    const made = (await Promise.all(documents.map(({ drawn }) => drawn))).filter((one) => one !== undefined);
    await archiveAll(session, made, result);
    const arrived = new Set([...result.issued, ...result.unchanged].map(({ number }) => number));
    for (const { composed } of documents) {
      if (!arrived.has(composed.manifest.number)) issued.delete(composed.manifest.number);
    }
  };
  const sendOff = (): void => {
    if (gathered.length === 0) return;
    const documents = gathered;
    gathered = [];
    const lot = { documents, done: last.then(() => archiveDrawn(documents)), isDone: false };
    // Whoever waits next is told of a failure; until then nobody can be.
    lot.done.then(
      () => {
        lot.isDone = true;
      },
      () => undefined,
    );
    last = lot.done;
    lots.push(lot);
  };

  const arrivedIf = async (isWanted: (sent: Sent) => boolean): Promise<void> => {
    if (gathered.some(isWanted)) sendOff();
    await lots.findLast(({ documents }) => documents.some(isWanted))?.done;
  };

  return {
    issued: () => [...issued.values()].sort((a, b) => (a.manifest.number < b.manifest.number ? -1 : 1)),
    async send(documents) {
      for (const { composed } of documents) {
        // What only drawing and archiving tell, no plan asks for.
        const manifest = { ...composed.manifest, outputs: [], dataCommit: '' };
        issued.set(manifest.number, { folder: composed.folder, manifest });
      }
      gathered.push(...documents);
      if (gathered.length >= TOGETHER) sendOff();
      while (lots.length > MOST) {
        await lots[0]?.done;
        lots = lots.slice(1);
      }
    },
    oldest() {
      const open = [...lots.filter(({ isDone }) => !isDone).flatMap(({ documents }) => documents), ...gathered];
      const times = open.map(({ composed }) => composed.manifest.times.issued);
      return times.toSorted(compareInstants)[0] ?? null;
    },
    arrivedOf: (recordIds) =>
      arrivedIf(({ composed }) => composed.manifest.inputs.some(({ path }) => recordIds.has(idOf(path)))),
    arrivedOfObligation: (id) => arrivedIf(({ composed }) => composed.manifest.obligation === id),
    async arrived() {
      sendOff();
      await last;
      lots = [];
    },
  };
}

/** Id of the record in a file; some other text for other files. */
const idOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1, path.lastIndexOf('.'));
