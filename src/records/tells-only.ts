/**
 * Fields that only tell: by them nothing is judged, so that whoever mends a word of them moves no verdict. Every other time, number,
 * choice and person of a record may decide one. Pure.
 */
import { z } from 'zod';

const telling = z.registry<{ tells: true }>();

/** The schema of a field, or of a list of rows, by which nothing is judged. */
export function tellsOnly<T extends z.ZodType>(schema: T): T {
  telling.add(schema, { tells: true });
  return schema;
}

/** true when nothing is judged by it. @param layers the schema with those that lie in it */
export const isTelling = (layers: readonly z.ZodType[]): boolean => layers.some((one) => telling.has(one));
