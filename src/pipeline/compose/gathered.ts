/** What was read for one document: plain data, and all that composing sees beside the contract and the request. */
import type { Digests } from '../../archive/digest.ts';
import type { PeriodCut } from '../../contract/calendar/cut.ts';
import type { IssuedSummary } from '../../contract/calendar/occurrence.ts';
import type { InstantText } from '../../contract/time.ts';
import type { NamedArticle } from '../../knowledge/named-articles.ts';
import type { AnyRecord, RecordKind } from '../../records/record.ts';
import type { WrittenText } from '../../report/written-text.ts';
import type { Monitoring } from '../../subjects/incidents/judge/monitoring.ts';
import type { SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';
import type { FileProblem, StoredRecord } from '../../workspace/store/record-store.ts';

export interface GatheredInputs {
  /** By kind, sorted by id. */
  records: Record<string, AnyRecord[]>;
  /** What shows where the clocks of incidents start, when the deliverable judges them or wants to know all occurrences. */
  monitoring: Monitoring;
  /** Of the records the ones that bring up occurrences, when the deliverable wants to know all occurrences. */
  events: AnyRecord[];
  /** Records of which some document has to tell, when the deliverable wants to know all occurrences. */
  happened: AnyRecord[];
  issued: IssuedSummary[];
  /** ISO: when both sides closed the project, as far as it was known; null: they had not. No time is judged beyond it. */
  closedAt: InstantText | null;
  /** The periods of the obligation up to its own, with their cuts. */
  cuts: PeriodCut[];
  /** Withdrawn records that an earlier document counted, by kind. */
  takenBack: Record<string, AnyRecord[]>;
  /** confirm and return of this occurrence, sorted by id. */
  signoffs: SignoffRecord[];
  /** Records, in order of path, for the evidence list. */
  stored: StoredRecord[];
  /** Withdrawn records that would have been among them or are taken back, in order of path: inputs that count nowhere. */
  withdrawn: StoredRecord[];
  /** The kinds that were asked for and those of the records, by id. */
  kinds: Readonly<Record<string, RecordKind>>;
  /** Every input file with its digests, sorted by path. */
  files: ({ path: string } & Digests)[];
  /** Paths of records that are read only to tell how documents stand that are not issued yet. */
  untilIssued: ReadonlySet<string>;
  /** Articles that the records name, when the deliverable prints them. */
  articles: NamedArticle[];
  written?: WrittenText;
  /** Files that could not be used: the document must not be issued. */
  problems: FileProblem[];
}
