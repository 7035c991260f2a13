/** A record to start from: the kind's example as YAML, each field with its Chinese name, unit and choices. Pure. */

import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import { plainWords, sayExample, sayIn, wordsOf } from '../../contract/party-words.ts';
import { applies } from '../../contract/terms/checklist.ts';
import { at, compareInstants, dateOf, toDate, toText } from '../../contract/time.ts';
import { factTimes } from '../../records/fact-times.ts';
import { fieldsOf, type RecordField, withTerms } from '../../records/fields.ts';
import type { AnyRecord, RecordKind } from '../../records/record.ts';
import { writeYaml } from '../../workspace/text/yaml.ts';
import { type EntryField, fieldsToEnter } from './entry-fields.ts';
import { writtenBy } from './not-for-people.ts';

/**
 * The kind's example with its dates moved to when it could have happened: the newest fact at or before `now`, all else as
 * far from it as before. What a person leaves as it stands is then neither to come nor outside the service period.
 * Levels and the like that the contract does not have are those that it has.
 * @param now ISO @param bundle of the workspace, when there is one; a day outside its service is moved to its nearest end
 */
export function datedExample(kind: RecordKind, now: string, bundle?: ContractBundle): AnyRecord {
  const service = bundle?.contract.servicePeriod;
  const newest = newestFact(kind);
  const latest = service !== undefined && service.to < dateOf(now) ? toText(at(service.to, '23:59')) : now;
  const today = dateOf(latest);
  const fits = compareInstants(`${today}${newest.slice('YYYY-MM-DD'.length)}`, latest) <= 0;
  const day = fits ? toDate(today) : toDate(today).subtract({ days: 1 });
  const days = toDate(dateOf(newest)).until(day, { largestUnit: 'days' }).days;
  const moved = (date: string): string => toDate(date).add({ days }).toString();
  const text = JSON.stringify(kind.example)
    .replace(/\b\d{4}-\d\d-\d\d(?=T|\b)/g, moved)
    // Ids of records bear the day on which they were written down.
    .replace(/\b([A-Z]{2,3})-(\d{4})(\d\d)(\d\d)-(\d{3,})\b/g, (_, prefix, y, m, d, n) => {
      return `${prefix}-${moved(`${y}-${m}-${d}`).replaceAll('-', '')}-${n}`;
    });
  const words = bundle === undefined ? plainWords : wordsOf(bundle.contract);
  const said = (_: string, value: unknown): unknown => (typeof value === 'string' ? sayExample(words, value) : value);
  const example = JSON.parse(text, said) as AnyRecord;
  if (bundle === undefined) return example;
  return inTermsOf(ofOwnAssets(example, bundle), withTerms(fieldsOf(kind.schema), bundle));
}

/** The newest fact of the kind's example: as of then it stands as it was written. ISO. */
export const newestFact = ({ example }: Pick<RecordKind, 'example'>): string =>
  [...factTimes(example), example.at].toSorted(compareInstants).at(-1) as string;

/** Assets that the contract does not have are those that it has; nothing is left to be refused, or to be taken for its own. */
function ofOwnAssets(example: AnyRecord, { assets }: ContractBundle): AnyRecord {
  const ids = assets.map(({ id }) => id);
  const { asset, assets: named } = example as { asset?: unknown; assets?: unknown };
  const isUnknown = (value: unknown): boolean => typeof value === 'string' && !ids.includes(value);
  if (ids.length === 0) return example;
  return {
    ...example,
    ...(isUnknown(asset) ? { asset: ids[0] } : {}),
    ...(Array.isArray(named) && named.some(isUnknown) ? { assets: ids.slice(0, named.length) } : {}),
  } as AnyRecord;
}

/** The example with choices of the contract where it names others, in the same order: a level that was raised stays a worse one. */
function inTermsOf(example: AnyRecord, fields: readonly RecordField[]): AnyRecord {
  const changed = fields.flatMap(({ name, columns }) => {
    const rows = (example as unknown as Record<string, unknown>)[name];
    const own = columns.filter(({ choicesFrom }) => choicesFrom !== undefined);
    if (!Array.isArray(rows) || own.length === 0) return [];
    return [
      [
        name,
        rows.map((row, n) => ({ ...row, ...Object.fromEntries(own.map((one) => known(one, row, rows.length - n))) })),
      ],
    ];
  });
  return { ...example, ...Object.fromEntries(changed) } as AnyRecord;
}

/** @param back 1 for the last row */
function known({ name, choices = {} }: RecordField, row: Record<string, unknown>, back: number): [string, unknown] {
  const all = Object.keys(choices);
  const value = row[name];
  return [name, all.includes(String(value)) ? value : all[Math.min(back, all.length) - 1]];
}

