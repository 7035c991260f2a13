/** The Prometheus text exposition format in full: escapes, timestamps, NaN, ±Inf, histograms, exemplars of OpenMetrics. Pure. */
import { SourceError } from './error.ts';

export interface Sample {
  name: string;
  labels: Readonly<Record<string, string>>;
  value: number;
  /** Milliseconds since 1970, when the line has a timestamp. */
  timestamp?: number;
}

export interface Family {
  name: string;
  /** counter, gauge, histogram, summary, untyped … as written. */
  type: string;
  help: string;
}

export interface Exposition {
  /** Declared by `# TYPE` or `# HELP`, by name. */
  families: ReadonlyMap<string, Family>;
  samples: readonly Sample[];
}

const NAME = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const LABEL = /[a-zA-Z_][a-zA-Z0-9_]*/y;
const VALUE = /^[+-]?(\d+\.?\d*([eE][+-]?\d+)?|\.\d+([eE][+-]?\d+)?|0[xX][\da-fA-F]+|inf|infinity|nan)$/i;

/** @throws SourceError naming the first line that is no exposition; a web page is named as such */
export function parseExposition(text: string): Exposition {
  if (/^\s*</.test(text)) throw new SourceError('应答是网页，不是指标');
  const families = new Map<string, Family>();
  const samples: Sample[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const trimmed = line.trim();
    if (trimmed === '') continue;
    if (trimmed.startsWith('#')) describe(trimmed, families);
    else samples.push(parseSample(trimmed, index + 1));
  }
  if (samples.length === 0 && families.size === 0) throw new SourceError('应答中没有指标');
  return { families, samples };
}

/** `# TYPE` and `# HELP`; anything else after `#` is a comment, `# EOF` and `# UNIT` included. */
function describe(line: string, families: Map<string, Family>): void {
  const [, word, name, rest] = /^#\s+(TYPE|HELP)\s+(\S+)\s*(.*)$/.exec(line) ?? [];
  if (word === undefined || name === undefined) return;
  const family = families.get(name) ?? { name, type: 'untyped', help: '' };
  families.set(name, word === 'TYPE' ? { ...family, type: rest ?? '' } : { ...family, help: unescapeHelp(rest ?? '') });
}

const unescapeHelp = (text: string): string => text.replace(/\\(\\|n)/g, (_, c: string) => (c === 'n' ? '\n' : c));

function parseSample(line: string, number: number): Sample {
  NAME.lastIndex = 0;
  const name = NAME.exec(line)?.[0];
  if (name === undefined) throw bad(number);
  let at = name.length;
  let labels: Record<string, string> = {};
  while (line[at] === ' ' || line[at] === '\t') at += 1;
  if (line[at] === '{') ({ labels, at } = parseLabels(line, at + 1, number));
  // An exemplar of OpenMetrics (` # {…} 0.5`) follows the value; it is no part of the sample.
  const [value, timestamp, ...more] = (line.slice(at).split(' # ')[0] ?? '').trim().split(/\s+/);
  if (value === undefined || !VALUE.test(value) || more.length > 0) throw bad(number);
  if (timestamp === undefined) return { name, labels, value: toNumber(value) };
  const time = Number(timestamp);
  if (timestamp === '' || !Number.isFinite(time)) throw bad(number);
  // OpenMetrics writes seconds with a fraction, the older format whole milliseconds.
  return { name, labels, value: toNumber(value), timestamp: timestamp.includes('.') ? time * 1000 : time };
}

function parseLabels(line: string, from: number, number: number): { labels: Record<string, string>; at: number } {
  const labels: Record<string, string> = {};
  let at = from;
  const skip = (pattern: RegExp) => {
    while (at < line.length && pattern.test(line[at] ?? '')) at += 1;
  };
  for (;;) {
    skip(/[\s,]/);
    if (line[at] === '}') return { labels, at: at + 1 };
    LABEL.lastIndex = at;
    const name = LABEL.exec(line)?.[0];
    if (name === undefined) throw bad(number);
    at += name.length;
    skip(/\s/);
    if (line[at] !== '=') throw bad(number);
    at += 1;
    skip(/\s/);
    const quoted = parseQuoted(line, at, number);
    labels[name] = quoted.text;
    at = quoted.at;
  }
}

function parseQuoted(line: string, from: number, number: number): { text: string; at: number } {
  if (line[from] !== '"') throw bad(number);
  let text = '';
  for (let at = from + 1; at < line.length; at += 1) {
    const char = line[at] as string;
    if (char === '"') return { text, at: at + 1 };
    if (char !== '\\') {
      text += char;
      continue;
    }
    at += 1;
    const escaped = line[at];
    text += escaped === 'n' ? '\n' : escaped === '"' || escaped === '\\' ? escaped : `\\${escaped ?? ''}`;
  }
  throw bad(number);
}

function toNumber(value: string): number {
  const plain = value.toLowerCase();
  if (plain.endsWith('inf') || plain.endsWith('infinity')) {
    return plain.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  return plain.endsWith('nan') ? Number.NaN : Number(value);
}

const bad = (line: number): SourceError => new SourceError(`应答不是指标格式（第 ${line} 行）`);

/** Samples of one name whose labels hold all those given. */
export function select(exposition: Exposition, name: string, labels: Readonly<Record<string, string>> = {}): Sample[] {
  const wanted = Object.entries(labels);
  return exposition.samples.filter((s) => s.name === name && wanted.every(([key, value]) => s.labels[key] === value));
}
