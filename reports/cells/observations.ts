/** 分析 beside a table: what its numbers say, each sentence with its test in a note; nothing where nothing is to be said. */
import { type Look, type Observation, observationsOf, sorts } from '../../src/assess/observations/look.ts';
import type { ListBlock } from '../../src/report/block.ts';

/**
 * @param looks all that were taken at the table
 * @param told what was judged by itself, such as when a limit is reached
 */
export function analysisBlocks(looks: readonly Look[], told: readonly Observation[] = []): ListBlock[] {
  const said = [...told, ...observationsOf(looks)];
  if (said.length === 0) return [];
  return [
    {
      type: 'list',
      items: said.map(({ sort, text, note }) => ({ text: `分析（${sorts[sort]}）：${text}`, sub: [note] })),
    },
  ];
}
