/** Registers (登记簿): one deliverable for each entry of `contract/registers.yaml`, printed as that entry says. */

import type { ContractBundle } from '../src/contract/bundle.ts';
import type { Register, RegisterTable } from '../src/contract/obligations.ts';
import { latest } from '../src/contract/time.ts';
import duty from '../src/records/kinds/duty.ts';
import type { AnyRecord } from '../src/records/record.ts';
import type { Block, KeyFigure, Section, TableBlock } from '../src/report/document.ts';
import { moneyText, numberText } from '../src/wording/figures.ts';
import type { Composed, ComposeInput, Deliverable, Need } from './_deliverable.ts';
import { headline, interval, toDate } from './cells/headline.ts';
import { pictureSection } from './cells/rows.ts';
import { periodView } from './period/period.ts';
import { type GroupContext, groupTable } from './register/groups.ts';
import { isRecordKind, type Line, ledgerFields, ledgerLines, namesOf, supplementLines } from './register/lines.ts';
import { listsOutages, WINDOWS } from './register/outages.ts';
import { sumsOf } from './register/sums.ts';
import { lineBlocks, newLines } from './register/table.ts';
import { attendancePart, attendanceTable } from './service/attendance.ts';

export default function registers(contract: ContractBundle): Deliverable[] {
  return contract.registers.map((register) => ({
    id: register.id,
    needs: needsOf(register),
    evidence: [],
    compose: (input) => compose(register, input),
  }));
}

/** The main table under its name, then the further ones. */
const tablesOf = (register: Register): RegisterTable[] => [
  { ...register, title: register.title ?? register.name },
  ...(register.more ?? []),
];

/** Windows of its tables; the period before and its own last issue for what came after it (补充). */
function needsOf(register: Register): Need[] {
  const tables = tablesOf(register);
  const ofRecords = tables.filter((table) => isRecordKind(table.kind));
  const wanted = ofRecords.flatMap(({ kind, window = 'period' }): Need[] =>
    window === 'period'
      ? [
          { kind, window },
          { kind, window: 'previous' },
        ]
      : [{ kind, window }],
  );
  const needs = new Map(wanted.map((need) => [`${need.kind} ${String(need.window)}`, need]));
  if (tables.some(listsOutages)) needs.set(WINDOWS, { kind: WINDOWS, window: 'service-to-date' });
  const documents = tables.some((table) => table.kind === 'manifest');
  return [...needs.values(), { kind: 'manifest', window: documents ? 'service-to-date' : 'previous' }];
}

interface Filled {
  table: RegisterTable;
  context: GroupContext;
  supplement: Line[];
}

function compose(register: Register, input: ComposeInput): Composed {
  const names = namesOf(input);
  const filled = tablesOf(register).map((table): Filled => {
    const fields = ledgerFields(table, input);
    const lines = ledgerLines(table, input);
    return {
      table,
      context: { ledger: table, lines, fields, names, input },
      supplement: supplementLines(table, input),
    };
  });
  const newest = latest(filled.flatMap(({ table, context }) => (table.kind === 'manifest' ? issueTimes(context) : [])));
  return {
    ...(newest === undefined ? {} : { newest }),
    sections: [
      overview(filled, input),
      ...filled.map((one, index) => tableSection(one, index, input)),
      ...supplementSection(filled),
      ...pictureSection('佐证图片', picturedRecords(filled, input)),
    ],
  };
}

/** A ledger of documents knows of them by their issue, as one of records does by their facts. */
const issueTimes = ({ lines }: GroupContext): string[] =>
  lines.flatMap(({ values: { issuedAt } }) => (typeof issuedAt === 'string' ? [issuedAt] : []));

function overview(filled: readonly Filled[], input: ComposeInput): Section {
  const figures = filled.flatMap((one, index) => tableFigures(one, index, input));
  const nothing = filled.every(({ context }) => context.lines.length === 0);
  const note: Block[] = nothing
    ? [{ type: 'note', text: `${filled.map(({ table }) => table.emptyText).join('；')}。`, tone: 'attention' }]
    : [];
  const counts = filled.filter(({ table }) => table.summaryOnly !== true).flatMap((one) => countTables(one));
  return { id: 'overview', title: '概况', blocks: [{ type: 'key-figures', items: figures }, ...note, ...counts] };
}

