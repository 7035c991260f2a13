/** 原因, 责任归属, 验证, 预防措施 and 知识条目: why it happened and what keeps it from happening again. */

import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';
import type { Block, Section } from '../../src/report/block.ts';
import { opinionText } from '../../src/subjects/incidents/cells.ts';
import { factGrid, factsOfCause, verificationFacts } from '../../src/subjects/incidents/incident-facts.ts';
import type { IncidentView } from '../../src/subjects/incidents/incident-view.ts';
import { seeUnit } from '../frame/named.ts';

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
      blocks: [factGrid(Object.values(why)), whys],
    },
    {
      id: 'responsibility',
      title: '责任归属及依据',
      blocks: [factGrid([responsibility, basis])],
    },
  ];
}

export function verificationSection(view: IncidentView): Section {
  return { id: 'verification', title: '验证', blocks: [verificationFacts(view)] };
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
