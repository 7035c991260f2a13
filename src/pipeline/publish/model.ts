/** Workspace → the one site model that the pages draw. */

import { join } from 'node:path';
import { erasedFiles } from '../../archive/log/erasures.ts';
import { inspectsAnything } from '../../contract/asked.ts';
import { allObligations } from '../../contract/bundle/bundle.ts';
import { heldDuring } from '../../contract/bundle/held-on.ts';
import { momentOf } from '../../contract/calendar/moment.ts';
import { sayAllIn, wordsOf } from '../../contract/party-words.ts';
import { clauseMark } from '../../contract/terms/clause-marks.ts';
import { dateOf, formatDateTime } from '../../contract/time.ts';
import type { Held } from '../../guard/held.ts';
import { articleFolder, type LoadedArticles, loadArticles } from '../../knowledge/articles.ts';
import { openArticleCache } from '../../knowledge/cache.ts';
import { manualFor } from '../../knowledge/search-documents.ts';
import type { SiteArticle, SiteModel, SiteOccurrence, SiteShown, SiteView } from '../../report/site-model.ts';
import { monthAnswers } from '../../sections/board/month-answers.ts';
import { monthFacts } from '../../sections/board/month-facts.ts';
import { settledSinceLetter } from '../../sections/interpretations/since.ts';
import { knowledgeOf } from '../../sections/lists/knowledge.ts';
import { siteReturns, siteVoids } from '../../sections/lists/taken-back.ts';
import { waiverTexts } from '../../sections/lists/waivers.ts';
import type { SiteFacts } from '../../sections/parts/facts.ts';
import { recordHref } from '../../sections/parts/links.ts';
import { maskFor } from '../../sections/parts/mask.ts';
import { staffBlocks } from '../../sections/parts/staff.ts';
import { whereToSign } from '../../sections/parts/where-to-act.ts';
import { absentAndAtWork } from '../../sections/records/duty.ts';
import { letterIds } from '../../subjects/interpretations/judge/paper.ts';
import { closingText, enteredAfter } from '../../subjects/signing/judge/close-out.ts';
import { waivedPeriods } from '../../subjects/signing/judge/waived.ts';
import type { FileProblem } from '../../workspace/store/record-store.ts';
import { confirmedDay } from '../collect/judged-day.ts';
import { hasDesk } from '../desk-accounts.ts';
import type { Unsound } from '../issue/sound-records.ts';
import { soundSession } from '../issue/sound-session.ts';
import { declaredByBoth } from '../log/declared.ts';
import { recordHistories } from '../log/record-history.ts';
import { type DueItem, dueItems } from '../plan/due-items.ts';
import { instalmentsOf } from '../plan/instalments.ts';
import { isRequested, planWithRequests } from '../plan/on-request.ts';
import type { Plan } from '../plan/plan.ts';
import { awaitsHandover, isReopened, type PlannedOccurrence, printedBlanks } from '../plan/planned.ts';
import { toolRoot } from '../program.ts';
import { dueCalendar } from '../remind/offline.ts';
import type { Session } from '../session.ts';
import { besideVerdict } from '../status/beside-verdict.ts';
import { type Looked, lookForFaults } from '../status/file-faults.ts';
import { inspectionSummary } from '../status/inspection-summary.ts';
import { noInspection } from '../status/no-inspection.ts';
import { scoreSheets } from '../status/scores.ts';
import { verdictOf } from '../status/verdict.ts';
import { kindIds, loadKind, loadSections, topicsTold } from '../units.ts';
import { siteAttachments } from './attachments.ts';
import { clausePlaces, judgedPlaces } from './clause-places.ts';
import { cleanArticles } from './clean.ts';
import { issuedDocuments } from './documents.ts';
import { type DraftPage, draftDocuments, drawn } from './drafts.ts';
import { withDrawings } from './drawings.ts';
import { filedPeople, filingsOf } from './filed-people.ts';
import { DUE_CALENDAR, headingOf } from './heading.ts';
import { inspectedYear } from './inspected.ts';
import { type Masking, maskingOf } from './masked.ts';
import { monthNews } from './month-news.ts';
import { causeOf, siteOccurrence, withSettled } from './occurrence.ts';
import { proofIndex, withdrawnIn } from './proof-index.ts';
import { readSiteRecords, storedRecords } from './records.ts';
import { reportCounts } from './report-counts.ts';
import { saidByDocuments } from './said/said.ts';
import { composeSite, siteNeeds, siteShown } from './sections.ts';
import { shownInManual } from './shown/manual.ts';
import type { SiteFile } from './site-files.ts';
import { usedIn } from './used.ts';

