/** Sets of spans of time as sorted lists that do not touch. Pure; numbers are seconds, the end is not included. */

export interface Span {
  from: number;
  to: number;
}

/** Sorted, overlapping and touching spans joined, empty ones left out. */
export function union(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans.filter((one) => one.to > one.from).sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last !== undefined && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else joined.push({ ...span });
  }
  return joined;
}

/** What of `spans` is in none of `holes`; both as `union` gives them. */
export function subtract(spans: readonly Span[], holes: readonly Span[]): Span[] {
  const left: Span[] = [];
  let first = 0;
  for (const span of spans) {
    let from = span.from;
    while (first < holes.length && (holes[first] as Span).to <= from) first += 1;
    for (let i = first; i < holes.length && (holes[i] as Span).from < span.to; i += 1) {
      const hole = holes[i] as Span;
      if (hole.from > from) left.push({ from, to: hole.from });
      from = Math.max(from, hole.to);
    }
    if (from < span.to) left.push({ from, to: span.to });
  }
  return left;
}

/** The span within another; empty (`to` = `from`) when they do not meet. */
export function cutTo(span: Span, whole: Span): Span {
  const from = Math.max(span.from, whole.from);
  return { from, to: Math.max(from, Math.min(span.to, whole.to)) };
}

/** Length of all spans together. */
export const total = (spans: readonly Span[]): number => spans.reduce((sum, span) => sum + (span.to - span.from), 0);

/** Seconds of `spans` that lie in `whole`. */
export const overlapOf = (spans: readonly Span[], whole: Span): number =>
  spans.reduce((sum, span) => {
    const cut = cutTo(span, whole);
    return sum + (cut.to - cut.from);
  }, 0);
