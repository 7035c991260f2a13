/** 系统恢复演练报告: clause 5.3.9, at least once a year. Issued when a drill is closed, and never without one. */

import { wholeOf } from '../src/contract/precedence/held-views.ts';
import { askedTimesText } from '../src/contract/terms/requirements.ts';
import { compareInstants, formatDateTime } from '../src/contract/time.ts';
import { settledTable } from '../src/page/table.ts';
import type { Section, Tone } from '../src/report/block.ts';
import { drillTable } from '../src/subjects/recovery/drill-tables.ts';
import { recoveryGoals } from '../src/subjects/recovery/judge/recovery-goals.ts';
import drillKind, { type DrillRecord } from '../src/subjects/recovery/kinds/drill.ts';
import { choiceWords } from '../src/wording/codes.ts';
import { type Composed, type ComposeInput, defineDeliverable } from './_deliverable.ts';
import { countFigure } from './cells/figures.ts';
import { headline, toDate } from './cells/headline.ts';
import { sectionChoices } from './frame/section-choices.ts';
import { type PeriodView, periodView } from './period/period.ts';
import { drillSections } from './recovery/drill.ts';

export default defineDeliverable({
  id: 'recovery-drill',
  sections: sectionChoices['recovery-drill'],
  needs: [
    { kind: 'drill', window: 'service-to-date' },
    { kind: 'manifest', window: 'service-to-date' },
  ],
  evidence: [],
  compose,
});

const word = choiceWords(drillKind);

function compose(input: ComposeInput): Composed {
  const drills = ((input.records['drill'] ?? []) as DrillRecord[]).toSorted((a, b) =>
    compareInstants(a.startedAt, b.startedAt),
  );
  const names = new Map(wholeOf(input.contract.assets).map((asset) => [asset.id, asset.name]));
  const several = drills.length > 1;
  return {
    ...marks(drills),
    sections: [
      conclusion(periodView(input), drills, askedTimesText(input.contract.contract, 'drill')),
      ...drills.flatMap((drill) => [
        ...(several ? [heading(drill)] : []),
        ...drillSections(drill, { input, names, level: several ? 2 : 1 }),
      ]),
    ],
  };
}

const isClosed = (drill: DrillRecord): boolean => drill.closedAt !== undefined;

function marks(drills: readonly DrillRecord[]): Pick<Composed, 'marks'> {
  if (drills.length === 0) return { marks: [{ text: '服务期至今没有登记恢复演练', tone: 'abnormal' }] };
  if (!drills.some(isClosed)) return { marks: [{ text: '演练总结尚未完成', tone: 'attention' }] };
  return {};
}

const heading = (drill: DrillRecord): Section => ({
  id: `drill-${drill.id}`,
  title: `${drill.title}（${drill.id}）`,
  blocks: [{ type: 'note', text: `${formatDateTime(drill.startedAt)} 起，${drill.place}。` }],
});

function conclusion(view: PeriodView, drills: readonly DrillRecord[], asked: string): Section {
  const within = toDate(view);
  const closed = drills.filter(isClosed);
  const states = closed.flatMap(recoveryGoals).map((goal) => goal.state);
  const open = drills.flatMap((drill) => drill.problems ?? []).filter((one) => one.status === 'open').length;
  const count = (state: string): number => states.filter((one) => one === state).length;
  return {
    id: 'conclusion',
    title: '结论',
    blocks: [
      {
        type: 'key-figures',
        items: [
          headline(countFigure('登记演练', drills.length), 'drills.total', within),
          headline(countFigure('已完成总结', closed.length), 'drills.closed', within),
          headline(countFigure('RTO/RPO 达标', count('met')), 'drills.goals-met', within),
          headline(countFigure('未达标', count('missed'), 'abnormal'), 'drills.goals-missed', within),
          headline(countFigure('未完成的改进', open, 'attention'), 'drills.improvements-open', within),
        ],
      },
      { type: 'note', text: conclusionText(drills, closed, asked), tone: toneOf(closed), emphasis: true },
      settledTable(drillTable({}), drills, 'paper'),
    ],
  };
}

/** @param asked what the contract asks for, in brackets */
function conclusionText(drills: readonly DrillRecord[], closed: readonly DrillRecord[], asked: string): string {
  if (drills.length === 0) return `服务期至今没有登记恢复演练，不能说明恢复能力${asked}。`;
  if (closed.length === 0) return `登记演练 ${drills.length} 次，总结均未完成，尚不能作结论。`;
  const results = closed.map((drill) => `${drill.title}：${word('result', drill.result)}`).join('；');
  const rest = drills.length - closed.length;
  return `${results}。${rest === 0 ? '' : `另有 ${rest} 次总结未完成。`}`;
}

function toneOf(closed: readonly DrillRecord[]): Tone {
  const newest = closed.at(-1);
  if (newest === undefined || newest.result === 'failed') return 'abnormal';
  return newest.result === 'achieved' ? 'normal' : 'attention';
}
