/** How often a day was collected, and why again: whoever reads that a value was abnormal and then not wants to know who asked twice. Pure. */
import { compareInstants, dateOf, formatDateTime, formatTime } from '../../contract/time.ts';
import type { WholeDay } from './judge/day.ts';
import type { InspectionRecord } from './kinds/inspection.ts';

/** What stands where nobody said why it was collected again. */
export const NO_REASON = '未说明原因';

/** Collections that a document names one by one. */
const NAMED = 6;

const words = { schedule: '定时', command: '人工发起', file: '主机报告导入', hand: '人工录入' } as const;

type Collection = Pick<InspectionRecord, 'at' | 'trigger' | 'runs' | 'why'>;

/** Sources that it read itself; the others it carried over from what was collected before. */
const readBy = ({ at, runs }: Collection): string[] =>
  runs.filter(({ startedAt }) => compareInstants(startedAt, at) >= 0).map(({ source }) => source);

/** true where it read what was read before in the same day, by a person's hand. */
export function isRepeated(one: Collection, earlier: readonly Collection[]): boolean {
  if (one.trigger === 'schedule' || one.trigger === 'hand') return false;
  const known = new Set(earlier.flatMap(readBy));
  return readBy(one).some((source) => known.has(source));
}

/** `3 次：09:00 定时；09:01 人工发起，未说明原因`; null of a day that was collected once. */
export function collectionsText(day: WholeDay): string | null {
  const { earlier = [] } = day;
  if (earlier.length === 0) return null;
  const all = [...earlier, day];
  const severalDays = new Set(all.map(({ at }) => dateOf(at))).size > 1;
  const time = ({ at }: Collection) => (severalDays ? formatDateTime(at).slice(5) : formatTime(at).slice(0, 5));
  const told = all.map((one, n) => {
    const unexplained = isRepeated(one, all.slice(0, n)) ? `，${NO_REASON}` : '';
    return `${time(one)} ${words[one.trigger]}${one.why === undefined ? unexplained : `（${one.why}）`}`;
  });
  // The last ones say most: of many, those before are counted.
  const left = told.length - NAMED;
  return `${all.length} 次：${left > 0 ? `前 ${left} 次略；` : ''}${told.slice(-NAMED).join('；')}`;
}
