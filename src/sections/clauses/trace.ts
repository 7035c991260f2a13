/** What stands behind each clause: obligations, issued documents and evidence. Pure. */
import { provesNothing } from '../../assess/contract/clause-evidence.ts';
import { asksFor, inspectsAnything } from '../../contract/asked.ts';
import { clauseIds, expandClauses } from '../../contract/terms/clauses.ts';
import type { Clause } from '../../contract/terms/contract.ts';
import { faultTopics, type Topic } from '../../contract/terms/topics.ts';
import type { AnyRecord } from '../../records/record.ts';
import type { SiteFacts } from '../parts/facts.ts';
import { documentHref } from '../parts/links.ts';
import { outagesByClause } from './outages.ts';

/** What stands behind one clause. */
export interface ClauseTrace {
  clause: Clause;
  obligations: {
    id: string;
    name: string;
    documents: number;
    latest: { number: string; text: string; href: string } | null;
  }[];
  /** Kinds of record that may be evidence for it. */
  evidence: Evidence[];
  /** What went down of that which it wants to run, in words; empty without any. */
  outages: string;
}

/** The records that prove each clause, by the id of their kind, in their order. */
export type ClauseRecords = ReadonlyMap<string, ReadonlyMap<string, readonly AnyRecord[]>>;

/** The records of a kind that prove a clause. */
export interface Evidence {
  kind: string;
  label: string;
  records: readonly AnyRecord[];
  /** How many there ever were of the kind, whatever they are about. */
  all: number;
}

/**
 * One trace for each clause, in the order of the contract.
 * @param proofs the records that prove each clause: `recordsByClause`
 */
export function traceClauses(facts: SiteFacts, proofs: ClauseRecords): ClauseTrace[] {
  const outages = outagesByClause(facts);
  const { contract } = facts.contract;
  const obligations = facts.obligations.map((one) => ({ one, covers: covered(one.clauses, contract) }));
  const countOf = (kind: string): number => facts.ids.get(kind)?.length ?? 0;
  const kinds = facts.kinds
    .filter((one) => !provesNothing.has(one.id) && (countOf(one.id) > 0 || isAsked(one.topics, facts)))
    .map((one) => ({ one, covers: new Set(clauseIds(contract, ...one.topics)) }));
  const issued = Map.groupBy(
    facts.documents.filter(({ status }) => status === 'issued'),
    ({ obligation }) => obligation,
  );
  const traced = new Map(
    obligations.map(({ one }): [string, ClauseTrace['obligations'][number]] => [
      one.id,
      traceObligation(one, issued.get(one.id) ?? []),
    ]),
  );
  return contract.clauses.map((clause) => ({
    clause,
    obligations: answering(clause, obligations, facts).flatMap(({ one }) => traced.get(one.id) ?? []),
    outages: outages.get(clause.id) ?? '',
    evidence: kinds
      .filter(({ covers }) => covers.has(clause.id))
      .map(({ one }) => ({
        ...{ kind: one.id, label: one.label, all: countOf(one.id) },
        records: proofs.get(clause.id)?.get(one.id) ?? [],
      })),
  }));
}

/** Those that name the clause; where none does, those with a section about it: `check` misses no document then. */
function answering<T extends { one: { id: string }; covers: ReadonlySet<string> }>(
  { id, topics }: Clause,
  all: readonly T[],
  { told }: SiteFacts,
): T[] {
  const named = all.filter(({ covers }) => covers.has(id));
  return named.length > 0 ? named : all.filter(({ one }) => told.get(one.id)?.some((topic) => topics.includes(topic)));
}

/** Whether the contract asks for what a kind of record is first of all about: else nobody expects one, and none is listed. */
function isAsked([first]: readonly Topic[], { contract }: SiteFacts): boolean {
  if (first === undefined) return false;
  if (first === 'inspection') return inspectsAnything(contract);
  return asksFor(contract.contract, ...(faultTopics.includes(first) ? faultTopics : [first]));
}

const covered = (list: readonly string[], contract: { clauses: readonly Clause[] }): Set<string> =>
  new Set(expandClauses(list, contract).map(({ id }) => id));

function traceObligation(
  { id, name }: { id: string; name: string },
  issued: SiteFacts['documents'],
): ClauseTrace['obligations'][number] {
  const latest = issued.toSorted((a, b) => Date.parse(a.issuedAt ?? '') - Date.parse(b.issuedAt ?? '')).at(-1);
  return {
    id,
    name,
    documents: issued.length,
    latest:
      latest === undefined
        ? null
        : {
            number: latest.number,
            text: `${latest.periodText} ${latest.revisionText}`,
            href: documentHref(latest.number),
          },
  };
}
