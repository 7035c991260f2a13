/** What was issued of a document, and what happened to it since. */
import { type ArchivedDocument, readKeptArchive } from '../../archive/store.ts';
import type { Session } from '../../pipeline/session.ts';
import { returnText } from '../../subjects/signing/judge/returns.ts';
import { voidMark } from '../../subjects/signing/judge/voids.ts';
import type { SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';
import { keptPlan } from '../kept-plan.ts';
import type { Named } from './lines.ts';

/** An issued revision and its files, as addresses of this server. */
export interface IssuedRevision {
  number: string;
  revision: number;
  issuedAt: string;
  confirmedAt: string | null;
  reason: string | null;
  /** Who made it void, when and why, and what took its place; null: nobody did. */
  annulled: string | null;
  files: { html: string; pdf: string; xlsx: string };
}

export interface IssuedLook {
  /** Newest first. */
  revisions: readonly IssuedRevision[];
  delivered: { at: string; person: string; via: string | null } | null;
  received: { at: string; person: string } | null;
  returned: { at: string; person: string; reason: string | null } | null;
}

/** @returns no revisions when nothing was issued */
export async function issuedLook(session: Session, { obligation, period, now }: Named): Promise<IssuedLook> {
  const { root, memo } = session.workspace;
  const { documents } = await readKeptArchive(root, memo);
  const own = documents.filter(({ manifest }) => manifest.obligation === obligation && manifest.period === period);
  const { items, voids } = await keptPlan(session, now);
  const delivery = items.find((one) => one.obligation.id === obligation && one.occurrence.period === period)?.delivery;
  const { delivered = null, received = null, returned = null } = delivery ?? {};
  return {
    revisions: own
      .toSorted((a, b) => b.manifest.revision - a.manifest.revision)
      .map(({ folder, manifest: { number, revision, times, reason } }) => ({
        ...{ number, revision, reason },
        issuedAt: times.issued,
        confirmedAt: times.confirmed,
        files: filesOf(folder, number),
        annulled: annulledText(voids, own, { obligation, period, revision }),
      })),
    delivered: delivered && { ...whoAndWhen(delivered), via: delivered.via ?? null },
    received: received && whoAndWhen(received),
    returned: returned && { ...whoAndWhen(returned), reason: returnText(returned) },
  };
}

/** @param own every revision of it */
function annulledText(
  voids: readonly SignoffRecord[],
  own: readonly ArchivedDocument[],
  { obligation, period, revision }: { obligation: string; period: string; revision: number },
): string | null {
  const found = voids.find(
    (one) => one.obligation === obligation && one.period === period && one.revision === revision,
  );
  if (found === undefined) return null;
  const next = own.find(({ manifest }) => manifest.revision === revision + 1)?.manifest.number ?? null;
  return voidMark(found, next);
}

const whoAndWhen = ({ at, person }: SignoffRecord) => ({ at, person });

/** Addresses under which the server gives the archive. */
function filesOf(folder: string, number: string) {
  const file = (extension: string) => `/${folder}/${number}.${extension}`;
  return { html: file('html'), pdf: file('pdf'), xlsx: file('xlsx') };
}
