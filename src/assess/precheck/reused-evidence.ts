/** One file, or one picture saved anew, as the evidence of two things. Pure. */
import { type Reuse, reusedEvidence, reuseText } from '../../records/evidence-reuse.ts';
import type { AnyRecord } from '../../records/record.ts';
import type { PrecheckLine } from './line.ts';

/** One line for each two records. @param known all records that the document has, of other periods too */
export function reusedTwice(records: readonly AnyRecord[], known: readonly AnyRecord[]): PrecheckLine[] {
  const reused = reusedEvidence([...records, ...known]);
  const pairs = new Map<string, Reuse>();
  for (const one of records.flatMap(({ id }) => reused.get(id) ?? [])) {
    const pair = pairOf(one).join(' ');
    if (!pairs.has(pair)) pairs.set(pair, one);
  }
  return [...pairs.values()].map((one) => ({
    rule: 'reused-evidence',
    records: pairOf(one),
    text: `“${one.attachment.subject}”${reuseText(one)}`,
  }));
}

const pairOf = ({ record, other }: Reuse): string[] => [record.id, other.id].sort();
