/**
 * The stylesheet as a document needs it: each archived page carries its own, and of the rules for every kind of document most speak of
 * classes that this one has not. Without blanks and remarks, and without those rules, it is half; what is drawn is the same.
 */

/** A rule of the stylesheet, as text; one in a block such as `@media` stands in it. */
export type StyleRule =
  | { text: string; selectors: readonly (readonly string[])[] }
  | { head: string; rules: readonly StyleRule[] };

/** Blocks that hold rules; what others hold (`@page`) is kept as it is. */
const HOLDS_RULES = /^@(?:media|supports)\b/;

/** Splits a stylesheet of ours into its rules. Strings in it hold no braces. @throws Error when a block does not end */
export function styleRules(css: string): StyleRule[] {
  const plain = css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    // Blanks of the syntax only: a string holds an ideographic one.
    .replace(/[ \t\r\n\f]+/g, ' ')
    .replace(/ ?([{};]) ?/g, '$1')
    .replace(/;}/g, '}');
  return rulesIn(plain);
}

function rulesIn(css: string): StyleRule[] {
  const rules: StyleRule[] = [];
  for (let at = 0; at < css.length; ) {
    const open = css.indexOf('{', at);
    if (open === -1) break;
    const end = blockEnd(css, open);
    const head = css.slice(at, open).trim();
    const body = css.slice(open + 1, end);
    if (HOLDS_RULES.test(head)) rules.push({ head, rules: rulesIn(body) });
    else rules.push({ text: `${head}{${body}}`, selectors: head.startsWith('@') ? [[]] : selectorsOf(head) });
    at = end + 1;
  }
  return rules;
}

function blockEnd(css: string, open: number): number {
  let depth = 0;
  for (let at = open; at < css.length; at += 1) {
    if (css[at] === '{') depth += 1;
    if (css[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  throw new Error('a block of the stylesheet has no end');
}

/** Of each selector the classes without which it fits nothing; what stands in brackets (`:not(.a)`) does not count. */
function selectorsOf(head: string): string[][] {
  let plain = head;
  for (let before = ''; plain !== before; ) {
    before = plain;
    plain = plain.replace(/\([^()]*\)/g, '');
  }
  return plain.split(',').map((one) => [...one.matchAll(/\.([\w-]+)/g)].map(([, name = '']) => name));
}

/** Classes that a page uses. */
const CLASSES = /\sclass="([^"]*)"/g;

/** The rules that may fit something of the page. @param markup of the page, without its stylesheet */
export function usedStyles(rules: readonly StyleRule[], markup: string): string {
  const classes = new Set([...markup.matchAll(CLASSES)].flatMap(([, names = '']) => names.split(/\s+/)));
  return fitting(rules, classes);
}

const fitting = (rules: readonly StyleRule[], classes: ReadonlySet<string>): string =>
  rules
    .map((rule) => {
      if ('text' in rule)
        return rule.selectors.some((names) => names.every((name) => classes.has(name))) ? `${rule.text}\n` : '';
      const inner = fitting(rule.rules, classes);
      return inner === '' ? '' : `${rule.head}{\n${inner}}\n`;
    })
    .join('');
