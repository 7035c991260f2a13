/** 无在岗登记之日的复核与录入: the days on which staff did paperwork while no duty record has them at work, one row each. Pure. */

import { briefPeriod } from '../../contract/calendar/period-text.ts';
import { fieldsOf } from '../../records/fields.ts';
import { figureOf } from '../../report/figure.ts';
import type { Cell, RichCell, SitePage } from '../../report/site-model.ts';
import {
  type DeskAct,
  deskActs,
  type OffShiftAct,
  type OffShiftDay,
} from '../../subjects/attendance/judge/off-shift.ts';
import dutyKind from '../../subjects/attendance/kinds/duty.ts';
import signoffKind, { type SignoffRecord } from '../../subjects/signing/kinds/signoff.ts';
import { choiceWord } from '../../wording/codes.ts';
import { namesText } from '../../wording/words.ts';
import type { SiteFacts } from '../parts/facts.ts';
import { marks } from '../parts/links.ts';
import { placeOf } from '../parts/places.ts';
import { OFF_SHIFT_PATH, toldStaff } from '../parts/staff.ts';

/** None where nobody did, or the contract has no filing of people. */
export function offShiftPages(facts: SiteFacts): SitePage[] {
  const told = toldStaff(facts);
  if (told === null || told.offShift.length === 0) return [];
  const { offShift: days, since, until } = told;
  const names = [...new Set(days.map(({ name }) => name))];
  const rostered = new Set(told.staff.filter(({ shifts }) => shifts > 0).map(({ name }) => name));
  const periods = new Map(facts.documents.map((one) => [`${one.obligation} ${one.period}`, one.periodText]));
  return [
    {
      path: OFF_SHIFT_PATH,
      title: '无在岗登记之日的复核与录入',
      description: `${since} 至 ${until}，下列人员在没有在岗登记的日子确认、复核、送达文档或录入记录，每人每日一行，共 ${days.length} 行。${sharesText(facts, days, rostered)}记录没有写明原因，须由⟦供应商⟧说明；当日补登值班与考勤的，不再列出。`,
      figures: [figureOf('staff.off-shift', days.length, { from: since, to: until })],
      sections: [
        {
          id: 'list',
          title: '逐日',
          blocks: [
            {
              type: 'table',
              title: '无在岗登记之日的复核与录入',
              columns: [
                { key: 'day', label: '日期', title: true },
                { key: 'name', label: '人员', short: true },
                { key: 'duty', label: '当日在岗登记', state: true },
                { key: 'acts', label: '事项', wide: true },
              ],
              filters: [
                { key: 'name', label: '人员', options: names.map((name) => ({ value: name, text: name })) },
                { key: 'acts', label: '事项', options: optionsOf(actGroups) },
                { key: 'days', label: '哪些日', options: optionsOf(dayGroups) },
              ],
              rows: days.toReversed().map((one) => ({
                filter: { name: one.name, acts: actGroupOf(one), days: dayGroupOf(facts, one) },
                cells: {
                  day: dayCell(facts, one),
                  name: one.name,
                  duty: dutyCell(facts, one),
                  acts: actsCell(facts, one.acts, periods),
                },
              })),
              empty: '',
            },
          ],
        },
      ],
    },
  ];
}

/** Who looks over what another did need not be on shift; who does it, or hands it over, was at work. */
const actGroups = { review: '只有复核', work: '有确认、送达或录入' } as const;
const dayGroups = { working: '工作日', off: '非工作日' } as const;

const actGroupOf = ({ acts }: OffShiftDay): keyof typeof actGroups =>
  acts.every(({ act }) => act === 'review') ? 'review' : 'work';
const dayGroupOf = ({ isWorkingDay }: SiteFacts, { day }: OffShiftDay): keyof typeof dayGroups =>
  isWorkingDay(day) ? 'working' : 'off';

const optionsOf = (groups: Readonly<Record<string, string>>) =>
  Object.entries(groups).map(([value, text]) => ({ value, text }));

/** How many rows are of each kind, by what the filters choose, and whom nobody ever put on a shift: of such there is no duty record at all. */
function sharesText(facts: SiteFacts, days: readonly OffShiftDay[], rostered: ReadonlySet<string>): string {
  const each = <K extends string>(groups: Readonly<Record<K, string>>, groupOf: (one: OffShiftDay) => K): string =>
    (Object.entries(groups) as [K, string][])
      .map(([group, text]) => `${text}的 ${days.filter((one) => groupOf(one) === group).length} 行`)
      .join('、');
  const never = days.filter(({ name }) => !rostered.has(name));
  const names = namesText([...new Set(never.map(({ name }) => name))], '人');
  const idle = never.length === 0 ? '' : `；没有排过班的人员（${names}）${never.length} 行`;
  return `其中${each(actGroups, actGroupOf)}；${each(dayGroups, (one) => dayGroupOf(facts, one))}${idle}。`;
}

/** Nothing is what most days have: what stands out is the day for which they are registered as away. */
function dutyCell(facts: SiteFacts, { away }: OffShiftDay): Cell {
  const [duty] = away;
  if (duty === undefined) return '没有登记';
  const text = choiceWord(fieldsOf(dutyKind.schema), 'state', duty.state);
  return { text, tone: 'attention', mark: marks.attention, href: placeOf(facts, dutyKind.id, duty.id) };
}

/** Leads to the first of its records, beside which those of its kind of that day stand. */
function dayCell(facts: SiteFacts, { day, acts: [first] }: OffShiftDay): Cell {
  return first === undefined ? day : { text: day, href: placeOf(facts, first.record.kind, first.record.id) };
}

/** How many of each, and below what they were about, a name once: `系统巡检日志 2026-08-30、2026-08-31；日常维护报告 2026-08-31`. */
function actsCell(facts: SiteFacts, acts: readonly OffShiftAct[], periods: ReadonlyMap<string, string>): RichCell {
  const counts = (Object.keys(deskActs) as DeskAct[]).flatMap((act) => {
    const count = acts.filter((one) => one.act === act).length;
    return count === 0 ? [] : [`${deskActs[act]} ${count} 次`];
  });
  const subjects = acts.map(({ record }) => subjectOf(facts, record, periods));
  const byName = Map.groupBy(subjects, ({ name }) => name);
  const told = [...byName].map(([name, of]) => `${name} ${of.map(({ which }) => which).join('、')}`);
  return { text: counts.join('，'), sub: told.join('；') };
}

/** What an act was about: a document by its name and period, else a record by the name of its kind and its id. */
function subjectOf(
  { obligations, kinds }: SiteFacts,
  record: OffShiftAct['record'],
  periods: ReadonlyMap<string, string>,
): { name: string; which: string } {
  if (record.kind !== signoffKind.id) {
    return { name: kinds.find(({ id }) => id === record.kind)?.label ?? record.kind, which: record.id };
  }
  const { obligation, period } = record as SignoffRecord;
  return {
    name: obligations.find(({ id }) => id === obligation)?.name ?? obligation,
    which: briefPeriod(period, periods.get(`${obligation} ${period}`)),
  };
}
