/** One fault: its times against every limit, what was done minute by minute, cause, measures and documents. Pure. */

import { incidentMeasures, type KeptMeasure } from '../../assess/deliveries/measures.ts';
import { type IncidentAssessment, isFailing } from '../../assess/incidents/clocks.ts';
import { hasClock, limitsOf } from '../../assess/incidents/limits.ts';
import { targetsText } from '../../assess/incidents/monitoring.ts';
import { contradictionText, startsText } from '../../assess/incidents/start.ts';
import { asksFor } from '../../contract/asked.ts';
import type { LimitClock } from '../../contract/terms/levels.ts';
import { formatDateTimeSeconds } from '../../contract/time.ts';
import { fieldsOf } from '../../records/fields.ts';
import incidentKind, { type IncidentRecord } from '../../records/kinds/incident.ts';
import { isVouched } from '../../records/purchaser.ts';
import type { Block, Section, SitePage, Tone } from '../../report/site-model.ts';
import { choiceWord } from '../../wording/codes.ts';
import { levelWordOf, severityOf } from '../../wording/levels.ts';
import { CLAIMED, MISSING, orMissing, timeText } from '../../wording/words.ts';
import { incidentContext } from '../board/figures.ts';
import type { SiteFacts } from '../parts/facts.ts';
import { articleLink, assetLink, documentLinks, documentsOf, MISSED_SINCE_HREF, recordHref } from '../parts/links.ts';
import { measureCell } from '../parts/measures.ts';
import { wholeHref } from '../parts/places.ts';
import { agreedLinks, judgedLabels, judgedSince, sinceBlocks } from '../parts/settled.ts';
import { clockTable } from './clock-table.ts';
import { dueBlocks, lateBlocks } from './late.ts';
import { otherwiseSection } from './otherwise.ts';
import { outcomeSection } from './outcome.ts';
import { causeText } from './restoration.ts';

export interface JudgedFault {
  incident: IncidentRecord;
  judged: IncidentAssessment;
}

const fields = fieldsOf(incidentKind.schema);
const seconds = (instant: string | undefined | null): string =>
  instant === undefined || instant === null ? MISSING : formatDateTimeSeconds(instant);

export function faultPage(facts: SiteFacts, { incident, judged }: JudgedFault): SitePage {
  const level = levelWordOf(facts.contract.contract.levels, judged.level);
  const sections: Section[] = [
    outcomeSection(incident, judged, lateBlocks(facts, { incident, judged })),
    ...sinceSection(facts, judged),
    ...otherwiseSection(facts, judged),
    { id: 'summary', title: '概况', blocks: [summary(facts, incident, judged, level)] },
    // Why, and who answers for it, is asked before how it went.
    { id: 'cause', title: '原因与责任', blocks: cause(incident, judged) },
    {
      id: 'clocks',
      title: '时限',
      blocks: [...startBlocks(facts, incident, judged), ...classNotes(judged), clockTable(judged)],
    },
    { id: 'timeline', title: '处理过程', blocks: [timeline(incident)] },
    { id: 'measures', title: '整改与预防', blocks: measures(facts, incident) },
    { id: 'documents', title: '文档与记录', blocks: documents(facts, { incident, judged }) },
  ];
  return { path: incident.id, title: incident.title, description: `${incident.id}　${level}`, sections };
}

/** After the conclusion: by which 口径 it is, where documents of the fault left a limit open that is judged now. */
function sinceSection(facts: SiteFacts, { id, clocks }: JudgedFault['judged']): Section[] {
  const missed = clocks.some(({ label, state }) => isFailing(state) && judgedSince(facts, id, [label]) !== null);
  const since = judgedSince(facts, id, judgedLabels({ clocks }));
  // The list of them stands beside what the statements say: without any there is none.
  const back: Block[] =
    missed && facts.clauses.verdicts !== null
      ? [{ type: 'links', items: [{ text: '签发后按确认的口径判定未达标的时限', href: MISSED_SINCE_HREF }] }]
      : [];
  return since === null ? [] : [{ id: 'since', title: '所依口径', blocks: [...sinceBlocks(since), ...back] }];
}

function summary(facts: SiteFacts, incident: IncidentRecord, judged: JudgedFault['judged'], level: string): Block {
  const basis = judged.levelUsed.text;
  const { levels } = facts.contract.contract;
  return {
    type: 'facts',
    items: [
      { label: '影响系统', value: incident.assets.map((id) => assetLink(facts, id)) },
      { label: '级别', value: { text: level, sub: basis, ...severityOf(levels, judged.level) } },
      { label: '中断范围', value: choiceWord(fields, 'outage', incident.outage) },
      { label: '发现方式', value: choiceWord(fields, 'foundBy', incident.foundBy) },
      { label: '发生', value: seconds(incident.occurredAt) },
      { label: '发现', value: seconds(incident.discoveredAt) },
      { label: '申报', value: seconds(incident.reportedAt) },
      ...asked(facts, 'response', '响应', incident.respondedAt),
      ...asked(facts, 'remote-start', '远程启动', incident.remoteStartedAt),
      ...asked(facts, 'arrival', '到场', incident.arrivedAt),
      { label: '恢复（⟦供应商⟧）', value: seconds(incident.restoredAt) },
      { label: '⟦采购人⟧确认恢复', value: `${seconds(incident.confirmedRestoredAt)}${claim(incident)}` },
      { label: '处理完成', value: seconds(incident.closedAt) },
      { label: '受理人', value: incident.handler },
      { label: '报障部门', value: orMissing(incident.reporterUnit) },
      { label: '影响', value: orMissing(incident.impact) },
      { label: '现象', value: incident.symptom },
    ],
  };
}

