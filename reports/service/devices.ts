/** 设备: how many of each kind of equipment sent data, and every repair. */

import { repeatedLooks } from '../../src/assess/observations/repeated.ts';
import type { AssetKind } from '../../src/contract/terms/asset-kinds.ts';
import { isAsset } from '../../src/contract/terms/assets.ts';
import { isFamily } from '../../src/contract/terms/families.ts';
import { recordTable } from '../../src/page/record-table.ts';
import type { Block, Section, TableBlock } from '../../src/report/block.ts';
import { outcomeWords } from '../../src/states/outcome.ts';
import deviceRepair from '../../src/subjects/devices/kinds/device-repair.ts';
import { repairTable } from '../../src/subjects/devices/repair-tables.ts';
import type { InspectedDay } from '../../src/subjects/inspections/judge/days.ts';
import { sharedCounter } from '../../src/wording/asset-names.ts';
import { namesText } from '../../src/wording/words.ts';
import { rateCell, table } from '../cells/figures.ts';
import { counts, interval, rates } from '../cells/headline.ts';
import { analysisBlocks } from '../cells/observations.ts';
import { nameOf, ofPeriod, type PeriodView } from '../period/period.ts';

/** What tells of a device that data came from it; where no check asks for that, whatever is read of it automatically. */
const ACTIVITY = 'device.last-data';

/** Kinds of equipment that the contract has, in the order of the data. */
function kindsOf({ input: { contract } }: PeriodView): AssetKind[] {
  const there = new Set(contract.assets.filter((one) => one.contract).map(({ kind }) => kind));
  return contract.kinds.filter(({ id, family }) => isFamily(family, 'equipment') && there.has(id));
}

export function deviceSection(view: PeriodView, days: readonly InspectedDay[]): Section {
  return {
    id: 'devices',
    title: '设备',
    blocks: [
      ...onlineTable(view, days),
      recordTable({
        ...{ ...repairTable, records: ofPeriod(view, deviceRepair), assetNames: view.names },
        empty: '统计区间内没有登记设备故障。',
      }),
      ...repairAnalysis(view),
    ],
  };
}

/** The same device again, among all of its sort. */
function repairAnalysis(view: PeriodView): Block[] {
  const devices = view.input.contract.assets.filter((one) => one.contract && isAsset(one, 'equipment'));
  const repairs = ofPeriod(view, deviceRepair).map(({ asset, id }) => ({ key: asset, name: nameOf(view, asset), id }));
  return analysisBlocks(repeatedLooks({ what: '设备维修', unit: '次', place: '设备' }, repairs, devices.length));
}

/** By the checks over a kind; devices that may be silent are 不适用 and stand in neither sum. */
function onlineTable(view: PeriodView, days: readonly InspectedDay[]): Block[] {
  const kinds = kindsOf(view);
  return kinds.length === 0 ? [] : [onlineOf(view, days, kinds)];
}

function onlineOf(view: PeriodView, days: readonly InspectedDay[], kinds: readonly AssetKind[]): TableBlock {
  const unit = sharedCounter(kinds);
  return table(
    '配套设备在线情况（按各设备应有活动日判定）',
    [
      { key: 'kind', label: '设备', type: 'text', weight: 1.4 },
      { key: 'total', label: '数量', type: 'number', ...(unit === undefined ? {} : { unit }) },
      { key: 'days', label: '有数据的巡检日', type: 'number', unit: '日' },
      { key: 'rate', label: '平均在线率', type: 'number' },
      { key: 'last', label: '最后一次巡检不正常', type: 'text', weight: 3 },
    ],
    kinds.map((kind) => {
      const checks = activityChecks(view, kind);
      const perDay = days.map((day) => membersOf(day, kind.id, checks)).filter((own) => own.length > 0);
      const normal = perDay.flat().filter((one) => one.outcome === 'normal').length;
      const total = perDay.flat().length;
      const lastDay = days.at(-1);
      const last =
        lastDay === undefined ? [] : membersOf(lastDay, kind.id, checks).filter((one) => one.outcome !== 'normal');
      const devices = view.input.contract.assets.filter((one) => one.kind === kind.id && one.contract).length;
      const online = rateCell({ numerator: normal, denominator: total });
      return {
        figures: {
          ...rates({ rate: online }, { rate: `devices.${kind.id}.online` }, interval(view)),
          ...counts(`devices.${kind.id}`, { total: devices, days: perDay.length }, interval(view)),
        },
        cells: {
          kind: kind.name,
          total: devices,
          days: perDay.length,
          rate: online,
          last:
            perDay.length === 0
              ? { text: '未接入数据源，没有观测', tone: 'muted' as const }
              : last.length === 0
                ? '没有'
                : namesText(
                    last.map((one) => `${one.assetName}（${outcomeWords[one.outcome]}）`),
                    kind.counter,
                  ),
        },
      };
    }),
    '没有配套设备。',
  );
}

/** Ids of the checks that tell whether a device of the kind was active. */
function activityChecks({ input: { contract } }: PeriodView, { id, family }: AssetKind): ReadonlySet<string> {
  const own = contract.checks.filter(
    (one) => !one.manual && (one.kinds?.includes(id) === true || one.families?.includes(family) === true),
  );
  const active = own.filter(({ metric }) => metric === ACTIVITY);
  return new Set((active.length > 0 ? active : own).map((one) => one.id));
}

/** Judged rows of single devices for those checks, without those that were not observed at all or need not be. */
function membersOf(day: InspectedDay, kind: string, checks: ReadonlySet<string>) {
  return day.results
    .filter((row) => row.kind === kind && checks.has(row.check))
    .flatMap((row) => row.members ?? [row])
    .filter((row) => ['normal', 'abnormal', 'stale', 'unreachable'].includes(row.outcome));
}
