/** One day of availability samples in compact form (5.5.4). Pure. */
import { encodeProbe, type ProbeState } from '../../records/probe-samples.ts';
import type { Entry } from '../kit/book.ts';
import type { Random } from '../kit/random.ts';
import type { StoryContext } from '../kit/story.ts';
import { drop, fromMs, plusDays, type StoryDay, t } from '../kit/times.ts';
import { type Outage, outages } from '../story/outages.ts';

/** Five minutes between samples keeps a year small and shows every outage longer than that. */
const INTERVAL = 300;
const SLOTS = 86_400 / INTERVAL;

/** Median response of an hour of a working day, relative to the night. */
const load = [1, 1, 1, 1, 1, 1.1, 1.3, 1.8, 2.7, 2.5, 2.2, 1.9, 1.4, 1.6, 2.3, 2.4, 2.2, 1.8, 1.4, 1.2, 1.1, 1.1, 1, 1];

export function probeEntries(context: StoryContext): Entry[] {
  const random = context.random.of('probes');
  const targets = context.contract.assets.flatMap((asset): Target[] =>
    asset.kind === 'subsystem' || asset.kind === 'interface'
      ? [{ target: asset.id, probe: 'http', latency: asset.kind === 'interface' ? 58 : 42 }]
      : ['linux', 'nginx', 'mysql', 'redis'].includes(asset.kind)
        ? [{ target: asset.id, probe: asset.kind === 'linux' ? 'icmp' : 'tcp', latency: undefined }]
        : [],
  );
  return context.days.map((day) => probeDay(day, targets, random));
}

const up = (): ProbeState[] => Array.from({ length: SLOTS }, () => 'up');
const ALL_UP = encodeProbe(up());

interface Target {
  target: string;
  probe: string;
  latency: number | undefined;
}

function probeDay({ date, working }: StoryDay, targets: readonly Target[], random: Random): Entry {
  const begin = Date.parse(t(date, '00:00'));
  const end = begin + 86_400_000;
  const touching = outages.filter((one) => Date.parse(one.from) < end && Date.parse(one.to) > begin);
  const statesOf = (target: string): string => {
    const own = touching.filter((one) => one.unobserved === true || one.targets.includes(target));
    if (own.length === 0) return ALL_UP;
    const states = up();
    for (const one of own) {
      const { from, to } = slotsOf(one, begin);
      states.fill(one.unobserved === true ? 'unobserved' : 'down', from, to);
    }
    return encodeProbe(states);
  };
  const series = targets.map(({ target, probe, latency }) =>
    drop({
      target,
      probe,
      states: statesOf(target),
      latency: latency === undefined ? undefined : hours(latency, working, random),
    }),
  );
  const failures = touching
    .filter((one) => one.unobserved !== true)
    .flatMap((one) =>
      one.targets.map((target) => {
        const { from, to } = slotsOf(one, begin);
        const timeOf = (slot: number) => fromMs(begin + slot * INTERVAL * 1000);
        return { target, from: timeOf(from), to: timeOf(to), reason: one.reason, failed: to - from };
      }),
    )
    .filter(({ failed }) => failed > 0);
  return {
    kind: 'probe',
    writtenAt: t(plusDays(date, 1), '00:01:10'),
    draft: {
      source: 'auto',
      at: t(date, '23:55'),
      date,
      interval: INTERVAL,
      tool: 'opsledger 0.1.0（演示）',
      series,
      failures,
    },
  };
}

/** The samples that fall into an outage: a probe sees only the moments at which it looks. */
function slotsOf({ from, to }: Outage, begin: number): { from: number; to: number } {
  const slot = (instant: string) => Math.ceil((Date.parse(instant) - begin) / 1000 / INTERVAL);
  const first = Math.max(0, slot(from));
  return { from: first, to: Math.max(first, Math.min(SLOTS, slot(to))) };
}

function hours(base: number, working: boolean, random: Random): string {
  return load
    .map((factor) => Math.round(base * (working ? factor : 1 + (factor - 1) * 0.2) * (0.92 + random.next() * 0.16)))
    .join(',');
}
