/** 原因, 责任归属, 验证, 预防措施 and 知识条目: why it happened and what keeps it from happening again. */

import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';
import { causeChoices, responsibilityChoices } from '../../src/records/incident/choices.ts';
import type { Block, FactsBlock, Section } from '../../src/report/document.ts';
import { MISSING, orMissing } from '../../src/wording/words.ts';
import { seeUnit } from '../frame/named.ts';
import { opinionText, timeText } from './cells.ts';
import type { IncidentView } from './view.ts';

/** Why it happened and who answers for it, each by its name. */
export const factsOfCause = ({ incident }: Pick<IncidentView, 'incident'>) => ({
  category: {
    label: '原因类别',
    value: incident.causeCategory === undefined ? MISSING : causeChoices[incident.causeCategory],
  },
  direct: { label: '直接原因', value: orMissing(incident.directCause) },
  root: { label: '根本原因', value: orMissing(incident.rootCause) },
  responsibility: {
    label: '责任归属',
    value: responsibilityChoices[incident.responsibility],
    ...(incident.responsibility === 'pending' ? { tone: 'attention' as const } : {}),
  },
  basis: { label: '责任依据', value: orMissing(incident.responsibilityBasis) },
});

export const causeFacts = (view: IncidentView): FactsBlock => ({
  type: 'facts',
  columns: 2,
  items: Object.values(factsOfCause(view)),
});

/** 原因 with the five whys, then 责任归属. */
export function causeSections(view: IncidentView): Section[] {
  const { responsibility, basis, ...why } = factsOfCause(view);
  const whys: Block = {
    type: 'list',
    ordered: true,
    items: (view.incident.whys ?? []).map(({ question, answer }) => ({ text: question, sub: [answer] })),
    empty: '未登记五问分析。',
  };
  return [
    {
      id: 'cause',
      title: '原因',
      blocks: [{ type: 'facts', columns: 2, items: Object.values(why) }, whys],
    },
    {
      id: 'responsibility',
      title: '责任归属及依据',
      blocks: [{ type: 'facts', columns: 2, items: [responsibility, basis] }],
    },
  ];
}

export function verificationSection(view: IncidentView): Section {
  return { id: 'verification', title: '验证', blocks: [verificationFacts(view)] };
}

export function verificationFacts({ incident, facts }: IncidentView): FactsBlock {
  const confirmed = facts.restoredBy === 'purchaser';
  return {
    type: 'facts',
    columns: 2,
    items: [
      { label: '验证', value: orMissing(incident.verification) },
      {
        label: '恢复确认',
        value: confirmed ? `${orMissing(incident.confirmer)}，${timeText(facts.restoredAt)}` : '⟦采购人⟧未确认',
        ...(confirmed ? {} : { tone: 'attention' as const }),
      },
    ],
  };
}

/** 预防措施, 知识条目, 采购人意见. */
export function preventionSections(view: IncidentView, contract: ContractBundle): Section[] {
  const { incident } = view;
  const articles = view.articles ?? [];
  return [
    {
      id: 'prevention',
      title: '预防措施',
      blocks: [
        {
          type: 'note',
          text: incident.prevention ?? '未登记预防措施。',
          ...(incident.prevention === undefined ? { tone: 'muted' as const } : {}),
        },
        ...(incident.measures === undefined || incident.measures.length === 0
          ? []
          : [
              {
                type: 'note' as const,
                text: `另有整改措施 ${incident.measures.length} 项${seeUnit(contract, '，见', 'rectification-plan')}。`,
              },
            ]),
      ],
    },
    {
      id: 'articles',
      title: '知识条目',
      blocks: [{ type: 'list', items: articles.map((text) => ({ text })), empty: '未登记知识条目。' }],
    },
    opinionSection(view),
  ];
}

export function opinionSection({ incident }: IncidentView): Section {
  const opinion = opinionText(incident);
  return {
    id: 'opinion',
    title: '⟦采购人⟧意见',
    blocks: [
      opinion === undefined
        ? { type: 'note', text: '未登记⟦采购人⟧意见。', tone: 'muted' }
        : { type: 'note', text: opinion },
    ],
  };
}