export interface SiteContent {
  model: SiteModel;
  /** Pictures of articles and previews of drafts. */
  files: SiteFile[];
  /**
   * Makes the index of 档案查验 and the feed of due times, of which the pages show nothing and which say the same words.
   * @param without takes out of them what the pages do not say
   */
  beside(without: Held['without']): Promise<SiteFile[]>;
  /** Open items as `due` lists them. */
  due: DueItem[];
}

/**
 * Everything of the site, in the words of the contract.
 * @param now ISO instant at which states are judged
 * @param view who the site is for: drafts and what is missing for them are the supplier's own
 */
export async function siteContent(session: Session, now: string, view: SiteView = 'supplier'): Promise<SiteContent> {
  const looked = lookForFaults(session);
  const { unsound } = await looked;
  const content = await markedContent(soundSession(session, unsound), looked, {
    now,
    view,
    altered: alteredOf(unsound),
  });
  return { ...content, model: sayAllIn(wordsOf(session.workspace.contract.contract), content.model) };
}

/** By id of the record, what was done to its file. */
const alteredOf = (unsound: readonly Unsound[]): Map<string, string> =>
  new Map(unsound.flatMap(({ sound, message }) => (sound === null ? [] : [[sound.id, message]])));

async function markedContent(
  session: Session,
  looked: Looked,
  { now: builtAt, view, altered }: { now: string; view: SiteView; altered: ReadonlyMap<string, string> },
): Promise<SiteContent> {
  const { workspace } = session;
  const { contract } = workspace.contract;
  const whole = await planWithRequests(session, builtAt);
  const moment = momentOf(builtAt, contract.servicePeriod, whole.closeOut.closedAt);
  const { now, today, yearFrom } = moment;
  // Sent back or not is asked of every document; the calendar has what is owed at a time.
  const plan: Plan = { ...whole, items: whole.items.filter((one) => !isRequested(one)) };
  const mask = maskFor(view, workspace.settings.desk.roles);
  const drafts = mask.internal ? await draftDocuments(session, plan, { looked, now }) : { pages: [], problems: [] };
  const manualShown = await shownInManual(workspace.contract);
  const erased = await erasedFiles(workspace.root);
  const { documents: declared } = await declaredByBoth(workspace);
  const documents = [...issuedDocuments(whole, { ...workspace, erased, declared }, today), ...drafts.pages.map(drawn)];
  const judged = await confirmedDay(session, today);
  const inspection = inspectionSummary(session, plan, today, judged);
  const none = noInspection(plan.items, today);
  const [kinds, sections] = [await Promise.all((await kindIds()).map(loadKind)), await loadSections()];
  const days = { ...moment, to: dateOf(builtAt) };
  const read = await readSiteRecords(workspace.records, kinds, siteNeeds(sections), days, contract);
  const stored = storedRecords(read.found, kinds);
  const masked = maskingOf(mask, { ...workspace.contract, ...workspace.contract.contract, records: stored });
  const { articles, manual, pictures, problems } = await allArticles(workspace.root, masked, manualShown);
  const attached = await siteAttachments(
    workspace,
    stored,
    mask,
    workspace.contract.interpretations.flatMap(({ scan }) => scan ?? []),
  );
  const obligations = allObligations(workspace.contract);
  const known = {
    ...moment,
    knownAt: builtAt,
    // What is to come is not shown yet; what has ended still is, with its past.
    contract: heldDuring(workspace.contract, { from: contract.servicePeriod.from, to: today }),
    ...{ obligations, told: await topicsTold(workspace.contract) },
    ...read.found,
    ...{ histories: await recordHistories(session, stored), altered },
    ...{ used: usedIn(whole.documents), kinds, attachments: attached.shown },
    shown: siteShown(sections),
    documents,
    ...(await saidByDocuments(session, plan, whole.documents, { documents, obligations, yearFrom, now })),
    ...{ waived: waivedPeriods(plan.waivers, builtAt), ...(await moneyOf(session, whole, now)) },
    ...{ filed: await filedPeople(session, whole), articles: titlesOf(articles) },
    ...{ inspection: judged?.results ?? [], isWorkingDay: (day: string) => session.workdays.isWorkingDay(day) },
    ...{ inspected: inspectedYear(session, plan, read.found.records, moment), mask },
    hasDesk: await hasDesk(workspace.root),
  };
  const facts: SiteFacts = { ...known, clauses: judgedPlaces(await clausePlaces(session, whole, now), known) };
  // Before anything is drawn of it: a drawing says what its data say.
  const composed = masked.composed(composeSite(facts, sections));
  const owed = await dueItems(session, whole, now, isListed);
  const { unreadable, ...beside } = await besideVerdict(session, whole, { looked, read: whole.problems, now: builtAt });
  const told = [...unreadable, ...beside.edited, ...beside.altered];
  const occurrences = occurrencesOf(facts, plan);
  const model: SiteModel = {
    schema: 1,
    ...{ builtAt, asOf: now, closed: closedOf(whole, stored, facts) },
    ...(await headingOf(session, { mask, now: builtAt })),
    simulated: plan.documents.some((d) => d.manifest.simulated),
    ...{ today, until: moment.until, view, hasDesk: facts.hasDesk, toSign: whereToSign(facts) },
    ...composed,
    sections: await withDrawings(composed.sections),
    knowledge: knowledgeOf(facts, articles),
    verdict: verdictOf(whole, inspection, composed.board, {
      stated: facts.clauses.verdicts,
      ...beside,
      ...{ scores: facts.scores, instalments: facts.instalments },
      inspects: inspectsAnything(workspace.contract) && today <= contract.servicePeriod.to,
      none,
    }),
    ...{ inspection, noInspection: none.text, occurrences },
    due: occurrences.filter((_, n) => isOpen(plan.items[n] as PlannedOccurrence)),
    ...{ documents, ...(await monthly(session, facts, whole)) },
    ...{ returns: siteReturns(plan.returns, documents), voids: siteVoids(plan.voids, documents) },
    kinds: kindsOf(facts, filingsOf(workspace.contract)),
    ...{ articles, manual: manualFor(view, manual), shown: manualShown },
    problems: mask.internal ? [...toldOnce(told, read.problems), ...problems, ...drafts.problems] : [],
  };
  return {
    model: masked.model(model),
    due: owed,
    beside: async (without) => [
      ...proofIndex(plan.documents, contract, erased, withdrawnIn(read.found.withdrawn), masked.after(without)),
      ...(mask.internal ? [await dueFile(session, now, whole, without)] : []),
    ],
    files: [...attached.files, ...drawnFiles(pictures, drafts.pages)],
  };
}

