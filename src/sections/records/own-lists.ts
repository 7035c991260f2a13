/** What the page of a kind tells before its days, where that is more than ids: an entry a kind. Pure. */
import type { Section } from '../../report/site-model.ts';
import changeKind from '../../subjects/changes/kinds/change.ts';
import { recordsOf, type SiteFacts } from '../parts/facts.ts';
import { isRecent } from '../parts/months.ts';
import type { SiteNeed } from '../parts/needs.ts';
import { postSection } from '../parts/post-hours.ts';
import { changeList, dutyList, renewalList } from '../parts/record-tables.ts';
import type { SiteShown } from '../parts/shown.ts';
import { ODD_SHIFTS, oddShiftTable, staffBlocks } from '../parts/staff.ts';
import { absentAndAtWork } from './duty.ts';
import { inspectionCalendar } from './inspections.ts';
import { scoreSection } from './scores.ts';

/** A list in which each record has a row, to which links lead. */
interface Rows {
  window: SiteNeed['window'];
  /** @param row where it is @returns null: this one has none */
  path(facts: Parameters<SiteShown['path']>[0], row: string, id: string): string | null;
}

interface OwnList {
  /** Absent: its newest are listed by their ids all the same. */
  rows?: Rows;
  /** @param count of all records of the kind */
  sections(facts: SiteFacts, count: number): Section[];
}

/** Changes that one page lists. */
const MOST_CHANGES = 250;

function changeSection(facts: SiteFacts): Section {
  const all = recordsOf(facts, changeKind).toReversed();
  const listed = all.slice(0, MOST_CHANGES);
  const more = listed.length < all.length ? `，列出最近 ${listed.length} 条，其余见各月` : '';
  return { id: 'list', title: '近一年', note: `${all.length} 条${more}`, blocks: [changeList(facts, listed)] };
}

function dutySections(facts: SiteFacts): Section[] {
  const staff = staffBlocks(facts, absentAndAtWork(facts));
  const odd = oddShiftTable(facts);
  return [
    { id: 'today', title: '今日', note: facts.today, blocks: [dutyList(facts)] },
    ...postSection(facts),
    ...(staff.length === 0 ? [] : [{ id: 'staff', title: '备案人员与在岗人员', blocks: staff }]),
    ...(odd.length === 0 ? [] : [{ id: ODD_SHIFTS, title: '迟到、早退、请假、缺勤和顶岗', blocks: odd }]),
  ];
}

export const ownLists: Readonly<Record<string, OwnList>> = {
  change: {
    rows: { window: 'year', path: (facts, row, id) => (isRecent(facts, id) ? row : null) },
    sections: (facts) => [changeSection(facts)],
  },
  // What runs out is followed until it is settled, however long ago it was written down.
  renewal: {
    rows: { window: 'all', path: (_, row) => row },
    sections: (facts, count) => [{ id: 'list', title: '全部', note: `${count} 条`, blocks: [renewalList(facts)] }],
  },
  inspection: { sections: inspectionCalendar },
  satisfaction: { sections: (facts) => scoreSection(facts, 'satisfaction') },
  'service-order': { sections: (facts) => scoreSection(facts, 'service-order') },
  duty: { sections: dutySections },
};

/** The kinds whose records have rows there. */
export const listedKinds = Object.entries(ownLists).flatMap(([kind, { rows }]): [string, Rows][] =>
  rows === undefined ? [] : [[kind, rows]],
);
