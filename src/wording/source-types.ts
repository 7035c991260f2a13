/** What a kind of source is called, by the id of its collector: its settings, pages and records say the same. */
export const sourceTypeWords = {
  alertmanager: 'Alertmanager',
  backup: '备份目录',
  'cloud-csv': '云监控导出',
  'device-activity': '设备数据',
  'host-report': '主机巡检报告',
  http: '网页与接口',
  'interface-reconciliation': '接口对账',
  local: '本机',
  mysql: 'MySQL',
  nginx: 'Nginx',
  'node-exporter': '主机（node_exporter）',
  'operation-log': '操作日志',
  prometheus: 'Prometheus',
  redis: 'Redis',
  tcp: '端口',
  'text-exposition': '文本指标',
} as const;

/** undefined of what no collector of ours is called. */
export const sourceTypeWord = (type: string): string | undefined =>
  Object.entries(sourceTypeWords).find(([id]) => id === type)?.[1];
