/** 高频问题 (5.3.10): consultations that ask the same thing. Pure. */
import type { ConsultationRecord } from '../kinds/consultation.ts';

export interface FrequentQuestion {
  /** Newest wording. */
  question: string;
  /** Article of the knowledge base that answers it; null when none does. */
  article: string | null;
  count: number;
  departments: string[];
  /** Record ids, in order. */
  records: string[];
}

/** Letters and digits only: punctuation and spaces do not make another question. */
const normal = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/**
 * Groups of two or more, most frequent first. The words decide: one article answers many questions, of which none stands for the
 * others. The article is that of the newest answer that names one.
 */
export function frequentQuestions(consultations: readonly ConsultationRecord[], atLeast = 2): FrequentQuestion[] {
  const groups = Map.groupBy(consultations, ({ question }) => normal(question));
  return [...groups.values()]
    .filter((own) => own.length >= atLeast)
    .map((own) => ({
      question: own.at(-1)?.question ?? '',
      article: own.findLast((one) => one.article !== undefined)?.article ?? null,
      count: own.length,
      departments: [...new Set(own.map((one) => one.department))].sort(),
      records: own.map((one) => one.id).sort(),
    }))
    .sort((a, b) => b.count - a.count || ((a.records[0] ?? '') < (b.records[0] ?? '') ? -1 : 1));
}
