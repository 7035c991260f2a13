/**
 * Gives hostile files to every reader, one after the other, and prints what each said and what it cost. A process of its own,
 * so that its heap can be bounded: `node --max-old-space-size=256`.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { readArchive } from '../../src/archive/store.ts';
import { contractFiles } from '../../src/contract/bundle/bundle.ts';
import { UserError } from '../../src/contract/error.ts';
import { lookAtEvidence } from '../../src/evidence/look.ts';
import { allowList } from '../../src/guard/allowed.ts';
import { fileText } from '../../src/guard/files/file-text.ts';
import { loadArticles } from '../../src/knowledge/articles.ts';
import { parseAt } from '../../src/pipeline/clock.ts';
import { readPlan } from '../../src/pipeline/compose/written-plan.ts';
import { addRecordFile } from '../../src/pipeline/record/add.ts';
import { importScans } from '../../src/pipeline/scan/import.ts';
import { openSession } from '../../src/pipeline/session.ts';
import { loadKind } from '../../src/pipeline/units.ts';
import { loadSettings } from '../../src/workspace/settings/settings.ts';
import { loadContract } from '../../src/workspace/store/contract-data.ts';
import { openRecords } from '../../src/workspace/store/record-store.ts';
import { openState } from '../../src/workspace/store/state.ts';
import { plainRenderer } from '../pipeline/_workspace.ts';

const [root = ''] = process.argv.slice(2);
const NOW = '2026-11-24T18:00:00+08:00';
const DEEP = 20_000;

const nested = (open: string, inside: string, close: string, depth = DEEP): string =>
  open.repeat(depth) + inside + close.repeat(depth);
const keys = (line: (n: number) => string): string => Array.from({ length: 300_000 }, (_, n) => line(n)).join('\n');

/** What data files may be, by extension. `each`: shows of any reader that it reads with bounds; the others show what the bounds are. */
const data: Record<string, { name: string; text: string; each?: true }[]> = {
  json: [
    { name: 'lists 20,000 deep', text: nested('[', '1', ']'), each: true },
    { name: 'objects 20,000 deep', text: nested('{"a":', '1', '}') },
    {
      name: 'a field 20,000 deep',
      text: `{"schema":2,"kind":"note","id":"JS-20261124-777","text":${nested('[', '1', ']')}}`,
    },
    { name: '300,000 keys', text: `{${keys((n) => `"k${n}":1${n === 299_999 ? '' : ','}`)}}`, each: true },
    { name: 'left open 20,000 deep', text: '['.repeat(DEEP) },
  ],
  yaml: [
    { name: '300,000 keys', text: keys((n) => `k${n}: 1`) },
    { name: '300,000 keys in quotes', text: keys((n) => `"k${n}": "1"`) },
    { name: '300,000 keys in one line', text: `{${keys((n) => `k${n}: 1,`).replaceAll('\n', ' ')}}` },
    { name: 'lists 20,000 deep in one line', text: `a: ${nested('[', '1', ']')}`, each: true },
    { name: 'lists 20,000 deep', text: `a:\n  ${'- '.repeat(DEEP)}1` },
    { name: 'maps 1,000 deep', text: Array.from({ length: 1000 }, (_, n) => `${' '.repeat(n)}a:`).join('\n') },
    {
      name: 'anchors of anchors',
      each: true,
      text: ['a0: &a0 [1,1]', ...Array.from({ length: 40 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n},*a${n}]`)].join(
        '\n',
      ),
    },
  ],
};
const markdown = [
  { name: '4,000 nested list items', text: `${'- '.repeat(4000)}x\n` },
  {
    name: '4,000 nested list items, a line each',
    text: Array.from({ length: 400 }, (_, n) => `${'  '.repeat(n)}- x`).join('\n'),
  },
  { name: '4,000 nested quotations', text: `${'>'.repeat(4000)} x\n` },
  { name: '4,000 nested elements', text: `${'<div>'.repeat(4000)}x\n` },
  { name: '200 KB of a table', text: `|a|b|c|\n|-|-|-|\n${'|a|b|c|\n'.repeat(25_000)}` },
  { name: '200 KB of lines', text: 'x\n'.repeat(100_000) },
  { name: '200 KB of broken lines', text: 'x  \n'.repeat(50_000) },
  { name: '200 KB of footnotes', text: Array.from({ length: 8000 }, (_, n) => `x[^${n}]\n\n[^${n}]: y\n\n`).join('') },
  { name: '200 KB of addresses', text: Array.from({ length: 18_000 }, (_, n) => `a${n}@b.cn `).join('') },
  { name: '200 KB of elements', text: '<div>x</div>\n\n'.repeat(15_000) },
  { name: '200 KB of paragraphs', text: Array.from({ length: 10_000 }, (_, n) => `paragraph ${n} abcde\n`).join('\n') },
  { name: '400 KB of text', text: '正文说明处理步骤。\n\n'.repeat(40_000) },
  { name: '12 KB of brackets', text: '['.repeat(12_000) },
  { name: '12 KB of emphasis', text: '*a_'.repeat(4000) },
  { name: '12 KB of links', text: '[a]('.repeat(3000) },
  { name: '12 KB of table', text: `|a|\n|-|\n${'|'.repeat(12_000)}` },
];

type Reader = (name: string, text: string, extension: string) => Promise<string>;

const put = async (path: string, text: string): Promise<string> => {
  const at = join(root, path);
  await mkdir(dirname(at), { recursive: true });
  await writeFile(at, text);
  return at;
};
/** The words of the error that it ends with. */
const refusal = (work: () => unknown): Promise<string> =>
  Promise.resolve()
    .then(work)
    .then(
      () => '读入了',
      (error: unknown) => (error instanceof UserError ? error.message : `程序内部错误 ${String(error).slice(0, 200)}`),
    );
const original = new Map<string, string>();
async function instead(path: string, text: string, work: () => Promise<unknown>): Promise<string> {
  if (!original.has(path)) original.set(path, await readFile(join(root, path), 'utf8').catch(() => ''));
  await put(path, text);
  const said = await refusal(work);
  const before = original.get(path) ?? '';
  if (before === '') await rm(join(root, path));
  else await put(path, before);
  return said;
}

const session = await openSession(root, { renderer: () => Promise.resolve(plainRenderer()) });

const readers: Record<string, Reader> = {
  async records(_, text, extension) {
    const at = await put(`records/note/2026/11/JS-20261124-777.${extension}`, text);
    const { problems, records } = await openRecords(root, loadKind).list('note');
    await rm(at);
    if (records.length === 0) return '其余的没有读入';
    return problems.map((one) => `${one.path} ${one.message}`).join(' + ');
  },
  '--from': async (_, text, extension) => {
    const at = await put(`inbox/x.${extension}`, text);
    return refusal(() => addRecordFile(session, at, { kind: 'note', now: NOW, by: '工程师' }));
  },
  settings: (_, text) => instead('opsledger.yaml', text, () => loadSettings(root)),
  contract: async (_, text) => {
    const said = new Set<string>();
    for (const path of [contractFiles.contract, contractFiles.assets, contractFiles.kinds])
      said.add(await instead(path, text, () => loadContract(root)));
    return [...said].join('\n');
  },
  'leak-allow': (_, text) => instead('leak-allow.yaml', text, () => allowList(root)),
  state: (_, text) => instead('state/x.json', text, () => openState(root).read('x')),
  manifest: async (_, text) => {
    const at = await put('archive/2026/inspection-log/2026-11-23/r1/manifest.json', text);
    const { problems } = await readArchive(root);
    await rm(dirname(at), { recursive: true });
    return problems.map((one) => `${one.path} ${one.message}`).join(' + ');
  },
  scan: async (_, text, extension) => {
    const at = await put(`inbox/scan.${extension}`, text);
    const { files } = await importScans(session, { files: [{ path: at, shown: 'scan' }], said: {}, now: NOW } as never);
    return files.map((one) => one.refused ?? '读入了').join(' + ');
  },
};
const markdownReaders: Record<string, Reader> = {
  articles: async (_, text) => {
    const folder = join(root, 'inbox', 'articles');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'hostile.md'), `# 标题\n\n${text}`);
    await writeFile(join(folder, 'good.md'), '# 好的条目\n\n正文。\n');
    const { articles, problems } = await loadArticles({ dir: folder, url: '/knowledge-base', label: 'knowledge-base' });
    if (!articles.some(({ id }) => id === 'good')) return '其余的没有读入';
    return problems.length === 0 ? '读入了' : problems.map((one) => `${one.file} ${one.message}`).join(' + ');
  },
  plans: (_, text) => {
    const head =
      '---\nschema: 1\ndocument: service-plan\ntitle: 服务方案\nprepared: ~\nreviewed: ~\napproved: ~\n---\n';
    return refusal(() => readPlan(`${head}${text}`, 'plans/service-plan.md', 'service-plan'));
  },
};
/** Files that are handed in as evidence: what they show is looked at, and what they say goes by the leak gate. */
const onePage = (page: string, ...objects: string[]): string =>
  ['1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj', `2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj`, page, ...objects]
    .reduce((text, one) => `${text}${one}\n`, '%PDF-1.4\n')
    .concat('trailer<</Root 1 0 R>>\n%%EOF');
const drawing = (resources: string, content: string): string =>
  `3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<${resources}>>/Contents 4 0 R>>endobj\n4 0 obj<</Length ${content.length}>>stream\n${content}\nendstream endobj`;
const zeros = deflateSync(Buffer.alloc(64 * 1024 * 1024)).toString('latin1');
const evidence = [
  {
    name: 'a picture of 60,000 by 60,000',
    bytes: onePage(
      drawing('/XObject<</I 5 0 R>>', '/I Do'),
      `5 0 obj<</Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/FlateDecode/Length ${zeros.length}>>stream\n${zeros}\nendstream endobj`,
    ),
  },
  {
    name: 'a form within itself',
    bytes: onePage(
      drawing('/XObject<</F 5 0 R>>', '/F Do'),
      '5 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>/Length 5>>stream\n/F Do\nendstream endobj',
    ),
  },
  { name: 'pages within themselves', bytes: onePage('3 0 obj<</Type/Pages/Kids[2 0 R 3 0 R]/Count 9>>endobj') },
  { name: 'four million letters', bytes: '记事。\n'.repeat(1_000_000) },
];
const handedIn = async (text: string): Promise<string> => {
  const isText = text.startsWith('记');
  const bytes = Buffer.from(text, isText ? 'utf8' : 'latin1');
  const { unread } = await fileText(bytes, 'x');
  const { empty } = await lookAtEvidence(bytes, isText ? 'text/plain' : 'application/pdf');
  return [unread ?? '', empty ?? '有内容'].join(' ');
};
const OFFSET = '2026-11-24T09:00:00+99:99';
const times: Record<string, () => Promise<string>> = {
  records: () =>
    readers['records']?.(
      '',
      `schema: 2\nkind: note\nid: JS-20261124-777\nsource: manual\nat: ${OFFSET}\nenteredAt: ${OFFSET}\ndate: 2026-11-24\ntopic: operation\ntext: x\n`,
      'yaml',
    ) as Promise<string>,
  '--from': () => readers['--from']?.('', `at: ${OFFSET}\ntopic: operation\ntext: x\n`, 'yaml') as Promise<string>,
  '--at': () => refusal(() => parseAt(OFFSET)),
};

interface Result {
  reader: string;
  what: string;
  said: string;
  /** CPU milliseconds. */
  cost: number;
}
const results: Result[] = [];
async function measured(reader: string, what: string, work: () => Promise<string>): Promise<void> {
  const before = process.cpuUsage();
  const said = await work().catch((error: unknown) => `程序内部错误 ${String(error).slice(0, 300)}`);
  const { user, system } = process.cpuUsage(before);
  results.push({ reader, what, said: said.slice(0, 1500), cost: Math.round((user + system) / 1000) });
}
/** Readers of one sort of file alone. */
const only: Record<string, string> = {
  settings: 'yaml',
  contract: 'yaml',
  'leak-allow': 'yaml',
  state: 'json',
  manifest: 'json',
};
/** Those whose ways of reading a file are their own. */
const whole = ['records', 'scan'];
for (const [extension, files] of Object.entries(data)) {
  for (const [reader, read] of Object.entries(readers)) {
    if ((only[reader] ?? extension) !== extension) continue;
    for (const { name, text, each } of files)
      if (each === true || whole.includes(reader))
        await measured(reader, `${extension}: ${name}`, () => read(name, text, extension));
  }
}
for (const [reader, read] of Object.entries(markdownReaders))
  for (const { name, text } of markdown) await measured(reader, name, () => read(name, text, 'md'));
for (const { name, bytes } of evidence) await measured('evidence', name, () => handedIn(bytes));
for (const [reader, read] of Object.entries(times)) await measured(reader, `offset ${OFFSET}`, read);
process.stdout.write(JSON.stringify({ results, peak: process.resourceUsage().maxRSS }));
await session.close();
