/** 服务概况与驻点出勤: the month in one framed row and one paragraph, and what the statistics cover. */

import { countDeliveries, isGap } from '../../src/assess/deliveries/deliveries.ts';
import { isWaiting } from '../../src/assess/findings/findings.ts';
import { countCovers } from '../../src/assess/permits/permits.ts';
import { formatDateTime } from '../../src/contract/time.ts';
import { findingLevels } from '../../src/records/finding.ts';
import type { Block, KeyFigure, Section } from '../../src/report/document.ts';
import { countFigure, observedFigure, rateFigure } from '../cells/figures.ts';
import { dayInterval, headline, interval, toDate } from '../cells/headline.ts';
import { intervalText } from '../period/composition.ts';
import { attendanceBlocks, attendancePart } from '../service/attendance.ts';
import type { PeriodFacts } from './facts.ts';

/** Figures in one framed row; more would break `100.00 %`. */
const FIGURES = 4;

export function serviceSection(facts: PeriodFacts): Section {
  const attendance = attendancePart(facts.view);
  return {
    id: 'service',
    title: attendance.posts.length > 0 ? '服务概况与驻点出勤' : '服务概况',
    blocks: [
      { type: 'key-figures', items: figures(facts).slice(0, FIGURES) },
      { type: 'key-figures', items: figures(facts).slice(FIGURES) },
      { type: 'note', text: conclusion(facts), emphasis: true, tone: tone(facts) },
      ...coverage(facts),
      ...attendanceBlocks(attendance),
    ],
  };
}

function figures({
  view,
  deliveries,
  incidents,
  availability,
  days,
  vulnerabilities,
  covers,
}: PeriodFacts): KeyFigure[] {
  const counts = countDeliveries(deliveries);
  const restoration = incidents.summary.clocks.find((one) => one.id === 'restoration');
  const breaches = covers.filter((one) => one.breach).length;
  const severe = vulnerabilities.findings.filter(
    (one) => isWaiting(one) && (one.finding.level === 'critical' || one.finding.level === 'high'),
  );
  const within = interval(view);
  const inspected = dayInterval(view.firstDay, view.lastDay);
  const restored = restoration?.rate ?? { numerator: 0, denominator: 0 };
  const gaps = counts.missing + counts.overdue;
  const { overall, from, until } = availability;
  return [
    headline(
      countFigure('应交交付物', counts.owed, 'normal', `按期签发 ${counts.onTimeByIssue}`),
      'deliveries.owed',
      within,
    ),
    headline(countFigure('缺失与逾期', gaps, 'abnormal', `补报 ${counts.late}`), 'deliveries.gaps', within),
    headline(
      countFigure('故障', incidents.summary.total, 'attention', `未恢复 ${incidents.summary.open.length}`),
      'incidents.total',
      within,
    ),
    headline(rateFigure('恢复达成率', restored), 'clocks.restoration.rate', within, restored),
    headline(observedFigure('可用率', overall), 'availability.overall', { from, to: until }, overall),
    headline(
      countFigure('巡检日', days.length, 'normal', `已确认 ${days.filter((one) => one.confirmed).length}`),
      'inspection.days',
      inspected,
    ),
    headline(
      countFigure(`待修复${findingLevels.critical}高危`, severe.length, 'attention'),
      'findings.waiting.severe',
      toDate(view),
    ),
    headline(countFigure('许可不符', breaches, 'abnormal'), 'permits.breaches', within),
  ];
}

function conclusion({ deliveries, incidents, covers, view }: PeriodFacts): string {
  const gaps = deliveries.filter(isGap).length;
  const failed = incidents.summary.clocks.reduce((sum, one) => sum + one.exceptions.length, 0);
  const { breaches, doubts } = countCovers(covers);
  const parts = [
    gaps === 0 ? '到期的交付物均已按期签发' : `${gaps} 份交付物未按期签发`,
    incidents.summary.total === 0
      ? '没有登记故障'
      : failed === 0
        ? '已判定的响应与恢复时限全部达标'
        : `响应与恢复时限有 ${failed} 项例外`,
    covers.length === 0
      ? '没有登记须经许可的操作'
      : breaches + doubts === 0
        ? '登记的操作均有有效许可'
        : `${breaches} 项操作与许可不符${doubts === 0 ? '' : `，${doubts} 项待核实`}`,
  ];
  const until = view.complete ? '' : `（统计至 ${formatDateTime(view.end)}）`;
  return `本期${until}：${parts.join('；')}。`;
}

function tone({ deliveries, incidents, covers }: PeriodFacts): 'normal' | 'abnormal' {
  const bad =
    deliveries.some(isGap) ||
    covers.some((one) => one.breach) ||
    incidents.summary.clocks.some((one) => one.exceptions.length > 0);
  return bad ? 'abnormal' : 'normal';
}

/** A report issued on the last working day cannot know the hours after it; it says where they will stand. */
function coverage({ view }: PeriodFacts): Block[] {
  return [{ type: 'note', text: intervalText(view), tone: view.complete ? 'muted' : 'attention' }];
}
