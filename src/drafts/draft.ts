/** Writes what was split as the draft of a `contract.yaml`, on the text of the blank starter with its explanations. Pure. */

import { hintsIn } from './hints.ts';
import type { DraftClause, SplitPaper } from './split.ts';
import { proposeTopics, type TopicProposal } from './topic-words.ts';

/** A clause with what is proposed for it. */
export interface ProposedClause extends DraftClause {
  label: string;
  topics: TopicProposal[];
  hints: string[];
}

export interface DraftPaper {
  id: string;
  name: string;
  /** Path below the workspace. */
  file: string;
  prefix: string;
  sha256: string;
}

/** Longest label that is proposed. */
const LABEL = 18;

/** Topics by keyword, a short label no other clause has, and the numbers that stand in the text. */
export function proposed(clauses: readonly DraftClause[]): ProposedClause[] {
  const labels = new Set<string>();
  return clauses.map((clause) => {
    const first = clause.text.split(/[\n。；;，,：]|(?<!\d)[.:]/)[0]?.trim() ?? '';
    const short = [...(first === '' ? clause.paper : first)].slice(0, LABEL).join('');
    const label = labels.has(short) ? `${short}（${clause.id}）` : short;
    labels.add(label);
    const topics = proposeTopics(clause.text);
    // What a clause says alone decides; its headings only help where it says nothing that is known.
    const wider = topics.length > 0 ? topics : proposeTopics(clause.headings.join(' ')).map(asHint);
    return { ...clause, label, topics: wider, hints: hintsIn(clause.text) };
  });
}

const asHint = (one: TopicProposal): TopicProposal => ({ ...one, confidence: 'low', because: `标题：${one.because}` });

/**
 * @param starter text of the blank starter's contract.yaml
 * @returns the text of the draft
 */
export function draftText(
  starter: string,
  {
    paper,
    clauses,
    leftOver,
    servicePeriod,
  }: {
    paper: DraftPaper;
    clauses: readonly ProposedClause[];
    leftOver: SplitPaper['leftOver'];
    servicePeriod: { from: string; to: string } | undefined;
  },
): string {
  const papers = [
    'papers:',
    `  - id: ${paper.id}`,
    `    name: ${quoted(paper.name)}`,
    `    file: ${paper.file}`,
    ...(paper.prefix === '' ? [] : [`    prefix: ${paper.prefix}`]),
    '    rank: 1',
    `    sha256: ${paper.sha256}`,
  ].join('\n');
  const list = clauses.length === 0 ? 'clauses: []' : `clauses:\n${clauses.map(clauseText).join('\n')}`;
  const left = [
    '# 以下各行没有归入条款（标题、前言等），逐行核对有没有漏掉的要求：',
    ...leftOver.map(({ line, text }) => `#   第 ${line} 行　${comment(text)}`),
  ].join('\n');
  const filled = starter
    .replace(/^papers: \[\]$/m, () => papers)
    .replace(/^clauses: \[\]$/m, () => (leftOver.length === 0 ? list : `${list}\n\n${left}`));
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
      `${topic}（${confidence === 'high' ? '较有把握' : '可能'}：${comment(because)}）`,
  );
  return [
    `  # 第 ${line} 行。事项建议：${reason.length === 0 ? '没有把握，请自行选择' : reason.join('、')}`,
    ...hints.map((hint) => `  # ${comment(hint)}`),
    ...unsure.map((one) => `  # 拿不准：${comment(one)}`),
    `  - id: ${quoted(id)}`,
    `    paper: ${quoted(paper)}`,
    `    label: ${quoted(label)}`,
    `    topics: [${sure.map(({ topic }) => topic).join(', ')}]`,
    `    text: ${quoted(text)}`,
  ].join('\n');
}

/** A YAML text in double quotes; what JSON escapes, YAML reads the same. */
const quoted = (text: string): string =>
  JSON.stringify(text).replace(
    /[\x7f-\x9f\u2028\u2029\ufeff]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** One line that ends no comment. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const comment = (text: string): string => text.replace(/[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+/g, ' ').trim();