/** What is deducted, and what is paid. */
const moneyOf = async (
  session: Session,
  plan: Plan,
  now: string,
): Promise<Pick<SiteFacts, 'scores' | 'instalments'>> => ({
  scores: await scoreSheets(session, plan, now),
  instalments: await instalmentsOf(session, plan, now),
});

const titlesOf = (articles: LoadedArticles['articles']): Map<string, string> =>
  new Map(articles.map(({ id, title }) => [id, title]));

const drawnFiles = (pictures: LoadedArticles['pictures'], pages: readonly DraftPage[]): SiteFile[] => [
  ...pictures.map(({ url, source }) => ({ url, from: { path: source } })),
  ...pages.map(({ document, html }) => ({ url: document.files.html, from: { bytes: html } })),
];

/** That the project is closed, and what was written down since; null: nothing says so. */
function closedOf({ closeOut }: Plan, stored: ReturnType<typeof storedRecords>, facts: SiteFacts): SiteModel['closed'] {
  const text = closingText(closeOut);
  if (text === null) return null;
  const own = stored.map(({ kind, record }) => ({ label: kind.label, enteredAt: record.enteredAt, id: record.id }));
  return {
    text,
    later: enteredAfter(own, closeOut).map(({ label, id, enteredAt }) => ({
      text: `${label} ${id}　${formatDateTime(enteredAt)} 登记`,
      href: recordHref(facts, id),
    })),
  };
}

