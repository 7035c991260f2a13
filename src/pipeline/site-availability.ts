/** 可用率 of the last month, for 首页 and the pages of the assets. Pure. */
import { availabilityOf, type TargetAvailability } from '../assess/availability.ts';
import { at, toDate, toText } from '../contract/time.ts';
import type { SiteBoard, SiteChart } from '../report/site-model.ts';
import { chart } from './site-chart.ts';
import { probedFrom, type SiteFacts } from './site-facts.ts';
import { assetLink } from './site-links.ts';

export interface Probed {
  /** First and last whole day that the figures cover. */
  from: string;
  to: string;
  targets: TargetAvailability[];
}

/** null when nothing was probed: without observation there is no figure. The probes of a day come in when it is over. */
export function probed(facts: Pick<SiteFacts, 'records' | 'today' | 'contract'>): Probed | null {
  const { probe, 'maintenance-window': windows } = facts.records;
  const last = probe
    .map(({ date }) => date)
    .sort()
    .at(-1);
  if (last === undefined) return null;
  const service = facts.contract.contract.servicePeriod.from;
  const month = probedFrom(facts.today);
  const from = [service, month].sort()[1] as string;
  if (last < from) return null;
  const targets = availabilityOf({
    probes: probe,
    windows,
    from: toText(at(from, '00:00')),
    to: toText(at(toDate(last).add({ days: 1 }), '00:00')),
  });
  return { from, to: last, targets };
}

/** Lowest end of the axis: what nobody sees in bars that begin at nothing is seen in the last points. */
const AXIS_FROM = 99;
const MM_A_BAR = 6;
const MM_AXIS = 12;

/** The subsystems beside each other; where none was probed there is no picture. */
function overview(facts: Pick<SiteFacts, 'contract'>, targets: readonly TargetAvailability[]): SiteChart | null {
  const subsystems = facts.contract.assets.filter(({ kind }) => kind === 'subsystem');
  const shown = subsystems.flatMap(({ id, name }) => {
    const share = targets.find(({ target }) => target === id)?.availability ?? null;
    // Cut, not rounded: 99.996 % is not 100 %.
    return share === null ? [] : [{ name, value: Math.floor(share * 10_000) / 100 }];
  });
  const worst = shown.toSorted((a, b) => a.value - b.value)[0];
  if (worst === undefined) return null;
  return chart('availability', {
    chart: 'horizontal-bar',
    title: '各子系统可用率',
    x: shown.map(({ name }) => name),
    series: [{ name: '可用率', values: shown.map(({ value }) => value) }],
    unit: '%',
    min: Math.min(AXIS_FROM, Math.floor(worst.value)),
    max: 100,
    height: MM_AXIS + MM_A_BAR * shown.length,
    summary: `${lowest(worst)}横轴不从零开始。`,
  });
}

const lowest = ({ name, value }: { name: string; value: number }): string =>
  value === 100 ? '各子系统可用率均为 100 %。' : `各子系统可用率，最低的是${name} ${value.toFixed(2)} %。`;

export function availabilityFigures(
  facts: Pick<SiteFacts, 'records' | 'today' | 'contract'>,
): SiteBoard['availability'] {
  const found = probed(facts);
  if (found === null) return { span: null, chart: null, targets: [] };
  const kindOf = (id: string): string => facts.contract.assets.find((one) => one.id === id)?.kind ?? '';
  return {
    span: `${found.from} 至 ${found.to}`,
    chart: overview(facts, found.targets),
    targets: found.targets
      .toSorted((a, b) => Number(kindOf(b.target) === 'subsystem') - Number(kindOf(a.target) === 'subsystem'))
      .map(({ target, availability, coverage }) => {
        const { text: name, href = '/assets' } = assetLink(facts, target);
        return { name, href, availability, coverage };
      }),
  };
}
