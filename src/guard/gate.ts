/** The leak gate: nothing that holds a secret or personal data is published or issued unless somebody allowed it. */
import { createHash } from 'node:crypto';
import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import type { Leak, LeakRule } from './leak.ts';
import { findPersonalData } from './personal-data.ts';

/** A text with the name under which a person finds it. */
export interface GuardedText {
  file: string;
  text: string;
}

/** Digits of the value's hash that the allow-list names. */
const PRINT_LENGTH = 12;
/** Characters shown on either side of what is blotted out. */
const AROUND = 16;

/** @returns leaks in order of file and place, each value reported once a file */
export async function findLeaks(texts: readonly GuardedText[]): Promise<Leak[]> {
  const leaks: Leak[] = [];
  for (const one of texts) leaks.push(...(await leaksIn(one)));
  return leaks;
}

async function leaksIn({ file, text }: GuardedText): Promise<Leak[]> {
  const found = [
    ...findPersonalData(text),
    ...(await secretsIn(file, text)).map((s) => ({ rule: 'secret' as LeakRule, ...s })),
  ].sort((a, b) => a.at - b.at);
  const seen = new Set<string>();
  return found.flatMap(({ rule, value, at }) => {
    const print = createHash('sha256').update(value).digest('hex').slice(0, PRINT_LENGTH);
    if (seen.has(print)) return [];
    seen.add(print);
    return [{ rule, file, line: lineOf(text, at), excerpt: excerptOf(text, at, value), print }];
  });
}

async function secretsIn(file: string, text: string): Promise<{ value: string; at: number }[]> {
  const result = await lintSource({
    source: { filePath: file, content: text, contentType: 'text', ext: '' },
    options: {
      config: { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator }] },
      noPhysicFilePath: true,
    },
  });
  return result.messages.map(({ range: [from, to] }) => ({ value: text.slice(from, to), at: from }));
}

function lineOf(text: string, at: number): number {
  let line = 1;
  for (let i = text.indexOf('\n'); i !== -1 && i < at; i = text.indexOf('\n', i + 1)) line += 1;
  return line;
}

/** The value keeps its first two characters, so that its owner knows it again and nobody else does. */
function excerptOf(text: string, at: number, value: string): string {
  const before =
    text
      .slice(Math.max(0, at - AROUND), at)
      .split('\n')
      .at(-1) ?? '';
  const after = text.slice(at + value.length, at + value.length + AROUND).split('\n')[0] ?? '';
  return `${before}${value.slice(0, 2)}＊＊＊${after}`.trim();
}
