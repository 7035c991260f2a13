/** MySQL and MariaDB connections that end with the signal: one that only reads, one that may change a scratch server. */
import type { Socket } from 'node:net';
import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import { AccessError, SourceError } from './error.ts';
import { reasonOfCode, toSourceError } from './network-error.ts';
import { openSocket } from './socket.ts';
import { authorities, type TlsOptions } from './tls.ts';

export interface MysqlAccess {
  host: string;
  port: number;
  /** Unix socket in place of host and port. */
  socket?: string | undefined;
  user: string;
  password?: string | undefined;
  database?: string | undefined;
  tls?: TlsOptions | undefined;
  /** `+08:00` for queries whose times people read; the server's own (SYSTEM) by default. */
  timeZone?: string | undefined;
}

export type Row = Readonly<Record<string, string | number | null>>;
export type Query = (sql: string, values?: readonly (string | number)[]) => Promise<Row[]>;

/** More rows than this are no answer to an inspection's question. */
const MAX_ROWS = 200_000;

/**
 * Connects, sets the session read-only, hands over `query`, and always destroys the connection.
 * Dates come as text, numbers beyond 2⁵³ as text, so that nothing is changed on the way.
 * @throws SourceError 账号或口令有误, 连接被拒绝, 没有权限 … without address or account
 */
export function withMysql<T>(access: MysqlAccess, signal: AbortSignal, work: (query: Query) => Promise<T>): Promise<T> {
  const setUp = async (connection: Connection) => {
    await connection.query('SET SESSION TRANSACTION READ ONLY');
    await connection.query('SET SESSION time_zone = ?', [access.timeZone ?? 'SYSTEM']);
  };
  return connected(access, signal, setUp, work).catch((error: unknown) => {
    throw mysqlError(error, signal);
  });
}

/**
 * The same, but the session may write: for the scratch server of restore tests alone, whose changes go into no binary
 * log and so to no replica. Throws as `withMysql`, and what `work` throws.
 */
export function withScratchMysql<T>(
  access: MysqlAccess,
  signal: AbortSignal,
  work: (query: Query) => Promise<T>,
): Promise<T> {
  const setUp = async (connection: Connection) => {
    await connection.query('SET SESSION sql_log_bin = 0');
  };
  return connected(access, signal, setUp, work);
}

async function connected<T>(
  access: MysqlAccess,
  signal: AbortSignal,
  setUp: (connection: Connection) => Promise<void>,
  work: (query: Query) => Promise<T>,
): Promise<T> {
  const { host, port, socket: path } = access;
  const { socket, release } = await openSocket({ host, port, path }, signal);
  try {
    const connection = await greeted(socket, access).catch((error: unknown) => {
      throw mysqlError(error, signal);
    });
    // Errors between queries (the server went away) surface at the next query; unheard they would end the process.
    connection.on('error', release);
    await setUp(connection).catch((error: unknown) => {
      throw mysqlError(error, signal);
    });
    return await work(queryOn(connection, signal));
  } finally {
    release();
  }
}

async function greeted(socket: Socket, access: MysqlAccess): Promise<Connection> {
  await expectGreeting(socket);
  return await connectOver(socket, access);
}

/** The client gets our socket, so that the deadline's signal can destroy it even before the handshake. */
function connectOver(socket: Socket, access: MysqlAccess): Promise<Connection> {
  const { host, user, password, database, tls } = access;
  const name = tls?.serverName ?? host;
  // The certificate is checked against this name; for an address Node takes it from the socket, else `localhost`.
  Object.assign(socket, { _host: name });
  return createConnection({
    stream: socket,
    host: name,
    user,
    ...(password !== undefined && { password }),
    ...(database !== undefined && { database }),
    ...(tls !== undefined && { ssl: sslOf(tls) }),
    dateStrings: true,
    supportBigNumbers: true,
    flags: ['-LOCAL_FILES', '-MULTI_STATEMENTS'],
  });
}

/** Longest greeting that any server sends, with room to spare. */
const MAX_GREETING = 4096;

/**
 * Looks at the first packet before the client does: a web server or a flood of bytes on this port must not reach its
 * parser, which prints warnings and buffers what a false length promises.
 */
