/**
 * The value at a dotted path such as `data.items.0.status`; undefined when any part is missing.
 * Own properties only: a path never reaches what every object inherits.
 */
export function jsonAt(json: unknown, path: string): unknown {
  let value = json;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}
