/** What is deducted for what. Part of `contract/contract.yaml`. */
import { z } from 'zod';
import { clauseId, number, text } from '../scalars.ts';

export const penaltiesSchema = z
  .array(
    z.strictObject({
      clause: clauseId().meta({ label: '条款' }),
      label: text().meta({ label: '扣分事项' }),
      points: number().meta({ label: '扣分' }),
      per: z.enum(['occurrence', 'day', 'period']).meta({
        label: '计法',
        choices: { occurrence: '每次', day: '每日', period: '每期' },
      }),
    }),
  )
  .meta({ label: '考核扣分规则' })
  .describe('Empty: no penalty rules in force; this contract has none.');

export type PenaltyRule = z.infer<typeof penaltiesSchema>[number];
