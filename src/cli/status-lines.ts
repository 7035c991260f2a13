/** `status` as lines that a person reads: whole, or as one screen. */

import { stateWord } from '../contract/calendar/occurrence.ts';
import { compareInstants, dateOf, formatDateTime } from '../contract/time.ts';
import { reminderLines } from '../notify/attention.ts';
import { doubtText } from '../pipeline/doubts.ts';
import { needsScheduler } from '../pipeline/heartbeat.ts';
import type { Status } from '../pipeline/status/status.ts';
import { TOLD_HERE } from '../pipeline/status/verdict.ts';
import { toldLine } from '../pipeline/verify/told-records.ts';
import { clockStates } from '../states/clock.ts';
import { type OccurrenceState, OWED_MEANING, stateWords } from '../states/occurrence.ts';
import { onOneScreen, type Section } from './screen.ts';
import { waitLines } from './wait-lines.ts';

/** Acts of the purchaser that are named one by one. */
const NAMED = 5;

/** @returns every line, however many they are */
export const statusLines = (s: Status): string[] => sections(s).flatMap(({ lines }) => lines);

/** @param typed commands as they work where the person is. @returns at most one screen of lines */
export function statusScreen(s: Status, typed: (line: string) => string): string[] {
  const all = sections(s).map((one) => ({ ...one, lines: one.lines.map((line) => typed(line)) }));
  const { lines, isShort } = onOneScreen(all, (line) => line.includes('opsledger '));
  return isShort
    ? [...lines.slice(0, -1), ...lines.slice(-1).map((line) => `${line}；全部列出加 status --all`)]
    : lines;
}

const more = (count: number): string => `（另有 ${count} 项）`;
const always = (lines: readonly string[]): Section => ({ lines, keep: lines.length, more: null });
const some = (lines: readonly string[], keep = 1): Section => ({ lines, keep, more });
/** Gives way to all the others; who misses it asks for everything. */
const spare = (lines: readonly string[]): Section => ({ lines, keep: 0, more: null });

/** In the order in which a person asks. */
function sections(s: Status): Section[] {
  const isDown = needsScheduler(s.scheduler);
  // These have lines of their own, with what to do.
  const lined = s.doubts.filter(({ kind }) => kind === 'clock' || kind === 'scheduler').map(doubtText);
  const reasons = s.verdict.reasons
    .filter(({ text }) => !lined.includes(text))
    .map((one) => `  · ${[one.text, ...(one.also ?? []).map(({ text }) => text)].join('；')}`);
  return [
    { ...always([s.verdict.text]), whole: true },
    some(reasons, 2),
    always(s.closed.map((line) => `结项　　${line}`)),
    spare(['']),
    always(s.clock === null ? [] : [`时钟　　${s.clock.text}`, `　　　　${s.clock.remedy}`]),
    isDown ? always(schedulerLines(s)) : spare([]),
    some(s.running.map((one) => runningLine(one, s.now))),
    some(s.next.map(nextLine)),
    always(s.toReceive === null ? [] : [toReceiveLine(s.toReceive)]),
    always(waitLines(s)),
    isDown ? always([]) : always(schedulerLines(s)),
    some(s.scheduler.notes.map((note) => `　　　　${note}`)),
    ...facts(s),
    ...toDo(s),
    always(['下一步：opsledger due']),
  ];
}

/** What does not run comes before everything that waits for it. */
function schedulerLines({ scheduler: { state, text, remedy } }: Status): string[] {
  return [`调度　　${text}`, ...(remedy === null || state === 'never' ? [] : [`　　　　${remedy}`])];
}

function toReceiveLine({ count, days, answer }: NonNullable<Status['toReceive']>): string {
  return `待签收　${count} 份，最早的已等 ${days} 天${answer === '' ? '' : `，${answer}`}`;
}

function runningLine({ id, level, title, clock, dueAt, word, late }: Status['running'][number], now: string): string {
  const time = dueAt === null ? '' : shortTime(dueAt, now);
  const isAhead = dueAt !== null && compareInstants(now, dueAt) <= 0;
  const due = dueAt === null ? word : isAhead ? `应于 ${time} 前` : `${clockStates.overrun}，时限到 ${time}`;
  const passed = late.length === 0 ? '' : `，${late.join('、')}${clockStates.overrun}`;
  return `进行中　${id} ${level} ${clock} ${due}${passed}　${title}`;
}

