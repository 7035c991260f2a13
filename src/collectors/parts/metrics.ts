/**
 * The catalogue of metrics: every name that a collector may give, with unit and meaning.
 * Collectors and the inspection checklist meet here; the tests hold both to it.
 */

export interface Metric {
  label: string;
  /** Unit of the value; none for text, booleans and plain counts. */
  unit?: string;
  /** What the value is, when label and unit do not say it. */
  meaning?: string;
  /** What `instance` names, for metrics with several values per target. */
  instance?: string;
}

const hostMetrics = {
  'cpu.used': {
    label: 'CPU 使用率',
    unit: '%',
    meaning: 'All cores, over the sampling interval, I/O wait not counted as use.',
  },
  'memory.used': {
    label: '内存使用率',
    unit: '%',
    meaning: 'Without caches that the kernel can give back (MemAvailable).',
  },
  'swap.used': { label: '交换区使用率', unit: '%' },
  'disk.used': {
    label: '磁盘使用率',
    unit: '%',
    instance: 'Mount point',
    meaning: 'As df shows it: used of what ordinary users can have.',
  },
  'disk.inodes': { label: '索引节点使用率', unit: '%', instance: 'Mount point' },
  'load.1': { label: '1 分钟负载' },
  'load.per-core': { label: '每核 1 分钟负载' },
  uptime: { label: '运行时间', unit: 's' },
  'patches.security': { label: '待装安全补丁', unit: '个' },
  'clock.synced': {
    label: '时钟同步',
    meaning: 'true when the kernel or a time daemon says that the clock is synchronised.',
  },
  'clock.offset': { label: '时钟偏差', unit: 's', meaning: 'Absolute distance from the reference.' },
} as const satisfies Record<string, Metric>;

const webMetrics = {
  'http.ok': {
    label: '访问检查',
    meaning: 'true when every step met its expectations, else the first one not met in words: `状态码 503`.',
  },
  'http.status': { label: '应答状态码', instance: 'Step, when there are several' },
  'http.latency': { label: '响应时间', unit: 'ms', instance: 'Step, when there are several' },
  'http.text': {
    label: '页面文字',
    meaning: 'true when the expected text was found.',
    instance: 'Step, when there are several',
  },
  'http.json': {
    label: '接口取值',
    meaning: 'true when the JSON value is as expected.',
    instance: 'Step, when there are several',
  },
  'tls.days-left': {
    label: '证书剩余天数',
    unit: '天',
    meaning: 'Of the certificate in the chain that expires first.',
  },
  'tls.chain': { label: '证书链', meaning: '`valid`, or the short Chinese reason why it is not trusted.' },
  'tcp.ok': { label: '端口连通' },
  'tcp.latency': { label: '连接时间', unit: 'ms' },
} as const satisfies Record<string, Metric>;

const nginxMetrics = {
  'nginx.active': { label: '活动连接数', unit: '个' },
  'nginx.waiting': { label: '空闲连接数', unit: '个' },
  'nginx.requests-rate': { label: '请求速率', unit: '次/s', meaning: 'Mean since the earlier reading.' },
  'nginx.dropped-rate': {
    label: '丢弃连接',
    unit: '%',
    meaning: 'Accepted but not handled, of those accepted since the earlier reading.',
  },
  'nginx.accepts': { label: '累计接受连接', unit: '个', meaning: 'Counter; base of rates.' },
  'nginx.handled': { label: '累计处理连接', unit: '个', meaning: 'Counter; base of rates.' },
  'nginx.requests': { label: '累计请求', unit: '次', meaning: 'Counter; base of rates.' },
  'nginx.request-time': {
    label: '平均请求时间',
    unit: 'ms',
    meaning: 'Tengine only: its fourth column, mean since the earlier reading.',
  },
  'nginx.request-time-total': { label: '累计请求时间', unit: 'ms', meaning: 'Tengine only. Counter.' },
} as const satisfies Record<string, Metric>;

