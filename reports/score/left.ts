/** What of the clauses that a scheme names no data hold, so that nothing is deducted by it. Pure. */
import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';
import { expressedClauses } from '../../src/contract/expressed/expressed.ts';
import { expandClauses } from '../../src/contract/terms/clauses.ts';
import type { PenaltyScheme } from '../../src/contract/terms/penalties.ts';
import { settledTable } from '../../src/page/table.ts';
import type { Block } from '../../src/report/block.ts';
import { leftOf, leftTable } from '../../src/subjects/clauses/tables.ts';
import { takenWord } from './words.ts';

/** Clauses by which a scheme deducts, as its data name them. */
const namedBy = ({ clauses, rules, sharedCaps = [], free = [], objections }: PenaltyScheme): string[] => [
  ...clauses,
  ...[...rules, ...sharedCaps, ...free].flatMap((one) => one.clauses),
  ...(objections?.clauses ?? []),
];

/** A note with the words, and none where the data hold all of them. */
export function leftBlocks(bundle: ContractBundle, scheme: PenaltyScheme): Block[] {
  const named = new Set(expandClauses(namedBy(scheme), bundle.contract).map(({ id }) => id));
  const own = leftOf(expressedClauses(bundle)).filter(({ clause }) => named.has(clause.id));
  if (own.length === 0) return [];
  return [
    {
      type: 'note',
      text: `本办法所依据的条款有 ${own.length} 条数据没有全部表达，余下的词句不据以${takenWord(scheme)}，列于下表：须由双方另行核对。`,
      tone: 'attention',
    },
    settledTable(leftTable, own, 'paper'),
  ];
}
