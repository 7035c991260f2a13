/** Readings (口径) of ambiguous clauses. File `contract/interpretations.yaml`. */
import { z } from 'zod';
import { boolean, date, nullable, optional, sha256, slug, text } from '../scalars.ts';

export const interpretationSchema = z.strictObject({
  id: slug().meta({ label: '口径编号', example: 'major' }),
  question: text().meta({ label: '问题' }),
  clauses: z.array(text()).meta({ label: '涉及条款' }),
  options: z
    .array(
      z.strictObject({
        id: slug().meta({ label: '选项编号' }),
        label: text().meta({ label: '选项' }),
        text: text().meta({ label: '说明' }),
      }),
    )
    .meta({ label: '选项' }),
  default: slug().meta({ label: '默认' }),
  confirmed: boolean().meta({ label: '双方已确认' }),
  chosen: nullable(slug()).meta({ label: '确认的选项' }),
  confirmedOn: optional(date()).meta({ label: '确认日期' }),
  scan: optional(sha256())
    .meta({ label: '确认函扫描件' })
    .describe('SHA-256 of the scan in evidence/; without it nothing is confirmed.'),
});

export const interpretationsFileSchema = z.strictObject({
  schema: z.preprocess((v) => (v === '1' ? 1 : v), z.literal(1)),
  interpretations: z.array(interpretationSchema).meta({ label: '口径' }),
});

export type Interpretation = z.infer<typeof interpretationSchema>;
