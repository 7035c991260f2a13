/** 年度运维总结与建设规划建议: clauses 1.2, 2, 3.1–3.3, 4.0. Made 20 working days before the end of service, and says until when it counts. */

import { clauseMark } from '../src/contract/terms/clause-marks.ts';
import { clausesOf, clauseText } from '../src/contract/terms/clauses.ts';
import { toDate } from '../src/contract/time.ts';
import type { Section } from '../src/report/block.ts';
import { clocksWord } from '../src/subjects/incidents/judge/limits.ts';
import { operationKinds } from '../src/subjects/permits/judge/operations.ts';
import { type Composed, type ComposeInput, defineDeliverable, type Need } from './_deliverable.ts';
import { handoverNeeds } from './deliveries/handover.ts';
import { firstPage } from './first-page/page.ts';
import { leadingWhereItStands } from './first-page/within.ts';
import { sectionChoices } from './frame/section-choices.ts';
import { clockAnalysis } from './incident/analysis.ts';
import { clockSummaryTable, exceptionTable } from './incident/clock-summary.ts';
import { incidentPart } from './incident/part.ts';
import { quotaSections } from './incident/statistics.ts';
import { periodView } from './period/period.ts';
import { causeSection } from './periodic/causes.ts';
import { type PeriodFacts, periodFacts } from './periodic/facts.ts';
import { expensesToAgree } from './periodic/needs.ts';
import { goalSection, overviewSection } from './periodic/overview.ts';
import { adviceSection, reviewRisks, riskSection } from './periodic/risks.ts';
import { trendSection } from './periodic/trends.ts';
import { horizonSection } from './planning/horizon.ts';
import { leavingSection } from './planning/leaving.ts';
import { systemSection } from './planning/systems.ts';
import { planMarks, planned, planSections } from './planning/text.ts';
import { unlogged } from './planning/unlogged.ts';
import { keptNeeds } from './recovery/kept.ts';
import { everyPart } from './sections/catalogue.ts';
import { availabilityWindows } from './service/availability-windows.ts';
import { instalmentNeed, instalmentSections } from './service/instalments.ts';

const kinds = [
  ...[
    'inspection',
    'probe',
    'duty',
    'certificate',
    'incident',
    'backup',
    'restore-test',
    'drill',
    'scan',
    'finding-decision',
    'permit',
  ],
  ...['change', 'service-request', 'consultation', 'call', 'service-order', 'satisfaction', 'device-repair', 'renewal'],
  ...['maintenance-window', 'note', 'operation-log', 'remote-session', 'signoff', 'waiver'],
];

const needs: Need[] = [
  ...[...new Set([...kinds, ...operationKinds])].map((kind): Need => ({ kind, window: 'service-to-date' })),
  expensesToAgree,
  { kind: 'manifest', window: 'service-to-date' },
  ...handoverNeeds,
  instalmentNeed,
  ...keptNeeds,
];

export default defineDeliverable({
  id: 'service-review',
  sections: sectionChoices['service-review'],
  needs,
  cut: true,
  text: true,
  // Months and quarters that it adds up and compares with stand in their newest revisions.
  follows: ['compliance-statement', 'monthly-maintenance'],
  occurrences: true,
  evidence: [],
  compose,
});

/** The forecast of the year looks back half a year: older growth says little about the next. */
const FORECAST_DAYS = 180;

function compose(input: ComposeInput): Composed {
  const view = periodView(input);
  const facts = periodFacts(view, undefined, { windows: availabilityWindows(view, () => incidentPart(view)) });
  const { section, figures } = firstPage(facts, [unlogged, planned, ...everyPart]);
  const rest = sections(facts);
  return {
    ...planMarks(input),
    sections: [leadingWhereItStands(section, rest), ...rest],
    counted: facts.counted,
    figures,
  };
}

function sections(facts: PeriodFacts): Section[] {
  const { view, incidents } = facts;
  const before = toDate(view.lastDay).subtract({ days: FORECAST_DAYS }).toString();
  const from = [before, view.from].sort().at(-1) ?? view.from;
  const risks = reviewRisks(facts, from);
  const advice = adviceSection(facts, risks);
  return [
    overviewSection(facts),
    goalSection(facts),
    {
      id: 'clocks',
      title: `${clocksWord(view.input.contract.contract)}达成`,
      blocks:
        incidents.own.length === 0
          ? [{ type: 'note', text: '服务期内没有登记故障，没有需要判定的时限。' }]
          : [
              clockSummaryTable(view, incidents.summary),
              exceptionTable(incidents.summary, incidents.own),
              ...clockAnalysis(view, incidents),
            ],
    },
    ...quotaSections(view, incidents),
    trendSection(facts, from),
    causeSection(facts),
    systemSection(facts, from),
    ...instalmentSections(facts.view),
    riskSection(risks),
    ...leavingSection(facts, from),
    { ...advice, blocks: [...wanted(facts), ...advice.blocks] },
    ...planSections(view.input),
    horizonSection(facts, from),
  ];
}

/** What the contract says that the plan is for, word for word. */
function wanted({ view }: PeriodFacts): Section['blocks'] {
  const { contract } = view.input.contract;
  return clausesOf(contract, 'planning').map((one) => ({
    type: 'note',
    text: `${clauseMark(one.id)}　${clauseText(one)}`,
    tone: 'muted',
  }));
}
