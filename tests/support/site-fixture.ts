/** The invented site model of the tests, and a place to build it. */
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sha256 } from '../../src/archive/digest.ts';
import { plainWords, sayAllIn } from '../../src/contract/party-words.ts';
import { loadArticles } from '../../src/knowledge/articles.ts';
import { buildSite } from '../../src/pipeline/publish/build.ts';
import { withDrawings } from '../../src/pipeline/publish/drawings.ts';
import { shownInManual } from '../../src/pipeline/publish/shown/manual.ts';
import type { SiteFile } from '../../src/pipeline/publish/site-files.ts';
import { type ProofDocument, proofFiles } from '../../src/proof/index.ts';
import type { SiteModel, SiteView } from '../../src/report/site-model.ts';
import { siteReturns } from '../../src/sections/lists/taken-back.ts';
import { type SiteServer, serveSite } from '../../src/server/server.ts';
import signoff, { type SignoffRecord } from '../../src/subjects/signing/kinds/signoff.ts';
import { starter } from '../contract/_starter.ts';
import { titledPdf } from '../render/_plain-pdf.ts';
import { copyOfMade, made } from './made.ts';
import { signedScan } from './signed.ts';
import { writeLog } from './site-log.ts';
import { OLD_PERMIT, siteParts } from './site-parts.ts';

/** What the manual shows of the program, with the levels of the first contract. */
export const shown = await shownInManual(starter());

/** A fresh copy of `tests/fixtures/site-model.json`, with the sections that are composed from records. */
export function siteModel(view?: SiteView): SiteModel {
  const text = readFileSync(new URL('../fixtures/site-model.json', import.meta.url), 'utf8');
  const model = JSON.parse(text) as Omit<
    SiteModel,
    'view' | 'board' | 'sections' | 'knowledge' | 'returns' | 'voids' | 'kinds' | 'toSign' | 'shown'
  >;
  return sayAllIn(plainWords, { ...model, ...siteParts(model, view), shown });
}

/** March of the last year that has one: what somebody asks for who says 去年三月的月报. */
export const LAST_MARCH = '2026-03';

/** The fixture with last March's 月报, in its own month, long before the others. */
export function withLastMarch(model: SiteModel): SiteModel {
  const isReport = (one: { obligation: string; period: string }) =>
    one.obligation === 'monthly-maintenance' && one.period === '2026-10';
  const moved = <T>(one: T): T =>
    JSON.parse(
      JSON.stringify(one)
        .replaceAll('2026-10', LAST_MARCH)
        .replaceAll('202610', LAST_MARCH.replace('-', ''))
        .replaceAll('2026 年 10 月', '2026 年 3 月'),
    ) as T;
  return {
    ...model,
    documents: [...model.documents, ...model.documents.filter(isReport).map(moved)],
    occurrences: [...model.occurrences, ...model.occurrences.filter(isReport).map(moved)],
  };
}

const preview: SiteFile = {
  url: '/preview/HQSF-XJ-20261124-r1.html',
  from: {
    bytes: new TextEncoder().encode('<!doctype html><html lang="zh-CN"><title>草稿</title><h1>测试数据：草稿</h1>'),
  },
};

/** The document of the fixture whose PDF is one. */
export const SIGNABLE = 'HQSF-XJ-20261118-r2';

/** Sections as long as those of a document, each with a day that a narrow line would break at its hyphens. */
const SECTIONS = `<meta charset="utf-8">${['要点', '巡检', '结论']
  .map(
    (title, n) =>
      `<h2 id="s${n + 1}">${title}</h2><p style="width:7em;height:1500px;line-height:2">统计区间 2026-11-18 2026-11-18 2026-11-18`,
  )
  .join('')}`;

/** What the fixture's archive holds in place of a real file. */
const contentOf = (kind: string, number: string): string =>
  kind === 'pdf' && number === SIGNABLE
    ? titledPdf(number).toString('latin1')
    : kind === 'html'
      ? `<!doctype html><html lang="zh-CN"><title>${number}</title>${number === SIGNABLE ? SECTIONS : ''}`
      : number;

/** The index of 档案查验 over the same files. */
function proofOf({ documents }: SiteModel): SiteFile[] {
  const issued = documents.filter(({ status }) => status === 'issued');
  const entries = issued.map((one): ProofDocument => {
    const newer = issued.find(
      ({ obligation, period, revision }) =>
        obligation === one.obligation && period === one.period && revision > one.revision,
    );
    return {
      number: one.number,
      title: one.name,
      periodText: one.periodText,
      revisionText: one.revisionText,
      fingerprint: one.fingerprint,
      issuedAt: one.issuedAt ?? '',
      late: one.late,
      simulated: false,
      marks: one.marks,
      clauses: one.clauses,
      records: { permit: { count: 2, ids: ['XK-20261124-001', OLD_PERMIT] } },
      supersededBy: newer?.number ?? null,
      reason: null,
      files: (['pdf', 'xlsx', 'html'] as const).flatMap((kind) => {
        const url = one.files[kind];
        const bytes = contentOf(kind, one.number);
        return url === null
          ? []
          : [{ kind, url, sha256: sha256(bytes), size: bytes.length, name: `${one.number}.${kind}` }];
      }),
    };
  });
  const encoder = new TextEncoder();
  return proofFiles(entries).map(({ path, body }) => ({
    url: `/_verify/${path}`,
    from: { bytes: encoder.encode(body) },
  }));
}

