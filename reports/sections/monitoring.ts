/** 监控覆盖率与告警处置 (5.5.4): which assets were watched for how much of the time, and what became of each alert. */

import { compareInstants, secondsBetween } from '../../src/contract/time.ts';
import { idColumn, recordTable } from '../../src/page/record-table.ts';
import { spanCell } from '../../src/page/value-cell.ts';
import type { Block, Section } from '../../src/report/block.ts';
import alertProposal, { type AlertProposalRecord } from '../../src/subjects/incidents/kinds/alert-proposal.ts';
import { choiceWords } from '../../src/wording/codes.ts';
import { percentText, shareOf } from '../../src/wording/figures.ts';
import { namesText } from '../../src/wording/words.ts';
import { table } from '../cells/figures.ts';
import { counts, interval, namedCounts } from '../cells/headline.ts';
import { nameOf, ofPeriod, type PeriodView } from '../period/period.ts';
import type { PeriodFacts } from '../periodic/facts.ts';
import type { AvailabilityPart } from '../service/availability.ts';
import { watchedAssets } from '../service/watched.ts';
import type { ReportSection } from './_section.ts';

const word = choiceWords(alertProposal);

function compose({ view, availability }: PeriodFacts): Section {
  const alerts = ofPeriod(view, alertProposal);
  return {
    id: 'monitoring',
    title: '监控覆盖率与告警处置',
    blocks: [...coverage(view, availability), ...handling(view, alerts)],
  };
}

function coverage(view: PeriodView, { targets, coverage: share }: AvailabilityPart): Block[] {
  const { due, without, probed } = watchedAssets(view, { targets });
  const text =
    probed.size === 0
      ? `应监控对象 ${due.length} 个，统计区间内没有监控记录。`
      : `应监控对象 ${due.length} 个，有监控记录的 ${due.length - without.length} 个；这些对象的观测时间覆盖率 ${percentText(shareOf(share))}。`;
  return [
    { type: 'note', text, ...(without.length > 0 ? { tone: 'attention' as const } : {}) },
    ...(without.length === 0 || probed.size === 0
      ? []
      : [
          {
            type: 'note' as const,
            text: `没有监控记录的对象：${namesText(
              without.map((one) => nameOf(view, one.id)),
              '个',
              due.length,
            )}。`,
            tone: 'attention' as const,
          },
        ]),
  ];
}

function handling(view: PeriodView, alerts: readonly AlertProposalRecord[]): Block[] {
  if (alerts.length === 0) return [{ type: 'note', text: '统计区间内没有登记监控告警。', tone: 'muted' }];
  const pending = alerts.filter((one) => one.decision === 'pending');
  const severities = ['critical', 'warning', 'info'] as const;
  const decisions = ['incident', 'handled', 'dismissed', 'duplicate', 'pending'] as const;
  return [
    {
      type: 'note',
      text: `登记告警 ${alerts.length} 条，已处置 ${alerts.length - pending.length} 条，待处置 ${pending.length} 条。`,
      ...(pending.length > 0 ? { tone: 'attention' as const } : {}),
      figures: Object.values(counts('alerts', { total: alerts.length, pending: pending.length }, interval(view))),
    },
    namedCounts(
      table(
        '告警处置',
        [
          { key: 'severity', label: '级别', type: 'text' },
          { key: 'total', label: '告警数', type: 'number', unit: '条' },
          ...decisions.map((one) => ({ key: one, label: word('decision', one), type: 'number' as const })),
          { key: 'median', label: '处置用时中位数', type: 'text', align: 'right' },
        ],
        severities.map((severity) => {
          const own = alerts.filter((one) => one.severity === severity);
          return {
            cells: {
              severity: word('severity', severity),
              total: own.length,
              ...Object.fromEntries(decisions.map((one) => [one, own.filter((a) => a.decision === one).length])),
              median: spanCell(medianHandling(own)),
            },
          };
        }),
        '没有告警。',
      ),
      interval(view),
      severities.map((severity) => `alerts.${severity}`),
    ),
    recordTable({
      title: '待处置和转故障的告警',
      kind: alertProposal,
      records: alerts.filter((one) => one.decision === 'pending' || one.decision === 'incident'),
      columns: [idColumn, 'asset', 'severity', { field: 'summary', weight: 2 }, 'firedAt', 'decision', 'incident'],
      assetNames: view.names,
      tone: (one) => (one.decision === 'pending' ? 'attention' : undefined),
      empty: '没有待处置或转故障的告警。',
    }),
  ];
}

function medianHandling(alerts: readonly AlertProposalRecord[]): number | null {
  const times = alerts
    .flatMap(({ firedAt, decidedAt }) =>
      decidedAt === undefined || compareInstants(decidedAt, firedAt) < 0 ? [] : [secondsBetween(firedAt, decidedAt)],
    )
    .sort((a, b) => a - b);
  if (times.length === 0) return null;
  const middle = Math.floor(times.length / 2);
  const upper = times[middle] ?? 0;
  return times.length % 2 === 1 ? upper : Math.round(((times[middle - 1] ?? upper) + upper) / 2);
}

export default {
  id: 'monitoring',
  title: '监控覆盖率与告警处置',
  kinds: ['probe', 'maintenance-window', 'alert-proposal'],
  topics: ['watch', 'monitoring', 'mechanism'],
  compose,
} satisfies ReportSection;
