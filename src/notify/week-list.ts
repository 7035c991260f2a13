/** 本周应交清单 as one page to print: for whoever is reached by paper alone. Pure. */
import { compareInstants, dateOf, formatDateTime, formatWeekday, type InstantText, toDate } from '../contract/time.ts';
import { escaped } from './escape-html.ts';
import { lineStates, type NoticeLine, noticeLine, numberText } from './line.ts';
import type { Facts } from './told-facts.ts';

export interface WeekList {
  /** First and last day, Monday and Sunday. */
  from: string;
  to: string;
  /** Late from before, earliest first. */
  late: readonly NoticeLine[];
  /** By day. */
  days: readonly { day: string; lines: readonly NoticeLine[] }[];
}

/** The week of the contract's calendar in which `now` lies: what is late already, what is due and what runs out in it. */
export function weekList(facts: Facts, now: InstantText): WeekList {
  const today = toDate(dateOf(now));
  const from = today.subtract({ days: today.dayOfWeek - 1 });
  const [first, last] = [from.toString(), from.add({ days: 6 }).toString()];
  const isLate = ({ dueAt }: { dueAt: InstantText }): boolean => compareInstants(dueAt, now) < 0;
  const lineOf = ({ number, kind, dueAt, state }: NoticeLine): NoticeLine => noticeLine({ number, kind, dueAt, state });
  const late = facts.documents.filter((one) => isLate(one) && (one.state !== 'missing' || dateOf(one.dueAt) >= first));
  const coming = [
    ...facts.documents.filter((one) => !isLate(one)).map(lineOf),
    ...facts.clocks.map(lineOf),
    ...facts.expiries
      // What is there for this week alone is no thing that somebody has to renew.
      .filter((one) => one.from < first)
      .map(({ number, kind, at: dueAt }) => noticeLine({ number, kind, dueAt, state: 'expiring' })),
  ].filter(({ dueAt }) => dueAt !== null && dateOf(dueAt) >= first && dateOf(dueAt) <= last);
  const byDay = Map.groupBy(coming.toSorted(byTime), ({ dueAt }) => dateOf(dueAt as InstantText));
  return {
    ...{ from: first, to: last, late: late.map(lineOf).toSorted(byTime) },
    days: [...byDay].map(([day, lines]) => ({ day, lines })),
  };
}

const byTime = (a: NoticeLine, b: NoticeLine): number => compareInstants(a.dueAt ?? '', b.dueAt ?? '');

const row = (line: NoticeLine, withDay: boolean): string => {
  const time = line.dueAt === null ? '' : formatDateTime(line.dueAt);
  return `<tr><td class="box">□</td><td class="time">${escaped(withDay ? time : time.slice(11))}</td><td>${escaped(line.kind)}</td><td>${escaped(numberText(line.number))}</td><td class="state">${escaped(lineStates[line.state])}</td><td></td></tr>`;
};

const table = (title: string, lines: readonly NoticeLine[], withDay: boolean): string =>
  `<h2>${escaped(title)}　${lines.length} 项</h2>
<table${withDay ? ' class="long"' : ''}><thead><tr><th scope="col" class="box">完成</th><th scope="col" class="time">期限</th><th scope="col">文档种类</th><th scope="col" class="number">编号或期次</th><th scope="col" class="state">状态</th><th scope="col" class="hand">经办签字</th></tr></thead>
<tbody>${lines.map((one) => row(one, withDay)).join('\n')}</tbody></table>`;

const STYLE = `@page { size: A4; margin: 16mm 16mm 18mm; @bottom-center { content: "第 " counter(page) " 页　共 " counter(pages) " 页"; font: 8pt "Noto Sans SC", sans-serif; } }
body { font: 10pt/1.5 "Noto Sans SC", sans-serif; color: #1f2933; margin: 0; }
h1 { font-size: 18pt; margin: 0; } h2 { font-size: 11.5pt; margin: 14pt 0 4pt; break-after: avoid; }
p { margin: 2pt 0 0; color: #52606d; font-size: 9pt; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; } thead { display: table-header-group; } tr { break-inside: avoid; }
th, td { border: 0.5pt solid #8795a1; padding: 3pt 5pt; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { background: #f3f5f7; } .box { width: 11mm; text-align: center; } .time { width: 14mm; } .long .time { width: 30mm; } .number { width: 37mm; } .state { width: 26mm; } .hand { width: 24mm; }`;

/** @param project name of the contract's project @param now ISO instant of the list. @returns one HTML page for A4, which fetches nothing */
export function weekListPage(list: WeekList, project: string, now: InstantText): string {
  const { from, to, late, days } = list;
  const dayTitle = (day: string): string => `${day} ${formatWeekday(day)}`;
  const parts = [
    ...(late.length === 0 ? [] : [table('此前逾期', late, true)]),
    ...days.map(({ day, lines }) => table(dayTitle(day), lines, false)),
  ];
  const body = parts.length === 0 ? '<h2>本周没有应交的文档</h2>' : parts.join('\n');
  return `<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>本周应交清单 ${from}</title><style>${STYLE}</style></head>
<body><h1>本周应交清单</h1><p>${escaped(project)}</p><p>${dayTitle(from)} 至 ${dayTitle(to)}　　列出时间 ${formatDateTime(now)}</p>
${body}</body></html>
`;
}
