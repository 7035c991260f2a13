/** Makes a present Chromium as poor as the oldest browser of the bureau, for what a run-time check can show. */
import type { Page } from 'puppeteer-core';

/** Globals and methods that came after Chromium 86, by the object that holds them. */
const NEWER: Record<string, string[]> = {
  globalThis: ['structuredClone', 'Iterator', 'URLPattern', 'CompressionStream', 'scheduler', 'navigation', 'Temporal'],
  'Array.prototype': ['at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'with'],
  'Object.getPrototypeOf(Int8Array.prototype)': ['at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'with'],
  'String.prototype': ['at', 'isWellFormed', 'toWellFormed'],
  'Map.prototype': ['getOrInsert', 'getOrInsertComputed'],
  'Set.prototype': ['union', 'intersection', 'difference', 'isSubsetOf'],
  Object: ['hasOwn', 'groupBy'],
  Array: ['fromAsync'],
  Map: ['groupBy'],
  Promise: ['withResolvers', 'try'],
  Intl: ['Segmenter'],
  AbortSignal: ['any', 'timeout', 'abort'],
  Uint8Array: ['fromHex', 'fromBase64'],
  'Uint8Array.prototype': ['toHex', 'toBase64'],
  'Element.prototype': ['checkVisibility', 'setHTML', 'getHTML'],
  'HTMLElement.prototype': ['showPopover', 'togglePopover'],
};

/** Takes them away before any script of each page that is opened from now on. */
export async function becomeOld(page: Page): Promise<void> {
  const removals = Object.entries(NEWER).map(
    ([holder, names]) => `for (const name of ${JSON.stringify(names)}) delete (${holder})[name];`,
  );
  await page.evaluateOnNewDocument(removals.join('\n'));
}
