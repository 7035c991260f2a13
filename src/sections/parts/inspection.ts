/** 今日巡检, check by check: what the figures of 首页 and of an asset's page are made of. Pure. */

import { inspectsAnything } from '../../contract/asked.ts';
import { settledTable } from '../../page/table.ts';
import type { Cell, SitePage, TableBlock } from '../../report/site-model.ts';
import { type Outcome, outcomeWords, rankOf, worstFirst, worstOf } from '../../states/outcome.ts';
import { checkTable, outcomeCell } from '../../subjects/inspections/check-tables.ts';
import type { CheckResult } from '../../subjects/inspections/judge/result.ts';
import { apartName } from '../../wording/asset-names.ts';
import { assetPlace } from './asset-places.ts';
import type { SiteFacts } from './facts.ts';

/** Below 资产与设备; no asset's id has a slash. */
const PATH = 'today/inspection';

/** Today's checks; with outcomes only those, as far as one filter can say them. */
export const todayHref = (...outcomes: Outcome[]): string =>
  `/assets/${PATH}${outcomes.length === 1 ? `?outcome=${outcomes[0]}` : ''}`;

/** What stands for several outcomes together. */
export function worstCell(rows: readonly CheckResult[]): Cell {
  const worst = worstOf(rows);
  if (worst === undefined) return { text: '今日未检', tone: 'muted', mark: '–', sort: '' };
  return { ...outcomeCell(worst), sort: rankOf(worst) };
}

/**
 * true when somebody has inspected today, or is to: of a contract without an inspection the pages say nothing of one, and on a day
 * outside the service nobody owes one.
 */
export function showsInspection({ contract, inspection, today }: Inspecting): boolean {
  const { from, to } = contract.contract.servicePeriod;
  return inspection.length > 0 || (inspectsAnything(contract) && from <= today && today <= to);
}

type Inspecting = Pick<SiteFacts, 'contract' | 'inspection' | 'today'>;

/** All checks of today, the worst first; those of the supplier's own machine apart, since they are not counted. */
export function inspectionPage(facts: SiteFacts): SitePage {
  const ranked = facts.inspection.toSorted((a, b) => rankOf(a.outcome) - rankOf(b.outcome));
  const own = ranked.filter(({ contract }) => contract);
  const apart = ranked.filter(({ contract }) => !contract);
  return {
    path: PATH,
    title: '今日巡检',
    description: `${facts.today}，每一项检查的标准、实测和判定。没有采集到的不算正常。`,
    sections: [
      {
        id: 'contract',
        title: '合同资产',
        note: `${own.length} 项`,
        blocks: [checkList(own, (row) => assetCell(facts, row))],
      },
      ...(apart.length === 0
        ? []
        : [
            {
              id: 'apart',
              title: apartName(apart),
              note: `${apart.length} 项，不计入合同资产`,
              blocks: [checkList(apart)],
            },
          ]),
    ],
  };
}

/** Devices that are judged together stand in one row under the name of their kind, which has no page. */
function assetCell(facts: SiteFacts, row: CheckResult): Cell {
  const place = assetPlace(facts.contract, row.asset);
  return place === undefined ? row.assetName : { text: row.assetName, href: place.href };
}

/** @param assetOf object of a check, where several objects are listed together */
export function checkList(rows: readonly CheckResult[], assetOf?: (row: CheckResult) => Cell): TableBlock {
  const table = checkTable(
    '今日巡检逐项',
    assetOf,
    rows.some(({ reason }) => reason !== null),
  );
  const filter = ({ outcome }: CheckResult) => ({ outcome });
  const more =
    assetOf === undefined
      ? { empty: '今日还没有这项资产的巡检结果。巡检完成后逐项列在这里。' }
      : {
          ...{ sortable: true as const, filters: [outcomeFilter], filter },
          empty: '今日还没有巡检记录。巡检当日，每一项检查的结果列在这里。',
        };
  return settledTable({ ...table, ...more }, rows, 'site');
}

const outcomeFilter = {
  key: 'outcome',
  label: '判定',
  options: worstFirst.map((value) => ({ value, text: outcomeWords[value] })),
};
