import { join } from 'node:path';
import type { Command } from 'commander';
import type { ImportedPaper } from '../../pipeline/contract-import/import.ts';
import { print, shared, sharedOptions, typedPath } from '../context.ts';
import { attention } from '../exit-codes.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'contract', group: '建立与运行', order: 160, add: contractCommand });

/** What nobody is sure of is named up to here; the draft names it all. */
const NAMED = 10;

/** `contract import FILE [-o FILE]` */
function contractCommand(program: Command): void {
  const contract = program.command('contract').description('合同数据的草稿');
  attention(
    sharedOptions(
      contract
        .command('import')
        .argument('<文件>', '合同或采购需求的全文：.docx、.txt，装有 LibreOffice 的机器也可用 .doc、.wps'),
    )
      .description('把全文拆成带编号的条款，写成 contract.yaml 的草稿，由人确认')
      .option('-o, --output <文件>', '草稿写到哪里（不覆盖），默认 contract-draft/contract.yaml')
      .option('--name <名称>', '这份文件的名称，默认文件名')
      .option('--prefix <字母>', '条款编号前缀，用于另有同样编号的第二份文件')
      .addHelpText('after', '\n示例：\n  opsledger contract import 采购需求.docx -o 草稿/contract.yaml'),
    '有拿不准的地方，草稿中逐条写明',
    async (file: string, options: Record<string, unknown>) => {
      const common = shared(options);
      const { importPaper } = await import('../../pipeline/contract-import/import.ts');
      const { output, name, prefix } = options as { output?: string; name?: string; prefix?: string };
      const made = await importPaper({
        ...{ file: typedPath(file), shown: file, name, prefix },
        output: typedPath(output ?? join('contract-draft', 'contract.yaml')),
      });
      print(common, made, importLines(made));
      return unsureOf(made).length > 0 ? 1 : 0;
    },
  );
}

const unsureOf = ({ clauses }: ImportedPaper): string[] =>
  clauses.flatMap(({ paper, topics, unsure }) => [
    ...unsure.map((one) => `${paper}：${one}`),
    ...(topics.some(({ confidence }) => confidence === 'high') ? [] : [`${paper}：说不出是什么事项`]),
  ]);

function importLines(made: ImportedPaper): string[] {
  const unsure = unsureOf(made);
  return [
    `拆出条款 ${made.clauses.length} 条，没有归入条款的 ${made.leftOver.length} 行（标题、前言等，列在草稿末尾）`,
    ...plainLines(made.plain),
    draftedLine(made.drafted),
    `草稿：${made.draft}`,
    `交付义务：${made.obligations}`,
    ...made.papers.map((path) => `全文：${path}`),
    ...(unsure.length === 0
      ? []
      : [`拿不准的 ${unsure.length} 处：`, ...unsure.slice(0, NAMED).map((one) => `  · ${one}`)]),
    ...(unsure.length > NAMED ? [`  · …… 其余见草稿中的“拿不准”和“没有把握”`] : []),
    '下一步：逐条核对草稿，删改事项（topics）；再把草稿、obligations.yaml 和 papers 文件夹放入工作区的 contract/，运行 opsledger check',
  ];
}

/** How much was drafted, and what waits for a person. */
function draftedLine(drafted: ImportedPaper['drafted']): string {
  const { levels, posts, activities, availability, backups, deductions, obligations, incomplete } = drafted;
  const all = [
    ...[`故障级别 ${levels} 级`, `岗位 ${posts} 项`, `每期次数 ${activities} 项`, `可用率 ${availability} 项`],
    ...[`备份 ${backups} 项`, `扣减规则 ${deductions} 条`, `交付义务 ${obligations} 项`],
  ];
  const rest = incomplete === 0 ? '' : `；另有 ${incomplete} 项缺全文没有写的内容，以注释列在草稿中，补写后启用`;
  return `按条款原文拟出：${all.join('，')}${rest}`;
}

/** What was copied from the text, and what has to be filled in by hand. */
function plainLines({ project, number, purchaser, supplier, servicePeriod }: ImportedPaper['plain']): string[] {
  const period = servicePeriod === undefined ? undefined : `${servicePeriod.from} 至 ${servicePeriod.to}`;
  const all = { 项目名称: project, 合同编号: number, 采购人: purchaser, 供应商: supplier, 服务期: period };
  const missing = Object.entries(all).flatMap(([label, value]) => (value === undefined ? [label] : []));
  return [
    ...Object.entries(all).flatMap(([label, value]) => (value === undefined ? [] : [`${label}：${value}`])),
    ...(missing.length === 0 ? [] : [`全文没有写明 ${missing.join('、')}，草稿中请自行填写`]),
  ];
}
