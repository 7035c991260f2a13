/**
 * `npm run faults [-- PART …] [--seed N] …`: looks for what breaks it; see CONTRIBUTING. Parts: syscalls, time, writers, fuzz, life, mutations, composing, insider;
 * all of them without one. Each failure is printed with the one command that repeats it, and a table at the end. Ends with 1 when
 * anything failed.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import temporary from '../setup/temporary.ts';
import { madeMonth } from '../support/demo-month.ts';
import { runComposing, siteLine } from './_composing.ts';
import { fuzz } from './_fuzz.ts';
import { isTold, lineOf, runInsider } from './_insider.ts';
import { live } from './_life.ts';
import { isRight, runMutations, tableOf } from './_mutations.ts';
import { pointText, runPoints } from './_points.ts';
import { simulate } from './_time.ts';
import { writeTogether } from './_writers.ts';
import type { TriedSite } from './composing/_verdict.ts';
import type { TriedWay } from './insider/_tried.ts';
import type { Tried } from './mutations/_mutate.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string' },
    points: { type: 'string' },
    runs: { type: 'string' },
    years: { type: 'string' },
    outages: { type: 'string' },
    incidents: { type: 'string' },
    minutes: { type: 'string' },
    rounds: { type: 'string' },
    harmless: { type: 'string' },
    over: { type: 'string' },
    lanes: { type: 'string' },
    only: { type: 'string' },
    repeat: { type: 'string' },
    path: { type: 'string' },
  },
});

/** A row of the table. */
interface Row {
  part: string;
  tried: number;
  survived: number;
  lost: number;
  doubled: number;
  alarms: number;
  crashes: number;
  hangs: number;
  other: number;
}

const seed = Number(values.seed ?? Math.floor(performance.timeOrigin) % 1_000_000);
const number = (text: string | undefined, otherwise: number): number => (text === undefined ? otherwise : Number(text));
const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
const row = (part: string, tried: number): Row => ({
  ...{ part, tried, survived: tried, lost: 0, doubled: 0, alarms: 0, crashes: 0, hangs: 0, other: 0 },
});
const repeat = (part: string, rest: string): string => `  npm run faults -- ${part} --seed ${seed} ${rest}`;

const parts: Record<string, (folder: string) => Promise<Row>> = {
  syscalls,
  time,
  writers,
  fuzz: fuzzing,
  life,
  mutations,
  composing,
  insider,
};

async function syscalls(folder: string): Promise<Row> {
  const verdicts = await runPoints({
    folder,
    seed,
    lanes: number(values.lanes, 2),
    points: number(values.points, 6000),
    ...(values.only === undefined ? {} : { only: values.only.split(',') }),
    ...(values.repeat === undefined ? {} : { repeat: values.repeat }),
    seen({ point, outcome, detail }, done, of) {
      if (done % 500 === 0) say(`  ${done} of ${of}`);
      if (outcome === 'survived' || outcome === 'not met') return;
      say(`${outcome}: ${pointText(point)}: ${detail}\n${repeat('syscalls', `--repeat '${pointText(point)}'`)}`);
    },
  });
  const count = (outcome: string) => verdicts.filter((one) => one.outcome === outcome).length;
  return {
    ...row('syscalls', verdicts.length - count('not met')),
    survived: count('survived'),
    lost: count('lost'),
    doubled: count('doubled'),
    alarms: count('false alarm'),
    crashes: count('crash'),
    hangs: count('hang'),
    other: count('wrong word') + count('left over'),
  };
}

async function time(): Promise<Row> {
  const years = number(values.years, 10);
  const perYear = { outages: number(values.outages, 100), incidents: number(values.incidents, 60) };
  const done = await simulate({ seed, years, outagesPerYear: perYear.outages, incidents: perYear.incidents });
  const { owed, failures, outages, incidents, reports, ticks, issued, late } = done;
  say(`  ${years} years, ${outages} outages, ${incidents} incidents, ${ticks} rounds`);
  say(`  ${owed} owed, ${reports} of these on incidents; ${issued} issued, ${late} of these late`);
  const rest = `--years ${years} --outages ${perYear.outages} --incidents ${perYear.incidents}`;
  for (const failure of failures) say(`${failure}\n${repeat('time', rest)}`);
  const count = (words: RegExp) => failures.filter((one) => words.test(one)).length;
  const [lost, doubled, alarms] = [count(/has none|lost its place/), count(/documents$/), count(/never owed/)];
  const other = failures.length - lost - doubled - alarms;
  return { ...row('time', owed), survived: owed - failures.length, lost, doubled, alarms, other };
}

async function writers(folder: string): Promise<Row> {
  const minutes = number(values.minutes, 10);
  const done = await writeTogether({ folder, seed, processes: 8, minutes });
  const { lost, doubled, alarms, crashes } = done;
  say(`  ${done.given} commands, ${done.saved} files saved, ${done.refused} refused, ${done.served} pages served`);
  for (const failure of [...lost, ...doubled, ...alarms, ...crashes])
    say(`${failure}\n${repeat('writers', `--minutes ${minutes}`)}`);
  const failed = lost.length + doubled.length + alarms.length + crashes.length;
  return {
    ...row('writers', done.given),
    survived: done.given - failed,
    ...{ lost: lost.length, doubled: doubled.length, alarms: alarms.length, crashes: crashes.length },
  };
}

