/** The result sheet: one sentence, what was checked, what is wrong; to be printed and signed. */
import type { CheckResult } from '../check/check-pack.ts';
import {
  CHANGED_VALUES,
  changedText,
  factsOf,
  LEGAL,
  lookedAt,
  missedText,
  type Verdict,
  verdictOf,
} from '../check/result-sheet.ts';
import { element } from './dom.ts';

const marks: Readonly<Record<Verdict['tone'], string>> = { normal: '●', attention: '△', abnormal: '▲' };

export function verdictBox({ tone, text }: Verdict): HTMLElement {
  const mark = element('span', 'mark', marks[tone]);
  mark.setAttribute('aria-hidden', 'true');
  return element('p', `verdict verdict-${tone}`, mark, element('span', '', text));
}

/** @param at the auditor's own clock, as text */
export function resultSheet(result: CheckResult, at: string): HTMLElement[] {
  const { problems, cautions, notes, missed, pack } = result;
  return [
    ...(pack.simulated ? [element('p', 'simulated', '演示数据')] : []),
    verdictBox(verdictOf(result)),
    facts(factsOf(result, at)),
    ...problemTable(problems),
    ...listed('须人工核对', cautions, 'attention'),
    propertyTable(result),
    ...listed('到期未签发', missed.map(missedText)),
    ...listed(
      '包内缺少的（提供方说明）',
      pack.missing.map(({ what, why }) => `${what}：${why}`),
    ),
    ...listed(CHANGED_VALUES, (pack.told ?? []).map(changedText), 'attention'),
    ...listed('说明', notes),
    element('p', 'legal', LEGAL),
    signature(),
  ];
}

export function facts(pairs: readonly (readonly [string, string])[]): HTMLElement {
  const list = element('dl', 'facts');
  for (const [name, value] of pairs) list.append(element('div', '', element('dt', '', name), element('dd', '', value)));
  return list;
}

/** More problems than this are of one cause, and a page of thousands of rows stops the browser; the text has them all. */
const MOST_ROWS = 500;

function problemTable(problems: CheckResult['problems']): HTMLElement[] {
  if (problems.length === 0) return [];
  const rows = problems
    .slice(0, MOST_ROWS)
    .map(({ property, where, message }) => [property, where, message].map((text) => element('td', '', text)));
  const rest = problems.length - MOST_ROWS;
  return [
    element('h3', '', `问题（${problems.length} 处）`),
    table('问题', ['性质', '位置', '问题'], rows),
    ...(rest > 0 ? [element('p', 'note', `另有 ${rest} 处，见“保存为文本”。`)] : []),
  ];
}

function propertyTable(result: CheckResult): HTMLElement {
  const rows = lookedAt(result).map(({ property, lines, problems }) => {
    const list = element('ul', '', ...lines.map((line) => element('li', '', line)));
    const tone = problems === 0 ? 'normal' : 'abnormal';
    const word = problems === 0 ? '● 没有发现问题' : `▲ ${problems} 处问题`;
    const name = element('th', '', property);
    name.scope = 'row';
    return [name, element('td', '', list), element('td', `tone-${tone}`, word)];
  });
  const box = table('按《电子档案管理》四性（DA/T 70）核对的内容', ['性质', '核对的内容', '结果'], rows);
  return element('section', '', element('h3', '', '核对的内容'), box);
}

function table(caption: string, heads: readonly string[], rows: readonly (readonly Node[])[]): HTMLElement {
  const head = heads.map((text) => {
    const cell = element('th', '', text);
    cell.scope = 'col';
    return cell;
  });
  const body = element('tbody', '', ...rows.map((cells) => element('tr', '', ...cells)));
  const made = element(
    'table',
    '',
    element('caption', 'unseen', caption),
    element('thead', '', element('tr', '', ...head)),
    body,
  );
  const box = element('div', 'wide', made);
  box.tabIndex = 0;
  box.setAttribute('role', 'region');
  box.setAttribute('aria-label', caption);
  return box;
}

function listed(title: string, lines: readonly string[], tone = ''): HTMLElement[] {
  if (lines.length === 0) return [];
  const items = lines.map((line) => element('li', '', line));
  return [element('h3', tone === '' ? '' : `tone-${tone}`, title), element('ol', 'lines', ...items)];
}

const signature = (): HTMLElement =>
  element('p', 'signature', element('span', '', '查验人（签字）'), element('span', '', '日期'));
