/** The points of a run: which there are, which of them a seed chooses, and a run over them in lanes. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeBase } from './_base.ts';
import { commands } from './_commands.ts';
import { seeded, shuffled } from './_seeded.ts';
import { compileShim, type Mode } from './_shim.ts';
import {
  developed,
  type Lane,
  meet,
  openLane,
  type Point,
  photographs,
  type Reference,
  reference,
  type Verdict,
} from './_syscalls.ts';

export interface PointsRequest {
  /** Empty folder, in memory where there is room. */
  folder: string;
  seed: number;
  /** How many points; all of them without it. */
  points?: number;
  lanes: number;
  /** Only these commands. */
  only?: readonly string[];
  /** Only this point, as `pointText` writes it. */
  repeat?: string;
  /** Told of each. */
  seen?(verdict: Verdict, done: number, of: number): void;
}

/** How a call fails: at once or for good. A short write and a slow disk are no failures, and a kill happens once. */
const WAYS: readonly [Mode, boolean][] = [
  ['photo', false],
  ['EIO', false],
  ['EIO', true],
  ['ENOSPC', false],
  ['ENOSPC', true],
  ['EROFS', false],
  ['EROFS', true],
  ['short', false],
  ['short', true],
  ['slow', false],
  ['kill', false],
];
/** A kill of a real process costs ten times a picture, which shows the same: one call in so many is enough to prove that. */
const KILL_EVERY = 40;

export const pointText = ({ command, mode, at, persistent }: Point): string =>
  `${command}:${mode}${persistent ? '+' : ''}@${at}`;

function parsePoint(text: string): Point {
  const [, command = '', mode = '', plus = '', at = ''] = /^(.+):(\w+)(\+?)@(\d+)$/.exec(text) ?? [];
  return { command, mode: mode as Mode, persistent: plus === '+', at: Number(at) };
}

function pointsOf(command: string, { calls }: Reference): Point[] {
  const all: Point[] = [];
  for (const [mode, persistent] of WAYS)
    for (let at = 0; at < calls; at += mode === 'kill' ? KILL_EVERY : 1) all.push({ command, mode, at, persistent });
  return all;
}

/** Chosen points by command: for the pictures of one command it is given once, however many of them are looked at. */
function choose(known: ReadonlyMap<string, Reference>, { seed, points, repeat }: PointsRequest): Map<string, Point[]> {
  const all = [...known].flatMap(([command, one]) => pointsOf(command, one));
  const chosen =
    repeat !== undefined ? [parsePoint(repeat)] : shuffled(all, seeded(seed)).slice(0, points ?? all.length);
  return Map.groupBy(chosen, ({ command }) => command);
}

/** Runs them. @returns every verdict, in no order @throws Error when a command fails without a fault */
export async function runPoints(request: PointsRequest): Promise<Verdict[]> {
  const base = join(request.folder, 'base');
  mkdirSync(base);
  await makeBase(base);
  const library = compileShim(request.folder);
  const lanes = Array.from({ length: request.lanes }, (_, n) => openLane(join(request.folder, `lane${n}`), library));
  const [first] = lanes;
  if (first === undefined) throw new Error('no lane');
  try {
    const known = new Map<string, Reference>();
    const wanted =
      request.repeat === undefined ? (request.only ?? Object.keys(commands)) : [parsePoint(request.repeat).command];
    for (const command of wanted) known.set(command, await reference(first, base, command));
    const chosen = choose(known, request);
    const of = [...chosen.values()].reduce((sum, list) => sum + list.length, 0);
    const verdicts: Verdict[] = [];
    const note = (verdict: Verdict): void => {
      verdicts.push(verdict);
      request.seen?.(verdict, verdicts.length, of);
    };
    const queue = [...chosen].flatMap(([command, points]) => jobsOf(points).map((job) => ({ command, job })));
    const again = (point: Point) => request.repeat !== undefined || point.at % 4 === request.seed % 4;
    await Promise.all(
      lanes.map(async (lane) => {
        for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
          const one = known.get(next.command) as Reference;
          if (next.job[0]?.mode === 'photo') await pictures(lane, base, one, next.job, again, note);
          else for (const point of next.job) note(await meet(lane, base, one, point, again(point)));
        }
      }),
    );
    return verdicts;
  } finally {
    await Promise.all(lanes.map((lane) => lane.stop()));
  }
}

/** Points of one command that are done one after the other by one lane. */
const AT_ONCE = 50;

function jobsOf(points: readonly Point[]): Point[][] {
  const isPicture = ({ mode }: Point) => mode === 'photo';
  const rest = points.filter((point) => !isPicture(point));
  const jobs = Array.from({ length: Math.ceil(rest.length / AT_ONCE) }, (_, n) =>
    rest.slice(n * AT_ONCE, (n + 1) * AT_ONCE),
  );
  const shown = points.filter(isPicture);
  return shown.length === 0 ? jobs : [shown, ...jobs];
}

/** Of a write there are two pictures, before it and in its middle: a chosen number stands for its share of all of them. */
async function pictures(
  lane: Lane,
  base: string,
  known: Reference,
  points: readonly Point[],
  again: (point: Point) => boolean,
  note: (verdict: Verdict) => void,
): Promise<void> {
  const [{ command } = { command: '' }] = points;
  const taken = await photographs(lane, base, command);
  const perCall = taken.length / known.calls;
  const wanted =
    points.length === known.calls ? taken.map((_, at) => at) : points.map(({ at }) => Math.floor(at * perCall));
  for (const at of wanted) {
    const point: Point = {
      command,
      mode: 'photo',
      at: Math.min(known.calls - 1, Math.ceil(at / perCall)),
      persistent: false,
    };
    const picture = taken[at];
    if (picture !== undefined) note(await developed(lane, known, picture, point, again(point)));
  }
}
