/** The transparency log as a pack has it: its files, its keys, and what its entries say of things that are gone or never came. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keptAnswers } from '../../archive/log/cosigned.ts';
import { type LogEntry, type MissedEntry, parseEntry } from '../../archive/log/entry.ts';
import { filesOfLog, LOG_FOLDER, type LogFiles, readFrom, readLog } from '../../archive/log/log-folder.ts';
import { PROOFS } from '../../archive/log/proofs.ts';
import { toBase64 } from '../../proof/bytes.ts';
import { keyText } from '../../proof/note.ts';
import { shortHead } from '../../proof/printed-head.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { NO_LOG, type PackLog } from '../format.ts';
import { LOG } from '../make/pack-paths.ts';
import type { Box } from './box.ts';

export type GoneEntry = Extract<LogEntry, { type: 'ERASE' }>;

export interface LogPart {
  /** undefined: the workspace has none that can be read. */
  log: LogFiles | undefined;
  entries: readonly (LogEntry | undefined)[];
  shown: PackLog;
  /** What paper prints of its head; null: there is none. */
  head: string | null;
  /** What was erased, by path in the workspace. */
  gone: ReadonlyMap<string, GoneEntry>;
  missed: readonly MissedEntry[];
}

const NONE: PackLog = { origin: '', keys: [], size: 0, root: '', witnesses: [] };

export async function readLogPart({ root }: Workspace): Promise<LogPart> {
  const read = readFrom(root);
  const found = await readLog(read);
  if (found === undefined || 'fault' in found)
    return { log: undefined, entries: [], shown: NONE, head: null, gone: new Map(), missed: [] };
  const entries = found.entries.map(parseEntry);
  const { origin, size } = found.checkpoint;
  const answers = await keptAnswers(read, await filesOfLog(root));
  return {
    log: found,
    entries,
    shown: {
      origin,
      keys: entries.flatMap((one) => (one?.type === 'KEY-ROTATE' ? [one.key] : [])),
      size,
      root: toBase64(found.checkpoint.root),
      witnesses: answers.map(({ key }) => keyText(key)).sort(),
    },
    head: headBeforePacks(found, entries),
    gone: new Map(entries.flatMap((one) => (one?.type === 'ERASE' ? [[one.path, one]] : []))),
    missed: entries.filter((one) => one?.type === 'MISSED'),
  };
}

/** As paper prints it: of the log before the packs that were entered last, so that a pack that is made again says the same. */
function headBeforePacks({ checkpoint, tree }: LogFiles, entries: LogPart['entries']): string {
  let { size } = checkpoint;
  for (let end = size; entries[end - 1]?.type === 'HEAD' && entries[end - 2]?.type === 'PACK'; end -= 2) size = end - 2;
  return shortHead({ ...checkpoint, size, root: tree.root(size) });
}

/** Says that there is none. */
export const lacksLog = (box: Box): void =>
  box.lacks(
    NO_LOG,
    '工作区没有可读的存证日志：文档只能按清单核对，清单没有签名；还没有日志的，执行 opsledger log sign 后重新制作',
  );

/** Adds the files of the log but for the proofs, which lie beside their documents, and the salts of what is not in the pack. */
export async function putLog({ root }: Workspace, box: Box): Promise<void> {
  const own = (await filesOfLog(root)).filter((path) => !path.startsWith(PROOFS));
  for (const path of own.sort())
    await box.put(`${LOG}${path.slice(LOG_FOLDER.length + 1)}`, await readFile(join(root, path)));
}
