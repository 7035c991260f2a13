import type { SnippetPart } from './index-types.ts';
import { normalise } from './normalise.ts';
import type { QueryTerm } from './query.ts';

const LENGTH = 96;
/** Room before the first hit, so that it stands in its context. */
const BEFORE = 16;

/**
 * One line of `text` around the passage that holds most of the query, with the hits marked.
 * @param text plain text of the document
 */
export function makeSnippet(text: string, terms: readonly QueryTerm[], length = LENGTH): SnippetPart[] {
  const line = text.replace(/\s+/g, ' ').trim();
  // NFKC can change the length; offsets must fit the text that is shown, so only lower-case unless the lengths agree.
  const folded = normalise(line);
  const haystack = folded.length === line.length ? folded : line.toLowerCase();
  const spans = findSpans(haystack, terms);
  const start = bestStart(spans, length);
  const from = Math.max(0, Math.min(start - BEFORE, Math.max(0, line.length - length)));
  const to = Math.min(line.length, from + length);
  return cut(line, haystack.length === line.length ? spans : [], from, to);
}

interface Span {
  start: number;
  end: number;
  weight: number;
}

function findSpans(haystack: string, terms: readonly QueryTerm[]): Span[] {
  const spans: Span[] = [];
  for (const term of terms) {
    if (term.text.length < 2) continue;
    for (let at = haystack.indexOf(term.text); at >= 0; at = haystack.indexOf(term.text, at + term.text.length)) {
      spans.push({ start: at, end: at + term.text.length, weight: term.weight });
      if (spans.length > 2000) return spans.sort((a, b) => a.start - b.start);
    }
  }
  return spans.sort((a, b) => a.start - b.start);
}

/** Start of the window with the greatest weight of different hits. */
function bestStart(spans: readonly Span[], length: number): number {
  let best = 0;
  let bestWeight = 0;
  for (const [i, first] of spans.entries()) {
    const seen = new Set<string>();
    let weight = 0;
    for (let j = i; j < spans.length; j++) {
      const span = spans[j] as Span;
      if (span.end > first.start + length - BEFORE) break;
      const key = `${span.end - span.start}:${span.weight}:${span.start - first.start}`;
      if (seen.has(key)) continue;
      seen.add(key);
      weight += span.weight / (1 + 0.5 * seen.size);
    }
    if (weight > bestWeight) {
      bestWeight = weight;
      best = first.start;
    }
  }
  return best;
}

function cut(line: string, spans: readonly Span[], from: number, to: number): SnippetPart[] {
  const parts: SnippetPart[] = [];
  const push = (text: string, hit: boolean): void => {
    const last = parts.at(-1);
    if (text === '') return;
    if (last?.hit === hit) last.text += text;
    else parts.push({ text, hit });
  };
  if (from > 0) push('…', false);
  let at = from;
  for (const span of spans) {
    if (span.end <= at || span.start >= to) continue;
    push(line.slice(at, Math.max(at, span.start)), false);
    push(line.slice(Math.max(at, span.start), Math.min(to, span.end)), true);
    at = Math.max(at, Math.min(to, span.end));
  }
  push(line.slice(at, to), false);
  if (to < line.length) push('…', false);
  return parts;
}
