/** The same search over an index that lies elsewhere: loads the head once, and the shards that a query needs. */
import { absentText } from './absent.ts';
import { correctQuery } from './ask/correct.ts';
import { allTerms, cleanQuery, needlesOf, parseQuery, type QueryTerm } from './ask/query.ts';
import { readQuestion } from './ask/question.ts';
import { suggest } from './ask/suggest.ts';
import { monthOfId, placesFile } from './index/place-files.ts';
import {
  addShard,
  blockFile,
  documentsOf,
  HEAD_FILE,
  type IndexHead,
  type Places,
  parseHead,
  shardFile,
  shardOf,
  type TermShard,
  type TextBlock,
} from './index/shards.ts';
import type { Postings, Rankable, SnippetPart } from './index/types.ts';
import { namedFirst, namedIn, placedIn } from './named.ts';
import { inOtherWords } from './otherwise.ts';
import { rank } from './rank.ts';
import { makeSnippet } from './snippet.ts';

/** Gives the body of an index file by its path; rejects when it cannot be had. */
export type ReadFile = (path: string) => Promise<string>;

export interface RemoteResult {
  url: string;
  title: string;
  kind: string;
  score: number;
  /** See `Scored`. */
  share: number;
  /** See `Hit`. */
  about: number;
  lacks: readonly string[];
  pdf?: string;
  /** true: it bears the number that the whole question is. */
  exact?: boolean;
  /** Arrives after the ranking, so that titles can be shown at once. */
  snippet(): Promise<SnippetPart[]>;
}

export interface RemoteSearch {
  /** @param today local date `YYYY-MM-DD`, for 上个月 and the like */
  search(query: string, limit: number, today?: string): Promise<RemoteResult[]>;
  /** What the query names that is not there (see `absentText`); null when there is no such thing. */
  missing(query: string, today?: string): Promise<string | null>;
  /** Titles near to the query, for when nothing was found. */
  suggest(query: string, limit: number): Promise<string[]>;
}

interface Loaded {
  head: IndexHead;
  index: Rankable;
}

/** Opens an index; nothing is loaded before the first query. A failed load is tried again by the next query. */
export function openRemote(read: ReadFile): RemoteSearch {
  const files = new Map<string, Promise<string>>();
  const load = (path: string): Promise<string> => {
    const known = files.get(path);
    if (known !== undefined) return known;
    const loading = read(path);
    files.set(path, loading);
    loading.catch(() => files.delete(path));
    return loading;
  };
  let opened: Loaded | undefined;
  const open = async (): Promise<Loaded> => {
    if (opened !== undefined) return opened;
    const head = parseHead(await load(HEAD_FILE));
    const postings = new Map<string, Postings>();
    opened ??= { head, index: { documents: documentsOf(head), averageLength: head.averageLength, postings } };
    return opened;
  };
  const added = new Set<number>();
  const addShards = async ({ head, index }: Loaded, terms: readonly QueryTerm[]): Promise<void> => {
    const wanted = [...new Set(terms.map((term) => shardOf(term.text, head.shards)))].filter((one) => !added.has(one));
    const bodies = await Promise.all(wanted.map((shard) => load(shardFile(shard))));
    for (const [i, body] of bodies.entries()) {
      addShard(JSON.parse(body) as TermShard, index.postings);
      added.add(wanted[i] as number);
    }
  };
  /** Of the records that a question names the places that the site has; those of their months alone are loaded. */
  const placesOf = async ({ places: months = [] }: IndexHead, query: string): Promise<Map<string, string>> => {
    const known = placedIn(query).filter((id) => months.includes(monthOfId(id)));
    const places = await Promise.all(
      known.map(async (id) => JSON.parse(await load(placesFile(monthOfId(id)))) as Places),
    );
    return new Map(places.flatMap((of) => Object.entries(of)));
  };
  return {
    async search(query, limit, today) {
      const loaded = await open();
      await addShards(loaded, allTerms(parseQuery(query)));
      const asked = inOtherWords(loaded.index, correctQuery(loaded.index, query) ?? query);
      const question = readQuestion(loaded.index.documents, asked, today);
      const parsed = parseQuery(question.words);
      const needles = needlesOf(question.words);
      await addShards(loaded, allTerms(parsed));
      const ranked = rank(loaded.index, question, parsed, limit).map(
        ({ document, ...scored }): RemoteResult => ({
          ...(loaded.index.documents[document] as Rankable['documents'][number]),
          ...scored,
          async snippet() {
            const block = JSON.parse(await load(blockFile(loaded.head.block[document] ?? 0))) as TextBlock;
            return makeSnippet(block[document] ?? '', needles);
          },
        }),
      );
      const named = namedIn(loaded.index.documents, query, await placesOf(loaded.head, query));
      return namedFirst(ranked, named, (one): RemoteResult => ({ ...one, snippet: async () => [] })).slice(0, limit);
    },
    async missing(query, today) {
      const loaded = await open();
      await addShards(loaded, allTerms(parseQuery(query)));
      const places = await placesOf(loaded.head, query);
      return absentText(loaded.index, query, (id) => places.has(id), today);
    },
    async suggest(query, limit) {
      const { index } = await open();
      return suggest(index.documents, cleanQuery(query), limit);
    },
  };
}
