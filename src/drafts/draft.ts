/** Writes what was split as the draft of a `contract.yaml`, on the text of the blank starter with its explanations. Pure. */

import { clauseTopics } from '../contract/terms/topics.ts';
import { hintsIn } from './hints.ts';
import { labelOf } from './labels.ts';
import type { PlainTerms } from './plain-terms.ts';
import type { DraftClause, SplitPaper } from './split.ts';
import { activitiesIn } from './terms/activities.ts';
import { availabilityIn } from './terms/availability.ts';
import { backupsIn } from './terms/backups.ts';
import { creditsIn } from './terms/credits.ts';
import { obligationsIn } from './terms/deliverables.ts';
import { levelsIn } from './terms/levels.ts';
import { type DraftScheme, penaltiesIn } from './terms/penalties.ts';
import { postsIn } from './terms/posts.ts';
import type { DraftRow } from './terms/rows.ts';
import { comment, levelsText, obligationsText, penaltiesText, quoted, requirementsText } from './terms/yaml.ts';
import { proposeTopics, type TopicProposal } from './topic-words.ts';

/** A clause with what is proposed for it. */
export interface ProposedClause extends DraftClause {
  label: string;
  topics: TopicProposal[];
  hints: string[];
}

export interface DraftPaper {
  id: string;
  /** The higher prevails. */
  rank: number;
  name: string;
  /** Path below the workspace. */
  file: string;
  prefix: string;
  sha256: string;
}

/** Topics by keyword, a short label no other clause has, and the numbers that stand in the text. */
export function proposed(clauses: readonly DraftClause[]): ProposedClause[] {
  const labels = new Set<string>();
  return clauses.map((clause) => {
    const label = unlike(labelOf(clause.text, clause.paper), clause.paper, labels);
    labels.add(label);
    const topics = proposeTopics(clause.intro === '' ? clause.text : `${clause.intro}${clause.text}`);
    // What a clause says alone decides; its headings only help where it says nothing that is known.
    const wider = topics.length > 0 ? topics : proposeTopics(clause.headings.join(' ')).map(asHint);
    return { ...clause, label, topics: wider, hints: hintsIn(clause.text) };
  });
}

/** With the paper's own number where another clause has the same name. */
function unlike(label: string, paper: string, taken: ReadonlySet<string>): string {
  if (!taken.has(label)) return label;
  for (let n = 1; ; n += 1) {
    const own = `${label}（${paper}${n === 1 ? '' : `，其${n}`}）`;
    if (!taken.has(own)) return own;
  }
}

const asHint = (one: TopicProposal): TopicProposal => ({ ...one, confidence: 'low', because: `标题：${one.because}` });

/** A paper with what was split from it. */
export interface DraftedPaper {
  paper: DraftPaper;
  clauses: readonly ProposedClause[];
  leftOver: SplitPaper['leftOver'];
}

/** What a draft says of levels, posts, activities, availability, backups, deductions and documents, as far as the words of the clauses say it. */
export interface DraftTerms {
  levels: ReturnType<typeof levelsIn>;
  activities: ReturnType<typeof activitiesIn>;
  obligations: ReturnType<typeof obligationsIn>;
  posts: DraftRow[];
  availability: DraftRow[];
  backups: DraftRow[];
  penalties: DraftScheme[];
}

/** @param clauses of all papers of the file, in their order */
export function termsIn(clauses: readonly ProposedClause[]): DraftTerms {
  const sources = clauses.map(({ id, paper, text, intro, topics }) => ({
    ...{ id, paper, text, intro },
    topics: topics.filter((one) => one.confidence === 'high').map(({ topic }) => topic),
  }));
  const levels = levelsIn(sources);
  const activities = activitiesIn(sources);
  const posts = postsIn(sources);
  const credits = creditsIn(sources, levels);
  return {
    ...{ levels, activities, posts, obligations: obligationsIn(sources, levels) },
    ...{ availability: availabilityIn(sources, levels), backups: backupsIn(sources) },
    penalties: [...penaltiesIn(sources, { levels, posts, credits }), ...credits],
  };
}

/** @param starter text of the blank starter's obligations.yaml @returns the text of the draft */
export const draftedObligations = (starter: string, { obligations }: DraftTerms): string =>
  starter.replace(/^obligations: \[\]$/m, () => obligationsText(obligations));

/**
 * @param starter text of the blank starter's contract.yaml
 * @param ordered whether the text itself says which paper prevails
 * @returns the text of the draft
 */
