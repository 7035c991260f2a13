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
  /** Says how many are not shown; null: they are only left out. */
  more: ((count: number) => string) | null;
}

/** Rows that a line takes: a wide one goes on in the next. */
const rowsOf = (line: string): number => Math.max(1, Math.ceil(stringWidth(line) / COLUMNS));

/** A line in a row; one with a command to copy stays whole. @param isWhole true for those */
function fitted(line: string, isWhole: (line: string) => boolean): string {
  if (stringWidth(line) <= COLUMNS || isWhole(line)) return line;
  let text = '';
  for (const character of line) {
    if (stringWidth(text + character) > COLUMNS - stringWidth(CUT)) break;
    text += character;
  }
  return `${text}${CUT}`;
}

/**
 * @param sections in the order of the screen, which is that of their weight, too: the last ones give way first
 * @param isWhole lines that are not cut
 */
export function onOneScreen(sections: readonly Section[], isWhole: (line: string) => boolean): string[] {
  const shown = sections.map(({ lines }) => lines.map((line) => fitted(line, isWhole)));
  const counts = shown.map((lines) => lines.length);
  const linesOf = (n: number): string[] => {
    const { more } = sections[n] as Section;
    const own = shown[n] as string[];
    const count = counts[n] as number;
    const left = own.length - count;
    return [...own.slice(0, count), ...(left > 0 && more !== null ? [more(left)] : [])];
  };
  const rows = (): number => sections.flatMap((_, n) => linesOf(n)).reduce((sum, line) => sum + rowsOf(line), 0);
  while (rows() > ROWS) {
    // The longest gives way first, of equal ones the last: no section eats up the others.
    const able = sections.map((_, n) => n).filter((n) => (counts[n] as number) > (sections[n] as Section).keep);
    const [longest] = able.sort((a, b) => (counts[b] as number) - (counts[a] as number) || b - a);
    if (longest === undefined) break;
    counts[longest] = (counts[longest] as number) - 1;
  }
  return sections.flatMap((_, n) => linesOf(n));
}
