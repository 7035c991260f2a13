/** The same entries as the same bytes: sorted names, one fixed time. */
import { unzipSync, type Zippable, zipSync } from 'fflate';

/**
 * Packs a zip anew. fflate writes the local wall clock of the time it is given, so the time is built from local fields: it
 * then reads the same in every time zone.
 */
export function stableZip(zip: Uint8Array): Uint8Array {
  const entries = unzipSync(zip);
  const sorted: Zippable = {};
  for (const name of Object.keys(entries).sort()) sorted[name] = entries[name] as Uint8Array;
  return zipSync(sorted, { mtime: new Date(1980, 0, 1, 12), level: 6 });
}
