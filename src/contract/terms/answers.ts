/**
 * By when what was handed over is answered (签收或者退回), what silence then means, and by when what was sent back comes again. Part of
 * `contract/contract.yaml`; without it no time is owed and silence means nothing.
 */
import { z } from 'zod';
import { clauseId, count, endClock, optional } from '../scalars.ts';
import { saysKey } from './says.ts';

const LENGTHS = ['days', 'workingDays', 'hours'] as const;

/** A length of time from an act on, as answers and objections have them. */
export const answerTermSchema = z
  .strictObject({
    days: optional(count()).meta({ label: '日数', unit: '日', example: 5 }),
    workingDays: optional(count()).meta({ label: '工作日数', unit: '个工作日', example: 3 }),
    hours: optional(count()).meta({ label: '小时数', unit: '小时', example: 24 }),
    time: optional(endClock())
      .meta({ label: '最后一日的时刻', example: '18:00' })
      .describe('Until which time of the last day; hours have none.'),
  })
  .superRefine((term, check) => {
    const given = LENGTHS.filter((key) => term[key] !== undefined);
    const wrong = (message: string) => check.addIssue({ code: 'custom', message });
    if (given.length !== 1) wrong('days、workingDays、hours 写明其中一项');
    else if ((term.hours === undefined) !== (term.time !== undefined))
      wrong(term.hours === undefined ? '还须写明最后一日的时刻 time' : '以小时计的不写 time');
  });

export const answersSchema = optional(
  z.strictObject({
    clauses: z
      .array(clauseId().meta({ label: '条款' }), '应为清单')
      .min(1, '至少写明一条条款')
      .meta({ label: '依据条款' }),
    within: answerTermSchema
      .meta({ label: '签收或退回的期限' })
      .describe('From the delivery, as it was written down; its own day is not counted.'),
    silence: optional(z.enum(['received']).meta({ label: '逾期未答复', choices: { received: '视为签收' } }))
      .meta({ label: '逾期未答复', choices: { received: '视为签收' } })
      .describe('Without it the paper says nothing of it: the document goes on waiting.'),
    ...saysKey,
    again: optional(answerTermSchema).meta({ label: '退回后重交的期限' }).describe('From the return, likewise.'),
  }),
).meta({ label: '签收或退回的期限与逾期后果' });

export type AnswerTerm = z.infer<typeof answerTermSchema>;
