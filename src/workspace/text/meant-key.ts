/** The key that a person meant by one which a schema does not know: a slip of the pen, or its Chinese name. */
import type { z } from 'zod';
import { editDistance, nearest } from '../../contract/nearest.ts';
import { fieldKeys, labelAt } from './field-label.ts';

interface Known {
  key: string;
  label: string | undefined;
}

/**
 * What to say of the keys that the object at `path` cannot have; empty when none of them is near a known one.
 * @returns `您是不是要 text（内容）？`, naming each wrong key when there are several
 */
export function meantKeys(schema: z.ZodType, path: readonly PropertyKey[], wrong: readonly string[]): string {
  const known = fieldKeys(schema, path).map((key) => ({ key, label: labelAt(schema, [...path, key]) }));
  return wrong
    .flatMap((key) => {
      const meant = meantKey(key, known);
      return meant === undefined ? [] : [`${wrong.length === 1 ? '' : `${key} `}您是不是要 ${shown(meant)}？`];
    })
    .join('');
}

const shown = ({ key, label }: Known): string => (label === undefined ? key : `${key}（${label}）`);

function meantKey(wrong: string, known: readonly Known[]): Known | undefined {
  const [slip] = known
    .filter(({ key }) => isSlip(wrong, key))
    .toSorted((a, b) => off(wrong, a.key) - off(wrong, b.key));
  if (slip !== undefined) return slip;
  const named = known.filter(({ label }) => label !== undefined);
  return nearest(wrong, named, ({ label }) => label ?? '', 1)[0];
}

/** Case and separators are no letters: `restored_at` is `restoredAt`. */
const letters = (key: string): string => key.toLowerCase().replace(/[-_ ]/g, '');
const off = (wrong: string, key: string): number => editDistance(letters(wrong), letters(key));

/** One wrong letter in three: more of a short key would be another key. */
const isSlip = (wrong: string, key: string): boolean => off(wrong, key) <= Math.floor(letters(key).length / 3);
