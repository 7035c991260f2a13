/** `demo`: a simulated year of service through the real pipeline, every record and document marked 演示数据. */
import { readFile } from 'node:fs/promises';
import { Session as Inspector } from 'node:inspector/promises';
import { join } from 'node:path';
import { folderProblem } from '../archive/document-check.ts';
import { UserError } from '../contract/error.ts';
import { initialise } from '../pipeline/init.ts';
import { signRound } from '../pipeline/log/round.ts';
import { tellingOutcome } from '../pipeline/outcome.ts';
import { type PublishResult, publish } from '../pipeline/publish/publish.ts';
import { openRenderThread, openSession, type Session, type SessionOptions } from '../pipeline/session.ts';
import { kindIds, loadKind } from '../pipeline/units.ts';
import type { Renderer } from '../render/renderer.ts';
import { isWorkspace } from '../workspace/is-workspace.ts';
import { DEMO_STATE } from '../workspace/store/demo-mark.ts';
import type { Prefixes } from './kit/book.ts';
import { t } from './kit/times.ts';
import { type DemoState, type RunResult, runStory } from './run.ts';
import { filledStarter } from './setup.ts';
import { demoYear, SERVICE_FROM, TODAY } from './year.ts';

export interface DemoRequest {
  /** Absolute path of the workspace: new, empty, or one that `demo` made. */
  dir: string;
  /** ISO; the story is written up to here. Default: its end. */
  until?: string;
  /** false: no site. */
  site?: boolean;
  /** Draws the documents; the browser without it. */
  renderer?: () => Promise<Renderer>;
  progress?(done: number, total: number, what: string): void;
}

export interface DemoResult extends RunResult {
  made: boolean;
  /** The story's present, ISO: `--at` for commands that look at the workspace. */
  today: string;
  servicePeriod: { from: string; to: string };
  site: PublishResult | null;
}

/**
 * Writes the year, or goes on where an earlier run stopped; a finished one is only published again.
 * @throws UserError when the folder holds something else than a demo
 */
export async function demo(request: DemoRequest): Promise<DemoResult> {
  const made = !(await isWorkspace(request.dir));
  if (made) await initialise(request.dir, { now: t(SERVICE_FROM, '08:00'), from: SERVICE_FROM });
  const options: SessionOptions = { bulk: true, renderer: request.renderer ?? openRenderThread };
  const state = await withSession(request.dir, options, (session) => prepare(session, made));
  const until = request.until ?? TODAY;
  const run =
    state?.finished === true
      ? { records: 0, issued: 0, failed: [] }
      : await withSession(request.dir, options, (session) => write(session, request, until, state));
  // Another session: what the year took of the memory is the site builder's now.
  await returnMemory();
  return withSession(request.dir, {}, async (session) => {
    const { git, contract } = session.workspace;
    // As the scheduler does at the end of a round; of a demo that was copied another machine is the signer.
    if (request.site !== false) await signRound(session, until);
    // Many commits left many small packs; packing them takes git as long as the site takes its builder.
    const packed = run.records > 0 ? git.pack() : Promise.resolve();
    const [site] = await Promise.all([request.site === false ? null : publish(session, until), packed]);
    return { ...run, made, today: until, servicePeriod: contract.contract.servicePeriod, site };
  });
}

/** Left alone, the engine keeps what a long run took until it needs it itself. */
async function returnMemory(): Promise<void> {
  const inspector = new Inspector();
  inspector.connect();
  await inspector.post('HeapProfiler.collectGarbage');
  inspector.disconnect();
}

async function write(
  session: Session,
  { progress }: DemoRequest,
  until: string,
  state: DemoState | null,
): Promise<RunResult> {
  const { contract } = session.workspace;
  const year = demoYear({ contract, workdays: session.workdays, prefixes: await prefixesOfKinds() });
  return runStory(session, { year, until, state, ...(progress === undefined ? {} : { progress }) });
}

async function withSession<T>(
  dir: string,
  options: SessionOptions,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const session = await openSession(dir, options);
  try {
    return await tellingOutcome(session, () => work(session));
  } finally {
    await session.close();
  }
}

/** Fills in the starter of a new workspace. @returns how far an earlier run came @throws UserError when it is no demo */
async function prepare({ workspace }: Session, made: boolean): Promise<DemoState | null> {
  const at = t(SERVICE_FROM, '08:05');
  const head = (await workspace.state.read(DEMO_STATE)) as DemoState | 'prepared' | undefined;
  if (head === undefined && !made && (await workspace.records.kinds()).length > 0) {
    throw new UserError('此工作区不是演示工作区', {
      file: workspace.root,
      expected: '新的文件夹，或此前由 opsledger demo 建立的工作区',
      hint: '用 --workspace 另指定一个文件夹',
    });
  }
  // A run that was killed may have left a change half done, and git's index behind the commits.
  await workspace.recover({
    at: typeof head === 'object' ? head.writtenTo : at,
    archiveProblem: (folder, files) => folderProblem(workspace.root, folder, files),
  });
  if (head !== undefined) return head === 'prepared' ? null : head;
  const files = await filledStarter((path) => readFile(join(workspace.root, path), 'utf8'));
  await workspace.change(
    '填写演示合同、资产与编写文档',
    async (change) => {
      for (const [path, text] of files) await change.writeFile(path, text);
      await change.writeState(DEMO_STATE, 'prepared');
    },
    { at },
  );
  await workspace.settled();
  return null;
}

async function prefixesOfKinds(): Promise<Prefixes> {
  const kinds = await Promise.all((await kindIds()).map(loadKind));
  return Object.fromEntries(kinds.map((kind) => [kind.id, kind.prefix]));
}
