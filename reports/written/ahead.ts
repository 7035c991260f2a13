/** What a text says was done and attested, of a time that had not come when the document was made: nobody can have seen it. */
import { type DateText, dateOf, formatTime, type InstantText } from '../../src/contract/time.ts';
import type { TextBlock, WrittenText } from '../../src/report/written-text.ts';

/** Heads of columns in which somebody says that it was done. */
const ATTESTED = /(?:核验|确认|验收|核对|见证|签认)人/;
/** Heads of columns whose dates lie ahead by what they are. */
const PLANNED = /计划|约定|期限|到期|有效|预计|截止|下次|拟/;
/** A cell that says itself that nobody attested yet. */
const OPEN = /^(?:待|未|尚未|[-—–/]*$)/;
/** `2026-11-24`, `2026年11月24日`, and the time that may follow. */
const DAY = /(\d{4})(?:-|年|\/|\.)(\d{1,2})(?:-|月|\/|\.)(\d{1,2})日?(?:\s*(\d{1,2})[:：](\d{2}))?/g;
/** Words of other text that say that it is over. */
const DONE = /已(?:经)?(?:于|在)\s*$/;

/**
 * Lines of the text that tell as attested what lies after `asOf`, in the words of a person; of the day of `asOf` only what names a
 * later time of it.
 * @param asOf ISO instant
 */
export function aheadOfTime({ blocks }: Pick<WrittenText, 'blocks'>, asOf: InstantText): string[] {
  return blocks.flatMap((block) => inBlock(block, asOf));
}

function inBlock(block: TextBlock, asOf: InstantText): string[] {
  if (block.type === 'table') return block.rows.flatMap((row) => inRow(block.header, row, asOf));
  const lines = block.type === 'list' ? block.items.flatMap((item) => [item.text, ...item.sub]) : [block.text];
  return lines.filter((line) => daysIn(line).some((day) => isAfter(day, asOf) && DONE.test(line.slice(0, day.index))));
}

function inRow(header: readonly string[], row: readonly string[], asOf: InstantText): string[] {
  const who = header.findIndex((head, n) => ATTESTED.test(head) && !OPEN.test((row[n] ?? '').trim()));
  if (who === -1) return [];
  return header.flatMap((head, n) => {
    const cell = row[n] ?? '';
    if (PLANNED.test(head) || ATTESTED.test(head) || !daysIn(cell).some((day) => isAfter(day, asOf))) return [];
    return [`${row[0] ?? ''}：${head} ${cell}，${header[who]} ${row[who]}`];
  });
}

interface Day {
  date: DateText;
  /** `HH:MM`, or none. */
  time: string | null;
  index: number;
}

const two = (text: string): string => text.padStart(2, '0');

const daysIn = (text: string): Day[] =>
  [...text.matchAll(DAY)].map(({ 1: y = '', 2: m = '', 3: d = '', 4: hour, 5: minute, index }) => ({
    date: `${y}-${two(m)}-${two(d)}`,
    time: hour === undefined || minute === undefined ? null : `${two(hour)}:${minute}`,
    index,
  }));

function isAfter({ date, time }: Day, asOf: InstantText): boolean {
  const today = dateOf(asOf);
  if (date !== today || time === null) return date > today;
  return time > formatTime(asOf);
}
