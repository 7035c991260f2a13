/** Registers (登记簿): one deliverable for each entry of `contract/registers.yaml`, printed as that entry says. */

import type { ContractBundle } from '../src/contract/bundle/bundle.ts';
import { sumOf } from '../src/contract/calendar/balance.ts';
import type { Register, RegisterTable } from '../src/contract/terms/obligations.ts';
import { latest } from '../src/contract/time.ts';
import { withdrawalOf } from '../src/records/counted.ts';
import type { AnyRecord } from '../src/records/record.ts';
import type { Block, KeyFigure, Section, TableBlock } from '../src/report/block.ts';
import certificate from '../src/subjects/attendance/kinds/certificate.ts';
import duty from '../src/subjects/attendance/kinds/duty.ts';
import { PURCHASER_ACTS } from '../src/subjects/deliveries/judge/online.ts';
import { moneyText, numberText } from '../src/wording/figures.ts';
import type { Composed, ComposeInput, Deliverable, Need } from './_deliverable.ts';
import { table } from './cells/figures.ts';
import { headline, interval, toDate } from './cells/headline.ts';
import { pictureSection } from './cells/pictures.ts';
import { CORRECTED, signedText } from './cells/signed.ts';
import { handoverNeeds } from './deliveries/handover.ts';
import { intervalText, waivedText, wholeDaysOf } from './period/composition.ts';
import { type PeriodView, periodView } from './period/period.ts';
import { amountIn } from './register/amounts.ts';
import { callFigures } from './register/calls.ts';
import { type LedgerCount, ledgerCount } from './register/counted.ts';
import { currentFirst, idsNamed } from './register/current.ts';
import { DELIVERED, deliveredNeeds, isOfSheet, isSheet, sheetInterval, sheetText } from './register/delivered.ts';
import { type GroupContext, groupTable } from './register/groups.ts';
import { isRecordKind, ledgerFields, ledgerLines, namesOf, newLines, valueAt } from './register/lines.ts';
import { listsOutages, WINDOWS } from './register/outages.ts';
import { actNeeds, actNeedsOfSheet } from './register/purchaser-acts.ts';
import { inBrackets, sumLabel, sumsOf } from './register/sums.ts';
import { lineBlocks } from './register/table.ts';
import { voidNeeds, voidSection } from './register/voids.ts';
import { attendancePart, attendanceTable } from './service/attendance.ts';

export default function registers(contract: ContractBundle): Deliverable[] {
  return contract.registers.map((register) => ({
    id: register.id,
    needs: needsOf(register),
    cut: true,
    evidence: [],
    compose: (input) => compose(register, input),
  }));
}

/** The main table under its name, then the further ones. */
const tablesOf = (register: Register): RegisterTable[] => [
  { ...register, title: register.title ?? register.name },
  ...(register.more ?? []),
];

/** Windows of its tables; of its interval it takes what belongs to it by the cut. */
function needsOf(register: Register): Need[] {
  const tables = tablesOf(register);
  const ofRecords = tables.filter((table) => isRecordKind(table.kind));
  const wanted = ofRecords.map(
    ({ kind, window = 'period' }): Need => ({ kind, window: window === 'period' ? 'counted' : window }),
  );
  const delivered = isSheet(register);
  const own = delivered ? actNeedsOfSheet : actNeeds;
  const acts = tables.some(({ kind }) => kind === PURCHASER_ACTS) ? own : [];
  const handed = delivered ? deliveredNeeds : [];
  // What a table lists it wants all of, whoever did it.
  const needs = new Map([...acts, ...handed, ...wanted].map((need) => [`${need.kind} ${String(need.window)}`, need]));
  if (tables.some(listsOutages)) needs.set(WINDOWS, { kind: WINDOWS, window: 'service-to-date' });
  // Where the contract says so, who came with an expired one counts as absent.
  if (tables.some(isAttendance)) needs.set(certificate.id, { kind: certificate.id, window: 'service-to-date' });
  const documents = tables.some((table) => table.kind === 'manifest');
  return [
    ...needs.values(),
    ...(documents || delivered ? [{ kind: 'manifest', window: 'service-to-date' as const }] : []),
    ...(documents ? [...voidNeeds, ...handoverNeeds] : []),
  ];
}

interface Filled {
  table: RegisterTable;
  context: GroupContext;
  count: LedgerCount;
  /** How many of its lines are drawn on paper and screen. */
  printed: number;
}

