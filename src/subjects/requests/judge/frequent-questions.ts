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
 * Groups of two or more, most frequent first. Consultations answered by one article ask one question; without an article
 * the words decide.
 */
export function frequentQuestions(consultations: readonly ConsultationRecord[], atLeast = 2): FrequentQuestion[] {
  const groups = Map.groupBy(consultations, (one) =>
    one.article === undefined ? `text ${normal(one.question)}` : `article ${one.article}`,
  );
  return [...groups.values()]
    .filter((own) => own.length >= atLeast)
    .map((own) => ({
      question: own.at(-1)?.question ?? '',
      article: own[0]?.article ?? null,
      count: own.length,
      departments: [...new Set(own.map((one) => one.department))].sort(),
      records: own.map((one) => one.id).sort(),
    }))
    .sort((a, b) => b.count - a.count || ((a.records[0] ?? '') < (b.records[0] ?? '') ? -1 : 1));
}
