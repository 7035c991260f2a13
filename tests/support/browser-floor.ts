/** Checks what a build emits against the bureau's oldest browsers with tools that know them: doiuse and es-check. */
import doiuse from 'doiuse/stream';
import { runChecks } from 'es-check';

const OLDEST = ['chrome 86', 'chrome 109', 'firefox 115'];

interface Usage {
  feature: string;
  usage: { selector?: string; prop?: string; value?: string };
}

/** Uses that the tool names but that cost a reader of an old browser nothing, each with why. */
const harmless: Record<string, (usage: Usage['usage']) => boolean> = {
  // Taken for a selector list whatever stands between the brackets.
  'css-not-sel-list': ({ selector = '' }) => !/:not\([^)]*,/.test(selector),
  // Firefox does not inflate text on a desktop, and ignores the line.
  'text-size-adjust': () => true,
  // Gaps and breaks of grids and print; of columns what is not balanced as elsewhere is read all the same.
  multicolumn: ({ prop = '' }) => /^(column|row)?-?gap$|^break-(inside|after|before)$|^columns$/.test(prop),
  'css-overflow': ({ value = '' }) => !value.includes('clip'),
  // A head that scrolls away instead of staying.
  'css-sticky': () => true,
  // An underline of ordinary thickness.
  'text-decoration': ({ prop = '' }) => prop === 'text-decoration-thickness',
  'css-widows-orphans': () => true,
};

/** What came after Chromium 86 and doiuse has no name for, with the version that brought it. */
const NEWER: Readonly<Record<string, RegExp>> = {
  'inset 87': /(?<=[{;]\s*)inset(-(inline|block)(-(start|end))?)?\s*:/,
  'logical shorthands 87': /(?<=[{;]\s*)(margin|padding)-(inline|block)\s*:/,
  'aspect-ratio 88': /(?<=[{;]\s*)aspect-ratio\s*:/,
  ':is, :where 88': /:(is|where)\(/,
  'accent-color 93': /(?<=[{;]\s*)accent-color\s*:/,
  'scrollbar-gutter 94': /(?<=[{;]\s*)scrollbar-gutter\s*:/,
  '@layer 99': /@layer\b/,
  'single transforms 104': /(?<=[{;]\s*)(translate|rotate|scale)\s*:/,
  'media ranges 104': /@media[^{]*[<>]/,
  'container queries 105': /@container\b/,
  ':has 105': /:has\(/,
  'units of the small and large viewport 108': /\d[dsl]v[hwib]\b/,
  'color-mix 111': /color-mix\(/,
  'text-wrap 114': /(?<=[{;]\s*)text-wrap\s*:/,
  'nesting 112': /(?<=[{;}]\s*)&/,
};

/** Rules of the style sheet that one of the browsers would drop or misread: `feature: selector or declaration`. */
export async function unsupportedStyles(css: string): Promise<string[]> {
  const stream = doiuse({ browsers: OLDEST });
  // An apostrophe in a comment opens a string for it, and the rest goes unread.
  const plain = css.replace(/\/\*[\s\S]*?\*\//g, '');
  stream.end(plain);
  const found: string[] = [];
  for await (const { feature, usage } of stream as AsyncIterable<Usage>) {
    if (harmless[feature]?.(usage)) continue;
    found.push(`${feature}: ${usage.selector ?? `${usage.prop}: ${usage.value}`}`);
  }
  return [...found, ...Object.keys(NEWER).filter((feature) => NEWER[feature]?.test(plain))];
}

/** Syntax that the oldest Chromium knows although it came with a later ECMAScript, and what `client/floor.ts` brings. */
const KNOWN = ['PrivateClassFields', 'ObjectHasOwn'];

/** Scripts that one of the browsers would not understand, by file pattern. */
export async function unsupportedScripts(files: string): Promise<string[]> {
  const { errors } = await runChecks(
    [
      {
        ecmaVersion: 'checkBrowser',
        browserslistQuery: OLDEST.join(', '),
        files: [files],
        module: true,
        checkFeatures: true,
        checkBrowser: true,
        ignore: KNOWN.join(','),
      },
    ],
    {},
  );
  return errors.map(({ file, err }) => `${file}: ${err.message}`);
}
