/** One fault: its times against every limit, what was done minute by minute, cause, measures and documents. Pure. */

import { asksFor } from '../../contract/asked.ts';
import type { Block, Section, SitePage } from '../../report/site-model.ts';
import { clockTable, monitoringBlocks } from '../../subjects/incidents/clock-tables.ts';
import { fullTimeline, pauseBlocks } from '../../subjects/incidents/course.ts';
import { levelBlocks, timesTable } from '../../subjects/incidents/course-times.ts';
import {
  causeFacts,
  factGrid,
  factsOfIncident,
  impactFacts,
  verificationFacts,
} from '../../subjects/incidents/incident-facts.ts';
import { type IncidentView, viewOf } from '../../subjects/incidents/incident-view.ts';
import { isFailing } from '../../subjects/incidents/judge/clocks.ts';
import { limitsOf } from '../../subjects/incidents/judge/limits.ts';
import { startsText } from '../../subjects/incidents/judge/start.ts';
import incidentKind, { type IncidentRecord } from '../../subjects/incidents/kinds/incident.ts';
import type { JudgedFault } from '../../subjects/incidents/list.ts';
import { measureTable } from '../../subjects/incidents/measure-tables.ts';
import { levelWord, severityOf } from '../../wording/levels.ts';
import { MISSING, orMissing, timeText } from '../../wording/words.ts';
import { incidentContext } from '../board/figures.ts';
import type { SiteFacts } from '../parts/facts.ts';
import { articleLink, assetLink, documentLinks, documentsOf, MISSED_SINCE_HREF, recordHref } from '../parts/links.ts';
import { wholeHref } from '../parts/places.ts';
import { agreedLinks, judgedLabels, judgedSince, openHref, sinceBlocks } from '../parts/settled.ts';
import { dueBlocks, lateBlocks } from './late.ts';
import { otherwiseSection } from './otherwise.ts';
import { outcomeSection } from './outcome.ts';

export function faultPage(facts: SiteFacts, { incident, judged }: JudgedFault): SitePage {
  const view = viewOf(incident, incidentContext(facts), facts.contract.assets);
  const sections: Section[] = [
    outcomeSection(incident, judged, lateBlocks(facts, { incident, judged })),
    ...sinceSection(facts, judged),
    ...otherwiseSection(facts, judged),
    { id: 'summary', title: '概况', blocks: [summary(facts, view), timesTable(view, 'site')] },
    // Why, and who answers for it, is asked before how it went.
    { id: 'cause', title: '原因与责任', blocks: [causeFacts(view), verificationFacts(view), ...whys(incident)] },
    { id: 'clocks', title: '时限', blocks: clockBlocks(facts, view) },
    { id: 'timeline', title: '处理过程', blocks: [fullTimeline(view), ...pauses(view)] },
    { id: 'measures', title: '整改与预防', blocks: measures(facts, incident) },
    { id: 'documents', title: '文档与记录', blocks: documents(facts, { incident, judged }) },
  ];
  const description = `${incident.id}　${levelWord(view.level)}`;
  return { path: incident.id, title: incident.title, description, sections };
}

/** After the conclusion: by which 口径 it is, where documents of the fault left a limit open that is judged now. */
function sinceSection(facts: SiteFacts, { id, clocks }: JudgedFault['judged']): Section[] {
  const missed = clocks.some(
    ({ decides, label, state }) => decides && isFailing(state) && judgedSince(facts, id, [label]) !== null,
  );
  const since = judgedSince(facts, id, judgedLabels({ clocks }));
  // The list of them stands beside what the statements say: without any there is none.
  const back: Block[] =
    missed && facts.clauses.verdicts !== null
      ? [{ type: 'links', items: [{ text: '签发后按确认的口径判定未达标的时限', href: MISSED_SINCE_HREF }] }]
      : [];
  return since === null ? [] : [{ id: 'since', title: '所依口径', blocks: [...sinceBlocks(since), ...back] }];
}

