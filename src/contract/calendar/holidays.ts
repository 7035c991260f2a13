/** Holiday notices newer than the tool, typed in by the engineer. File `contract/holidays.yaml`, optional. */
import { z } from 'zod';
import { count, date } from '../scalars.ts';

export const holidayYearSchema = z.strictObject({
  year: count().meta({ label: '年份', example: 2027 }),
  off: z
    .array(date())
    .meta({ label: '放假日' })
    .describe('Every day off of the State Council notice, weekends among them or not.'),
  work: z.array(date()).meta({ label: '调休上班日' }).describe('Weekend days on which work is done.'),
});

export const holidaysFileSchema = z.strictObject({
  schema: z.preprocess((v) => (v === '1' ? 1 : v), z.literal(1)),
  years: z.array(holidayYearSchema).meta({ label: '年份' }),
});
