/** Asks on a terminal: a record field by field, and the measures of a confirmation. */

import { UserError } from '../contract/error.ts';
import { markedExample } from '../contract/party-words.ts';
import { formatDateTime } from '../contract/time.ts';
import { ABOUT_NOW_SECONDS, isAboutNow, machineNow } from '../pipeline/clock.ts';
import type { OpenRow } from '../pipeline/collect/judged-day.ts';
import type { RecordEntry } from '../pipeline/record/entry.ts';
import type { EntryField } from '../pipeline/record/entry-fields.ts';
import type { Answers } from '../pipeline/signoff/answers.ts';
import { limitText } from '../wording/durations.ts';
import { type Asker, openAsker } from './asker.ts';
import { said } from './said.ts';

type Measure = NonNullable<Answers['measures']>[number];

/**
 * @param entry checks each answer, and all of them together
 * @returns the answers, to be read like a file @throws UserError when the kind has lists to fill in, or the person gives up
 */
export async function askRecord(entry: RecordEntry, asker: Asker = openAsker()): Promise<Record<string, unknown>> {
  const rows = entry.fields.find((f) => f.required && f.shape === 'rows');
  if (rows !== undefined) {
    asker.close();
    throw new UserError('这种记录含有明细表，请写成文件登记', {
      at: rows.label,
      expected: '一个 YAML 文件，每个明细一行一组',
      hint: `先运行 opsledger record ${entry.kind} --example > 文件.yaml 得到样例，改好后运行 opsledger record ${entry.kind} --from 文件.yaml`,
    });
  }
  const fields = entry.fields.filter((f) => f.shape !== 'rows');
  const answers: Record<string, unknown> = {};
  try {
    for (const field of fields) await askField(asker, entry, answers, field);
    for (;;) {
      const faults = (await entry.faults(answers)).filter((f) => fields.some(({ name }) => name === f.field));
      if (faults.length === 0) return answers;
      for (const { field, text } of faults) {
        const again = fields.find(({ name }) => name === field) as EntryField;
        await askField(asker, entry, answers, again, `  ${text}\n`);
      }
    }
  } finally {
    asker.close();
  }
}

async function askField(
  asker: Asker,
  entry: RecordEntry,
  answers: Record<string, unknown>,
  field: EntryField,
  before = '',
): Promise<void> {
  const problemOf = (answer: string) => entry.problem(answers, field, answerValue(field, answer));
  const answer = await asker.ask(`${before}${prompt(field)}`, problemOf);
  const value = answerValue(field, answer);
  if (value === undefined) delete answers[field.name];
  else answers[field.name] = value;
}

function prompt(field: EntryField): string {
  const example = field.example === undefined ? [] : [`如 ${markedExample(String(field.example))}`];
  const hints = [
    ...(field.choices === undefined
      ? example
      : [
          Object.entries(field.choices)
            .map(([code, word]) => `${code}=${word}`)
            .join(' '),
        ]),
    ...(field.unit === undefined ? [] : [`单位 ${field.unit}`]),
    ...(field.shape === 'texts' ? ['几个用顿号隔开'] : []),
    ...(field.required ? [] : [field.otherwise === undefined ? '可空' : `直接回车为${field.otherwise}`]),
  ];
  return `${field.label}${hints.length > 0 ? `（${hints.join('；')}）` : ''}：`;
}

/** An answer as the field takes it: a Chinese word stands for its code; undefined when nothing was typed. */
function answerValue(field: EntryField, answer: string): unknown {
  if (answer === '') return undefined;
  const codeOf = (one: string) =>
    Object.entries(field.choices ?? {}).find(([, word]) => said(word) === one)?.[0] ?? one;
  return field.shape === 'texts' ? answer.split(/[,，、\s]+/).map(codeOf) : codeOf(answer);
}

/**
 * Asks for the measure of each open row of an inspection; an empty answer leaves it unrecorded.
 * @param permitProblem what is wrong with a permit's number; null when it is one
 */
export async function askMeasures(
  rows: readonly OpenRow[],
  permitProblem: (id: string) => Promise<string | null>,
  asker?: Asker,
): Promise<Measure[]> {
  if (rows.length === 0) return [];
  const terminal = asker ?? openAsker();
  const measures: Measure[] = [];
  let heading = `有 ${rows.length} 项需要写明处理措施，直接回车跳过\n`;
  try {
    for (const { check, target, instance, text } of rows) {
      const action = await terminal.ask(`${heading}${text}\n  处理措施：`);
      heading = '';
      if (action === '') continue;
      const permit = await terminal.ask('  许可编号（可空）：', (id) => (id === '' ? null : permitProblem(id)));
      measures.push({
        check,
        target,
        action,
        ...(instance === null ? {} : { instance }),
        ...(permit === '' ? {} : { permit }),
      });
    }
  } finally {
    terminal.close();
  }
  return measures;
}

/**
 * Asks a question of yes or no; only a plain yes is one.
 * @param asker the terminal @param clock says what time it is
 * @throws UserError for a yes that comes when what was told is of another time: what is done then would count as done before
 */
export async function askYes(question: string, asker: Asker = openAsker(), clock = machineNow): Promise<boolean> {
  const asked = clock();
  try {
    const isYes = /^(y|yes|是)$/i.test(await asker.ask(question));
    if (isYes && !isAboutNow(asked, clock())) throw answeredLate(asked);
    return isYes;
  } finally {
    asker.close();
  }
}

const answeredLate = (asked: string): UserError =>
  new UserError('问题搁置太久才回答，没有办理', {
    found: `${formatDateTime(asked)} 提问`,
    expected: `${limitText(ABOUT_NOW_SECONDS)}之内回答`,
    hint: '重新运行同一命令，按现在的情况看过再答',
  });

/** Whether what was just told was looked at. */
export const askSeen = (asker?: Asker): Promise<boolean> =>
  askYes('以上各条已看过，继续办理？（y=是；直接回车不办理）：', asker);

/** Whether it shall be confirmed although that is not done. @param text what is open */
export const askUnfinished = (text: string, asker?: Asker): Promise<boolean> =>
  askYes(`${text}，仍然确认？（y=我已知道，仍然确认；直接回车不办理）：`, asker);
