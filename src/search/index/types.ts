/** What goes into the index, what it is made of, and what comes out. */

/** One page that can be found. */
export interface SearchDocument {
  url: string;
  title: string;
  /** `article`, `manual`, `document`, `problem` …: the site shows the word for it. */
  kind: string;
  text: string;
  /** The opening sentence; the beginning of `text` when it is absent. */
  lead?: string;
  /** Subjects and systems: weigh as much as the lead. */
  topics?: readonly string[];
  /** What it is one of: the same document of other periods has the same. Of a series the newest comes first. */
  series?: string;
  /** Address of the same as PDF. */
  pdf?: string;
}

/** What the ranker knows of a page without its text. */
export interface IndexedDocument {
  url: string;
  title: string;
  kind: string;
  /** Weighted number of terms, for length normalisation. */
  length: number;
  series?: string;
  pdf?: string;
}

/** Pairs of document position and weighted frequency × 2: `[doc, frequency, doc, frequency, …]`, ascending by doc. */
export type Postings = number[];

export interface SearchIndex {
  schema: 2;
  documents: IndexedDocument[];
  averageLength: number;
  postings: Map<string, Postings>;
  /** Text of each document for snippets; in a browser it arrives after the ranking. */
  texts: Map<number, string>;
  /** Address of each record by its id, and of what else has a number and is no document here: who types one wants it and no other. */
  places?: ReadonlyMap<string, string>;
}

export interface Scored {
  /** Its position. */
  document: number;
  score: number;
  /** How much of the query the document holds, by weight: 0 to 1. */
  share: number;
}

/** A document that a query found. */
export interface Hit extends Scored {
  /** Log of the odds that it is about what was asked; see `aboutness`. */
  about: number;
  /** Names of things in the question of which it holds nothing. */
  lacks: readonly string[];
}

/** The part of the index that ranking reads; a browser fills `postings` with the shards of the query's terms. */
export type Rankable = Pick<SearchIndex, 'documents' | 'averageLength' | 'postings'>;

/** A piece of a snippet; `hit` marks what matched the query. */
export interface SnippetPart {
  text: string;
  hit: boolean;
}

export interface SearchResult {
  url: string;
  title: string;
  kind: string;
  /** Larger is better; comparable only within one query. */
  score: number;
  /** See `Scored`. */
  share: number;
  /** See `Hit`. */
  about: number;
  lacks: readonly string[];
  pdf?: string;
  /** true: it bears the number that the whole question is. */
  exact?: boolean;
  /** One line of the text around the best match. */
  snippet: SnippetPart[];
}
