/** 可用率 of the last month, for 首页 and the pages of the assets. Pure. */

import { isAsset } from '../../contract/terms/assets.ts';
import { at, toDate, toText } from '../../contract/time.ts';
import type { SiteBoard } from '../../report/site-model.ts';
import { availabilityFigure, interruptionText } from '../../subjects/availability/figures.ts';
import {
  availabilityOf,
  hasPlanned,
  type TargetAvailability,
  upWithPlannedOf,
} from '../../subjects/availability/judge/availability.ts';
import windowKind from '../../subjects/availability/kinds/maintenance-window.ts';
import probeKind from '../../subjects/inspections/kinds/probe.ts';
import { calledTogether } from '../../wording/asset-names.ts';
import { observedText, shareOf } from '../../wording/figures.ts';
import { ownHref } from '../parts/asset-places.ts';
import { recordsOf, type SiteFacts } from '../parts/facts.ts';
import { assetLink } from '../parts/links.ts';
import { firstDay, type SiteNeed } from '../parts/needs.ts';

const MONTH = { days: 31 };

/** What the figures are made from. */
export const probedNeeds: readonly SiteNeed[] = [
  { kind: 'probe', window: MONTH },
  { kind: 'maintenance-window', window: 'year' },
];

export interface Probed {
  /** First and last whole day that the figures cover. */
  from: string;
  to: string;
  targets: TargetAvailability[];
}

/** null when nothing was probed: without observation there is no figure. The probes of a day come in when it is over. */
export function probed(facts: Pick<SiteFacts, 'records' | 'today' | 'until' | 'yearFrom' | 'contract'>): Probed | null {
  const begin = firstDay(MONTH, facts);
  const probes = recordsOf(facts, probeKind).filter(({ date }) => date >= begin);
  const last = probes
    .map(({ date }) => date)
    .sort()
    .at(-1);
  if (last === undefined) return null;
  const service = facts.contract.contract.servicePeriod.from;
  const from = [service, begin].sort()[1] as string;
  if (last < from) return null;
  const targets = availabilityOf({
    probes,
    windows: recordsOf(facts, windowKind),
    from: toText(at(from, '00:00')),
    to: toText(at(toDate(last).add({ days: 1 }), '00:00')),
  });
  return { from, to: last, targets };
}

/** Less of the time observed than this is said beside the figure. */
const LITTLE = 0.9;

type Shown = SiteBoard['availability']['subsystems'][number];

/** Whole days that the figures cover: fewer than the window where the service is younger. */
const daysOf = ({ from, to }: Pick<Probed, 'from' | 'to'>): number =>
  toDate(from).until(toDate(to), { largestUnit: 'days' }).days + 1;

/** How an interruption is told; without one over how many days, on one line. */
const seenText = (one: TargetAvailability, days: number): string =>
  one.availability === null ? '这段时间没有观测到' : interruptionText(one, `${days}\u00a0天无中断`);

/** `，计入计划维护为 99.10 %` behind the share without it; nothing where nothing was down in agreed maintenance. */
export const withMaintenanceText = ({ seconds }: TargetAvailability): string =>
  hasPlanned(seconds) ? `，计入计划维护为 ${observedText(shareOf(upWithPlannedOf(seconds)))}` : '';

function shown(facts: Pick<SiteFacts, 'contract'>, one: TargetAvailability, found: Probed): Shown {
  const { text: name, href } = assetLink(facts, one.target);
  const isLittle = one.coverage !== null && one.coverage < LITTLE;
  const tone = one.availability === null ? 'muted' : one.outages.length > 0 ? 'attention' : 'normal';
  return {
    name,
    // What is probed has a page of its own, of however many it is one.
    href: href === undefined ? '/assets' : `${ownHref(one.target)}#availability`,
    tone,
    availability: observedText(one.availability),
    figure: availabilityFigure(one, found),
    note: `${seenText(one, daysOf(found))}${withMaintenanceText(one)}${isLittle && one.availability !== null ? `，观测到的时间只有 ${observedText(one.coverage)}` : ''}`,
  };
}

const worstFirst = (a: TargetAvailability, b: TargetAvailability): number =>
  (a.availability ?? 1) - (b.availability ?? 1);

/**
 * What the purchaser bought is the systems: each is named with its interruptions, the worst first. Of servers and
 * interfaces only those are named that failed or were hardly observed; the others are counted.
 */
export function availabilityFigures(
  facts: Pick<SiteFacts, 'records' | 'today' | 'until' | 'yearFrom' | 'contract'>,
): SiteBoard['availability'] {
  const found = probed(facts);
  const systems = facts.contract.assets.filter((one) => one.contract && isAsset(one, 'system'));
  const called = calledTogether(systems).name;
  if (found === null) return { span: null, days: 0, subsystems: [], called, others: [], quiet: 0 };
  const subsystems = new Set(systems.map(({ id }) => id));
  const ordered = found.targets.toSorted(worstFirst);
  const others = ordered.filter(({ target }) => !subsystems.has(target));
  const troubled = others.filter(
    ({ outages, coverage }) => outages.length > 0 || (coverage !== null && coverage < LITTLE),
  );
  return {
    ...{ span: `${found.from} 至 ${found.to}`, days: daysOf(found) },
    subsystems: ordered.filter(({ target }) => subsystems.has(target)).map((one) => shown(facts, one, found)),
    called,
    others: troubled.map((one) => shown(facts, one, found)),
    quiet: others.length - troubled.length,
  };
}
