/** 待核实的记录 of the compliance statement. */
import { type PrecheckLine, precheckRules } from '../../src/assess/precheck/line.ts';
import { settledTable, type TableDefinition } from '../../src/page/table.ts';
import type { Block, Section } from '../../src/report/block.ts';
import { namesText } from '../../src/wording/words.ts';
import type { ComplianceFacts } from './facts.ts';

export const PRECHECK_TITLE = '待核实的记录';
export const PERMITS_TITLE = '许可核对的范围';

/** Lines of one rule that are printed one by one. */
const LISTED = 20;

/**
 * 待核实的记录: for the reviewer. A draft asks the supplier to look before issuing; an issued statement keeps the lines,
 * since nothing can be taken away from it. They accuse nobody.
 */
export function precheckSection({ precheck, prechecked, view }: ComplianceFacts): Section {
  const draft = view.input.draft;
  const intro = draft
    ? '以下记录由规则提示，请⟦供应商⟧在签发前逐条核实、更正或说明；签发后不能删去。'
    : '以下记录由规则提示，供审核人员核实；提示不代表认定记录不实。签发前的草稿和预览列有同样的提示。';
  const groups = [...Map.groupBy(precheck, (one) => one.rule).values()];
  return {
    id: 'precheck',
    title: draft ? `${PRECHECK_TITLE}（签发前请核实）` : PRECHECK_TITLE,
    blocks: [
      ...(precheck.length === 0 ? [] : [{ type: 'note' as const, text: intro, tone: 'attention' as const }]),
      ...permitLinesNote(precheck),
      settledTable({ ...lineTable, empty: noneText(prechecked) }, groups.flatMap(rowsOf), 'paper'),
    ],
  };
}

const isOfPermit = ({ rule }: PrecheckLine): boolean => rule === 'permit' || rule === 'permit-doubt';

/** Which lines about permits 许可核对的范围 counts, and which it does not: both tell of permits, each of records of its own. */
function permitLinesNote(lines: readonly PrecheckLine[]): Block[] {
  const own = lines.filter(isOfPermit);
  if (own.length === 0) return [];
  const counted = own.filter(({ operation }) => operation === true);
  const of = (rule: PrecheckLine['rule']) => counted.filter((one) => one.rule === rule).length;
  const same =
    counted.length === 0
      ? []
      : [`${counted.length} 条即“${PERMITS_TITLE}”所列的不符 ${of('permit')} 项、待核实 ${of('permit-doubt')} 项`];
  const rest = own.length - counted.length;
  const others = rest === 0 ? [] : [`${rest} 条出自${NO_OPERATIONS}，只核对所写的许可和文字，不计入那里的项数`];
  return [{ type: 'note', text: `关于许可的 ${own.length} 条提示中，${[...same, ...others].join('；')}。` }];
}

/** Records that name a permit without being an operation of their own. */
const NO_OPERATIONS = '本身不列为须经许可的操作的记录（故障处理、巡检处理措施、维护窗口）';

/** Beside the counts of operations: what else tells of permits, and is none of them; nothing where nothing does. */
export function beyondCountsNote(lines: readonly PrecheckLine[]): Block[] {
  const rest = lines.filter((one) => isOfPermit(one) && one.operation !== true).length;
  if (rest === 0) return [];
  const text = `另有 ${rest} 条许可提示出自${NO_OPERATIONS}，不计入以上项数，见“${PRECHECK_TITLE}”。`;
  return [{ type: 'note', text, tone: 'attention' }];
}

/** The same as the supplier hears of them before issuing. */
export function precheckNotices(lines: readonly PrecheckLine[]): string[] {
  if (lines.length === 0) return [];
  return [
    `有 ${lines.length} 条待核实的记录，签发后不能从文档中删去；请先逐条核实、更正或说明`,
    ...lines.map(({ rule, text, records }) => `待核实（${precheckRules[rule]}）：${text}（${records.join('、')}）`),
  ];
}

const NAMED = 3;

/** A line, or what others of its rule have in common. */
interface PrintedLine extends Pick<PrecheckLine, 'rule' | 'text'> {
  records: string;
}

const lineTable: Omit<TableDefinition<PrintedLine>, 'empty'> = {
  title: PRECHECK_TITLE,
  columns: {
    rule: { label: '提示', weight: 1.1, value: ({ rule }) => precheckRules[rule] },
    text: { label: '情况', weight: 3.4, value: ({ text }) => text },
    records: { label: '记录编号', weight: 1.8, value: ({ records }) => records },
  },
};

const noneText = (prechecked: number): string =>
  prechecked === 0
    ? '统计区间内没有登记记录，没有可按规则核对的。'
    : `按既定规则核对 ${prechecked} 条记录，没有提示需要核实的。`;

function rowsOf(own: readonly PrecheckLine[]): PrintedLine[] {
  const rows = own
    .slice(0, LISTED)
    .map(({ rule, text, records }) => ({ rule, text, records: namesText(records, '条', NAMED) }));
  const [first, ...others] = own.slice(LISTED);
  if (first === undefined) return rows;
  const rest = [first, ...others];
  const records = [...new Set(rest.flatMap((one) => one.records))].sort();
  const text = `同类提示另有 ${rest.length} 条`;
  return [...rows, { rule: first.rule, text, records: `${records[0] ?? ''} … ${records.at(-1) ?? ''}` }];
}
