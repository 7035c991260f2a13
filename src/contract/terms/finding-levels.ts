/**
 * How scanners' words and scores become levels of GB/T 30279, how long each may stand, and what raises it. File
 * `contract/finding-levels.yaml`.
 */
import { z } from 'zod';
import { count, number, slug, text } from '../scalars.ts';

/** Codes of the levels of GB/T 30279, most severe first. */
export const findingLevels = { critical: '超危', high: '高危', medium: '中危', low: '低危' } as const;
export type FindingLevel = keyof typeof findingLevels;
export const findingLevelIds = Object.keys(findingLevels) as [FindingLevel, ...FindingLevel[]];

const level = () => z.enum(findingLevelIds).meta({ label: '等级', choices: findingLevels });
const share = () => number().pipe(z.number().min(0, '应为 0–1').max(1, '应为 0–1'));

export const findingLevelsFileSchema = z.strictObject({
  schema: z.preprocess((v) => (v === '1' ? 1 : v), z.literal(1)),
  levels: z
    .array(
      z.strictObject({
        level: level(),
        cvss: number()
          .pipe(z.number().min(0, '应为 0–10').max(10, '应为 0–10'))
          .meta({ label: 'CVSS 下限', example: 9 })
          .describe('Inclusive; a score of 0 never counts.'),
        days: count().meta({ label: '整改期限', unit: '天', example: 7 }).describe('From first sight, inclusive.'),
      }),
    )
    .meta({ label: '等级' }),
  unknown: level().meta({ label: '没有等级和分值时', choices: findingLevels }),
  withoutCritical: z
    .array(slug())
    .meta({ label: '等级中没有超危的报告格式', example: 'openvas' })
    .describe('Their findings are lifted to 超危 by a score that asks for it.'),
  words: z
    .array(
      z.strictObject({
        format: z.union([slug(), z.literal('*')]).meta({ label: '报告格式', example: 'nessus' }),
        word: text().meta({ label: '报告中的等级', example: 'critical' }).describe('Whatever its case.'),
        level: level(),
      }),
    )
    .meta({ label: '等级对照' })
    .describe('A row of the format goes before one of all formats (`*`).'),
  epssFrom: share()
    .meta({ label: 'EPSS 百分位下限', example: 0.9 })
    .describe('A finding at or above this percentile of EPSS is handled one priority earlier.'),
});

export type FindingLevels = z.infer<typeof findingLevelsFileSchema>;

/** What the level of an entry was taken from. */
export type LevelSource = 'word' | 'score' | 'unknown';

/** Judges entries of one format. @param format id of the scanner unit */
export function levelJudge(
  data: FindingLevels,
  format: string,
): (entry: { severity: string | null; cvss?: number | undefined }) => { level: FindingLevel; by: LevelSource } {
  const words = new Map<string, FindingLevel>();
  for (const scope of ['*', format])
    for (const row of data.words) if (row.format === scope) words.set(normal(row.word), row.level);
  const lifts = data.withoutCritical.includes(format);
  return ({ severity, cvss }) => {
    const told = severity === null ? undefined : words.get(normal(severity));
    const scored = cvss === undefined || cvss <= 0 ? undefined : levelOfScore(data, cvss);
    if (told !== undefined && !(lifts && scored === 'critical')) return { level: told, by: 'word' };
    return scored === undefined ? { level: data.unknown, by: 'unknown' } : { level: scored, by: 'score' };
  };
}

const normal = (word: string): string => word.trim().toLowerCase();

/** The most severe level whose lower bound the score reaches. */
function levelOfScore({ levels }: FindingLevels, cvss: number): FindingLevel | undefined {
  return findingLevelIds.find((id) => levels.some((row) => row.level === id && cvss >= row.cvss));
}
