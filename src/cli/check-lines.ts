/** `check` as lines that a person reads: causes with counts and first places, never a list of two hundred. */
import { expressionText, extents } from '../contract/expressed/expressed.ts';
import { formatDateTime } from '../contract/time.ts';
import type { CheckReport } from '../pipeline/check/check.ts';
import type { Group, Weight } from '../pipeline/check/finding.ts';
import { columns } from './terminal.ts';

/** Places of one group that are named; `--json` names them all. */
const PLACES = 3;
/** Groups of one cause that are shown. */
const GROUPS = 12;

const weights: Record<Weight, string> = { unusable: '必须改正', attention: '需要处理', note: '提示' };

/** The report, from what must be mended to what is only worth knowing, then the calendar and what is switched off. */
export function checkLines(report: CheckReport): string[] {
  return [
    conclusion(report),
    ...report.causes.flatMap(({ title, weight, count, groups }) => [
      '',
      `【${weights[weight]}】${title}：${count} 处`,
      ...groups.slice(0, GROUPS).map(groupLine),
      ...(groups.length > GROUPS
        ? [`  · 还有 ${groups.length - GROUPS} 类，共 ${sum(groups.slice(GROUPS))} 处，用 --json 全部列出`]
        : []),
    ]),
    ...expressedLines(report),
    ...calendarLines(report),
    ...offLines(report),
  ];
}

function conclusion({ usable, attention, causes }: CheckReport): string {
  const total = (weight: Weight) =>
    causes.filter((one) => one.weight === weight).reduce((count, one) => count + one.count, 0);
  if (!usable) return `合同数据不能使用：${total('unusable')} 处必须改正；改正之后其余的检查才做得全`;
  if (attention) return `合同数据可以使用；${total('attention')} 处需要处理`;
  return '合同数据可以使用，没有需要处理的事项';
}

function groupLine({ what, file, count, places, found, expected }: Group): string {
  const named = places.slice(0, PLACES).join('、');
  const where = count > PLACES ? `${count} 处：${named} 等` : named;
  const detail = [
    ...(found === undefined ? [] : [`实际 ${short(found)}`]),
    ...(expected === undefined || what.includes(expected) ? [] : [expectation(expected)]),
  ].join('，');
  const told = what === where ? what : `${what}　${where}`;
  return `  · ${file}　${told}${detail === '' ? '' : `（${detail}）`}`;
}

const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text).replace(/\s+/g, ' ');
const sum = (groups: readonly Group[]): number => groups.reduce((total, { count }) => total + count, 0);

/** Clauses that are named; `--json` names them all. */
const CLAUSES = 20;

/** How many clauses the data express how far, then each of which words are left, and each that is a declaration. */
function expressedLines({ expressed }: CheckReport): string[] {
  if (expressed === null || expressed.length === 0) return [];
  const counts = Object.entries(extents).flatMap(([extent, word]) => {
    const count = expressed.filter((one) => one.extent === extent).length;
    return count === 0 ? [] : [`${word} ${count} 条`];
  });
  const named = expressed.filter(({ rest, reason }) => rest.length > 0 || reason !== undefined);
  return [
    '',
    `条款 ${expressed.length} 条，数据表达了多少：${counts.join('，')}`,
    ...named
      .slice(0, CLAUSES)
      .map((one) => `  · ${one.clause.paper} ${one.clause.label}　${expressionText(one).replace(/\s+/g, ' ')}`),
    ...(named.length > CLAUSES ? [`  · 还有 ${named.length - CLAUSES} 条，用 --json 全部列出`] : []),
  ];
}

function calendarLines({ calendar }: CheckReport): string[] {
  if (calendar === null || calendar.length === 0) return [];
  const count = (value: number | null): string => (value === null ? '逐次' : String(value));
  return [
    '',
    '按交付义务，到期的应交项：',
    ...columns([
      ['  交付义务', '名称', '周期', '第一个月', '第一年', '服务期', '最早的期限'],
      ...calendar.map((one) => [
        `  ${one.obligation}`,
        one.name,
        one.cadence,
        count(one.month),
        count(one.year),
        count(one.service),
        one.firstDue === null ? '—' : formatDateTime(one.firstDue),
      ]),
    ]),
  ];
}

function offLines({ off }: CheckReport): string[] {
  if (off === null || off.length === 0) return [];
  return [
    '',
    '没有条款写明、因而关闭的事项（不判定，文档和站点都不印）：',
    `  ${off.map(({ topic, meaning }) => `${topic}（${meaning}）`).join('、')}`,
  ];
}

/** A guess at what was meant is no demand. */
const expectation = (text: string): string => (text.startsWith('您是不是要') ? text : `应为 ${text}`);
