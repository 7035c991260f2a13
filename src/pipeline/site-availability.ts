/** 可用率 of the last month, for 首页 and the pages of the assets. Pure. */
import { availabilityOf, type TargetAvailability } from '../assess/availability.ts';
import { at, toDate, toText } from '../contract/time.ts';
import type { SiteBoard } from '../report/site-model.ts';
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

export function availabilityFigures(
  facts: Pick<SiteFacts, 'records' | 'today' | 'contract'>,
): SiteBoard['availability'] {
  const found = probed(facts);
  if (found === null) return { span: null, targets: [] };
  const kindOf = (id: string): string => facts.contract.assets.find((one) => one.id === id)?.kind ?? '';
  return {
    span: `${found.from} 至 ${found.to}`,
    targets: found.targets
      .toSorted((a, b) => Number(kindOf(b.target) === 'subsystem') - Number(kindOf(a.target) === 'subsystem'))
      .map(({ target, availability, coverage }) => {
        const { text: name, href = '/assets' } = assetLink(facts, target);
        return { name, href, availability, coverage };
      }),
  };
}
