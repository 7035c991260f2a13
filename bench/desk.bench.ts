/**
 * The desk of a year of data in a process of its own, as `start` serves it: each kind of page and a saved record alone, fifty people at
 * once, its memory a minute after a round. OPSLEDGER_BENCH_YEAR as for `demo`.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openAccounts } from '../src/accounts/accounts.ts';
import { openDeskDatabase } from '../src/accounts/database.ts';
import { openSessions } from '../src/accounts/sessions.ts';
import { machineNow } from '../src/pipeline/clock.ts';
import { inOwnProcess } from '../src/pipeline/run/own-process.ts';
import { serveApart } from '../src/serve/http-process.ts';
import { loadSettings } from '../src/workspace/settings/settings.ts';
import { atMost, type Figure, median, told } from './_figure.ts';
import { type Answered, type Person, personAt } from './_person.ts';
import { runCommand } from './_process.ts';
import { makeYear } from './_year.ts';

const PAGES = [
  ['今日', '/desk/', 'engineer'],
  ['人工检查', '/desk/checks', 'engineer'],
  ['故障登记表', '/desk/records/incident', 'engineer'],
  ['文档', '/desk/documents', 'manager'],
  ['待签收', '/desk/receive', 'purchaser'],
  ['故障', '/desk/incidents', 'engineer'],
] as const;
const MOST_PAGE_MS = 100;
const MOST_PAGE_KB = 60;
const MOST_SAVE_MS = 500;
const ROUNDS = 15;
const SAVES = 9;

/** Of the hour in which everybody is at it. */
const PEOPLE = 50;
const SECONDS = Number(process.env['OPSLEDGER_BENCH_SECONDS'] ?? 60);
const PAGE_EACH_S = 5;
const SAVE_EACH_S = 30;
const MOST_SAVE_P95_MS = 1500;

/** Percent of one processor for all of them: above it whoever comes waits for others, however fast each answer is. */
const MOST_SHARE = 60;

const AFTER_ROUND_MS = 60_000;
const MOST_MB = 250;

