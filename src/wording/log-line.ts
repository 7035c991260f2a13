/** A line of the log of a service: when, how serious, what. The one function that makes them; pure. */

export type Level = 'info' | 'warn' | 'error';

/** Tells a person in Chinese what was done, or what went wrong. @param level absent: `info` */
export type Say = (text: string, level?: Level) => void;

/** The word of a level, and its number for the journal (sd-daemon(3)). */
const levels: Readonly<Record<Level, readonly [word: string, prefix: string]>> = {
  info: ['信息', '<6>'],
  warn: ['警告', '<4>'],
  error: ['错误', '<3>'],
};

/**
 * Each line of a text as one of the log, which stands by itself: without what set it in, and none that says nothing.
 * @param at ISO, in the contract's zone; null: the journal reads it, which has the time of its own and the level by a prefix
 */
export function logLines(text: string, level: Level, at: string | null): string {
  const [word, prefix] = levels[level];
  const head = at === null ? prefix : `${at} ${word} `;
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => `${head}${line}`)
    .join('\n');
}
