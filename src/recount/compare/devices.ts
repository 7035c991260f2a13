/** 配套设备在线情况, counted again by the outcomes of the checks that ask whether a device gave data. */
import { ofDays } from '../belongs.ts';
import type { Counted } from '../counted.ts';
import type { Data } from '../data.ts';
import type { World } from '../world.ts';
import { checksByDay } from './months.ts';
import { once } from './once.ts';

const GIVES_DATA = 'device.last-data';
/** A device of which nothing was asked that day, or that may be silent, stands in neither sum. */
const OBSERVED = ['normal', 'abnormal', 'stale', 'unreachable'];

/** `total` devices of a kind, `days` on which one was observed, `online`: those that gave data, of those observed, day by day. */
export function ofDevices(world: World, kind = '', column = ''): Counted | undefined {
  const own = world.assets.filter((one) => one.kind === kind && one.contract);
  const [first] = own;
  if (first === undefined) return undefined;
  if (column === 'total') return own.length;
  const asked = asking(world.checks, first);
  const days = inspectedDays(world).map((day) =>
    (checksByDay(world)(day) ?? [])
      .filter((row) => row.kind === kind && asked.has(row.check.id))
      .flatMap(({ outcome, members }) => members ?? [outcome])
      .filter((outcome) => OBSERVED.includes(outcome)),
  );
  if (column === 'days') return days.filter(({ length }) => length > 0).length;
  const all = days.flat();
  return { numerator: all.filter((one) => one === 'normal').length, denominator: all.length };
}

/** Where no check over the kind asks for its data, each that a machine answers. */
function asking(checks: readonly Data[], { kind, family }: Data): ReadonlySet<string> {
  const own = checks.filter(
    (one) => !one.manual && (one.kinds?.includes(kind) === true || one.families?.includes(family) === true),
  );
  const data = own.filter(({ metric }) => metric === GIVES_DATA);
  return new Set((data.length > 0 ? data : own).map(({ id }) => id));
}

const inspectedDays = once((world) => [...new Set<string>(ofDays(world, 'inspection').map(({ date }) => date))].sort());