const nextLine = ({ dueAt, name, part, period, stateText }: Status['next'][number], n: number): string =>
  `${n === 0 ? '接下来　' : '　　　　'}${dueAt === null ? '' : `${formatDateTime(dueAt).slice('2026-'.length)} `}${name}${part === undefined ? '' : `（${part}）`}　${period}　${stateText}`;

/** Without its day when that is today. */
const shortTime = (at: string, now: string): string =>
  formatDateTime(at).slice(dateOf(at) === dateOf(now) ? '2026-11-24 '.length : '2026-'.length);

/** What stands, whatever has to be done. */
function facts(s: Status): Section[] {
  const states = (Object.keys(stateWords) as OccurrenceState[])
    .filter((state) => (s.states[state] ?? 0) > 0)
    .map((state) => `${stateWord(state, s.onTimeBy)} ${s.states[state]}`);
  return [
    always([`应交项　${states.join(' · ') || '无'}`]),
    spare([`应交　　${s.owed} 份，${OWED_MEANING}`]),
    spare([`归档　　文档 ${s.documents} 份`]),
    spare(s.inspects || s.inspection !== null ? [`巡检　　${s.inspection?.conclusion ?? s.noInspection}`] : []),
    spare([
      `项目　　${s.project}`,
      `服务期　${s.servicePeriod.from} 至 ${s.servicePeriod.to}　当前 ${formatDateTime(s.now)}`,
    ]),
  ];
}

/** What somebody has to see to, a line each. */
function toDo(s: Status): Section[] {
  return [
    some(s.log === null || s.log.pending === 0 ? [] : [`存证　　待签 ${s.log.pending} 条，由持有密钥的机器下一轮签名`]),
    some(s.permit === null ? [] : [`许可　　${s.permit}（opsledger record permit）`]),
    some(reminderLines(s.reminders)),
    some(
      s.returned.map(
        (one) =>
          `已退回　${one.number}（${[one.reason, one.again].filter((part) => part !== '').join('；')}）：改正后运行 ${one.command}`,
      ),
    ),
    some(s.annulled.map((one) => `已作废　${one.number}（${one.text}）：重新签发先运行 ${one.command}`)),
    some(s.unfilled.map((one) => `待补正　${one.number} 印有 ${one.blanks} 处“待填写”：填写后运行 ${one.command}`)),
    some(s.voided.map((one) => `确认失效　${one.obligation} ${one.period}：${one.text}，重新确认：${one.command}`)),
    some(claimedLines(s.claimed)),
    some([
      ...s.archive.map((one) => `归档异常　${one.path}：${one.message}`),
      ...(s.archive.length > 0 ? ['　　　　运行 opsledger verify 核对；归档只能由签发写入，从备份恢复这些文件'] : []),
    ]),
    some(
      s.unproven.map(
        (one) => `缺扫描件　${one.message}：用 opsledger receive --scan 登记签收时附上，或从备份恢复（${one.path}）`,
      ),
    ),
    some(s.edited.map((one) => `手工改动　${one.path}：${one.message}`)),
    some(s.altered.map((one) => `单方改动　${one.path}：${one.message}`)),
    // Of a few the reasons above have the words.
    some(s.told.length > TOLD_HERE ? s.told.map(toldLine) : []),
    some(s.clockWords.map(({ text }) => `时钟说明　${text}`)),
    some(s.uncommitted.length > 0 ? [`未提交　${s.uncommitted.length} 个文件，下次签发时核对并提交`] : []),
    some(s.problems.map((p) => `不可读　${p.path}：${p.message}`)),
  ];
}

function claimedLines(claimed: Status['claimed']): string[] {
  if (claimed.length === 0) return [];
  const names = claimed.slice(0, NAMED).map((one) => `${one.obligation} ${one.period} ${one.text}`);
  const others = claimed.length > NAMED ? ` 等 ${claimed.length} 项` : '';
  return [`待确认　${names.join('、')}${others}：附上⟦采购人⟧签字的扫描件（attach 记录编号 文件 --signed）后才计入`];
}
