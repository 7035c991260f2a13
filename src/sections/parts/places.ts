/** Where each record stands whole: the one place to which its id leads, wherever it is printed. Pure. */
import { monthText } from '../../contract/calendar/month-text.ts';
import { dayOfRecordId } from '../../contract/record-id.ts';
import { formatDateChinese } from '../../contract/time.ts';
import type { SiteFacts } from './facts.ts';
import { isFolded, monthOfId } from './months.ts';

type PlaceFacts = Pick<SiteFacts, 'yearFrom' | 'kinds' | 'shown' | 'ids'>;

/**
 * Records of one kind that stand on one page, so that it stays in the order of 200 KB: of more in a month each third of it has a page, and
 * of more in a third each day.
 */
const MOST_OF_A_PAGE = 75;

/** 上旬, 中旬 and 下旬. */
const thirds = [
  { id: 'early', word: '上旬', to: 10 },
  { id: 'middle', word: '中旬', to: 20 },
  { id: 'late', word: '下旬', to: 31 },
] as const;

/** The page of a part, below 证据记录: `duty/2026-05`. */
export const partPath = (kind: string, part: string): string => `${kind}/${part}`;

/** The heading of a day on the page of its month. */
export const dayAnchor = (day: string): string => `d${day}`;

const counted = new WeakMap<SiteFacts['ids'], Map<string, number>>();

/** How many records of a kind a month has, or, with the id of a third behind it, that third: `2026-05-early`. */
function countOf({ ids }: Pick<SiteFacts, 'ids'>, kind: string, part: string): number {
  let counts = counted.get(ids);
  if (counts === undefined) {
    counts = new Map();
    for (const [one, all] of ids) {
      for (const id of all) {
        for (const part of [monthOfId(id), thirdPart(dayOfRecordId(id))]) {
          const key = `${one} ${part}`;
          counts.set(key, (counts.get(key) ?? 0) + 1);
        }
      }
    }
    counted.set(ids, counts);
  }
  return counts.get(`${kind} ${part}`) ?? 0;
}

/** `2026-05-early`. */
const thirdPart = (day: string): string => `${day.slice(0, 'YYYY-MM'.length)}-${thirdOf(day).id}`;

/** true when a month of a kind has several pages. */
export const isParted = (facts: Pick<SiteFacts, 'ids'>, kind: string, month: string): boolean =>
  countOf(facts, kind, month) > MOST_OF_A_PAGE;

/** The page of a kind on which the records of a day stand whole: `2026-05`, `2026-05-early` or `2026-05-03`. @param day contract date */
export function partOfDay(facts: Pick<SiteFacts, 'ids'>, kind: string, day: string): string {
  const month = day.slice(0, 'YYYY-MM'.length);
  if (!isParted(facts, kind, month)) return month;
  const third = thirdPart(day);
  return countOf(facts, kind, third) <= MOST_OF_A_PAGE ? third : day;
}

/** What a part is called: `2026 年 5 月`, `2026 年 5 月上旬`, `2026 年 5 月 3 日`. */
export function partText(part: string): string {
  const [, month = part, third] = /^(\d{4}-\d{2})-([a-z]+)$/.exec(part) ?? [];
  if (third === undefined) return part.length > 'YYYY-MM'.length ? formatDateChinese(part) : monthText(part);
  return `${monthText(month)}${thirds.find(({ id }) => id === third)?.word ?? ''}`;
}

const thirdOf = (day: string): (typeof thirds)[number] =>
  thirds.find(({ to }) => Number(day.slice(-2)) <= to) ?? thirds[2];

/** Among the records of its kind and month; of a month that is folded among all ids of it. */
export function wholeHref(facts: Pick<SiteFacts, 'ids' | 'yearFrom'>, kind: string, id: string): string {
  const month = monthOfId(id);
  if (isFolded(facts, month)) return `/records/month/${month}#${id}`;
  return `/records/${partPath(kind, partOfDay(facts, kind, dayOfRecordId(id)))}#${id}`;
}

/** A page of its own where it has one, else its place among those of its kind. @param kind of the record */
export function placeOf(facts: PlaceFacts, kind: string, id: string): string {
  const shown = facts.shown.get(kind)?.(facts, id) ?? null;
  return shown?.endsWith(`/${id}`) ? shown : wholeHref(facts, kind, id);
}

/** The places of all records. @param withdrawn ids that count nowhere, by kind */
export function placesOf(facts: PlaceFacts & Pick<SiteFacts, 'withdrawn'>): Record<string, string> {
  const places: Record<string, string> = {};
  for (const [kind, ids] of facts.ids) for (const id of ids) places[id] = placeOf(facts, kind, id);
  for (const [kind, records] of Object.entries(facts.withdrawn))
    for (const { id } of records) places[id] = wholeHref(facts, kind, id);
  return places;
}
