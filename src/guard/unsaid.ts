/**
 * What a correction keeps of the values that it changed, without what must not be told again: a secret that was taken out of a record
 * would be printed beside the new value by each document that tells of the correction. New corrections do not keep it; of earlier ones,
 * which nobody changes, it is not shown.
 */
import type { AnyRecord, Correction, FieldChange } from '../records/record.ts';
import { leaksOf } from './allowed.ts';
import { type AllowList, type Leak, type LeakPlace, leakName } from './leak.ts';

const NOTE = (leak: Leak): string => `〔疑为${leakName(leak)}，不重述〕`;

/** The change without its values that the gate takes for a secret; the same object where there is none. @param of its record */
export async function unsaidChange(change: FieldChange, of: OfRecord, allow: AllowList): Promise<FieldChange> {
  const { label, from, to, path } = change;
  const place = { ...placeOf(of), field: path.replaceAll(/\[[^\]]*\]/g, '') };
  const [was, is] = await Promise.all([from, to].map((value) => value && unsaidText(value, label, { place, allow })));
  if (was === from && is === to) return change;
  return { ...change, ...(was === undefined ? {} : { from: was }), ...(is === undefined ? {} : { to: is }) };
}

type OfRecord = Pick<AnyRecord, 'kind' | 'id'>;
const placeOf = ({ kind, id }: OfRecord): LeakPlace => ({ in: `${kind}/${id}`, kind });

/** Texts come again with each document that rests on their record. */
const known = new Map<string, Promise<string>>();
const MOST_KNOWN = 5000;

/** @param label what the value is called: by that it may be told for what it is @param place where it would have to be allowed */
function unsaidText(
  text: string,
  label: string,
  { place, allow }: { place: LeakPlace; allow: AllowList },
): Promise<string> {
  const key = JSON.stringify([label, text, ...(allow.length === 0 ? [] : [place, allow])]);
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= MOST_KNOWN) known.clear();
  const told = leaksOf([{ file: label, text: `${label}：${text}\n${text}` }], allow, () => place).then(([leak]) =>
    leak === undefined ? text : NOTE(leak),
  );
  known.set(key, told);
  return told;
}

/** The record whose corrections tell nothing that the gate takes for a secret; the same object where they tell nothing of the kind. */
export async function unsaidRecord<T extends OfRecord & Pick<AnyRecord, 'corrections'>>(
  record: T,
  allow: AllowList,
): Promise<T> {
  const { corrections } = record;
  if (corrections === undefined) return record;
  const told = await Promise.all(corrections.map((one) => unsaidCorrection(one, record, allow)));
  return told.every((one, n) => one === corrections[n]) ? record : { ...record, corrections: told };
}

async function unsaidCorrection(correction: Correction, of: OfRecord, allow: AllowList): Promise<Correction> {
  const { changes, what, reason } = correction;
  const at = { place: placeOf(of), allow };
  const [said, why] = await Promise.all([unsaidText(what, '更正内容', at), unsaidText(reason, '原因', at)]);
  const own = changes && (await Promise.all(changes.map((one) => unsaidChange(one, of, allow))));
  if (said === what && why === reason && (own ?? []).every((one, n) => one === changes?.[n])) return correction;
  return { ...correction, what: said, reason: why, ...(own === undefined ? {} : { changes: own }) };
}