/** How many lines a table has, and its sums: the headline figures of a register. */
function tableFigures({ table, context }: Filled, index: number, input: ComposeInput): KeyFigure[] {
  const { lines, fields } = context;
  const within =
    table.window === 'service-to-date' || table.kind === 'asset'
      ? toDate(periodView(input))
      : interval(periodView(input));
  const unit = table.kind === 'manifest' ? '份' : table.kind === 'asset' ? '项' : '条';
  const label = table.title.replace(/（.*）$/, '');
  const name = String(index + 1);
  const sums = sumsOf(context).flatMap((sum) =>
    Object.entries(sum.values).map(([path, value]) => {
      const field = fields.get(path);
      const of = sum.label === '' ? '' : `（${sum.label}）`;
      const item = {
        label: `${field?.label ?? path}合计${of}`,
        value: field?.unit === '元' ? moneyText(value) : numberText(value),
        number: value,
        ...(field?.unit === undefined ? {} : { unit: field.unit }),
      };
      return headline(item, ['sum', name, path, sum.id].filter((part) => part !== '').join('.'), within);
    }),
  );
  const count = { label, value: String(lines.length), number: lines.length, unit };
  return [headline(count, `lines.${name}`, within), ...sums];
}

/** Attendance is judged by days, as the monthly report does: of two residents one is enough, and late is there. */
function countTables({ table, context }: Filled): TableBlock[] {
  const isAttendance = table.kind === duty.id && table.groupBy === 'state';
  if (!isAttendance) return groupTable(groupTitle(table), context);
  const view = periodView(context.input);
  return context.lines.length === 0 ? [] : [attendanceTable(view, attendancePart(view))];
}

/** Wide ledgers turn their section to landscape; their short counts stay together on the first page, in the overview. */
function tableSection({ table, context }: Filled, index: number, input: ComposeInput): Section {
  const own = table.summaryOnly === true ? groupTable(groupTitle(table), context) : lineBlocks(table.title, context);
  return { id: `table-${index + 1}`, title: table.title, blocks: [...scope({ table, context }, input), ...own] };
}

const groupTitle = ({ title }: RegisterTable): string => `${title}：统计`;

/** A table that lists the whole service says how much of it is new. */
function scope({ table, context: { lines } }: Pick<Filled, 'table' | 'context'>, input: ComposeInput): Block[] {
  if (table.window !== 'service-to-date' || lines.length === 0) return [];
  const since = input.contract.contract.servicePeriod.from;
  const added = newLines(lines, input.occurrence.from).length;
  const text = `列出服务期开始（${since}）以来登记的全部 ${lines.length} 条，其中本期登记 ${added} 条。`;
  return [{ type: 'note', text, tone: 'muted' }];
}

/** What came after the register of the period before was issued, so that nothing falls between two of them. */
function supplementSection(filled: readonly Filled[]): Section[] {
  const late = filled.filter(({ supplement, table }) => supplement.length > 0 && table.summaryOnly !== true);
  if (late.length === 0) return [];
  return [
    {
      id: 'supplement',
      title: '上期补充',
      blocks: [
        { type: 'note', text: '以下为上期登记表签发之后才登记的上期事项，不计入本期统计。', tone: 'muted' },
        ...late.flatMap(({ table, context, supplement }) =>
          lineBlocks(`${table.title}：上期补充`, { ...context, lines: supplement }),
        ),
      ],
    },
  ];
}

/** Pictures of the period's records; a table that lists the whole service has shown the older ones before. */
function picturedRecords(filled: readonly Filled[], input: ComposeInput): AnyRecord[] {
  const lines = filled.flatMap(({ context, supplement }) => [
    ...newLines(context.lines, input.occurrence.from),
    ...supplement,
  ]);
  return [...new Set(lines.flatMap((line) => line.record ?? []))];
}
