/** 逐日在岗: who was on duty on which day of a month, people by days, and whether each post had somebody. Pure. */
import { workWhileAbsent } from '../../assess/precheck/times.ts';
import { monthText } from '../../contract/calendar/month-text.ts';
import { at, compareInstants, formatDateTime, toDate, toText } from '../../contract/time.ts';
import { fieldsOf } from '../../records/fields.ts';
import type { AnyRecord } from '../../records/record.ts';
import type { Block, DayCell, Section } from '../../report/site-model.ts';
import { duties } from '../../states/duty.ts';
import dutyKind, { type DutyRecord } from '../../subjects/attendance/kinds/duty.ts';
import { choiceWord } from '../../wording/codes.ts';
import { timeText } from '../../wording/words.ts';
import { recordsOf, type SiteFacts } from '../parts/facts.ts';
import { placeOf } from '../parts/places.ts';
import { monthCover } from './cover.ts';
import { daysIn } from './inspections.ts';

/** `odd`: another record says that they worked while this one says that they were away. `carried`: the shift of the day before runs on. */
type State = DutyRecord['state'] | 'substitute' | 'odd' | 'carried';

/** The signs, the one that a day with several shows first: what was not as it was planned. */
const signs: Readonly<Record<State, string>> = {
  odd: '‼',
  absent: duties.absent.mark,
  leave: duties.leave.mark,
  late: duties.late.mark,
  'left-early': duties['left-early'].mark,
  substitute: '◆',
  present: duties.present.mark,
  planned: duties.planned.mark,
  carried: '‹',
};
const OWN_WORDS: Readonly<Partial<Record<State, string>>> = {
  substitute: '顶岗',
  odd: '请假或缺勤，当日另有工作记录',
  carried: '接前一日的班',
};
const order = Object.keys(signs) as State[];

/** What somebody has to do with a shift: their own, one in which they stood in, or one that began the day before. */
interface Part {
  state: State;
  duty: DutyRecord;
  /** Day of the cell. */
  day: string;
}

/**
 * The month's people, each with what the records say of their days, and its posts, with where nobody or more than asked for was planned;
 * nothing without a record. @param month `2026-05`
 */
export function dutyMonth(facts: SiteFacts, month: string, records: readonly AnyRecord[]): Section[] {
  const days = daysIn(month);
  const own = new Set(records.map(({ id }) => id));
  const all = [
    ...(records as readonly DutyRecord[]),
    ...recordsOf(facts, dutyKind).filter(({ id }) => !own.has(id)),
  ].filter(({ withdrawn }) => withdrawn === undefined);
  const before = toDate(days[0] ?? month)
    .subtract({ days: 1 })
    .toString();
  const duties = all.filter(({ date }) => date.startsWith(month) || date === before);
  const odd = absentAndAtWork(facts);
  const parts = duties
    .flatMap((duty): (Part & { name: string })[] => [
      { name: duty.person, state: odd.has(duty.id) ? 'odd' : duty.state, duty, day: duty.date },
      ...(duty.state === 'leave' && duty.substitute !== undefined
        ? [{ name: duty.substitute, state: 'substitute' as const, duty, day: duty.date }]
        : []),
      ...carriedDays(duty).map((day) => ({ name: duty.person, state: 'carried' as const, duty, day })),
    ])
    .filter(({ day }) => day.startsWith(month));
  if (!duties.some(({ date }) => date.startsWith(month))) return [];
  const fields = fieldsOf(dutyKind.schema);
  const wordOf = (state: State): string => OWN_WORDS[state] ?? choiceWord(fields, 'state', state);
  const seen = new Set(parts.map(({ state }) => state));
  const rows = [...Map.groupBy(parts, ({ name }) => name)].sort(
    ([a, ofA], [b, ofB]) => ofB.length - ofA.length || (a < b ? -1 : 1),
  );
  const cover = monthCover(facts, duties, days);
  return [
    {
      id: `grid-${month}`,
      title: `${monthText(month)}逐日在岗`,
      blocks: [
        {
          type: 'days',
          title: `${monthText(month)}每人每天的值班与考勤`,
          heading: cover.rows.length === 0 ? '人员' : '人员、岗位',
          rows: [
            ...rows.map(([head, of]) => {
              const byDay = Map.groupBy(of, ({ day }) => day);
              return { head, days: days.map((day) => dayOf(facts, day, byDay.get(day) ?? [], wordOf, odd)) };
            }),
            ...cover.rows,
          ],
          legend: [
            ...order
              .filter((state) => seen.has(state))
              .map((state) => ({ mark: signs[state], tone: toneOf(state), text: wordOf(state) })),
            ...cover.legend,
            { mark: '', tone: 'muted', text: '没有记录' },
          ],
        },
        ...(cover.list === null ? [] : [cover.list]),
        ...oddNotes(odd, month),
      ],
    },
  ];
}

