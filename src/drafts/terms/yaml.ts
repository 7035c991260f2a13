/** What was drafted of a contract's terms, as the YAML that a person goes on with: each with the paper's number from which it is. Pure. */
import type { DraftActivity } from './activities.ts';
import type { DraftObligation } from './deliverables.ts';
import type { DraftLevel } from './levels.ts';
import type { DraftScheme } from './penalties.ts';
import type { DraftRow } from './rows.ts';

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

/** What a contract asks for in numbers, as far as it was drafted. */
export interface DraftRequirements {
  posts: readonly DraftRow[];
  activities: readonly DraftActivity[];
  availability: readonly DraftRow[];
  backups: readonly DraftRow[];
}

/** `requirements:` of the contract; empty where nothing was drafted, and by `#` where no row is whole. */
export function requirementsText({ posts, activities, availability, backups }: DraftRequirements): string {
  const lists = [
    ...listText('posts', posts, 2),
    ...activitiesLines(activities),
    ...listText('availability', availability, 2),
    ...listText('backups', backups, 2),
  ];
  if (lists.length === 0) return '';
  return [lists.every((one) => /^ *#/.test(one)) ? '# requirements:' : 'requirements:', ...lists].join('\n');
}

function activitiesLines(activities: readonly DraftActivity[]): string[] {
  if (activities.length === 0) return [];
  return [
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
  ];
}

/** `penalties:` of the contract: each scheme with its rules, and the words that no rule holds. */
export function penaltiesText(schemes: readonly DraftScheme[]): string {
  if (schemes.length === 0) return 'penalties: []';
  const isWhole = ({ missing, rules }: DraftScheme): boolean =>
    missing.length === 0 && rules.some((one) => one.missing.length === 0);
  return [
    schemes.some(isWhole) ? 'penalties:' : 'penalties: []',
    ...schemes.flatMap((one) => (isWhole(one) ? schemeLines(one) : schemeLines(one).map(leftOut))),
  ].join('\n');
}

function schemeLines({ data, rules, sharedCaps, unread, papers, missing }: DraftScheme): string[] {
  const { id, ...keys } = data;
  return [
    `  # ${from(papers)}`,
    ...(missing.length === 0 ? [] : [`  # 全文没有写明：${comment(missing.join('、'))}。补写后去掉以下各行行首的 #`]),
    ...unread.map((one) => `  # 没有写入，请自行填写：${comment(one)}`),
    `  - id: ${flow(id)}`,
    ...Object.entries(keys).flatMap(([key, value]) =>
      key === 'bands' && Array.isArray(value)
        ? ['    bands:', ...value.map((one) => `      - ${flow(one)}`)]
        : [`    ${key}: ${flow(value)}`],
    ),
    ...listText('rules', rules, 4),
    ...(sharedCaps.length === 0 ? [] : ['    sharedCaps:', ...sharedCaps.map((one) => `      - ${flow(one)}`)]),
  ];
}

/** A list of rows, each in one line below the number from which it is; what lacks something is left out by `#` and says what. */
function listText(key: string, rows: readonly DraftRow[], indent: number): string[] {
  if (rows.length === 0) return [];
  const space = ' '.repeat(indent);
  const lines = rows.flatMap(({ data, paper, missing }) =>
    missing.length === 0
      ? [`${space}  # ${from([paper])}`, `${space}  - ${flow(data)}`]
      : [
          `${space}  # ${from([paper])}；补写 ${comment(missing.join('、'))} 后去掉下一行行首的 #`,
          leftOut(`${space}  - ${flow(data)}`),
        ],
  );
  return [rows.some(({ missing }) => missing.length === 0) ? `${space}${key}:` : `${space}# ${key}:`, ...lines];
}

const leftOut = (line: string): string => (/^ *#/.test(line) ? line : line.replace(/^( *)/, '$1# '));

/** A value in one line of YAML. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, one]) => `${key}: ${flow(one)}`)
      .join(', ')} }`;
  const text = String(value);
  return typeof value !== 'string' || /^[A-Za-z][A-Za-z0-9-]*$/.test(text) ? text : quoted(text);
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
