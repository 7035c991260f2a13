/** Tables of 数据维护与账号操作台账: one line an operation, its safeguards in a table of their own. */

import { idCell } from '../../src/page/field-cell.ts';
import { momentCell } from '../../src/page/value-cell.ts';
import type { Block, Cell, Row, TableBlock, Tone } from '../../src/report/block.ts';
import { type Cover, coverStateText, operationWord } from '../../src/subjects/permits/judge/permits.ts';
import kind, { type ServiceRequestRecord } from '../../src/subjects/requests/kinds/service-request.ts';
import { choiceWords } from '../../src/wording/codes.ts';
import { extremesOf, extremeText } from '../../src/wording/extremes.ts';
import { MISSING, orMissing } from '../../src/wording/words.ts';
import { countAxis, table } from '../cells/figures.ts';
import { nameOf, namesOf, type PeriodView } from '../period/period.ts';

const word = choiceWords(kind);

export interface Ledger {
  view: PeriodView;
  requests: readonly ServiceRequestRecord[];
  /** By record id; only what was begun is an operation. */
  covers: ReadonlyMap<string, Cover>;
}

type Result = ServiceRequestRecord['result'];
const resultTones: Record<Result, Tone> = { done: 'normal', open: 'attention', failed: 'abnormal', refused: 'muted' };
const resultMarks: Partial<Record<Result, string>> = { open: '△', failed: '▲', refused: '–' };

/** How often each action was asked for. */
export function actionChart(requests: readonly ServiceRequestRecord[]): Block[] {
  const counts = [...Map.groupBy(requests, ({ action }) => action)]
    .map(([action, own]) => ({ label: word('action', action), count: own.length }))
    .sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
  if (counts.length < 2) return [];
  const most = extremesOf(counts, ({ count }) => count);
  return [
    {
      type: 'chart',
      chart: 'horizontal-bar',
      title: '各类操作次数',
      x: counts.map(({ label }) => label),
      series: [{ name: '次数', values: counts.map(({ count }) => count) }],
      unit: '次',
      ...countAxis(counts.map(({ count }) => count)),
      height: Math.max(24, 10 + counts.length * 5),
      on: ['screen', 'workbook'],
      summary: `${extremeText(
        '最多',
        most.map(({ label }) => label),
        `${most[0]?.count ?? 0} 次`,
        '类',
      )}。`,
    },
    // On paper the wide tables that follow turn the page: a chart before them would have one of its own.
    {
      type: 'note',
      text: `各类操作：${counts.map(({ label, count }) => `${label} ${count} 次`).join('、')}。`,
      on: ['paper', 'workbook'],
    },
  ];
}

/** What was done outside any permit, or whose written permit came late. */
export function breachTable({ view, requests }: Ledger, breaches: readonly Cover[], title = '许可不符'): TableBlock {
  const byId = new Map(requests.map((request) => [request.id, request]));
  return table(
    title,
    [
      { key: 'id', label: '记录编号', type: 'text', weight: 1.3 },
      { key: 'at', label: '执行开始', type: 'datetime', weight: 1.2 },
      { key: 'subject', label: '操作及处理内容', type: 'text', weight: 1.6 },
      { key: 'executor', label: '执行人', type: 'text' },
      { key: 'permit', label: '许可编号', type: 'text', weight: 1.2 },
      { key: 'why', label: '情况', type: 'outcome', weight: 1.6 },
    ],
    breaches.map((cover) => ({
      tone: 'abnormal',
      cells: {
        id: cover.operation.record,
        at: momentCell(cover.operation.from),
        subject: `${operationWord(cover.operation)}（${namesOf(view, cover.operation.assets)}）：${byId.get(cover.operation.record)?.subject ?? ''}`,
        executor: orMissing(cover.operation.person ?? undefined),
        permit: cover.permit?.id ?? cover.operation.permit ?? '未取得',
        why: { text: breachText(cover), tone: 'abnormal', mark: '▲' },
      },
    })),
    '没有不符合许可的操作。',
  );
}

function breachText(cover: Cover): string {
  const { operation } = cover;
  const said = operation.withoutPermit === null ? '' : `：${operation.withoutPermit}`;
  return `${coverStateText(cover)}${said}`;
}

