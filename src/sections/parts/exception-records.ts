/**
 * Which records an exception of a statement is about: those that it names, and, where it names none, those that the site finds for it. The
 * list of exceptions leads to them and they lead back by this one. Pure.
 */
import { clauseIds } from '../../contract/terms/clauses.ts';
import type { StatedException } from '../../report/statement.ts';
import dutyKind, { type DutyRecord } from '../../subjects/attendance/kinds/duty.ts';
import type { SiteFacts } from './facts.ts';

type Facts = Pick<SiteFacts, 'contract' | 'records'>;

/** In a sentence; what follows it with a hyphen is a document about it: `GZ-20260721-001-c`. */
const IDS = /(?<![A-Za-z0-9-])[A-Z]{2,3}-\d{8}-\d{3,}(?!\d)/g;

/** Ids of records, each once: of the column of records first, then of the words. Without one the duty records of that day. */
export function exceptionRecords(facts: Facts, exception: StatedException): string[] {
  const { where, text } = exception;
  const named = [...`${where} ${text}`.matchAll(IDS)].map(([id]) => id);
  return [...new Set(where === '' ? [...named, ...oddDuties(facts, exception).map(({ id }) => id)] : named)];
}

/** The duty records of the residents on that day that say other than 在岗; none where the clause is not about attendance. */
export function oddDuties({ contract, records }: Facts, { clauses, day }: StatedException): DutyRecord[] {
  const about = new Set(clauseIds(contract.contract, 'attendance'));
  if (!clauses.some((id) => about.has(id))) return [];
  return ((records[dutyKind.id] ?? []) as DutyRecord[]).filter(
    ({ date, post, state }) => date === day && post === 'resident' && state !== 'present' && state !== 'planned',
  );
}