export default {
  id: 'desk',
  async run(): Promise<Figure[]> {
    const folder = await mkdtemp(join(tmpdir(), 'opsledger-bench-'));
    try {
      const year = join(folder, 'year');
      await makeYear(year);
      // `start` serves after a round, which leaves what it read of the archive; of a copied year none of that holds.
      await runCommand(['status', '--workspace', year]);
      const sessions = await signedIn(year);
      const before = new Set(await childrenOf(process.pid));
      const server = await serveApart(year, { port: 0 }, (text) => process.stderr.write(`${text}\n`));
      const [pid = 0] = (await childrenOf(process.pid)).filter((one) => !before.has(one));
      const people = sessions.map(({ role, session, address }) => ({
        role,
        person: personAt(server.url, session, address),
      }));
      try {
        const served = { people, pid };
        return [...(await alone(served)), ...(await together(served)), ...(await afterRound(served, year))];
      } finally {
        for (const { person } of people) person.leave();
        await server.close();
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

interface Served {
  people: { role: string; person: Person }[];
  pid: number;
}

const ROLES = ['engineer', 'engineer', 'duty', 'manager', 'purchaser'];

/** Accounts and sessions made where they lie: nobody types fifty passwords. */
async function signedIn(root: string): Promise<{ role: string; session: string; address: string }[]> {
  const { desk } = await loadSettings(root);
  const database = openDeskDatabase(root);
  try {
    const [accounts, sessions] = [openAccounts(database, desk), openSessions(database, desk.sessions)];
    const now = machineNow();
    const made: { role: string; session: string; address: string }[] = [];
    for (let n = 0; n < PEOPLE; n += 1) {
      const role = ROLES[n % ROLES.length] ?? 'engineer';
      const account = `bench-${n}`;
      await accounts.add({ name: account, person: `测试 ${n}`, role, now });
      const password = `Quiet-Harbour-Lamp-${n}`;
      const wrong = await accounts.setPassword(account, password, now);
      if (wrong.length > 0) throw new Error(wrong.join());
      const address = `127.0.1.${n + 1}`;
      made.push({ role, address, session: sessions.begin({ account, address, now, before: null }) });
    }
    return made;
  } finally {
    database.close();
  }
}

async function alone(served: Served): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [name, path, role] of PAGES) {
    const person = personOf(served, role);
    const first = await page(person, path);
    const times: number[] = [];
    const used = await processorMs(served.pid);
    for (let n = 0; n < ROUNDS; n += 1) times.push((await page(person, path)).ms);
    figures.push(
      atMost(`${name}, warm`, median(times), 'ms', MOST_PAGE_MS),
      told(`${name}, processor time`, ((await processorMs(served.pid)) - used) / ROUNDS, 'ms'),
      told(`${name}, first time`, first.ms, 'ms'),
      atMost(`${name}, weight`, Buffer.byteLength(first.text) / 1024, 'KB', MOST_PAGE_KB),
    );
  }
  const saves: number[] = [];
  const after: number[] = [];
  const person = personOf(served, 'engineer');
  const used = await processorMs(served.pid);
  for (let n = 0; n < SAVES; n += 1) {
    saves.push((await save(person, `登记台测速第 ${n + 1} 条`)).saved.ms);
    after.push((await page(person, '/desk/')).ms);
  }
  figures.push(
    atMost('a saved note', median(saves), 'ms', MOST_SAVE_MS),
    told('今日 at once after it', median(after), 'ms'),
    told(
      'form, saved note and 今日 after it, processor time with git',
      ((await processorMs(served.pid)) - used) / SAVES,
      'ms',
    ),
    told('memory of the process that answers, before the fifty', await megabytes(served.pid), 'MB'),
  );
  return figures;
}

async function together({ people, pid }: Served): Promise<Figure[]> {
  const pages: number[] = [];
  const saves: number[] = [];
  let failed = 0;
  const [began, used] = [performance.now(), await processorMs(pid)];
  const until = began + SECONDS * 1000;
  const guarded = async (work: () => Promise<void>): Promise<void> =>
    work().catch((error: unknown) => {
      failed += 1;
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    });
  const keep = async (everyMs: number, first: number, work: (n: number) => Promise<void>): Promise<void> => {
    let next = performance.now() + first * everyMs;
    for (let n = 0; next < until; n += 1, next += everyMs) {
      await sleep(Math.max(0, next - performance.now()));
      await guarded(() => work(n));
    }
  };
  const own = (role: string): string[] =>
    PAGES.filter(([, , of]) => of === role || (of === 'engineer' && role !== 'purchaser')).map(([, path]) => path);
  await Promise.all(
    people.flatMap(({ role, person }, i) => {
      const paths = own(role);
      const begin = (i + 0.5) / people.length;
      const reads = keep(PAGE_EACH_S * 1000, begin, async (n) => {
        pages.push((await page(person, paths[(n + i) % paths.length] ?? '/desk/')).ms);
      });
      if (role === 'purchaser') return [reads];
      const writes = keep(SAVE_EACH_S * 1000, begin, async (n) => {
        const { form, saved } = await save(person, `登记台测速：第 ${i + 1} 人第 ${n + 1} 条`);
        pages.push(form.ms);
        saves.push(saved.ms);
      });
      return [reads, writes];
    }),
  );
  const of = `${PEOPLE} people`;
  const taken = ((await processorMs(pid)) - used) / (performance.now() - began);
  return [
    atMost(`${of}, share of one processor that they take, with git`, taken * 100, '%', MOST_SHARE),
    atMost(`${of}, ${pages.length} pages, 95 %`, share(pages, 0.95), 'ms', MOST_PAGE_MS),
    told(`${of}, pages, median`, median(pages), 'ms'),
    atMost(`${of}, ${saves.length} saved notes, 95 %`, share(saves, 0.95), 'ms', MOST_SAVE_P95_MS),
    told(`${of}, saved notes, median`, median(saves), 'ms'),
    atMost(`${of}, errors and lock time-outs`, failed, '', 0),
    told('memory of the process that answers, after the fifty', await megabytes(pid), 'MB'),
  ];
}

/** A round as `start` runs it, then a minute of the one who looks at 今日 now and then. */
async function afterRound(served: Served, dir: string): Promise<Figure[]> {
  await inOwnProcess({ work: 'round', dir, now: machineNow() }, () => undefined);
  const person = personOf(served, 'engineer');
  const first = await page(person, '/desk/');
  await sleep(AFTER_ROUND_MS);
  return [
    told('今日, first time after a round', first.ms, 'ms'),
    atMost('memory of the process that answers, a minute after a round', await megabytes(served.pid), 'MB', MOST_MB),
  ];
}

function personOf({ people }: Served, role: string): Person {
  const found = people.find((one) => one.role === role);
  if (found === undefined) throw new Error(`nobody is ${role}`);
  return found.person;
}

async function page(person: Person, path: string): Promise<Answered> {
  const answered = await person.page(path);
  if (answered.status !== 200) throw new Error(`${path} answered ${answered.status}: ${answered.text.slice(0, 300)}`);
  return answered;
}

async function save(person: Person, text: string): Promise<{ form: Answered; saved: Answered }> {
  const both = await person.note(text);
  const { status, to, text: body } = both.saved;
  if (status === 303 && /\/desk\/records\/note\/JS-/.test(to)) return both;
  const faults = [...body.matchAll(/role="alert">([^<]*)</g)].map(([, one]) => one);
  throw new Error(
    `a note was answered ${status} ${to}: ${faults.join()} ${faults.length === 0 ? body.slice(-600) : ''}`,
  );
}

/** Below which this share of the values lies. */
function share(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0;
}

/** What a process holds of memory now. */
async function megabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s*(\d+)/m.exec(status)?.[1]) / 1024;
}

/** Milliseconds of a clock tick of /proc, a constant of Linux. */
const TICK_MS = 10;

/** Processor time of a process and of its children that have ended: what a busy machine changes least. */
async function processorMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, text) => sum + Number(text), 0) * TICK_MS;
}

async function childrenOf(parent: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
  return pids.map(Number).filter((_, i) => {
    const stat = stats[i] ?? '';
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent;
  });
}
