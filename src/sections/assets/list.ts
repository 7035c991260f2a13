/** The lists of 资产与设备: all kinds on one page, and pages of its own for a kind of very many. */
import { asksFor } from '../../contract/asked.ts';
import type { Asset } from '../../contract/terms/assets.ts';
import { settledTable } from '../../page/table.ts';
import { figureOf } from '../../report/figure.ts';
import type { Block, Cell, Section, SitePage } from '../../report/site-model.ts';
import { availabilityFigure } from '../../subjects/availability/figures.ts';
import { assetColumns } from '../../subjects/devices/asset-tables.ts';
import expenseKind from '../../subjects/expenses/kinds/expense.ts';
import { observedText } from '../../wording/figures.ts';
import { inPages, isLarge, kindPath, ownHref } from '../parts/asset-places.ts';
import type { SiteFacts } from '../parts/facts.ts';
import { countCell, serviceTo, yearTo } from '../parts/figures.ts';
import { showsInspection, worstCell } from '../parts/inspection.ts';
import { naming } from '../parts/links.ts';
import { isTold, type Seen } from './seen.ts';

const byKind = (facts: SiteFacts): Asset[][] => [...Map.groupBy(facts.contract.assets, ({ kind }) => kind).values()];

export function listPage(facts: SiteFacts, seen: Seen): SitePage {
  const own = facts.contract.assets.filter(({ contract }) => contract).length;
  return {
    path: '',
    title: '资产与设备',
    description: `合同维护的 ${own} 项资产${showsInspection(facts) ? '；今日情况取自当日巡检，没有巡检到的不算正常' : ''}。`,
    figures: [figureOf('assets.total', own, serviceTo(facts))],
    sections: [...byKind(facts).flatMap((assets) => kindSection(facts, assets, seen)), ...costs(facts)],
  };
}

/** What devices and parts cost, where the contract speaks of it or somebody wrote it down. */
function costs(facts: SiteFacts): Section[] {
  const isTold =
    asksFor(facts.contract.contract, ...expenseKind.topics) || (facts.ids.get(expenseKind.id) ?? []).length > 0;
  if (!isTold) return [];
  const items = [{ text: '费用与备件：按承担方、月份和名称', href: '/expenses' }];
  return [{ id: 'costs', title: '费用', blocks: [{ type: 'links', items }] }];
}

/** Pages of the kinds whose assets are too many for one list, and for a page each. */
export function kindPages(facts: SiteFacts, seen: Seen): SitePage[] {
  return byKind(facts)
    .filter(isLarge)
    .flatMap((assets) => inPages(assets).map((part, page) => kindPage(facts, { assets, part, page }, seen)));
}

function kindSection(facts: SiteFacts, assets: readonly Asset[], seen: Seen): Section[] {
  const [first] = assets;
  if (first === undefined) return [];
  const note = `${assets.length} 项${assets.every(({ contract }) => contract) ? '' : '，不计入合同资产'}`;
  const blocks = isLarge(assets) ? [pageLinks(first.kind, assets)] : [assetTable(facts, assets, seen)];
  return [{ id: first.kind, title: first.kindName, note, blocks }];
}

function pageLinks(kind: string, assets: readonly Asset[]): Block {
  const items = inPages(assets).map((part, page) => {
    const [first, last] = [part[0]?.name ?? '', part.at(-1)?.name ?? ''];
    return { text: first === last ? first : `${first} 至 ${last}`, href: `/assets/${kindPath(kind, page)}` };
  });
  return { type: 'links', items };
}

interface KindPart {
  assets: readonly Asset[];
  part: readonly Asset[];
  page: number;
}

function kindPage(facts: SiteFacts, { assets, part, page }: KindPart, seen: Seen): SitePage {
  const [first] = assets;
  const { kind = '', kindName = '' } = first ?? {};
  const pages = Math.ceil(assets.length / (inPages(assets)[0]?.length ?? 1));
  return {
    path: kindPath(kind, page),
    title: `${kindName} ${page + 1}/${pages}`,
    description: `${part[0]?.name ?? ''} 至 ${part.at(-1)?.name ?? ''}，共 ${assets.length} ${first?.counter ?? '项'}。`,
    sections: [
      {
        id: kind,
        title: kindName,
        note: `${part.length} 项`,
        blocks: [assetTable(facts, part, seen), { type: 'links', items: [{ text: '全部资产', href: '/assets' }] }],
      },
    ],
  };
}

function assetTable(facts: SiteFacts, assets: readonly Asset[], seen: Seen): Block {
  const isProbed = assets.some(({ id }) => seen.probes.has(id));
  const large = isLarge(facts.contract.assets.filter(({ kind }) => kind === assets[0]?.kind));
  const { name, place, role, serial } = assetColumns(naming(facts));
  const has = (property: 'role' | 'serial') => assets.some((one) => one[property] !== undefined);
  return settledTable<Asset>(
    {
      title: assets[0]?.kindName ?? '资产',
      sortable: true,
      columns: {
        name: { ...name, href: ({ id }) => (large && !isTold(seen, id) ? undefined : ownHref(id)) },
        place,
        // Ten subsystems or forty-five desk signs without a purpose of their own need no column that says so.
        ...(has('role') ? { role } : {}),
        // What has no page of its own says here what the page would.
        ...(large && has('serial') ? { serial } : {}),
        ...(isProbed
          ? { share: { label: '近 31 天可用率', align: 'right', value: ({ id }) => shareOf(seen, id) } }
          : {}),
        faults: { label: '近一年故障与维修', align: 'right', value: ({ id }) => faultsCell(facts, id, seen) },
        ...(showsInspection(facts)
          ? { today: { label: '今日巡检', state: true, value: ({ id }) => worstCell(seen.rows.get(id) ?? []) } }
          : {}),
      },
      id: ({ id }) => id,
      empty: '合同数据中没有这一类资产。',
    },
    assets,
    'site',
  );
}

/** Counted as 年度总结 counts them; what the contract calls a requirement is told beside them, by its own word. */
function faultsCell(facts: SiteFacts, asset: string, { faults, requirements, repairs }: Seen): Cell {
  const all = faults.get(asset) ?? [];
  const own = all.filter(({ id }) => !requirements.has(id)).length;
  const others = all.length - own;
  const count = own + (repairs.get(asset)?.length ?? 0);
  return countCell(`faults.${asset}`, count, yearTo(facts), others === 0 ? {} : { sub: `另有需求 ${others} 条` });
}

function shareOf({ availability, probes }: Seen, asset: string): Cell {
  const own = probes.get(asset);
  const text = observedText(own?.availability ?? null);
  return availability === null || own === undefined ? text : { text, figure: availabilityFigure(own, availability) };
}

/** Assets with a page of their own: all but those of whom a row says everything. */
export function pagedAssets(facts: SiteFacts, seen: Seen): Asset[] {
  return byKind(facts).flatMap((assets) => (isLarge(assets) ? assets.filter(({ id }) => isTold(seen, id)) : assets));
}
