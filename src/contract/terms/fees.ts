/**
 * 服务费 by object and time, of which shares are deducted, how an amount is rounded, and caps over several schemes. Part of
 * `contract/contract.yaml`. No fee is made up: a share of a fee that stands nowhere here is no amount.
 */
import { z } from 'zod';
import { clauseId, number, optional, slug, text } from '../scalars.ts';
import { heldKeys } from './held.ts';
import { saysKey } from './says.ts';

/** For how many months a fee is paid. */
export const feeMonths = { month: 1, quarter: 3, 'half-year': 6, year: 12 } as const;
export const feePeriods = { month: '每月', quarter: '每季度', 'half-year': '每半年', year: '每年' } as const;

const clauses = () => z.array(clauseId(), '应为清单').min(1, '至少写明一条条款').meta({ label: '依据条款' });

/** 元, to the fen. */
export const yuan = () =>
  number()
    .refine((v) => typeof v === 'number' && v > 0, '应为大于 0 的金额')
    .refine((v) => typeof v === 'number' && /^\d+(\.\d{1,2})?$/.test(String(v)), '应为至多两位小数的金额（元）');

export const feeSchema = z.strictObject({
  id: slug().meta({ label: '费用编号', example: 'portal-fee' }),
  name: text().meta({ label: '名称', example: '门户系统月服务费' }),
  clauses: clauses(),
  per: z.enum(['month', 'quarter', 'half-year', 'year']).meta({ label: '每', choices: feePeriods }),
  amount: yuan().meta({ label: '金额', unit: '元', example: 50_000 }),
  assets: optional(z.array(slug(), '应为清单').min(1, '至少一个对象'))
    .meta({ label: '对象' })
    .describe('Of these objects alone; without it of the whole service.'),
  ...saysKey,
  ...heldKeys,
});

export const feesSchema = optional(z.array(feeSchema, '应为清单'))
  .meta({ label: '服务费' })
  .describe('Of a month that which holds on its last day; entries of one id follow each other.');

/** To what, and which way. */
export const roundingSchema = z.strictObject({
  to: z.enum(['fen', 'jiao', 'yuan']).meta({ label: '到', choices: { fen: '分', jiao: '角', yuan: '元' } }),
  how: z
    .enum(['half-up', 'down', 'up'])
    .meta({ label: '方式', choices: { 'half-up': '四舍五入', down: '舍去', up: '进一' } }),
});

export const roundingKey = () =>
  optional(roundingSchema)
    .meta({ label: '金额取整' })
    .describe(
      'Of each line by itself. Without it to the fen, half up, and the sheet says that the contract has no rule.',
    );

export const deductionCapSchema = z.strictObject({
  id: slug().meta({ label: '编号', example: 'year' }),
  name: text().meta({ label: '名称', example: '全年扣款上限' }),
  clauses: clauses(),
  per: z.enum(['month', 'year']).meta({ label: '每', choices: { month: '每月', year: '每服务年度' } }),
  over: z
    .array(slug(), '应为清单')
    .min(1, '至少一套办法')
    .meta({ label: '办法' })
    .describe('Ids of schemes that one document prints; in this order they take what the cap leaves.'),
  amount: optional(yuan()).meta({ label: '至多', unit: '元' }),
  percent: optional(
    number().refine((v) => typeof v === 'number' && v > 0 && v <= 100, '应为大于 0、不大于 100 的百分数'),
  ).meta({ label: '至多为服务费的', unit: '%', example: 10 }),
  fees: optional(z.array(slug(), '应为清单').min(1, '至少一项费用'))
    .meta({ label: '服务费' })
    .describe('Of `percent`: ids of `fees`; their sum over the month or the year.'),
  ...saysKey,
});

export const deductionCapsSchema = optional(z.array(deductionCapSchema, '应为清单'))
  .meta({ label: '各办法合计的上限' })
  .describe('After the caps of each scheme: of a month first, then of a year of service.');

export type Fee = z.infer<typeof feeSchema>;
export type Rounding = z.infer<typeof roundingSchema>;
export type DeductionCap = z.infer<typeof deductionCapSchema>;

export const DEFAULT_ROUNDING: Rounding = { to: 'fen', how: 'half-up' };
const roundingWords = {
  fen: '分',
  jiao: '角',
  yuan: '元',
  'half-up': '四舍五入',
  down: '舍去尾数',
  up: '进一',
} as const;

/** `逐项四舍五入到分（合同数据没有写明，按此）`. */
export const roundingText = (rounding: Rounding | undefined): string => {
  const { to, how } = rounding ?? DEFAULT_ROUNDING;
  return `逐项${roundingWords[how]}到${roundingWords[to]}${rounding === undefined ? '（合同数据没有写明取整，按此）' : ''}`;
};
