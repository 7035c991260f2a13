/** Sections of lines on one screen of a terminal: what matters most stays, and what was left out is said. Pure. */
import stringWidth from 'string-width';

/** Of a terminal as it is opened, one line of it for the prompt. */
const COLUMNS = 80;
const ROWS = 24 - 1;
const CUT = '…';

export interface Section {
  lines: readonly string[];
  /** Lines that stay where there is too little room. */
  keep: number;
  /** Said behind the last line that is shown; null: what is left out is not missed. */
  more: ((count: number) => string) | null;
  /** Its lines are read to their end, in a second row where they need it. */
  whole?: true;
}

export interface Screen {
  lines: string[];
  /** Something that is missed was left out. */
  isShort: boolean;
}

/** Rows that a line takes: a wide one goes on in the next. */
const rowsOf = (line: string): number => Math.max(1, Math.ceil(stringWidth(line) / COLUMNS));

/** As a person counts them: an emoji of several parts is one. */
const characters = new Intl.Segmenter('zh');

/** A line in one row. @param tail stays at its end */
function fitted(line: string, tail: string): string {
  if (stringWidth(line + tail) <= COLUMNS) return `${line}${tail}`;
  const room = COLUMNS - stringWidth(CUT + tail);
  let [text, width] = ['', 0];
  for (const { segment } of characters.segment(line)) {
    width += stringWidth(segment);
    if (width > room) break;
    text += segment;
  }
  return `${text}${CUT}${tail}`;
}

/**
 * @param sections in the order of the screen
 * @param isWhole lines that are not cut: commands to copy
 */
export function onOneScreen(sections: readonly Section[], isWhole: (line: string) => boolean): Screen {
  const counts = sections.map(({ lines }) => lines.length);
  const first = sections.map(({ lines, whole }) =>
    lines.map((line) => (whole === true || isWhole(line) ? line : fitted(line, ''))),
  );
  /** Of a section so many lines, the last one saying what is not among them. */
  const shown = (n: number, count: number): string[] => {
    const { lines, more, whole } = sections[n] as Section;
    const own = (first[n] as string[]).slice(0, count);
    const last = lines[count - 1];
    if (last === undefined || more === null || count === lines.length) return own;
    const tail = more(lines.length - count);
    return [...own.slice(0, -1), whole === true || isWhole(last) ? `${last}${tail}` : fitted(last, tail)];
  };
  const rows = sections.map((_, n) => sumOf(shown(n, counts[n] as number).map(rowsOf)));
  while (sumOf(rows) > ROWS) {
    // The longest gives way first, of equal ones the last: no section eats up the others.
    const able = sections.map((_, n) => n).filter((n) => (counts[n] as number) > (sections[n] as Section).keep);
    const [longest] = able.sort((a, b) => (counts[b] as number) - (counts[a] as number) || b - a);
    if (longest === undefined) break;
    counts[longest] = (counts[longest] as number) - 1;
    rows[longest] = sumOf(shown(longest, counts[longest] as number).map(rowsOf));
  }
  const isShort = sections.some(({ lines, more }, n) => more !== null && (counts[n] as number) < lines.length);
  return { lines: sections.flatMap((_, n) => shown(n, counts[n] as number)), isShort };
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);
