/** How a reminder reads: subject, plain text, the part that a mail reader draws, and the short text of a robot. Pure. */
import { compareInstants, dateOf, formatDateTime, formatWeekday, type InstantText } from '../contract/time.ts';
import type { Look } from '../states/look.ts';
import { escaped } from './escape-html.ts';
import type { LedgerMessage } from './ledger.ts';
import { type LineState, lineLooks, lineStates, type NoticeLine, numberText } from './line.ts';

/** What robots with a rule of keywords look for, too. */
export const NAME = '运维台账';

type Group = 'clock' | 'late' | 'due' | 'unsigned' | 'expiring';

const groups: Readonly<Record<Group, string>> = {
  clock: '故障时限',
  late: '已逾期',
  due: '近期应交',
  unsigned: '待签收',
  expiring: '将到期',
};

const groupOf: Readonly<Record<LineState, Group>> = {
  response: 'clock',
  'remote-start': 'clock',
  arrival: 'clock',
  diagnosis: 'clock',
  restoration: 'clock',
  analysis: 'clock',
  notice: 'clock',
  limit: 'clock',
  'limit-over': 'clock',
  overdue: 'late',
  undelivered: 'late',
  unreceived: 'late',
  missing: 'late',
  due: 'due',
  upcoming: 'due',
  awaiting: 'due',
  'awaiting-receipt': 'due',
  unsigned: 'unsigned',
  'answer-due': 'unsigned',
  expiring: 'expiring',
};

/** Lines of one group that a mail shows; a message of more says how many. */
const MOST_LINES = 60;
/** Bytes that a robot takes in one text (企业微信 2,048; the others more). */
const CHAT_BYTES = 2000;

export interface Written {
  subject: string;
  text: string;
  html: string;
  /** For robots. */
  chat: string;
}

const REPEATED = '可能重复';
const REPEATED_TEXT = `${REPEATED}：上一次发送没有得到结果，已经收到的请忽略本次。`;
const FOOTER = '本消息由运维台账自动发出，只含编号、种类、期限与状态；内容请到台账查看。';

interface Part {
  title: string;
  lines: readonly NoticeLine[];
}

function partsOf(lines: readonly NoticeLine[]): Part[] {
  const found = Map.groupBy(lines, ({ state }) => groupOf[state]);
  return (Object.keys(groups) as Group[]).flatMap((group) => {
    const own = found.get(group);
    return own === undefined ? [] : [{ title: groups[group], lines: own.toSorted(byTime) }];
  });
}

/** What has no time comes last. */
const byTime = (a: NoticeLine, b: NoticeLine): number =>
  a.dueAt === null || b.dueAt === null
    ? Number(a.dueAt === null) - Number(b.dueAt === null)
    : compareInstants(a.dueAt, b.dueAt);

const counts = (parts: readonly Part[]): string =>
  parts.map(({ title, lines }) => `${title} ${lines.length} 项`).join('，');

/** The nearest time that is still ahead. */
function nextDue(lines: readonly NoticeLine[], now: InstantText): string {
  const ahead = lines
    .flatMap(({ dueAt }) => (dueAt !== null && dueAt > now ? [dueAt] : []))
    .sort()
    .at(0);
  return ahead === undefined ? '' : `，最近 ${formatDateTime(ahead).slice(5)}`;
}

const due = ({ dueAt }: NoticeLine): string => (dueAt === null ? '' : `${formatDateTime(dueAt)} `);

/** One line as plain text, short enough for 80 columns in most cases. */
const lineText = (line: NoticeLine): string =>
  `${due(line)}${lineStates[line.state]}　${line.kind} ${numberText(line.number)}`;

/** A message on trial reminds of nothing. */
const TRIAL = '测试消息：收到即说明这个地址可用';

/** @param message as the ledger has it: a repeat is marked; one without lines is a trial */
export function write(message: Pick<LedgerMessage, 'lines' | 'topics' | 'at' | 'repeated'>): Written {
  const { lines, at, repeated, topics } = message;
  const parts = partsOf(lines);
  const digest = topics.includes('digest');
  const what = digest ? `每周摘要（${dateOf(at)} ${formatWeekday(dateOf(at))}）` : '';
  const summary = lines.length === 0 ? TRIAL : `${counts(parts)}${nextDue(lines, at)}`;
  const subject = `${repeated ? `（${REPEATED}）` : ''}【${NAME}】${[what, summary].filter((one) => one !== '').join('：')}`;
  const title = `${NAME}${digest ? '每周摘要' : '提醒'}　截至 ${formatDateTime(at)}`;
  const head = [...(repeated ? [REPEATED_TEXT, ''] : []), title, summary];
  return {
    subject,
    text: `${[...head, '', ...parts.flatMap(partText), FOOTER].join('\n')}\n`,
    html: htmlOf(parts, { subject, summary, title, repeated }),
    chat: chatOf(subject, parts, repeated),
  };
}

