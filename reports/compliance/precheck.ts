/** 待核实的记录 of the compliance statement. */
import { type PrecheckLine, precheckRules } from '../../src/assess/precheck/line.ts';
import type { Section } from '../../src/report/document.ts';
import { namesText } from '../../src/wording/words.ts';
import { table } from '../cells/figures.ts';
import type { ComplianceFacts } from './facts.ts';

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
    title: draft ? '待核实的记录（签发前请核实）' : '待核实的记录',
    blocks: [
      ...(precheck.length === 0 ? [] : [{ type: 'note' as const, text: intro, tone: 'attention' as const }]),
      table(
        '待核实的记录',
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