/** 申请单, 许可, 执行, 复核, 结果; then 处理前备份, 脚本, 影响行数, 回退方式. */
export function categoryBlocks(ledger: Ledger, category: ServiceRequestRecord['category'], title: string): Block[] {
  const own = ledger.requests.filter((request) => request.category === category);
  if (own.length === 0) return [{ type: 'note', text: `统计区间内没有登记${title}。`, tone: 'muted' }];
  const begun = own.filter(({ startedAt }) => startedAt !== undefined);
  return [operationTable(ledger, own, title), ...(begun.length === 0 ? [] : [safeguardTable(begun, title)])];
}

function operationTable(ledger: Ledger, own: readonly ServiceRequestRecord[], title: string): TableBlock {
  const { view } = ledger;
  return table(
    title,
    [
      { key: 'id', label: '记录编号', type: 'text', weight: 1.3 },
      { key: 'system', label: '系统', type: 'text' },
      { key: 'action', label: '操作', type: 'text' },
      { key: 'subject', label: '处理内容', type: 'text', weight: 2 },
      { key: 'form', label: '申请单号', type: 'text' },
      { key: 'applicant', label: '申请人', type: 'text' },
      { key: 'permit', label: '许可编号', type: 'text', weight: 1.2 },
      { key: 'started', label: '执行开始', type: 'datetime' },
      { key: 'finished', label: '执行结束', type: 'datetime' },
      { key: 'executor', label: '执行人', type: 'text' },
      { key: 'reviewer', label: '复核人', type: 'text' },
      { key: 'result', label: '结果', type: 'outcome' },
    ],
    own.map((request): Row => {
      const cover = ledger.covers.get(request.id);
      const begun = request.startedAt !== undefined;
      return {
        ...(cover?.breach === true ? { tone: 'abnormal' as const } : {}),
        cells: {
          id: idCell(request),
          system: nameOf(view, request.asset),
          action: word('action', request.action),
          subject: request.resultNote === undefined ? request.subject : `${request.subject}（${request.resultNote}）`,
          form: request.form,
          applicant: `${request.applicant}（${request.department}）`,
          permit: permitCell(request, cover),
          started: momentCell(request.startedAt, '未执行'),
          finished: momentCell(request.finishedAt, begun ? MISSING : '—'),
          executor: begun ? orMissing(request.executor) : '—',
          reviewer: begun ? orMissing(request.reviewer) : '—',
          result: resultCell(request.result),
        },
      };
    }),
    `统计区间内没有登记${title}。`,
  );
}

function permitCell(request: ServiceRequestRecord, cover: Cover | undefined): Cell {
  const id = cover?.permit?.id ?? request.permit;
  if (cover === undefined) return id ?? { text: '—', tone: 'muted' };
  if (!cover.breach) {
    return cover.written === 'pending'
      ? { text: `${id ?? MISSING}（书面许可待补办）`, tone: 'attention' }
      : (id ?? MISSING);
  }
  return { text: id === undefined ? '未取得许可' : `${id}（${breachText(cover)}）`, tone: 'abnormal', mark: '▲' };
}

function resultCell(result: Result): Cell {
  const mark = resultMarks[result];
  return { text: word('result', result), tone: resultTones[result], ...(mark === undefined ? {} : { mark }) };
}

function safeguardTable(begun: readonly ServiceRequestRecord[], title: string): TableBlock {
  // Accounts are changed in the system's own pages: a column of nothing but 未登记 would ask for scripts that never were.
  const scripted = begun.some(({ category, scriptSha256 }) => category !== 'account' || scriptSha256 !== undefined);
  return table(
    `${title}：备份、脚本与回退`,
    [
      { key: 'id', label: '记录编号', type: 'text', weight: 1.2 },
      { key: 'backup', label: '处理前备份', type: 'text', weight: 1.6 },
      ...(scripted ? [{ key: 'script', label: '脚本校验值', type: 'text' as const, weight: 1.6 }] : []),
      { key: 'rows', label: '影响行数', type: 'number', unit: '行' },
      { key: 'reviewed', label: '复核时间', type: 'datetime' },
      { key: 'rollback', label: '回退方式', type: 'text', weight: 1.6 },
    ],
    begun.map((request) => ({
      cells: {
        id: request.id,
        backup: backupText(request),
        ...(scripted ? { script: orMissing(request.scriptSha256) } : {}),
        rows: request.affectedRows ?? { text: MISSING, tone: 'muted' },
        reviewed: momentCell(request.reviewedAt),
        rollback: orMissing(request.rollback),
      },
    })),
    `统计区间内没有执行${title}。`,
  );
}

function backupText({ backup, backupNote }: ServiceRequestRecord): string {
  const parts = [backup, backupNote].filter((part) => part !== undefined);
  return parts.length === 0 ? MISSING : parts.join('：');
}
