/** Every command that writes, as the terminal calls it but for the printing and, of documents, the drawing. */
import { chmod, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UserError } from '../../src/contract/error.ts';
import { checkBackups } from '../../src/pipeline/backup/check-backups.ts';
import { restoreTest } from '../../src/pipeline/backup/restore/test-run.ts';
import { collect } from '../../src/pipeline/collect/collect.ts';
import { collectFile } from '../../src/pipeline/collect/host-report.ts';
import { mend } from '../../src/pipeline/doctor/mend.ts';
import { erase } from '../../src/pipeline/erase/erase.ts';
import { ensureWorkspace, initialise } from '../../src/pipeline/init.ts';
import { issue } from '../../src/pipeline/issue/issue.ts';
import { acceptClock } from '../../src/pipeline/log/accept-clock.ts';
import { signLog } from '../../src/pipeline/log/sign.ts';
import { pack } from '../../src/pipeline/pack/pack.ts';
import { enterProbes } from '../../src/pipeline/probe/probe-round.ts';
import { appendSample, type Sample } from '../../src/pipeline/probe/spool.ts';
import { writeIndex } from '../../src/pipeline/publish/build.ts';
import { putInPlace } from '../../src/pipeline/publish/place.ts';
import { addRecordText } from '../../src/pipeline/record/add.ts';
import { pendingAlerts } from '../../src/pipeline/record/alert-decision.ts';
import { incidentOfAlert } from '../../src/pipeline/record/alert-incident.ts';
import { attach } from '../../src/pipeline/record/attach.ts';
import { withdraw } from '../../src/pipeline/record/withdraw.ts';
import { rebuildState } from '../../src/pipeline/run/rebuild.ts';
import { tick } from '../../src/pipeline/run/tick.ts';
import { importScans } from '../../src/pipeline/scan/import.ts';
import { openSession, type Session } from '../../src/pipeline/session.ts';
import { confirm } from '../../src/pipeline/signoff/confirm.ts';
import { recordDelivery } from '../../src/pipeline/signoff/deliver.ts';
import { voidDocument } from '../../src/pipeline/signoff/void.ts';
import { waive } from '../../src/pipeline/signoff/waive.ts';
import { toFiles } from '../../src/search/index/shards.ts';
import { buildIndex } from '../../src/search/search.ts';
import alertKind from '../../src/subjects/incidents/kinds/alert-proposal.ts';
import { environmentError } from '../../src/workspace/disk/faults.ts';
import { keepTrusted } from '../../src/workspace/store/kept-clock.ts';
import { DAY, noteDraft, plainRenderer } from '../pipeline/_workspace.ts';
import { at, ISSUED, KEPT, NOW } from './_base.ts';

export interface FaultCommand {
  /** @param root of the workspace; what else it needs lies beside it @returns paths that it says are saved now */
  run(session: Session, root: string): Promise<string[]>;
  /** Done to a copy of the base before faults begin. */
  prepare?(root: string): Promise<void>;
  /** true: given again after all was done, it changes nothing. */
  idempotent?: boolean;
  /** Opened for one long run. */
  bulk?: boolean;
  /** It makes no commit: what it changes, if anything, lies outside of the versions. */
  outside?: true;
  /** What `verify` may say after a fault, because it is so until somebody ends it. */
  tolerates?: RegExp;
  /** What it changes outside of the versions, as one text; `none` where there is nothing. */
  beside?(root: string): Promise<string>;
  /** Given where there is no workspace yet. */
  makes?: (root: string) => Promise<void>;
}

const person = '驻点运维工程师';
const scan = (root: string) => join(dirname(root), 'scan.txt');
const fixture = join(import.meta.dirname, '..', 'fixtures', 'scans', 'nmap-two-hosts.xml');

const NOTE = 'date: 2026-11-24\ntopic: operation\ntext: 更换打印机墨盒\n';
const folderOf = (one: { obligation: string; period: string; revision: number }) =>
  `archive/2026/${one.obligation}/${one.period}/r${one.revision}/manifest.json`;

const signal = new AbortController().signal;
const SITE = '.opsledger/cache/site';

