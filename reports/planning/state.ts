/** What the records of the service say of each system, or of all equipment of one kind: the ground of 各系统现状. Pure. */

import { type Asset, isAsset } from '../../src/contract/terms/assets.ts';
import { toDate } from '../../src/contract/time.ts';
import { upOf } from '../../src/subjects/availability/judge/availability.ts';
import deviceRepair from '../../src/subjects/devices/kinds/device-repair.ts';
import { overdueOf } from '../../src/subjects/findings/judge/chain.ts';
import { type FollowedFinding, isWaiting } from '../../src/subjects/findings/judge/findings.ts';
import type { Forecast } from '../../src/subjects/inspections/judge/forecast.ts';
import consultation from '../../src/subjects/requests/kinds/consultation.ts';
import serviceRequest from '../../src/subjects/requests/kinds/service-request.ts';
import type { Rate } from '../../src/wording/figures.ts';
import { ofPeriod } from '../period/period.ts';
import type { PeriodFacts } from '../periodic/facts.ts';
import { capacityForecasts } from '../service/capacity.ts';
import { changesOfPeriod, isUnderWay } from '../service/changes.ts';

export interface SystemState {
  /** Of its figures: id of the asset, or `kind-` and that of the kind of equipment. */
  key: string;
  name: string;
  assets: number;
  /** 咨询 and 账号、数据与接口处理 about it. */
  asked: number;
  /** Faults, repairs of equipment among them. */
  faults: number;
  /** Seconds that faults kept it down, as their clocks count. */
  down: number;
  up: Rate;
  capacity: Forecast | null;
  /** Years since it was put into use; null: nobody wrote down when. */
  years: number | null;
  waiting: number;
  /** 逾期未修复; what only a scan has to confirm is none of them. */
  overdue: number;
  /** Changes that are asked for and not confirmed. */
  open: number;
}

/** Equipment is told by its kind, everything else one by one. */
const groupOf = (asset: Asset): string => (isAsset(asset, 'equipment') ? `kind-${asset.kind}` : asset.id);

/** In the order of the contract's data. @param from first day on which the capacity forecast rests */
export function systemStates(facts: PeriodFacts, from: string): SystemState[] {
  const { view } = facts;
  const assets = view.input.contract.assets.filter((one) => one.contract);
  const capacities = capacityForecasts(view, from).filter(({ limit }) => limit !== null);
  return [...Map.groupBy(assets, groupOf)].map(([key, own]) => ({ key, ...stateOf(facts, own, capacities) }));
}

function stateOf(
  facts: PeriodFacts,
  own: readonly Asset[],
  capacities: ReturnType<typeof capacityForecasts>,
): Omit<SystemState, 'key'> {
  const { view, incidents, vulnerabilities, availability } = facts;
  const ids = new Set(own.map(({ id }) => id));
  const judged = new Map(incidents.summary.assessments.map((one) => [one.id, one]));
  const faults = incidents.own
    .filter(({ assets }) => assets.some((id) => ids.has(id)))
    .flatMap(({ id }) => judged.get(id) ?? [])
    .filter(({ requirement }) => !requirement);
  const repairs = ofPeriod(view, deviceRepair).filter(({ asset }) => ids.has(asset)).length;
  const about = (list: readonly { asset?: string | undefined }[]): number =>
    list.filter(({ asset }) => asset !== undefined && ids.has(asset)).length;
  const seconds = availability.targets.filter(({ target }) => ids.has(target)).map((one) => upOf(one.seconds));
  const waiting = vulnerabilities.findings.filter((one) => isWaiting(one) && isOn(one, ids));
  return {
    name:
      own.length === 1 ? (own[0]?.name ?? '') : `${own[0]?.kindName ?? ''}（${own.length} ${own[0]?.counter ?? '个'}）`,
    assets: own.length,
    asked: about(ofPeriod(view, consultation)) + about(ofPeriod(view, serviceRequest)),
    faults: faults.length + repairs,
    down: sum(faults.filter(({ restored }) => restored).map(({ downtime }) => downtime.counted)),
    up: {
      numerator: sum(seconds.map((one) => one.numerator)),
      denominator: sum(seconds.map((one) => one.denominator)),
    },
    capacity: capacities.find(({ target }) => ids.has(target))?.forecast ?? null,
    years: yearsOf(own, view.lastDay),
    waiting: waiting.length,
    overdue: overdueOf(waiting, vulnerabilities.chains).late.length,
    open: changesOfPeriod(view).filter((one) => isUnderWay(one) && one.assets.some((id) => ids.has(id))).length,
  };
}

const isOn = ({ finding: { asset } }: FollowedFinding, ids: ReadonlySet<string>): boolean =>
  asset !== undefined && ids.has(asset);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** Of several the oldest. */
function yearsOf(own: readonly Asset[], today: string): number | null {
  const [first] = own.flatMap(({ since }) => since ?? []).toSorted();
  if (first === undefined) return null;
  const day = toDate(
    first.length === 'yyyy'.length ? `${first}-01-01` : first.length === 'yyyy-mm'.length ? `${first}-01` : first,
  );
  return Math.max(0, day.until(toDate(today), { largestUnit: 'years' }).years);
}

/** true of one about which the records say more than that it was there. */
export const isTold = ({ asked, faults, capacity, years, waiting, open }: SystemState): boolean =>
  asked + faults + waiting + open > 0 || capacity !== null || years !== null;
