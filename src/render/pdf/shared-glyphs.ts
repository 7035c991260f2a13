/**
 * Characters that the fonts draw with one glyph, such as 用 and the Kangxi radical ⽤. Chromium names a glyph after the
 * lowest of them, so that a search for 使用率 would find nothing in the PDF; whoever knows the text can name the right one.
 */
import { type CharacterRun, characterRuns } from '../character-table.ts';
import { fontFiles } from '../chromium/fonts.ts';

/** For each code point that shares its glyph: all code points of that glyph, ordinary ones before compatibility ones. */
export type SharedGlyphs = ReadonlyMap<number, readonly number[]>;

function byGlyph(runs: readonly CharacterRun[]): Map<number, number[]> {
  const glyphs = new Map<number, number[]>();
  for (const { first, last, glyph } of runs) {
    for (let code = first; code <= last; code++) {
      const codes = glyphs.get(glyph + code - first);
      if (codes === undefined) glyphs.set(glyph + code - first, [code]);
      else codes.push(code);
    }
  }
  return glyphs;
}

/** Radicals and compatibility ideographs: hardly ever what was written. */
function isCompatibility(code: number): boolean {
  return (
    (code >= 0x2e80 && code <= 0x2fdf) || (code >= 0xf900 && code <= 0xfaff) || (code >= 0x2f800 && code <= 0x2fa1f)
  );
}

async function load(): Promise<SharedGlyphs> {
  const shared = new Map<number, Set<number>>();
  for (const path of fontFiles()) {
    for (const codes of byGlyph(await characterRuns(path)).values()) {
      if (codes.length < 2) continue;
      for (const code of codes) shared.set(code, new Set([...(shared.get(code) ?? []), ...codes]));
    }
  }
  const ordered = (codes: Set<number>) =>
    [...codes].sort((a, b) => Number(isCompatibility(a)) - Number(isCompatibility(b)) || a - b);
  return new Map([...shared].map(([code, codes]) => [code, ordered(codes)]));
}

let loaded: Promise<SharedGlyphs> | undefined;

/** Read from the fonts in use, once a process. */
export function sharedGlyphs(): Promise<SharedGlyphs> {
  loaded ??= load();
  return loaded;
}
