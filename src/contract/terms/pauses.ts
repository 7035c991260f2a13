/**
 * Which clocks of an incident stand still during a pause: `pauses` of `contract/contract.yaml`, one flat row a clause. Without the key a
 * pause stops the restoration alone, whatever its reason. That a pause needs evidence and the purchaser's word is no data: nobody's own
 * word stops a clock.
 */
import { z } from 'zod';
import { clauseId, optional } from '../scalars.ts';
import { calendarName } from './calendars.ts';
import { saysKey } from './says.ts';

/** What an incident waited for. */
export const pauseReasons = {
  permit: '等待许可',
  purchaser: '等待⟦采购人⟧',
  cloud: '等待云平台',
  'third-party': '等待第三方',
  access: '道路或场所不能通行',
  other: '其他',
} as const;
export type PauseReason = keyof typeof pauseReasons;

/** The clocks that a pause can stop. */
export const stoppableClocks = { arrival: '到场', restoration: '恢复' } as const;
export type StoppableClock = keyof typeof stoppableClocks;

export const pauseTermSchema = z.strictObject({
  clause: clauseId().meta({ label: '依据条款' }),
  clocks: z
    .array(z.enum(Object.keys(stoppableClocks) as [StoppableClock, ...StoppableClock[]]), '应为清单')
    .min(1, '至少一项')
    .meta({ label: '停计的时限', choices: stoppableClocks, example: 'arrival' }),
  reasons: optional(
    z.array(z.enum(Object.keys(pauseReasons) as [PauseReason, ...PauseReason[]]), '应为清单').min(1, '至少一项'),
  )
    .meta({ label: '仅此原因', choices: pauseReasons, example: 'access' })
    .describe('Without it, whatever the reason.'),
  during: optional(calendarName())
    .meta({ label: '仅此时间表之内', example: 'flood-season' })
    .describe('Only pauses that begin within this calendar.'),
  ...saysKey,
});

export const pausesSchema = optional(z.array(pauseTermSchema, '应为清单').min(1, '至少一项'))
  .meta({ label: '停计' })
  .describe(
    'Without it a pause stops the restoration alone. With it only what stands here, each clock by its own rows.',
  );

export type PauseTerm = z.infer<typeof pauseTermSchema>;