const mysqlMetrics = {
  'mysql.version': { label: '数据库版本' },
  'mysql.uptime': { label: '数据库运行时间', unit: 's' },
  'mysql.connections': { label: '连接使用率', unit: '%', meaning: 'Threads_connected of max_connections.' },
  'mysql.replica.state': {
    label: '复制线程',
    instance: 'Channel',
    meaning: '`running`, `io-stopped`, `sql-stopped`, `stopped`, `connecting`.',
  },
  'mysql.replica.lag': {
    label: '复制延迟',
    unit: 's',
    instance: 'Channel',
    meaning: 'The state instead of a number when lag is NULL.',
  },
  'mysql.buffer-pool-hit': {
    label: '缓冲池命中率',
    unit: '%',
    meaning: 'Since the earlier reading; since start for the first.',
  },
  'mysql.buffer-pool.requests': { label: '缓冲池逻辑读', unit: '次', meaning: 'Counter.' },
  'mysql.buffer-pool.reads': { label: '缓冲池物理读', unit: '次', meaning: 'Counter.' },
  'mysql.slow-rate': { label: '慢查询占比', unit: '%', meaning: 'Slow queries of all, since the earlier reading.' },
  'mysql.slow-queries': { label: '累计慢查询', unit: '次', meaning: 'Counter.' },
  'mysql.questions': { label: '累计语句', unit: '次', meaning: 'Counter.' },
  'mysql.data-size': {
    label: '库容量',
    unit: 'B',
    meaning: 'Data and indexes of all schemas that the account can see.',
  },
  'mysql.growth': { label: '日增长率', unit: '%', meaning: 'Growth of the capacity a day since the earlier reading.' },
  'mysql.table-size': { label: '表容量', unit: 'B', instance: 'schema.table, the largest ten' },
  'mysql.longest-transaction': { label: '最长事务', unit: 's', meaning: '0 when none is open.' },
  'mysql.deadlocks': { label: '累计死锁', unit: '次', meaning: 'Counter.' },
  'mysql.deadlocks-new': { label: '新增死锁', unit: '次', meaning: 'Since the earlier reading.' },
  'mysql.top-statement': {
    label: '耗时语句',
    unit: 's',
    instance: 'Normalised statement',
    meaning: 'Total time; only where performance_schema is on.',
  },
} as const satisfies Record<string, Metric>;

const redisMetrics = {
  'redis.version': { label: '缓存版本' },
  'redis.uptime': { label: '缓存运行时间', unit: 's' },
  'redis.memory': { label: '内存使用率', unit: '%', meaning: 'Of maxmemory; of the machine when maxmemory is 0.' },
  'redis.hit-rate': { label: '命中率', unit: '%', meaning: 'Since the earlier reading; since start for the first.' },
  'redis.hits': { label: '累计命中', unit: '次', meaning: 'Counter.' },
  'redis.misses': { label: '累计未命中', unit: '次', meaning: 'Counter.' },
  'redis.evicted': { label: '累计淘汰', unit: '个', meaning: 'Counter.' },
  'redis.evicted-new': { label: '新增淘汰键', unit: '个', meaning: 'Since the earlier reading.' },
  'redis.clients': { label: '连接使用率', unit: '%', meaning: 'Of maxclients.' },
  'redis.persistence': {
    label: '持久化',
    meaning: '`ok`, `rdb-failed`, `aof-failed`, `loading`, `none` when neither is on.',
  },
  'redis.last-save': { label: '最近落盘', meaning: 'ISO instant of the last successful RDB save.' },
  'redis.replica.state': {
    label: '主从连接',
    meaning: '`up`, `down`, `syncing`, or `no-replica` of a primary that should have one.',
  },
  'redis.replica.lag': { label: '主从延迟', unit: 's', instance: 'Replica, seen from the primary' },
} as const satisfies Record<string, Metric>;