/** Paths and contents of a folder. */
async function contents(folder: string): Promise<string> {
  const names = (await readdir(folder, { recursive: true }).catch(() => [])).sort();
  const files = names.filter((name) => /\.\w+$/.test(name));
  const texts = await Promise.all(files.map(async (name) => `${name} ${(await readFile(join(folder, name))).length}`));
  return texts.join('\n') || 'none';
}

const SAMPLE: Sample = {
  slot: 600,
  interval: 60,
  series: [{ target: 'app-server-1', probe: 'tcp', address: 'h:80', state: 'up', latency: 2 }],
};

/** An act on a document of the first day. */
const hand = (action: 'receive' | 'return' | 'deliver') => async (session: Session, root: string) =>
  (
    await recordDelivery(session, {
      action,
      documents: [action === 'deliver' ? KEPT : ISSUED],
      person: action === 'deliver' ? person : '采购人经办人',
      now: NOW,
      ...(action === 'deliver' ? {} : { scans: [scan(root)] }),
      ...(action === 'return' ? { reason: '缺页' } : {}),
    })
  ).recorded.map((one) => one.record);

/** Keys that are of the same time as the workspace that they sign; no temp file of theirs is the workspace's. */
export const DATA = join('.opsledger', 'data');

/** From here on this process holds the keys of that workspace, and those of none that it looked at before. */
export function useKeysOf(root: string): void {
  process.env['XDG_DATA_HOME'] = join(root, DATA);
}

/** The keys that lie in a copy are its own: it is the one that signs. */
export async function signHere(root: string): Promise<void> {
  const keys = join(root, DATA, 'opsledger', 'keys');
  for (const name of await readdir(keys).catch(() => [])) {
    const home = join(keys, name, 'workspace');
    const text = await readFile(home, 'utf8').catch(() => undefined);
    if (text !== undefined) await writeFile(home, JSON.stringify({ ...JSON.parse(text), root }));
  }
}

/** The base with a log, signed once: what it holds is the same each time. */
let signedOnce: Promise<string> | undefined;

async function signedBase(root: string): Promise<string> {
  useKeysOf(root);
  const session = await openSession(root);
  await signLog(session, at('17:20')).finally(() => session.close());
  const folder = `${dirname(root)}-signed`;
  await cp(root, folder, { recursive: true, preserveTimestamps: true });
  return folder;
}

/** In its place the base that was signed. */
async function signedLane(root: string): Promise<void> {
  signedOnce ??= signedBase(root);
  const from = await signedOnce;
  await rm(root, { recursive: true });
  await cp(from, root, { recursive: true, preserveTimestamps: true });
  await signHere(root);
}

