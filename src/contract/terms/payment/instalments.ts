/**
 * 分期付款: of what share of the price, from which day on, under which condition and against which papers a part of it is paid. Part of
 * `contract/contract.yaml`. Beside it the 付款阶段 of a scheme (`penalties[].payments`) says from which sum a result takes something off;
 * an instalment deducts nothing, it waits for what has to be handed in.
 */
import { z } from 'zod';
import { clauseId, count, date, number, optional, slug, text } from '../../scalars.ts';
import { yuan } from '../fees.ts';
import { saysKey } from '../says.ts';

/** What has to have happened to a document before it counts for a payment. */
export const proofsOfDocument = {
  issued: '已签发',
  received: '已签收',
  accepted: '已由⟦采购人⟧签收',
} as const;
export type ProofOfDocument = keyof typeof proofsOfDocument;

const instalmentDocumentSchema = z.strictObject({
  obligation: slug().meta({ label: '交付义务', example: 'monthly-maintenance' }),
  name: optional(text())
    .meta({ label: '合同的名称', example: '12 份月报签收单' })
    .describe('What the paper calls them; without it the name of the obligation.'),
  from: date().meta({ label: '起', example: '2026-07-01' }),
  to: date()
    .meta({ label: '止', example: '2027-06-30' })
    .describe('Every document whose own last day lies within these days, both included.'),
  count: optional(count().pipe(z.number().min(1, '应为 1 以上的整数')))
    .meta({ label: '份数', unit: '份', example: 12 })
    .describe('So many at least; without it all that are owed of these days.'),
  proof: z
    .enum(Object.keys(proofsOfDocument) as [ProofOfDocument, ...ProofOfDocument[]])
    .meta({ label: '凭证', choices: proofsOfDocument })
    .describe(
      'received: a receipt by silence counts, too, where the contract has one; accepted: only by their own hand.',
    ),
});

const instalmentPaperSchema = z.strictObject({
  id: slug().meta({ label: '资料编号', example: 'invoice' }),
  name: text().meta({ label: '资料名称', example: '增值税专用发票' }),
});

export const instalmentSchema = z.strictObject({
  id: slug().meta({ label: '编号', example: 'second' }),
  name: text().meta({ label: '名称', example: '第二期' }),
  clauses: z
    .array(clauseId().meta({ label: '条款' }), '应为清单')
    .min(1, '至少写明一条条款')
    .meta({ label: '依据条款' }),
  percent: optional(
    number().refine((v) => typeof v === 'number' && v > 0 && v <= 100, '应为大于 0、不大于 100 的百分数'),
  ).meta({ label: '合同价款的百分比', unit: '%', example: 25 }),
  amount: optional(yuan()).meta({ label: '金额', unit: '元', example: 250_000 }),
  from: date().meta({ label: '可付款的首日', example: '2027-07-01' }),
  to: optional(date()).meta({ label: '付款的末日', example: '2027-07-31' }),
  condition: optional(text())
    .meta({ label: '付款条件', example: '年度考核合格' })
    .describe('In the words of the paper; nothing judges it.'),
  documents: optional(z.array(instalmentDocumentSchema, '应为清单').min(1, '至少一项'))
    .meta({ label: '凭哪些文档' })
    .describe('Documents of obligations of this contract.'),
  papers: optional(z.array(instalmentPaperSchema, '应为清单').min(1, '至少一项'))
    .meta({ label: '凭哪些资料' })
    .describe('What nobody makes here: invoices, guarantees. Each is proven by a record of the kind `payment-paper`.'),
  ...saysKey,
});

export const instalmentsSchema = optional(z.array(instalmentSchema, '应为清单'))
  .meta({ label: '分期付款' })
  .describe('Without it nothing is said of payments; a sum from which a scheme deducts is `penalties[].payments`.');

export type Instalment = z.infer<typeof instalmentSchema>;
export type InstalmentDocument = z.infer<typeof instalmentDocumentSchema>;
