/** What a section of a period report is: what it tells of, what it rests on, what it brings to the first page, how it is composed. */
import type { Topic } from '../../src/contract/terms/topics.ts';
import type { Section } from '../../src/report/block.ts';
import type { Part } from '../first-page/part.ts';
import type { CountedPart, PeriodFacts } from '../periodic/facts.ts';

export interface ReportSection {
  /** As the data name it. */
  id: string;
  /** As the manual and messages name it; the document prints the section's own. */
  title: string;
  /** Kinds of record that it rests on, and `manifest`. */
  kinds: readonly string[];
  /** true: wants the calendar of everything that is due. */
  occurrences?: boolean;
  /** true: judges incidents by what monitoring saw. */
  monitoring?: boolean;
  /** What it counts of things that may still change. */
  counts?: readonly CountedPart[];
  /** What of a contract it tells of. */
  topics?: readonly Topic[];
  /** What it brings to the first page; a part that several sections bring is told once. */
  parts?: readonly Part[];
  /** Several where the contract has several such things, none where it has none. Pure. */
  compose(facts: PeriodFacts): Section | Section[];
}