/** @returns YAML that `record KIND --from` takes once the ids of other records are those of real ones */
export function recordExample(kind: RecordKind, given: AnyRecord = kind.example, bundle?: ContractBundle): string {
  const example = given as unknown as Record<string, unknown>;
  const all = fieldsToEnter(kind);
  const fields = bundle === undefined ? all : withTerms(all, bundle);
  const words = bundle === undefined ? plainWords : wordsOf(bundle.contract);
  // What is marked already is said first: an example names the same without marks.
  const said = sayIn(
    words,
    [
      ...headLines(kind, fields),
      ...fields.map((field) => {
        // Where an operation needs permission, one of the two is to be written.
        const oneOfTwo = field.name === 'permit' && fields.some(({ name }) => name === 'withoutPermit');
        const left =
          field.shape === 'rows' && isEmpty(example[field.name]) ? exampleRows(field, given.at, bundle) : undefined;
        return `\n${fieldText(field, example[field.name], field.required || oneOfTwo, left)}`;
      }),
      '',
    ].join('\n'),
  );
  return sayExample(words, said);
}

/** What is done with the example: what a program writes is no record of a person, who may only say what became of it. */
function headLines({ id, label, writer, handled = [] }: RecordKind, fields: readonly EntryField[]): string[] {
  const own = fields.filter(({ name }) => handled.includes(name)).map((one) => `${one.name} ${one.label}`);
  if (writer === 'program') {
    return [
      `# ${label}由程序写入（${writtenBy(id)}），不能人工登记；下面的样例只说明各项是什么。`,
      ...(own.length === 0
        ? []
        : [
            `# 人只填写处置：文件中写 id（记录编号，opsledger record ${id} --list 列出）和 ${own.join('、')}，然后：`,
            `#   opsledger record ${id} --from 文件.yaml --reason 原因`,
          ]),
    ];
  }
  return [
    `# ${label}：改成真实情况，删去用不到的行，然后登记：`,
    `#   opsledger record ${id} --from 文件.yaml`,
    '# 以 # 开头的行是说明，或没有填写的可选项；编号、录入时间、来源由程序给出。',
  ];
}

/** Times as a person writes them. */
const INSTANT = /\b(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)\+08:00/g;

/**
 * What is not in the example, or names a record that this workspace need not have, is a comment.
 * @param needed the kind asks for it, so that a name is to be filled in
 */
function fieldText(field: EntryField, value: unknown, needed: boolean, rows?: readonly object[]): string {
  const columns = field.columns.map((column) => `#   ${column.name} ${described(column)}`);
  const given = writeYaml({ [field.name]: rows ?? value ?? sample(field) })
    .trimEnd()
    .replace(INSTANT, (_, day, minute, second) => `${day} ${minute}${second === ':00' ? '' : second}`);
  const left = rows !== undefined || value === undefined || (field.references !== undefined && !needed);
  const text = left ? given.replace(/^/gm, '# ') : given;
  const how = rows === undefined ? [] : ['#   去掉下面各行行首的“# ”，改成实际情况'];
  return [`# ${described(field)}`, ...columns, ...how, text].join('\n');
}

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/**
 * A row of a list that the example leaves empty, as of the time of the example: of an inspection the first check by hand that the contract
 * has, on what it is of.
 */
function exampleRows(field: EntryField, time: string, bundle: ContractBundle | undefined): object[] {
  const own = field.columns.map((column) => [column.name, column.input === 'instant' ? time : sample(column)]);
  const row: Record<string, unknown> = Object.fromEntries(own);
  const check = bundle?.checks.find(({ manual }) => manual);
  const target = bundle?.assets.find((asset) => check !== undefined && applies(check, asset));
  if (check === undefined || target === undefined || !('check' in row)) return [row];
  return [{ ...row, check: check.id, target: target.id }];
}

/** `类别，必填：operation 维护操作、…` */
export function described(field: EntryField): string {
  const notes = [
    field.required ? '必填' : field.otherwise === undefined ? '可不写' : `不写就是${field.otherwise}`,
    ...(field.unit === undefined ? [] : [`单位：${field.unit}`]),
    ...(field.shape === 'texts' ? ['清单'] : field.shape === 'rows' ? ['一行一组'] : []),
    ...(field.references === undefined ? [] : ['换成已登记的编号，没有的删去']),
  ];
  const choices = field.choices === undefined ? '' : `：${choicesText(field.choices)}`;
  return `${field.label}，${notes.join('，')}${choices}`;
}

const choicesText = (choices: NonNullable<RecordField['choices']>): string =>
  Object.entries(choices)
    .map(([code, word]) => `${code} ${word}`)
    .join('、');

/** A value for a field that the kind's example leaves out. */
function sample(field: EntryField): unknown {
  const one = field.example ?? Object.keys(field.choices ?? {})[0] ?? field.label;
  if (field.shape === 'texts') return [one];
  if (field.shape === 'rows') return [Object.fromEntries(field.columns.map((column) => [column.name, sample(column)]))];
  return one;
}
