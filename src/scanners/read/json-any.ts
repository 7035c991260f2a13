/** Looks into values of which formats and their versions differ (`any`): absent wherever the path leads nowhere. */
import type { Json } from './json-shape.ts';

/** The value at a key path. */
export function valueAt(value: Json | undefined, ...path: string[]): Json | undefined {
  return path.reduce<Json | undefined>((at, key) => (at instanceof Map ? at.get(key) : undefined), value);
}

/** The text at a key path; absent when it is empty or no text. */
export function textAt(value: Json | undefined, ...path: string[]): string | undefined {
  const found = valueAt(value, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** The texts of the array at a key path. */
export function textsAt(value: Json | undefined, ...path: string[]): string[] {
  const found = valueAt(value, ...path);
  return Array.isArray(found) ? found.filter((item): item is string => typeof item === 'string' && item !== '') : [];
}
