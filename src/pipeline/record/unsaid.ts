/** What a correction keeps of the value that it took away: nothing, where that is what had to go. */
import { allowList, leaksOf } from '../../guard/allowed.ts';
import { leakName } from '../../guard/leak.ts';
import type { AnyRecord, Correction, FieldChange } from '../../records/record.ts';
import { corrections } from './correct.ts';

/**
 * A secret that was taken out of a record would be printed again beside the new value, by each document that tells of the correction,
 * and no document with it could be issued.
 * @param root of the workspace, for its allow-list @param of the record that is corrected
 */
export async function withoutSecrets<C extends Correction | undefined>(
  root: string,
  of: Pick<AnyRecord, 'kind' | 'id'>,
  correction: C,
): Promise<C> {
  const { changes = [], ...said } = correction ?? {};
  if (changes.every(({ from }) => from === undefined)) return correction;
  const allow = await allowList(root);
  const masked = await Promise.all(
    changes.map(async (one): Promise<FieldChange> => {
      if (one.from === undefined) return one;
      const [leak] = await leaksOf([{ file: one.path, text: `${one.label}：${one.from}\n${one.from}` }], allow, () => ({
        ...{ in: `${of.kind}/${of.id}`, kind: of.kind, field: one.path.replaceAll(/\[[^\]]*\]/g, '') },
      }));
      return leak === undefined ? one : { ...one, from: `〔疑为${leakName(leak)}，不重述〕` };
    }),
  );
  return masked.every((one, n) => one === changes[n]) ? correction : (corrections(said as Correction, masked) as C);
}
