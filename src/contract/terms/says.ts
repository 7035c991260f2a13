/** The words of the paper that a term covers: `says`, which any row that names a clause may bear. */
import { z } from 'zod';
import { optional, text } from '../scalars.ts';

/** The key, to be spread into a schema. */
export const saysKey = {
  says: optional(z.union([text(), z.array(text()).min(1, '至少一处')], '应为文字或文字清单'))
    .meta({ label: '表达的原文', example: '1小时内到场' })
    .describe('Verbatim parts of the text of its clauses; without it, what its own numbers say there.'),
};
