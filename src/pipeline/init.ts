/** Makes a workspace from the starter in this repository. */

import { UserError } from '../contract/error.ts';
import { parseInstant } from '../contract/scalars.ts';
import { dateOf, toDate } from '../contract/time.ts';
import { type Initialised, initWorkspace, lastServiceDay } from '../workspace/init.ts';
import { isWorkspace } from '../workspace/is-workspace.ts';
import { toolRoot } from './program.ts';

export interface InitRequest {
  /** ISO instant. */
  now: string;
  /** First day of service; default: the day of `now`. */
  from?: string | undefined;
  /** Last day of service, inclusive; not together with `years`. */
  to?: string | undefined;
  /** Length of the service; default: one year. */
  years?: string | undefined;
  /** Name of the starter; default: the first contract's. */
  like?: string | undefined;
}

/** Longest service that a calendar is worked out for. */
const MAX_YEARS = 20;

/** @throws UserError for a date that does not exist, a service that ends before it begins or lasts too long; see `initWorkspace` */
export async function initialise(dir: string, request: InitRequest): Promise<Initialised> {
  const { now, like } = request;
  const from = request.from === undefined ? dateOf(now) : dateAt('--from', request.from);
  const to = lastDay(from, request);
  return await initWorkspace(dir, { from, to, now, like, starterDir: toolRoot });
}

function lastDay(from: string, { to, years }: InitRequest): string | undefined {
  if (to !== undefined && years !== undefined)
    throw new UserError('服务期的长短写了两次', { at: '--to、--years', expected: '只写其中一个' });
  if (years !== undefined && !(/^[1-9]\d?$/.test(years) && Number(years) <= MAX_YEARS))
    throw new UserError('年数不对', { at: '--years', found: years, expected: `1 至 ${MAX_YEARS} 的整数` });
  if (years !== undefined) return lastServiceDay(from, Number(years));
  if (to === undefined) return undefined;
  const last = dateAt('--to', to);
  if (last < from) throw new UserError('服务期止于开始之前', { at: '--to', found: to, expected: `不早于 ${from}` });
  if (toDate(from).until(toDate(last), { largestUnit: 'years' }).years >= MAX_YEARS)
    throw new UserError('服务期过长', { at: '--to', found: to, expected: `不超过 ${MAX_YEARS} 年` });
  return last;
}

function dateAt(at: string, text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && parseInstant(`${text} 00:00`) !== undefined) return text;
  throw new UserError('日期格式不对', { at, found: text, expected: '存在的日期，例如 2026-11-24' });
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
