/** 在岗与值班 as a table: roster and sign-in of each shift. 5.1.1. Pure. */
import type { RecordTable } from '../../page/record-table.ts';
import { duties } from '../../states/duty.ts';
import { MISSING, timeText } from '../../wording/words.ts';
import duty, { type DutyRecord } from './kinds/duty.ts';

export const dutyTable: RecordTable<DutyRecord> = {
  title: '在岗与值班',
  kind: duty,
  columns: [
    {
      ...{ field: 'person', title: true },
      sub: ({ id, substitute }: DutyRecord) => (substitute === undefined ? id : `${id}　顶岗 ${substitute}`),
    },
    'post',
    ...['plannedFrom', 'plannedTo', 'signedInAt', 'signedOutAt'].map((field) => ({ field, only: 'paper' as const })),
    // In pairs, so that a card of a phone stays short.
    {
      ...{ field: 'planned', label: '排班', only: 'site' },
      value: ({ plannedFrom, plannedTo }: DutyRecord) => `${timeText(plannedFrom)} 至 ${timeText(plannedTo)}`,
    },
    {
      ...{ field: 'signed', label: '签到与签退', only: 'site' },
      value: ({ signedInAt, signedOutAt }: DutyRecord) =>
        signedInAt === undefined ? MISSING : `${timeText(signedInAt)}，签退 ${timeText(signedOutAt)}`,
    },
    { field: 'state', state: true, look: ({ state }: DutyRecord) => duties[state] },
  ],
};