async function fuzzing(): Promise<Row> {
  const results = await fuzz({
    seed,
    runs: number(values.runs, 100_000),
    ...(values.only === undefined ? {} : { only: [values.only] }),
    ...(values.path === undefined ? {} : { path: values.path }),
    seen: (reader, runs, failed) => say(`  ${reader}: ${runs} inputs${failed > 0 ? ', failed' : ''}`),
  });
  const failures = results.flatMap((one) => one.failures);
  for (const failure of failures) say(failure);
  const tried = results.reduce((sum, { runs }) => sum + runs, 0);
  const slowest = Math.max(...results.map((one) => one.slowest));
  say(`  slowest input: ${slowest} ms`);
  return { ...row('fuzz', tried), survived: tried - failures.length, crashes: failures.length };
}

async function life(): Promise<Row> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const rounds = number(values.rounds, 10_000);
  const { early, late, failures } = await live(rounds, collect);
  say(`  after a seventh of ${rounds} rounds ${JSON.stringify(early)}, at the end ${JSON.stringify(late)}`);
  for (const failure of failures) say(`${failure}\n${repeat('life', `--rounds ${rounds}`)}`);
  return { ...row('life', rounds), survived: rounds - failures.length, other: failures.length };
}

async function mutations(folder: string): Promise<Row> {
  const all: Tried[] = [];
  await runMutations({
    ...{ folder, seed, lanes: number(values.lanes, 2) },
    ...{ runs: number(values.runs, 10_000), harmless: number(values.harmless, 1000) },
    ...(values.over === undefined ? {} : { over: resolve(process.env['INIT_CWD'] ?? '', values.over) }),
    ...(values.repeat === undefined ? {} : { only: Number(values.repeat) }),
    seen(one) {
      all.push(one);
      if (all.length % 500 === 0) say(`  ${all.length}`);
      if (isRight(one)) return;
      const what = one.found ? (one.named ? 'told twice' : 'not named') : 'not found';
      say(`${one.kind}, ${one.name}: ${what}: ${one.told.join(' | ')}\n${repeat('mutations', `--repeat ${one.seed}`)}`);
    },
  });
  for (const line of tableOf(all)) say(line);
  const attacks = all.filter(({ kind }) => kind !== 'harmless');
  return {
    ...row('mutations', all.length),
    survived: all.filter(isRight).length,
    lost: attacks.filter(({ found }) => !found).length,
    alarms: all.filter((one) => one.kind === 'harmless' && one.found).length,
    other: attacks.filter((one) => one.found && !isRight(one)).length,
  };
}

async function composing(): Promise<Row> {
  const all: TriedSite[] = [];
  const over =
    values.over === undefined ? join(await madeMonth(), 'w') : resolve(process.env['INIT_CWD'] ?? '', values.over);
  await runComposing({
    ...{ workspace: over, seed, runs: number(values.runs, 120), lanes: number(values.lanes, 2) },
    ...(values.only === undefined ? {} : { only: values.only }),
    seen(one) {
      all.push(one);
      say(siteLine(one));
    },
  });
  const count = (verdict: TriedSite['verdict']) => all.filter((one) => one.verdict === verdict).length;
  const named = (['told', 'unseen', 'bare', 'verdict', 'excused', 'words', 'same', 'broke'] as const).map(
    (one) => `${one} ${count(one)}`,
  );
  say(`  ${named.join(', ')}`);
  // What changed words, or nothing, proves nothing either way.
  const lost = count('unseen') + count('bare') + count('verdict');
  if (lost > 0) say(repeat('composing', `--runs ${number(values.runs, 120)}`));
  return { ...row('composing', count('told') + lost), survived: count('told'), lost };
}

async function insider(folder: string): Promise<Row> {
  const all: TriedWay[] = [];
  await runInsider({
    ...{ folder, lanes: number(values.lanes, 2) },
    ...(values.only === undefined ? {} : { only: values.only }),
    seen(one) {
      all.push(one);
      say(lineOf(one));
    },
  });
  const failed = all.filter((one) => !isTold(one));
  for (const { name } of failed) say(repeat('insider', `--only '${name}'`));
  return { ...row('insider', all.length), survived: all.length - failed.length, other: failed.length };
}

const removeAll = temporary();
const { tmpdir } = await import('node:os');
const rows: Row[] = [];
try {
  for (const part of positionals.length > 0 ? positionals : Object.keys(parts)) {
    const run = parts[part];
    if (run === undefined) throw new Error(`no part ${part}: ${Object.keys(parts).join(', ')}`);
    say(`== ${part} (seed ${seed})`);
    const folder = await mkdtemp(join(tmpdir(), 'opsledger-faults-'));
    rows.push(await run(folder));
    await rm(folder, { recursive: true, force: true });
  }
} finally {
  removeAll?.();
}
const heads: [string, (one: Row) => number][] = [
  ['tried', (one) => one.tried],
  ['survived', (one) => one.survived],
  ['lost', (one) => one.lost],
  ['doubled', (one) => one.doubled],
  ['false alarms', (one) => one.alarms],
  ['crashes', (one) => one.crashes],
  ['hangs', (one) => one.hangs],
  ['other', (one) => one.other],
];
say(`\n${'part'.padEnd(10)}${heads.map(([head]) => head.padStart(14)).join('')}`);
for (const one of rows)
  say(`${one.part.padEnd(10)}${heads.map(([, value]) => String(value(one)).padStart(14)).join('')}`);
process.exitCode = rows.every((one) => one.survived === one.tried) ? 0 : 1;
