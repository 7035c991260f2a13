/** Instants as people and files write them. Apart from the schemas, so that a command line can read a time without them. */
import { CONTRACT_ZONE, isOwnInstant, toText } from './time.ts';

const LOCAL = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)$/;

/**
 * Reads an instant: ISO with offset, or contract wall-clock time without one (`2026-11-24 09:27`, `2026-11-24T09:27:05`).
 * @returns ISO text with the contract's offset, or undefined when it is neither
 */
export function parseInstant(value: string): string | undefined {
  if (isOwnInstant(value)) return value;
  try {
    const local = LOCAL.exec(value.trim());
    if (local) {
      const plain = Temporal.PlainDateTime.from(`${local[1]}T${local[2]}`, { overflow: 'reject' });
      return toText(plain.toZonedDateTime(CONTRACT_ZONE).toInstant());
    }
    return toText(Temporal.Instant.from(value.trim()));
  } catch {
    return undefined;
  }
}
