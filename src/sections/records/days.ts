/** Every record of a kind whole, day by day, on the page of its month; where a month has very many, each day is a page. Pure. */

import { monthText } from '../../contract/calendar/month-text.ts';
import { dayOfRecordId } from '../../contract/record-id.ts';
import { formatDateChinese, formatWeekday } from '../../contract/time.ts';
import { figureIds } from '../../page/figure-ids.ts';
import type { AnyRecord, RecordKind } from '../../records/record.ts';
import { figureOf } from '../../report/figure.ts';
import type { FactsBlock, Found, RichCell, Section, SitePage } from '../../report/site-model.ts';
import dutyKind from '../../subjects/attendance/kinds/duty.ts';
import type { SiteFacts } from '../parts/facts.ts';
import { calendarMonth } from '../parts/figures.ts';
import { isFolded, monthOfId } from '../parts/months.ts';
import { dayAnchor, partOfDay, partPath, partText } from '../parts/places.ts';
import { recordAbout } from '../parts/record-about.ts';
import { documentLink, documentsWith, wholeRecord } from '../parts/whole-record.ts';
import { dutyMonth } from './duty.ts';

/** The records of one kind that are shown whole, those that were withdrawn among them, by day. */
export type RecordDays = ReadonlyMap<string, readonly AnyRecord[]>;

/** Days with records, the oldest first. */
export function daysOf(facts: SiteFacts, kind: string): RecordDays {
  const all = [...(facts.records[kind] ?? []), ...(facts.withdrawn[kind] ?? [])].filter(
    ({ id }) => !isFolded(facts, monthOfId(id)),
  );
  all.sort((a, b) => (a.id < b.id ? -1 : 1));
  return Map.groupBy(all, ({ id }) => dayOfRecordId(id));
}

/** Of a day, or of a part of a month. */
const monthOf = (day: string): string => day.slice(0, 'YYYY-MM'.length);

/** The pages of a kind: one a month, or several where it has more records than a page holds. */
export function dayPages(facts: SiteFacts, kind: RecordKind, days: RecordDays): SitePage[] {
  const parts = Map.groupBy(days.keys(), (day) => partOfDay(facts, kind.id, day));
  return [...parts].map(([part, own]): SitePage => {
    const records = own.flatMap((day) => days.get(day) ?? []);
    const counted = records.filter(({ withdrawn }) => withdrawn === undefined).length;
    const grid = monthGrid(facts, kind, monthOf(part), days);
    const within = part === monthOf(part) ? calendarMonth(part) : { from: own[0] ?? part, to: own.at(-1) ?? part };
    return {
      path: partPath(kind.id, part),
      title: `${partText(part)}${kind.label}`,
      description: `共 ${counted} 条${withdrawnText(records.length - counted)}，按日期先后。${seenBy(kind)}`,
      figures: [figureOf(figureIds.records(kind.id), counted, within)],
      sections: [
        ...grid,
        ...own.map((day) => ({
          ...daySection(facts, kind, day, days.get(day) ?? []),
          ...(grid.length === 0 ? {} : { found: foundDay(facts, kind, day, days.get(day) ?? []) }),
        })),
      ],
    };
  });
}

/** People by days, above the records of a month of duties, each cell leading to its record. */
export const monthGrid = (
  facts: SiteFacts,
  kind: Pick<RecordKind, 'id'>,
  month: string,
  days: RecordDays,
): Section[] =>
  kind.id !== dutyKind.id
    ? []
    : dutyMonth(
        facts,
        month,
        [...days].flatMap(([day, own]) => (monthOf(day) === month ? own : [])),
      );

const withdrawnText = (count: number): string => (count === 0 ? '' : `，另有已作废的 ${count} 条不计`);

/** Who may see such a record here: what the documents of a party show, its view shows. */
const seenBy = ({ writer }: RecordKind): string =>
  `⟦供应商⟧、⟦采购人⟧和审计看到的相同${writer === 'program' ? '；由程序采集，不由人填写' : ''}。`;

/** Of a kind whose days are read as days no document tells of one day alone: who asks for one is led to it. */
const foundDay = (facts: SiteFacts, kind: RecordKind, day: string, records: readonly AnyRecord[]): Found => ({
  title: `${kind.label} ${formatDateChinese(day)}`,
  text: records
    .filter(({ withdrawn }) => withdrawn === undefined)
    .map((one) => recordAbout(facts, kind, one))
    .join('；'),
  ...{ series: `days ${kind.id}`, on: day },
});

/** What all records of a day were used for is said once, and of each what is its own. */
function daySection(facts: SiteFacts, kind: RecordKind, day: string, records: readonly AnyRecord[]): Section {
  const common = records.length < 2 ? [] : commonDocuments(facts, records);
  const shared = { anchor: dayAnchor(day), numbers: new Set(common.map(({ number }) => number)) };
  return {
    id: dayAnchor(day),
    title: `${formatDateChinese(day)} ${formatWeekday(day)}`,
    blocks: [
      ...(common.length === 0
        ? []
        : [{ type: 'facts' as const, items: [{ label: '当日各条都用于', value: common.map(documentLink) }] }]),
      { type: 'records', items: records.map((one) => wholeRecord(facts, kind, one, { shared })) },
    ],
  };
}

/** The documents in which each of the records counts. */
function commonDocuments(facts: SiteFacts, records: readonly AnyRecord[]): SiteFacts['documents'] {
  const counted = records.filter(({ withdrawn }) => withdrawn === undefined);
  const [first, ...others] = counted.map(({ id }) => documentsWith(facts, id));
  return (first ?? []).filter((one) => others.every((own) => own.includes(one)));
}

/** The days of each month, each leading to its records: one step from the page of a kind. The newest month first. */
export function dayList(facts: Pick<SiteFacts, 'ids'>, kind: string, days: RecordDays): FactsBlock {
  const months = [...Map.groupBy(days.keys(), monthOf)].toReversed();
  return {
    type: 'facts',
    items: months.map(([month, own]) => ({
      label: monthText(month),
      value: own.map(
        (day): RichCell => ({
          text: `${Number(day.slice(-2))} 日`,
          href: `/records/${partPath(kind, partOfDay(facts, kind, day))}#${dayAnchor(day)}`,
        }),
      ),
    })),
  };
}
