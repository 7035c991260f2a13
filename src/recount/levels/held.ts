/** What held of the contract on the day on which something was reported: a supplement changes nothing that was before it. */
import type { Data } from '../data.ts';

const holds = (one: Data, day: string): boolean =>
  (one.from === undefined || one.from <= day) && (one.until === undefined || day <= one.until);

/** The contract's levels and limits as they were on a contract day; a limit no longer than its clause and paper, with their rank. */
export function termsOn(contract: Data, day: string): Data {
  const only = (list: Data): Data => list?.filter((one: Data) => holds(one, day));
  const limitsOn = (list: Data): Data[] =>
    (only(list) ?? []).flatMap((one: Data) => {
      const rank = rankOn(contract, String(one.clause), day);
      return rank === null ? [] : [{ ...one, rank }];
    });
  const levels = only(contract.levels).map((one: Data) => ({ ...one, limits: limitsOn(one.limits) }));
  return { ...contract, levels, limits: limitsOn(contract.limits) };
}

/** Ids of the clauses that hold on one of the days, ends included, each once. */
export function clausesDuring(contract: Data, from: string, to: string): string[] {
  const own: Data[] = contract.clauses ?? [];
  const held = own.filter((one) => {
    const days = daysOf(one, paperOf(contract.papers ?? [], one));
    return (days.from ?? from) <= to && from <= (days.until ?? to);
  });
  return [...new Set(held.map(({ id }) => String(id)))];
}

const daysOf = (one: Data, paper: Data | undefined): Data => ({
  from: one.from ?? paper?.from,
  until: one.until ?? paper?.until,
});

/**
 * Rank of the paper in which a clause stands on a day: the highest where it stands in several.
 * @returns null when neither the clause nor its paper holds that day
 */
export function rankOn(contract: Data, clause: string, day: string): number | null {
  const listed: Data[] = (contract.clauses ?? []).filter((one: Data) => String(one.id) === clause);
  const ranks = (listed.length === 0 ? [{ id: clause }] : listed).flatMap((one: Data): number[] => {
    const paper = paperOf(contract.papers ?? [], one);
    return holds(daysOf(one, paper), day) ? [Number(paper?.rank ?? 0)] : [];
  });
  return ranks.length === 0 ? null : Math.max(...ranks);
}

/** Whenever it holds. */
function paperRank({ clauses = [], papers = [] }: Data, id: string): number {
  const listed = clauses.filter((one: Data) => String(one.id) === id);
  return Math.max(
    ...(listed.length === 0 ? [{ id }] : listed).map((one: Data) => Number(paperOf(papers, one)?.rank ?? 0)),
  );
}

function paperOf(papers: readonly Data[], clause: Data): Data | undefined {
  if (clause.in !== undefined) return papers.find(({ id }) => id === clause.in);
  const prefix = String(clause.id).match(/^[A-Z]+/)?.[0] ?? '';
  return papers.find((one) => (one.prefix ?? '') === prefix);
}

/**
 * Of entries with `clauses` those that decide on a day: one stands behind when a paper of higher rank says otherwise of its matter,
 * also where that paper says the same besides.
 * @param about the matter @param said what is asked
 */
export function decidedOn(
  contract: Data,
  list: readonly Data[],
  day: string,
  { about, said }: { about(one: Data): unknown; said(one: Data): unknown },
): Data[] {
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  const clausesOf = (one: Data): string[] => [one.clause ?? one.clauses].flat().map(String);
  // A clause that sets the same matter otherwise elsewhere is only told of here.
  const setters = (one: Data): string[] => {
    const rivals = list.filter((other) => same(about(other), about(one)) && !same(said(other), said(one)));
    const mine = clausesOf(one).filter((clause) => !rivals.some((other) => clausesOf(other).includes(clause)));
    if (mine.length > 0) return mine;
    const top = Math.max(...clausesOf(one).map((clause) => paperRank(contract, clause)));
    return clausesOf(one).filter((clause) => paperRank(contract, clause) === top);
  };
  const ranked = list.flatMap((one) => {
    const ranks = setters(one).flatMap((clause) => rankOn(contract, clause, day) ?? []);
    return ranks.length === 0 || !holds(one, day) ? [] : [{ one, rank: Math.max(...ranks) }];
  });
  return ranked
    .filter(
      ({ one, rank }) =>
        !ranked.some(
          (other) => other.rank > rank && same(about(other.one), about(one)) && !same(said(other.one), said(one)),
        ),
    )
    .map(({ one }) => one);
}
