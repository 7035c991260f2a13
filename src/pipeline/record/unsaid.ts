/** What a correction keeps of the value that it took away: nothing, where that is what had to go. */
import { allowList } from '../../guard/allowed.ts';
import { unsaidChange } from '../../guard/unsaid.ts';
import type { AnyRecord, Correction } from '../../records/record.ts';
import { corrections } from './correct.ts';

/** @param root of the workspace, for its allow-list @param of the record that is corrected */
export async function withoutSecrets<C extends Correction | undefined>(
  root: string,
  of: Pick<AnyRecord, 'kind' | 'id'>,
  correction: C,
): Promise<C> {
  const { changes = [], ...said } = correction ?? {};
  if (changes.every(({ from }) => from === undefined)) return correction;
  const allow = await allowList(root);
  const masked = await Promise.all(changes.map((one) => unsaidChange(one, of, allow)));
  return masked.every((one, n) => one === changes[n]) ? correction : (corrections(said as Correction, masked) as C);
}