/** Not over while a test runs, whenever that is. */
export const LATER = '2999-01-01T10:50:00+08:00';
/** An article with a command that is too long for a phone. */
export const LONG_ARTICLE = '/knowledge-base/linux/disk-full';

/** The purchaser sent it back. @param revision of `HQSF-XJ-20261118` */
export const sentBack = (revision: number, changes: Partial<SignoffRecord> = {}): SignoffRecord => ({
  ...signoff.example,
  ...{ action: 'return', obligation: 'inspection-log', period: '2026-11-18', revision },
  ...{ at: SENT_BACK_AT, person: '采购人经办人', via: '现场退回', reason: '应用服务器 3 的处理措施没有写' },
  attachments: [signedScan(SENT_BACK_AT)],
  ...changes,
});
const SENT_BACK_AT = '2026-11-18T17:20:00+08:00';

/**
 * All that the tests of pages look at, so that one build serves them: last March's 月报, two returns, the note that all is
 * simulated, an update that is promised, the head of a log, charts of two levels, a long command and the whole manual.
 */
export async function fullModel(): Promise<SiteModel> {
  const model = withTwoLevels(withLastMarch(siteModel()));
  const command = `<pre><code>journalctl ${'--unit application.service '.repeat(8)}</code></pre>`;
  return {
    ...model,
    sections: await withDrawings(model.sections),
    simulated: true,
    logHead: '3 条 0000',
    // The pages promise an update; what the heartbeat beside them says is the test's.
    scheduled: { nextUpdateBy: LATER },
    returns: siteReturns([sentBack(2, { id: 'QS-20261119-002' }), sentBack(1)], model.documents),
    articles: model.articles.map((one) => (LONG_ARTICLE.endsWith(one.id) ? { ...one, html: one.html + command } : one)),
    manual: [...model.manual, ...(await wholeManual())],
  };
}

/** The fixture has one fault; with two levels its charts have a legend. */
function withTwoLevels(model: SiteModel): SiteModel {
  const pages = model.sections.find(({ id }) => id === 'faults')?.pages;
  for (const block of pages?.flatMap(({ sections }) => sections.flatMap(({ blocks }) => blocks)) ?? []) {
    if (block.type !== 'chart') continue;
    block.x = ['2026-10', '2026-11'];
    block.series = [
      { name: 'P2', severity: 1, values: [3, 1], texts: ['3 起', '1 起'] },
      { name: 'P3', severity: 2, values: [2, 4], texts: ['2 起', '4 起'] },
    ];
  }
  return model;
}

/** The manual as it is. */
async function wholeManual(): Promise<SiteModel['manual']> {
  const dir = join(import.meta.dirname, '../../knowledge-base/manual');
  return (await loadArticles({ dir, url: '/manual', label: 'manual', shown })).articles;
}

/** Folder of the built `fullModel`, with its archive beside it; only to be read or copied. */
export const builtFixture = (): Promise<string> => made(FULL, makeFull);
const FULL = 'fixture-site';
async function makeFull(dir: string): Promise<void> {
  await buildWithArchive(await fullModel(), dir);
  await writeHeartbeat(dir, LATER);
}

/** What the scheduler left beside the pages. @param staleAfter ISO instant from which on it counts as dead */
export const writeHeartbeat = (dir: string, staleAfter: string): Promise<void> =>
  writeFile(
    join(dir, 'site', 'heartbeat.json'),
    JSON.stringify({ schema: 1, livedAt: '2026-11-24T09:41:00+08:00', staleAfter, stoppedAt: null }),
  );

export interface BuiltSite {
  /** Folder that holds `site/` and `archive/`. */
  dir: string;
  server: SiteServer;
  close(): Promise<void>;
}

async function buildWithArchive(composed: SiteModel, dir: string): Promise<void> {
  const model = { ...composed, sections: await withDrawings(composed.sections) };
  const files = [preview, ...proofOf(model)];
  await buildSite({ model, outDir: join(dir, 'site'), cacheDir: join(dir, 'cache'), files });
  await rm(join(dir, 'cache'), { recursive: true });
  if (model.logHead !== null) await writeLog(join(dir, 'archive'), 3, String);
  for (const document of model.documents.filter(({ status }) => status === 'issued')) {
    for (const [kind, url] of Object.entries(document.files)) {
      if (url === null) continue;
      await mkdir(dirname(join(dir, url)), { recursive: true });
      await writeFile(join(dir, url), contentOf(kind, document.number));
      await writeFile(join(dir, dirname(url), 'manifest.json'), JSON.stringify({ title: document.name }));
    }
  }
}

/** Serves a copy of the built `fullModel`, or a model of one's own, which is built; every document that it names is in the archive. */
export async function serveFixture(model?: SiteModel): Promise<BuiltSite> {
  const dir = model === undefined ? await copyOfMade(FULL, makeFull) : await mkdtemp(join(tmpdir(), 'opsledger-site-'));
  if (model !== undefined) await buildWithArchive(model, dir);
  const server = await serveSite({ siteDir: join(dir, 'site'), archiveDir: join(dir, 'archive'), hosts: [], port: 0 });
  return {
    dir,
    server,
    async close() {
      await server.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
