/** 更正以前各期: what an earlier document counted of an incident and is different now, as signed rows. */

import type { Correction } from '../../src/contract/calendar/balance.ts';
import type { Level } from '../../src/contract/terms/levels.ts';
import type { Block } from '../../src/report/block.ts';
import { clockStates } from '../../src/states/clock.ts';
import { causeChoices, responsibilityChoices } from '../../src/subjects/incidents/kinds/incident/choices.ts';
import { levelWordOf } from '../../src/wording/levels.ts';
import { table } from '../cells/figures.ts';
import { CORRECTED, signedText } from '../cells/signed.ts';

/** @param levels of the contract, for their words */
export function correctionBlocks(corrections: readonly Correction[], levels: readonly Level[]): Block[] {
  if (corrections.length === 0) return [];
  return [
    table(
      CORRECTED,
      [
        { key: 'id', label: '故障编号', type: 'text', weight: 1.3 },
        { key: 'what', label: '事项', type: 'text' },
        { key: 'value', label: '计为', type: 'text' },
        { key: 'count', label: '更正', type: 'text', align: 'right' },
      ],
      corrections.map(({ key, value, count }) => {
        const [id = '', what = ''] = key.split(' ');
        return { tone: 'attention' as const, cells: { id, ...wordsOf(what, value, levels), count: signedText(count) } };
      }),
      '没有更正。',
    ),
    {
      type: 'note',
      text: '以前各期的文档签发后不再改动；其后更正、作废或改变判定的，在得知的一期以正负数更正，各期相加即为服务期累计。',
      tone: 'muted',
    },
  ];
}

const clocks: Readonly<Record<string, string>> = {
  response: '响应',
  'remote-start': '远程启动',
  arrival: '到场',
  diagnosis: '诊断启动',
  restoration: '恢复',
  record: '分析处理记录',
  notice: '进展通报',
};

function wordsOf(what: string, value: string, levels: readonly Level[]): { what: string; value: string } {
  if (what === 'level') return { what: '级别', value: levelWordOf(levels, value) };
  if (what === 'cause') return { what: '原因类别', value: wordOf(causeChoices, value) };
  if (what === 'responsibility') return { what: '责任归属', value: wordOf(responsibilityChoices, value) };
  return { what: `${clocks[what] ?? what}时限`, value: wordOf(clockStates, value) };
}

const wordOf = (words: Readonly<Record<string, string>>, value: string): string => words[value] ?? value;
