/** The list of due items as words in columns. */
import { formatDateTime } from '../contract/time.ts';
import type { DueItem } from './due.ts';

/** One row an item: state, due time, name, period, what is missing, next command. */
export function dueLines(items: readonly DueItem[]): string[][] {
  return items.map((item) => [
    item.stateText,
    item.dueAt === null ? '（无期限）' : formatDateTime(item.dueAt),
    item.name,
    item.period,
    item.lacks.length === 0 ? '' : `缺 ${item.lacks.join('、')}`,
    item.command === null ? '' : `→ ${item.command}`,
  ]);
}
