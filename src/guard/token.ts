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
const START = /[A-Za-z0-9!@#$%^&_+~?./\\]/;
const RUN = /[!-~]/;
/** What ends a value that is not in quotes. */
const STOP = /["'`;|<>]/;

/** The next value at or behind `from`, before `to`; quotes and signs such as `:` and `=` in front of it are no part of it. */
export function nextToken(text: string, from: number, to: number): Token | undefined {
  let at = from;
  while (at < to && !starts(text, at)) at += 1;
  if (at >= to) return undefined;
  const close = CLOSING[text[at - 1] ?? ''];
  const end = close === undefined ? -1 : text.slice(at, to + 1).indexOf(close);
  const inside = end === -1 ? '' : text.slice(at, at + end);
  if (inside !== '' && /^[!-~]+$/.test(inside)) return { value: inside, at, end: at + end, quoted: true };
  return bare(text, at);
}

/** A sign alone is none: `admin / X`. */
const starts = (text: string, at: number): boolean =>
  START.test(text[at] as string) && (/\w/.test(text[at] as string) || RUN.test(text[at + 1] ?? ''));

function bare(text: string, at: number): Token {
  let end = at + 1;
  while (end < text.length && RUN.test(text[end] as string) && !stopsAt(text, end)) end += 1;
  // `**` is emphasis in Markdown.
  const value = unbalanced(text.slice(at, end).replace(/[.,:;]+$|\*\*$/, ''));
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
