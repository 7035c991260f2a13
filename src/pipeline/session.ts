/** An opened workspace with what every command of it needs; closed when the command is done. */
import { join } from 'node:path';
import { folderProblem } from '../archive/document-check.ts';
import type { WorkdayCalendar } from '../contract/calendar/working-days.ts';
import { loadWorkingDays } from '../contract/calendar/working-days-data.ts';
import { UserError } from '../contract/error.ts';
import { nearest } from '../contract/nearest.ts';
import { recordGuard } from '../guard/entry.ts';
import { handEditGuard } from '../guard/hand-edits.ts';
import type { Renderer } from '../render/renderer.ts';
import type { RecordGuard } from '../workspace/change/change.ts';
import { SETTINGS_FILE } from '../workspace/disk/areas.ts';
import { openFileMemo } from '../workspace/disk/file-memo.ts';
import type { SourceSettings } from '../workspace/settings/settings.ts';
import { FIRST_STARTER } from '../workspace/starter.ts';
import { openRecords } from '../workspace/store/record-store.ts';
import { openWorkspace, type Workspace } from '../workspace/workspace.ts';
import { cacheRoot } from './cache-root.mjs';
import { type EventCache, openEventCache } from './compose/event-cache.ts';
import type { DeliverableFacts } from './deliverable-facts.ts';
import { eventReceivedAt } from './event-received.ts';
import { keptUnits, unitsOf } from './kept-units.ts';
import { toolRoot } from './program.ts';
import { refuseBegunLongAgo, refuseEarlierClock, writtenNow } from './sound-clock.ts';
import { collectorIds, loadKind } from './units.ts';

export interface Session {
  workspace: Workspace;
  workdays: WorkdayCalendar;
  /** By the obligation's id. */
  deliverables: ReadonlyMap<string, DeliverableFacts>;
  /** What earlier commands judged; present when the session was opened with `tells`. */
  events?: EventCache;
  /** The browser starts when this is first asked for, in the background. */
  renderer(): Promise<Renderer>;
  /**
   * The workspace as it is on the disk now, for work that follows something long: what was edited meanwhile counts. Both
   * draw with one renderer, which `close` of either ends.
   */
  reopened(): Promise<Session>;
  /** Ends the browser; should the session be used again, another starts. */
  close(): Promise<void>;
}

export interface SessionOptions {
  /** Draws the documents; the real one, with the browser, without it. */
  renderer?: () => Promise<Renderer>;
  /** See `OpenOptions`. */
  bulk?: boolean;
  /** See `OpenOptions`. */
  serves?: boolean;
  /** See `OpenOptions`; then `keptUnits` holds, too. */
  tells?: boolean;
  /** true: of the units it is known from earlier commands that they serve this contract; whoever composes loads those it needs. */
  keptUnits?: boolean;
  /** See `OpenOptions`. */
  settings?: boolean;
  /** See `OpenOptions`. */
  readOnly?: () => UserError;
  /** true: what cannot be used of contract and units keeps nobody from judging the rest (`OpenOptions.standIn`). */
  goesOn?: boolean;
}

/** What a record must not hold, and when it must not say that it was written. */
const entryGuard = (dir: string): RecordGuard => {
  const guard = recordGuard(dir);
  return async (kind, record, before, shown) => {
    refuseBegunLongAgo(record, before);
    await guard(kind, record, before, shown);
  };
};

