/**
 * What an exit code of 1 means, command by command: done, and something needs attention. The other three mean the same
 * everywhere. The manual's page 退出码 has the same words.
 */
const ATTENTION: Readonly<Record<string, string>> = {
  start:
    '本轮有判为异常的检查、读不到的数据源、没能签发的文档，有逾期未交、缺失或退回待修订，或有读不出的文件；结尾写明是哪几样',
  collect: '有数据源读不到，有判为异常的检查项（含运维工作站），或有读不出的文件',
  record: '已登记，但要留意提示（如日期在服务期以外，没有文档会读取它）',
  'scan import': '有的文件被拒绝（全部被拒绝为 2）',
  'backup check': '有异常的备份集或读不到的备份计划',
  'restore-test': '恢复测试不通过，或许可已过期、与本次不符',
  due: '有逾期未交、缺失或退回待修订，或有读不出的文件；只有待交、未到期的为 0',
  confirm: '有文档没能签发，或补报没有写原因',
  issue: '有文档没能签发，或补报没有写原因',
  preview: '草稿已生成，但有读不出的证据',
  'site build': '站点已生成，但有未能发布的内容或读不出的文件',
  verify: '发现任何问题',
  status: '履约结论为“存在问题”，或有读不出的文件；“需关注”为 0',
  doctor: '有“缺少”或“有误”的项；“受限”为 0',
  demo: '有文档没能签发',
};

/** Lines for the help of a command, named as it is typed: `site build`. */
export function exitCodeHelp(command: string): string {
  const attention = ATTENTION[command];
  const one = attention === undefined ? [] : [`  1 完成，有事项需要处理：${attention}`];
  return ['\n退出码：', '  0 完成', ...one, '  2 输入、设置或参数不可用，没有改动', '  3 运行环境故障，没有改动'].join(
    '\n',
  );
}

/** Commands that end with 1 at times, for the test that holds the manual to the same words. */
export const attentionTexts: ReadonlyMap<string, string> = new Map(Object.entries(ATTENTION));
