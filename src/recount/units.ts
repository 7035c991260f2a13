/** Which unit composes the document of an obligation: several obligations may share one. */
import type { Data } from './data.ts';
import type { Terms } from './terms.ts';

type Document = Pick<Terms, 'obligations' | 'manifest'>;

export const unitIn = (obligations: readonly Data[], id: string): string =>
  obligations.find((one) => one.id === id)?.unit ?? id;

/** Unit of the document that is counted again. */
export const ownUnit = ({ obligations, manifest }: Document): string => unitIn(obligations, manifest.obligation);

/** Whether an obligation's documents are of a unit. */
export const isOf = ({ obligations }: Pick<Terms, 'obligations'>, id: string, unit: string): boolean =>
  unitIn(obligations, id) === unit;

/** What of a period may still change after it was counted. */
export type Part = 'deliveries' | 'incidents' | 'outages' | 'changes' | 'work' | 'findings';

/** What each unit counts of it. */
const COUNTED: Readonly<Record<string, readonly Part[]>> = {
  'monthly-maintenance': ['deliveries', 'incidents', 'outages', 'changes', 'work', 'findings'],
  'service-review': ['deliveries', 'incidents', 'outages', 'changes', 'work', 'findings'],
  'compliance-statement': ['deliveries', 'incidents'],
  'assessment-score': ['deliveries', 'incidents'],
  'vulnerability-assessment': ['findings'],
};

/** Of a 期间报告 by the sections that the data chose. */
const COUNTED_IN: Readonly<Record<string, readonly Part[]>> = {
  deliveries: ['deliveries'],
  clocks: ['incidents'],
  incidents: ['incidents'],
  quota: ['incidents'],
  availability: ['outages'],
  vulnerabilities: ['findings'],
  optimisation: ['changes', 'work'],
};

/** What the document counts, and keeps that it did; nothing of a document that counts no such thing. */
export function partsOf(document: Document): readonly Part[] {
  const unit = ownUnit(document);
  if (unit !== 'period-report') return COUNTED[unit] ?? [];
  const own = document.obligations.find(({ id }) => id === document.manifest.obligation);
  return ((own?.sections ?? []) as string[]).flatMap((one) => COUNTED_IN[one] ?? []);
}

export const counts = (document: Document, part: Part): boolean => partsOf(document).includes(part);
