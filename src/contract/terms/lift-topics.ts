/**
 * Topics for contracts of schema 1, which had none: those of the contract that the tool served first, by clause id and the
 * beginning of the clause's text. A clause with another text gets no topic, and its rules are off. The only place in code
 * that knows clause ids. Pure.
 */
import type { Topic } from './topics.ts';

const TOPICS: Readonly<Record<string, readonly [text: string, ...topics: Topic[]]>> = {
  '1.2': ['项目需提供的运行维护服务', 'planning'],
  '2': ['自合同签订生效之日起1年', 'term'],
  '3.1': ['保障软硬件的稳定性和可靠', 'stability'],
  '3.2': ['保障软硬件的安全性和可恢', 'recoverability'],
  '3.3': ['软硬件故障的及时响应与修', 'repair'],
  '4.0': ['项目供应商需提供包括但不', 'scope'],
  '4.1.1(1)': ['需提供人事档案、请休假、', 'operation'],
  '4.1.1(2)': ['需提供该系统的数据维护及', 'upkeep'],
  '4.1.2(1)': ['需提供值班排班相关功能（', 'operation'],
  '4.1.2(2)': ['需提供该系统的数据维护及', 'upkeep'],
  '4.1.3(1)': ['需提供物品管理子系统各个', 'operation'],
  '4.1.3(2)': ['需提供该系统的数据维护及', 'upkeep'],
  '4.1.4(1)': ['需提供行政管理子系统共性', 'operation'],
  '4.1.4(2)': ['需提供相关用户、机构、权', 'upkeep'],
  '4.1.5(1)': ['需提供数据统计业务各个功', 'operation'],
  '4.1.5(2)': ['需提供该系统的数据维护及', 'upkeep'],
  '4.1.6(1)': ['需提供购买服务人员子系统', 'operation'],
  '4.1.6(2)': ['需提供该系统的数据维护及', 'upkeep'],
  '4.1.7': ['需提供公务车监控及食品监', 'operation', 'renewal'],
  '4.1.8(1)': ['需提供案件管理子系统日常', 'operation'],
  '4.1.8(2)': ['需提供该系统的数据维护及', 'upkeep'],
  '4.1.9(1)': ['需提供电子笔录子系统日常', 'operation'],
  '4.1.9(2)': ['需提供该系统的数据维护及', 'upkeep'],
  '4.1.10(1)': ['需提供系统配套微信小程序', 'operation'],
  '4.1.10(2)': ['认证年检', 'renewal'],
  '4.1.10(3)': ['数据维护及适用性功能优化', 'upkeep'],
  '4.2.1': ['账号的重置、紧急启停、创', 'account'],
  '4.2.2': ['需根据采购人实际需求提供', 'support'],
  '4.2.3': ['按照要求实施数据的后台处', 'data-processing'],
  '4.2.4': ['需提供监控视频接入、GI', 'interface'],
  '4.2.5': ['配合上级的定期活动要求', 'exercise'],
  '4.3.1(a)': ['日常运维', 'operation'],
  '4.3.1(b)': ['安全补丁', 'patch'],
  '4.3.1(c)': ['资源监控', 'monitoring'],
  '4.3.1(d)': ['数据备份', 'backup'],
  '4.3.2(a)': ['日常运维', 'operation'],
  '4.3.2(b)': ['安全补丁', 'patch'],
  '4.3.2(c)': ['运行监控', 'monitoring'],
  '4.3.3(a)': ['日常运维', 'operation'],
  '4.3.3(b)': ['安全补丁', 'patch'],
  '4.3.3(c)': ['资源监控', 'monitoring'],
  '4.3.3(d)': ['数据优化', 'tuning'],
  '4.3.3(e)': ['数据备份', 'backup'],
  '4.3.4(a)': ['日常运维', 'operation'],
  '4.3.4(b)': ['安全补丁', 'patch'],
  '4.3.4(c)': ['资源监控', 'monitoring'],
  '4.4.1(a)': ['日常运维', 'operation'],
  '4.4.1(b)': ['数据采集', 'device-data'],
  '4.4.2(a)': ['日常运维', 'operation'],
  '4.4.2(b)': ['数据推送', 'device-data'],
  '4.4.3(a)': ['日常运维', 'operation'],
  '4.4.3(b)': ['数据接收', 'device-data'],
  '5.1.1(1)': ['需提供7×24小时在线技', 'phone', 'support'],
  '5.1.1(2)': ['需提供7×24小时线下技', 'response', 'arrival', 'visit'],
  '5.1.1(3)': ['需提供不少于1名驻点运维', 'attendance'],
  '5.1.2': ['行政管理系统每年重大故障', 'quota'],
  '5.1.3': ['所有系统故障必须根据其故', 'restoration'],
  '5.2.1': ['为保障行政管理系统的信息', 'remote'],
  '5.2.2': ['需提供行政管理系统日常管', 'protection'],
  '5.2.3': ['行政管理系统全部数据资源', 'permit', 'leak'],
  '5.3.1': ['全天候7×24小时的故障', 'phone', 'response'],
  '5.3.2': ['现场诊断及处理系统故障', 'response', 'arrival'],
  '5.3.3': ['远程诊断及远程故障排除', 'remote-start'],
  '5.3.4': ['系统故障分析处理记录', 'incident-record'],
  '5.3.5': ['每日系统巡检，并形成巡检', 'inspection', 'daily-work', 'report'],
  '5.3.6': ['系统漏洞扫描服务，对发现', 'scan'],
  '5.3.7': ['系统维护及优化记录月报', 'maintenance', 'report'],
  '5.3.8': ['系统数据备份，并对备份数', 'restore-test'],
  '5.3.9': ['系统恢复演练', 'drill'],
  '5.3.10': ['技术咨询服务，对咨询问题', 'knowledge'],
  '5.4(1)': ['供应商需对配套设备进行日', 'device'],
  '5.4(2)': ['设备发生故障时，需根据项', 'device-fault'],
  '5.4(3)': ['若设备故障损害程度为无法', 'device-report'],
  '5.5.1': ['保障行政管理系统云服务中', 'mechanism'],
  '5.5.2': ['对行政管理系统云端的存储', 'backup'],
  '5.5.3': ['对行政管理系统所产生的所', 'operation-log', 'log-retention'],
  '5.5.4': ['运用适当的工具和软件，7', 'watch'],
  '5.6.1': ['应根据实际情况及需求建立', 'support-system'],
  '5.6.2': ['负责系统与外部接口的日常', 'interface'],
  '5.7(1)': ['日常维护报告', 'report'],
  '5.7(2)': ['系统巡检日志', 'report'],
  '5.7(3)': ['系统维护及优化记录', 'report'],
  '5.7(4)': ['故障分析处理记录', 'report'],
  '5.7(5)': ['故障整改方案和建议', 'report'],
  '5.7(6)': ['重大故障记录报告', 'report'],
};

/** Schema 1 → 2 of `contract/contract.yaml`, on data as the file holds them. */
export function liftTopics(old: Record<string, unknown>): Record<string, unknown> {
  const { clauses } = old;
  return { ...old, ...(Array.isArray(clauses) ? { clauses: clauses.map(withTopics) } : {}) };
}

function withTopics(clause: unknown): unknown {
  if (typeof clause !== 'object' || clause === null || 'topics' in clause) return clause;
  const { id, text } = clause as { id?: unknown; text?: unknown };
  const [beginning, ...topics] = TOPICS[String(id)] ?? [null];
  return {
    ...clause,
    topics: typeof text === 'string' && beginning !== null && text.startsWith(beginning) ? topics : [],
  };
}
