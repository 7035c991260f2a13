/** One issued workspace, its copies, and the ways in which somebody changes them. */
import { execFileSync } from 'node:child_process';
import { appendFile, cp, mkdir, readdir, readFile, unlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Collector } from '../../../src/collectors/_collector.ts';
import { runSource } from '../../../src/pipeline/collect/run-source.ts';
import { saveInspection } from '../../../src/pipeline/collect/save.ts';
import { issue } from '../../../src/pipeline/issue/issue.ts';
import type { KnownPlace } from '../../../src/pipeline/verify/known.ts';
import { type VerifyRequest, type VerifyResult, verify } from '../../../src/pipeline/verify/verify.ts';
import { DAY, makeWorkspace, newFolder, note, noteDraft, open } from '../_workspace.ts';

export const at = (time: string) => `${DAY}T${time}+08:00`;
export const FOLDER = `archive/2026/inspection-log/${DAY}/r1`;
export const PDF = `${FOLDER}/HQSF-XJ-20261124-r1.pdf`;
export const MANIFEST = `${FOLDER}/manifest.json`;
export const RECORD = 'records/inspection/2026/11/XJ-20261124-001.json';
export const NOTE = 'records/note/2026/11/JS-20261124-001.yaml';
const PICTURE = new TextEncoder().encode(`图片 ${'机柜 '.repeat(900)}`);

let master: string;
let known: KnownPlace;
export let root: string;
/** Bundle of the inspection, and the picture of the note, as files of the evidence store. */
export let bundle: string;
export let picture: string;

/** One source with two values, through the way of every source. */
const collector: Collector<unknown> = {
  id: 'local',
  label: '本机',
  options: { safeParse: (data: unknown) => ({ success: true, data }) } as Collector<unknown>['options'],
  collect: () =>
    Promise.resolve({
      readings: [
        { target: 'ops-host', metric: 'disk.used', instance: '/', value: 63.2, unit: '%', at: at('09:00:01') },
        { target: 'ops-host', metric: 'clock.synced', value: true, at: at('09:00:01') },
      ],
      raw: [{ name: 'statfs', body: 'x'.repeat(2000) }],
    }),
};

/** The workspace that all copies are made of: one collected inspection, a note with a picture, what was due issued. */
export async function prepare(): Promise<void> {
  master = await makeWorkspace();
  const session = await open(master);
  const result = await runSource(
    { name: 'local', type: 'local', target: 'ops-host', deadlineSeconds: 5, options: {} },
    {
      ...{ load: () => Promise.resolve(collector), clock: () => at('09:00:01'), previous: [], env: {}, root: master },
      unreadable: null,
    },
  );
  const request = { trigger: 'schedule' as const, startedAt: at('09:00:00'), finishedAt: at('09:00:05') };
  await saveInspection(session, { ...request, results: [result], wentOnFrom: [], remembering: new Set() });
  await session.workspace.change('登记', (change) => change.putEvidence(PICTURE), { at: at('10:00:00') });
  const sha256 = (await readdir(join(master, 'evidence'), { recursive: true }))
    .map((path) => path.split('/').at(-1)?.replace('.gz', '') ?? '')
    .filter((name) => name.length === 64);
  const contents = await Promise.all(sha256.map((one) => session.workspace.evidence.getEvidence(one)));
  const shown = sha256[contents.findIndex((one) => Buffer.compare(one, PICTURE) === 0)] ?? '';
  const attachment = {
    name: '机柜.txt',
    type: 'text/plain',
    size: PICTURE.length,
    subject: '机柜',
    takenAt: at('09:59:00'),
  };
  await note(session, noteDraft(at('10:00:00'), '清理临时文件', { attachments: [{ ...attachment, sha256: shown }] }));
  await issue(session, { now: at('17:00:00') });
  const states = ['counter', 'cursor'];
  await session.workspace.change(
    '计数',
    async (change) => {
      for (const name of states) await change.writeState(name, { n: 1 });
    },
    { at: at('17:10:00') },
  );
  const paths = (await session.workspace.git.listTree('HEAD', 'evidence')).map(({ path }) => path);
  picture = paths.find((path) => path.includes(shown)) ?? '';
  bundle = paths.find((path) => !path.includes(shown)) ?? '';
  await session.close();
  known = { folder: await newFolder(), worth: 0 };
  root = master;
  await found();
}
export const file = (path: string) => join(root, path);
export const append = (path: string) => async () => appendFile(file(path), ' ');
export const put =
  (path: string, text = 'x\n') =>
  async () => {
    await mkdir(dirname(file(path)), { recursive: true });
    await writeFile(file(path), text);
  };
export const remove = (path: string) => async () => unlink(file(path));
export const edit = async (path: string, change: (text: string) => string) =>
  writeFile(file(path), change(await readFile(file(path), 'utf8')));

/** git as somebody drives it who is not the program, or who pretends to be. */
export function git(args: string[], options: { name?: string; made?: string } = {}): string {
  const { name = 't', made } = options;
  const email = name === 'OpsLedger' ? 'opsledger@localhost' : `${name}@localhost`;
  const env = { ...process.env, ...(made === undefined ? {} : { GIT_COMMITTER_DATE: made, GIT_AUTHOR_DATE: made }) };
  return execFileSync('git', ['-C', root, '-c', `user.name=${name}`, '-c', `user.email=${email}`, ...args], {
    encoding: 'utf8',
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}
export const committed = (work: () => Promise<void>, options?: { name?: string; made?: string }) => async () => {
  await work();
  git(['add', '-A', '--force']);
  git(['rm', '-r', '-q', '--cached', '--ignore-unmatch', '.opsledger']);
  git(['commit', '-q', '-m', '调整'], options);
};

/** The same file again for whoever looks at size and time only. */
export const unnoticed = (path: string) => async () => {
  const then = new Date('2026-11-24T01:00:00Z');
  const bytes = await readFile(file(path));
  bytes[20] = (bytes[20] ?? 0) ^ 1;
  await writeFile(file(path), bytes);
  await utimes(file(path), then, then);
  git(['update-index', '--assume-unchanged', path]);
};

/** With what was found of the workspace while nobody had changed it: that hides nothing of what somebody changed then. */
export const found = async (request: VerifyRequest = {}): Promise<VerifyResult> => {
  const session = await open(root);
  return verify(session, { known, ...request }).finally(() => session.close());
};

export const fresh = async (): Promise<void> => {
  root = join(await newFolder(), 'w');
  await cp(master, root, { recursive: true });
};
