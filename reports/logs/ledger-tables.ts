/** Tables of 数据维护与账号操作台账: one line an operation, its safeguards in a table of their own. */

import { idCell } from '../../src/page/field-cell.ts';
import { settledTable } from '../../src/page/table.ts';
import { momentCell } from '../../src/page/value-cell.ts';
import { labelsOf } from '../../src/records/fields.ts';
import type { Block, Cell, TableBlock } from '../../src/report/block.ts';
import { lookCell } from '../../src/states/look.ts';
import { requestResults } from '../../src/states/request.ts';
import { type Cover, coverStateText, operationWord } from '../../src/subjects/permits/judge/permits.ts';
import kind, { type ServiceRequestRecord } from '../../src/subjects/requests/kinds/service-request.ts';
import { choiceWords } from '../../src/wording/codes.ts';
import { extremesOf, extremeText } from '../../src/wording/extremes.ts';
import { MISSING, orMissing } from '../../src/wording/words.ts';
import { countAxis } from '../cells/figures.ts';
import { nameOf, namesOf, type PeriodView } from '../period/period.ts';

const word = choiceWords(kind);

export interface Ledger {
  view: PeriodView;
  requests: readonly ServiceRequestRecord[];
  /** By record id; only what was begun is an operation. */
  covers: ReadonlyMap<string, Cover>;
}

const labels = labelsOf(kind.schema);

/** Its moments and people as the record calls them. */
const id = { label: '记录编号', weight: 1.3 };
const started = { label: labels.startedAt, type: 'datetime' as const };
const executor = { label: labels.executor };
const permit = { label: labels.permit, weight: 1.2 };

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
  const subjectText = ({ operation }: Cover): string =>
    `${operationWord(operation)}（${namesOf(view, operation.assets)}）：${byId.get(operation.record)?.subject ?? ''}`;
  return settledTable<Cover>(
    {
      title,
      columns: {
        id: { ...id, value: ({ operation }) => operation.record },
        at: { ...started, weight: 1.2, value: ({ operation }) => momentCell(operation.from) },
        subject: { label: '操作及处理内容', weight: 1.6, value: subjectText },
        executor: { ...executor, value: ({ operation }) => orMissing(operation.person) },
        permit: { ...permit, value: (cover) => cover.permit?.id ?? cover.operation.permit ?? '未取得' },
        why: {
          ...{ label: '情况', type: 'outcome', weight: 1.6 },
          value: (cover) => ({ text: breachText(cover), tone: 'abnormal', mark: '▲' }),
        },
      },
      tone: () => 'abnormal',
      empty: '没有不符合许可的操作。',
    },
    breaches,
    'paper',
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

function operationTable({ view, covers }: Ledger, own: readonly ServiceRequestRecord[], title: string): TableBlock {
  const begun = ({ startedAt }: ServiceRequestRecord): boolean => startedAt !== undefined;
  return settledTable<ServiceRequestRecord>(
    {
      title,
      columns: {
        id: { ...id, value: idCell },
        system: { label: labels.asset, value: ({ asset }) => nameOf(view, asset) },
        action: { label: labels.action, value: ({ action }) => word('action', action) },
        subject: {
          ...{ label: labels.subject, weight: 2 },
          value: ({ subject, resultNote }) => (resultNote === undefined ? subject : `${subject}（${resultNote}）`),
        },
        form: { label: labels.form, value: ({ form }) => form },
        applicant: {
          label: labels.applicant,
          value: ({ applicant, department }) => `${applicant}（${department}）`,
        },
        permit: { ...permit, value: (request) => permitCell(request, covers.get(request.id)) },
        started: { ...started, value: ({ startedAt }) => momentCell(startedAt, '未执行') },
        finished: {
          ...{ label: labels.finishedAt, type: 'datetime' },
          value: (request) => momentCell(request.finishedAt, begun(request) ? MISSING : '—'),
        },
        executor: { ...executor, value: (request) => (begun(request) ? orMissing(request.executor) : '—') },
        reviewer: {
          label: labels.reviewer,
          value: (request) => (begun(request) ? orMissing(request.reviewer) : '—'),
        },
        result: { label: labels.result, type: 'outcome', value: ({ result }) => lookCell(requestResults[result]) },
      },
      tone: (request) => (covers.get(request.id)?.breach === true ? 'abnormal' : undefined),
      empty: `统计区间内没有登记${title}。`,
    },
    own,
    'paper',
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

function safeguardTable(begun: readonly ServiceRequestRecord[], title: string): TableBlock {
  // Accounts are changed in the system's own pages: a column of nothing but 未登记 would ask for scripts that never were.
  const scripted = begun.some(({ category, scriptSha256 }) => category !== 'account' || scriptSha256 !== undefined);
  return settledTable<ServiceRequestRecord>(
    {
      title: `${title}：备份、脚本与回退`,
      columns: {
        id: { ...id, weight: 1.2, value: (request) => request.id },
        backup: { label: labels.backup, weight: 1.6, value: backupText },
        ...(scripted
          ? {
              script: {
                ...{ label: labels.scriptSha256, weight: 1.6 },
                value: (request) => orMissing(request.scriptSha256),
              },
            }
          : {}),
        rows: {
          ...{ label: labels.affectedRows, type: 'number', unit: '行' },
          value: ({ affectedRows }) => affectedRows ?? { text: MISSING, tone: 'muted' },
        },
        reviewed: {
          ...{ label: labels.reviewedAt, type: 'datetime' },
          value: ({ reviewedAt }) => momentCell(reviewedAt),
        },
        rollback: { label: labels.rollback, weight: 1.6, value: ({ rollback }) => orMissing(rollback) },
      },
      empty: `统计区间内没有执行${title}。`,
    },
    begun,
    'paper',
  );
}

function backupText({ backup, backupNote }: ServiceRequestRecord): string {
  const parts = [backup, backupNote].filter((part) => part !== undefined);
  return parts.length === 0 ? MISSING : parts.join('：');
}