/** @param dir folder of the workspace. @throws UserError when it is none, or its settings or contract cannot be used */
export async function openSession(dir: string, options: SessionOptions = {}): Promise<Session> {
  let renderer: Promise<Renderer> | undefined;
  const open = async (): Promise<Session> => {
    const { bulk = false, serves = false, tells = false, settings = true, goesOn = false } = options;
    const takesKept = options.keptUnits ?? tells;
    const workspace = await openWorkspace(dir, {
      kinds: loadKind,
      bulk,
      serves,
      tells,
      settings,
      ...(options.readOnly === undefined ? {} : { readOnly: options.readOnly }),
      ...(goesOn ? { standIn: join(toolRoot, 'data', 'starters', FIRST_STARTER) } : {}),
      guard: handEditGuard(dir, loadKind),
      recordGuard: entryGuard(dir),
      writtenAt: writtenNow,
      requireClock: refuseEarlierClock,
      receivedAt: eventReceivedAt,
      archiveProblem: (folder, files) => folderProblem(dir, folder, files),
    });
    await requireKnownTypes(workspace.settings.sources);
    const { contract } = workspace;
    const kept = takesKept ? await keptUnits(workspace.root, contract).catch(goesOn ? noKept : failed) : undefined;
    const events = tells ? openEventCache(workspace.root) : undefined;
    return {
      workspace,
      workdays: loadWorkingDays(contract.holidays),
      deliverables: kept?.deliverables ?? (await unitsOf(contract).catch(goesOn ? noUnits : failed)),
      ...(events === undefined ? {} : { events }),
      renderer() {
        renderer ??= (options.renderer ?? openBrowserRenderer)();
        return renderer;
      },
      reopened: open,
      async close() {
        const opened = renderer;
        renderer = undefined;
        await workspace.keepRead();
        await kept?.save();
        await events?.save();
        // One that could not be opened was told to whoever needed it.
        await (await opened?.catch(() => undefined))?.close();
      },
    };
  };
  return await open();
}

const failed = (error: unknown): never => {
  throw error;
};

/** What is kept of a contract that names what there is none of: nothing. */
function noKept(error: unknown): undefined {
  if (!(error instanceof UserError)) throw error;
}

/** Of a contract that names what there is none of: it is told as that where it is checked, and no document needs it to be judged. */
function noUnits(error: unknown): Session['deliverables'] {
  if (error instanceof UserError) return new Map();
  throw error;
}

/**
 * The session for work that reads the same files many times over: what was made of a file is kept while the file is the
 * same. Only to read with; nothing outlives the returned session.
 */
export function remembering(session: Session): Session {
  const { workspace } = session;
  if (workspace.memo !== undefined) return session;
  const memo = openFileMemo(workspace.root);
  return { ...session, workspace: { ...workspace, memo, records: openRecords(workspace.root, loadKind, memo) } };
}

/** @throws UserError when the type of a source is none: nothing of the settings can be relied on then */
export async function requireKnownTypes(sources: readonly SourceSettings[]): Promise<void> {
  const known = await collectorIds();
  const index = sources.findIndex(({ type }) => !known.includes(type));
  const wrong = sources[index];
  if (wrong === undefined) return;
  const close = nearest(wrong.type, known, (id) => id, 2);
  throw new UserError('没有这种数据源类型', {
    file: SETTINGS_FILE,
    at: `sources[${index}].type（${wrong.name} 的类型）`,
    found: wrong.type,
    expected: known.join('、'),
    ...(close.length === 0 ? {} : { hint: `您是不是要 ${close.join('、')}` }),
  });
}

const openBrowserRenderer = () =>
  import('../render/renderer.ts').then((m) => m.openRenderer({ cacheDir: rendererCache }));

/** For `SessionOptions` of one long run of many documents. */
export const openRenderThread = (): Promise<Renderer> =>
  import('../render/threaded.ts').then((m) => m.openThreadedRenderer({ cacheDir: rendererCache }));

/** The unpacked browser is the program's, not the workspace's: one copy serves them all. */
export const rendererCache = cacheRoot(toolRoot);

/** What a plan is made from. */
export const planSource = (session: Session) => ({
  root: session.workspace.root,
  contract: session.workspace.contract,
  records: session.workspace.records,
  workdays: session.workdays,
  deliverables: session.deliverables,
  events: session.events,
  memo: session.workspace.memo,
});

/** What documents are composed from. */
export const composeSource = (session: Session) => ({
  root: session.workspace.root,
  contract: session.workspace.contract,
  records: session.workspace.records,
  kinds: loadKind,
  workdays: session.workdays,
  memo: session.workspace.memo,
  simulated: session.workspace.simulated,
});
