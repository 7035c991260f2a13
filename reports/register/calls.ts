/** How many calls were answered or called back within the limit of the contract: the headline figure of a register of calls. */

import type { KeyFigure } from '../../src/report/block.ts';
import type { FigureInterval } from '../../src/report/figure.ts';
import { judgeCall } from '../../src/subjects/incidents/judge/call-limit.ts';
import call, { type CallRecord } from '../../src/subjects/requests/kinds/call.ts';
import { rateFigure } from '../cells/figures.ts';
import { headline } from '../cells/headline.ts';
import type { GroupContext } from './groups.ts';

/** Nothing where the contract has no limit for the telephone, or nobody called. */
export function callFigures({ ledger, lines, input }: GroupContext, within: FigureInterval): KeyFigure[] {
  if (ledger.kind !== call.id) return [];
  const { contract, assets } = input.contract;
  const terms = { contract, assets, isWorkingDay: input.isWorkingDay };
  const judged = lines.flatMap(({ record }) => (record === null ? [] : (judgeCall(terms, record as CallRecord) ?? [])));
  const [first] = judged;
  if (first === undefined) return [];
  const of = { numerator: judged.filter(({ inTime }) => inTime).length, denominator: judged.length };
  const texts = [...new Set(judged.map(({ limit }) => limit.text))].join('、');
  const item: KeyFigure = {
    ...rateFigure(`${texts}内接听或回拨`, of),
    note: `${of.numerator}/${of.denominator}`,
    tone: of.numerator === of.denominator ? 'normal' : 'abnormal',
  };
  return [headline(item, 'calls.in-time', within, of)];
}
