/** Every call by which a command changes its workspace fails once in every way, or is the last one before a kill. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Found, signature, treeOf } from './_check.ts';
import type { Given } from './_child.ts';
import { commands, signHere } from './_commands.ts';
import { giveOnce, type Served, serve } from './_process.ts';
import { type Mode, makeShim, type Shim } from './_shim.ts';

/** One fault: what happens at which call of a command. */
export interface Point {
  command: string;
  mode: Mode;
  /** Number of the call. */
  at: number;
  /** All calls after it fail, too. */
  persistent: boolean;
}

/** What came of one. */
export interface Verdict {
  point: Point;
  /** `met`: the command never made that call. */
  outcome: 'survived' | 'lost' | 'doubled' | 'false alarm' | 'wrong word' | 'left over' | 'crash' | 'hang' | 'not met';
  detail: string;
}

/** One lane: a folder, a process that meets the faults, one that looks at what came of them. */
export interface Lane {
  folder: string;
  root: string;
  shim: Shim;
  meeting: Served;
  looking: Served;
  stop(): Promise<void>;
}

export function openLane(folder: string, library: string): Lane {
  const root = join(folder, 'w');
  mkdirSync(folder, { recursive: true });
  const shim = makeShim(folder, root, library);
  const meeting = serve(shim.env);
  const looking = serve();
  return {
    ...{ folder, root, shim, meeting, looking },
    async stop() {
      await Promise.all([meeting.stop(), looking.stop()]);
    },
  };
}

/** What a command does without a fault: how many calls it makes, and the states that its commits go through. */
export interface Reference {
  calls: number;
  /** Files of the base, as `treeOf` gives them. */
  base: Map<string, string>;
  states: string[];
  /** What it finds outside of the versions, and what it leaves there. */
  beside: { before: string; after: string };
  /** Left before the command was given. */
  left: string[];
  /** See `FaultCommand`. */
  tolerates?: RegExp | undefined;
}

/** Puts a fresh copy of the base into the lane. */
async function fresh({ folder, root }: Lane, base: string, command: string): Promise<void> {
  rmSync(root, { recursive: true, force: true });
  execFileSync('cp', ['-a', `${base}/.`, folder]);
  await commands[command]?.prepare?.(root);
}

const commits = (root: string): string[] =>
  execFileSync('git', ['-C', root, 'rev-list', '--reverse', 'HEAD'], { encoding: 'utf8' }).trim().split('\n');

/** @throws Error when the command fails without a fault: then nothing is proven */
export async function reference(lane: Lane, base: string, command: string): Promise<Reference> {
  await fresh(lane, base, command);
  const known = commands[command];
  const isNew = known?.makes !== undefined;
  const besideBefore = (await known?.beside?.(lane.root)) ?? '';
  const before = isNew ? [] : commits(lane.root);
  const tree = isNew ? new Map<string, string>() : treeOf(lane.root, 'HEAD');
  const left = isNew ? '' : execFileSync('git', ['-C', lane.root, 'status', '--porcelain'], { encoding: 'utf8' });
  lane.shim.arm('count');
  const given = await lane.meeting.ask<Given>({ do: 'give', command, root: lane.root });
  const { count } = lane.shim.read();
  lane.shim.arm('off');
  if (given === undefined || given.error !== null) throw new Error(`${command}: ${given?.error?.text ?? 'no answer'}`);
  const made = commits(lane.root).slice(before.length);
  const states = ['', ...made.map((commit) => signature(tree, treeOf(lane.root, commit)))];
  const after = (await known?.beside?.(lane.root)) ?? '';
  if ((made.length === 0 && known?.outside !== true) || count === 0) throw new Error(`${command} changes nothing`);
  return {
    calls: count,
    base: tree,
    states,
    beside: { before: besideBefore, after },
    left: left.split('\n').filter(Boolean),
    tolerates: known?.tolerates,
  };
}

