/** How two long texts differ: the part that differs, marked, with a few characters around it. Pure. */

/** Texts up to so many characters are told whole. */
const WHOLE = 60;
/** Characters around what differs. */
const AROUND = 12;
/** And of what differs itself. */
const MOST = 300;

/** Both as a reader sees them: whole where they are short, else `…在用【28 天】，拟…` with the same characters around. */
export function differingParts(before: string, after: string): { before: string; after: string } {
  if (Math.max(before.length, after.length) <= WHOLE) return { before, after };
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return { before: partOf(before, head, tail), after: partOf(after, head, tail) };
}

function partOf(text: string, head: number, tail: number): string {
  if (text === '') return '';
  const end = text.length - tail;
  const from = Math.max(0, head - AROUND);
  const to = Math.min(text.length, end + AROUND);
  const own = text.slice(head, end);
  const changed = own.length > MOST ? `${own.slice(0, MOST)}…（共 ${own.length} 字）` : own;
  return `${from > 0 ? '…' : ''}${text.slice(from, head)}【${changed}】${text.slice(end, to)}${to < text.length ? '…' : ''}`;
}
