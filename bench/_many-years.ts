/**
 * Many years out of one: what the year recorded and issued comes again two years later each time, in as many commits as it had days,
 * with digests, lists of inputs and log of its own. What a page says is the old year's; all that is checked of it is as of one issued.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { digest } from '../src/archive/digest.ts';
import { listsIn, type ManifestFile, writtenList } from '../src/archive/input-lists.ts';
import { listDigests } from '../src/archive/log/digests.ts';
import { type Manifest, manifestBytes } from '../src/archive/manifest.ts';
import { readManifestBytes } from '../src/archive/manifest-text.ts';
import { placesText } from '../src/archive/row-places.ts';
import { signLog } from '../src/pipeline/log/sign.ts';
import { openSession } from '../src/pipeline/session.ts';
import { openGit } from '../src/workspace/git/git.ts';
import { IDENTITY } from '../src/workspace/git/run.ts';
import { statePath } from '../src/workspace/store/state.ts';
import { WITHDRAWN_STATE, withIds } from '../src/workspace/store/withdrawn-ids.ts';
import { jsonPieces } from '../src/workspace/text/json.ts';

const MANIFEST = 'manifest.json';
const WITHDRAWN = statePath(WITHDRAWN_STATE);
/** A year in a date, an id or a period; never in a digest. */
const YEAR = /(?<![0-9A-Za-z])(20\d\d)(?=-|Q\d|\d{2}(?!\d)|\d{4}(?!\d)|\/|年| 年)/g;

/** Adds years behind the first. @param root workspace with a log whose key is here @param years with the first @returns documents in all */
export async function makeYears(root: string, years: number): Promise<number> {
  const first = filesOf(root);
  let documents = first.documents.length;
  // A year of service lies in two of the calendar.
  for (let by = 2; by < years * 2; by += 2) {
    await addRecords(root, first, by);
    await addDocuments(root, first.documents, by);
    documents += first.documents.length;
    await sign(root, by);
  }
  return documents;
}

interface First {
  records: string[];
  /** Ids of records. */
  withdrawn: string[];
  /** Folders of revisions. */
  documents: string[];
}

function filesOf(root: string): First {
  const below = (folder: string) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => join(one.parentPath, one.name).slice(root.length + 1))
      .sort();
  const archived = below('archive').filter((path) => /^archive\/\d{4}\/.*\/manifest\.json$/.test(path));
  return { records: below('records'), withdrawn: idsIn(root), documents: archived.map(dirname) };
}

const idsIn = (root: string): string[] =>
  (JSON.parse(readFileSync(join(root, WITHDRAWN), 'utf8')) as { ids: string[] }).ids;

const shifted = (text: string, by: number): string => text.replaceAll(YEAR, (year) => String(Number(year) + by));

interface NewFile {
  path: string;
  bytes: Uint8Array;
}

async function addRecords(root: string, { records, withdrawn }: First, by: number): Promise<void> {
  const files = records.map((path): NewFile => {
    const text = readFileSync(join(root, path), 'utf8');
    return { path: shifted(path, by), bytes: Buffer.from(shifted(text, by)) };
  });
  const ids = withIds([...idsIn(root), ...withdrawn.map((id) => shifted(id, by))]);
  files.push({ path: WITHDRAWN, bytes: Buffer.from([...jsonPieces(ids)].join('')) });
  // The date of a record stands in its name.
  await commitByDay(root, files, (path) => /-(\d{4})(\d\d)(\d\d)-/.exec(path)?.slice(1).join('-') ?? '');
}