/** Lets a command meet one fault. @param again true: it is given once more when all is over */
export async function meet(lane: Lane, base: string, known: Reference, point: Point, again: boolean): Promise<Verdict> {
  const { command, mode, at, persistent } = point;
  await fresh(lane, base, command);
  lane.shim.arm(mode, at, persistent);
  const given = await givenIn(lane, point);
  const { fired, last } = lane.shim.read();
  lane.shim.arm('off');
  if (given === undefined) return { point, outcome: 'hang', detail: last };
  if (fired === 0 && mode !== 'kill') return { point, outcome: 'not met', detail: '' };
  const verdict = await judge(lane, known, given, { root: lane.root, again, point });
  return { ...verdict, detail: verdict.detail === '' ? '' : `${last}: ${verdict.detail}` };
}

/** A long run ends with its process; every other command leaves nothing in it. */
async function givenIn(lane: Lane, { command, mode }: Point): Promise<Given | undefined> {
  if (mode !== 'kill' && commands[command]?.bulk !== true)
    return lane.meeting.ask<Given>({ do: 'give', command, root: lane.root });
  const said = await giveOnce(command, lane.root, lane.shim.env);
  return said === '' ? KILLED : (JSON.parse(said) as Given);
}

const KILLED: Given = { saved: [], error: { text: 'killed', outcome: null, inside: false } };

/** Photographs the workspace before each call, and looks at each picture as if the machine had stopped there. */
export async function photographs(lane: Lane, base: string, command: string): Promise<string[]> {
  await fresh(lane, base, command);
  const folder = `${lane.root}.photos`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  lane.shim.arm('photo');
  const said = await giveOnce(command, lane.root, lane.shim.env);
  lane.shim.arm('off');
  const { error } = JSON.parse(said) as Given;
  if (error !== null) throw new Error(`${command}: ${error.text}`);
  return readdirSync(folder)
    .sort((a, b) => Number(a) - Number(b))
    .map((name) => join(folder, name));
}

/** What came of a kill at the moment of a picture; the picture is gone then. */
export async function developed(
  lane: Lane,
  known: Reference,
  picture: string,
  point: Point,
  again: boolean,
): Promise<Verdict> {
  const root = join(lane.folder, 'developed', 'w');
  rmSync(dirname(root), { recursive: true, force: true });
  mkdirSync(dirname(root));
  for (const name of BROUGHT)
    cpSync(join(lane.folder, name), join(dirname(root), name), { recursive: true, preserveTimestamps: true });
  execFileSync('mv', [picture, root]);
  await signHere(root);
  return judge(lane, known, KILLED, { root, again, point });
}

/** What lies beside the workspace of the base. */
const BROUGHT = ['scan.txt', 'report.txt', 'backups'];

interface Circumstances {
  root: string;
  again: boolean;
  point: Point;
}

async function judge(
  lane: Lane,
  known: Reference,
  given: Given,
  { root, again, point }: Circumstances,
): Promise<Verdict> {
  const verdict = (outcome: Verdict['outcome'], detail: string): Verdict => ({ point, outcome, detail });
  if (given.error?.inside === true) return verdict('crash', given.error.text);
  const found = await lookAt(lane, root, known, point.command);
  if (found === undefined) return verdict('hang', 'verify');
  if ('crash' in found) return verdict('crash', found.crash);
  const wrong = wrongWith(known, given, found);
  if (wrong !== null) return verdict(wrong[0], wrong[1]);
  if (!again || commands[point.command]?.makes !== undefined) return verdict('survived', '');
  const wrongThen = await givenAgain(lane, known, found, { root, again, point });
  return wrongThen === null ? verdict('survived', '') : verdict(wrongThen[0], `given again: ${wrongThen[1]}`);
}

