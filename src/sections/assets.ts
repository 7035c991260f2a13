/** 资产与设备: what is under maintenance, and one page for each with everything that was seen of it. Pure but for drawing. */

import { assessIncident } from '../assess/incidents/clocks.ts';
import { asksFor } from '../contract/asked.ts';
import { type Asset, isAsset } from '../contract/terms/assets.ts';
import { expandClauses } from '../contract/terms/clauses.ts';
import { type ChangeRecord, changeStages } from '../records/kinds/change.ts';
import type { DeviceRepairRecord } from '../records/kinds/device-repair.ts';
import type { IncidentRecord } from '../records/kinds/incident.ts';
import type { Block, Cell, Section, SitePage } from '../report/site-model.ts';
import { orMissing, timeText } from '../wording/words.ts';
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
import { assetLink, clauseHref, documentLinks, documentsOf, recordHref } from './parts/links.ts';

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
  const findings = findingsLine(asset, seen.findings.get(asset.id) ?? [], seen.coverage.get(asset.id));
  return {
    type: 'facts',
    items: [
      { label: '编号', value: asset.id },
      { label: '类别', value: asset.kindName },
      { label: '位置', value: asset.place },
      { label: '用途', value: orMissing(asset.role) },
      { label: '序列号', value: orMissing(asset.serial) },
      ...(asset.host === undefined ? [] : [{ label: '所在主机', value: assetLink(facts, asset.host) }]),
      ...(facts.mask.internal ? [{ label: '地址', value: orMissing(asset.addresses?.join('、')) }] : []),
      {
        label: '依据条款',
        value: expandClauses([asset.clause], facts.contract.contract).map(({ id, label }) => ({
          text: `${id} ${label}`,
          href: clauseHref(id),
        })),
      },
      ...(findings === null ? [] : [{ label: '漏洞', value: findings }]),
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
  if (!isAsset(asset, 'equipment') && list.length === 0) return [];
  return [
    {
      id: 'repairs',
      title: '维修',
      note: `近一年 ${list.length} 次`,
      blocks: [
        {
          type: 'table',
          title: '维修',
          columns: [
            { key: 'at', label: '报修', title: true },
            { key: 'symptom', label: '现象', wide: true },
            { key: 'cause', label: '原因', wide: true },
            { key: 'result', label: '结果' },
            { key: 'documents', label: '文档' },
          ],
          rows: list.map((one) => {
            const [document] = documentLinks(documentsOf(facts, one.id)).toReversed();
            return {
              id: one.id,
              cells: {
                at: { text: timeText(one.reportedAt), sub: one.id },
                symptom: one.symptom,
                cause: orMissing(one.cause),
                result: one.irreparable
                  ? '无法维修'
                  : one.repairedAt === undefined
                    ? '维修中'
                    : `${timeText(one.repairedAt)} 修复`,
                documents: document ?? '尚未签发',
              },
            };
          }),
          empty: '近一年没有维修记录。',
        },
      ],
    },
  ];
}

/** A release of several assets has one pair of versions, and does not say whose. */
function versionCell({ versionBefore, versionAfter, assets }: ChangeRecord): Cell {
  if (versionAfter === undefined) return '—';
  const text = `${versionBefore ?? '—'} → ${versionAfter}`;
  return assets.length === 1 ? text : { text, sub: `与另外 ${assets.length - 1} 项资产一同发布，版本未注明属于哪一项` };
}

function changeSection(facts: SiteFacts, changes: readonly ChangeRecord[]): Section {
  const list = changes.toReversed();
  return {
    id: 'changes',
    title: '需求、缺陷与补丁',
    note: `近一年 ${list.length} 项`,
    blocks: [
      {
        type: 'table',
        title: '变更',
        columns: [
          { key: 'title', label: '变更', title: true },
          { key: 'at', label: '提出' },
          { key: 'version', label: '版本' },
          { key: 'stage', label: '阶段', state: true },
        ],
        rows: list.map((one) => ({
          cells: {
            title: { text: one.title, href: recordHref(facts, one.id), sub: one.id },
            at: timeText(one.at),
            version: versionCell(one),
            stage: changeStages[one.stage],
          },
        })),
        empty: '近一年没有变更。',
      },
    ],
  };
}
