import { z } from 'zod';
import { count, date, optional, slug } from '../../../contract/scalars.ts';
import { activitiesOf } from '../../../contract/terms/requirements.ts';
import { line, maybe, person, prose, time } from '../../../records/entry-fields.ts';
import { defineKind, envelope } from '../../../records/record.ts';
import { rules } from '../../../records/rules.ts';

const schema = z.strictObject({
  ...envelope,
  kind: z.literal('activity'),
  date: date().meta({ label: '日期', example: '2026-11-24' }),
  at: time('结束时间', '2026-11-24 16:30'),
  activity: slug()
    .meta({ label: '事项', example: 'training', choicesFrom: 'activities' })
    .describe('Id of the entry in `requirements.activities` of the contract that it counts for.'),
  title: line('主题', '多媒体设备使用培训'),
  place: maybe(line('地点', '第三会议室')),
  organiser: person('组织人员', '运维项目负责人'),
  participants: optional(count()).meta({ label: '参加人数', unit: '人', example: 24 }),
  content: prose('内容', '设备开关机、常见故障的自行处理、报修方式'),
  result: prose('结果', '参加人员已签到，现场答疑 6 项'),
  signedBy: maybe(person('⟦采购人⟧签字人', '采购人经办人')),
});

export type ActivityRecord = z.infer<typeof schema>;
const rule = rules<ActivityRecord>(schema);

/** 专项活动: a training, a stock-taking or whatever else the contract asks for so many times a period. */
export default defineKind<ActivityRecord>({
  id: 'activity',
  label: '专项活动',
  prefix: 'HD',
  topics: ['activity', 'training', 'stock-taking'],
  schema,
  about: ['title'],
  example: {
    schema: 2,
    kind: 'activity',
    id: 'HD-20261124-001',
    source: 'manual',
    at: '2026-11-24T16:30:00+08:00',
    enteredAt: '2026-11-24T17:10:00+08:00',
    date: '2026-11-24',
    activity: 'training',
    title: '多媒体设备使用培训',
    place: '第三会议室',
    organiser: '运维项目负责人',
    participants: 24,
    content: '设备开关机、常见故障的自行处理、报修方式',
    result: '参加人员已签到，现场答疑 6 项',
  },
  check(record, { contract }) {
    const known = activitiesOf(contract, 'activity').map(({ id, name }) => `${id} ${name}`);
    const found = known.length === 0 || known.some((one) => one.startsWith(`${record.activity} `));
    const day = record.at.slice(0, 10);
    return [
      ...rule.entered(record),
      ...(found
        ? []
        : [{ field: 'activity', found: record.activity, expected: `合同要求的事项之一：${known.join('、')}` }]),
      ...(day === record.date
        ? []
        : [{ field: 'at', found: record.at, expected: `在日期（date）${record.date} 当日` }]),
    ];
  },
});
