import { z } from 'zod';
import { date } from '../../../contract/scalars.ts';
import { compareInstants, secondsBetween } from '../../../contract/time.ts';
import { choice, line, maybe, person, phone, prose, time } from '../../../records/entry-fields.ts';
import { defineKind, envelope, type RecordProblem } from '../../../records/record.ts';
import { rules } from '../../../records/rules.ts';
import { dutyWords } from '../../../states/duty.ts';

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('duty'),
  date: date().meta({ label: '值班日期', example: '2026-11-24' }),
  at: time('登记时间', '2026-11-24 08:56:10').describe('When the sign-in, or for a roster entry the roster, was made.'),
  person: person('人员'),
  post: choice('岗位', { resident: '⟦现场⟧', oncall: '⟦值班⟧', backup: '⟦后备支持⟧' }),
  plannedFrom: time('排班起', '2026-11-24 09:00'),
  plannedTo: time('排班止', '2026-11-24 17:30'),
  state: choice('情况', dutyWords, ['planned']),
  signedInAt: maybe(time('签到时间', '2026-11-24 08:56:10')),
  signedOutAt: maybe(time('签退时间', '2026-11-24 17:34:02')),
  way: maybe(choice('签到方式', { device: '考勤机', paper: '纸质签到', system: '系统登记' })),
  place: maybe(line('地点', '东楼机房值班室')),
  phone: maybe(phone('值班电话')),
  substitute: maybe(person('顶岗人员', '后备工程师')),
  reason: maybe(prose('原因', '年假，已书面报备')),
});

export type DutyRecord = z.infer<typeof schema>;
const rule = rules<DutyRecord>(schema);

const onSite = new Set<DutyRecord['state']>(['present', 'late', 'left-early']);

/** 值班与考勤: roster and sign-in of one person on one day. Clauses 5.1.1(1), 5.1.1(3). */
export default defineKind<DutyRecord>({
  id: 'duty',
  label: '值班与考勤',
  prefix: 'ZB',
  topics: ['phone', 'attendance'],
  schema,
  about: ['person', 'post', 'state'],
  example: {
    schema: 2,
    kind: 'duty',
    id: 'ZB-20261124-001',
    source: 'manual',
    at: '2026-11-24T08:56:10+08:00',
    enteredAt: '2026-11-24T17:40:00+08:00',
    date: '2026-11-24',
    person: '驻点运维工程师',
    post: 'resident',
    plannedFrom: '2026-11-24T09:00:00+08:00',
    plannedTo: '2026-11-24T17:30:00+08:00',
    state: 'present',
    signedInAt: '2026-11-24T08:56:10+08:00',
    signedOutAt: '2026-11-24T17:34:02+08:00',
    way: 'device',
    place: '东楼机房值班室',
    phone: '0756-0000000',
  },
  check(record) {
    const there = onSite.has(record.state);
    const from = record.plannedFrom.slice(0, 10);
    return [
      ...rule.entered(record),
      ...rule.order(record, 'plannedFrom', 'plannedTo'),
      ...rule.order(record, 'signedInAt', 'signedOutAt'),
      ...signedInForThisShift(record),
      ...presentAllTheTime(record),
      ...(from === record.date
        ? []
        : [{ field: 'plannedFrom', found: record.plannedFrom, expected: `在值班日期（date）${record.date} 当日` }]),
      ...rule.required(record, there && record.post === 'resident', 'signedInAt', '⟦现场⟧在岗时'),
      ...rule.required(record, record.state === 'leave', 'substitute', '请假时'),
      ...rule.required(record, record.state === 'leave' || record.state === 'absent', 'reason', '请假或缺勤时'),
      ...(!there && record.signedInAt !== undefined
        ? [{ field: 'state', found: record.state, expected: '有签到时间（signedInAt）时为在岗、迟到或早退' }]
        : []),
    ];
  },
});

/** A resident who came after the shift began, or left before it ended, was not simply 在岗. */
function presentAllTheTime(record: DutyRecord): RecordProblem[] {
  if (record.post !== 'resident' || record.state !== 'present') return [];
  const { plannedFrom, plannedTo, signedInAt = plannedFrom, signedOutAt = plannedTo } = record;
  if (compareInstants(signedInAt, plannedFrom) > 0)
    return [
      { field: 'state', found: '在岗', expected: `迟到：签到 ${signedInAt} 晚于排班起（plannedFrom）${plannedFrom}` },
    ];
  if (compareInstants(signedOutAt, plannedTo) < 0)
    return [
      { field: 'state', found: '在岗', expected: `早退：签退 ${signedOutAt} 早于排班止（plannedTo）${plannedTo}` },
    ];
  return [];
}

/** Nobody signs in half a day ahead of a shift, or when it is over: that is a sign-in for another one. */
const EARLIEST_SECONDS = 12 * 3600;

function signedInForThisShift({ signedInAt, plannedFrom, plannedTo }: DutyRecord): RecordProblem[] {
  if (signedInAt === undefined) return [];
  const early = secondsBetween(signedInAt, plannedFrom) > EARLIEST_SECONDS;
  if (!early && compareInstants(signedInAt, plannedTo) <= 0) return [];
  const expected = `本班的签到：排班起（plannedFrom）${plannedFrom} 前 12 小时之内，不晚于排班止（plannedTo）${plannedTo}`;
  return [{ field: 'signedInAt', found: signedInAt, expected }];
}
