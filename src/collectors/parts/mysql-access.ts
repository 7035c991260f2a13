/** Settings that every collector over SQL shares. */
import { z } from 'zod';
import { boolean, count, optional, text } from '../../contract/scalars.ts';
import type { MysqlAccess } from '../../sources/mysql.ts';
import { readTls, tlsFields } from './http-access.ts';

/** Fields to spread into a collector's own settings. */
export const mysqlAccess = {
  host: text().meta({ label: '主机', example: '10.0.0.31' }),
  port: count().default(3306).meta({ label: '端口' }),
  user: text().meta({ label: '账号', example: 'opsledger', sensitivity: 'internal' }),
  password: optional(text()).meta({ label: '口令', sensitivity: 'internal' }),
  database: optional(text()).meta({ label: '库名' }),
  tls: optional(boolean()).meta({ label: '使用 TLS' }),
  ...tlsFields,
};

export const mysqlOptions = z.strictObject(mysqlAccess);
export type MysqlOptions = z.infer<typeof mysqlOptions>;

/** The access of the settings. @param timeZone for queries whose times people read */
export async function accessOf(given: MysqlOptions, timeZone?: string): Promise<MysqlAccess> {
  const { host, port, user, password, database } = given;
  return { host, port, user, password, database, tls: given.tls === true ? await readTls(given) : undefined, timeZone };
}
