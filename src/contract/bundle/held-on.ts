/** The whole of a contract's data as it held on a day or in a span of days. Pure. */

import { assetsDuring, assetsOn, contractDuring, contractOn } from '../precedence/held-views.ts';
import type { HeldSpan } from '../terms/held.ts';
import type { DateText } from '../time.ts';
import type { ContractBundle } from './bundle.ts';

/** What held on one day (`yyyy-mm-dd`, contract time): by it whatever happened that day is judged. */
export function heldOn(bundle: ContractBundle, day: DateText): ContractBundle {
  const contract = contractOn(bundle.contract, day);
  const assets = assetsOn(bundle.assets, day);
  return contract === bundle.contract && assets === bundle.assets ? bundle : { ...bundle, contract, assets };
}

/** What held on any day of a period, both ends inclusive: what a document about the period lists and counts. */
export function heldDuring(bundle: ContractBundle, span: HeldSpan): ContractBundle {
  const contract = contractDuring(bundle.contract, span);
  const assets = assetsDuring(bundle.assets, span);
  return contract === bundle.contract && assets === bundle.assets ? bundle : { ...bundle, contract, assets };
}