/** What goes wrong when the person gives the command again. null: nothing, or they were told not to. */
async function givenAgain(
  lane: Lane,
  known: Reference,
  found: Found,
  { root, point }: Circumstances,
): Promise<[Verdict['outcome'], string] | null> {
  const done = known.states.at(-1) ?? '';
  const isDone = found.state === done;
  // Who was told that it is done does not do it again; of what does nothing twice nobody has to know.
  if (isDone && commands[point.command]?.idempotent !== true) return null;
  const second = await lane.looking.ask<Given | { crash: string }>({ do: 'give', command: point.command, root });
  if (second === undefined) return ['hang', ''];
  if ('crash' in second) return ['crash', second.crash];
  if (second.error?.inside === true) return ['crash', second.error.text];
  // A command of several changes that stopped between two of them goes on from there, or is refused with a word.
  if (second.error !== null) return found.state === '' ? ['lost', second.error.text] : null;
  const last = await lookAt(lane, root, known, point.command);
  if (last === undefined) return ['hang', 'verify'];
  if ('crash' in last) return ['crash', last.crash];
  if (last.beside !== known.beside.after) return ['lost', `outside of the versions: ${last.beside}`];
  const isDouble = last.state !== done && (found.state === '' || isDone);
  return isDouble ? ['doubled', differences(last.state, done)] : null;
}

const lookAt = (lane: Lane, root: string, known: Reference, command: string) =>
  lane.looking.ask<Found | { crash: string }>({ do: 'look', command, root, base: [...known.base] });

/** The first thing that is not as it must be. */
function wrongWith(known: Reference, given: Given, found: Found): [Verdict['outcome'], string] | null {
  const { state } = found;
  const step = known.states.indexOf(state);
  const done = known.states.at(-1) ?? '';
  if (step === -1) return ['lost', `half: ${differences(state, done)}`];
  if (given.error === null && state !== done) return ['lost', `acknowledged: ${differences(state, done)}`];
  // For an instant there is nothing, and what stops it there is mended by the next time that it is given.
  const { before, after } = known.beside;
  const allowed = given.error === null ? [after] : [before, after, 'none'];
  if (!allowed.includes(found.beside)) return ['lost', `outside of the versions: ${found.beside}`];
  const gone = given.saved.find((path) => !found.paths.includes(path));
  if (gone !== undefined) return ['lost', `acknowledged: ${gone}`];
  // What somebody had put there by hand before the command, and no command has registered yet, is told truly.
  const byHand = known.left
    .filter((one) => one.startsWith('?? '))
    .map((one) => `真实性 ${one.slice(3)}：有未提交的改动`);
  const tolerated = (one: string) => known.tolerates?.test(one) === true && given.error !== null;
  const alarms = found.problems.filter((one) => !(tolerated(one) || byHand.some((start) => one.startsWith(start))));
  if (alarms.length > 0) return ['false alarm', alarms.join(' | ')];
  if (found.broken !== '') return ['lost', `git: ${found.broken}`];
  // What a process that lives on could not remove: it does so itself, and half an object is for git's housekeeping.
  const own =
    /^\.git\/objects\/[0-9a-f]{2}\/tmp_obj_|^\.opsledger\/((spool\/evidence|cache|cache\/records)\/)?\.opsledger-tmp-/;
  const excused = (one: string) => given !== KILLED && own.test(one);
  const left = found.left.filter((one) => !known.left.includes(one) && !excused(one));
  if (left.length > 0) return ['left over', left.join(' ')];
  const untrue = untrueWord(given.error?.outcome ?? null, step);
  return untrue === null ? null : ['wrong word', `${untrue}\n${given.error?.text}\n${found.notes.join('\n')}`];
}

/** What was told of the data when the command ended, against what came of them. @param step how many commits it made */
function untrueWord(outcome: string | null, step: number): string | null {
  if (outcome === null) return null;
  if (outcome === '没有改动任何数据' && step > 0) return `told "${outcome}", and ${step} changes are there`;
  if (outcome.includes('自动完成') && step === 0) return `told "${outcome}", and nothing is there`;
  if (outcome.includes('自动撤回') && !outcome.includes('已保存') && step > 0)
    return `told "${outcome}", and it is there`;
  return null;
}

function differences(found: string, wanted: string): string {
  const [has, wants] = [found.split('\n'), wanted.split('\n')];
  const more = has.filter((line) => !wants.includes(line));
  const less = wants.filter((line) => !has.includes(line));
  const times = has.length === wants.length ? '' : ` (${has.length} paths, not ${wants.length})`;
  return `has ${more.join(' ') || 'nothing'} more and ${less.join(' ') || 'nothing'} less${times}`;
}
