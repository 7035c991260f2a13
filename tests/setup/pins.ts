/**
 * `npm run pins -- WORKSPACE [-o FILE | --against FILE]`: what a workspace shows, as digests, so that a change of the program can be
 * held to change nothing: each file of each issued document, and of its built site each page's text and links and the answers of
 * the search. Manifests are left out, since they name the program; and since later documents have them among their inputs, the
 * fingerprints that are printed move with it, too. They are left out of texts; PDFs and workbooks are held to their bytes where the
 * fingerprint stayed, and counted where it moved. Prints what differs; ends with 1 when anything does.
 * `releases/README.md` says how the pins of a release are made.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';

const SHOWN = /\.(?:html|pdf|xlsx)$|\/document\.json(?:\.gz)?$/;
/** Of each digest: two of a million files agree by chance once in a hundred thousand years of comparing each day. */
const DIGITS = 20;

/** A fingerprint as it is printed, a checkpoint, digests of files that bear one, and the commits that hold them. */
const MOVING = /[0-9a-f]{4}(?:·[0-9a-f]{4})+|\b[0-9a-f]{64}\b|(?<=提交 )[0-9a-f]{12}/g;
const still = (text: string): string => text.replaceAll(MOVING, '·');
/** Holds nothing but digests of files. */
const PROOF = 'site/_verify/';

const digest = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex').slice(0, DIGITS);

/** Files below a folder, as paths relative to it; none where there is no such folder. */
function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** What somebody reads of a page, and where its links lead; neither scripts nor styles, which the build names anew each time. */
function readable(html: string): string {
  const said: string[] = [];
  const walk = (node: DefaultTreeAdapterTypes.Node): void => {
    if (node.nodeName === 'script' || node.nodeName === 'style') return;
    if ('value' in node && node.nodeName === '#text') said.push(node.value.replaceAll(/\s+/g, ' '));
    const link = 'attrs' in node ? node.attrs.find(({ name }) => name === 'href')?.value : undefined;
    if (link !== undefined && node.nodeName === 'a') said.push(`[${link}]`);
    for (const child of 'childNodes' in node ? node.childNodes : []) walk(child);
  };
  walk(parse(html));
  return said.join('');
}

/** Name of the pin of the fingerprints that a document prints, for one of its files. */
const printed = (file: string): string => `${file.slice(0, file.lastIndexOf('/'))}/fingerprints`;

/** Digest by name of everything that is shown. */
function pinsOf(workspace: string): Map<string, string> {
  const pins = new Map<string, string>();
  const archive = join(workspace, 'archive');
  for (const path of filesBelow(archive).filter((one) => SHOWN.test(`/${one}`))) {
    const bytes = readFileSync(join(archive, path));
    const text = path.endsWith('.html') ? String(bytes) : path.endsWith('.gz') ? String(gunzipSync(bytes)) : undefined;
    pins.set(`archive/${path}`, digest(text === undefined ? bytes : still(text)));
    if (path.endsWith('.gz')) pins.set(printed(`archive/${path}`), digest(String(text?.match(MOVING))));
  }
  const link = join(workspace, '.opsledger', 'cache', 'site');
  const site = existsSync(link) ? realpathSync(link) : link;
  for (const path of filesBelow(site)) {
    const bytes = () => readFileSync(join(site, path));
    if (path.endsWith('.html')) pins.set(`site/${path}`, digest(still(readable(bytes().toString('utf8')))));
    else if (path.endsWith('.json') && !`site/${path}`.startsWith(PROOF))
      pins.set(`site/${path}`, digest(still(bytes().toString('utf8'))));
  }
  return pins;
}

const textOf = (pins: ReadonlyMap<string, string>): string =>
  [...pins].map(([name, value]) => `${value} ${name}\n`).join('');

const readPins = (file: string): Map<string, string> =>
  new Map(
    gunzipSync(readFileSync(file))
      .toString('utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line): [string, string] => [line.slice(DIGITS + 1), line.slice(0, DIGITS)]),
  );

const typedAt = (path: string): string => resolve(process.env['INIT_CWD'] ?? '', path);
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { output: { type: 'string', short: 'o' }, against: { type: 'string' } },
});
const [workspace] = positionals;
if (workspace === undefined) throw new Error('npm run pins -- WORKSPACE [-o FILE | --against FILE]');
const now = pinsOf(typedAt(workspace));
process.stdout.write(`${now.size} pins\n`);
if (values.output !== undefined) writeFileSync(typedAt(values.output), gzipSync(textOf(now), { level: 9 }));
if (values.against !== undefined) {
  const before = readPins(typedAt(values.against));
  const other = [...new Set([...before.keys(), ...now.keys()])].filter((name) => before.get(name) !== now.get(name));
  const moved = new Set(other.filter((name) => name.endsWith('/fingerprints') && before.has(name) && now.has(name)));
  const differing = other
    .filter((name) => !moved.has(name) && !(/\.(?:pdf|xlsx)$/.test(name) && moved.has(printed(name))))
    .sort();
  for (const name of differing)
    process.stdout.write(`${before.has(name) ? (now.has(name) ? 'differs' : 'is gone') : 'is new'}: ${name}\n`);
  process.stdout.write(`${differing.length} of ${before.size} differ; fingerprints moved in ${moved.size} documents\n`);
  process.exitCode = differing.length === 0 ? 0 : 1;
}
