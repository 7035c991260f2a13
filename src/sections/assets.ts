/** 资产与设备: what is under maintenance, and one page for each with everything that was seen of it. Pure but for drawing. */

import { asksFor } from '../contract/asked.ts';
import { type Asset, isAsset } from '../contract/terms/assets.ts';
import { clauseMark } from '../contract/terms/clause-marks.ts';
import { expandClauses } from '../contract/terms/clauses.ts';
import { recordTableOnSite } from '../page/record-table.ts';
import { settledTable } from '../page/table.ts';
import type { Block, Cell, Section, SitePage } from '../report/site-model.ts';
import type { ChangeRecord } from '../subjects/changes/kinds/change.ts';
import { changeTable } from '../subjects/changes/tables.ts';
import { assetLabels } from '../subjects/devices/asset-tables.ts';
import type { DeviceRepairRecord } from '../subjects/devices/kinds/device-repair.ts';
import { repairTable } from '../subjects/devices/repair-tables.ts';
import { assessIncident } from '../subjects/incidents/judge/clocks.ts';
import type { IncidentRecord } from '../subjects/incidents/kinds/incident.ts';
import { orMissing } from '../wording/words.ts';
import { defineSection } from './_section.ts';
import { availabilitySection } from './assets/availability.ts';
import { findingsLine } from './assets/findings.ts';
import { kindPages, listPage, pagedAssets } from './assets/list.ts';
import { type Seen, seenOf } from './assets/seen.ts';
import { yearNeeds } from './availability/year.ts';
import { probedNeeds } from './board/availability.ts';
import { incidentContext, incidentNeeds } from './board/figures.ts';
import { faultTable, listedFigures, listedText } from './faults/table.ts';
import type { SiteFacts } from './parts/facts.ts';
import { yearTo } from './parts/figures.ts';
import { checkList, inspectionPage, showsInspection, todayHref } from './parts/inspection.ts';
import { assetLink, clauseHref, documentLinks, documentsOf, naming, recordHref } from './parts/links.ts';

export default defineSection({
  id: 'assets',
  title: '资产与设备',
  place: 'header',
  order: 40,
  needs: [
    ...incidentNeeds,
    { kind: 'device-repair', window: 'all' },
    { kind: 'change', window: 'year' },
    { kind: 'scan', window: 'all' },
    { kind: 'finding-decision', window: 'all' },
    ...yearNeeds,
    ...probedNeeds,
  ],
  shows: [],
  compose(facts) {
    const seen = seenOf(facts);
    return [
      listPage(facts, seen),
      ...kindPages(facts, seen),
      ...(showsInspection(facts) ? [inspectionPage(facts)] : []),
      ...pagedAssets(facts, seen).map((asset) => assetPage(facts, asset, seen)),
    ];
  },
});

function assetPage(facts: SiteFacts, asset: Asset, seen: Seen): SitePage {
  return {
    path: asset.id,
    title: asset.name,
    description: `${asset.kindName}，${asset.place}${asset.contract ? '' : '，不计入合同资产'}`,
    sections: [
      { id: 'asset', title: '资产', blocks: [assetFacts(facts, asset, seen)] },
      ...todaySection(facts, asset, seen),
      ...availabilitySection(facts, asset, seen),
      faultSection(facts, asset, seen.faults.get(asset.id) ?? []),
      ...repairSection(facts, asset, seen.repairs.get(asset.id) ?? []),
      ...(seen.changes.has(asset.id) || asksFor(facts.contract.contract, ...CHANGING)
        ? [changeSection(facts, seen.changes.get(asset.id) ?? [])]
        : []),
    ],
  };
}

/** Clauses that want the assets changed. */
const CHANGING = ['upkeep', 'patch', 'tuning', 'maintenance', 'change'] as const;

function todaySection(facts: SiteFacts, asset: Asset, seen: Seen): Section[] {
  if (!showsInspection(facts)) return [];
  return [
    {
      id: 'today',
      title: '今日巡检',
      note: facts.today,
      blocks: [
        checkList(seen.rows.get(asset.id) ?? []),
        { type: 'links', items: [{ text: '全部资产的今日巡检', href: todayHref() }] },
      ],
    },
  ];
}

function assetFacts(facts: SiteFacts, asset: Asset, seen: Seen): Block {
  const notes = [...new Set((seen.rows.get(asset.id) ?? []).flatMap(({ sourceNote }) => sourceNote ?? []))];
  const findings = findingsLine(asset, seen.findings.get(asset.id) ?? [], seen.coverage.get(asset.id));
  return {
    type: 'facts',
    items: [
      { label: assetLabels.id, value: asset.id },
      { label: assetLabels.kind, value: asset.kindName },
      ...(['place', 'role', 'serial'] as const).map((one) => ({
        label: assetLabels[one],
        value: orMissing(asset[one]),
      })),
      ...(asset.host === undefined ? [] : [{ label: assetLabels.host, value: assetLink(facts, asset.host) }]),
      ...(!facts.mask.hides.includes('internal')
        ? [{ label: assetLabels.addresses, value: orMissing(asset.addresses?.join('、')) }]
        : []),
      {
        label: assetLabels.clause,
        value: expandClauses([asset.clause], facts.contract.contract).map(({ id, label }) => ({
          text: `${clauseMark(id)} ${label}`,
          href: clauseHref(id),
        })),
      },
      ...(findings === null ? [] : [{ label: '漏洞', value: findings }]),
      ...(notes.length === 0
        ? []
        : [{ label: '数据来源', value: { text: notes.join('；'), tone: 'attention' as const } }]),
    ],
  };
}

function faultSection(facts: SiteFacts, asset: Asset, faults: readonly IncidentRecord[]): Section {
  const context = incidentContext(facts);
  const list = faults.map((incident) => ({ incident, judged: assessIncident(incident, context) })).toReversed();
  const { filters: _filters, ...table } = faultTable(facts, list);
  return {
    id: 'faults',
    title: '近一年故障',
    note: listedText(list),
    figures: listedFigures(list, yearTo(facts), `incidents.${asset.id}`),
    blocks: [{ ...table, empty: '近一年没有登记这项资产的故障。' }],
  };
}

function repairSection(facts: SiteFacts, asset: Asset, repairs: readonly DeviceRepairRecord[]): Section[] {
  const list = repairs.toReversed();
  const documentCell = ({ id }: DeviceRepairRecord): Cell => documentLinks(documentsOf(facts, id)).at(-1) ?? '尚未签发';
  if (!isAsset(asset, 'equipment') && list.length === 0) return [];
  return [
    {
      id: 'repairs',
      title: '维修',
      note: `近一年 ${list.length} 次`,
      blocks: [
        recordTableOnSite({
          ...repairTable,
          columns: [...repairTable.columns, { field: 'documents', label: '文档', value: documentCell }],
          records: list,
          empty: '近一年没有维修记录。',
        }),
      ],
    },
  ];
}

function changeSection(facts: SiteFacts, changes: readonly ChangeRecord[]): Section {
  const table = changeTable(naming(facts), (id) => recordHref(facts, id));
  return {
    id: 'changes',
    title: '需求、缺陷、补丁与优化',
    note: `近一年 ${changes.length} 项`,
    blocks: [settledTable({ ...table, empty: '近一年没有变更。' }, changes.toReversed(), 'site')],
  };
}
