/** Holds the leak gate before `issue` and `site build`, with the workspace's allow-list. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../contract/error.ts';
import { parseWith } from '../workspace/text/parse.ts';
import { readDataFile } from '../workspace/text/yaml.ts';
import type { GuardedText } from './gate.ts';
import {
  type AllowList,
  allowFileSchema,
  type Leak,
  type LeakPlace,
  leakAdvice,
  leakName,
  REASON_TO_WRITE,
  withoutAllowed,
} from './leak.ts';

export const ALLOW_FILE = 'leak-allow.yaml';

/** What has been allowed in this workspace; nothing without the file. @throws UserError when the file is not valid */
export async function allowList(root: string): Promise<AllowList> {
  const there = await stat(join(root, ALLOW_FILE)).catch(() => undefined);
  if (there === undefined) return [];
  return parseWith(allowFileSchema, await readDataFile(root, ALLOW_FILE), { file: ALLOW_FILE }).allow;
}

/** Leaks of the texts that nobody has allowed. @param placeOf where one stands; default its file */
export async function leaksOf(
  texts: readonly GuardedText[],
  allow: AllowList,
  placeOf: PlaceOf = ({ file }) => ({ in: file }),
): Promise<Leak[]> {
  // Loaded here: the rules take time to load, and most commands publish nothing.
  const { findLeaks } = await import('./gate.ts');
  return withoutAllowed(placed(await findLeaks(texts), placeOf), allow);
}

export type PlaceOf = (leak: Leak) => LeakPlace;
const placed = (leaks: readonly Leak[], placeOf: PlaceOf): Leak[] =>
  leaks.map((leak) => ({ ...leak, place: placeOf(leak) }));

/** The same of names, each told as on the line of its place in the list; see `names.ts`. */
export async function leaksOfNames(
  names: readonly string[],
  { file, allow, placeOf = () => ({ in: file }) }: { file: string; allow: AllowList; placeOf?: PlaceOf },
): Promise<Leak[]> {
  const [{ leaksOfHits }, { hitsInNames }] = await Promise.all([import('./gate.ts'), import('./names.ts')]);
  const leaks = (await hitsInNames(names)).flatMap(({ name, text, found }) =>
    leaksOfHits({ file, text }, found).map((leak) => ({ ...leak, line: names.indexOf(name) + 1 })),
  );
  return withoutAllowed(placed(leaks, placeOf), allow);
}

/**
 * The leaks where a person can mend them: in the input that the value came from, as far as it stands there to the letter.
 * @param paths files that went into the text, relative to `root`
 */
export async function traceLeaks(root: string, leaks: readonly Leak[], paths: readonly string[]): Promise<Leak[]> {
  if (leaks.length === 0) return [];
  const texts = await Promise.all(
    paths
      .filter((path) => path.startsWith('records/') || path.startsWith('plans/') || path.startsWith('contract/'))
      .map(async (file) => ({ file, text: await readFile(join(root, file), 'utf8') })),
  );
  const sources = await leaksOf(texts, []);
  return leaks.map((leak) => {
    const source = sources.find(({ print }) => print === leak.print);
    return source === undefined ? leak : { ...source, ...(leak.place === undefined ? {} : { place: leak.place }) };
  });
}

/**
 * @param placeOf place of a leak inside its file; default its line
 * @throws UserError naming the first leak, masked, and the number of others
 */
export function requireNoLeaks(
  leaks: readonly Leak[],
  placeOf: (leak: Leak) => string = ({ line }) => `第 ${line} 行`,
): void {
  const first = leaks[0];
  if (first === undefined) return;
  const more = leaks.length > 1 ? `；另有 ${leaks.length - 1} 处` : '';
  throw new UserError('内容含有不得外泄的信息，已拦截', {
    file: first.file,
    at: placeOf(first),
    found: `${leakName(first)}：${first.excerpt}`,
    expected: '不含密钥、口令、身份证号、手机号、银行卡号、住址',
    hint: `${wayOut(first)}${more}`,
  });
}

/** What to do about a leak, and the entry that would allow it there. The rule stands last: what is behind the word password reads like one. */
export const wayOut = (leak: Leak): string =>
  `${leakAdvice[leak.rule]}；确需保留的，在 ${ALLOW_FILE}（schema: 2）的 allow 下加一项，换上实际的理由：${entryFor(leak)}`;

/** One line of YAML, to be copied; the reason that it stands for is the person's. */
function entryFor({ print, rule, file, place = { in: file } }: Leak): string {
  const field = place.field === undefined ? '' : `, field: ${place.field}`;
  return `{ print: "${print}", in: ${JSON.stringify(place.in)}${field}, reason: ${REASON_TO_WRITE}, rule: ${rule} }`;
}

/** Every text of a value, one a line, for scanning a structure as people would read it. */
export function textsOf(value: unknown): string {
  const lines: string[] = [];
  collect(value, (line) => lines.push(line));
  return lines.join('\n');
}

function collect(value: unknown, take: (line: string) => void): void {
  if (typeof value === 'string') take(value);
  else if (Array.isArray(value)) for (const one of value) collect(one, take);
  else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) collect(one, take);
}
