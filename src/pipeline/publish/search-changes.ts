/** What was changed since the index was made, as documents of it: from the changed files alone. */

import { readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { listsIn } from '../../archive/input-lists.ts';
import { readManifestBytes } from '../../archive/manifest-text.ts';
import { allObligations } from '../../contract/bundle/bundle.ts';
import { heldDuring } from '../../contract/bundle/held-on.ts';
import { momentOf } from '../../contract/calendar/moment.ts';
import { sayAllIn, wordsOf } from '../../contract/party-words.ts';
import { compareRecordIds, dayOfRecordId, parseRecordId } from '../../contract/record-id.ts';
import { dateOf } from '../../contract/time.ts';
import { articleFolder, articleUrl, loadArticles } from '../../knowledge/articles.ts';
import { openArticleCache } from '../../knowledge/cache.ts';
import { fromArticle, fromConsultations, fromDocuments, fromSection } from '../../knowledge/search-documents.ts';
import { spellings } from '../../knowledge/spellings.ts';
import type { AnyRecord } from '../../records/record.ts';
import type { SiteDocument } from '../../report/site-model.ts';
import type { SearchDocument, SearchIndex } from '../../search/index/types.ts';
import { knowledgeOf } from '../../sections/lists/knowledge.ts';
import type { SiteFacts } from '../../sections/parts/facts.ts';
import { maskFor } from '../../sections/parts/mask.ts';
import { watchedFrom } from '../../subjects/incidents/judge/monitoring.ts';
import type { ConsultationRecord } from '../../subjects/requests/kinds/consultation.ts';
import { isMissing } from '../../workspace/disk/faults.ts';
import { DECISIONS } from '../../workspace/store/decided-contract.ts';
import { readClosing } from '../plan/closed.ts';
import { toolRoot } from '../program.ts';
import type { Session } from '../session.ts';
import { kindIds, loadKind, loadSections, topicsTold } from '../units.ts';
import { cleanArticles } from './clean.ts';
import { siteDocument } from './documents.ts';
import { composeSections, siteShown } from './sections.ts';

export { spellings };

export interface IndexChanges {
  /** Addresses of documents that are no more as they were. */
  gone: Set<string>;
  added: SearchDocument[];
  /** How many other files changed, of which drafts and pages of clauses may tell. */
  others: number;
}

/** More changed files than these are worth a new index. */
const MOST = 300;
/** What the whole site hangs on. */
const WHOLE = /^(contract\/|plans\/|opsledger\.yaml$)/;

/**
 * @param paths of changed files, relative to the workspace
 * @param now ISO
 * @returns undefined when the index has to be made anew
 */
export async function changesOf(
  session: Session,
  index: Pick<SearchIndex, 'documents'>,
  paths: readonly string[],
  now: string,
): Promise<IndexChanges | undefined> {
  if (paths.length > MOST || paths.some((path) => WHOLE.test(path) || path.startsWith(`records/${DECISIONS}/`)))
    return undefined;
  const below = (folder: string): string[] => paths.filter((path) => path.startsWith(`${folder}/`));
  const idsOf = (kind: string): string[] => below(`records/${kind}`).map((path) => basename(path, extname(path)));
  const parts = [
    await articlesOf(session, below('knowledge-base')),
    await issuedOf(session, index, below('archive')),
    ...(await recordsOf(session, index, { incident: idsOf('incident'), consultation: idsOf('consultation') }, now)),
  ];
  if (parts.includes(undefined)) return undefined;
  const known = parts as Part[];
  const told = /^(knowledge-base|archive|records\/(incident|consultation)|evidence|state|inbox)\//;
  return {
    gone: new Set(known.flatMap(({ gone }) => gone)),
    added: sayAllIn(
      wordsOf(session.workspace.contract.contract),
      known.flatMap(({ added }) => added),
    ),
    others: paths.filter((path) => !told.test(path)).length,
  };
}

/** undefined: what these files changed does not follow from them alone. */
type Part = { gone: string[]; added: SearchDocument[] };
const none: Part = { gone: [], added: [] };

/** Site address in front of each article of the workspace. */
const ARTICLES = '/knowledge-base';

async function articlesOf({ workspace: { root } }: Session, paths: readonly string[]): Promise<Part> {
  if (paths.length === 0) return none;
  const ids = new Set(paths.map((path) => path.slice(ARTICLES.length, path.length - extname(path).length)));
  const cache = await openArticleCache(join(root, '.opsledger', 'cache', 'articles.json'), toolRoot);
  const own = articleFolder(root);
  const { articles } = await loadArticles(own, cache.render);
  const changed = articles.filter(({ id }) => ids.has(id));
  const clean = await cleanArticles(root, changed, own.label);
  return {
    gone: [...ids].map((id) => articleUrl(ARTICLES, id)),
    added: clean.articles.map((article) => fromArticle(article, 'article', ARTICLES)),
  };
}

const MANIFEST = /\/r\d+\/manifest\.json$/;

/** Documents that were issued since; each takes the place of its draft and of its earlier revision. */
async function issuedOf(
  { workspace: { root, contract: bundle } }: Session,
  { documents }: Pick<SearchIndex, 'documents'>,
  paths: readonly string[],
): Promise<Part | undefined> {
  const issued: SiteDocument[] = [];
  for (const path of paths.filter((one) => MANIFEST.test(one))) {
    const bytes = await readFile(join(root, path)).catch(unlessGone);
    if (bytes === undefined) return undefined;
    const manifest = readManifestBytes(bytes, listsIn(root));
    if ('wrong' in manifest) return undefined;
    issued.push(siteDocument({ folder: path.slice(0, path.lastIndexOf('/')), manifest }, undefined));
  }
  const added = fromDocuments(issued, bundle.contract.clauses.length);
  const before = documents.filter(({ kind, series, title }) =>
    added.some((one) => kind === 'document' && one.series === series && one.title === title),
  );
  return { gone: before.map(({ url }) => url), added };
}

function unlessGone(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}

/** Pages of incidents and questions, drawn from those that changed and what monitoring saw of them. */
async function recordsOf(
  session: Session,
  { documents }: Pick<SearchIndex, 'documents'>,
  ids: Record<'incident' | 'consultation', readonly string[]>,
  now: string,
): Promise<(Part | undefined)[]> {
  if (ids.incident.length + ids.consultation.length === 0) return [];
  const urls = new Set(documents.map(({ url }) => url));
  // Of a question that was asked before, or was changed, another answer may count now.
  const ofOld = documents.filter(({ url }) => ids.consultation.some((id) => url.endsWith(`#${id}`)));
  if (ofOld.length > 0) return [undefined];
  const { records } = session.workspace;
  const read = async <T extends AnyRecord>(all: readonly string[]): Promise<T[]> =>
    (await Promise.all(all.map((id) => records.get<T>(id)))).flatMap((one) => (one === undefined ? [] : [one.record]));
  const asked = await read<ConsultationRecord>(ids.consultation);
  const questions = asked.filter(({ article }) => article === undefined || !urls.has(articleUrl(ARTICLES, article)));
  const facts = await factsOf(session, { incident: await read(ids.incident), consultation: questions }, now);
  const sections = (await loadSections()).filter(
    ({ searchKind, shows }) => searchKind !== undefined && shows.some(({ kind }) => kind === 'incident'),
  );
  const before = new Map(documents.filter(({ kind }) => kind === 'consultation').map(({ title, url }) => [title, url]));
  // One that was written down late does not take the place of a newer answer.
  const answers = fromConsultations(knowledgeOf(facts, [])).filter(
    ({ title, url }) => !isRecordUrl(before.get(title)) || compareRecordIds(idOf(before.get(title)), idOf(url)) < 0,
  );
  return [
    {
      gone: documents.filter(({ url }) => ids.incident.some((id) => url.endsWith(`/${id}`))).map(({ url }) => url),
      added: composeSections(facts, sections).flatMap(fromSection),
    },
    { gone: answers.flatMap(({ title }) => before.get(title) ?? []), added: answers },
  ];
}

const idOf = (url: string | undefined): string => url?.split('#')[1] ?? '';
const isRecordUrl = (url: string | undefined): boolean => parseRecordId(idOf(url)) !== undefined;

async function factsOf(
  { workspace, workdays }: Session,
  changed: Record<'incident' | 'consultation', AnyRecord[]>,
  now: string,
): Promise<SiteFacts> {
  const { contract } = workspace.contract;
  const today = dateOf(now);
  const kinds = await Promise.all((await kindIds()).map(loadKind));
  const days = changed.incident.map(({ id }) => dayOfRecordId(id)).sort();
  const watched = async (kind: string): Promise<AnyRecord[]> =>
    days.length === 0
      ? []
      : (await workspace.records.list(kind, { from: watchedFrom(days[0] ?? today), to: days.at(-1) })).records;
  return {
    ...momentOf(now, contract.servicePeriod, (await readClosing(workspace.records, now)).closedAt),
    contract: heldDuring(workspace.contract, { from: contract.servicePeriod.from, to: today }),
    ...{ obligations: allObligations(workspace.contract), told: await topicsTold(workspace.contract) },
    records: { ...changed, 'alert-proposal': await watched('alert-proposal'), probe: await watched('probe') },
    ...{ withdrawn: {}, originals: new Map(), attachments: new Map(), histories: new Map(), used: new Map() },
    ...{ ids: new Map(Object.entries(changed).map(([kind, all]) => [kind, all.map(({ id }) => id)])) },
    ...{
      kinds,
      shown: siteShown(await loadSections()),
      documents: [],
      leftOpen: [],
      lateReports: [],
      reportDues: [],
      movedDues: [],
      listedOverdue: [],
      waived: [],
      scores: [],
      instalments: [],
      articles: new Map(),
    },
    clauses: { headings: new Map(), verdicts: null },
    ...{
      filed: undefined,
      inspection: [],
      isWorkingDay: (day: string) => workdays.isWorkingDay(day),
      inspected: { days: [], logs: new Map() },
      hasDesk: false,
      mask: maskFor('supplier'),
    },
  };
}