export function draftText(
  starter: string,
  {
    papers,
    ordered,
    plain,
    terms,
  }: { papers: readonly DraftedPaper[]; ordered: boolean; plain: PlainTerms; terms: DraftTerms },
): string {
  const several = papers.length > 1;
  const listed = [
    ...(several && !ordered ? ['# 全文没有写明几份文件之间以哪份为准，位次一律写作 1，请核对。'] : []),
    ...(several && ordered ? ['# 位次按全文写明的优先次序，请核对。'] : []),
    'papers:',
    ...papers.flatMap(({ paper }) => [
      `  - id: ${paper.id}`,
      `    name: ${quoted(paper.name)}`,
      `    file: ${paper.file}`,
      ...(paper.prefix === '' ? [] : [`    prefix: ${paper.prefix}`]),
      `    rank: ${paper.rank}`,
      `    sha256: ${paper.sha256}`,
    ]),
  ].join('\n');
  const clauses = papers.flatMap((one) => one.clauses);
  const list = clauses.length === 0 ? 'clauses: []' : `clauses:\n${clauses.map(clauseText).join('\n')}`;
  const left = papers.flatMap(({ paper, leftOver }) =>
    leftOver.map(({ line, text }) => `#   ${several ? `${comment(paper.name)} ` : ''}第 ${line} 行　${comment(text)}`),
  );
  const tail = ['# 以下各行没有归入条款（标题、前言等），逐行核对有没有漏掉的要求：', ...left].join('\n');
  const filled = starter
    .replace(/^papers: \[\]$/m, () => listed)
    .replace(/^levels: \[\]$/m, () => levelsText(terms.levels))
    .replace(/^penalties: \[\]$/m, () => [requirementsText(terms), penaltiesText(terms.penalties)].join('\n').trim())
    .replace(/^clauses: \[\]$/m, () => (left.length === 0 ? list : `${list}\n\n${tail}`));
  return withPlainTerms(filled, plain);
}

/** What the text says in so many words is filled in, each with the line to be compared; the rest stays to be filled in. */
function withPlainTerms(
  text: string,
  { project, number, purchaser, supplier, supervisor, servicePeriod, called }: PlainTerms,
): string {
  const put = (whole: string, key: RegExp, line: string, found: string | undefined): string =>
    found === undefined ? whole : whole.replace(key, () => `${line}${quoted(found)} # 抄自全文，请核对`);
  let filled = put(text, /^project: 待填写$/m, 'project: ', project);
  filled = put(filled, /^number: 待填写$/m, 'number: ', number);
  filled = put(filled, /^ {2}purchaser: 待填写$/m, '  purchaser: ', purchaser);
  filled = put(filled, /^ {2}supplier: 待填写$/m, '  supplier: ', supplier);
  filled = put(filled, /^ {2}supervisor: ~$/m, '  supervisor: ', supervisor);
  if (called !== undefined)
    filled = filled.replace(
      /^ {2}# called: .*$/m,
      () => `  called: { purchaser: ${called.purchaser}, supplier: ${called.supplier} } # 全文如此称呼，请核对`,
    );
  if (servicePeriod === undefined) return filled;
  return filled.replace(
    /^servicePeriod:\n {2}from: .*\n {2}to: .*$/m,
    () => `# 全文写明的起止，请核对。\nservicePeriod:\n  from: ${servicePeriod.from}\n  to: ${servicePeriod.to}`,
  );
}

function clauseText(clause: ProposedClause): string {
  const { id, paper, label, topics, text, hints, unsure, line } = clause;
  const sure = topics.filter((one) => one.confidence === 'high');
  const reason = topics.map(
    ({ topic, confidence, because }) =>
      `${topic} ${clauseTopics[topic]}（${confidence === 'high' ? '较有把握' : '可能'}：${comment(because)}）`,
  );
  return [
    `  # 第 ${line} 行。事项建议：${reason.length === 0 ? '没有把握，请自行选择' : reason.join('、')}`,
    ...hints.map((hint) => `  # ${comment(hint)}`),
    ...unsure.map((one) => `  # 拿不准：${comment(one)}`),
    `  - id: ${quoted(id)}`,
    `    paper: ${quoted(paper)}`,
    `    label: ${quoted(label)}`,
    `    topics: [${sure.map(({ topic }) => topic).join(', ')}]`,
    ...sure.flatMap(({ reason }) => (reason === undefined ? [] : [`    declaration: ${reason}`])),
    `    text: ${quoted(text)}`,
  ].join('\n');
}
