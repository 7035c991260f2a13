/**
 * A chart as a document keeps it: without what only answers a pointer, and with the type of its texts said once. That was half of its
 * markup; what is drawn is the same.
 */

/** Marks by which ECharts finds a shape again under the pointer. */
const POINTED = / (?:ecmeta_\w+|pointer-events)="[^"]*"/g;
/** Rules of shapes under the pointer; ECharts writes no others. */
const HOVER = /<style ?><!\[CDATA\[\s*(?:\.[\w-]+:hover \{[^}]*\}\s*)*\]\]>\s*<\/style>\s*/g;
/** Asks that runs of blanks are kept; few texts have any. */
const BLANKS_KEPT = / xml:space="preserve"(?=[^>]*>(?! )(?:[^< ]| (?! |<))*<)/g;
/** End tags of what holds nothing. */
const EMPTY = /><\/(?:path|rect|circle|line|polyline|polygon)>/g;
/** How a text stands on its line, which a drawing passes on to the texts in it. */
const BASELINE = / dominant-baseline="central"/g;
/** Type of a text, the same for nearly all. */
const TYPE = /(<text [^>]*?) style="(font-[^"]*)"/g;

/** @param svg as ECharts draws it, its ids made stable; texts in it are escaped */
export function slimSvg(svg: string): string {
  const bare = svg.replace(POINTED, '').replace(HOVER, '').replace(BLANKS_KEPT, '').replace(EMPTY, '/>');
  const plain = bare.includes('<style') ? bare : bare.replace(/(<\w+ [^>]*?) class="[\w-]+"/g, '$1');
  return sameType(sameBaseline(plain));
}

/** Said once where all texts stand alike. */
function sameBaseline(svg: string): string {
  const texts = svg.match(/<text /g)?.length ?? 0;
  if (texts === 0 || (svg.match(BASELINE)?.length ?? 0) !== texts) return svg;
  return svg.replace(BASELINE, '').replace('<svg ', '<svg dominant-baseline="central" ');
}

function sameType(plain: string): string {
  const counts = new Map<string, number>();
  for (const [, , type = ''] of plain.matchAll(TYPE)) counts.set(type, (counts.get(type) ?? 0) + 1);
  const [common] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  const texts = plain.match(/<text /g)?.length ?? 0;
  if (common === undefined || texts !== [...counts.values()].reduce((sum, count) => sum + count, 0)) return plain;
  return plain
    .replace(TYPE, (text, before: string, type: string) => (type === common ? before : text))
    .replace('<svg ', `<svg style="${common}" `);
}
