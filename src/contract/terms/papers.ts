/** The papers of which a contract consists: each with its text, the prefix of its clauses' ids and its rank. Part of `contract/contract.yaml`. */
import { z } from 'zod';
import { count, optional, sha256, slug, text } from '../scalars.ts';
import { type Held, heldKeys } from './held.ts';

/** One term that a supplement changes: where it stands in the contract's data, what it is now, and the words of the paper that say so. */
const setTermSchema = z.strictObject({
  term: text().meta({ label: '约定', example: 'quotas.major.limit' }).describe('As `verify` names it.'),
  value: optional(text())
    .meta({ label: '新值', example: '2' })
    .describe('Absent: the entry is gone. Of several values their JSON.'),
  text: text().meta({ label: '原文', example: '重大故障每年不超过2次' }).describe('Words of the paper itself.'),
});
export type SetTerm = z.infer<typeof setTermSchema>;

export const paperSchema = z.strictObject({
  id: slug().meta({ label: '文件编号', example: 'requirements' }),
  name: text().meta({ label: '文件名称', example: '采购需求' }),
  file: z
    .string('应为文字')
    .regex(
      /^contract\/(papers\/)?[a-z0-9]+(-[a-z0-9]+)*\.txt$/,
      '应为 contract/ 下的文本文件，例如 contract/papers/requirements.txt',
    )
    .meta({ label: '全文', example: 'contract/papers/requirements.txt' }),
  prefix: optional(z.string().regex(/^[A-Z]{1,4}$/, '应为 1–4 位大写字母，例如 B'))
    .meta({ label: '条款编号前缀', example: 'B' })
    .describe('Ids of its clauses begin with it, so that two papers may both have a clause of one number.'),
  rank: count()
    .meta({ label: '位次', example: 2 })
    .describe('Where two papers say different things of one matter, the higher one prevails.'),
  ...heldKeys,
  sha256: optional(sha256())
    .meta({ label: '全文校验值' })
    .describe(
      'Of the file as it was signed; this file is an input of every document, so that it cannot change unseen.',
    ),
  sets: optional(z.array(setTermSchema))
    .meta({ label: '改动的约定' })
    .describe('Terms that were agreed otherwise before, each by itself: no other change is by this paper.'),
});

export const papersSchema = optional(z.array(paperSchema)).meta({ label: '合同文件' });

export type Paper = z.infer<typeof paperSchema>;

interface Papered {
  papers?: readonly Paper[] | undefined;
}

/** Letters before the number of a clause: `B5.3` → `B`; empty for `5.3`. */
export const prefixOf = (clause: string): string => /^[A-Z]*/.exec(clause)?.[0] ?? '';

/**
 * The paper in which a clause stands: the one that it names (`in`), else the first whose prefix its id bears.
 * @returns undefined when no paper is kept, or none has such clauses
 */
export function paperOf({ papers = [] }: Papered, clause: { id: string; in?: string | undefined }): Paper | undefined {
  if (clause.in !== undefined) return papers.find(({ id }) => id === clause.in);
  const prefix = prefixOf(clause.id);
  return papers.find((one) => (one.prefix ?? '') === prefix);
}

/** When a clause holds: from its own first day to its last, or those of its paper where it says none. */
export function spanOfClause(contract: Papered, clause: Held & { id: string; in?: string | undefined }): Held {
  const paper = paperOf(contract, clause);
  return { from: clause.from ?? paper?.from, until: clause.until ?? paper?.until };
}

/** Text without white space of any kind: how a clause is looked up in its paper, whatever lines and columns it stood in. */
export const withoutSpace = (given: string): string => given.replace(/[\s\u200b\ufeff]+/gu, '');

/** true when the clause's text stands in the paper, white space aside. @param paper already without white space */
export const standsIn = (clause: { text: string }, paper: string): boolean => paper.includes(withoutSpace(clause.text));
