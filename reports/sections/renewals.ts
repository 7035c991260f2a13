/** 到期提醒 */
import { renewalQuestions } from '../../src/assess/contract/to-decide.ts';
import { type JudgedRenewal, UNSETTLED } from '../../src/subjects/renewals/judge/renewals.ts';
import { namesText } from '../../src/wording/words.ts';
import type { Decision, Part } from '../first-page/part.ts';
import type { News } from '../first-page/ranking.ts';
import type { PeriodFacts } from '../periodic/facts.ts';
import { lateRenewalsOf, renewalSection } from '../service/renewals.ts';
import type { ReportSection } from './_section.ts';

const SHOWN = 2;

type RunOut = Pick<JudgedRenewal, 'renewal' | 'expiresOn'>;

const part: Part = {
  order: 110,
  news({ view, renewals: all }) {
    const entry = (gravity: News['gravity'], id: string, own: readonly RunOut[], what: string): News[] => {
      if (own.length === 0) return [];
      const items = own.map(({ renewal, expiresOn }) => `${renewal.item}（${expiresOn}）`);
      const ids = own.map(({ renewal }) => renewal.id);
      return [
        {
          gravity,
          weight: own.length,
          id: `renewals ${id}`,
          text: `${own.length} 项${what}：${namesText(items, '项', SHOWN)}`,
          references: [{ text: namesText(ids, '项', SHOWN), section: 'renewals' }],
        },
      ];
    };
    const of = (state: 'expired' | 'due') => all.filter((one) => one.state === state);
    const late = lateRenewalsOf(view).map((renewal) => ({ renewal, expiresOn: renewal.expiresOn }));
    return [
      ...entry('expired', 'expired', of('expired'), `已到期${UNSETTLED}`),
      ...entry('expired', 'renewed-late', late, '到期后才续期'),
      ...entry('expiring', 'due', of('due'), `即将到期${UNSETTLED}`),
    ];
  },
  decisions: ({ renewals: all }) =>
    renewalQuestions(all).map(
      (asked): Decision => ({ ...asked, references: [{ text: asked.id, section: 'renewals' }] }),
    ),
};

export default {
  id: 'renewals',
  title: '到期提醒',
  kinds: ['renewal'],
  topics: ['renewal'],
  parts: [part],
  compose: ({ view, renewals }: PeriodFacts) => renewalSection(view, renewals),
} satisfies ReportSection;
