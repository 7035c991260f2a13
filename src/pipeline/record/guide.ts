/** What a person can write down: all kinds, and the page of the manual that describes every field of them. */
import { markedExample } from '../../contract/party-words.ts';
import { clauseTopics, type Topic } from '../../contract/terms/topics.ts';
import type { RecordKind } from '../../records/record.ts';
import { kindIds, loadKind } from '../units.ts';
import { type EntryField, fieldsToEnter } from './entry-fields.ts';
import { choicesText } from './example.ts';

/** Kinds that a command of their own writes; a person enters them only when that command was not there to do it. */
const writtenBy: Readonly<Record<string, string>> = {
  inspection: 'collect',
  'operation-log': 'collect',
  'alert-proposal': 'collect',
  probe: 'start',
  scan: 'scan import',
  backup: 'backup check',
  'restore-test': 'restore-test',
  signoff: 'confirm',
  waiver: 'waive',
};

export interface KindLine {
  id: string;
  label: string;
  prefix: string;
  topics: Topic[];
  /** Command that writes such records by itself; null when only people write them. */
  command: string | null;
}

/** Every record kind, those first that only people write. */
export async function kindLines(): Promise<KindLine[]> {
  const kinds = await Promise.all((await kindIds()).map(loadKind));
  const lines = kinds.map(({ id, label, prefix, topics }) => {
    return { id, label, prefix, topics, command: writtenBy[id] ?? null };
  });
  return [...lines.filter((one) => one.command === null), ...lines.filter((one) => one.command !== null)];
}

/** Fields that the store gives, on the page once for all kinds. */
const ENVELOPE = `每条记录还有几项由程序给出，文件里不用写：\`id\` 记录编号、\`kind\` 种类、\`schema\` 格式版本、\`enteredAt\` 录入时间、\`enteredBy\` 录入人（\`--by\`）、\`source\` 来源（人工录入；从别的系统抄来的可写 \`import\`）、\`attachments\` 附件（用 \`attach\` 附上）。`;

/** Tables of the manual's page on record kinds, as Markdown. */
export async function recordGuide(): Promise<string> {
  const lines = await kindLines();
  const index = lines.map(({ id, label, prefix, command }) => [
    `\`${id}\``,
    label,
    `${prefix}-…`,
    command === null ? '人工登记' : `由 \`${command}\` 登记`,
  ]);
  const sections = await Promise.all(lines.map(async (line) => section(line, await loadKind(line.id))));
  return [
    `${ENVELOPE}\n`,
    '## 全部种类\n',
    `${markdownTable(['种类', '名称', '编号', '怎么来'], index)}\n`,
    sections.join('\n\n'),
  ].join('\n');
}

function section({ id, label, topics }: KindLine, kind: RecordKind): string {
  return [
    `## ${label}（${id}）\n`,
    `用作证据的条款事项：${topics.map((topic) => clauseTopics[topic]).join('、')}。\n`,
    markdownTable(
      ['字段', '名称', '填写', '说明'],
      fieldsToEnter(kind).flatMap((field) => [
        fieldRow(field, field.name),
        ...field.columns.map((column) => fieldRow(column, `${field.name}[].${column.name}`)),
      ]),
    ),
  ].join('\n');
}

const contractWords = {
  ...{ levels: '合同写明的故障级别', places: '合同写明的地点', activities: '合同写明的每期事项' },
  ...{ schemes: '合同写明的考核办法', assessed: '该考核办法的评定规则' },
};

function fieldRow(field: EntryField, name: string): string[] {
  const filled = field.required ? '必填' : field.otherwise === undefined ? '可不写' : `不写就是${field.otherwise}`;
  const shape = { value: [], texts: ['清单'], rows: ['明细'] }[field.shape];
  const example = field.example === undefined ? [] : [`如 ${asWritten(markedExample(String(field.example)))}`];
  const notes = [
    ...shape,
    ...(field.unit === undefined ? [] : [`单位 ${field.unit}`]),
    ...(field.references === undefined ? [] : [`已登记的 \`${field.references}\` 编号`]),
    ...(field.choicesFrom === undefined ? [] : [contractWords[field.choicesFrom]]),
    ...(field.choices === undefined ? example : [choicesText(field.choices)]),
  ];
  return [`\`${name}\``, field.label, filled, notes.join('；')];
}

/** An address that is only an example must not become a link. */
const asWritten = (example: string): string => (example.includes('://') ? `\`${example}\`` : example);

/** A table in Markdown; a bar inside a cell would end it. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [head, head.map(() => '---'), ...rows].map(line).join('\n');
}
