/**
 * What can be typed next, as names in a workspace: read straight from its files in the time of a keystroke. It only offers; what is
 * typed is checked by the command. Whatever cannot be read offers nothing.
 */
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { bundleFiles } from '../contract/bundle/bundle-parts.ts';
import { UserError } from '../contract/error.ts';
import { dateOf, toDate } from '../contract/time.ts';
import { isMissing } from '../workspace/disk/faults.ts';
import { loadSettings } from '../workspace/settings/settings.ts';
import { readDataFile } from '../workspace/text/yaml.ts';
import { kindIds } from './units.ts';

/** One name, with what stands beside it in a list that has room; empty: nothing. */
export interface Offered {
  value: string;
  text: string;
}

/** What a word of a command line can be. */
export type NameSource =
  | 'obligation'
  | 'period'
  | 'record'
  | 'document'
  | 'kind'
  | 'source'
  | 'asset'
  | 'level'
  | 'role'
  | 'view'
  | 'month';

export interface NamesAsked {
  /** Absolute path of the workspace. */
  root: string;
  /** Beginning of the name. */
  typed: string;
  /** Of a period: the obligation, where it was typed before. */
  obligation: string;
  /** ISO instant. */
  now: string;
}

/** Most names that are offered: the newest. */
const MOST = 200;

const plain = (values: readonly string[]): Offered[] => values.map((value) => ({ value, text: '' }));

const sources: Readonly<Record<NameSource, (asked: NamesAsked) => Promise<Offered[]>>> = {
  obligation: ({ root }) => obligations(root),
  period: async (asked) => plain(await periods(asked)),
  record: async ({ root, typed }) => plain(await recordIds(root, typed)),
  document: async ({ root }) => plain(await documentNumbers(root)),
  kind: async () => plain(await kindIds()),
  source: async ({ root }) => plain((await loadSettings(root)).sources.map(({ name }) => name)),
  asset: ({ root }) => named(root, 'assets'),
  level: ({ root }) => named(root, 'contract', 'levels'),
  role: async ({ root }) => (await loadSettings(root)).desk.roles.map(({ id, name }) => ({ value: id, text: name })),
  view: async () => [
    { value: 'supplier', text: '⟦供应商⟧内部' },
    { value: 'purchaser', text: '⟦采购人⟧' },
    { value: 'audit', text: '审计' },
  ],
  month: async ({ now }) => plain(lastMonths(now)),
};

/** Names of one kind that begin as typed, at most some hundreds. @returns none where nothing can be read */
export async function offeredNames(source: NameSource, asked: NamesAsked): Promise<Offered[]> {
  try {
    const all = await sources[source](asked);
    return all.filter(({ value }) => value.startsWith(asked.typed)).slice(0, MOST);
  } catch (error) {
    // A workspace that cannot be used is told by the command; a keystroke is no place for it.
    if (error instanceof UserError) return [];
    throw error;
  }
}

async function obligations(root: string): Promise<Offered[]> {
  return (await Promise.all((['obligations', 'registers', 'written'] as const).map((key) => named(root, key)))).flat();
}

/** Entries of a file of the contract's data, by id and name. @param of the list, where the file holds several */
async function named(root: string, key: keyof typeof bundleFiles, of?: string): Promise<Offered[]> {
  const data = await readDataFile(root, bundleFiles[key]).catch((error: unknown) => {
    if (error instanceof UserError) return {};
    throw error;
  });
  const lists = data as Record<string, unknown>;
  const found = of === undefined ? Object.values(lists).find((one) => Array.isArray(one)) : lists[of];
  const list = Array.isArray(found) ? found : [];
  return list.flatMap((one: { id?: unknown; name?: unknown }) =>
    typeof one?.id === 'string' ? [{ value: one.id, text: typeof one.name === 'string' ? one.name : '' }] : [],
  );
}

/** Of an obligation those that were issued, and what of the same form is now; newest first. */
async function periods({ root, obligation, now }: NamesAsked): Promise<string[]> {
  const years = await names(join(root, 'archive'));
  const issued = (await Promise.all(years.map((year) => names(join(root, 'archive', year, obligation))))).flat();
  const running = currentPeriods(now).filter(
    (one) => issued.length === 0 || issued.some((other) => formOf(other) === formOf(one)),
  );
  return [...new Set([...running, ...issued.sort().reverse()])];
}

/** The form of a period: `2026-11-24` and `2026-10-01` have the same. */
const formOf = (period: string): string => period.replace(/\d/g, '0');

/** Today and yesterday, this month and the last, this quarter and the last. */
function currentPeriods(now: string): string[] {
  const today = toDate(dateOf(now));
  const quarter = (date: Temporal.PlainDate): string => `${date.year}-Q${Math.ceil(date.month / 3)}`;
  return [
    ...[today, today.subtract({ days: 1 })].map(String),
    ...lastMonths(now).slice(0, 2),
    ...[quarter(today), quarter(today.subtract({ months: 3 }))],
  ];
}

const MONTHS = 13;
function lastMonths(now: string): string[] {
  const today = toDate(dateOf(now));
  return Array.from({ length: MONTHS }, (_, n) => today.subtract({ months: n }).toPlainYearMonth().toString());
}

/** Newest first, by the day in the id; `records/<kind>/<year>/<month>/<id>.yaml`. */
async function recordIds(root: string, typed: string): Promise<string[]> {
  const files = await filesBelow(join(root, 'records'));
  const ids = files.map((file) => basename(file).replace(/\.[^.]+$/, '')).filter((id) => id.startsWith(typed));
  return [...new Set(ids)].sort((a, b) => (dayOf(a) < dayOf(b) ? 1 : dayOf(a) > dayOf(b) ? -1 : a < b ? -1 : 1));
}

const dayOf = (id: string): string => /\d{8}-\d+$/.exec(id)?.[0] ?? '';

/** Newest first; `archive/<year>/<obligation>/<period>/r<n>/<number>.pdf`. */
async function documentNumbers(root: string): Promise<string[]> {
  const files = await filesBelow(join(root, 'archive'));
  const issued = files.filter((file) => /\/r\d+\/[^/]+\.pdf$/.test(file)).map((file) => basename(file, '.pdf'));
  return issued.sort((a, b) => (dateIn(a) < dateIn(b) ? 1 : dateIn(a) > dateIn(b) ? -1 : a < b ? -1 : 1));
}

const dateIn = (number: string): string => /\d{6,8}/.exec(number)?.[0] ?? '';

const names = (folder: string): Promise<string[]> => readdir(folder).catch(unlessMissing);
const filesBelow = (folder: string): Promise<string[]> => readdir(folder, { recursive: true }).catch(unlessMissing);

function unlessMissing(error: unknown): string[] {
  if (isMissing(error)) return [];
  throw error;
}