export const commands: Readonly<Record<string, FaultCommand>> = {
  record: {
    run: async (session) => [(await addRecordText(session, NOTE, { kind: 'note', now: NOW })).path],
  },
  correct: {
    async run(session, root) {
      const path = 'records/note/2026/11/JS-20261124-001.yaml';
      const text = (await readFile(join(root, path), 'utf8')).replace('清理临时文件', '清理临时文件与旧日志');
      return [(await addRecordText(session, text, { kind: 'note', now: NOW, by: person, reason: '补全' })).path];
    },
  },
  withdraw: {
    run: async (session) => [
      (await withdraw(session, { record: 'JS-20261124-002', reason: '重复', by: person, now: NOW })).path,
    ],
  },
  attach: {
    idempotent: true,
    run: async (session, root) => [
      (await attach(session, { record: 'JS-20261124-001', files: [scan(root)], now: NOW })).path,
    ],
  },
  collect: { run: async (session) => [(await collect(session, { trigger: 'command' })).record] },
  scan: {
    idempotent: true,
    async run(session) {
      const done = await importScans(session, { files: [{ path: fixture, shown: 'x' }], said: {}, now: NOW });
      // The terminal tells it of each file, and ends with the same code.
      if (done.exitCode !== 0) throw new UserError(done.files.map(({ refused }) => refused).join('\n'));
      return done.files.flatMap(({ path }) => path ?? []);
    },
  },
  confirm: {
    async run(session) {
      const { issue: done } = await confirm(session, { obligation: 'inspection-log', period: DAY, person, now: NOW });
      return done.issued.map(folderOf);
    },
  },
  issue: {
    idempotent: true,
    async run(session) {
      return (await issue(session, { now: NOW })).issued.map(folderOf);
    },
  },
  deliver: { idempotent: true, run: hand('deliver') },
  receive: { idempotent: true, run: hand('receive') },
  return: { idempotent: true, run: hand('return') },
  void: {
    run: async (session) => [
      (await voidDocument(session, { document: ISSUED, reason: '误签发', person, now: NOW })).record,
    ],
  },
  waive: {
    idempotent: true,
    async run(session, root) {
      const request = { obligation: 'inspection-log', periods: [DAY], reason: '停电', person: '采购人经办人' };
      const done = await waive(session, { ...request, side: 'purchaser', scans: [scan(root)], now: NOW });
      return done.recorded.map(({ record }) => record);
    },
  },
  alert: {
    idempotent: true,
    async run(session) {
      const deciding = { entered: { name: person, channel: 'terminal' as const }, now: NOW, shown: '终端输入' };
      const [pending] = await pendingAlerts(session);
      const alert = pending?.id ?? (await session.workspace.records.list('alert-proposal')).records[0]?.id ?? '';
      const { id } = await incidentOfAlert(session, alert, { level: 'P3' }, deciding);
      return [(await session.workspace.records.onFile(id))?.path ?? id];
    },
    async prepare(root) {
      const session = await openSession(root);
      const { id: _id, decidedBy: _by, decidedAt: _at, handling: _handling, ...example } = alertKind.example;
      const times = {
        at: at('08:00'),
        firedAt: at('08:00'),
        enteredAt: at('08:20'),
        resolvedAt: at('08:20'),
      };
      const draft = { ...example, ...times, decision: 'pending' as const };
      await session.workspace.change('告警', (change) => change.addRecord('alert-proposal', draft), { at: NOW });
      await session.close();
    },
  },
  tick: {
    idempotent: true,
    prepare: (root) => writeFile(join(root, 'plans', 'added.md'), '# 手工放入\n'),
    run: async (session) => (await tick(session, { now: NOW })).issued.issued.map(folderOf),
  },
  probe: {
    idempotent: true,
    prepare: (root) => appendSample(root, '2026-11-23', SAMPLE),
    async run({ workspace }) {
      await appendSample(workspace.root, DAY, SAMPLE);
      return (await enterProbes(workspace, NOW)).added;
    },
  },
  init: {
    makes: async (root) => {
      await initialise(root, { now: NOW });
    },
    prepare: (root) => rm(root, { recursive: true }),
    run: () => Promise.resolve([]),
  },
  'init here': {
    makes: async (root) => {
      await initialise(root, { now: NOW, from: '2026-12-01' });
    },
    // As the root of a disk of its own: the folder is there, and holds what every such disk does.
    async prepare(root) {
      await rm(root, { recursive: true });
      await mkdir(join(root, 'lost+found'), { recursive: true });
    },
    run: () => Promise.resolve([]),
  },
  'backup check': {
    idempotent: true,
    run: async (session) => (await checkBackups(session, { signal })).records,
  },
  // The copy is made, the program that prepares it fails: a finding, which is recorded. A server on thousands of copies is not to be had.
  'restore test': {
    async run(session) {
      const request = { backup: 'full-1', withoutPermit: '演练', operator: person, signal };
      return [(await restoreTest(session, request)).record];
    },
  },
  'collect from': {
    idempotent: true,
    async run(session, root) {
      const file = join(dirname(root), 'report.txt');
      return [(await collectFile(session, { file, shown: 'report.txt', target: 'app-server-3' })).record];
    },
  },
  start: {
    idempotent: true,
    async run(session) {
      await ensureWorkspace(session.workspace.root, NOW);
      await rebuildState(session, NOW);
      return (await tick(session, { now: NOW, anyHour: true })).issued.issued.map(folderOf);
    },
  },
  doctor: {
    ...{ outside: true, idempotent: true },
    async prepare(root) {
      await rm(join(root, 'inbox'), { recursive: true, force: true });
      await chmod(join(root, 'opsledger.yaml'), 0o666);
    },
    async run(_session, root) {
      await mend(root, { fix: true, uid: process.getuid?.() });
      return [];
    },
  },
  // By a clock that stands before what was trusted last.
  'clock accept': {
    prepare: (root) => keepTrusted(root, { at: at('17:30', '2026-11-25'), boot: '', seconds: 0 }),
    async run(session) {
      const clock = { now: () => NOW, uptime: () => ({ boot: '', seconds: 0 }), heard: () => [] };
      await acceptClock(session, { by: person, reason: '曾调快，已校正' }, clock);
      return ['state/clock.json'];
    },
  },
  // Twice, so that partial tiles of before are taken away.
  'log-sign': {
    async run(session) {
      await signLog(session, at('17:20'));
      const saved = await session.workspace.change(
        '登记',
        (c) => c.addRecord('note', noteDraft(at('17:21'), '签名之间')),
        {
          at: at('17:21'),
        },
      );
      await signLog(session, at('17:22'));
      return [saved.path, 'archive/log/checkpoint'];
    },
  },
  // Its entry in the log is what it leaves in the workspace.
  pack: {
    prepare: signedLane,
    async run(session, root) {
      const file = `${root}.zip`;
      await rm(file, { force: true });
      const { missing } = await pack(session, { from: '2026-11-01', to: '2026-11-30', file, now: at('17:22') });
      // Where nothing can be written it is made without its entry, and says so: as a command that was refused.
      const [lacking] = missing;
      if (lacking !== undefined) throw new UserError(`${lacking.what}：${lacking.why}`);
      return ['archive/log/checkpoint'];
    },
  },
  erase: {
    tolerates: /^安全性 records\/erasure\/.*清除 QC-\S+ 已决定而没有完成/,
    prepare: signedLane,
    async run(session) {
      const request = {
        reason: '误录',
        by: person,
        approvedBy: '采购人',
        documents: 'keep',
        now: at('17:22'),
      } as const;
      const { record } = await erase(session, { ...request, targets: ['JS-20261124-001'] });
      return [`records/erasure/2026/11/${record}.yaml`];
    },
  },
  // All of building the site but the drawing of pages: the index of the search, the files, the swap.
  site: {
    ...{ outside: true, idempotent: true },
    async prepare(root) {
      await mkdir(join(root, SITE), { recursive: true });
      await writeFile(join(root, SITE, 'old.html'), '旧');
    },
    async run({ workspace: { root } }) {
      await putInPlace(join(root, SITE), async (fresh) => {
        await mkdir(join(fresh, 'page'), { recursive: true });
        for (const name of ['index.html', 'page/index.html']) await writeFile(join(fresh, name), '新站点');
        await writeIndex(fresh, toFiles(buildIndex([])));
      }).catch((error: unknown) => {
        throw environmentError(error, 'site');
      });
      return [];
    },
    beside: (root) => contents(join(root, SITE)),
  },
  'long run': {
    bulk: true,
    async run({ workspace }) {
      const saved: string[] = [];
      for (const text of ['甲', '乙', '丙'])
        saved.push(
          (
            await workspace.change(text, (change) => change.addRecord('note', noteDraft(at('12:00'), text)), {
              at: NOW,
            })
          ).path,
        );
      await workspace.settled();
      return saved;
    },
  },
};

/** Opens the workspace and gives the command, as `withSession` of the terminal does. */
export async function give(name: string, root: string): Promise<{ saved: string[]; failed: number }> {
  const command = commands[name];
  if (command === undefined) throw new Error(`no command ${name}`);
  useKeysOf(root);
  if (command.makes !== undefined) {
    await command.makes(root);
    return { saved: [], failed: 0 };
  }
  const renderer = plainRenderer();
  const session = await openSession(root, {
    renderer: () => Promise.resolve(renderer),
    ...(command.bulk === true ? { bulk: true } : {}),
  });
  const { tellingOutcome } = await import('../../src/pipeline/outcome.ts');
  try {
    return { saved: await tellingOutcome(session, () => command.run(session, root)), failed: 0 };
  } finally {
    await session.close();
  }
}
