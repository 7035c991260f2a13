/** 今日巡检, check by check: what the figures of 首页 and of an asset's page are made of. Pure. */

import { inspectsAnything } from '../../contract/asked.ts';
import type { Cell, SitePage, TableBlock } from '../../report/site-model.ts';
import { lookCell } from '../../states/look.ts';
import { type Outcome, outcomes, outcomeWords, worstFirst } from '../../states/outcome.ts';
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
  const worst = worstFirst.find((outcome) => rows.some((row) => row.outcome === outcome));
  if (worst === undefined) return { text: '今日未检', tone: 'muted', mark: '–', sort: '' };
  return outcomeCell(worst);
}

const outcomeCell = (outcome: Outcome): Cell => ({
  ...lookCell(outcomes[outcome]),
  sort: worstFirst.indexOf(outcome),
});

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
  const ranked = facts.inspection.toSorted((a, b) => worstFirst.indexOf(a.outcome) - worstFirst.indexOf(b.outcome));
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
        blocks: [checkTable(own, (row) => assetCell(facts, row))],
      },
      ...(apart.length === 0
        ? []
        : [
            {
              id: 'apart',
              title: apartName(apart),
              note: `${apart.length} 项，不计入合同资产`,
              blocks: [checkTable(apart)],
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
export function checkTable(rows: readonly CheckResult[], assetOf?: (row: CheckResult) => Cell): TableBlock {
  return {
    type: 'table',
    title: '今日巡检逐项',
    ...(assetOf === undefined ? {} : { sortable: true }),
    columns: [
      { key: 'check', label: '检查项', title: true },
      ...(assetOf === undefined ? [] : [{ key: 'asset', label: '对象' }]),
      { key: 'standard', label: '标准' },
      { key: 'measured', label: '实测' },
      { key: 'outcome', label: '判定', state: true },
      ...(rows.some(({ reason }) => reason !== null) ? [{ key: 'reason', label: '说明', wide: true as const }] : []),
    ],
    ...(assetOf === undefined ? {} : { filters: [outcomeFilter] }),
    rows: rows.map((row) => ({
      ...(row.outcome === 'abnormal' ? { tone: 'abnormal' as const } : {}),
      ...(assetOf === undefined ? {} : { filter: { outcome: row.outcome } }),
      cells: {
        check: row.instance === null ? row.label : `${row.label} ${row.instance}`,
        ...(assetOf === undefined ? {} : { asset: assetOf(row) }),
        standard: row.standard,
        measured: row.measured,
        outcome: outcomeCell(row.outcome),
        reason: row.reason ?? '—',
      },
    })),
    empty:
      assetOf === undefined
        ? '今日还没有这项资产的巡检结果。巡检完成后逐项列在这里。'
        : '今日还没有巡检记录。巡检当日，每一项检查的结果列在这里。',
  };
}

const outcomeFilter = {
  key: 'outcome',
  label: '判定',
  options: worstFirst.map((value) => ({ value, text: outcomeWords[value] })),
};