function compose(register: Register, input: ComposeInput): Composed {
  const view = periodView(input);
  const names = namesOf(input);
  const listed = tablesOf(register)
    .map((table) => ({ table, lines: ledgerLines(table, view) }))
    // Where nobody of the purchaser's has an account there is nothing to sign for.
    .filter(({ table, lines }) => table.kind !== PURCHASER_ACTS || lines.length > 0);
  const filled = listed.map(({ table, lines: own }): Filled => {
    const fields = ledgerFields(table, input);
    const others = listed.filter((one) => one.table !== table).flatMap(({ lines }) => lines);
    const { lines, printed } = currentFirst(table, own, view, idsNamed(others));
    const context = { ledger: table, lines, fields, names, input };
    return { table, context, count: ledgerCount(context, view), printed };
  });
  const newest = latest(filled.flatMap(({ table, context }) => (table.kind === 'manifest' ? issueTimes(context) : [])));
  return {
    ...(newest === undefined ? {} : { newest }),
    ...(isOfSheet(input) ? { witness: true } : {}),
    counted: sumOf(filled.map(({ count }) => count.counted)),
    sections: [
      overview(filled, view),
      ...filled.map((one, index) => tableSection(one, index, input)),
      ...correctionSection(filled),
      ...(filled.some(({ table: { kind } }) => kind === 'manifest') ? voidSection(view) : []),
      ...pictureSection('佐证图片', picturedRecords(filled, input)),
    ],
  };
}

/** A ledger of documents knows of them by their issue, as one of records does by their facts. */
const issueTimes = ({ lines }: GroupContext): string[] =>
  lines.flatMap(({ values: { issuedAt } }) => (typeof issuedAt === 'string' ? [issuedAt] : []));

function overview(filled: readonly Filled[], view: PeriodView): Section {
  const figures = filled.flatMap((one, index) => tableFigures(one, index, view));
  const nothing = filled.every(({ context }) => context.lines.length === 0);
  const note: Block[] = nothing
    ? [{ type: 'note', text: `${filled.map(({ table }) => table.emptyText).join('；')}。`, tone: 'attention' }]
    : [];
  const counts = filled.flatMap((one, index) => (one.table.summaryOnly === true ? [] : countTables(one, index, view)));
  return {
    id: 'overview',
    title: '概况',
    blocks: [{ type: 'key-figures', items: figures }, ...intervalNote(filled, view), ...note, ...counts],
    stated: hasInterval(filled) && !isOfSheet(view.input) ? wholeDaysOf(view) : {},
  };
}

/** A ledger of things that are simply there has none. */
const hasInterval = (filled: readonly Filled[]): boolean => filled.some(({ table }) => table.kind !== 'asset');

/** What is counted. */
function intervalNote(filled: readonly Filled[], view: PeriodView): Block[] {
  if (!hasInterval(filled)) return [];
  const text = isOfSheet(view.input) ? sheetText(view) : `${intervalText(view)}${waivedText(view)}`;
  return [{ type: 'note', text, tone: 'muted' }];
}

/** What a table counts: its interval, or what stands at its end. */
const withinOf = ({ window, kind }: RegisterTable, view: PeriodView) => {
  if (kind === DELIVERED || (kind === PURCHASER_ACTS && isOfSheet(view.input))) return sheetInterval(view);
  return window === 'service-to-date' || kind === 'asset' ? toDate(view) : interval(view);
};

/** How many lines a table has, and its sums: the headline figures of a register. */
function tableFigures({ table, context, count: counted }: Filled, index: number, view: PeriodView): KeyFigure[] {
  const { lines, fields } = context;
  const within = withinOf(table, view);
  const unit = ['manifest', DELIVERED].includes(table.kind) ? '份' : table.kind === 'asset' ? '项' : '条';
  const label = table.title.replace(/（.*）$/, '');
  const name = String(index + 1);
  const sums = sumsOf(context, counted.corrections).flatMap((sum) =>
    Object.entries(sum.values).map(([path, value]) => {
      const field = fields.get(path);
      const item = {
        label: `${field?.label ?? path}合计${inBrackets(sum.label)}`,
        value: field?.measure === 'money' ? moneyText(value) : numberText(value),
        number: value,
        ...(field?.unit === undefined ? {} : { unit: field.unit }),
      };
      return headline(item, ['sum', name, path, sum.id].filter((part) => part !== '').join('.'), within);
    }),
  );
  const number = lines.length - counted.back.length;
  const note = dailyNote(context);
  const count = { label, value: number < 0 ? signedText(number) : numberText(number), number, unit, ...note };
  return [headline(count, `lines.${name}`, within), ...callFigures(context, within), ...sums];
}

