/** Everything that reads what others wrote, called in process. Each gives what it read or refuses it with a word for people. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../src/contract/error.ts';
import { paperLines } from '../../src/drafts/read-paper.ts';
import { splitPaper } from '../../src/drafts/split.ts';
import { loadArticles } from '../../src/knowledge/articles.ts';
import { readLedger } from '../../src/notify/ledger.ts';
import { readRequests } from '../../src/pipeline/pack/requests-part.ts';
import { formatOf } from '../../src/pipeline/scan/format.ts';
import { readEpss, readKev } from '../../src/pipeline/scan/offline-lists.ts';
import { kindIds, loadKind, loadScanners } from '../../src/pipeline/units.ts';
import { judgeAppended } from '../../src/proof/pdf/appended.ts';
import { renderHtml } from '../../src/render/html/archived-page.ts';
import { TOOLS } from '../../src/render/pdf/read.ts';
import { renderXlsx } from '../../src/render/xlsx/workbook.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import type { ScanFile } from '../../src/scanners/_scanner.ts';
import { readWorkbook } from '../../src/scanners/read/workbook-thread.ts';
import { readZip } from '../../src/scanners/read/zip.ts';
import { createApp } from '../../src/server/app.ts';
import { parseSettings } from '../../src/workspace/settings/settings.ts';
import { readAssets } from '../../src/workspace/store/asset-tables.ts';
import { loadContract } from '../../src/workspace/store/contract-data.ts';
import { inspectContract } from '../../src/workspace/store/inspect-contract.ts';
import { checkRecord } from '../../src/workspace/store/record-check.ts';
import { readRecord } from '../../src/workspace/store/record-file.ts';
import { writeJson } from '../../src/workspace/text/json.ts';
import { parseData, writeYaml } from '../../src/workspace/text/yaml.ts';
import { docx, NUMBERING, numbered, table } from '../drafts/_docx.ts';
import { hostileDocument } from '../fixtures/documents/hostile.ts';
import { sealed } from '../proof/_signed.ts';
import { titledPdf } from '../render/_plain-pdf.ts';
import { workbookOf } from '../scanners/_bytes.ts';
import { fileOf, filesOf, type Input, keptInputs } from './_corpus.ts';

export interface Reader {
  good: Buffer[];
  read(input: Input): Promise<unknown>;
  /** Share of the runs; each of them costs as much as many of the others. */
  share?: number;
}

const HEAD = 64 * 1024;
/** A document to which something is appended. */
const SIGNED = titledPdf('HQSF-XJ-20261124-r1');

/** Settings that remind. */
const REMINDING = `schema: 1
timeZone: Asia/Shanghai
inspection: { opensAt: "09:00" }
sources: []
notify:
  channels:
    - { name: mail, type: mail, host: smtp.example.internal, from: 台账 <ops@example.internal> }
    - { name: group, type: feishu, token: "\u0024{TOKEN}", base: "https://open.example.internal" }
  addresses:
    - { role: engineer, channel: mail, address: a@example.internal, quietFrom: "22:00", quietTo: "07:00" }
  beforeHours: [24, 4]
`;

/** A ledger of one message. */
const REMINDED = JSON.stringify({
  schema: 1,
  messages: [
    {
      ...{ id: 'message-1', channel: 'mail', address: 'a@b.c', topics: ['clocks'], keys: ['k'] },
      lines: [
        { number: 'GZ-20261124-001', kind: '故障记录', dueAt: '2026-11-24T18:00:00+08:00', state: 'restoration' },
      ],
      ...{ at: '2026-11-24T17:30:00+08:00', triedAt: '2026-11-24T17:30:00+08:00', tries: 1, state: 'sent' },
      ...{ repeated: false, reason: null, code: null },
    },
  ],
});

function scanFile(bytes: Buffer): ScanFile {
  return {
    name: 'report',
    size: bytes.length,
    headBytes: bytes.subarray(0, HEAD),
    head: bytes.toString('utf8', 0, HEAD),
    async *bytes() {
      yield bytes;
    },
    async *text() {
      const text = bytes.toString('utf8');
      for (let at = 0; at < text.length; at += 1000) yield text.slice(at, at + 1000);
    },
  };
}

/** Every text of a document is one that was made up. */
function documentWith(text: string): ReportDocument {
  const replaced = JSON.stringify(hostileDocument(), (_key, value: unknown) =>
    typeof value === 'string' && /[<=]/.test(value) ? text : value,
  );
  return JSON.parse(replaced) as ReportDocument;
}