/** Days after its own on which a shift still runs; nobody who is away is there on the next day either. */
function carriedDays({ date, plannedTo, state }: DutyRecord): string[] {
  if (state === 'leave' || state === 'absent') return [];
  const days: string[] = [];
  for (let day = next(date); compareInstants(toText(at(day, '00:00')), plannedTo) < 0; day = next(day)) days.push(day);
  return days;
}

const next = (day: string): string => toDate(day).add({ days: 1 }).toString();

/** Once for the months of a site. */
const known = new WeakMap<SiteFacts['records'], Map<string, string[]>>();

/** What the statement of the period says of a duty record: away, and at work by another record. By the id of the duty record. */
export function absentAndAtWork({ records }: Pick<SiteFacts, 'records'>): ReadonlyMap<string, readonly string[]> {
  const found = known.get(records) ?? new Map<string, string[]>();
  if (known.has(records)) return found;
  known.set(records, found);
  for (const { records: ids, text } of workWhileAbsent(Object.values(records).flat())) {
    const duty = ids.at(-1) ?? '';
    found.set(duty, [...(found.get(duty) ?? []), text]);
  }
  return found;
}

/** In words, with the numbers of both records, which lead to them. */
const oddNotes = (odd: ReadonlyMap<string, readonly string[]>, month: string): Block[] =>
  [...odd.values()]
    .flat()
    .filter((text) => text.startsWith(month))
    .map((text) => ({ type: 'note', tone: 'attention', text: `与其他记录矛盾，待核实：${text}。` }));

const toneOf = (state: State): DayCell['tone'] => {
  if (state === 'substitute') return 'normal';
  if (state === 'odd') return 'attention';
  return state === 'carried' ? 'muted' : duties[state].tone;
};

function dayOf(
  facts: SiteFacts,
  day: string,
  parts: readonly Part[],
  wordOf: (state: State) => string,
  odd: ReadonlyMap<string, readonly string[]>,
): DayCell | null {
  const [first] = parts.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  if (first === undefined) return null;
  // Who stood in has a record of their own, with when they were there; that of the absent one only names them.
  const own =
    first.state === 'substitute' ? parts.find(({ duty }) => duty.person === first.duty.substitute) : undefined;
  const fields = fieldsOf(dutyKind.schema);
  const said = parts.map(({ state, duty }) => {
    const post = choiceWord(fields, 'post', duty.post);
    if (state === 'odd') return `${post} ${(odd.get(duty.id) ?? []).join('，')}`;
    if (state === 'carried') return `${post} 接前一日的班，至 ${formatDateTime(duty.plannedTo)}`;
    const times = duty.signedInAt === undefined ? '' : `，签到 ${timeText(duty.signedInAt).slice(-5)}`;
    const whose = state === 'substitute' ? `（替 ${duty.person}）` : '';
    return `${post} ${wordOf(state)}${whose}${times}`;
  });
  return {
    mark: signs[first.state],
    tone: toneOf(first.state),
    text: `${day}：${said.join('；')}`,
    href: placeOf(facts, dutyKind.id, (own ?? first).duty.id),
  };
}
