/** What was read for one document: plain data, and all that composing sees beside the contract and the request. */
import type { Digests } from '../../archive/digest.ts';
import type { IssuedSummary } from '../../contract/occurrence.ts';
import type { NamedArticle } from '../../knowledge/named.ts';
import type { SignoffRecord } from '../../records/kinds/signoff.ts';
import type { AnyRecord, RecordKind } from '../../records/record.ts';
import type { WrittenText } from '../../report/written-text.ts';
import type { FileProblem, StoredRecord } from '../../workspace/store/records.ts';

export interface GatheredInputs {
  /** By kind, sorted by id. */
  records: Record<string, AnyRecord[]>;
  /** Of these the ones that bring up occurrences, when the deliverable wants to know all occurrences. */
  events: AnyRecord[];
  issued: IssuedSummary[];
  /** confirm and return of this occurrence, sorted by id. */
  signoffs: SignoffRecord[];
  /** Records, in order of path, for the evidence list. */
  stored: StoredRecord[];
  /** Records that were withdrawn and would have been among them, in order of path: inputs that count nowhere. */
  withdrawn: StoredRecord[];
  /** The kinds that were asked for and those of the records, by id. */
  kinds: Readonly<Record<string, RecordKind>>;
  /** Every input file with its digests, sorted by path. */
  files: ({ path: string } & Digests)[];
  /** Articles that the records name, when the deliverable prints them. */
  articles: NamedArticle[];
  written?: WrittenText;
  /** Files that could not be used: the document must not be issued. */
  problems: FileProblem[];
}
