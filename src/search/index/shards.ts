/**
 * The index as files, so that a browser loads only what a query needs: one head with all titles, the postings in shards
 * by term, the texts in blocks by document. A terminal reads the same files, all of them.
 */

import { isLatin } from '../text/tokenise.ts';
import { monthOfId, placesFile } from './place-files.ts';
import type { IndexedDocument, Postings, SearchIndex } from './types.ts';

/** What must be loaded before the first result, besides the shards of the query's terms. */
export interface IndexHead {
  schema: 2;
  /** Columns, because they compress better than rows. */
  urls: string[];
  titles: string[];
  kinds: string[];
  /** Position in `kinds` of each document. */
  kind: number[];
  series: string[];
  /** Position in `series` of each document; -1 for none. */
  ofSeries: number[];
  lengths: number[];
  averageLength: number;
  /** Number of term shards. */
  shards: number;
  /** Text block of each document. */
  block: number[];
  /** Of each document whether it is there as PDF, too, under the address that `pdfOf` makes of its own. */
  pdf?: (0 | 1)[];
  /** Months of which there is a file with the addresses of their records. */
  places?: string[];
}
/** Postings of one shard; document numbers are differences to the one before. */
export type TermShard = Record<string, number[]>;
/** Addresses by record ids. */
export type Places = Record<string, string>;
/** Texts of one block by document number. */
export type TextBlock = Record<string, string>;

export interface IndexFile {
  path: string;
  body: string;
}

export const HEAD_FILE = 'index.json';
const SHARD_CHARACTERS = 6_000;
const BLOCK_CHARACTERS = 12_000;
const MAX_SHARDS = 1024;

export const shardFile = (shard: number): string => `terms/${shard}.json`;
const pdfOf = (url: string): string => url.replace(/\.html$/, '.pdf');
export const blockFile = (block: number): string => `text/${block}.json`;

/** The shard of a term. Latin words go by their first two characters, so that all words with one beginning are together. */
export function shardOf(term: string, shards: number): number {
  const key = isLatin(term) ? term.slice(0, 2) : term;
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  // FNV-1a leaves the low bits of short keys alike; fold the high ones in.
  hash ^= hash >>> 15;
  return (hash >>> 0) % shards;
}

/** Writes an index as files; the same index gives the same files. */
export function toFiles(index: SearchIndex): IndexFile[] {
  const kinds = [...new Set(index.documents.map((document) => document.kind))];
  const series = [...new Set(index.documents.flatMap((document) => document.series ?? []))];
  const blocks = packTexts(index);
  const shards = packTerms(index);
  const months = Map.groupBy(index.places ?? [], ([id]) => monthOfId(id));
  const head: IndexHead = {
    schema: 2,
    urls: index.documents.map((document) => document.url),
    titles: index.documents.map((document) => document.title),
    kinds,
    kind: index.documents.map((document) => kinds.indexOf(document.kind)),
    series,
    ofSeries: index.documents.map((document) => series.indexOf(document.series ?? '')),
    lengths: index.documents.map((document) => document.length),
    averageLength: index.averageLength,
    shards: shards.length,
    block: blocks.of,
    pdf: index.documents.map(({ url, pdf }) => (pdf === pdfOf(url) ? 1 : 0)),
    places: [...months.keys()],
  };
  return [
    { path: HEAD_FILE, body: JSON.stringify(head) },
    ...shards.map((shard, i) => ({ path: shardFile(i), body: JSON.stringify(shard) })),
    ...blocks.blocks.map((block, i) => ({ path: blockFile(i), body: JSON.stringify(block) })),
    ...[...months].map(([month, own]) => ({ path: placesFile(month), body: JSON.stringify(Object.fromEntries(own)) })),
  ];
}

function packTexts(index: SearchIndex): { blocks: TextBlock[]; of: number[] } {
  const blocks: TextBlock[] = [];
  let size = BLOCK_CHARACTERS;
  const of = index.documents.map((_, number) => {
    const text = index.texts.get(number) ?? '';
    if (size + text.length > BLOCK_CHARACTERS) {
      blocks.push({});
      size = 0;
    }
    size += text.length;
    (blocks.at(-1) as TextBlock)[number] = text;
    return blocks.length - 1;
  });
  return { blocks, of };
}

function packTerms(index: SearchIndex): TermShard[] {
  let characters = 0;
  for (const [term, postings] of index.postings) characters += term.length + 4 + postings.length * 2;
  const count = Math.max(1, Math.min(MAX_SHARDS, Math.ceil(characters / SHARD_CHARACTERS)));
  const shards: TermShard[] = Array.from({ length: count }, () => Object.create(null) as TermShard);
  for (const [term, postings] of index.postings) {
    (shards[shardOf(term, count)] as TermShard)[term] = toDifferences(postings);
  }
  return shards;
}

function toDifferences(postings: Postings): number[] {
  return postings.map((value, i) => (i % 2 === 0 && i > 0 ? value - (postings[i - 2] as number) : value));
}

/** Puts a shard's postings into the map that the ranker reads. */
export function addShard(shard: TermShard, into: Map<string, Postings>): void {
  for (const term of Object.keys(shard)) {
    const postings = [...(shard[term] as number[])];
    for (let i = 2; i < postings.length; i += 2) postings[i] = (postings[i] as number) + (postings[i - 2] as number);
    into.set(term, postings);
  }
}

/** The documents of a head, as the ranker reads them. */
export function documentsOf(head: IndexHead): IndexedDocument[] {
  return head.urls.map((url, i) => {
    const series = head.series[head.ofSeries[i] ?? -1];
    return {
      url,
      title: head.titles[i] ?? '',
      kind: head.kinds[head.kind[i] ?? 0] ?? '',
      length: head.lengths[i] ?? head.averageLength,
      ...(series === undefined ? {} : { series }),
      ...(head.pdf?.[i] === 1 ? { pdf: pdfOf(url) } : {}),
    };
  });
}

/**
 * Reads a whole index back.
 * @param read gives the body of a file by its path; whatever it throws is passed on
 * @throws Error when the files were written by another version
 */
export function fromFiles(read: (path: string) => string): SearchIndex {
  const head = parseHead(read(HEAD_FILE));
  const postings = new Map<string, Postings>();
  for (let shard = 0; shard < head.shards; shard++) addShard(JSON.parse(read(shardFile(shard))) as TermShard, postings);
  const texts = new Map<number, string>();
  for (const block of new Set(head.block)) {
    const entries = JSON.parse(read(blockFile(block))) as TextBlock;
    for (const [number, text] of Object.entries(entries)) texts.set(Number(number), text);
  }
  const places = new Map(
    (head.places ?? []).flatMap((month) => Object.entries(JSON.parse(read(placesFile(month))) as Places)),
  );
  return { schema: 2, documents: documentsOf(head), averageLength: head.averageLength, postings, texts, places };
}

/** @throws Error when the head was written by another version */
export function parseHead(body: string): IndexHead {
  const head = JSON.parse(body) as IndexHead;
  if (head.schema !== 2) throw new Error(`search index schema ${String(head.schema)} is not 2`);
  return head;
}
