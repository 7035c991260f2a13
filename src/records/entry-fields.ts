/** Fields that many record kinds share, each with its label, sensitivity and reference already said. */
import { z } from 'zod';
import { assetSlug, instant, longText, optional, recordId, text } from '../contract/scalars.ts';
import { unsettledCodes } from './progress.ts';
import { rowEnvelope } from './row.ts';

/** The same field left optional; keeps the label and all other metadata. */
export const maybe = <T extends z.ZodType>(field: T) => optional(field).meta(field.meta() ?? {});

/**
 * One of a few codes, each with its Chinese word.
 * @param unsettled codes that are not the last word, in the order in which they are passed: leaving one is no correction
 */
export function choice<const C extends Record<string, string>>(
  label: string,
  choices: C,
  unsettled: readonly (keyof C & string)[] = [],
) {
  const codes = Object.keys(choices) as [keyof C & string, ...(keyof C & string)[]];
  const made = z.enum(codes).meta({ label, choices });
  if (unsettled.length > 0) unsettledCodes.add(made, { codes: unsettled });
  return made;
}

/** A person; the name is personal data. The example is a post, never a name. */
export const person = (label: string, example = '驻点运维工程师') =>
  text().meta({ label, example, sensitivity: 'personal' });

/** A telephone number. */
export const phone = (label: string) => text().meta({ label, example: '0756-0000000', sensitivity: 'contact' });

/** A host name, network address or account by which a machine is reached. */
export const address = (label: string, example: string) => text().meta({ label, example, sensitivity: 'internal' });

/** One line of text. */
export const line = (label: string, example: string) => text().meta({ label, example });

/** A number that somebody else gave, as a paper bears it: who has the paper in hand finds the record by it. */
export const outsideNumber = (label: string, example: string) => text().meta({ label, example, outsideNumber: true });

/** Several lines of text; not empty. */
export const prose = (label: string, example: string) => longText().min(1, '不能为空').meta({ label, example });

/** A point in time, to the second. */
export const time = (label: string, example = '2026-11-24 09:27:05') => instant().meta({ label, example });

/** Id of an asset of `contract/assets.yaml`; the kind's `check` must look it up (`rules().assets`). */
export const asset = (label = '对象', example = 'app-server-1') => assetSlug().meta({ label, example });

/** Several assets. */
export const assets = (label = '对象') =>
  z.array(assetSlug(), '应为清单').min(1, '至少一项').meta({ label, example: 'app-server-1' });

/** A list of flat rows, each with an id of its own. */
export const rows = <T extends z.ZodRawShape>(label: string, shape: T) =>
  z.array(z.strictObject({ ...rowEnvelope, ...shape }, '应为一行各栏'), '应为清单').meta({ label });

/** A list of flat rows that a machine counted or measured; nobody corrects one of them. */
export const measuredRows = <T extends z.ZodRawShape>(label: string, shape: T) =>
  z.array(z.strictObject(shape, '应为一行各栏'), '应为清单').meta({ label });

/** Id of another record; only its form is checked here, the pipeline looks for it (see `references`). */
export const reference = (kind: string, label: string, example: string) =>
  recordId().meta({ label, example, references: kind });

/** 许可编号, or a plain statement that there was none: an operation outside any permit must be recordable, as the breach that it is. */
export const permission = {
  permit: maybe(reference('permit', '许可编号', 'XK-20261120-002')),
  withoutPermit: maybe(
    prose('未取得许可的说明', '未取得许可，事后已向采购人报告').describe(
      'Only without `permit`; documents list it as a breach of the clause about permission.',
    ),
  ),
};
