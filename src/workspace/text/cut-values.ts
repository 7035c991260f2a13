/**
 * A value that a comment cut off: `text: 检查磁盘 #1 已满` means 检查磁盘 to YAML and all of it to whoever wrote it. Comments on
 * lines of their own, and behind quotation marks, cut nothing.
 */
import type { Document } from 'yaml';
import { yamlLibrary } from './yaml-library.ts';

/**
 * Whose file it is. `entry`: what a person hands in, where nothing may be lost; `data`: settings and contract, where a code or a
 * number may have a comment behind it, a text of words may not; `kept`: what is there already and was looked at when it came.
 */
export type Reading = 'entry' | 'data' | 'kept';

/** A text of words, not a code: it has spaces, or characters that no code has. */
const FREE_TEXT = /[^\x21-\x7e]/;

/**
 * Position in the text of the first value that a comment cuts, or that YAML takes for an anchor (`&甲`); undefined when there
 * is none.
 */
export function cutValue(document: Document, text: string, reading: Reading): number | undefined {
  let found: number | undefined;
  if (reading === 'kept') return undefined;
  const { isScalar, visit } = yamlLibrary();
  visit(document, {
    Scalar(_key, node) {
      const end = node.range?.[1];
      if (reading === 'entry' && node.anchor !== undefined) {
        found = text.lastIndexOf('&', end ?? 0);
        return visit.BREAK;
      }
      if (!isScalar(node) || node.type !== 'PLAIN' || end === undefined) return undefined;
      const gap = /^[ \t]*(?=#)/.exec(text.slice(end))?.[0];
      const value = String(node.source ?? '');
      if (gap === undefined || (reading === 'data' && !FREE_TEXT.test(value))) return undefined;
      found = end + gap.length;
      return visit.BREAK;
    },
  });
  return found;
}
