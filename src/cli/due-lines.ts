/** The list of due items as words in columns. */

import { documentTitle } from '../contract/calendar/period-text.ts';
import { formatDateTime } from '../contract/time.ts';
import type { DueItem } from '../pipeline/plan/due-items.ts';
import { orMissing } from '../wording/words.ts';

const PROVISIONAL = '＊';

/** One line for the due times that were counted without knowing the holidays of their year; none when all are known. */
export function provisionalLines(items: readonly DueItem[]): string[] {
  const years = new Set(
    items.flatMap(({ provisional, dueAt }) => (provisional === true && dueAt !== null ? [dueAt.slice(0, 4)] : [])),
  );
  if (years.size === 0) return [];
  return [
    `${PROVISIONAL} ${[...years].join('、')} 年的节假日安排尚未录入，期限暂按周一至周五推算；公布后写入 contract/holidays.yaml`,
  ];
}

/** One row an item: state, due time, name, period, what is missing, next command. */
export function dueLines(items: readonly DueItem[]): string[][] {
  return items.map((item) => [
    item.stateText,
    dueText(item),
    item.part === undefined ? item.name : documentTitle(item.name, { suffix: '', name: item.part }),
    item.period,
    lacksText(item),
    item.command === null ? overText(item) : `→ ${item.command}`,
  ]);
}

/** What still helps a day that is over without evidence. */
function overText({ over, writable }: DueItem): string {
  if (over !== true) return '';
  return writable === true
    ? '（没有任何记录，登记工作记事后可编制）'
    : '（当日没有巡检，不能补采；有纸质巡检表的可纸质补录）';
}

function dueText({ dueAt, dueAfter, provisional }: DueItem): string {
  if (dueAt !== null) return `${formatDateTime(dueAt)}${provisional === true ? PROVISIONAL : ''}`;
  return dueAfter === undefined ? '（无期限）' : `期限随${dueAfter}`;
}

/** Characters of a reason in a line of a list; the document's page has all of it. */
const BRIEF = 40;
const briefly = (text: string): string => (text.length > BRIEF ? `${text.slice(0, BRIEF - 1)}…` : text);

/** What is missing; of a returned or void document also why, of one with blanks how many it prints. */
function lacksText({ lacks, returned, annulled, unfilled, voided, happenedLate, claimed = '' }: DueItem): string {
  const late = happenedLate === undefined ? '' : `（所依据的事项 ${happenedLate} 才发生，晚于期限）`;
  if (lacks.length === 0) return `${claimed}${late}`;
  const blanks = unfilled === undefined ? '' : `（已签发的一版印有 ${unfilled} 处“待填写”）`;
  const before = voided === undefined ? blanks : `（${voided}）`;
  const gone =
    annulled === undefined ? before : `（已签发的一版已作废：${briefly(orMissing(annulled.reason))}）${before}`;
  const why =
    returned === undefined
      ? gone
      : `（退回原因：${briefly(orMissing(returned.reason))}${returned.again === undefined ? '' : `；${returned.again}`}）`;
  return `缺 ${lacks.join('、')}${why}${late}${claimed === '' ? '' : `；${claimed}`}`;
}