/** Opens all of them; `close` removes what they lie in. */
export async function openReaders(): Promise<{ readers: Map<string, Reader>; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'opsledger-fuzz-'));
  const kinds = await Promise.all((await kindIds()).map(loadKind));
  const scanners = [...(await loadScanners()).values()];
  const names = 'contract assets inspection-checklist obligations registers written interpretations kinds';
  const contractParts = names.split(' ');
  const contract = contractParts.map((name) => fileOf('data', 'starters', 'bureau', 'contract', `${name}.yaml`));
  const workspace = join(folder, 'w');
  await mkdir(join(workspace, 'contract'), { recursive: true });
  await mkdir(join(folder, 'articles'));
  await mkdir(join(folder, 'site'));
  await writeFile(join(folder, 'site', 'index.html'), '<p>site</p>');
  const putBack = (part: number) =>
    writeFile(join(workspace, 'contract', `${contractParts[part]}.yaml`), contract[part] ?? '');
  for (const part of contractParts.keys()) await putBack(part);
  const bundle = loadContract(workspace);
  await bundle;
  const app = createApp({
    siteDir: join(folder, 'site'),
    archiveDir: folder,
    hosts: [],
    onError: (error) => {
      throw error;
    },
  });

  const readers = new Map<string, Reader>(
    Object.entries({
      'records (YAML)': {
        good: kinds.map((kind) => Buffer.from(writeYaml(kind.example))),
        read: ({ seed, bytes }) => readOne(seed, bytes, 'yaml'),
      },
      'records (JSON)': {
        good: kinds.map((kind) => Buffer.from(writeJson(kind.example))),
        read: ({ seed, bytes }) => readOne(seed, bytes, 'json'),
      },
      contract: {
        good: contract,
        async read({ seed, bytes }) {
          await writeFile(join(workspace, 'contract', `${contractParts[seed]}.yaml`), bytes);
          return loadContract(workspace).finally(() => putBack(seed));
        },
      },
      'contract (check)': {
        good: contract,
        async read({ seed, bytes }) {
          await writeFile(join(workspace, 'contract', `${contractParts[seed]}.yaml`), bytes);
          return inspectContract(workspace).finally(() => putBack(seed));
        },
      },
      papers: {
        good: [
          Buffer.from(docx(numbered('范围', 0) + table(['1', '甲']), { 'word/numbering.xml': NUMBERING })),
          fileOf('data', 'starters', 'bureau', 'contract', 'original.txt'),
        ],
        read: async ({ bytes }) => splitPaper(await paperLines(bytes, 'a.docx')),
      },
      'tables of assets': {
        good: [Buffer.from('id,name,place\na-1,甲,乙\na-2,"丙, 丁",戊\n'), Buffer.from('名称\t位置\n甲\t乙\n')],
        async read({ bytes }) {
          await mkdir(join(workspace, 'contract', 'assets'), { recursive: true });
          await writeFile(join(workspace, 'contract', 'assets', 'a.csv'), bytes);
          const range = { id: 'a-1..2', table: 'assets/a.csv', kind: 'gps', clause: '4.4', contract: true };
          return readAssets(workspace, [range]);
        },
      },
      settings: {
        good: [fileOf('data', 'starters', 'bureau', 'opsledger.yaml'), Buffer.from(REMINDING)],
        read: async ({ bytes }) => parseSettings(parseData(bytes, 'opsledger.yaml')),
      },
      'the ledger of reminders': {
        good: [Buffer.from(REMINDED)],
        async read({ bytes }) {
          const ledger = readLedger(parseData(bytes, 'state/reminders.json'));
          if (ledger === null) throw new UserError('提醒台账无法识别');
          return ledger;
        },
      },
      articles: {
        good: [
          ...filesOf('data/starters/bureau/knowledge-base/linux', /\.md$/).slice(0, 6),
          ...filesOf('tests/fixtures/incidents', /\.md$/),
        ],
        async read({ bytes }) {
          await writeFile(join(folder, 'articles', 'a.md'), bytes);
          return loadArticles({ dir: join(folder, 'articles'), url: '/knowledge-base', label: 'knowledge-base' });
        },
      },
      templates: {
        good: [
          Buffer.from('值班工程师 <b>张三</b> & “李四”'),
          Buffer.from('{{html}}{{{html}}}\u0024{1}'),
          Buffer.from('=HYPERLINK("x")'),
        ],
        async read({ bytes }) {
          const doc = documentWith(bytes.toString('utf8').slice(0, 2000));
          await renderHtml(doc, () => Promise.reject(new UserError('没有图片')));
          return renderXlsx(doc);
        },
      },
      scanners: {
        good: filesOf('tests/fixtures/scans', /./),
        async read({ bytes }) {
          const file = scanFile(bytes);
          return formatOf(file, scanners, 'report').read(file);
        },
      },
      scans: {
        good: filesOf('tests/fixtures/scans', /./),
        async read({ seed, bytes }) {
          // Each format is also given what is not its own.
          return (scanners[(seed + bytes.length) % scanners.length] as (typeof scanners)[number]).read(scanFile(bytes));
        },
      },
      lists: {
        good: [
          Buffer.from('cveID,vendorProject\n"CVE-2024-6387","Open, BSD"\n'),
          Buffer.from('{"dateReleased":"2026-11-20","vulnerabilities":[{"cveID":"CVE-2024-6387"}]}'),
          Buffer.from('#model,score_date:2026-11-23T00:00:00+0000\ncve,epss,percentile\nCVE-2024-6387,0.4,0.9712\n'),
        ],
        async read({ seed, bytes }) {
          await writeFile(join(folder, 'list'), bytes);
          return (seed < 2 ? readKev : readEpss)(join(folder, 'list'), 'list');
        },
      },
      'signed documents': {
        good: (['table', 'stream'] as const).map((listing) => sealed(SIGNED, { listing }).subarray(SIGNED.length)),
        read: async ({ bytes }) => judgeAppended(Buffer.concat([SIGNED, bytes]), SIGNED.length, TOOLS),
      },
      'workbooks (zip)': {
        good: [
          Buffer.from(
            workbookOf({
              漏洞: [
                ['名称', '等级'],
                ['弱口令', '高'],
              ],
            }),
          ),
        ],
        read: async ({ bytes }) => readZip(bytes, 'a.xlsx', { archive: 1e7, entries: 100, entry: 1e7, total: 2e7 }),
      },
      workbooks: {
        good: [
          Buffer.from(
            workbookOf({
              漏洞: [
                ['名称', '等级'],
                ['弱口令', '高'],
              ],
            }),
          ),
          Buffer.from(workbookOf({ a: [['x']] }, 'biff8')),
        ],
        // A copy: its memory is handed over to the thread that reads it.
        read: ({ bytes }) => readWorkbook(new Uint8Array(bytes), 'a.xlsx'),
        share: 1 / 20,
      },
      requests: {
        good: [
          Buffer.from(
            workbookOf({
              清单: [
                ['序号', '资料名称', '期间', '备注'],
                ['1', '巡检记录', '2026年3月', 'HQSF-XJ-20260302-r1'],
              ],
            }),
          ),
        ],
        read: ({ bytes }) => readRequests({ bytes: new Uint8Array(bytes), shown: 'a.xlsx' }),
        share: 1 / 20,
      },
      HTTP: {
        good: [
          Buffer.from('GET /index.html\nRange: bytes=0-5\nAccept-Encoding: gzip'),
          Buffer.from('GET /archive/2026/a/b/r1/a.pdf?download'),
          Buffer.from('HEAD /../../etc/passwd\nIf-Modified-Since: x'),
        ],
        read: ({ bytes }) => ask(bytes.toString('latin1')),
      },
    } satisfies Record<string, Reader>),
  );
  const byFile = new Map([...readers].map(([name, reader]) => [name.replace(/\W+/g, ''), reader]));
  for (const [name, bytes] of keptInputs()) {
    const reader = byFile.get(name);
    if (reader === undefined) throw new Error(`no reader ${name}`);
    reader.good.push(bytes);
  }

  async function readOne(seed: number, bytes: Buffer, extension: string): Promise<unknown> {
    const kind = kinds[seed % kinds.length] as (typeof kinds)[number];
    const path = `records/${kind.id}/2026/11/${kind.example.id}.${extension}`;
    const record = readRecord(kind, parseData(bytes, path), path);
    return checkRecord(kind, record, await bundle, path);
  }

  async function ask(text: string): Promise<unknown> {
    const [first = '', ...lines] = text.split('\n');
    const [method = 'GET', path = '/'] = first.split(' ');
    const made = request(method, path, lines);
    if (made === undefined) return undefined;
    const response = await app.request(made);
    if (response.status >= 500) throw new Error(`HTTP ${response.status}`);
    return response.arrayBuffer();
  }

  return { readers, close: () => rm(folder, { recursive: true, force: true }) };
}

/** undefined: no client could send it, since the platform refuses to make it. */
function request(method: string, path: string, lines: readonly string[]): Request | undefined {
  try {
    const headers = lines.map((line): [string, string] => [
      line.split(':')[0] ?? '',
      line.split(':').slice(1).join(':').trim(),
    ]);
    return new Request(new URL(path, 'http://127.0.0.1/'), { method, headers });
  } catch {
    return undefined;
  }
}
