/** What a part of a report brings to its first page. */
import type { KeyFigure } from '../../src/report/block.ts';
import type { PeriodFacts } from '../periodic/facts.ts';
import type { News, Reference } from './ranking.ts';

/** The key under which an inspection that was owed is told of: `2026-11-24`, or a span as `inspectionGaps` writes it. */
export const inspectionOn = (day: string): string => `inspection ${day}`;

/** A figure of the period beside that of the period before. */
export interface KeyRow {
  /** With its figure, by whose id the period before is asked. */
  item: KeyFigure;
  /** What the contract asks for in the same period; absent: no number. */
  asked?: string;
  /** Which way is better; absent: neither. */
  better?: 'more' | 'less';
  /** Counter of a number: 起, 份. */
  counter?: string;
  /** What stands behind the difference: 其中 2 起同因. */
  why?: string;
}

/** Something that the purchaser is asked to decide, confirm or sign. */
export interface Decision {
  text: string;
  references: readonly Reference[];
  /** ISO day since when it waits; null: since the service began. */
  since: string | null;
}

/** All pure; each says nothing of what the contract does not ask for and nobody measured. */
export interface Part {
  /** Where its figures stand among those of the others. */
  order: number;
  news?(facts: PeriodFacts): readonly News[];
  /** What was measured and found good, as clauses of one sentence; empty as soon as any of it is not. */
  proofs?(facts: PeriodFacts): readonly string[];
  rows?(facts: PeriodFacts): readonly KeyRow[];
  decisions?(facts: PeriodFacts): readonly Decision[];
}
