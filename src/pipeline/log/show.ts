/** The head of the log as people compare it. */

import { reignsOf } from '../../archive/log/chain.ts';
import { parseEntry } from '../../archive/log/entry.ts';
import { CHECKPOINT, readCheckpoint, readFrom, readLog } from '../../archive/log/log-folder.ts';
import { logState } from '../../archive/log/pending.ts';
import { UserError } from '../../contract/error.ts';
import { shortHead } from '../../proof/printed-head.ts';
import type { Session } from '../session.ts';

export interface ShownLog {
  origin: string;
  size: number;
  /** What paper prints (see `shortHead`). */
  short: string;
  /** The signed checkpoint, to the letter. */
  checkpoint: string;
  /** The key that signs from here on, as one word: whoever witnesses the log compares it. */
  key: string;
  /** 待签. */
  pending: number;
}

/** What a document of the next round prints; undefined where there is no log, or none that can be read. */
export async function shownHead(root: string): Promise<string | undefined> {
  const head = await readCheckpoint(readFrom(root));
  return head === undefined || 'fault' in head ? undefined : shortHead(head.checkpoint);
}

/** @throws UserError when the workspace has no log that can be read */
export async function showLog({ workspace }: Session): Promise<ShownLog> {
  const head = await readCheckpoint(readFrom(workspace.root));
  if (head === undefined)
    throw new UserError('还没有存证日志', { file: CHECKPOINT, hint: '执行 opsledger log sign，或由 start 建立' });
  if ('fault' in head)
    throw new UserError('存证日志的校验点不可读', {
      file: CHECKPOINT,
      hint: '用 opsledger verify 核对，从备份恢复该文件',
    });
  const { origin, size } = head.checkpoint;
  const pending = (await logState(workspace))?.pending ?? 0;
  const log = await readLog(readFrom(workspace.root));
  const reign = log === undefined || 'fault' in log ? undefined : reignsOf(log.entries.map(parseEntry)).at(-1);
  const key = reign?.entry.key ?? '';
  return { origin, size, short: shortHead(head.checkpoint), checkpoint: head.note, key, pending };
}