async function expectGreeting(socket: Socket): Promise<void> {
  let head: Buffer = Buffer.alloc(0);
  while (head.length < 5) {
    const chunk = (socket.read() as Buffer | null) ?? (await readable(socket));
    if (chunk === null) throw new SourceError('连接中断');
    head = Buffer.concat([head, chunk]);
  }
  const length = head.readUIntLE(0, 3);
  const [sequence, kind] = [head[3], head[4]];
  if (length > MAX_GREETING || sequence !== 0 || (kind !== 10 && kind !== 0xff))
    throw new SourceError('应答不是 MySQL');
  socket.unshift(head);
}

/** The next bytes; null when the other side hung up. */
async function readable(socket: Socket): Promise<Buffer | null> {
  const next = Promise.withResolvers<void>();
  const events = ['readable', 'end', 'close'] as const;
  for (const event of events) socket.once(event, next.resolve);
  await next.promise;
  for (const event of events) socket.off(event, next.resolve);
  return socket.read() as Buffer | null;
}

function sslOf(tls: TlsOptions) {
  return { ca: authorities(tls), verifyIdentity: true };
}

function queryOn(connection: Connection, signal: AbortSignal): Query {
  return async (sql, values) => {
    signal.throwIfAborted();
    try {
      const [rows] = await connection.query<RowDataPacket[]>(sql, [...(values ?? [])]);
      if (rows.length > MAX_ROWS) throw new SourceError(`查询结果过多（超过 ${MAX_ROWS} 行）`);
      return rows as Row[];
    } catch (error) {
      throw mysqlError(error, signal);
    }
  };
}

const reasons: Readonly<Record<string, string>> = {
  ER_DBACCESS_DENIED_ERROR: '没有权限访问该库',
  ER_TABLEACCESS_DENIED_ERROR: '没有权限读取该表',
  ER_COLUMNACCESS_DENIED_ERROR: '没有权限读取该列',
  ER_SPECIFIC_ACCESS_DENIED_ERROR: '没有权限',
  ER_CON_COUNT_ERROR: '连接数已满',
  ER_TOO_MANY_USER_CONNECTIONS: '该账号连接数已满',
  ER_HOST_NOT_PRIVILEGED: '数据库不允许从本机连接',
  ER_HOST_IS_BLOCKED: '数据库已阻止本机连接',
  ER_NOT_SUPPORTED_AUTH_MODE: '认证方式不受支持',
  ER_BAD_DB_ERROR: '数据库不存在',
  ER_NO_SUCH_TABLE: '表不存在',
  ER_BAD_FIELD_ERROR: '列不存在',
  ER_PARSE_ERROR: '查询语句有误',
  ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION: '只允许查询',
  ER_SECURE_TRANSPORT_REQUIRED: '数据库要求使用 TLS',
  HANDSHAKE_NO_SSL_SUPPORT: '数据库不支持 TLS',
  PROTOCOL_CONNECTION_LOST: '连接中断',
};

/** An error of the client or server in the engineer's words; messages of the server may hold data and are left out. */
export function mysqlError(error: unknown, signal: AbortSignal): SourceError {
  if (error instanceof SourceError || signal.aborted) return toSourceError(error, signal);
  const code = (error as { code?: unknown }).code;
  if (code === 'HANDSHAKE_SSL_ERROR') return new SourceError(tlsReason(String(error)), { cause: error });
  if (code === 'ER_ACCESS_DENIED_ERROR') return new AccessError('账号或口令有误', { cause: error });
  if (typeof code === 'string' && reasons[code] !== undefined)
    return new SourceError(reasons[code], {
      cause: error,
      ...(code === 'ER_PARSE_ERROR' ? { fault: 'not-understood' } : {}),
    });
  if (typeof code === 'string' && code.startsWith('ER_'))
    return new SourceError(`数据库拒绝查询（${code}）`, { cause: error });
  const plain = toSourceError(error, signal);
  return plain.fault === 'unknown' ? new SourceError('应答不是 MySQL', { cause: error }) : plain;
}

/** The client puts its own code in place of what OpenSSL said; only the words are left. */
function tlsReason(message: string): string {
  const known: [RegExp, string][] = [
    [/has expired/, 'CERT_HAS_EXPIRED'],
    [/not yet valid/, 'CERT_NOT_YET_VALID'],
    [/altnames/, 'ERR_TLS_CERT_ALTNAME_INVALID'],
    [/self[- ]signed certificate in/, 'SELF_SIGNED_CERT_IN_CHAIN'],
    [/self[- ]signed/, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    [/unable to (verify|get)/, 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
  ];
  return reasonOfCode(known.find(([words]) => words.test(message))?.[1]) ?? 'TLS 握手失败';
}
