/** Readings (口径) of ambiguous clauses, and what each decides. File `contract/interpretations.yaml`. */
import { z } from 'zod';
import { boolean, date, nullable, optional, sha256, slug, text } from '../scalars.ts';
import { caseSchema } from './cases.ts';
import { conditionsSchema } from './classes.ts';
import { effectIds, effectWords } from './effects.ts';
import { levelId } from './levels.ts';
import { liftInterpretations, liftWithoutCases } from './lifts/lift-interpretations.ts';
import { type StoppableClock, stoppableClocks } from './pauses.ts';
import { saysKey } from './says.ts';

const stoppable = Object.keys(stoppableClocks) as [StoppableClock, ...StoppableClock[]];

export const interpretationSchema = z.strictObject({
  id: slug().meta({ label: '口径编号', example: 'major' }),
  binds: optional(z.enum(effectIds).meta({ label: '决定什么', choices: effectWords }))
    .meta({ label: '决定什么', choices: effectWords, example: 'clock-start' })
    .describe(
      'One of a closed list of effects; without it the question is put to both sides and decides nothing here.',
    ),
  class: optional(slug())
    .meta({ label: '决定哪一类故障', example: 'major' })
    .describe('With `binds: class`: id of an entry of `classes`.'),
  question: text().meta({ label: '问题' }),
  clauses: z.array(text()).meta({ label: '涉及条款' }),
  ...saysKey,
  options: z
    .array(
      z.strictObject({
        id: slug().meta({ label: '选项编号' }),
        label: text().meta({ label: '选项' }),
        text: text().meta({ label: '说明' }),
        effect: optional(slug())
          .meta({ label: '效果', example: 'alert' })
          .describe('The reading of the effect that this option stands for, from the closed list of the effect.'),
        when: optional(conditionsSchema)
          .meta({ label: '条件（有一项即是）' })
          .describe('With `binds: class`: which incidents are of the class.'),
        calendar: optional(slug())
          .meta({ label: '时间表', example: 'teaching' })
          .describe('With `binds: working-time`: the calendar whose time alone counts.'),
        clocks: optional(z.array(z.enum(stoppable), '应为清单').min(1, '至少一项'))
          .meta({ label: '停计的时限', choices: stoppableClocks, example: 'arrival' })
          .describe(
            'With `binds: pauses`: the clocks that a pause stops by this option, in place of those of the contract.',
          ),
        levels: optional(z.array(levelId()))
          .meta({ label: '适用级别' })
          .describe('With `binds: working-time`: the levels whose limits run in the calendar.'),
        cases: optional(z.array(caseSchema))
          .meta({ label: '案例' })
          .describe(
            'Situations and what follows by this option: signed with it, printed in the letter, and held against the program.',
          ),
      }),
    )
    .meta({ label: '选项' }),
  default: slug().meta({ label: '默认' }),
  confirmed: boolean().meta({ label: '双方已确认' }),
  chosen: nullable(slug()).meta({ label: '确认的选项' }),
  confirmedOn: optional(date()).meta({ label: '确认日期' }),
  effectiveFrom: optional(date())
    .meta({ label: '适用起日' })
    .describe('The option counts for what happened from this day on; absent: for the whole service.'),
  casesSigned: optional(boolean())
    .meta({ label: '案例一并签字' })
    .describe('The signed letter prints the cases of the chosen option; absent: it was signed without cases.'),
  scan: optional(sha256())
    .meta({ label: '确认函扫描件' })
    .describe('SHA-256 of the scan in evidence/; without it nothing is confirmed.'),
});

export const interpretationsFileSchema = z.strictObject({
  schema: z.preprocess((v) => (v === '3' ? 3 : v), z.literal(3)),
  interpretations: z.array(interpretationSchema).meta({ label: '口径' }),
});

/** Step i lifts schema i + 1 of `contract/interpretations.yaml` to the next. */
export const interpretationLifts = [liftInterpretations, liftWithoutCases];

export interface Interpretation extends z.infer<typeof interpretationSchema> {
  /** Id of the record by which the purchaser confirmed it at the desk, where no signed paper did. */
  decision?: string;
  /** Both sides confirmed it, and it counts from this day on: looked at on a day before, on which nothing is agreed. */
  countsFrom?: string;
  /** The option that is looked at of what happened before the day from which the confirmed one counts. */
  before?: string;
}