/** Number and name stand above, and whose it was beside the cause. */
function summary(facts: SiteFacts, view: IncidentView): Block {
  const { id: _id, title: _title, responsibility: _whose, outage: _outage, ...own } = factsOfIncident(view);
  const level = { text: own.level.value, ...severityOf(facts.contract.contract.levels, view.judged.level) };
  const systems = view.incident.assets.map((id) => assetLink(facts, id));
  return factGrid([
    ...Object.values({ ...own, systems: { ...own.systems, value: systems }, level: { ...own.level, value: level } }),
    ...impactFacts(view).items,
  ]);
}

const whys = ({ whys: asked = [] }: IncidentRecord): Block[] =>
  asked.length === 0
    ? []
    : [{ type: 'timeline', items: asked.map(({ question, answer }) => ({ time: question, text: answer })), empty: '' }];

/** Where the clocks start, what monitoring saw, of which classes it is, at which level it is judged, and each clock. */
function clockBlocks(facts: SiteFacts, view: IncidentView): Block[] {
  const { starts } = view.judged;
  const isOpen = starts.length > 1;
  return [
    { type: 'note', text: startsText(starts), ...(isOpen ? { tone: 'attention' as const } : {}) },
    ...monitoringBlocks(view, 'site', (record) => recordHref(facts, record)),
    ...(isOpen ? [{ type: 'links' as const, items: agreedLinks(facts) }] : []),
    ...classNotes(view.judged),
    ...levelBlocks(view, 'site'),
    clockTable(view, 'site', { openHref: openHref(true).href }),
  ];
}

const classNotes = (judged: JudgedFault['judged']): Block[] =>
  judged.classes.flatMap(({ name, byOption, interpretation }) =>
    Object.values(byOption)
      .filter(({ holds, open }) => holds || open)
      .map(({ label, text }): Block => {
        const by = interpretation === null ? name : `口径“${label}”`;
        return { type: 'note', text: `${by}：${text}`, tone: 'attention' };
      }),
  );

const pauses = (view: IncidentView): Block[] =>
  (view.incident.pauses ?? []).length === 0 ? [] : pauseBlocks(view, 'site');

const measures = ({ now }: SiteFacts, incident: IncidentRecord): Block[] => [
  factGrid([
    { label: '预防措施', value: orMissing(incident.prevention) },
    { label: '建议', value: orMissing(incident.suggestion) },
  ]),
  measureTable(incident, now, 'site'),
];

/** By when the analysis is owed; nothing where the contract has no limit for it. */
function analysisText(facts: SiteFacts): string {
  const [limit] = limitsOf(incidentContext(facts), ['analysis']);
  return limit === undefined ? '' : `处理完成后 ${limit.text}内签发故障分析处理记录。`;
}

function documents(facts: SiteFacts, fault: JudgedFault): Block[] {
  const { incident } = fault;
  const links = documentLinks(documentsOf(facts, incident.id));
  return [
    links.length === 0
      ? { type: 'note', text: `还没有关于这起故障的文档。${analysisText(facts)}` }
      : { type: 'links', items: links },
    ...dueBlocks(facts, fault),
    {
      type: 'facts',
      items: [
        { label: '故障记录', value: { text: incident.id, href: wholeHref(facts, incidentKind.id, incident.id) } },
        ...(incident.permit === undefined && !asksFor(facts.contract.contract, 'permit')
          ? []
          : [
              {
                label: '许可编号',
                value:
                  incident.permit === undefined
                    ? MISSING
                    : { text: incident.permit, href: recordHref(facts, incident.permit) },
              },
            ]),
        {
          label: '知识条目',
          value: incident.articles === undefined ? MISSING : incident.articles.map((id) => articleLink(facts, id)),
        },
        { label: '登记时间', value: timeText(incident.enteredAt) },
      ],
    },
  ];
}
