/** 服务概况与驻点出勤: the month in one framed row and one paragraph, and what the statistics cover. */

import { countDeliveries, isGap } from '../../src/assess/deliveries/deliveries.ts';
import { isWaiting } from '../../src/assess/findings/findings.ts';
import { clocksWord } from '../../src/assess/incidents/limits.ts';
import { countCovers } from '../../src/assess/permits/permits.ts';
import { formatDateTime } from '../../src/contract/time.ts';
import { findingLevels } from '../../src/records/finding.ts';
import type { Block, KeyFigure, Section } from '../../src/report/document.ts';
import { countFigure, observedFigure, rateFigure } from '../cells/figures.ts';
import { dayInterval, headline, interval, toDate } from '../cells/headline.ts';
import { factWord, lateText } from '../deliveries/on-time.ts';
import { intervalText, waivedText } from '../period/composition.ts';
import { attendanceBlocks, attendancePart } from '../service/attendance.ts';
import { withMaintenanceFigure } from '../service/planned-maintenance.ts';
import type { PeriodFacts } from './facts.ts';

/** Figures in one framed row; more would break `100.00 %`. */
const FIGURES = 4;

export function serviceSection(facts: PeriodFacts): Section {
  const attendance = attendancePart(facts.view);
  return {
    id: 'service',
    title: attendance.posts.length > 0 ? '服务概况与⟦现场⟧出勤' : '服务概况',
    blocks: [...summaryBlocks(facts, keyParts), ...attendanceBlocks(attendance)],
  };
}

/** What the headline of a period may tell of. */
export const keyParts = [
  'deliveries',
  'incidents',
  'availability',
  'inspections',
  'vulnerabilities',
  'permits',
] as const;
export type KeyPart = (typeof keyParts)[number];

/** 概况 of a report that tells of some parts: their figures in framed rows, one sentence, and what the statistics cover. */
export const overviewOf = (facts: PeriodFacts, parts: readonly KeyPart[]): Section => ({
  id: 'overview',
  title: '概况',
  blocks: summaryBlocks(facts, parts),
});

function summaryBlocks(facts: PeriodFacts, parts: readonly KeyPart[]): Block[] {
  const figures = parts.flatMap((part) => keyFigures[part](facts));
  const count = Math.ceil(figures.length / FIGURES);
  const size = Math.ceil(figures.length / count);
  const rows = Array.from({ length: count }, (_, n) => figures.slice(n * size, (n + 1) * size));
  const text = conclusion(facts, parts);
  return [
    ...rows.map((items): Block => ({ type: 'key-figures', items })),
    ...(text === null ? [] : [{ type: 'note' as const, text, emphasis: true, tone: tone(facts, parts) }]),
    ...coverage(facts),
  ];
}

const keyFigures: Readonly<Record<KeyPart, (facts: PeriodFacts) => KeyFigure[]>> = {
  deliveries({ view, deliveries }) {
    const counts = countDeliveries(deliveries);
    const gaps = counts.missing + counts.overdue + counts.undelivered;
    const within = interval(view);
    return [
      headline(
        countFigure('应交交付物', counts.owed, 'normal', `按期${factWord(view)} ${counts.onTime}`),
        'deliveries.owed',
        within,
      ),
      headline(countFigure('缺失与逾期', gaps, 'abnormal', lateText(view, counts)), 'deliveries.gaps', within),
    ];
  },
  incidents({ view, incidents }) {
    const restoration = incidents.summary.clocks.find((one) => one.id === 'restoration');
    const restored = restoration?.rate ?? { numerator: 0, denominator: 0 };
    const within = interval(view);
    return [
      headline(
        countFigure('故障', incidents.summary.total, 'attention', `未恢复 ${incidents.summary.open.length}`),
        'incidents.total',
        within,
      ),
      headline(rateFigure('恢复达成率', restored), 'clocks.restoration.rate', within, restored),
    ];
  },
  availability({ availability: { all, overall, from, until } }) {
    const within = { from, to: until };
    return [
      headline(observedFigure('可用率', overall), 'availability.overall', within, overall),
      ...withMaintenanceFigure(all, within),
    ];
  },
  inspections({ view, days }) {
    const confirmed = days.filter((one) => one.confirmed).length;
    const inspected = dayInterval(view.firstDay, view.lastDay);
    return [
      headline(countFigure('巡检日', days.length, 'normal', `已确认 ${confirmed}`), 'inspection.days', inspected),
    ];
  },
  vulnerabilities({ view, vulnerabilities }) {
    const severe = vulnerabilities.findings.filter(
      (one) => isWaiting(one) && (one.finding.level === 'critical' || one.finding.level === 'high'),
    );
    return [
      headline(
        countFigure(`待修复${findingLevels.critical}高危`, severe.length, 'attention'),
        'findings.waiting.severe',
        toDate(view),
      ),
    ];
  },
  permits({ view, covers }) {
    const breaches = covers.filter((one) => one.breach).length;
    return [headline(countFigure('许可不符', breaches, 'abnormal'), 'permits.breaches', interval(view))];
  },
};

/** null: none of the parts has a sentence. */
function conclusion(facts: PeriodFacts, parts: readonly KeyPart[]): string | null {
  const { view } = facts;
  const told = parts.flatMap((part) => sentences[part]?.(facts) ?? []);
  if (told.length === 0) return null;
  const until = view.complete ? '' : `（统计至 ${formatDateTime(view.end)}）`;
  return `本期${until}：${told.join('；')}。`;
}

const sentences: Partial<Record<KeyPart, (facts: PeriodFacts) => string>> = {
  deliveries({ view, deliveries }) {
    const word = factWord(view);
    const gaps = deliveries.filter(isGap).length;
    if (gaps > 0) return `${gaps} 份交付物未按期${word}`;
    return countDeliveries(deliveries).owed === 0 ? '没有应交的交付物' : `到期的交付物均已按期${word}`;
  },
  incidents({ view, incidents: { summary } }) {
    const failed = summary.clocks.reduce((sum, one) => sum + one.exceptions.length, 0);
    if (summary.total === 0) return '没有登记故障';
    const together = clocksWord(view.input.contract.contract);
    const limits = together === '时限' ? together : `${together}时限`;
    return failed === 0 ? `已判定的${limits}全部达标` : `${limits}有 ${failed} 项例外`;
  },
  permits({ covers }) {
    const { breaches, doubts } = countCovers(covers);
    if (covers.length === 0) return '没有登记须经许可的操作';
    if (breaches + doubts === 0) return '登记的操作均有有效许可';
    return `${breaches} 项操作与许可不符${doubts === 0 ? '' : `，${doubts} 项待核实`}`;
  },
};

function tone(facts: PeriodFacts, parts: readonly KeyPart[]): 'normal' | 'abnormal' {
  const bad: Partial<Record<KeyPart, () => boolean>> = {
    deliveries: () => facts.deliveries.some(isGap),
    permits: () => facts.covers.some((one) => one.breach),
    incidents: () => facts.incidents.summary.clocks.some((one) => one.exceptions.length > 0),
  };
  return parts.some((part) => bad[part]?.() ?? false) ? 'abnormal' : 'normal';
}

/** A report issued on the last working day cannot know the hours after it; it says where they will stand. */
function coverage({ view }: PeriodFacts): Block[] {
  return [
    { type: 'note', text: `${intervalText(view)}${waivedText(view)}`, tone: view.complete ? 'muted' : 'attention' },
  ];
}
