/** What an incident may be said to be: how it was found, what was down, whose it was, what caused it, what it waited for. */
import { outageWords } from '../../../../contract/terms/classes.ts';

/** How the fault came to be known; where not the user was first, the clocks start at 发现. */
export const foundByChoices = {
  user: '用户申报',
  monitoring: '监控发现',
  inspection: '巡检发现',
  engineer: '⟦现场⟧工程师发现',
} as const;
/** What was down; a class of incidents may ask for it. */
export const outageChoices = { ...outageWords, pending: '待定' } as const;
/** 待定 exempts from nothing: neither from starting remotely nor from coming. */
export const diagnosisChoices = { onsite: '现场', remote: '远程', both: '现场与远程', pending: '待定' } as const;
export const responsibilityChoices = {
  supplier: '⟦供应商⟧',
  purchaser: '⟦采购人⟧',
  cloud: '云平台',
  'third-party': '第三方',
  'force-majeure': '不可抗力',
  pending: '待定',
} as const;
export const causeChoices = {
  software: '应用缺陷',
  database: '数据库',
  middleware: '中间件',
  system: '操作系统',
  hardware: '硬件设备',
  network: '网络',
  cloud: '云平台',
  interface: '外部接口',
  configuration: '配置变更',
  capacity: '容量不足',
  security: '安全事件',
  human: '人为操作',
  requirement: '适用性调整',
  unknown: '未查明',
} as const;
export { pauseReasons } from '../../../../contract/terms/pauses.ts';
