/**
 * Topics for contracts of schema 1, which had none: looked up in a table of data (`data/lifts/clause-topics.yaml`) by clause
 * id and the beginning of the clause's text. A clause with another text gets no topic, and its rules are off. Pure.
 */
import { z } from 'zod';
import { clauseId, text } from '../../scalars.ts';
import { clauseTopics, topicIds } from '../topics.ts';

/** Format of `data/lifts/clause-topics.yaml`, which the program carries. */
export const topicTableSchema = z.strictObject({
  schema: z.preprocess((v) => (v === '1' ? 1 : v), z.literal(1)),
  clauses: z
    .array(
      z.strictObject({
        id: clauseId().meta({ label: '条款编号' }),
        begins: text().meta({ label: '原文开头' }),
        topics: z.array(z.enum(topicIds)).meta({ label: '事项', choices: clauseTopics }),
      }),
    )
    .meta({ label: '条款' }),
});

export type TopicTable = z.infer<typeof topicTableSchema>['clauses'];

/** Schema 1 → 2 of `contract/contract.yaml`, on data as the file holds them. @param table which clause had which topics */
export function liftTopics(table: TopicTable): (old: Record<string, unknown>) => Record<string, unknown> {
  const rows = new Map(table.map((row) => [row.id, row]));
  const withTopics = (clause: unknown): unknown => {
    if (typeof clause !== 'object' || clause === null || 'topics' in clause) return clause;
    const { id, text } = clause as { id?: unknown; text?: unknown };
    const row = rows.get(String(id));
    return { ...clause, topics: typeof text === 'string' && row && text.startsWith(row.begins) ? row.topics : [] };
  };
  return (old) => {
    const { clauses } = old;
    return { ...old, ...(Array.isArray(clauses) ? { clauses: clauses.map(withTopics) } : {}) };
  };
}
