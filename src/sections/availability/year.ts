/** What was seen of each watched object in the months of a year, and the targets of the contract. Pure. */

import { isAsset } from '../../contract/terms/assets.ts';
import { clauseMarks } from '../../contract/terms/clause-marks.ts';
import { type AvailabilityTarget, requirementPeriods, requirementsOf } from '../../contract/terms/requirements.ts';
import { at, toDate, toText } from '../../contract/time.ts';
import {
  availabilityOf,
  type Seconds,
  sumOfSeconds,
  type TargetAvailability,
} from '../../subjects/availability/judge/availability.ts';
import windowKind from '../../subjects/availability/kinds/maintenance-window.ts';
import probeKind from '../../subjects/inspections/kinds/probe.ts';
import { percentAsked } from '../../wording/figures.ts';
import { recordsOf, type SiteFacts } from '../parts/facts.ts';
import type { SiteNeed } from '../parts/needs.ts';

export interface Year {
  /** First and last whole day that was probed, of this service. */
  from: string;
  to: string;
  /** `2026-05`, the oldest first. */
  months: string[];
  /** The worst first. */
  targets: TargetAvailability[];
}

/** What they are made from. */
export const yearNeeds: readonly SiteNeed[] = [
  { kind: probeKind.id, window: 'months' },
  { kind: windowKind.id, window: 'all' },
];

/** Objects with a section of their own there: the systems, and of everything else that is watched what was interrupted. */
export function toldIn({ contract }: Pick<SiteFacts, 'contract'>, { targets }: Year): ReadonlySet<string> {
  const systems = new Set(contract.assets.filter((one) => isAsset(one, 'system')).map(({ id }) => id));
  return new Set(
    targets.filter(({ target, outages }) => systems.has(target) || outages.length > 0).map(({ target }) => target),
  );
}

/** Where an object stands there. */
export const yearAnchor = (target: string): string => `a-${target}`;

/** null when nothing was probed. The probes of a day come in when it is over. */
export function yearOf(facts: Pick<SiteFacts, 'records' | 'contract'>): Year | null {
  const service = facts.contract.contract.servicePeriod.from;
  const probes = recordsOf(facts, probeKind).filter(({ date }) => date >= service);
  const days = probes.map(({ date }) => date).sort();
  const [from, to] = [days[0], days.at(-1)];
  if (from === undefined || to === undefined) return null;
  const targets = availabilityOf({
    probes,
    windows: recordsOf(facts, windowKind),
    from: toText(at(from, '00:00')),
    to: toText(at(toDate(to).add({ days: 1 }), '00:00')),
  });
  const months = [...new Set((targets[0]?.days ?? []).map(({ date }) => monthOf(date)))];
  const share = (one: TargetAvailability): number => one.availability ?? 1;
  return { from, to, months, targets: targets.toSorted((a, b) => share(a) - share(b)) };
}

export const monthOf = (date: string): string => date.slice(0, 'YYYY-MM'.length);

/** What was seen of an object in each month. */
export function monthsOf({ months }: Pick<Year, 'months'>, { days }: TargetAvailability): Seconds[] {
  const byMonth = Map.groupBy(days, ({ date }) => monthOf(date));
  return months.map((month) => sumOfSeconds(byMonth.get(month) ?? []));
}

/** What the contract asks of an object; of `together` it is asked of all of them. */
export const targetsOf = ({ contract }: Pick<SiteFacts, 'contract'>, asset: string): AvailabilityTarget[] =>
  requirementsOf(contract.contract).availability.filter(({ assets }) => assets === undefined || assets.includes(asset));

/** `每月 ≥ 99.9 %（各对象合计，条款 5.5.1）`. */
export function targetText({ percent, per, of, clauses }: AvailabilityTarget): string {
  const how = [...(of === 'together' ? ['各对象合计'] : []), `条款 ${clauseMarks(clauses)}`];
  return `${requirementPeriods[per]} ≥ ${percentAsked(percent)}（${how.join('，')}）`;
}
