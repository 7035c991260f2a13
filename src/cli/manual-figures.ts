/** The page of the manual on figures: what each document prints, and what each figure counts, from the definitions beside the computations. */
import type { FigureDefinition, FigureGroup, FigurePlace } from '../pipeline/figure-definitions.ts';

/** Where figures stand, as people call it, and briefly for a narrow column; in the order of the page. */
export const figurePlaces: Readonly<Record<FigurePlace, readonly [name: string, brief: string]>> = {
  'inspection-log': ['系统巡检日志', '巡检日志'],
  'daily-maintenance': ['日常维护报告', '日报'],
  'monthly-maintenance': ['系统维护及优化记录（月报）、期间报告', '月报'],
  'compliance-statement': ['合同履约对照表', '对照表'],
  'service-review': ['年度运维总结与建设规划建议', '年度总结'],
  'incident-analysis': ['故障分析处理记录', '故障分析'],
  'major-incident': ['限额故障记录报告（major-incident）', '限额故障'],
  'rectification-plan': ['故障整改方案和建议', '整改方案'],
  'vulnerability-assessment': ['系统漏洞扫描评估报告', '漏洞评估'],
  'operation-log-analysis': ['操作日志分析报告', '日志分析'],
  'data-maintenance-ledger': ['数据维护台账', '数据台账'],
  'consultation-digest': ['技术咨询与知识库月度汇总', '咨询汇总'],
  'backup-restore-test': ['数据备份验证与恢复测试报告', '备份报告'],
  'recovery-drill': ['系统恢复演练报告', '演练报告'],
  'security-exercise': ['攻防演练协助配合报告', '攻防演练'],
  'assessment-score': ['考核评分表', '评分表'],
  register: ['各登记簿、台账和签收单', '登记簿'],
  site: ['网站', '网站'],
  status: ['status 命令', 'status'],
};

const placesOf = (group: FigureGroup, { in: own = group.in }: FigureDefinition): readonly FigurePlace[] => own;

/** Of each place the subjects of its figures, each leading to their table. */
export function placesTable(groups: readonly FigureGroup[]): string {
  const rows = Object.entries(figurePlaces).map(([place, [name]]) => {
    const own = groups.flatMap((group) => {
      const count = group.figures.filter((one) => placesOf(group, one).includes(place)).length;
      return count === 0 ? [] : [`[${group.title}](#${anchorOf(group.title)})（${count}）`];
    });
    return [name, own.join('、')];
  });
  return table(['文档', '印出的数字（种）'], rows);
}

/** As the site and GitHub name a heading: without its punctuation. */
const anchorOf = (title: string): string => title.replaceAll(/[^\p{L}\p{N}]/gu, '').toLowerCase();

/** A table a subject. */
export const figureTables = (groups: readonly FigureGroup[]): string => groups.map(section).join('\n\n');

function section(group: FigureGroup): string {
  const rows = group.figures.map((one) => [
    one.name,
    `${one.what}。`,
    `${one.window ?? group.window}，${one.unit ?? group.unit}`,
    placesOf(group, one)
      .map((place) => figurePlaces[place]?.[1] ?? place)
      .join('、'),
    `\`${one.id}\``,
  ]);
  return [`### ${group.title}`, group.about, table(['数字', '数的是什么', '区间、单位', '印在', '编号'], rows)].join(
    '\n\n',
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [head, head.map(() => '---'), ...rows].map(line).join('\n');
}
