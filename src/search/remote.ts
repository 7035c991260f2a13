/** The same search over an index that lies elsewhere: loads the head once, and the shards that a query needs. */
import { absentText } from './absent.ts';
import { allTerms, cleanQuery, needlesOf, parseQuery, type QueryTerm } from './ask/query.ts';
import { readQuestion } from './ask/question.ts';
import { heard, soundFilesOf } from './ask/sounds.ts';
import { suggest } from './ask/suggest.ts';
import { monthOfId, placesFile } from './index/place-files.ts';
import {
  addShard,
  addSounds,
  blockFile,
  HEAD_FILE,
  type IndexHead,
  type Places,
  parseHead,
  type SoundsFile,
  shardFile,
  shardOf,
  soundsFile,
  type TermShard,
  type TextBlock,
} from './index/shards.ts';
import type { Found, Postings, Rankable, SnippetPart, Sounds } from './index/types.ts';
import { placedIn } from './named.ts';
import { askedAs, find, type Wanted } from './search.ts';
import { makeSnippet } from './snippet.ts';

/** Gives the body of an index file by its path; rejects when it cannot be had. */
export type ReadFile = (path: string) => Promise<string>;

export interface RemoteResult extends Found {
  /** Arrives after the ranking, so that titles can be shown at once. */
  snippet(): Promise<SnippetPart[]>;
}

export interface RemoteSearch {
  search(query: string, wanted: Wanted): Promise<RemoteResult[]>;
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
    opened ??= { head, index: { ...head, postings, sounds: new Map() } };
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
  /** What a query as it was typed touches; of words that stand nowhere how they sound, and what sounds so. */
  const openFor = async (query: string): Promise<Loaded> => {
    const loaded = await open();
    await addShards(loaded, allTerms(parseQuery(query)));
    const wanted = soundFilesOf(query).filter((one) => loaded.head.sounds.includes(one));
    const bodies = await Promise.all([...new Set(wanted)].map((one) => load(soundsFile(one))));
    for (const body of bodies) addSounds(JSON.parse(body) as SoundsFile, loaded.index.sounds as Sounds);
    const spoken = heard(loaded.index, query);
    if (spoken !== null) await addShards(loaded, allTerms(parseQuery(spoken)));
    return loaded;
  };
  /** Of the records that a question names the places that the site has; those of their months alone are loaded. */
  const placesOf = async ({ places: months }: IndexHead, query: string): Promise<Map<string, string>> => {
    const known = placedIn(query).filter((id) => months.includes(monthOfId(id)));
    const places = await Promise.all(
      known.map(async (id) => JSON.parse(await load(placesFile(monthOfId(id)))) as Places),
    );
    return new Map(places.flatMap((of) => Object.entries(of)));
  };
  return {
    async search(query, wanted) {
      const loaded = await openFor(query);
      const question = readQuestion(loaded.index.documents, askedAs(loaded.index, query), wanted.today);
      await addShards(loaded, allTerms(parseQuery(question.words)));
      const { found, words } = find(loaded.index, query, wanted, await placesOf(loaded.head, query));
      const needles = needlesOf(words);
      return found.map((one) => ({
        ...one,
        async snippet() {
          if (one.document === undefined) return [];
          const block = JSON.parse(await load(blockFile(loaded.head.block[one.document] ?? 0))) as TextBlock;
          return makeSnippet(block[one.document] ?? '', needles);
        },
      }));
    },
    async missing(query, today) {
      const loaded = await openFor(query);
      const places = await placesOf(loaded.head, query);
      return absentText(loaded.index, query, (id) => places.has(id), today);
    },
    async suggest(query, limit) {
      const { index } = await open();
      return suggest(index.documents, cleanQuery(query), limit);
    },
  };
}
