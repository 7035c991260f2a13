/** 逐日在岗: who was on duty on which day of a month, people by days. Pure. */
import { monthText } from '../../contract/calendar/period-text.ts';
import { fieldsOf } from '../../records/fields.ts';
import dutyKind, { type DutyRecord } from '../../records/kinds/duty.ts';
import type { AnyRecord } from '../../records/record.ts';
import type { SiteDay, SiteSection } from '../../report/site-model.ts';
import { choiceWord } from '../../wording/codes.ts';
import { timeText } from '../../wording/words.ts';
import type { SiteFacts } from '../parts/facts.ts';
import { placeOf } from '../parts/places.ts';
import { dutyTones } from '../parts/record-tables.ts';
import { daysIn } from './inspections.ts';

type State = DutyRecord['state'] | 'substitute';

/** The signs, the one that a day with several shows first: what was not as it was planned. */
const signs: Readonly<Record<State, string>> = {
  absent: '×',
  leave: '○',
  late: '△',
  'left-early': '▽',
  substitute: '◆',
  present: '●',
  planned: '–',
};
const SUBSTITUTE = '顶岗';
const order = Object.keys(signs) as State[];

/** What somebody has to do with a shift: their own, or one in which they stood in. */
interface Part {
  state: State;
  duty: DutyRecord;
}

/** The month's people, each with what the records say of their days; nothing without a record. @param month `2026-05` */
export function dutyMonth(facts: SiteFacts, month: string, records: readonly AnyRecord[]): SiteSection[] {
  const duties = (records as readonly DutyRecord[]).filter(
    ({ date, withdrawn }) => date.startsWith(month) && withdrawn === undefined,
  );
  const parts = duties.flatMap((duty): (Part & { name: string })[] => [
    { name: duty.person, state: duty.state, duty },
    ...(duty.state === 'leave' && duty.substitute !== undefined
      ? [{ name: duty.substitute, state: 'substitute' as const, duty }]
      : []),
  ]);
  if (parts.length === 0) return [];
  const fields = fieldsOf(dutyKind.schema);
  const wordOf = (state: State): string => (state === 'substitute' ? SUBSTITUTE : choiceWord(fields, 'state', state));
  const seen = new Set(parts.map(({ state }) => state));
  const rows = [...Map.groupBy(parts, ({ name }) => name)].sort(
    ([a, ofA], [b, ofB]) => ofB.length - ofA.length || (a < b ? -1 : 1),
  );
  return [
    {
      id: `grid-${month}`,
      title: `${monthText(month)}逐日在岗`,
      blocks: [
        {
          type: 'days',
          caption: `${monthText(month)}每人每天的值班与考勤`,
          heading: '人员',
          rows: rows.map(([head, own]) => {
            const byDay = Map.groupBy(own, ({ duty }) => duty.date);
            return { head, days: daysIn(month).map((day) => dayOf(facts, day, byDay.get(day) ?? [], wordOf)) };
          }),
          legend: [
            ...order
              .filter((state) => seen.has(state))
              .map((state) => ({ mark: signs[state], tone: toneOf(state), text: wordOf(state) })),
            { mark: '', tone: 'muted', text: '没有记录' },
          ],
        },
      ],
    },
  ];
}

const toneOf = (state: State): SiteDay['tone'] => (state === 'substitute' ? 'normal' : dutyTones[state]);

function dayOf(
  facts: SiteFacts,
  day: string,
  parts: readonly Part[],
  wordOf: (state: State) => string,
): SiteDay | null {
  const [first] = parts.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  if (first === undefined) return null;
  const fields = fieldsOf(dutyKind.schema);
  const said = parts.map(({ state, duty }) => {
    const post = choiceWord(fields, 'post', duty.post);
    const times = duty.signedInAt === undefined ? '' : `，签到 ${timeText(duty.signedInAt).slice(-5)}`;
    const whose = state === 'substitute' ? `（替 ${duty.person}）` : '';
    return `${post} ${wordOf(state)}${whose}${times}`;
  });
  return {
    mark: signs[first.state],
    tone: toneOf(first.state),
    text: `${day}：${said.join('；')}`,
    href: placeOf(facts, dutyKind.id, first.duty.id),
  };
}