async function addDocuments(root: string, folders: readonly string[], by: number): Promise<void> {
  const dataCommit = (await openGit(root).head()) ?? '';
  const lists = listsIn(root);
  const known = new Map<string, ManifestFile>();
  const read = folders.map((folder) => {
    const manifest = readManifestBytes(readFileSync(join(root, folder, MANIFEST)), lists);
    if ('wrong' in manifest) throw new Error(`${folder}: ${manifest.wrong}`);
    const inputs = manifest.inputs.map(({ path }) => {
      const now = path.startsWith('records/') ? shifted(path, by) : path;
      const one = known.get(now) ?? { path: now, ...digest(readFileSync(join(root, now))) };
      known.set(now, one);
      return one;
    });
    return { folder, manifest, inputs: inputs.toSorted((a, b) => (a.path < b.path ? -1 : 1)) };
  });
  const list = writtenList(String(2025 + by), [...known.values()]);
  const rows = new Map([...known.keys()].map((path, n) => [path, n]));
  const files: NewFile[] = [];
  const days = new Map<string, string>();
  for (const { folder, manifest, inputs } of read) {
    const made = documentOf(root, folder, { ...manifest, dataCommit }, by);
    const at = placesText(inputs.map(({ path }) => rows.get(path) ?? 0).toSorted((a, b) => a - b));
    const named = { count: inputs.length, ...listDigests(inputs), lists: [{ list: list.name, rows: at }] };
    const text = manifestBytes({ ...made.manifest, named });
    for (const one of [...made.files, { path: `${made.folder}/${MANIFEST}`, bytes: text }]) {
      days.set(one.path, made.manifest.times.issued.slice(0, 10));
      files.push(one);
    }
  }
  const listFile = { path: `archive/inputs/${list.name}.json`, bytes: list.bytes };
  await commitByDay(root, [listFile, ...files], (path) => days.get(path) ?? '');
}

/** A document of another year: the same pages, told apart by a line behind them. */
function documentOf(root: string, folder: string, manifest: Manifest, by: number) {
  const now = shifted(folder, by);
  const { named: _, ...rest } = manifest;
  const outputs: ManifestFile[] = [];
  const files: NewFile[] = [];
  for (const { path } of manifest.outputs) {
    const bytes = Buffer.concat([readFileSync(join(root, folder, path)), Buffer.from(`\n%% ${by}\n`)]);
    const name = shifted(path, by);
    outputs.push({ path: name, ...digest(bytes) });
    files.push({ path: `${now}/${name}`, bytes });
  }
  const words = JSON.parse(shifted(JSON.stringify({ ...rest, inputs: [], outputs: [] }), by)) as Manifest;
  return { folder: now, files, manifest: { ...words, dataCommit: manifest.dataCommit, inputs: [], outputs } };
}

/** Writes the files and gives them to git, a commit a day, by git's own way for much at once. */
async function commitByDay(root: string, files: readonly NewFile[], dayOf: (path: string) => string): Promise<void> {
  for (const { path, bytes } of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), bytes);
  }
  const [head] = await openGit(root).history();
  const child = spawn('git', ['-C', root, 'fast-import', '--quiet', '--force'], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const closed = once(child, 'close');
  const days = [...Map.groupBy(files, ({ path }) => dayOf(path))].sort(([a], [b]) => (a < b ? -1 : 1));
  const who = `${IDENTITY.name} <${IDENTITY.email}>`;
  // The machine's clock does not go back, nor ahead of now.
  const made = head?.made ?? 0;
  let parent = head?.commit ?? '';
  for (const [day, some] of days) {
    const at = Date.parse(`${day === '' ? (days[1]?.[0] ?? '') : day}T12:00:00Z`) / 1000;
    const from = parent === '' ? '' : `from ${parent}\n`;
    const chunks: Uint8Array[] = [
      Buffer.from(
        `commit refs/heads/main\nauthor ${who} ${at} +0800\ncommitter ${who} ${made} +0800\ndata 6\n归档\n${from}`,
      ),
    ];
    for (const { path, bytes } of some)
      chunks.push(Buffer.from(`M 100644 inline ${path}\ndata ${bytes.length}\n`), bytes, Buffer.from('\n'));
    if (!child.stdin.write(Buffer.concat(chunks))) await once(child.stdin, 'drain');
    // From then on the branch of this run is the parent.
    parent = '';
  }
  child.stdin.end('done\n');
  const [code] = await closed;
  if (code !== 0) throw new Error(`git fast-import ended with ${code}`);
  const reset = spawn('git', ['-C', root, 'reset', '-q', '--mixed'], { stdio: 'ignore' });
  await once(reset, 'close');
}

async function sign(root: string, by: number): Promise<void> {
  const session = await openSession(root, { settings: false });
  await signLog(session, `${2026 + by}-12-01T10:00:00+08:00`).finally(() => session.close());
}
