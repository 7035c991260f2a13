/** A record as whoever writes it has it: without what the program gives it, and without these fields. */
export function draftOf<T extends object, K extends keyof T = never>(
  record: T,
  ...without: readonly K[]
): Omit<T, 'id' | 'schema' | 'kind' | K> {
  const gone: readonly unknown[] = ['id', 'schema', 'kind', ...without];
  return Object.fromEntries(Object.entries(record).filter(([key]) => !gone.includes(key))) as never;
}