/** Of what is written down by days the number of lines alone tells nothing: `27 个对象，36 日`. */
function dailyNote({ ledger: { groupBy, rows }, lines, fields, names }: GroupContext): { note?: string } {
  const label = fields.get(groupBy ?? '')?.label;
  if (groupBy === undefined || label === undefined || !fields.has('date') || lines.length === 0) return {};
  const of = new Set(lines.map((line) => String(valueAt(line, groupBy, rows))));
  if (![...of].every((one) => names.has(one))) return {};
  const days = new Set(lines.map(({ values }) => values['date'])).size;
  return { note: `${of.size} 个${label}，${days} 日` };
}

/** Attendance is judged by days, as the monthly report does: of two residents one is enough, and late is there. */
function countTables({ table, context, count }: Filled, index: number, view: PeriodView): TableBlock[] {
  if (!isAttendance(table))
    return groupTable(groupTitle(table), context, { no: index + 1, within: withinOf(table, view), back: count.back });
  return context.lines.length === 0 ? [] : [attendanceTable(attendancePart(view))];
}

/** Wide ledgers turn their section to landscape; their short counts stay together on the first page, in the overview. */
function tableSection({ table, context, count, printed }: Filled, index: number, input: ComposeInput): Section {
  const own =
    table.summaryOnly === true
      ? groupTable(groupTitle(table), context, {
          no: index + 1,
          within: withinOf(table, periodView(input)),
          back: count.back,
        })
      : lineBlocks(table.title, context, count.corrections, printed);
  return {
    id: `table-${index + 1}`,
    title: table.title,
    blocks: [...scope({ table, context, printed }, input), ...own],
  };
}

const groupTitle = ({ title }: RegisterTable): string => `${title}：统计`;

/** A table that lists the whole service says how much of it is new. */
function scope(
  { table, context: { lines }, printed }: Pick<Filled, 'table' | 'context' | 'printed'>,
  input: ComposeInput,
): Block[] {
  if (table.window !== 'service-to-date' || lines.length === 0) return [];
  const since = input.contract.contract.servicePeriod.from;
  const added = newLines(lines, input.occurrence.from).length;
  const all = `服务期开始（${since}）以来登记 ${lines.length} 条，其中本期登记 ${added} 条`;
  const rest = lines.length - printed;
  const text =
    rest === 0
      ? `${all}，全部列出。`
      : `${all}。纸面和网页列出本期登记、更正、引用或仍在有效期内的 ${printed} 条，其余 ${rest} 条已在以前各期列出，见本文档的工作簿。`;
  return [{ type: 'note', text, tone: 'muted' }];
}

/** Signed: what earlier registers counted and is withdrawn or different now. */
function correctionSection(filled: readonly Filled[]): Section[] {
  const own = filled.filter(({ count }) => count.back.length + count.corrections.length > 0);
  if (own.length === 0) return [];
  const text = '以前各期的登记表签发后不再改动；其后作废或更正的，在得知的一期以正负数更正，计入本期合计。';
  return [
    {
      id: 'corrections',
      title: CORRECTED,
      blocks: [{ type: 'note', text, tone: 'muted' }, ...own.map(correctionTable)],
    },
  ];
}

function correctionTable({ table: ledger, context, count }: Filled): Block {
  const { fields } = context;
  return table(
    `${ledger.title}：${CORRECTED}`,
    [
      { key: 'id', label: '记录编号', type: 'text', weight: 1.5 },
      { key: 'what', label: '事项', type: 'text', weight: 2 },
      { key: 'count', label: '更正', type: 'text', align: 'right' },
    ],
    [
      ...count.back.map(({ record }) => ({
        tone: 'attention' as const,
        cells: {
          id: record?.id ?? '',
          what: `作废：${(record && withdrawalOf(record)?.reason) ?? ''}`,
          count: `${signedText(-1)} 条`,
        },
      })),
      ...count.corrections.map(({ key, value, count: sign }) => {
        const [id = '', path = ''] = key.split(' ');
        const { sum, amount } = amountIn(value);
        const field = fields.get(path);
        return {
          tone: 'attention' as const,
          cells: {
            id,
            what: `${field?.label ?? path}${inBrackets(sumLabel(context, sum))}`,
            count: `${signedText(sign)} × ${amount} ${field?.unit ?? ''}`.trimEnd(),
          },
        };
      }),
    ],
    '没有更正。',
  );
}

/** Pictures of the period's records; a table that lists the whole service has shown the older ones before. */
function picturedRecords(filled: readonly Filled[], input: ComposeInput): AnyRecord[] {
  const lines = filled.flatMap(({ context }) => newLines(context.lines, input.occurrence.from));
  return [...new Set(lines.flatMap((line) => line.record ?? []))];
}

/** Sign-ins by state: 出勤 stands below them. */
const isAttendance = ({ kind, groupBy }: RegisterTable): boolean => kind === duty.id && groupBy === 'state';
