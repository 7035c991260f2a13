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
  // Gaps and breaks of grids and print; no columns are used.
  multicolumn: ({ prop = '' }) => /^(column|row)?-?gap$|^break-(inside|after|before)$/.test(prop),
  'css-overflow': ({ value = '' }) => !value.includes('clip'),
  // A head that scrolls away instead of staying.
  'css-sticky': () => true,
  // An underline of ordinary thickness.
  'text-decoration': ({ prop = '' }) => prop === 'text-decoration-thickness',
  'css-widows-orphans': () => true,
};

/** Rules of the style sheet that one of the browsers would drop or misread: `feature: selector or declaration`. */
export async function unsupportedStyles(css: string): Promise<string[]> {
  const stream = doiuse({ browsers: OLDEST });
  stream.end(css);
  const found: string[] = [];
  for await (const { feature, usage } of stream as AsyncIterable<Usage>) {
    if (harmless[feature]?.(usage)) continue;
    found.push(`${feature}: ${usage.selector ?? `${usage.prop}: ${usage.value}`}`);
  }
  return found;
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
