/** Where an unusable input was met; every part is optional because not every input is a file. */
export interface Place {
  /** Path as the user would type it, relative to the workspace or to where the command was typed. */
  file?: string;
  /** Place inside the file: a key path such as `assets[3].id`, or `第 12 行`. */
  at?: string;
  /** What stood there, shortened for a message. */
  found?: string;
  /** What would have been right. */
  expected?: string;
  /** What the person can do now: one sentence, or the next command. */
  hint?: string;
}

/** Longest excerpt of a wrong value that a message repeats. */
const EXCERPT = 80;

/** What a message says was found where nothing was. */
export const ABSENT = '（缺少）';

/** Shortens a value of any type to one line for an error message. */
export function excerpt(value: unknown): string {
  if (value === undefined) return ABSENT;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const line = text.replace(/\s+/g, ' ');
  return line.length > EXCERPT ? `${line.slice(0, EXCERPT)}…` : line;
}

/**
 * A message for the person at the command line, in Chinese, naming file, place, found, expected and the way out.
 * Exit code 2: unusable input, settings or arguments; nothing was changed.
 */
export class UserError extends Error {
  readonly exitCode: 2 | 3 = 2;
  /** The first line of the message. */
  readonly summary: string;
  readonly place: Place;

  /** @param summary one Chinese sentence without a full stop @param place where and what */
  constructor(summary: string, place: Place = {}) {
    super(formatMessage(summary, place));
    this.name = 'UserError';
    this.summary = summary;
    this.place = place;
  }

  /**
   * The same error, of the same class, in the words of another door.
   * @param say gives a text of the message as that door says it; a file's name and what was found are nobody's wording
   */
  reworded(say: (text: string) => string): this {
    const { at, expected, hint } = this.place;
    const told = Object.entries({ at, expected, hint }).flatMap(([key, text]) =>
      text === undefined ? [] : [[key, say(text)] as const],
    );
    const [summary, place] = [say(this.summary), { ...this.place, ...Object.fromEntries(told) }];
    const own = { message: formatMessage(summary, place), stack: this.stack, name: this.name };
    return Object.assign(Object.create(Object.getPrototypeOf(this)), this, own, { summary, place });
  }
}

/** Refused because nobody looked at what it is about: the refusal itself must not show it. */
export class UnseenError extends UserError {}

/** The environment failed (disk, lock, git, browser). Exit code 3: nothing was changed, unless `outcome` says otherwise. */
export class EnvironmentError extends UserError {
  override readonly exitCode = 3 as const;
  /** What became of what was to be changed, in Chinese; without it, nobody said. */
  outcome?: string;

  /** The message with its last line, which says what became of the data. */
  get told(): string {
    return this.outcome === undefined ? this.message : `${this.message}\n  结果：${this.outcome}`;
  }

  constructor(summary: string, place: Place = {}) {
    super(summary, place);
    this.name = 'EnvironmentError';
  }
}

function formatMessage(summary: string, place: Place): string {
  const lines = [summary];
  if (place.file !== undefined) lines.push(`  文件：${place.file}`);
  if (place.at !== undefined) lines.push(`  位置：${place.at}`);
  if (place.found !== undefined) lines.push(`  实际：${place.found}`);
  if (place.expected !== undefined) lines.push(`  应为：${place.expected}`);
  if (place.hint !== undefined) lines.push(`  处理：${place.hint}`);
  return lines.join('\n');
}
