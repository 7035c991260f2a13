/** Terms (学期) of a contract that goes by them: `terms` of `contract/contract.yaml`. What lies between two is vacation. */
import { z } from 'zod';
import { date, text } from '../scalars.ts';

export const termSchema = z.strictObject({
  id: z
    .string()
    .regex(/^\d{4}-T[1-9]$/, '应为 年份-T序号，例如 2026-T1')
    .meta({ label: '学期编号', example: '2026-T1' })
    .describe('The PERIOD of what is owed once a term.'),
  name: text().meta({ label: '名称', example: '2026–2027 学年第一学期' }),
  from: date().meta({ label: '起' }),
  to: date().meta({ label: '止' }).describe('Both days inclusive.'),
});

export type Term = z.infer<typeof termSchema>;
