/** What the pages of the desk load: the site's own look, the desk's addition to it, and scripts that make pages better. */
import { readdir, readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';

const ROOT = new URL('../../..', import.meta.url);

/** One look for site and desk: the desk's sheet follows the site's. */
const SHEETS = [
  ...['tokens', 'base', 'frame', 'parts'].map((name) => `src/site/styles/${name}.css`),
  'templates/desk/desk.css',
  'templates/desk/people.css',
  'templates/desk/records.css',
  'templates/desk/checks.css',
  'templates/desk/today.css',
  'templates/desk/incidents.css',
  'templates/desk/documents.css',
  'templates/desk/receive.css',
];

export interface Asset {
  text: string;
  type: string;
}

const read = (path: string): Promise<string> => readFile(new URL(path, ROOT), 'utf8');

async function load(): Promise<ReadonlyMap<string, Asset>> {
  const [sheets, theme, icon, scripts] = await Promise.all([
    Promise.all(SHEETS.map(read)),
    read('src/site/public/theme.js'),
    read('src/site/public/favicon.svg'),
    clientScripts(),
  ]);
  return new Map<string, Asset>([
    ['desk.css', { text: sheets.join('\n'), type: 'text/css; charset=utf-8' }],
    ['theme.js', { text: theme, type: 'text/javascript; charset=utf-8' }],
    ['favicon.svg', { text: icon, type: 'image/svg+xml' }],
    ...scripts,
  ]);
}

/** `src/server/client/*.ts`, as the browser takes them: types stripped, imports among each other by `.js`. */
async function clientScripts(): Promise<[string, Asset][]> {
  const folder = new URL('src/server/client/', ROOT);
  const files = (await readdir(folder)).filter((name) => name.endsWith('.ts'));
  return Promise.all(
    files.map(async (name): Promise<[string, Asset]> => {
      const source = stripTypeScriptTypes(await readFile(new URL(name, folder), 'utf8'));
      const text = source.replace(/(from\s+|import\s+)'(\.\/[a-z-]+)\.ts'/g, "$1'$2.js'");
      return [`client/${name.replace(/\.ts$/, '.js')}`, { text, type: 'text/javascript; charset=utf-8' }];
    }),
  );
}

let loaded: Promise<ReadonlyMap<string, Asset>> | undefined;

/** The asset of that name below `/desk/assets/`; undefined when there is none. Read once in the process. */
export async function asset(name: string): Promise<Asset | undefined> {
  loaded ??= load();
  return (await loaded).get(name);
}
