/** Makes a workspace from the starter in this repository. */

import { UserError } from '../contract/error.ts';
import { parseInstant } from '../contract/scalars.ts';
import { dateOf, toDate } from '../contract/time.ts';
import { type Initialised, initWorkspace, isWorkspace } from '../workspace/init.ts';
import { toolRoot } from './program.ts';

/** @param options `from`: first day of service, default the day of `now` (ISO). @throws UserError, see `initWorkspace` */
export function initialise(dir: string, options: { now: string; from?: string }): Promise<Initialised> {
  const { from, now } = options;
  if (from !== undefined && (!/^\d{4}-\d{2}-\d{2}$/.test(from) || parseInstant(`${from} 00:00`) === undefined)) {
    throw new UserError('日期格式不对', { at: '--from', found: from, expected: '存在的日期，例如 2026-11-24' });
  }
  return initWorkspace(dir, { from: from ?? dateOf(now), now, starterDir: toolRoot });
}

/** What a service that has begun already leaves behind, for the person; undefined when it begins today or later. */
export function begunBefore({ from, to }: { from: string; to: string }, now: string): string | undefined {
  const today = dateOf(now);
  const { days } = toDate(from).until(toDate(today), { largestUnit: 'days' });
  if (days <= 0) return undefined;
  const begun = today > to ? '服务期已经结束' : `服务期 ${days} 天前已经开始`;
  return `${begun}（自 ${from} 起）：巡检不能补采，以往各日没有记录的应交项列为缺失；其他文档过了期限才签发的列为补报，签发时写明原因。日期写错的，删去该文件夹重新建立`;
}

/** Makes the workspace when there is none. @returns what was made, or null when it was there */
export async function ensureWorkspace(dir: string, now: string): Promise<Initialised | null> {
  return (await isWorkspace(dir)) ? null : initialise(dir, { now });
}
