/** 待核实的记录 of the compliance statement. */
import { type PrecheckLine, precheckRules } from '../../src/assess/precheck/line.ts';
import type { Block, Section } from '../../src/report/block.ts';
import { namesText } from '../../src/wording/words.ts';
import { table } from '../cells/figures.ts';
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
  const groups = [...Map.groupBy(precheck, (one) => one.rule)];
  return {
    id: 'precheck',
    title: draft ? `${PRECHECK_TITLE}（签发前请核实）` : PRECHECK_TITLE,
    blocks: [
      ...(precheck.length === 0 ? [] : [{ type: 'note' as const, text: intro, tone: 'attention' as const }]),
      ...permitLinesNote(precheck),
      table(
        PRECHECK_TITLE,
        [
          { key: 'rule', label: '提示', type: 'text', weight: 1.1 },
          { key: 'text', label: '情况', type: 'text', weight: 3.4 },
          { key: 'records', label: '记录编号', type: 'text', weight: 1.8 },
        ],
        groups.flatMap(([, own]) => [
          ...own.slice(0, LISTED).map(precheckRow),
          ...(own.length > LISTED ? [restRow(own.slice(LISTED))] : []),
        ]),
        prechecked === 0
          ? '统计区间内没有登记记录，没有可按规则核对的。'
          : `按既定规则核对 ${prechecked} 条记录，没有提示需要核实的。`,
      ),
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

const NAMED = 3;

function precheckRow({ rule, text, records }: PrecheckLine) {
  return { cells: { rule: precheckRules[rule], text, records: namesText(records, '条', NAMED) } };
}

function restRow(rest: readonly PrecheckLine[]) {
  const records = [...new Set(rest.flatMap((one) => one.records))].sort();
  const rule = rest[0] === undefined ? '' : precheckRules[rest[0].rule];
  return {
    cells: { rule, text: `同类提示另有 ${rest.length} 条`, records: `${records[0] ?? ''} … ${records.at(-1) ?? ''}` },
  };
}
