/** What the figures of 首页 give as reasons: faults that go on, limits missed, the quota, findings past their deadline, what has run out. Pure. */

import { outageWords } from '../../contract/terms/classes.ts';
import { figureIds } from '../../page/figure-ids.ts';
import { type Figure, figureOf } from '../../report/figure.ts';
import type { JudgedBoard } from '../../sections/board/figures.ts';
import { lateHref } from '../../sections/board/finding-figures.ts';
import { FIXED_LATE_HREF } from '../../sections/board/finding-places.ts';
import { MISSED_HREF } from '../../sections/parts/links.ts';
import { clockStates } from '../../states/clock.ts';
import type { Gravity } from '../../states/gravity.ts';
import { UNSETTLED } from '../../subjects/renewals/judge/renewals.ts';

export interface Reason {
  /** By which it is ranked and marked, as the reports do; null: it is as it should be, or `neutral`. */
  gravity: Gravity | null;
  /** Told, and neither good nor bad. */
  neutral?: true;
  text: string;
  /** How the one sentence names it, where `text` says more than fits there. */
  brief?: string;
  href: string | null;
  /** The count that it names: the number of rows of what it opens. */
  figure?: Figure;
  /** What is told in the same line with a count and a list of its own. */
  also?: readonly { text: string; href: string; figure: Figure }[];
}

/** Only what needs attention, beside `unrestoredReason`; a figure without observation is no reason for 正常. */
export function boardReasons(board: JudgedBoard): Reason[] {
  const found = [...board.quotas.map(quota), outages(board), restores(board), limits(board), findings(board)];
  return [...found, fixedLate(board), severe(board), unlogged(board), expired(board), ...owed(board)].filter(
    (one) => one !== null,
  );
}

/** Faults that are named; the others are counted. */
const NAMED = 3;

/** The faults that go on now: told before all that is over. null: there is none. */
export function unrestoredReason({ unrestored: faults }: Pick<JudgedBoard, 'unrestored'>): Reason | null {
  const [first] = faults;
  if (first === undefined) return null;
  const named = faults
    .slice(0, NAMED)
    .map(({ level, title, overrun }) => `${level} ${title}${overrun ? `（${clockStates.overrun}）` : ''}`);
  const severe = faults.some(({ worst, overrun }) => worst || overrun);
  const brief = `尚未恢复的故障 ${faults.length} 起`;
  return {
    gravity: severe ? 'still-down' : 'open-fault',
    text: `${brief}：${named.join('、')}${faults.length > NAMED ? ' 等' : ''}`,
    brief,
    href: faults.length === 1 ? first.href : '/faults',
  };
}

/** What was down and is up again, everything before core business, in one line as the graver of them: told whosever it was. */
function outages({ outages: { whole, core } }: JudgedBoard): Reason | null {
  const kinds = (
    [
      ['whole', whole],
      ['core', core],
    ] as const
  ).filter(([, list]) => list.length > 0);
  const [first] = kinds;
  if (first === undefined) return null;
  const [outage, list] = first;
  const shares = kinds.map(([kind, own]) => {
    const whose = [...Map.groupBy(own, (one) => one.whose)].map(([name, { length }]) => `${name} ${length}`);
    return `${outageWords[kind]} ${own.length} 起（责任${whose.join('、')}）`;
  });
  const [only] = list;
  return {
    gravity: outage === 'whole' ? 'outage-whole' : 'outage-core',
    text: `本服务期${shares.join('，')}`,
    brief: kinds.map(([kind, own]) => `${outageWords[kind]} ${own.length} 起`).join('、'),
    href: list.length === 1 && only !== undefined ? only.href : `/faults?outage=${outage}#list`,
  };
}

/** A set that could not be restored stays told, whatever was restored since. */
function restores({ failedRestores: list }: JudgedBoard): Reason | null {
  const [first] = list;
  if (first === undefined) return null;
  const brief = `恢复测试不通过 ${list.length} 次`;
  const named = list.slice(0, NAMED).map(({ text }) => text);
  const text = `本服务期${brief}：${named.join('、')}${list.length > NAMED ? ' 等' : ''}`;
  return { gravity: 'recovery-failed', text, brief, href: list.length === 1 ? first.href : '/backups#restore-tests' };
}

