/** Finds the Chinese name of a field from its place in the data. */
import { z } from 'zod';

/** Label of the field at `path`; undefined when the schema says none. */
export function labelAt(schema: z.ZodType, path: readonly PropertyKey[]): string | undefined {
  const here = fieldAt(schema, path);
  return here && ownLabel(here);
}

/** Name of the field at `path` as a person counts it: `暂停计时第 1 行的起`; undefined when the schema says none. */
export function placeLabel(schema: z.ZodType, path: readonly PropertyKey[]): string | undefined {
  const own = labelAt(schema, path);
  const row = path.findLastIndex((key) => typeof key === 'number');
  if (row === -1) return own;
  const list = labelAt(schema, path.slice(0, row));
  if (list === undefined) return own;
  const line = `${list}第 ${Number(path[row]) + 1} 行`;
  return row === path.length - 1 || own === undefined ? line : `${line}的${own}`;
}

/** Keys that the object at `path` may have; empty where there is no object. */
export function fieldKeys(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const here = fieldAt(schema, path);
  return here === undefined ? [] : keysOf(here);
}

/** One of several shapes may have the keys of any of them. */
function keysOf(schema: z.ZodType): string[] {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodUnion) return [...new Set(inner.options.flatMap((one) => keysOf(one as z.ZodType)))];
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}

/** Word of each allowed code at `path`, when the field has them. */
export function choicesAt(
  schema: z.ZodType,
  path: readonly PropertyKey[],
): Readonly<Record<string, string>> | undefined {
  for (let here = fieldAt(schema, path); here; here = inside(here)) {
    const choices = here.meta()?.['choices'];
    if (typeof choices === 'object' && choices !== null) return choices as Readonly<Record<string, string>>;
  }
  return undefined;
}

function fieldAt(schema: z.ZodType, path: readonly PropertyKey[]): z.ZodType | undefined {
  let here: z.ZodType | undefined = schema;
  for (const key of path) here = here && child(here, key);
  return here;
}

function child(schema: z.ZodType, key: PropertyKey): z.ZodType | undefined {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodObject) {
    const name = String(key);
    return Object.hasOwn(inner.shape, name) ? (inner.shape[name] as z.ZodType) : undefined;
  }
  if (inner instanceof z.ZodArray) return inner.element as z.ZodType;
  if (inner instanceof z.ZodRecord) return inner.valueType as z.ZodType;
  if (inner instanceof z.ZodUnion) {
    for (const option of inner.options) {
      const found = child(option as z.ZodType, key);
      if (found) return found;
    }
  }
  return undefined;
}

function ownLabel(schema: z.ZodType): string | undefined {
  for (let here: z.ZodType | undefined = schema; here; here = inside(here)) {
    const label = here.meta()?.['label'];
    if (typeof label === 'string') return label;
  }
  return undefined;
}

function unwrap(schema: z.ZodType): z.ZodType {
  const inner = inside(schema);
  return inner === undefined ? schema : unwrap(inner);
}

/** One layer further in: a preprocess step describes its output, a transform its input. */
function inside(schema: z.ZodType): z.ZodType | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return schema.unwrap() as z.ZodType;
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return schema.unwrap() as z.ZodType;
  if (schema instanceof z.ZodPipe) return (schema.in instanceof z.ZodTransform ? schema.out : schema.in) as z.ZodType;
  return undefined;
}
