import type { Needle } from './ask/query.ts';
import type { SnippetPart } from './index/types.ts';
import { normalise } from './text/normalise.ts';

const LENGTH = 96;
/** How far back a snippet may begin to start with a sentence. */
const BEFORE = 28;
/** Marks that are looked at; a text that repeats one word ten thousand times needs no more. */
const MAX_SPANS = 2000;

interface Span {
  start: number;
  end: number;
  needle: number;
  weight: number;
}

/**
 * One line of `text` around the passage that holds most of the query, with the hits marked.
 * @param text plain text of the document, one block a line
 */
export function makeSnippet(text: string, needles: readonly Needle[], length = LENGTH): SnippetPart[] {
  const line = text.replace(/[^\S\n]+/g, ' ').trim();
  // NFKC can change the length, and marks must fit the text that is shown; lower case alone then has to do.
  const folded = normalise(line);
  const haystack = folded.length === line.length ? folded : line.toLowerCase();
  const spans = haystack.length === line.length ? findSpans(haystack, needles) : [];
  // A hit near the end still gets a full line of context.
  const from = beginning(line, Math.min(bestStart(spans, length), Math.max(0, line.length - length)));
  return cut(line, spans, from, ending(line, from + length));
}

const LETTER = /[\p{Script=Latin}\p{N}]/u;

function findSpans(haystack: string, needles: readonly Needle[]): Span[] {
  const spans: Span[] = [];
  for (const [number, { text, weight, latin }] of needles.entries()) {
    for (let at = haystack.indexOf(text); at >= 0 && spans.length < MAX_SPANS; at = haystack.indexOf(text, at + 1)) {
      // `du` is no hit in `dump`, but `ngin` is the beginning of `nginx`.
      const inWord = latin && LETTER.test(haystack[at - 1] ?? '');
      const cutsWord = latin && text.length < 4 && LETTER.test(haystack[at + text.length] ?? '');
      if (!inWord && !cutsWord) spans.push({ start: at, end: at + text.length, needle: number, weight });
    }
  }
  return spans.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** Start of the window that holds the greatest weight of different needles. */
function bestStart(spans: readonly Span[], length: number): number {
  let best = 0;
  let bestWeight = 0;
  for (const [i, first] of spans.entries()) {
    const seen = new Set<number>();
    let weight = 0;
    for (let j = i; j < spans.length && (spans[j] as Span).end <= first.start + length - BEFORE; j++) {
      const span = spans[j] as Span;
      if (seen.has(span.needle)) continue;
      seen.add(span.needle);
      weight += span.weight;
    }
    if (weight > bestWeight) {
      bestWeight = weight;
      best = first.start;
    }
  }
  return best;
}

/** The beginning of the sentence or line in which `hit` stands, when it is near; else of a word. */
function beginning(line: string, hit: number): number {
  const back = line.slice(Math.max(0, hit - BEFORE), hit);
  if (back.length === hit) return 0;
  const sentence = Math.max(...['\n', '。', '；', '！', '？'].map((mark) => back.lastIndexOf(mark)));
  const at = sentence >= 0 ? sentence : Math.max(back.lastIndexOf('，'), back.lastIndexOf(' '));
  return at < 0 ? hit : hit - back.length + at + 1;
}

/** Not in the middle of a Latin word. */
function ending(line: string, to: number): number {
  if (to >= line.length) return line.length;
  let end = to;
  while (end > to - 16 && LETTER.test(line[end] ?? '') && LETTER.test(line[end - 1] ?? '')) end--;
  return end;
}

function cut(line: string, spans: readonly Span[], from: number, to: number): SnippetPart[] {
  const parts: SnippetPart[] = [];
  const push = (text: string, hit: boolean): void => {
    const last = parts[parts.length - 1]; // `at` came after Chromium 86
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
    at = Math.min(to, span.end);
  }
  push(line.slice(at, to), false);
  if (to < line.length) push('…', false);
  return parts.map(({ text, hit }) => ({ text: text.replace(/\s*\n\s*/g, '　'), hit }));
}
