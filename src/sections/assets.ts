/** 资产与设备: what is under maintenance, and one page for each with everything that was seen of it. Pure but for drawing. */

import { assessIncident } from '../assess/incidents/clocks.ts';
import type { CheckResult } from '../assess/inspection/result.ts';
import { type Asset, isAsset } from '../contract/terms/assets.ts';
import { expandClauses } from '../contract/terms/clauses.ts';
import changeKind, { changeStages } from '../records/kinds/change.ts';
import repairKind from '../records/kinds/device-repair.ts';
import incidentKind from '../records/kinds/incident.ts';
import scanKind from '../records/kinds/scan.ts';
import { figureOf } from '../report/figure.ts';
import type { SiteBlock, SiteCell, SitePage, SiteSection } from '../report/site-model.ts';
import { observedText } from '../wording/figures.ts';
import { orMissing, timeText } from '../wording/words.ts';
import { defineSection } from './_section.ts';
import { availabilitySection } from './assets/availability.ts';
import { availabilityFigure, type Probed, probed, probedNeeds } from './board/availability.ts';
import { incidentContext, incidentNeeds } from './board/figures.ts';
import { faultTable } from './faults/table.ts';
import { recordsOf, type SiteFacts } from './parts/facts.ts';
import { countCell, serviceTo, yearTo } from './parts/figures.ts';
import { checkTable, inspectionPage, todayHref, worstCell } from './parts/inspection.ts';
import { assetHref, clauseHref, documentLinks, documentsOf, isRecent, recordHref } from './parts/links.ts';

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
    ...probedNeeds,
  ],
  shows: [],
  compose(facts) {
    const availability = probed(facts);
    return [
      listPage(facts, availability),
      inspectionPage(facts),
      ...facts.contract.assets.map((asset) => assetPage(facts, asset, availability)),
    ];
  },
});

/** Today's rows of an asset; devices that are judged together are members of a row over their kind. */
function rowsOf(facts: SiteFacts, asset: string): CheckResult[] {
  return facts.inspection.flatMap((row) => (row.members ?? [row]).filter((one) => one.asset === asset));
}

function listPage(facts: SiteFacts, availability: Probed | null): SitePage {
  const kinds = [...Map.groupBy(facts.contract.assets, ({ kind }) => kind)];
  const own = facts.contract.assets.filter(({ contract }) => contract).length;
  return {
    path: '',
    title: '资产与设备',
    description: `合同维护的 ${own} 项资产；今日情况取自当日巡检，没有巡检到的不算正常。`,
    figures: [figureOf('assets.total', own, serviceTo(facts))],
    sections: kinds.map(([kind, assets]) => ({
      id: kind,
      title: assets[0]?.kindName ?? kind,
      note: `${assets.length} 项${assets.every(({ contract }) => contract) ? '' : '，不计入合同资产'}`,
      blocks: [assetTable(facts, assets, availability)],
    })),
  };
}

function assetTable(facts: SiteFacts, assets: readonly Asset[], availability: Probed | null): SiteBlock {
  const isProbed = assets.some(({ id }) => availability?.targets.some(({ target }) => target === id));
  return {
    type: 'table',
    caption: assets[0]?.kindName ?? '资产',
    sortable: true,
    columns: [
      { key: 'name', label: '名称', title: true },
      { key: 'place', label: '位置' },
      // Ten subsystems or forty-five desk signs without a purpose of their own need no column that says so.
      ...(assets.some(({ role }) => role !== undefined) ? [{ key: 'role', label: '用途', wide: true as const }] : []),
      ...(isProbed ? [{ key: 'share', label: '近 31 天可用率', align: 'right' as const }] : []),
      { key: 'faults', label: '近一年故障', align: 'right' },
      { key: 'today', label: '今日巡检', state: true },
    ],
    rows: assets.map((asset) => ({
      id: asset.id,
      cells: {
        name: { text: asset.name, href: assetHref(asset.id) },
        place: asset.place,
        role: asset.role ?? '—',
        share: shareOf(availability, asset.id),
        faults: countCell(
          `faults.${asset.id}`,
          faultsOf(facts, asset.id).length + repairsOf(facts, asset.id).length,
          yearTo(facts),
        ),
        today: worstCell(rowsOf(facts, asset.id)),
      },
    })),
    empty: '合同数据中没有这一类资产。',
  };
}

