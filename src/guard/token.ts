/** Cuts what may be a password out of the text around it. Pure. */

export interface Token {
  value: string;
  at: number;
  /** Just behind the value. */
  end: number;
  /** It stands in quotes or brackets, of which both ends are there. */
  quoted: boolean;
}

const CLOSING: Readonly<Record<string, string>> = {
  ...{ '"': '"', "'": "'", '`': '`', '“': '”', '‘': '’', '「': '」', '『': '』', '【': '】', '《': '》' },
  ...{ '（': '）', '(': ')', '[': ']', '{': '}', '<': '>', '｜': '｜', '”': '”', '’': '’' },
};
/** A sign alone is none: `admin / X`. */
const START = /\w|[!@#$%^&+~?./](?=[!-~])|\\(?=[!#-&(-~])/;
const NATIONAL = /^N'[!-~]/;
/** Longer than any value that counts. */
const RUN = /[!-~]{1,256}/y;
/** What may end a value that is not in quotes, and what does. */
const STOPS = /["'`;|<>,&\\]/;
const STOP = /["'`;|<>]/;

/** The next value at or behind `from`, before `to`; quotes and signs such as `:` and `=` in front of it are no part of it. */
export function nextToken(text: string, from: number, to: number): Token | undefined {
  const begin = from + (START.exec(text.slice(from, to + 1))?.index ?? to - from);
  // N'…' is a string of SQL Server.
  const at = NATIONAL.test(text.slice(begin, begin + 3)) ? begin + 2 : begin;
  if (at >= to) return undefined;
  const close = CLOSING[text[at - 1] ?? ''];
  const end = close === undefined ? -1 : text.slice(at, to + 1).indexOf(close);
  const inside = end === -1 ? '' : text.slice(at, at + end);
  if (inside !== '' && /^[!-~]+$/.test(inside)) return { value: inside, at, end: at + end, quoted: true };
  return bare(text, at);
}

function bare(text: string, at: number): Token {
  RUN.lastIndex = at;
  const run = RUN.exec(text)?.[0] ?? '';
  let length = 1;
  while (length < run.length && !(STOPS.test(run[length] as string) && stopsAt(text, at + length))) length += 1;
  // `**` is emphasis in Markdown.
  const value = unbalanced(run.slice(0, length).replace(/[.,:;]+$|\*\*$/, ''));
  return { value, at, end: at + value.length, quoted: false };
}

function stopsAt(text: string, at: number): boolean {
  const char = text[at] as string;
  if (STOP.test(char)) return true;
  if (char === ',')
    return (
      !/^,[A-Za-z0-9!@#$%^&*]/.test(text.slice(at, at + 2)) || /^,\s*["'\w-]+\s*[=:]/.test(text.slice(at, at + 40))
    );
  if (char === '&') return /^&(?:amp;)?[A-Za-z_][\w.-]*=/.test(text.slice(at, at + 40));
  return char === '\\' && /^\\[nrt"]/.test(text.slice(at, at + 2));
}

/** Without the brackets that close what was opened before it. */
function unbalanced(value: string): string {
  const last = value.at(-1) ?? '';
  const open = { ')': '(', ']': '[', '}': '{' }[last];
  if (open === undefined || value.split(open).length >= value.split(last).length) return value;
  return unbalanced(value.slice(0, -1).replace(/[.,:;]+$/, ''));
}
