/** Facts of an incident, each by its name: who and what, how bad it was, why it happened and who answers for it. Pure. */
import { compareInstants } from '../../contract/time.ts';
import type { FactsBlock } from '../../report/block.ts';
import { apartWords } from '../../states/apart.ts';
import { choiceWords } from '../../wording/codes.ts';
import { levelFull } from '../../wording/levels.ts';
import { MISSING, orMissing } from '../../wording/words.ts';
import { confirmationText, timeText } from './cells.ts';
import type { IncidentView } from './incident-view.ts';
import { responsibilityText } from './judge/told-beside.ts';
import { causeChoices, foundByChoices, outageChoices } from './kinds/incident/choices.ts';
import kind, { type IncidentRecord } from './kinds/incident.ts';

const word = choiceWords(kind);

/** In a grid. */
export const factGrid = (items: FactsBlock['items']): FactsBlock => ({ type: 'facts', columns: 2, items });

/** 编号、报障、受理、定级、归属, each by its name. */
export function factsOfIncident(view: IncidentView) {
  const { incident, judged, systems } = view;
  const row = incident.levels.findLast(
    (one) => one.level === judged.level && compareInstants(one.at, view.context.asOf) <= 0,
  );
  const confirmed = (row && confirmationText(incident, row)) ?? '⟦采购人⟧未确认';
  const unit = incident.reporterUnit === undefined ? '' : `（${incident.reporterUnit}）`;
  return {
    id: { label: '故障编号', value: incident.id },
    title: { label: '故障名称', value: incident.title },
    systems: { label: '影响系统', value: systems.join('、') },
    foundBy: { label: '发现方式', value: foundByChoices[incident.foundBy] },
    reporter: { label: '报障人', value: `${orMissing(incident.reporter)}${unit}` },
    handler: { label: '受理人', value: incident.handler },
    level: { label: '故障级别', value: levelFull(view.level) },
    setBy: { label: '定级人', value: orMissing(row?.setBy) },
    confirmed: {
      label: '定级确认',
      value: confirmed,
      ...(judged.levelUsed.confirmed ? {} : { tone: 'attention' as const }),
    },
    diagnosis: { label: '诊断方式', value: word('diagnosis', incident.diagnosis) },
    outage: { label: '中断范围', value: outageChoices[incident.outage] },
    responsibility: { label: '责任归属', value: responsibilityText(incident, view.context.asOf) },
  };
}

/** The same in a grid. */
export const incidentFacts = (view: IncidentView): FactsBlock => factGrid(Object.values(factsOfIncident(view)));

/** That it is an earlier fault again, or why it is none; nothing where nobody says either. */
function repeatFact({ repeatOf, notRepeat }: IncidentRecord): { repeat?: { label: string; value: string } } {
  if (repeatOf !== undefined) return { repeat: { label: '重复故障', value: `前一起 ${repeatOf}` } };
  return notRepeat === undefined
    ? {}
    : { repeat: { label: '重复故障', value: `${apartWords['other-fault']}：${notRepeat}` } };
}

/** Why it happened and who answers for it, each by its name. */
export const factsOfCause = ({ incident, context }: Pick<IncidentView, 'incident' | 'context'>) => ({
  category: {
    label: '原因类别',
    value: incident.causeCategory === undefined ? MISSING : causeChoices[incident.causeCategory],
  },
  direct: { label: '直接原因', value: orMissing(incident.directCause) },
  root: { label: '根本原因', value: orMissing(incident.rootCause) },
  ...repeatFact(incident),
  responsibility: {
    label: '责任归属',
    value: responsibilityText(incident, context.asOf),
    ...(incident.responsibility === 'pending' ? { tone: 'attention' as const } : {}),
  },
  basis: { label: '责任依据', value: orMissing(incident.responsibilityBasis) },
});

export const causeFacts = (view: Pick<IncidentView, 'incident' | 'context'>): FactsBlock =>
  factGrid(Object.values(factsOfCause(view)));

export function verificationFacts({ incident, facts }: Pick<IncidentView, 'incident' | 'facts'>): FactsBlock {
  const confirmed = facts.restoredBy === 'purchaser';
  return factGrid([
    { label: '验证', value: orMissing(incident.verification) },
    {
      label: '恢复确认',
      value: confirmed ? `${orMissing(incident.confirmer)}，${timeText(facts.restoredAt)}` : '⟦采购人⟧未确认',
      ...(confirmed ? {} : { tone: 'attention' as const }),
    },
  ]);
}

/** 影响（量化）与现象. */
export const impactFacts = ({ incident }: Pick<IncidentView, 'incident'>): FactsBlock =>
  factGrid([
    { label: '中断范围', value: outageChoices[incident.outage] },
    {
      label: '受影响用户数',
      value: incident.affectedUsers === undefined ? MISSING : `${incident.affectedUsers} 人`,
    },
    { label: '受影响业务量', value: orMissing(incident.affectedBusiness) },
    { label: '影响', value: orMissing(incident.impact) },
    { label: '现象', value: incident.symptom },
  ]);