const serviceMetrics = {
  'device.last-data': { label: '最近数据时间', meaning: 'ISO instant of the newest data, or `none`.' },
  'interface.missing': {
    label: '对账差异',
    unit: '%',
    meaning: 'Missing or surplus records of the receiving side, of those sent.',
  },
  'interface.sent': { label: '发送方记录数', unit: '条' },
  'interface.received': { label: '接收方记录数', unit: '条' },
  'interface.delay': {
    label: '数据延迟',
    unit: 's',
    meaning: 'Newest time of the sender minus newest time of the receiver.',
  },
  'backup.last': {
    label: '最近备份时间',
    instance: 'Backup plan',
    meaning: 'ISO instant of the newest complete set, or `none`.',
  },
  'backup.size': { label: '备份大小', unit: 'B', instance: 'Backup plan' },
  'backup.size-change': {
    label: '备份大小变化',
    unit: '%',
    instance: 'Backup plan',
    meaning: 'Newest set against the median of the earlier ones.',
  },
  'backup.complete': {
    label: '备份完整性',
    instance: 'Backup plan',
    meaning: '`complete`, or the short Chinese reason why not.',
  },
  'backup.copies': { label: '备份份数', unit: '份', instance: 'Backup plan' },
  'backup.checksum': { label: '备份校验值', instance: 'Backup plan', meaning: 'SHA-256 of the newest set.' },
  'protection.database': { label: '病毒库日期', meaning: 'Date or ISO instant of the virus database.' },
  'protection.online': { label: '防护在线' },
  'protection.kills': { label: '查杀病毒', unit: '个', meaning: 'In the last 24 hours.' },
  'protection.blocked': { label: '拦截攻击', unit: '次', meaning: 'In the last 24 hours.' },
  'login.failed': { label: '失败登录', unit: '次', meaning: 'In the last 24 hours.' },
  'login.abnormal': {
    label: '异常登录',
    unit: '次',
    meaning: 'Successful ones outside working hours or from unknown addresses, in the last 24 hours.',
  },
  'oplog.total': { label: '操作日志数', unit: '条' },
  'oplog.class': { label: '分类操作数', unit: '条', instance: 'Class' },
  'oplog.anomalies': { label: '操作日志异常', unit: '条', instance: 'Rule' },
  'oplog.unreadable': { label: '无法识别的日志', unit: '条' },
  'oplog.cursor': { label: '日志读取位置', meaning: 'Where the next run goes on.' },
  'oplog.continuity': {
    label: '日志连续性',
    meaning: '`first`, `continuous`, or the short Chinese reason why rows may be missing.',
  },
  'alerts.active': { label: '活动告警', unit: '条' },
  'alert.active': {
    label: '告警',
    instance: 'Fingerprint',
    meaning: 'Name of an active alert; a proposal, never an incident.',
  },
  availability: { label: '可用率', unit: '%', meaning: 'Share of observed time, over the window of the settings.' },
} as const satisfies Record<string, Metric>;

/** What exporters and monitors give of databases that no collector speaks to, and of machines that are only looked at from outside. */
const foreignMetrics = {
  'database.connections': { label: '连接使用率', unit: '%' },
  'database.tablespace': { label: '表空间使用率', unit: '%', instance: 'Tablespace' },
  'database.data-size': { label: '库容量', unit: 'B' },
  'database.lag': { label: '复制延迟', unit: 's' },
  'device.up': { label: '设备在线', meaning: 'Whether it answers, as the monitor says.' },
  'ups.battery': { label: '电池电量', unit: '%' },
  'ups.runtime': { label: '后备时间', unit: '分' },
} as const satisfies Record<string, Metric>;

export const metrics: Readonly<Record<string, Metric>> = {
  ...hostMetrics,
  ...webMetrics,
  ...nginxMetrics,
  ...mysqlMetrics,
  ...redisMetrics,
  ...serviceMetrics,
  ...foreignMetrics,
};
