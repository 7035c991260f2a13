/**
 * What others need of an issued document, as data: `statement.json.gz` beside it. Composing knows it, so that nobody has to take it out of
 * sentences again. Pure.
 */
import type { ClauseState } from '../states/clause.ts';
import type { ClockState } from '../states/clock.ts';
import type { Tone } from '../states/look.ts';

/** What a document says of one clause. */
export interface StatedClause {
  id: string;
  /** null: of an older document whose word is no state of this program's. */
  code: ClauseState | null;
  /** As printed. */
  state: { text: string; tone?: Tone; mark?: string };
  /** What had to be there and what is, as printed; null: an older document that does not say it. */
  coverage: string | null;
  /** Anchor of its section. */
  section: string;
}

/** Something that a document lists as an exception. */
export interface StatedException {
  /** Ids of the clauses; empty where it names none. */
  clauses: readonly string[];
  /** Contract day; null: it is about the whole period. */
  day: string | null;
  /** Number of the record or document, or of the records; empty without one. */
  where: string;
  text: string;
  /** It is an operation that matches no permit. */
  breach?: true;
  /** The findings that it counts. */
  findings?: StatedFindings;
}

/** Findings that were late: still waiting, or mended since. */
export interface StatedFindings {
  state: 'overdue' | 'fixed-late';
  count: number;
  /** It names the first of them only. */
  cut: boolean;
}

/** A finding that a document lists as 逾期未修复: number of the vulnerability, and the asset by its name. */
export interface StatedOverdue {
  id: string;
  asset: string;
}

/** One thing of the page that a document opens with, and the anchor in the document where it stands in full: `#quota`; null: nowhere. */
export interface StatedNews {
  tone: Tone;
  text: string;
  anchor: string | null;
}

/** How a limit stood, by the name of the limit. */
export interface StatedClock {
  label: string;
  state: ClockState;
  /** The state as printed: its word may be another one by now. */
  text: string;
}

/** What a document, or a section of it, states; a part is absent where it says nothing of it. */
export interface Statement {
  /** Each once. */
  clauses?: readonly StatedClause[];
  /** In their order. */
  exceptions?: readonly StatedException[];
  /** First and last of the days that it counts whole: its interval begins and ends within a day. */
  wholeDays?: { from: string; to: string };
  /** Key figures of its first page by their ids. */
  totals?: Readonly<Record<string, number | null>>;
  /** In the order of the page: worst first. */
  news?: readonly StatedNews[];
  /** Each once. */
  overdue?: readonly StatedOverdue[];
  /** Each once; of a limit that is told twice, both, in their order. */
  clocks?: readonly StatedClock[];
  /** Ids of the 口径 that it lists as 待确认. */
  openInterpretations?: readonly string[];
  /** Its list of people. */
  people?: readonly { name: string; role: string }[];
}

/** The same of a whole document, as it is kept. A document whose statement has another schema is read as one without. */
export interface DocumentStatement extends Statement {
  schema: typeof STATEMENT_SCHEMA;
  /** Of the document: no two have the same bytes, so that one is erased without the other. */
  number: string;
}

/** Raised when a part is added: what an older statement does not say nobody may take for nothing. */
export const STATEMENT_SCHEMA = 1;

/** What the sections state together: what two of them list is listed once, and of what two of them say the first counts. */
export function statementOf(sections: readonly { stated?: Statement }[]): Statement {
  const all = sections.flatMap(({ stated }) => stated ?? []);
  return {
    ...Object.assign({}, ...all.toReversed()),
    ...together(all, 'clauses', ({ id }) => id),
    ...together(all, 'overdue', ({ id, asset }) => `${id} ${asset}`),
    ...together(all, 'clocks', ({ label, state }) => `${label} ${state}`),
    ...together(all, 'openInterpretations', (id) => id),
  };
}

type Listed = Required<Pick<Statement, 'clauses' | 'overdue' | 'clocks' | 'openInterpretations'>>;

function together<K extends keyof Listed>(
  all: readonly Statement[],
  part: K,
  keyOf: (one: Listed[K][number]) => string,
): Statement {
  const lists = all.flatMap(({ [part]: list }) => (list === undefined ? [] : [list as Listed[K]]));
  if (lists.length === 0) return {};
  const byKey = new Map<string, Listed[K][number]>();
  for (const one of lists.flat()) if (!byKey.has(keyOf(one))) byKey.set(keyOf(one), one);
  return { [part]: [...byKey.values()] };
}