/** It tells what is still missing, which is the supplier's own to know. */
async function dueFile(session: Session, now: string, plan: Plan, without: Held['without']): Promise<SiteFile> {
  const text = await dueCalendar(session, now, plan, (words) => without({ words }, {}).words);
  return { url: DUE_CALENDAR, from: { bytes: Buffer.from(text) } };
}

async function monthly(
  session: Session,
  facts: SiteFacts,
  whole: Plan,
): Promise<Pick<SiteModel, 'reportCounts' | 'monthAnswers' | 'monthFacts'>> {
  const news = await monthNews(session, whole);
  const answers = monthAnswers(facts, news);
  return {
    reportCounts: reportCounts(facts, whole.documents),
    monthAnswers: answers,
    monthFacts: monthFacts(facts, Object.keys(answers)),
  };
}

function occurrencesOf(facts: SiteFacts, { items, waivers }: Plan): SiteOccurrence[] {
  const texts = waiverTexts(waivers);
  const cause = causeOf(facts);
  const { interpretations } = facts.contract;
  return items.map((item) =>
    withSettled(siteOccurrence(item, facts.mask, texts, cause, facts.now), item.obligation, interpretations),
  );
}

/**
 * Every kind of document of the contract. @param filings those that list its people, beside whom their page shows who was there, as
 * beside a list of 口径 stands what was settled since
 */
const kindsOf = (facts: SiteFacts, filings: readonly string[]): SiteModel['kinds'] => {
  const staff = { title: '备案人员与在岗人员', blocks: staffBlocks(facts, absentAndAtWork(facts)) };
  const settled = { title: '签发之后确认的口径', blocks: settledSinceLetter(facts) };
  const letters = letterIds(facts.contract);
  return facts.obligations.map(({ id, name, clauses }) => {
    const told = [...(filings.includes(id) ? [staff] : []), ...(letters.has(id) ? [settled] : [])];
    const [own] = told.filter(({ blocks }) => blocks.length > 0);
    return { id, name, clauses: clauses.map(clauseMark), ...(own === undefined ? {} : { told: own }) };
  });
};

/** What may be published of the workspace's articles, as the view may see them, and of the program's manual. */
async function allArticles(
  root: string,
  masked: Pick<Masking, 'article'>,
  shown: SiteShown,
): Promise<LoadedArticles & { manual: SiteArticle[] }> {
  const cache = await openArticleCache(join(root, '.opsledger', 'cache', 'articles.json'), toolRoot);
  const own = articleFolder(root);
  const kept = await loadArticles(own, cache.render);
  const tool = { dir: join(toolRoot, 'knowledge-base', 'manual'), url: '/manual', label: 'manual', shown };
  const manual = await loadArticles(tool, cache.render);
  await cache.save();
  const clean = await cleanArticles(root, kept.articles.map(masked.article), own.label);
  const cleanManual = await cleanArticles(root, manual.articles, tool.label);
  return {
    articles: clean.articles,
    manual: cleanManual.articles,
    pictures: [...kept.pictures, ...manual.pictures],
    problems: [...kept.problems, ...manual.problems, ...clean.problems, ...cleanManual.problems],
  };
}

/** What was told of a file by one reader is not told again by another. */
const toldOnce = (told: readonly FileProblem[], others: SiteModel['problems']): SiteModel['problems'] => [
  ...told.map((p) => ({ file: p.path, message: p.message })),
  ...others.filter(({ file }) => !told.some(({ path }) => path === file)),
];

const isOpen = (i: PlannedOccurrence): boolean => ['due', 'overdue', 'missing'].includes(i.state) || awaitsHandover(i);
/** What `start` lists: something can be done about it, or nothing can be done any more. A returned document is owed again, and so is one with blanks. */
const isListed = (i: PlannedOccurrence): boolean =>
  isReopened(i) || printedBlanks(i) > 0 || (isOpen(i) && (i.hasEvidence || i.state !== 'due'));