function shareOf(availability: Probed | null, asset: string): SiteCell {
  const own = availability?.targets.find(({ target }) => target === asset);
  const text = observedText(own?.availability ?? null);
  return availability === null || own === undefined ? text : { text, figure: availabilityFigure(own, availability) };
}

const faultsOf = (facts: SiteFacts, asset: string) =>
  recordsOf(facts, incidentKind).filter((one) => one.assets.includes(asset) && isRecent(facts, one.id));
const repairsOf = (facts: SiteFacts, asset: string) =>
  recordsOf(facts, repairKind).filter((one) => one.asset === asset && isRecent(facts, one.id));

function assetPage(facts: SiteFacts, asset: Asset, availability: Probed | null): SitePage {
  return {
    path: asset.id,
    title: asset.name,
    description: `${asset.kindName}，${asset.place}${asset.contract ? '' : '，不计入合同资产'}`,
    sections: [
      { id: 'asset', title: '资产', blocks: [assetFacts(facts, asset)] },
      {
        id: 'today',
        title: '今日巡检',
        note: facts.today,
        blocks: [
          checkTable(rowsOf(facts, asset.id)),
          { type: 'links', items: [{ text: '全部资产的今日巡检', href: todayHref() }] },
        ],
      },
      ...availabilitySection(asset, availability),
      faultSection(facts, asset),
      ...repairSection(facts, asset),
      changeSection(facts, asset),
    ],
  };
}

function assetFacts(facts: SiteFacts, asset: Asset): SiteBlock {
  const host = facts.contract.assets.find(({ id }) => id === asset.host);
  const findings = recordsOf(facts, scanKind).some((scan) => scan.findings.some((one) => one.asset === asset.id));
  return {
    type: 'facts',
    items: [
      { label: '编号', value: asset.id },
      { label: '类别', value: asset.kindName },
      { label: '位置', value: asset.place },
      { label: '用途', value: orMissing(asset.role) },
      { label: '序列号', value: orMissing(asset.serial) },
      ...(host === undefined ? [] : [{ label: '所在主机', value: { text: host.name, href: assetHref(host.id) } }]),
      ...(facts.mask.internal ? [{ label: '地址', value: orMissing(asset.addresses?.join('、')) }] : []),
      {
        label: '依据条款',
        value: expandClauses([asset.clause], facts.contract.contract).map(({ id, label }) => ({
          text: `${id} ${label}`,
          href: clauseHref(id),
        })),
      },
      ...(findings ? [{ label: '漏洞', value: { text: '查看漏洞', href: `/findings/${asset.id}` } }] : []),
    ],
  };
}

function faultSection(facts: SiteFacts, asset: Asset): SiteSection {
  const context = incidentContext(facts);
  const list = faultsOf(facts, asset.id)
    .map((incident) => ({ incident, judged: assessIncident(incident, context) }))
    .toReversed();
  const { filters: _filters, ...table } = faultTable(facts, list);
  return {
    id: 'faults',
    title: '近一年故障',
    note: `${list.length} 起`,
    blocks: [{ ...table, empty: '近一年没有登记这项资产的故障。' }],
  };
}

function repairSection(facts: SiteFacts, asset: Asset): SiteSection[] {
  const list = repairsOf(facts, asset.id).toReversed();
  if (!isAsset(asset, 'equipment') && list.length === 0) return [];
  return [
    {
      id: 'repairs',
      title: '维修',
      note: `近一年 ${list.length} 次`,
      blocks: [
        {
          type: 'table',
          caption: '维修',
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

function changeSection(facts: SiteFacts, asset: Asset): SiteSection {
  const list = recordsOf(facts, changeKind)
    .filter(({ assets }) => assets.includes(asset.id))
    .toReversed();
  return {
    id: 'changes',
    title: '需求、缺陷与补丁',
    note: `近一年 ${list.length} 项`,
    blocks: [
      {
        type: 'table',
        caption: '变更',
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
            version: one.versionAfter === undefined ? '—' : `${one.versionBefore ?? '—'} → ${one.versionAfter}`,
            stage: changeStages[one.stage],
          },
        })),
        empty: '近一年没有变更。',
      },
    ],
  };
}
