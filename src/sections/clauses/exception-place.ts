/**
 * Where a reader finds what an exception tells of, when its document names no record: who was late, the document that is owed, the
 * list of what was counted. Pure.
 */
import { OWED_SETS } from '../../assess/contract/backup-exceptions.ts';
import { fieldsOf } from '../../records/fields.ts';
import type { Cell, RichCell } from '../../report/site-model.ts';
import type { StatedException, StatedFindings } from '../../report/statement.ts';
import { offOf } from '../../subjects/attendance/judge/attendance.ts';
import dutyKind from '../../subjects/attendance/kinds/duty.ts';
import { UNRECORDED } from '../../subjects/clauses/tables.ts';
import { choiceWord } from '../../wording/codes.ts';
import { formatDuration } from '../../wording/durations.ts';
import { lateHref } from '../board/finding-figures.ts';
import { FIXED_LATE_HREF, namedFindings } from '../board/finding-places.ts';
import { oddDuties } from '../parts/exception-records.ts';
import type { SiteFacts } from '../parts/facts.ts';
import { recordHref, recordsHref } from '../parts/links.ts';

/** @param exception as a statement lists it @returns the record, or a link to what shows it; that nothing was recorded where nothing was */
export function exceptionPlace(facts: SiteFacts, exception: StatedException): Cell {
  const finding = lateFindings(facts, exception);
  if (finding !== null) return finding;
  if (exception.where !== '') return exception.where;
  return owedDocument(facts, exception) ?? dutyOf(facts, exception) ?? listOf(exception) ?? UNRECORDED;
}

/** `系统巡检日志 2026-06-20：缺失`: the day of the calendar on which it was due. */
function owedDocument({ obligations }: SiteFacts, { text, day }: StatedException): Cell | null {
  if (day === null || !obligations.some(({ name }) => text.startsWith(`${name} `))) return null;
  const own = /^\S+ (\d{4}-\d{2}-\d{2})：/.exec(text)?.[1] ?? day;
  return { text: '应交项', href: `/deliverables/due/${own.slice(0, 'YYYY-MM'.length)}?day=${own}` };
}

/** The duty records of that day that say other than 在岗. */
function dutyOf(facts: SiteFacts, exception: StatedException): Cell | null {
  const odd = oddDuties(facts, exception);
  const [only] = odd;
  if (only === undefined || odd.length > 1) return only === undefined ? null : odd.map(({ id }) => id).join('、');
  const off = offOf(only);
  const word = choiceWord(fieldsOf(dutyKind.schema), 'state', only.state);
  const sub = `${only.person}，${word}${off === null ? '' : ` ${formatDuration(off)}`}`;
  return { text: only.id, href: recordHref(facts, only.id), sub };
}

/** The scans that the statement names, each finding that it names, and the list of all of which the same is true now. */
function lateFindings(facts: SiteFacts, { text, where, findings }: StatedException): Cell | null {
  if (findings === undefined) return null;
  const all = findingLists[findings.state];
  const named = namedFindings(facts, text);
  if (where !== '') return { text: where, more: [...named, all] };
  return named.length === 0 ? all : { ...all, more: named };
}

const findingLists: Readonly<Record<StatedFindings['state'], { text: string; href: string }>> = {
  overdue: { text: '已逾期的漏洞清单', href: lateHref() },
  'fixed-late': { text: '逾期后才修复的漏洞清单', href: FIXED_LATE_HREF },
};

/** What a statement counts over many records, by its words, and where those are listed. */
const listed: readonly [RegExp, RichCell][] = [
  [/的人工检查没有结果/, { text: '巡检记录', href: recordsHref('inspection') }],
  [new RegExp(OWED_SETS), { text: '备份与演练', href: '/backups' }],
  [/未观测 /, { text: '可用率', href: '/availability' }],
];

const listOf = ({ text }: StatedException): Cell | null => listed.find(([words]) => words.test(text))?.[1] ?? null;
