/** Whether a call was answered, or called back, within the limit of the clauses about the telephone. Pure. */
import { contractOn } from '../../../contract/precedence/held-views.ts';
import { clauseIds } from '../../../contract/terms/clauses.ts';
import type { Contract } from '../../../contract/terms/contract.ts';
import { dateOf } from '../../../contract/time.ts';
import type { CallRecord } from '../../requests/kinds/call.ts';
import { withinLimit } from './judge-limit.ts';
import { elapsed, type Limit, type LimitSource, limitsFor } from './limits.ts';

export interface CallTerms extends Omit<LimitSource, 'contract'> {
  contract: Pick<Contract, 'clauses' | 'papers' | 'levels' | 'limits' | 'calendars' | 'places'>;
}

export interface JudgedCall {
  limit: Limit;
  /** Seconds from the ring to the answer or the call back; null of a call that nobody took. */
  seconds: number | null;
  inTime: boolean;
}

/** null where no clause about the telephone has a limit for the moment of the call. */
export function judgeCall(terms: CallTerms, call: CallRecord): JudgedCall | null {
  const clauses = clauseIds(terms.contract, 'phone');
  const source = { ...terms, contract: contractOn(terms.contract, dateOf(call.at)) };
  const [limit] = limitsFor(source, 'response', { level: '', start: call.at, calendar: null }, ({ clause }) =>
    clauses.includes(clause),
  );
  if (limit === undefined) return null;
  const end = call.outcome === 'missed' ? undefined : (call.answeredAt ?? call.calledBackAt);
  if (end === undefined) return { limit, seconds: null, inTime: false };
  const seconds = elapsed(limit, call.at, end);
  return { limit, seconds, inTime: withinLimit(limit, call.at, seconds) };
}
