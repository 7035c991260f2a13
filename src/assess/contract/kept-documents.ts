/** Are the documents that were issued kept for as long as the contract asks for, as far as archive and signatures can show? Pure. */
import { type DateText, dateOf, type InstantText, toDate } from '../../contract/time.ts';
import type { SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';

/** One revision of a document. */
export interface Revision {
  obligation: string;
  period: string;
  revision: number;
}

export interface KeptDocuments {
  /** First day from which documents have to be there, contract time. */
  from: DateText;
  /** Every revision that archive or signatures know to have been issued since. */
  expected: Revision[];
  /** Those of which the archive has no manifest. */
  missing: Revision[];
}

/**
 * What must be there is what the archive lists, every revision before one that it lists, and whatever somebody handed over,
 * signed for or sent back: so a document that was taken away with its manifest is missed, too.
 * @param months for which documents have to be kept
 * @param issued manifests @param signoffs of the same time or later
 * @param asOf ISO instant at which it is judged
 */
export function keptDocuments(
  months: number,
  issued: readonly (Revision & { issuedAt: InstantText })[],
  signoffs: readonly SignoffRecord[],
  asOf: InstantText,
): KeptDocuments {
  const from = toDate(dateOf(asOf)).subtract({ months }).toString();
  const told = signoffs.filter(({ action }) => action !== 'confirm');
  const known = [
    ...issued.map((one) => ({ ...one, day: dateOf(one.issuedAt) })),
    ...told.map(({ obligation, period, revision, at }) => ({ obligation, period, revision, day: dateOf(at) })),
  ];
  const there = new Set(issued.map(keyOf));
  const expected = [...Map.groupBy(known, ({ obligation, period }) => `${obligation} ${period}`).values()]
    .filter((own) => own.every(({ day }) => day >= from))
    .flatMap((own): Revision[] => {
      const [{ obligation, period } = { obligation: '', period: '' }] = own;
      const last = Math.max(...own.map(({ revision }) => revision));
      return Array.from({ length: last }, (_, n) => ({ obligation, period, revision: n + 1 }));
    });
  return { from, expected, missing: expected.filter((one) => !there.has(keyOf(one))) };
}

const keyOf = ({ obligation, period, revision }: Revision): string => `${obligation} ${period} ${revision}`;