function limits({ commitments, recovery, within }: JudgedBoard): Reason | null {
  const missed = [...commitments, ...recovery].filter((one) => one.missed > 0);
  const [first] = missed;
  if (first === undefined) return null;
  const text = missed
    .map(({ label, missed: count, hanging }) => `${label} ${count} 次${hanging === '' ? '' : `（${hanging}）`}`)
    .join('，');
  const times = missed.reduce((sum, one) => sum + one.missed, 0);
  return {
    gravity: 'limit-missed',
    text: `本服务期时限未达标：${text}`,
    brief: `时限未达标 ${times} 次`,
    href: missed.length === 1 ? (first.cells.missed.href ?? first.href) : MISSED_HREF,
    figure: figureOf(figureIds.limitsMissed, times, within),
  };
}

/** As every place says it that tells of the quota: none where it is kept and nothing is open. */
function quota({ verdict: { gravity, text, brief } }: JudgedBoard['quotas'][number]): Reason | null {
  return gravity === null ? null : { gravity, text, brief, href: '/faults#quota' };
}

function findings({ findings: { levels, totals } }: JudgedBoard): Reason | null {
  const late = levels.filter(({ overdue }) => overdue > 0);
  if (late.length === 0) return null;
  const text = late.map(({ label, overdue }) => `${label} ${overdue} 项`).join('，');
  return {
    gravity: 'exposed',
    text: `漏洞逾期未修复：${text}`,
    brief: `漏洞逾期未修复 ${totals.overdue.value} 项`,
    href: lateHref(),
    figure: totals.overdue,
  };
}

/** What was mended late stays told: that nothing waits any more does not make it good. */
function fixedLate({ findings: { fixedLate: late } }: JudgedBoard): Reason | null {
  if (late === null) return null;
  const brief = `漏洞逾期后才修复 ${late.figure.value} 项`;
  return {
    gravity: 'target-missed',
    ...{ text: `本服务期${brief}：${late.text}`, brief, href: FIXED_LATE_HREF, figure: late.figure },
  };
}

/** What waits in time, of the levels that a report of the month tells on its first page. */
const severe = ({ findings: { severe: text } }: JudgedBoard): Reason | null =>
  text === '' ? null : { gravity: 'open-finding', text: `待修复漏洞：${text}，未到期限`, href: '/findings#open' };

/** Evidence that never was there is no trifle of one period. */
const unlogged = ({ unlogged: told }: JudgedBoard): Reason | null =>
  told === null ? null : { gravity: 'missing', text: told.text, brief: told.brief, href: told.href };

function expired({ renewals }: JudgedBoard): Reason | null {
  const gone = renewals.filter(({ tone }) => tone === 'abnormal');
  if (gone.length === 0) return null;
  return {
    gravity: 'expired',
    text: `已到期${UNSETTLED}：${gone.map(({ item }) => item).join('、')}`,
    brief: `已到期${UNSETTLED} ${gone.length} 项`,
    href: '/records/renewal',
  };
}

/** What the contract wants done, held or kept: a line a kind of what was missed, one of what nothing shows. */
function owed({ owed: kinds }: JudgedBoard): Reason[] {
  const missed = kinds.flatMap(({ missed: one }) => one ?? []);
  const unseen = kinds.flatMap(({ unseen: one }) => one ?? []);
  return [
    ...missed.map(
      ({ text, figure, href }): Reason => ({
        gravity: 'target-missed',
        ...{ text: `本服务期${text}`, brief: text, href, figure },
      }),
    ),
    ...(unseen.length === 0
      ? []
      : [
          {
            gravity: 'unmeasured' as const,
            text: `本服务期${unseen.map(({ text }) => text).join('，')}`,
            brief: unseen.map(({ text }) => text).join('、'),
            href: unseen[0]?.href ?? null,
          },
        ]),
  ];
}