/** A time of the course; none where the contract has no limit for it and nobody wrote it down. */
const asked = (facts: SiteFacts, clock: LimitClock, label: string, at: string | undefined) =>
  at === undefined && !hasClock(facts.contract.contract, clock) ? [] : [{ label, value: seconds(at) }];

/** Where the clocks start, what monitoring saw, and that the time which was written down contradicts it. */
function startBlocks(facts: SiteFacts, incident: IncidentRecord, { starts, evidence }: JudgedFault['judged']): Block[] {
  const contradiction = contradictionText(incident, evidence);
  const seen = evidence.map((one) => ({
    text: `${one.text}${targetsText(one, (asset) => assetLink(facts, asset).text)}（${one.record}）`,
    href: recordHref(facts, one.record),
  }));
  return [
    { type: 'note', text: startsText(starts), ...(starts.length > 1 ? { tone: 'attention' as const } : {}) },
    ...(contradiction === null
      ? []
      : [{ type: 'note' as const, text: `${contradiction}。`, tone: 'attention' as const }]),
    ...(seen.length === 0 ? [] : [{ type: 'links' as const, items: seen }]),
    ...(starts.length > 1 ? [{ type: 'links' as const, items: agreedLinks(facts) }] : []),
  ];
}

/** Behind the restoration that the purchaser is said to have confirmed, when only the supplier tells of it. */
const claim = (incident: IncidentRecord): string => {
  const { confirmedRestoredAt: at } = incident;
  return at === undefined || isVouched(incident, at, 'confirmedRestoredAt') ? '' : `（${CLAIMED}）`;
};

const classNotes = (judged: JudgedFault['judged']): Block[] =>
  judged.classes.flatMap(({ name, byOption, interpretation }) =>
    Object.values(byOption)
      .filter(({ holds, open }) => holds || open)
      .map(({ label, text }): Block => {
        const by = interpretation === null ? name : `口径“${label}”`;
        return { type: 'note', text: `${by}：${text}`, tone: 'attention' };
      }),
  );

function pauseWord(
  incident: IncidentRecord,
  { id, confirmedAt }: { id?: string | undefined; confirmedAt?: string | undefined },
): string {
  if (confirmedAt === undefined) return '⟦采购人⟧未确认，不停表';
  return isVouched(incident, confirmedAt, `pauses.${id}`) ? '⟦采购人⟧已确认' : `${CLAIMED}，不停表`;
}

function timeline(incident: IncidentRecord): Block {
  const { timeline: steps, pauses = [] } = incident;
  const stops = pauses.map((one) => ({
    at: one.from,
    time: `${seconds(one.from)} 至 ${one.to === undefined ? '未结束' : seconds(one.to)}`,
    text: `暂停计时：${choiceWord(fields, 'pauses.reason', one.reason)}${one.detail === undefined ? '' : `，${one.detail}`}；${pauseWord(incident, one)}`,
    tone: 'attention' as Tone,
  }));
  const acts = steps.map((one) => ({
    at: one.at,
    time: seconds(one.at),
    text: one.result === undefined ? one.action : `${one.action}。结果：${one.result}`,
    ...(one.actor === undefined ? {} : { who: one.actor }),
  }));
  return {
    type: 'timeline',
    items: [...acts, ...stops].sort((a, b) => Date.parse(a.at) - Date.parse(b.at)).map(({ at: _at, ...item }) => item),
    empty: '处理过程尚未登记。',
  };
}

function cause(incident: IncidentRecord, judged: JudgedFault['judged']): Block[] {
  const blocks: Block[] = [
    {
      type: 'facts',
      items: [
        { label: '原因类别', value: causeText(incident, judged) },
        { label: '责任归属', value: choiceWord(fields, 'responsibility', incident.responsibility) },
        { label: '直接原因', value: orMissing(incident.directCause) },
        { label: '根本原因', value: orMissing(incident.rootCause) },
        { label: '责任依据', value: orMissing(incident.responsibilityBasis) },
        { label: '验证', value: orMissing(incident.verification) },
      ],
    },
  ];
  const whys = incident.whys ?? [];
  if (whys.length === 0) return blocks;
  return [
    ...blocks,
    { type: 'timeline', items: whys.map(({ question, answer }) => ({ time: question, text: answer })), empty: '' },
  ];
}

function measures(facts: SiteFacts, incident: IncidentRecord): Block[] {
  const kept = incidentMeasures(incident);
  return [
    {
      type: 'facts',
      items: [
        { label: '预防措施', value: orMissing(incident.prevention) },
        { label: '建议', value: orMissing(incident.suggestion) },
      ],
    },
    {
      type: 'table',
      title: '整改措施',
      columns: [
        { key: 'measure', label: '措施', title: true },
        { key: 'owner', label: '责任人' },
        { key: 'due', label: '期限' },
        { key: 'acceptance', label: '验收标准', wide: true },
        { key: 'status', label: '状态', state: true },
      ],
      rows: (incident.measures ?? []).map((one, n) => ({
        cells: {
          measure: { text: one.measure, sub: one.problem },
          owner: one.owner,
          due: one.dueOn,
          acceptance: one.acceptance,
          status: measureCell(facts, kept[n] as KeptMeasure),
        },
      })),
      empty: '没有登记整改措施。',
    },
  ];
}

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
