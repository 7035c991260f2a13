/** The limits of one fault, one row each. Pure. */
import type { Clock } from '../../assess/incidents/clock.ts';
import type { IncidentAssessment } from '../../assess/incidents/clocks.ts';
import type { Block } from '../../report/site-model.ts';
import { clocks } from '../../states/clock.ts';
import { markedCell, toneMarks } from '../../states/look.ts';
import { openHref } from '../parts/settled.ts';
import { isUnconfirmed, TO_CONFIRM } from './restoration.ts';

/** Of each its clause and result; with what it comes to by what else it was held against. */
export function clockTable(judged: IncidentAssessment): Block {
  const isOpen = ({ id }: Clock): boolean => id === 'restoration' && isUnconfirmed(judged);
  return {
    type: 'table',
    title: '各项时限',
    columns: [
      { key: 'clock', label: '时限', title: true },
      { key: 'clause', label: '条款', short: true },
      { key: 'state', label: '结果', state: true },
      { key: 'text', label: '说明', wide: true },
    ],
    rows: judged.clocks.map((one) => {
      const look = clocks[one.state];
      // Where the text already tells the result by each start, an alternative that repeats a part of it says nothing.
      const told = one.alternatives.map(({ label, text }) => `${label}：${text}`);
      const others = told.filter((text) => !one.text.includes(text)).join('；');
      return {
        ...(look.tone === 'abnormal' && one.decides ? { tone: look.tone } : {}),
        cells: {
          clock: one.label,
          clause: one.clause === '' ? '—' : one.clause,
          state: {
            ...{ ...markedCell(look), ...openHref(one.state === 'undecided') },
            ...(isOpen(one) ? { tone: 'attention' as const, mark: toneMarks.attention, sub: TO_CONFIRM } : {}),
          },
          text: { text: one.text, ...(others === '' ? {} : { sub: others }) },
        },
      };
    }),
    empty: '合同没有约定时限。',
  };
}
