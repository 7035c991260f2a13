/** `status` as lines that a person reads. */
import { type OccurrenceState, stateWord, stateWords } from '../contract/calendar/occurrence.ts';
import { formatDateTime } from '../contract/time.ts';
import { reminderLines } from '../notify/attention.ts';
import type { Status } from '../pipeline/status/status.ts';

/** Acts of the purchaser that are named one by one. */
const NAMED = 5;

function claimedLines(claimed: Status['claimed']): string[] {
  if (claimed.length === 0) return [];
  const names = claimed.slice(0, NAMED).map((one) => `${one.obligation} ${one.period} ${one.text}`);
  const more = claimed.length > NAMED ? ` 等 ${claimed.length} 项` : '';
  return [`待确认　${names.join('、')}${more}：附上⟦采购人⟧签字的扫描件（attach 记录编号 文件 --signed）后才计入`];
}

export function statusLines(s: Status): string[] {
  const states = (Object.keys(stateWords) as OccurrenceState[])
    .filter((state) => (s.states[state] ?? 0) > 0)
    .map((state) => `${stateWord(state, s.onTimeBy)} ${s.states[state]}`);
  return [
    s.verdict.text,
    ...s.verdict.reasons.map((r) => `  · ${r.text}`),
    '',
    `项目　　${s.project}`,
    `服务期　${s.servicePeriod.from} 至 ${s.servicePeriod.to}　当前 ${formatDateTime(s.now)}`,
    `应交项　${states.join(' · ') || '无'}`,
    `归档　　文档 ${s.documents} 份`,
    ...(s.inspects || s.inspection !== null
      ? [`巡检　　${s.inspection?.conclusion ?? (s.isOver ? '服务期已结束，不再巡检' : '今日尚无巡检记录')}`]
      : []),
    ...(s.permit === null ? [] : [`许可　　${s.permit}（opsledger record permit）`]),
    ...reminderLines(s.reminders),
    ...s.returned.map((one) => `已退回　${one.number}（${one.reason}）：改正后运行 ${one.command}`),
    ...s.unfilled.map((one) => `待补正　${one.number} 印有 ${one.blanks} 处“待填写”：填写后运行 ${one.command}`),
    ...s.voided.map((one) => `确认失效　${one.obligation} ${one.period}：${one.text}，重新确认：${one.command}`),
    ...claimedLines(s.claimed),
    ...s.archive.map((one) => `归档异常　${one.path}：${one.message}`),
    ...(s.archive.length > 0 ? ['　　　　运行 opsledger verify 核对；归档只能由签发写入，从备份恢复这些文件'] : []),
    ...s.unproven.map(
      (one) => `缺扫描件　${one.message}：用 opsledger receive --scan 登记签收时附上，或从备份恢复（${one.path}）`,
    ),
    ...s.edited.map((one) => `手工改动　${one.path}：${one.message}`),
    ...(s.uncommitted.length > 0 ? [`未提交　${s.uncommitted.length} 个文件，下次签发时核对并提交`] : []),
    ...s.problems.map((p) => `不可读　${p.path}：${p.message}`),
    '',
    '下一步：opsledger due',
  ];
}
