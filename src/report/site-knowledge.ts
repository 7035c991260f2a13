/** 知识库 beside its articles: what happened that an article is about, what must be reviewed, what nobody has written yet. */

/** An incident or a consultation that an article is about. */
export interface SiteRelated {
  id: string;
  /** Name of the fault, or the question. */
  text: string;
  /** `yyyy-mm-dd` of contract time. */
  date: string;
  href: string;
}

/** A consultation of the last year: raw material of an article, and never one itself. */
export interface SiteConsultation {
  id: string;
  /** `yyyy-mm` of its page. */
  month: string;
  href: string;
  /** Contract time to the minute. */
  at: string;
  question: string;
  /** null when nobody answered yet. */
  answer: string | null;
  /** Name of the asset, or `''`. */
  system: string;
  topic: string;
  status: string;
  /** true: 待整理. false: the article that it names exists. */
  draft: boolean;
  /** Ids of the articles that the question finds, the nearest first. */
  articles: string[];
}

/** One question that finds no article, however often it was asked. */
export interface SiteUnanswered {
  question: string;
  times: number;
  /** `yyyy-mm-dd` of the last time. */
  lastAsked: string;
  system: string;
  reason: string;
  href: string;
}

export interface SiteKnowledge {
  /** How records are matched to articles, as readers are told. */
  rule: string;
  /** By article id; articles without any are left out. */
  related: Record<string, { incidents: SiteRelated[]; consultations: SiteRelated[] }>;
  /** Articles whose review is past or was never done, the longest past first. */
  review: { article: string; reason: string }[];
  unanswered: SiteUnanswered[];
  /** Newest first. */
  consultations: SiteConsultation[];
}
