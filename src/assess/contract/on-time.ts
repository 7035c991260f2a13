/**
 * By which fact a document is in time: what its obligation says, else the contract, else the 口径 on it, else 签发. The one
 * place that knows; `due`, site, documents and score all ask here. Pure.
 */
import { allObligations, type ContractBundle } from '../../contract/bundle/bundle.ts';
import { type OnTimeBy, onTimeWords } from '../../contract/terms/due-rules.ts';
import type { Obligation } from '../../contract/terms/obligations.ts';
import { dateOf, type InstantText } from '../../contract/time.ts';
import type { OnTimeRule } from '../../subjects/deliveries/judge/deliveries.ts';
import { chosenOption, countingOn, isBoundTo, optionsToShow } from '../../subjects/incidents/judge/interpretation.ts';
import { unsettledText } from '../../wording/interpretation-words.ts';

/** What of a contract decides it. */
export interface OnTimeTerms {
  contract: Pick<ContractBundle['contract'], 'onTimeBy'>;
  interpretations: readonly ContractBundle['interpretations'][number][];
}

/**
 * @returns which fact decides for an obligation, and which others a 口径 leaves open; with a due time, by what counts for what is due on
 * that day
 */
export function onTimeRule(
  terms: OnTimeTerms,
): (obligation: Pick<Obligation, 'onTimeBy'>, dueAt?: InstantText | null) => OnTimeRule {
  const general = ofContract(terms);
  const byDay = terms.interpretations.some((one) => one.effectiveFrom !== undefined && isBoundTo(one, 'on-time'));
  const on = (dueAt: InstantText): OnTimeRule =>
    ofContract({ ...terms, interpretations: countingOn(terms.interpretations, dateOf(dueAt)) });
  return ({ onTimeBy }, dueAt) => {
    if (onTimeBy !== undefined) return only(onTimeBy);
    return byDay && dueAt != null ? on(dueAt) : general;
  };
}

const only = (by: OnTimeBy): OnTimeRule => ({ by, readings: [by] });

function ofContract({ contract, interpretations }: OnTimeTerms): OnTimeRule {
  if (contract.onTimeBy !== undefined) return only(contract.onTimeBy);
  const chosen = chosenOption(interpretations, 'on-time');
  const readings = optionsToShow(chosen).map(({ effect = '' }) => factOfReading(effect));
  return { by: factOfReading(chosen.effect), readings: [...new Set(readings)] };
}

/** Why nothing is concluded of which fact decides, as `unsettledText` has it; null: both sides agreed on it, or the contract says it. */
export function openOnTime(terms: OnTimeTerms): string | null {
  if (ofContract(terms).readings.length < 2) return null;
  return unsettledText(...terms.interpretations.filter((one) => isBoundTo(one, 'on-time')));
}

/** Of 站点发布即送达 no time is kept but that of 签发, after which the site has it. */
export const factOfReading = (effect: string): OnTimeBy =>
  effect === 'delivered' || effect === 'received' ? effect : 'issued';

/** Every fact by which documents with a due time are in time under this contract, in the order 签发, 送达, 签收. */
export function onTimeFactsOf(terms: OnTimeTerms & Parameters<typeof allObligations>[0]): OnTimeBy[] {
  const ruleOf = onTimeRule(terms);
  const used = new Set(
    allObligations(terms)
      .filter(({ due, parts = [] }) => due !== null || parts.length > 0)
      .map((one) => ruleOf(one).by),
  );
  return ORDER.filter((one) => used.has(one));
}

/** What 按期 and 未按期 are said of where these facts decide: 签发, 送达 or 签收; of several together, 交付. */
export const onTimeWord = ([only = 'issued', ...others]: readonly OnTimeBy[]): string =>
  others.length > 0 ? '交付' : onTimeWords[only];

const ORDER: readonly OnTimeBy[] = ['issued', 'delivered', 'received'];
