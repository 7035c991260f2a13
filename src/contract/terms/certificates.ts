/** Which certificates whoever is on duty must hold. Part of `requirements` in `contract/contract.yaml`. */
import { z } from 'zod';
import { boolean, clauseId, count, optional, slug, text } from '../scalars.ts';
import type { HeldSpan } from './held.ts';
import { saysKey } from './says.ts';

const clauses = () => z.array(clauseId(), '应为清单').min(1, '至少写明一条条款').meta({ label: '依据条款' });

const names = (label: string, example: string) =>
  optional(z.array(text(), '应为清单').min(1, '至少一项')).meta({ label, example });

export const askedCertificateSchema = z.strictObject({
  id: slug().meta({ label: '编号', example: 'security-officer' }),
  name: text()
    .meta({ label: '证书名称', example: '信息安全管理员证书' })
    .describe('As the records of certificates name it.'),
  also: names('也算的证书', '注册信息安全专业人员证书').describe('Other certificates that do as well, by their names.'),
  posts: optional(z.array(slug(), '应为清单').min(1, '至少一个岗位'))
    .meta({ label: '岗位', example: 'north' })
    .describe('Ids of `requirements.posts`: whoever is on duty there holds it.'),
  roles: names('人员岗位', '驻场工程师').describe(
    'Of `people`: whoever is listed with one of these roles holds it on duty. Without posts and roles whoever is on duty does.',
  ),
  warnDays: optional(count())
    .meta({ label: '到期前提醒', unit: '日', example: 30 })
    .describe('So many days before it runs out it is told; without it 30.'),
  asAbsent: optional(boolean())
    .meta({ label: '过期上岗按缺岗' })
    .describe('true: the paper says that a shift with an expired certificate counts as one with nobody there.'),
  clauses: clauses(),
  ...saysKey,
});

/** Days on which a paper of higher rank says otherwise; only in a view of the contract, never in data. */
interface Elsewhere {
  elsewhere?: readonly HeldSpan[] | undefined;
}

export type AskedCertificate = z.infer<typeof askedCertificateSchema> & Elsewhere;

/** Days before the end of a certificate on which it is told, where the contract names none. */
export const WARN_DAYS = 30;