function partText({ title, lines }: Part): string[] {
  const shown = lines.slice(0, MOST_LINES);
  const more = lines.length - shown.length;
  return [
    `${title}（${lines.length} 项）`,
    ...shown.flatMap(mailLines),
    ...(more > 0 ? [`  另有 ${more} 项，见台账`] : []),
    '',
  ];
}

/** Columns of a reader of plain text. */
const TEXT_COLUMNS = 78;
const columnsOf = (text: string): number => [...text].reduce((sum, one) => sum + (one > '\u2e7f' ? 2 : 1), 0);

/** In a second line what would be broken anywhere. */
function mailLines(line: NoticeLine): string[] {
  const one = `  ${lineText(line)}`;
  if (columnsOf(one) <= TEXT_COLUMNS) return [one];
  return [`  ${due(line)}${lineStates[line.state]}`, `      ${line.kind}`, `      ${numberText(line.number)}`];
}

/** As many lines as a robot takes, and how many more there are. */
function chatOf(subject: string, parts: readonly Part[], repeated: boolean): string {
  const head = repeated ? [subject, REPEATED_TEXT] : [subject];
  const all = parts.flatMap(({ lines }) => lines.map((one) => `· ${lineText(one)}`));
  const fits = (count: number): string => {
    const more = all.length - count;
    return [...head, ...all.slice(0, count), ...(more > 0 ? [`另有 ${more} 项，见台账`] : [])].join('\n');
  };
  let count = all.length;
  while (count > 0 && new TextEncoder().encode(fits(count)).length > CHAT_BYTES) count -= 1;
  return fits(count);
}

const CELL = 'padding:6px 8px 6px 0;border-bottom:1px solid #d9dee5;text-align:left;vertical-align:top';
/** The same widths in every table, so that the eye goes down one line. */
const COLUMNS = [
  ['期限', '25%'],
  ['状态', '18%'],
  ['种类', '33%'],
  ['编号或期次', '24%'],
] as const;
/** A date is one word, also on a telephone. */
const unbroken = (text: string): string => `<span style="white-space:nowrap">${escaped(text)}</span>`;

function rowHtml(line: NoticeLine): string {
  const { word, tone, mark }: Look = lineLooks[line.state];
  const cells = [
    line.dueAt === null ? '' : formatDateTime(line.dueAt).split(' ').map(unbroken).join(' '),
    tone === 'abnormal' ? `<strong style="color:#b42318">${mark} ${escaped(word)}</strong>` : escaped(word),
    escaped(line.kind),
    escaped(numberText(line.number)),
  ];
  return `<tr>${cells.map((one) => `<td style="${CELL}">${one}</td>`).join('')}</tr>`;
}

function partHtml({ title, lines }: Part): string {
  const shown = lines.slice(0, MOST_LINES);
  const more = lines.length - shown.length;
  const head = COLUMNS.map(
    ([name, width]) => `<th scope="col" style="${CELL};width:${width};font-weight:600;color:#52606d">${name}</th>`,
  ).join('');
  const rest = more > 0 ? `<p style="margin:6px 0 0">另有 ${more} 项，见台账</p>` : '';
  return `<h2 style="font-size:16px;margin:22px 0 6px">${title}（${lines.length} 项）</h2>
<table role="table" style="border-collapse:collapse;table-layout:fixed;width:100%;font-size:14px;overflow-wrap:anywhere"><thead><tr>${head}</tr></thead>
<tbody>${shown.map(rowHtml).join('\n')}</tbody></table>${rest}`;
}

/** Nothing is fetched: no picture, no sheet, no link. */
function htmlOf(
  parts: readonly Part[],
  { subject, summary, title, repeated }: { subject: string; summary: string; title: string; repeated: boolean },
): string {
  const mark = repeated
    ? `<p style="padding:8px 12px;border:2px solid #b54708;margin:0 0 14px">${REPEATED_TEXT}</p>`
    : '';
  return `<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:20px;background:#ffffff;color:#1f2933;font-family:'Noto Sans SC','Microsoft YaHei','PingFang SC',sans-serif;line-height:1.6">
<div style="max-width:720px;margin:0 auto">
${mark}<p style="margin:0;color:#52606d;font-size:13px">${escaped(title)}</p>
<h1 style="font-size:20px;margin:4px 0 0">${escaped(summary)}</h1>
${parts.map(partHtml).join('\n')}
<p style="margin:26px 0 0;color:#52606d;font-size:12px">${FOOTER}</p>
</div></body></html>
`;
}
