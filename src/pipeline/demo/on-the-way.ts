/**
 * Documents of the long run between being composed and being archived. The browser and another thread draw them: while they
 * are at it, the run goes on with the next moment, whose plan counts these documents as issued.
 */
import { type ArchivedDocument, readArchive, requireSound } from '../../archive/store.ts';
import { archiveAll, type IssueResult } from '../issue.ts';
import type { ComposedOrder, MadeDocument } from '../make-document.ts';
import type { Session } from '../session.ts';

export interface OnTheWay {
  /** All that was issued so far, those on their way too, sorted by number. */
  issued(): ArchivedDocument[];
  /** Archives behind the caller, in the order of calls; waits only while too many moments are on their way. */
  send(documents: readonly Sent[], result: IssueResult): Promise<void>;
  /** true while a document is on its way that was made from one of the records. */
  restsOn(recordIds: ReadonlySet<string>): boolean;
  /** Waits until everything that was sent is archived. @throws what archiving failed with */
  arrived(): Promise<void>;
}

/** A document that is being drawn. */
export interface Sent {
  composed: ComposedOrder;
  /** undefined: drawing failed, and the result says so. */
  drawn: Promise<MadeDocument | undefined>;
}

/** Moments on their way at one time: enough for the browser to have the next document at hand. */
const MOST = 3;

export async function openWay(session: Session): Promise<OnTheWay> {
  const archive = await readArchive(session.workspace.root);
  requireSound(archive);
  const issued = new Map(archive.documents.map((one) => [one.manifest.number, one]));
  let moments: { documents: readonly Sent[]; done: Promise<void> }[] = [];
  let last: Promise<void> = Promise.resolve();

  const archiveDrawn = async (documents: readonly Sent[], result: IssueResult): Promise<void> => {
    const made = await Promise.all(documents.map(({ drawn }) => drawn));
    await archiveAll(
      session,
      made.filter((one) => one !== undefined),
      result,
    );
    const arrived = new Set([...result.issued, ...result.unchanged].map(({ number }) => number));
    for (const { composed } of documents) {
      if (!arrived.has(composed.manifest.number)) issued.delete(composed.manifest.number);
    }
  };

  return {
    issued: () => [...issued.values()].sort((a, b) => (a.manifest.number < b.manifest.number ? -1 : 1)),
    async send(documents, result) {
      if (documents.length === 0) return;
      for (const { composed } of documents) {
        // What only drawing and archiving tell, no plan asks for.
        const manifest = { ...composed.manifest, outputs: [], dataCommit: '' };
        issued.set(manifest.number, { folder: composed.folder, manifest });
      }
      const done = last.then(() => archiveDrawn(documents, result));
      // Whoever waits next is told of a failure; until then nobody can be.
      done.catch(() => undefined);
      last = done;
      moments.push({ documents, done });
      while (moments.length > MOST) {
        await moments[0]?.done;
        moments = moments.slice(1);
      }
    },
    restsOn: (recordIds) =>
      moments.some(({ documents }) =>
        documents.some(({ composed }) => composed.manifest.inputs.some(({ path }) => recordIds.has(idOf(path)))),
      ),
    async arrived() {
      await last;
      moments = [];
    },
  };
}

/** Id of the record in a file; some other text for other files. */
const idOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1, path.lastIndexOf('.'));
