/** Tables of the records that the first page speaks of: changes, what runs out, who is on duty. Pure. */

import { compareInstants } from '../../contract/time.ts';
import { recordTableOnSite } from '../../page/record-table.ts';
import { settledTable } from '../../page/table.ts';
import type { TableBlock } from '../../report/site-model.ts';
import { duties } from '../../states/duty.ts';
import dutyKind, { type DutyRecord } from '../../subjects/attendance/kinds/duty.ts';
import { dutyTable } from '../../subjects/attendance/tables.ts';
import { type ChangeRecord, changeStages } from '../../subjects/changes/kinds/change.ts';
import { changeTable } from '../../subjects/changes/tables.ts';
import { isAhead, isPending, type JudgedRenewal, judgeRenewals } from '../../subjects/renewals/judge/renewals.ts';
import renewalKind from '../../subjects/renewals/kinds/renewal.ts';
import { renewalTable } from '../../subjects/renewals/tables.ts';
import { recordsOf, type SiteFacts } from './facts.ts';
import { naming } from './links.ts';

/** 需求进展: each change with the stage that it has reached. */
export const changeList = (facts: SiteFacts, changes: readonly ChangeRecord[]): TableBlock =>
  settledTable(
    {
      ...changeTable({ asset: naming(facts).asset }),
      id: ({ id }) => id,
      filters: [
        {
          key: 'stage',
          label: '阶段',
          options: Object.entries(changeStages).map(([value, text]) => ({ value, text })),
        },
      ],
      filter: ({ stage }) => ({ stage }),
      empty: '近一年没有变更。',
    },
    changes,
    'site',
  );

/** 到期事项: what must be seen to first, then the rest by the day on which it runs out. */
export function renewalList(facts: SiteFacts): TableBlock {
  const isSettled = (one: JudgedRenewal) => (one.state === 'renewed' && !isAhead(one)) || one.state === 'stopped';
  const rank = (one: JudgedRenewal) => (isPending(one) ? 0 : isSettled(one) ? 2 : 1);
  return settledTable(
    {
      ...renewalTable,
      id: ({ renewal }) => renewal.id,
      empty: '还没有登记到期事项。证书、域名、保险等登记后列在这里。',
    },
    judgeRenewals(recordsOf(facts, renewalKind), facts.now).toSorted((a, b) => rank(a) - rank(b)),
    'site',
  );
}

const posts: readonly DutyRecord['post'][] = ['resident', 'oncall', 'backup'];

/** A shift of the evening before that is not over. */
const runsOn = ({ plannedFrom, plannedTo }: DutyRecord, now: string): boolean =>
  compareInstants(plannedFrom, now) <= 0 && compareInstants(now, plannedTo) < 0;

/** Who is on duty today, those of the night before while it lasts, in the order of the posts. */
export const dutyToday = (facts: SiteFacts): DutyRecord[] =>
  recordsOf(facts, dutyKind)
    .filter((one) => one.date === facts.today || runsOn(one, facts.now))
    .sort((a, b) => posts.indexOf(a.post) - posts.indexOf(b.post));

export const personText = ({ person, substitute }: DutyRecord): string =>
  substitute === undefined ? person : `${person}（顶岗 ${substitute}）`;

/** 今日在岗: roster and sign-in of today. */
export const dutyList = (facts: SiteFacts): TableBlock =>
  recordTableOnSite(
    {
      ...dutyTable,
      title: '今日值班与在岗',
      records: dutyToday(facts),
      tone: ({ state }) => (duties[state].tone === 'abnormal' ? 'abnormal' : undefined),
      empty: '今日还没有在岗登记。签到和值班登记后列在这里；没有登记不等于缺勤。',
    },
    { anchored: true },
  );
