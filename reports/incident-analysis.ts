/** 故障分析处理记录: in full; of requirements and of levels that the contract's data call brief, on one page. */

import { levelShort } from '../src/contract/terms/levels.ts';
import type { Block, FactsBlock, Section } from '../src/report/block.ts';
import { factText } from '../src/report/cell.ts';
import { opinionText } from '../src/subjects/incidents/cells.ts';
import { clockTable, monitoringBlocks } from '../src/subjects/incidents/clock-tables.ts';
import { processTimeline } from '../src/subjects/incidents/course.ts';
import { factsOfCause, factsOfIncident, verificationFacts } from '../src/subjects/incidents/incident-facts.ts';
import type { IncidentView } from '../src/subjects/incidents/incident-view.ts';
import { clocksWord } from '../src/subjects/incidents/judge/limits.ts';
import { openFor } from '../src/subjects/incidents/judge/options.ts';
import type { Submissions } from '../src/subjects/incidents/judge/submissions.ts';
import { unsettledText } from '../src/wording/interpretation-words.ts';
import { orMissing } from '../src/wording/words.ts';
import { type Composed, type ComposeInput, defineDeliverable } from './_deliverable.ts';
import { pictureSection } from './cells/pictures.ts';
import { sectionChoices } from './frame/section-choices.ts';
import { optionsAgree, optionTable, statedClocks } from './incident/clocks.ts';
import { analysisSections } from './incident/full.ts';
import { incidentConclusion } from './incident/overview.ts';
import { incidentView, isShort } from './incident/view.ts';

export default defineDeliverable({
  id: 'incident-analysis',
  sections: sectionChoices['incident-analysis'],
  needs: [
    { kind: 'incident', window: 'incident' },
    { kind: 'remote-session', window: 'incident' },
    { kind: 'service-order', window: 'incident' },
  ],
  articles: true,
  monitoring: true,
  evidence: ['incident'],
  compose,
});

function compose(input: ComposeInput): Composed {
  const view = incidentView(input, ownSubmission(input));
  const short = isShort(view);
  return {
    subtitle: `${view.incident.id}　${view.incident.title}`,
    marks: [...(view.judged.requirement ? [note(`${levelShort(view.level)}：作为需求处理，不计入故障统计`)] : [])],
    ...(short ? { form: 'short' as const } : {}),
    sections: short ? shortForm(view) : analysisSections(view, input),
  };
}

/** The first revision is submitted by being issued, and every later one tells that time; a draft is not submitted yet. */
function ownSubmission({ occurrence, firstIssuedAt, draft, asOf }: ComposeInput): Submissions {
  const submitted = firstIssuedAt ?? (draft ? null : asOf);
  const event = occurrence.event ?? occurrence.period;
  return new Map(submitted === null ? [] : [[event, submitted]]);
}

const note = (text: string) => ({ text, tone: 'muted' as const });

/** One section, so that body and signatures fit on a sheet of paper. */
function shortForm(view: IncidentView): Section[] {
  return [
    {
      id: 'overview',
      title: '故障分析处理',
      blocks: [
        incidentConclusion(view),
        shortFacts(view),
        {
          ...clockTable(view, 'paper', { deciding: true }),
          title: `${clocksWord(view.context.contract)}达成表：${view.judged.levelUsed.text}`,
        },
        ...monitoringBlocks(view, 'paper'),
        ...shortOptions(view),
        processTimeline(view),
      ],
      stated: { clocks: statedClocks(view, true) },
    },
    ...pictureSection('佐证图片', [view.incident]),
  ];
}

/** 编号 and 名称 stand in the subtitle; who and how share their lines. A requirement also names the agreed date. */
function shortFacts(view: IncidentView): FactsBlock {
  const { incident, judged } = view;
  const own = factsOfIncident(view);
  const { category, direct, root, repeat, responsibility, basis } = factsOfCause(view);
  // Of a small matter the direct cause is the root: it is told once.
  const why = [
    category,
    direct,
    ...(incident.directCause === incident.rootCause ? [] : [root]),
    ...(repeat ? [repeat] : []),
  ];
  const agreed = judged.requirement
    ? [
        { label: '约定完成', value: incident.agreedOn ?? '待协商' },
        { label: '约定依据', value: orMissing(incident.agreement) },
      ]
    : [];
  return {
    type: 'facts',
    columns: 2,
    items: [
      own.systems,
      { label: '报障、受理', value: `${own.reporter.value}；${own.handler.value}` },
      { label: '定级', value: `${own.setBy.value}；${own.confirmed.value}` },
      { label: '发现、诊断', value: `${own.foundBy.value}；${own.diagnosis.value}；${own.outage.value}` },
      ...agreed,
      { label: '现象', value: incident.symptom },
      { label: '影响', value: orMissing(incident.impact) },
      { label: '原因', value: why.map(({ label, value }) => `${label}：${value}`).join('；') },
      { label: '责任归属', value: `${responsibility.value}；依据：${basis.value}` },
      {
        label: '验证',
        value: verificationFacts(view).items.map(factText).join('；'),
      },
      { label: '预防措施', value: orMissing(incident.prevention) },
      { label: '知识条目', value: orMissing(view.articles?.join('、')) },
      { label: '⟦采购人⟧意见', value: orMissing(opinionText(incident)) },
    ],
  };
}

/** On one page the options are a sentence, unless they disagree. */
function shortOptions(view: IncidentView): Block[] {
  if (!optionsAgree(view)) return optionTable(view);
  if (view.judged.requirement) return [];
  return [
    {
      type: 'note',
      text: `${unsettledText(...openFor(view.incident, view.context))}的口径，各选项的结果相同。`,
      tone: 'muted',
    },
  ];
}
