/** What was drafted of a contract's terms, as the YAML that a person goes on with: each with the paper's number from which it is. Pure. */
import type { DraftActivity } from './activities.ts';
import type { DraftObligation } from './deliverables.ts';
import type { DraftLevel } from './levels.ts';

/** A YAML text in double quotes; what JSON escapes, YAML reads the same. */
export const quoted = (text: string): string =>
  JSON.stringify(text).replace(
    /[\x7f-\x9f\u2028\u2029\ufeff]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** One line that ends no comment. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
export const comment = (text: string): string => text.replace(/[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+/g, ' ').trim();

const from = (papers: readonly string[]): string => `抄自 ${comment(papers.join('、'))}，请核对`;

/** `levels:` of the contract; the empty list where nothing was drafted. */
export function levelsText(levels: readonly DraftLevel[]): string {
  if (levels.length === 0) return 'levels: []';
  return [
    'levels:',
    ...levels.flatMap(({ id, name, scope, papers, limits, unread }) => [
      `  # ${from(papers)}`,
      ...unread.map((one) => `  # 没有写入，请自行填写：${comment(one)}`),
      `  - id: ${id}`,
      `    name: ${quoted(name)}`,
      ...(scope === undefined ? [] : [`    scope: ${quoted(scope)}`]),
      '    limits:',
      ...limits.map(({ clock, clause, amount, text }) => {
        const size = 'minutes' in amount ? `minutes: ${amount.minutes}` : `workingDays: ${amount.workingDays}`;
        const calendar = 'minutes' in amount ? '' : ', calendar: working-days';
        return `      - { clock: ${clock}, clause: ${quoted(clause)}, ${size}${calendar}, text: ${quoted(text)} }`;
      }),
    ]),
  ].join('\n');
}

/** `requirements:` of the contract with its activities; empty where nothing was drafted. */
export function activitiesText(activities: readonly DraftActivity[]): string {
  if (activities.length === 0) return '';
  return [
    'requirements:',
    '  activities:',
    ...activities.flatMap(({ id, name, kind, times, per, clause, paper }) => [
      `    # ${from([paper])}`,
      `    - id: ${id}`,
      `      name: ${quoted(name)}`,
      `      kind: ${kind}`,
      ...(kind === 'activity' ? [`      where: { field: activity, in: [${id}] }`] : []),
      ...[`      times: ${times}`, ...(times > 1 ? ['      atLeast: true'] : []), `      per: ${per}`],
      `      clauses: [${quoted(clause)}]`,
    ]),
  ].join('\n');
}

/** `obligations:` of a file of its own. */
export function obligationsText(obligations: readonly DraftObligation[]): string {
  if (obligations.length === 0) return 'obligations: []';
  return [
    'obligations:',
    ...obligations.flatMap((one) => [
      `  # ${from([one.paper])}`,
      `  - id: ${one.id}`,
      `    code: ${one.code}`,
      `    name: ${quoted(one.name)}`,
      ...(one.unit === undefined ? [] : [`    unit: ${one.unit}`]),
      ...(one.sections === undefined ? [] : [`    sections: [${one.sections.join(', ')}]`]),
      ...everyLines(one.every),
      ...(one.interval === undefined ? [] : [`    interval: ${one.interval}`]),
      ...(one.every === '{ unit: event }' ? ['    eventKind: incident'] : []),
      ...(one.eventLevels === undefined ? [] : [`    eventLevels: [${one.eventLevels.join(', ')}]`]),
      `    due: ${one.due}`,
      `    issueFrom: ${one.issueFrom}`,
      `    clauses: [${quoted(one.clause)}]`,
      '    signature: full',
    ]),
  ].join('\n');
}

/** `{ unit: day }, only: working-days` → two keys. */
const everyLines = (every: string): string[] => {
  const [step = '', only] = every.split(/, (?=only: )/);
  return [`    every: ${step}`, ...(only === undefined ? [] : [`    ${only}`])];
};
