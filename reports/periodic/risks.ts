/** 风险 and 建设规划建议（流程、人员、技术） (clause 1.2): from the records, each with what it rests on. */

import {
  type Dimension,
  dimensions,
  type Risk,
  type RiskInput,
  riskLevels,
  risksOf,
} from '../../src/assess/contract/risks.ts';
import { activitiesOf } from '../../src/contract/terms/requirements.ts';
import type { Block, RichCell, Section } from '../../src/report/block.ts';
import { isGap } from '../../src/subjects/deliveries/judge/deliveries.ts';
import { overdueOf } from '../../src/subjects/findings/judge/chain.ts';
import incident from '../../src/subjects/incidents/kinds/incident.ts';
import { recurringAbnormalities } from '../../src/subjects/inspections/judge/days.ts';
import { measureState, measuresOf } from '../../src/subjects/measures/judge/measures.ts';
import backup from '../../src/subjects/recovery/kinds/backup.ts';
import drill from '../../src/subjects/recovery/kinds/drill.ts';
import restoreTest from '../../src/subjects/recovery/kinds/restore-test.ts';
import note from '../../src/subjects/work/kinds/note.ts';
import { table } from '../cells/figures.ts';
import { factWord } from '../deliveries/on-time.ts';
import { inspectionGaps } from '../inspection/owed.ts';
import { allOf, nameOf, ofPeriod } from '../period/period.ts';
import { attendancePart, isSingle } from '../service/attendance.ts';
import { capacityForecasts } from '../service/capacity.ts';
import { watchedAssets } from '../service/watched.ts';
import type { PeriodFacts } from './facts.ts';
import { unloggedIn } from './unlogged.ts';

/** @param from first day on which the capacity forecast rests */
export function reviewRisks(facts: PeriodFacts, from: string): Risk[] {
  return risksOf(riskInput(facts, from));
}

function riskInput(facts: PeriodFacts, from: string): RiskInput {
  const { view, days, incidents, vulnerabilities, availability, covers, deliveries, renewals } = facts;
  const gaps = inspectionGaps(view, days);
  const watched = watchedAssets(view, availability);
  const attendance = attendancePart(view);
  const { counts } = attendance;
  const { contract } = view.input.contract;
  const measures = measuresOf(allOf(view, incident), allOf(view, drill));
  return {
    asOf: view.input.asOf,
    inspections: { owed: gaps.owed, missing: gaps.missing.length, counter: gaps.counter },
    capacity: capacityForecasts(view, from),
    findings: vulnerabilities.findings,
    overdue: overdueOf(vulnerabilities.findings, vulnerabilities.chains).late,
    incidents: incidents.summary,
    recurring: recurringAbnormalities(days),
    backups: ofPeriod(view, backup),
    restoreTests: ofPeriod(view, restoreTest).length,
    drills: ofPeriod(view, drill).length,
    asked: {
      restoreTest: activitiesOf(contract, 'restore-test')[0] ?? null,
      drill: activitiesOf(contract, 'drill')[0] ?? null,
    },
    unwatched: watched.without.map((one) => nameOf(view, one.id)),
    watched: watched.due.length,
    unlogged: unloggedIn(view).text,
    breaches: covers.filter((one) => one.breach).length,
    lateDeliveries: { count: deliveries.filter(isGap).length, word: factWord(view) },
    expiredRenewals: renewals.filter((one) => one.state === 'expired').map((one) => one.renewal.item),
    overdueMeasures: measures
      .filter((one) => measureState(one, view.input.asOf) === 'overdue')
      .map(({ record }) => record),
    unattended: counts.uncertified + counts.absent + counts.unregistered,
    onePerson: isSingle(attendance),
  };
}

export function riskSection(risks: readonly Risk[]): Section {
  return {
    id: 'risks',
    title: '风险',
    blocks: [
      {
        type: 'note',
        text:
          risks.length === 0
            ? '按既定规则，登记的记录没有显示风险。规则之外的风险不在此列。'
            : `按既定规则从记录中得出风险 ${risks.length} 项，每项列明依据。`,
      },
      table(
        '风险清单',
        [
          { key: 'level', label: '程度', type: 'outcome', weight: 0.6 },
          { key: 'dimension', label: '方面', type: 'text', weight: 0.6 },
          { key: 'risk', label: '风险', type: 'text', weight: 2 },
          { key: 'basis', label: '依据', type: 'text', weight: 2.6 },
        ],
        risks.map((one) => ({
          cells: { level: levelCell(one), dimension: dimensions[one.dimension], risk: one.risk, basis: one.basis },
        })),
        '没有登记的记录显示风险。',
      ),
    ],
  };
}

function levelCell({ level }: Risk): RichCell {
  if (level === 'high') return { text: riskLevels.high, tone: 'abnormal', mark: '▲' };
  return level === 'medium'
    ? { text: riskLevels.medium, tone: 'attention', mark: '△' }
    : { text: riskLevels.low, tone: 'muted' };
}

/** One table a dimension, then what people themselves proposed. */
export function adviceSection(facts: PeriodFacts, risks: readonly Risk[]): Section {
  return {
    id: 'advice',
    title: '建设规划建议',
    blocks: [...(Object.keys(dimensions) as Dimension[]).map((one) => adviceTable(one, risks)), ...proposals(facts)],
  };
}

/** Risks stand in their order, the gravest first; so do the advices. */
const gravest = (same: readonly Risk[]): Risk => same[0] as Risk;

function adviceTable(dimension: Dimension, risks: readonly Risk[]): Block {
  const own = risks.filter((one) => one.dimension === dimension);
  const groups = [...Map.groupBy(own, (one) => one.advice).entries()];
  return table(
    `${dimensions[dimension]}方面`,
    [
      { key: 'no', label: '先后', type: 'number', weight: 0.5 },
      { key: 'level', label: '程度', type: 'outcome', weight: 0.6 },
      { key: 'advice', label: '建议', type: 'text', weight: 2.6 },
      { key: 'risk', label: '针对的风险', type: 'text', weight: 2 },
    ],
    groups.map(([advice, same], i) => ({
      cells: { no: i + 1, level: levelCell(gravest(same)), advice, risk: same.map((one) => one.risk).join('；') },
    })),
    `登记的记录没有指向${dimensions[dimension]}方面的建议。`,
  );
}

/** Suggestions written down by people during the year: in incidents, notes and the drill. */
function proposals({ view }: PeriodFacts): Block[] {
  const items = [
    ...ofPeriod(view, incident).flatMap((one) =>
      one.suggestion === undefined ? [] : [{ text: one.suggestion, record: one.id }],
    ),
    ...ofPeriod(view, note)
      .filter((one) => one.topic === 'suggestion')
      .map((one) => ({ text: one.text, record: one.id })),
    ...ofPeriod(view, drill).flatMap((one) =>
      (one.problems ?? []).map((problem) => ({ text: problem.measure, record: one.id })),
    ),
  ];
  const groups = [...Map.groupBy(items, (one) => one.text).entries()];
  return [
    table(
      '服务期内提出的建议',
      [
        { key: 'no', label: '序号', type: 'number', weight: 0.5 },
        { key: 'text', label: '建议', type: 'text', weight: 3 },
        { key: 'records', label: '来自记录', type: 'text', weight: 1.6 },
      ],
      groups.map(([text, same], i) => ({
        cells: { no: i + 1, text, records: same.map((one) => one.record).join('、') },
      })),
      '服务期内没有登记建议。',
    ),
  ];
}
