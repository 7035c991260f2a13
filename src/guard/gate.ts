/** The leak gate: nothing that holds a secret or personal data is published or issued unless somebody allowed it. */
import { lintSource } from '@secretlint/core';
import { secretLintProfiler } from '@secretlint/profiler';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import type { Found } from './found.ts';
import { type Leak, printOf } from './leak.ts';
import { apart, findByRules } from './rules.ts';

/** A text with the name under which a person finds it. */
export interface GuardedText {
  file: string;
  text: string;
}

/** Characters shown on either side of what is blotted out. */
const AROUND = 16;
/** Characters of a value that stay, and how long it must be for that. */
const SHOWN = 2;
const SHOWN_FROM = 8;

/** Ours know a placeholder in an address; these do not. */
const LEFT_TO_US = ['basicauth', 'database-connection-string'].map((id) => ({
  id: `@secretlint/secretlint-rule-${id}`,
  disabled: true,
}));

// Its marks of how long each rule took are never taken away again: of a process that lives for months they would fill the memory.
secretLintProfiler.setEnabled(false);

/** @returns leaks in order of file and place, each value reported once a file */
export async function findLeaks(texts: readonly GuardedText[]): Promise<Leak[]> {
  const leaks: Leak[] = [];
  for (const one of texts) leaks.push(...(await leaksIn(one)));
  return leaks;
}

/** Characters of one text whose hits are kept, and of all of them; what is longer is seldom the same twice. */
const LONGEST_KEPT = 64 * 1024;
const KEPT = 4 * 1024 * 1024;
/** Hits by name and text, last asked last: an article is the same in every view and at every build. */
const lookedAt = new Map<string, readonly Found[]>();
let kept = 0;

/** Every stretch of the text that a rule holds for, in order of place; none overlaps another. */
export async function hitsIn({ file, text }: GuardedText): Promise<readonly Found[]> {
  const key = `${file}\0${text}`;
  const known = lookedAt.get(key);
  const hits = known ?? apart([...findByRules(text), ...(await keysOfServices(file, text))]);
  if (key.length <= LONGEST_KEPT) keep(key, hits);
  return hits;
}

function keep(key: string, hits: readonly Found[]): void {
  if (lookedAt.delete(key)) kept -= key.length;
  lookedAt.set(key, hits);
  kept += key.length;
  for (const oldest of lookedAt.keys()) {
    if (kept <= KEPT) break;
    lookedAt.delete(oldest);
    kept -= oldest.length;
  }
}

const leaksIn = async (text: GuardedText): Promise<Leak[]> => leaksOfHits(text, await hitsIn(text));

/** What hits are told as: each value once, in order of place. */
export function leaksOfHits({ file, text }: GuardedText, found: readonly Found[]): Leak[] {
  const places = placesOf(text, found);
  const seen = new Set<string>();
  return found.flatMap(({ rule, what, value, at }) => {
    const print = printOf(value);
    if (seen.has(print)) return [];
    seen.add(print);
    const excerpt = excerptOf(text, { at, value }, places);
    return [{ rule, ...(what === undefined ? {} : { what }), file, line: lineOf(text, at), excerpt, print }];
  });
}

/** Tokens of many services, by the rules of secretlint, which its people keep up to date. */
export async function keysOfServices(file: string, text: string): Promise<Found[]> {
  // Most entries have no name that it could be; a look costs as much as of a page.
  if (text.trim() === '') return [];
  const result = await lintSource({
    source: { filePath: file, content: text, contentType: 'text', ext: '' },
    options: {
      config: { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator, rules: LEFT_TO_US }] },
      noPhysicFilePath: true,
    },
  });
  return result.messages.map(({ range: [from, to] }) => ({ rule: 'secret', value: text.slice(from, to), at: from }));
}
function lineOf(text: string, at: number): number {
  let line = 1;
  for (let i = text.indexOf('\n'); i !== -1 && i < at; i = text.indexOf('\n', i + 1)) line += 1;
  return line;
}

/** A stretch of the text that must not be shown. */
interface Hit {
  at: number;
  value: string;
}

/** Every place of every value that was found, also those where no rule would have known it. */
function placesOf(text: string, found: readonly Hit[]): Hit[] {
  const values = [...new Set(found.map((one) => one.value))];
  const places = values.flatMap((value) => {
    const all: Hit[] = [];
    for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + value.length)) all.push({ at, value });
    return all;
  });
  return places.sort((a, b) => a.at - b.at || b.value.length - a.value.length);
}

/**
 * The line around one hit with every hit on it blotted out. A value keeps its first two characters, so that its owner knows
 * it again and nobody else does.
 */
function excerptOf(text: string, { at, value }: Hit, places: readonly Hit[]): string {
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  const lineEnd = text.indexOf('\n', at + value.length);
  const from = Math.max(lineStart, at - AROUND);
  const to = Math.min(lineEnd === -1 ? text.length : lineEnd, at + value.length + AROUND);
  let shown = '';
  let here = from;
  for (const hit of places) {
    const end = hit.at + hit.value.length;
    if (end <= here || hit.at >= to) continue;
    // One that begins before the excerpt, or inside another, shows nothing of itself.
    const start = hit.at >= here ? text.slice(here, hit.at) + headOf(hit.value) : '';
    shown += `${start}＊＊＊`;
    here = end;
  }
  return (shown + text.slice(here, Math.max(here, to))).trim();
}

/** What of a value is shown: nothing of a short one, of which two characters would be half. */
const headOf = (value: string): string => (value.length < SHOWN_FROM ? '' : value.slice(0, SHOWN));
